# SPDX-License-Identifier: Apache-2.0
"""Preflighting one finished PDF, a stranger's as a rule: inspect it in the jail, judge what was seen, and tell."""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

from safeconduct.language.speech import sentences
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import digest_of
from safeconduct.model.channel import PaperChannel
from safeconduct.model.judgement import Finding, Outcome, Severity
from safeconduct.model.places import Sheet, Span
from safeconduct.model.product import Proof, Seen
from safeconduct.model.refusal import UsageRefusal
from safeconduct.preflight.engine import examine_files
from safeconduct.preflight.print_shop import BLEED_MM, MOST_INK_PERCENT, PICTURE_PPI
from safeconduct.preflight.scene import Against, Files, PrintFile
from safeconduct.preflight.shop_report import Leaf, shop_report
from safeconduct.press.imposing.backs import backs_seen
from safeconduct.press.inspection import MOST_BYTES, Inspection, Picture, inspect
from safeconduct.press.preview import png
from safeconduct.tools.jail import Limits

from .drifting import text_of
from .papers import paper
from .single_files import content_of

SAFE_MM, LEAST_PT = 3.0, 6.0
LIMITS = Limits(memory_mb=3072, cpu_s=60, wall_s=180.0, answer_bytes=160 << 20)
_ORDER = {Severity.STOP: 0, Severity.WARN: 1, Severity.NOTE: 2}
_PIXELS_PER_METRE = 5_906
_SHEET_NAME = re.compile(r"\.(sheet|proof)-[a-z0-9]+\.pdf$")
"""How `build` and `impose` name what leaves are laid on."""


