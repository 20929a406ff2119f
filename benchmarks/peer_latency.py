"""Runs inside the peer's own virtual environment: times spoken-to-signed on one sentence, prints JSON.

The peer's bundled fingerspelling is its lexicon (its wheel brings no other); ``visualize_pose`` draws its video.
"""

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory


def main(text: str, repeats: int) -> None:
    start = time.perf_counter()
    import spoken_to_signed
    from pose_format.pose_visualizer import PoseVisualizer
    from spoken_to_signed.bin import _gloss_to_pose, _text_to_gloss

    imported = time.perf_counter() - start
    lexicon = str(Path(spoken_to_signed.__file__).parent / "assets" / "fingerspelling_lexicon")

    def to_pose():
        sentences = _text_to_gloss(text, "en", "simple", signed_language="ase")
        return _gloss_to_pose(sentences, lexicon, "en", "ase")[0].pose

    def to_video(path: str) -> None:
        drawing = PoseVisualizer(to_pose())
        drawing.save_video(path, drawing.draw())

    pose = to_pose()
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "peer.mp4")
        video = [timed(lambda: to_video(path)) for _ in range(repeats)]
    poses = [timed(to_pose) for _ in range(repeats)]
    seconds = len(pose.body.data) / pose.body.fps
    print(json.dumps({"import_s": imported, "pose": min(poses), "video": min(video), "signing_s": seconds}))


def timed(job) -> tuple[float, float]:
    """Wall seconds and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
