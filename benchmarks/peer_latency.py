"""Runs inside the peer's own virtual environment: times spoken-to-signed on one sentence.

    python peer_latency.py TEXT REPEATS      prints JSON of warm times
    python peer_latency.py TEXT VIDEO.mp4    one cold run, text to video

The peer's bundled fingerspelling is its lexicon (its wheel brings no other). Its stick figure is drawn by
``PoseVisualizer.draw``, as its ``visualize_pose`` does, and encoded with PyAV by our settings: ``save_video`` wants
vidgear and a system ffmpeg.
"""

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import spoken_to_signed
from pose_format.pose_visualizer import PoseVisualizer
from spoken_to_signed.bin import _gloss_to_pose, _text_to_gloss

LEXICON = str(Path(spoken_to_signed.__file__).parent / "assets" / "fingerspelling_lexicon")


def to_pose(text: str):
    sentences = _text_to_gloss(text, "en", "simple", signed_language="ase")
    return _gloss_to_pose(sentences, LEXICON, "en", "ase")[0].pose


def to_video(text: str, path: str) -> None:
    pose = to_pose(text)
    with av.open(path, "w") as container:
        stream = None
        for frame in PoseVisualizer(pose).draw():
            if stream is None:
                stream = container.add_stream("libx264", rate=round(pose.body.fps), options={"preset": "veryfast"})
                stream.height, stream.width = frame.shape[0] // 2 * 2, frame.shape[1] // 2 * 2
                stream.pix_fmt = "yuv420p"
            picture = av.VideoFrame.from_ndarray(frame[: stream.height, : stream.width].copy(), format="bgr24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def timed(job) -> tuple[float, float]:
    """Wall seconds and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


def main(text: str, repeats: int) -> None:
    pose = to_pose(text)
    with TemporaryDirectory() as folder:
        video = [timed(lambda: to_video(text, str(Path(folder) / "peer.mp4"))) for _ in range(repeats)]
    poses = [timed(lambda: to_pose(text)) for _ in range(repeats)]
    seconds = len(pose.body.data) / pose.body.fps
    print(json.dumps({"pose": min(poses), "video": min(video), "signing_s": seconds}))


if __name__ == "__main__":
    if sys.argv[2].endswith(".mp4"):
        to_video(sys.argv[1], sys.argv[2])
    else:
        main(sys.argv[1], int(sys.argv[2]))
