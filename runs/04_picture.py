"""The picture on top of the README: every shipped signer in the middle of one question.

python runs/04_picture.py        (10 s on two cores)
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from PIL import Image

from stable_signer import StableSigner
from stable_signer.body.signer import SIGNERS

GLOSS = "whq(YOUR NAME WHAT)"
MOMENTS = {"YOUR": 0.8, "NAME": 0.5, "WHAT": 0.5}
"""Which part of each sign is shown, in turn over the signers."""
SIDE = 400
COLUMNS = 4
TARGET = Path("docs/images/signers.jpg")


def main() -> None:
    sheet = Image.new("RGB", (COLUMNS * SIDE, -(-len(SIGNERS) // COLUMNS) * SIDE))
    for i, name in enumerate(SIGNERS):
        place = (i % COLUMNS * SIDE, i // COLUMNS * SIDE)
        sheet.paste(Image.fromarray(frame_of(name, i)), place)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(TARGET, quality=88, optimize=True)


def frame_of(name: str, turn: int):
    """One frame (h w 3) of a signer, at another sign for each."""
    signed = StableSigner.from_pretrained(name).sign(gloss=GLOSS)
    row = signed.plan.signs[turn % len(signed.plan.signs)]
    at = row.start + MOMENTS[row.sign] * row.duration
    return next(islice(signed.clip(size=SIDE), int(at * signed.pose.fps), None))


if __name__ == "__main__":
    main()
