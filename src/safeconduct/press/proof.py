# SPDX-License-Identifier: Apache-2.0
"""The proof: what can be measured on a finished PDF.  It judges nothing; preflight does."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain
from safeconduct.model.product import Cell, Proof, ProofPage, Seen
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

from .copy_type import copy_type
from .geometry import MM_PER_INCH, POINTS_PER_MM, Box
from .imposing.outside import are_alike, without_leaves
from .imposing.plans import Imposition, imposition
from .imposing.sameness import cells_of, page_count
from .inspecting.looking import SHOWN, WRITTEN, look_at
from .inspecting.opened import Opened, OpenPage, darkest, laid_open
from .signs import Sign

_WHITE = 251
_HANGUL_END = re.compile(r"(\S*[\uac00-\ud7a3])\n([\uac00-\ud7a3]\S*)")


def measure(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `proof.json`, the canonical JSON of a `Proof` of `pdf`.

    `params`: file (its name in the kit), bleed_mm, safe_mm, sides (for each page in turn its cells, boxes inside the
    trim) or asked (of the imposition: the cells are the leaves on the sheet, and input `leaf` is what each must be),
    copy (the texts it was made from, to know a cut word from a line end).
    """
    given: Any = params
    bleed, safe = float(given["bleed_mm"]), float(given["safe_mm"])
    copy = _Copy(given["copy"])
    sides: list[list[Box]] = [[tuple(cell) for cell in side] for side in given["sides"] or ()]
    plan = imposition(given["asked"], page_count(inputs["leaf"])) if given["asked"] else None
    if plan:
        sides = [[one.box for one in side.placed] for side in plan.sides]
    pages = []
    with laid_open(inputs["pdf"].read_bytes()) as opened:
        if opened.view is None:
            raise StepRefusal("A finished PDF cannot be opened again.", "this is our fault: please report it.")
        cells = tuple(cells_of(opened, inputs["leaf"], plan)) if plan else ()
        # What was looked at in the leaf need not be looked at again where nothing else can be in any cell.
        is_leaf = are_alike(cells)
        for index, page in enumerate(opened.pages):
            ring = 0.0 if is_leaf else bleed
            pages.append(_page(page, sides[index % len(sides)], bleed, safe, plan is not None, copy, ring))
        title = opened.view.get_metadata_value("Title")
        # A sheet repeats its leaf, whose sizes were looked at.
        own = () if plan else copy_type(opened.pages, given["copy"])
        seen = (*(_around(opened, plan) if plan and is_leaf else look_at(opened)), *own, *cells)
    missing = sorted({one.what for one in seen if one.kind == "font-missing"})
    proof = Proof(given["file"], title, tuple(missing), tuple(pages), seen)
    (out / "proof.json").write_bytes(canonical(plain(proof)))


def _around(opened: Opened, plan: Imposition) -> tuple[Seen, ...]:
    """Look at all that is written in the file of a sheet, and at what is seen on it besides its leaves."""
    with without_leaves(opened, plan) as rest:
        shown = look_at(rest, SHOWN) if rest else None
    return look_at(opened) if shown is None else (*look_at(opened, WRITTEN), *shown)


class _Copy:
    """The words of the copy, and which two follow each other."""

    def __init__(self, texts: Iterable[str]) -> None:
        sequences = [text.split() for text in texts]
        self.words = {word for words in sequences for word in words}
        self.pairs = {pair for words in sequences for pair in pairwise(words)}

    def cut(self, text: str) -> Iterable[str]:
        """Yield the Hangul words of the copy that a line end cuts in `text`."""
        for before, after in _HANGUL_END.findall(text):
            whole = before + after
            if (before, after) not in self.pairs and any(whole in word for word in self.words):
                yield whole


def _page(
    page: OpenPage, cells: Sequence[Box], bleed: float, safe: float, imposed: bool, copy: _Copy, ring: float
) -> ProofPage:
    media, trim = page.media, page.trim
    trim_mm = tuple(
        round(value / POINTS_PER_MM, 3)
        for value in (trim[0] - media[0], media[3] - trim[3], trim[2] - trim[0], trim[3] - trim[1])
    )
    placed = [(trim_mm[0] + x, trim_mm[1] + y, width, height) for x, y, width, height in cells]
    signs = page.signs
    shares = _share(signs, placed)
    inside = [sign for share in shares for sign in share]
    leaves = placed if imposed else [(trim_mm[0], trim_mm[1], trim_mm[2], trim_mm[3])]
    smallest_pt, smallest_text = _smallest(inside)
    texts = [_text(share) for share in shares]
    return ProofPage(
        number=page.number,
        width_mm=round((media[2] - media[0]) / POINTS_PER_MM, 3),
        height_mm=round((media[3] - media[1]) / POINTS_PER_MM, 3),
        trim_mm=(trim_mm[0], trim_mm[1], trim_mm[2], trim_mm[3]),
        bleed_mm=bleed,
        text=_text(signs),
        smallest_pt=smallest_pt,
        smallest_text=smallest_text,
        outside_safe="".join(_outside(shares, placed, safe)),
        bleed_white=_bleed_white(page, leaves, ring) if ring else 0.0,
        broken_words=tuple(word for text in texts for word in copy.cut(text)),
        cells=tuple(
            Cell((round(b[0], 3), round(b[1], 3), round(b[2], 3), round(b[3], 3)), text)
            for b, text in zip(placed, texts, strict=True)
        ),
    )


