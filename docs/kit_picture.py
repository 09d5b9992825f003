# SPDX-License-Identifier: Apache-2.0
"""Lay the proof pictures of a kit on one table: python docs/kit_picture.py KIT docs/kit.png"""

import sys
from pathlib import Path

from PIL import Image

# Name of the proof, left and top on the table, width; in pixels of the finished picture.
PLACES = (
    ("letter.uk.letter-a4", 30, 30, 620),
    ("brief.uk.letter-a4", 680, 30, 620),
    ("postcard.ko-KP.postcard-a6", 1330, 30, 560),
    ("pocket.ko-KP.pocket-a7", 1330, 440, 560),
    ("guide.ko-KP.fold-strip", 30, 490, 1270),
)
TABLE, WIDTH, HEIGHT = (214, 214, 214), 1920, 1600


def main(kit: Path, target: Path) -> None:
    """Write the picture."""
    table = Image.new("RGB", (WIDTH, HEIGHT), TABLE)
    low = 0
    for name, left, top, width in PLACES:
        proof = Image.open(next(iter(sorted(kit.glob(f"{name}*.preview.png"))))).convert("RGB")
        proof = proof.resize((width, round(proof.height * width / proof.width)), Image.Resampling.LANCZOS)
        table.paste(proof, (left, top))
        low = max(low, top + proof.height)
    table.crop((0, 0, WIDTH, low + 30)).quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