@frozen
class Preflighted:
    """One file with all that was found: `use` and why, what was examined, what not, and how its pages look.

    `turned`: how a sheet is turned, in words, where its leaf was at hand.
    """

    proof: Proof
    use: str
    because: str
    channel: PaperChannel | None
    outcomes: tuple[Outcome, ...]
    not_checked: tuple[str, ...]
    pictures: tuple[Picture, ...]
    lock: str
    turned: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, the gravest first, then by page."""
        every = (finding for outcome in self.outcomes for finding in outcome.findings)
        return tuple(sorted(every, key=lambda one: (_ORDER[one.severity], _page(one))))

    @property
    def rules(self) -> str:
        """The measures it was judged by, in words."""
        if self.channel:
            one = self.channel
            return (
                f"{one.title}: bleed {one.bleed_mm:g} mm, text {one.safe_mm:g} mm from the trim, "
                f"{one.most_ink_percent:g} % ink, type from {one.smallest_pt:g} pt"
            )
        return (
            f"usual ones, as no channel was named: bleed {BLEED_MM:g} mm, text {SAFE_MM:g} mm from the trim, pictures "
            f"{PICTURE_PPI:g} ppi, {MOST_INK_PERCENT:g} % ink, type from {LEAST_PT:g} pt"
        )


def preflight(
    path: Path,
    channel: str | None = None,
    use: str = "",
    against: Path | None = None,
    leaf: Path | None = None,
    turn: str = "",
) -> Preflighted:
    """Inspect and judge the PDF at `path`; with `against` each sentence of that copy must be found in it.

    With `leaf`, the PDF that a sheet was imposed from, each back must lie behind its own front; `turn` says how the
    sheet is turned, "" that nobody said.

    Without `use`, a file named as our press sheets are is a sheet; any other is what it looks like.

    Raises `UsageRefusal` for an unknown channel or the leaf of what is no sheet, and `FolderRefusal` for a file that
    is no PDF, is locked, or would take more memory or time than a stranger's file may.
    """
    wanted = paper(channel) if channel is not None else None
    use = _use(use, leaf, turn)
    sentences_of = tuple(_sentences(against)) if against else ()
    name = _printable(path.name)
    named_sheet = not use and _SHEET_NAME.search(name) is not None
    purpose = "sheet" if named_sheet else use
    safe_mm = wanted.safe_mm if wanted else SAFE_MM
    found = inspect(_content(path), name, purpose, safe_mm, LIMITS, letters=leaf is not None)
    seen, turned = _backs(found, leaf, turn)
    proof = evolve(found.proof, file=name, seen=(*found.proof.seen, *seen))
    copies = (Against(proof, sentences_of),) if sentences_of else ()
    # Nobody knows where the leaves lie on a stranger's sheet.
    pages = tuple(evolve(page, cells=()) for page in proof.pages) if found.use == "sheet" else proof.pages
    file = PrintFile(evolve(proof, pages=pages), found.use, wanted)
    outcomes = examine_files(Files((file,), copies))
    unseen = tuple(f"{seen.what[:1].upper()}{seen.what[1:]}." for seen in proof.all("not-looked"))
    open_questions = (*unseen, *_open_questions(found.use, bool(sentences_of), turned))
    because = "its name is that of a press sheet" if named_sheet else found.because
    lock = found.lock.told
    return Preflighted(proof, found.use, because, wanted, outcomes, open_questions, found.pictures, lock, turned)


def report_of(told: Preflighted) -> bytes:
    """Return the report as one HTML page."""
    pictures = {picture.page: picture for picture in told.pictures}
    leaves = []
    for page in told.proof.pages:
        shown = pictures.get(page.number)
        image = png(shown.pixels, _PIXELS_PER_METRE) if shown else None
        here = tuple(finding for finding in told.findings if _page(finding) == page.number and _is_placed(finding))
        leaves.append(Leaf(page, image, here))
    rest = tuple(finding for finding in told.findings if not _is_placed(finding))
    return shop_report(
        file=told.proof.file,
        title=told.proof.title,
        use=f"{told.use}, because {told.because}",
        rules=told.rules,
        whole=rest,
        leaves=tuple(leaves),
        held=tuple(outcome.check for outcome in told.outcomes if not outcome.findings),
        not_checked=told.not_checked,
    ).encode()


def _is_placed(finding: Finding) -> bool:
    return isinstance(finding.place, Sheet) and any(finding.place.box_mm)


def _page(finding: Finding) -> int:
    return finding.place.page if isinstance(finding.place, Sheet) else 0


def _use(use: str, leaf: Path | None, turn: str) -> str:
    if leaf is None and turn:
        raise UsageRefusal("A turn is looked at together with the leaf of the sheet.", "name the leaf with --leaf.")
    if leaf is not None and use not in ("", "sheet"):
        raise UsageRefusal(f"A file for {use} has no leaves on it.", "leave --use out, or write --use sheet.")
    return "sheet" if leaf is not None else use


def _content(path: Path) -> bytes:
    return content_of(path, MOST_BYTES, "name a PDF file.", "split it, and look at it part by part.")


def _backs(sheet: Inspection, leaf: Path | None, turn: str) -> tuple[tuple[Seen, ...], str]:
    """What is wrong with backs and fronts, and how the sheet is turned; a leaf is as strange as its sheet."""
    if leaf is None:
        return (), ""
    single = inspect(_content(leaf), _printable(leaf.name), "press", SAFE_MM, LIMITS, letters=True)
    return backs_seen(sheet.letters, single.letters, turn)


def _sentences(path: Path) -> Iterator[tuple[Span, str]]:
    text, name = text_of(path), _printable(path.name)
    copy = read_copy(text, digest_of(text.encode()), "en", name, Faults())
    for block in copy.blocks:
        for part in block.text.split("\t"):
            for sentence in sentences(part):
                yield block.at, sentence


def _printable(words: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)


def _open_questions(use: str, compared: bool, turned: str) -> Iterator[str]:
    if not compared:
        yield "Whether all words of the copy are there: no copy was named with --against."
    yield (
        "Spelling and sense; whether it may be printed at all; emblems in black or in outline, the blue shield and the "
        "emblem of the United Nations; folding; how the colours will look on this paper."
    )
    if use == "sheet":
        if not turned:
            yield "Whether each back lies behind its own front: no leaf was named with --leaf."
        yield (
            "Whether the colour of the register marks is used on a leaf, and whether each copy looks like the leaf in "
            "more than its words: only a sheet of our own is compared cell by cell."
        )
    if use != "screen":
        yield (
            "Whether it is PDF/X-4 to the last rule: it was looked at by our own rules, and no open program can "
            "certify PDF/X-4. The print shop's preflight has the last word."
        )