def page_of_stranger(page: OpenPage, bleed: float, safe: float) -> ProofPage:
    """Measure a page whose copy nobody knows: one cell, the trim; `bleed` is the width that it has."""
    _, _, width, height = page.trim_mm
    return _page(page, [(0.0, 0.0, width, height)], bleed, safe, False, _Copy(()), bleed)


def _share(signs: Sequence[Sign], cells: Sequence[Box]) -> list[list[Sign]]:
    """Deal the signs to the cells they stand in; spaces and line ends go where the sign before them went."""
    shares: list[list[Sign]] = [[] for _ in cells]
    edges = [(x, y, x + wide, y + high) for x, y, wide, high in cells]
    home: int | None = None
    for sign in signs:
        centre = sign.centre
        # Most stand where the one before them stood.
        if centre and (home is None or not _within(centre, edges[home])):
            home = next((i for i, each in enumerate(edges) if _within(centre, each)), None)
        if home is not None:
            shares[home].append(sign)
    return shares


def _within(spot: tuple[float, float], edges: Box) -> bool:
    return edges[0] <= spot[0] <= edges[2] and edges[1] <= spot[1] <= edges[3]


def _text(signs: Sequence[Sign]) -> str:
    """The words of signs; those of the mark come last, wherever PDFium met them among the lines they cross."""
    words = "".join(sign.text for sign in signs if not sign.of_mark)
    mark = "".join(sign.text for sign in signs if sign.of_mark)
    return re.sub(r"\s*\n\s*", "\n", f"{words}\n{mark}").strip()


def _smallest(signs: Sequence[Sign]) -> tuple[float, str]:
    sizes = [round(sign.size_pt, 2) if sign.box and not sign.text.isspace() else None for sign in signs]
    smallest = min((size for size in sizes if size is not None), default=0.0)
    first = next((i for i, size in enumerate(sizes) if size == smallest), 0)
    last = first
    while last < len(signs) and last - first < 60 and sizes[last] in (smallest, None) and signs[last].text != "\n":
        last += 1
    return smallest, _text(signs[first:last])


def _outside(shares: Sequence[Sequence[Sign]], cells: Sequence[Box], safe: float) -> Iterable[str]:
    # A fold is no trim, but a cell that lies in a hand keeps its margin on every side all the same.
    for share, (x, y, width, height) in zip(shares, cells, strict=True):
        for sign in share:
            if sign.box is None or sign.of_mark or sign.text.isspace():
                continue
            left, top, wide, high = sign.box
            near = min(left - x, top - y, x + width - left - wide, y + height - top - high)
            if near < safe - 0.01:
                yield sign.text


def _bleed_white(page: OpenPage, leaves: Sequence[Box], bleed: float) -> float:
    """Share of the bleed left white beside paint that runs to the trim; 0 where the page is white at its edge anyway.

    Each side is looked at in stretches of 3 mm, so that line art is paint too; the outer half of the bleed counts.
    """
    per_mm = page.ppi / MM_PER_INCH
    white = darkest(page.raster) >= _WHITE
    near, deep, half = round(0.3 * per_mm), round(1.5 * per_mm), round(bleed / 2 * per_mm)
    far = max(half + 1, int((bleed - 0.3) * per_mm))
    missing = painted = 0
    for x, y, width, height in leaves:
        x0, y0, x1, y1 = (round(value * per_mm) for value in (x, y, x + width, y + height))
        sides = (
            (white[y0 + near : y0 + deep, x0:x1], white[y0 - far : y0 - half, x0:x1]),
            (white[y1 - deep : y1 - near, x0:x1], white[y1 + half : y1 + far, x0:x1]),
            (white[y0:y1, x0 + near : x0 + deep].T, white[y0:y1, x0 - far : x0 - half].T),
            (white[y0:y1, x1 - deep : x1 - near].T, white[y0:y1, x1 + half : x1 + far].T),
        )
        stretch = round(3 * per_mm)
        for inside, ring in sides:
            for start in range(0, inside.shape[1], stretch):
                if _painted(inside[:, start : start + stretch]):
                    painted += 1
                    missing += not _painted(ring[:, start : start + stretch])
    return round(missing / painted, 4) if painted else 0.0


def _painted(white: np.ndarray[Any, np.dtype[np.bool_]]) -> bool:
    # Where the page ends at its trim there is no ring at all.
    return white.size > 0 and bool((~white).mean() > 0.02)
