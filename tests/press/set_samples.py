# SPDX-License-Identifier: Apache-2.0
"""Pages whose lines we set ourselves: from the sampler, from the example, and from made-up words."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from attrs import evolve, frozen

from safeconduct.api.gallery import SAMPLER
from safeconduct.api.planning import plan_edition
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.status import Status
from safeconduct.model.works import Step
from safeconduct.press.geometry import POINTS_PER_MM

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kursk-2024"
DAY = date(2024, 11, 20)
LEAFLETS = (
    ("kursk", "pocket", "pocket-a7"),
    ("kursk", "postcard", "postcard-a6"),
    ("kursk", "postcard", "leaflet-220x140"),
    ("sampler", "pocket", "pocket-a7"),
    ("sampler", "notice", "postcard-a6"),
    ("sampler", "notice", "leaflet-220x140"),
)
GUIDES = (("kursk", "guide", "fold-strip"), ("sampler", "steps", "fold-strip"), ("sampler", "roll", "fold-roll"))
LANGUAGES = {"kursk": ("ko-KP", "uk", "en"), "sampler": ("ko-KP", "uk", "ru", "en")}
PRINTED = [(*one, language) for one in (*LEAFLETS, *GUIDES) for language in LANGUAGES[one[0]]]
LETTERS = {"ko-KP": "가각무기를놓는다면우리는", "uk": "абвгґдеєжзиіїй", "ru": "абвгдеёжзийкл", "en": "abcdefghijklmno"}


@cache
def manuscript(name: str) -> Manuscript:
    return read_manuscript(EXAMPLE if name == "kursk" else SAMPLER)


@cache
def typesetting(name: str, piece_id: str, channel: str, language: str, theme: str | None, build: str) -> Step:
    """Plan one piece for one channel, and return the step that sets its type."""
    edition = manuscript(name).edition
    piece = edition.piece(piece_id)
    assert piece is not None
    piece = evolve(piece, channels=(channel,), theme=theme, copies={language: piece.copies[language]})
    day = edition.as_of or DAY
    plans, faults = plan_edition(evolve(edition, pieces=(piece,)), day, {piece_id: Status.SPECIMEN})
    assert not faults, faults
    return next(step for step in plans[0].steps if step.name.endswith(f".{build}.typeset"))


def table_of(
    name: str, piece: str, channel: str, language: str, *, theme: str | None = None, build: str = "press"
) -> Mapping[str, Any]:
    table: Any = typesetting(name, piece, channel, language, theme, build).params["table"]
    assert isinstance(table, Mapping)
    return table


@cache
def pages_of(
    name: str, piece: str, channel: str, language: str, theme: str | None = None, build: str = "press"
) -> bytes:
    """Set the type, and return the PDF before it is stamped."""
    step = typesetting(name, piece, channel, language, theme, build)
    folder = Path(mkdtemp(prefix="set-"))
    inputs = {}
    for number, (key, digest) in enumerate(step.inputs.items()):
        inputs[key] = folder / str(number)
        files = manuscript(name).snapshot.files.values()
        inputs[key].write_bytes(next(file.content for file in files if file.digest == digest))
    module, _, recipe = step.recipe.partition(":")
    getattr(import_module(module), recipe)(inputs, step.params, folder)
    return (folder / "pages.pdf").read_bytes()


@frozen
class Line:
    """A line of a finished page: its text, the left edge and the baseline in mm from the trim, its size in points."""

    page: int
    text: str
    x: float
    baseline: float
    size_pt: float


def lines_of(content: bytes) -> list[Line]:
    """Read the lines of a PDF back, each sign where it really stands."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        return [line for number, page in enumerate(pdf) for line in _lines(page, number)]


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    now: list[tuple[str, float, float, float]] = []
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, index))
        if sign in "\r\n" or pdfium.FPDFText_IsGenerated(text, index):
            now.append((" ", 0.0, 0.0, 0.0))
            continue
        x, y = pdfium.c_double(), pdfium.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        size = round(pdfium.FPDFText_GetFontSize(text, index), 2)
        before = next((one for one in reversed(now) if one[3]), None)
        if before and (abs(before[2] - y.value) > 0.5 or before[3] != size or not 0 <= x.value - before[1] < 60):
            yield _line(now, number, left, top)
            now = []
        now.append((sign, x.value, y.value, size))
    if now:
        yield _line(now, number, left, top)


def _line(signs: Sequence[tuple[str, float, float, float]], page: int, left: float, top: float) -> Line:
    real = [sign for sign in signs if sign[3]]
    _, x, y, size = real[0]
    return Line(
        page, "".join(sign[0] for sign in signs).strip(), (x - left) / POINTS_PER_MM, (top - y) / POINTS_PER_MM, size
    )


def text_of(words: Sequence[str], language: str, name: str = "made-up") -> dict[str, Any]:
    """Return a set text of plain words."""
    return {"id": name, "language": language, "words": [[[word, False]] for word in words]}


def block_of(kind: str, words: Sequence[str], language: str, picture: str | None = None) -> dict[str, Any]:
    """Return a set block of plain words."""
    return {"id": kind, "kind": kind, "text": text_of(words, language), "picture": picture, "alt": "a sign"}
