# SPDX-License-Identifier: Apache-2.0
"""Slides: one still picture for each caption, of which a film for messengers is made."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from safeconduct.model.captions import captions_of, slide_file
from safeconduct.model.edition import Run
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Commission, Json, Step

from .compiling import CompileError, TemplatePanicError, compile_pictures
from .type.glyphs import check_glyphs
from .type.typefaces import plain_faces
from .wording import set_line, set_runs

SHAPES: Final[Mapping[str, tuple[int, int]]] = {"wide": (1280, 720), "tall": (720, 1280)}
"""Width and height in pixels: for a screen on a table, and for a telephone held upright."""
MOST_PX: Final = 76
LEAST_PX: Final = 44
"""The largest and the smallest type of a caption; on a telephone's screen the smallest is about 2 mm high."""
_BROKEN_PX: Final = 60
"""Down to this the lines of a caption stay as they are; smaller type is broken anew."""
HUES: Final[Mapping[str, str]] = {
    "ground": "#0d1922",
    "ink": "#ffffff",
    "quiet": "#dfe6eb",
    "warn": "#ffc766",
    "mark": "#5a3510",
    "trough": "#2a3a46",
}
"""Everything written has a contrast of 7 or more (WCAG 2.2, AAA) on the ground and on the mark; a test computes it."""
_A_PIXEL_A_POINT: Final = 72.0


def slides_step(
    name: str,
    piece: str,
    language: str,
    texts: Sequence[tuple[str, str]],
    sender: str,
    commission: Commission,
    most_beats: int = 0,
    shape: str = "wide",
) -> Step:
    """Return the step that sets a slide for each caption of a spoken piece, called `model.captions.slide_file`.

    `texts` are (block, text as written) in the order in which they are said, each block once; `most_beats` must be
    that of the captions, or slides and captions part.  The step's outputs are the slides, in order.
    """
    parted = [
        (slide_file(block, number), caption.lines)
        for block, text in texts
        for number, caption in enumerate(captions_of(text, language, most_beats), 1)
    ]
    params: dict[str, Json] = {
        "piece": piece,
        "language": language,
        "shape": shape,
        "sender": [commission.labels["sender"], sender],
        "valid": commission.labels.get("valid_until_text", ""),
        "mark": commission.mark.printed if commission.mark else "",
        "slides": [{"file": file, "lines": lines} for file, lines in parted],
    }
    outputs = tuple(file for file, _ in parted)
    return Step(name, "safeconduct.press.slides:slides", {}, params, outputs, ("typst",))


def slides(_: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write each slide as a PNG of `SHAPES`; the type shrinks from 76 px until the words fit, and no further than 44.

    Raises `StepRefusal` for a sign that the typeface lacks, and for words that do not fit even then: whoever ordered
    must part that caption (a smaller `most_beats`), or shorten the word.
    """
    given: Any = params
    language, piece = str(given["language"]), str(given["piece"])
    wide, high = SHAPES[given["shape"]]
    label, sender = given["sender"]
    table: dict[str, object] = {
        "language": language,
        "faces": plain_faces({language, "en"}),
        "wide": wide,
        "high": high,
        "most": MOST_PX,
        "least": LEAST_PX,
        "broken": _BROKEN_PX,
        "hues": dict(HUES),
        "sender": set_runs("sender", language, [Run(label, strong=True), Run(f" {sender}")]),
        "valid": set_line("valid-until", language, given["valid"]),
        "mark": {"word": set_line("mark", "en", "SPECIMEN"), "label": set_line("mark", language, given["mark"])}
        if given["mark"]
        else None,
        "slides": [_slide(one["file"], one["lines"], language) for one in given["slides"]],
    }
    check_glyphs(table, piece)
    try:
        pages = compile_pictures("slide.typ", table, _A_PIXEL_A_POINT)
    except TemplatePanicError as panic:
        raise _refusal(str(panic), piece, language) from None
    for one, page in zip(given["slides"], pages, strict=True):
        (out / one["file"]).write_bytes(page)


def _slide(file: str, lines: Sequence[str], language: str) -> dict[str, object]:
    return {
        "file": file,
        "text": set_line(file, language, " ".join(lines)),
        "lines": [set_line(file, language, line) for line in lines],
    }


def _refusal(panic: str, piece: str, language: str) -> StepRefusal:
    kind, where, _ = [*panic.split("|"), "", ""][:3]
    if kind not in ("overflow", "too-wide"):
        raise CompileError(panic)
    what = "A word" if kind == "too-wide" else "The text"
    return StepRefusal(
        f"{what} of “{piece}” ({language}) does not fit on {where}, even in type of {LEAST_PX} px.",
        "use a shorter word, or part the paragraph with a comma or a full stop there.",
    )
