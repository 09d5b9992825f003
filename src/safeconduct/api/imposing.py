# SPDX-License-Identifier: Apache-2.0
"""Imposing: any PDF with two-sided leaves onto press sheets, and a look at what came out."""

import io
from datetime import date
from pathlib import Path

import pikepdf
from attrs import frozen

from safeconduct.model.refusal import StepRefusal, UsageRefusal
from safeconduct.model.traces import OwnWords
from safeconduct.press.finishing import MAKER, save
from safeconduct.press.imposing.drawings import CELL_DRAWN, LEAF_DRAWN, drawings_seen
from safeconduct.press.imposing.plans import Imposition, imposition, wanted
from safeconduct.press.imposing.recipes import impose_open, registration_sheet
from safeconduct.press.imposing.strangers import Stranger, opened
from safeconduct.press.type.glyphs import signs_of

from .going_out import fields_left, refuse_traces, spelled
from .single_files import content_of, keep_apart, write_whole

LARGEST = 1 << 30
"""The largest PDF in bytes."""
_LONGEST_NAME = 60


@frozen
class Wish:
    """What is asked for; sizes in mm, None: as the file has it, or as many as fit."""

    sheet: str
    order: str = "repeat"
    turn: str = "long-edge"
    leaf_mm: tuple[float, float] | None = None
    gutter_mm: float | None = None
    thickness_mm: float = 0.0
    count: int | None = None


@frozen
class Laid:
    """What was done: the plan, the bleed of the leaves, notes left out, cells looked at, and whether it is PDF/X-4.

    `traces` are the fields of the sheets that tell more than their work: a stranger's file may bring some along.
    """

    plan: Imposition
    bleed_mm: float
    notes: int
    cells: int
    press_ready: bool
    traces: tuple[str, ...]


def impose_file(source: Path, wish: Wish, out: Path, proof: Path | None, as_of: date) -> Laid:
    """Write the sheets of `source` to `out`, and a registration sheet to `proof`.

    Raises `FolderRefusal` for a file that cannot be read or written, `UsageRefusal` for what does not fit.
    """
    for written in (out, *([proof] if proof else ())):
        keep_apart(source, written)
    content = content_of(source, LARGEST, "name a PDF file.", "impose a part of it.")
    try:
        with opened(source.name, content, wish.leaf_mm) as stranger:
            return _laid(stranger, source.name, wish, out, proof, as_of.isoformat())
    except StepRefusal as refusal:
        raise UsageRefusal(refusal.what, refusal.do) from None


def _laid(stranger: Stranger, name: str, wish: Wish, out: Path, proof: Path | None, as_of: str) -> Laid:
    leaf, bleed = stranger.pdf, stranger.bleed_mm
    asked = wanted(
        sheet=wish.sheet,
        turn=wish.turn,
        gutter_mm=2 * bleed if wish.gutter_mm is None else wish.gutter_mm,
        leaf_mm=stranger.leaf_mm,
        bleed_mm=bleed,
        order=wish.order,
        thickness_mm=wish.thickness_mm,
        count=wish.count,
    )
    plan = imposition(asked, len(leaf.pages))
    title = str(leaf.docinfo.get("/Title", "")) or name
    slug = _slug(name, title)
    ours = str(leaf.docinfo.get("/Creator", "")) == MAKER and "/GTS_PDFXVersion" in leaf.docinfo
    with impose_open(leaf, plan, slug, title, as_of, build="press" if ours else "plain") as pdf:
        sheet = io.BytesIO()
        save(pdf, sheet)
    cells = _look(sheet, leaf, plan, name)
    made = {out: sheet.getvalue()}
    if proof:
        made[proof] = _registered(plan, slug, name, proof.name, as_of)
    for path, content in made.items():
        write_whole(path, content)
    # What a stranger calls the file may name the stranger.
    own = OwnWords(titles=spelled(title if ours else name), day=as_of)
    return Laid(plan, bleed, stranger.notes, cells, ours, fields_left("sheets.pdf", sheet.getvalue(), own))


def _registered(plan: Imposition, slug: str, name: str, file: str, as_of: str) -> bytes:
    """Return the registration sheet, to be written to `file`; raises `StepRefusal` when it tells more than its work."""
    title, sheet = f"Registration proof of {name}", io.BytesIO()
    with registration_sheet(plan, slug, title, as_of) as pdf:
        save(pdf, sheet)
    refuse_traces({file: sheet.getvalue()}, OwnWords(titles=spelled(title), day=as_of))
    return sheet.getvalue()


def _look(sheet: io.BytesIO, leaf: pikepdf.Pdf, plan: Imposition, name: str) -> int:
    """Open what was made once more, and compare what every cell draws with the leaf; returns the number of cells."""
    with pikepdf.open(sheet) as sides:
        seen = list(drawings_seen(sides, leaf, plan))
    wanted_there = {one.value: one.what for one in seen if one.kind == LEAF_DRAWN}
    cells = [one for one in seen if one.kind == CELL_DRAWN]
    for one in cells:
        if one.what != wanted_there[one.value]:
            raise StepRefusal(
                f"A cell on side {one.page} does not hold page {one.value:.0f} of {name}.",
                "export the file again as PDF/X-4; if that does not help, please report it.",
            )
    return len(cells)


def _slug(name: str, title: str) -> str:
    # Whatever a stranger's file is called, the line stays short, and in signs that we have.
    plain = "".join(sign if ord(sign) in signs_of("en") and sign.isprintable() else "?" for sign in name)
    short = plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 1]}…"
    return f"{short} · SPECIMEN" if "SPECIMEN" in f"{name} {title}".upper() else short
