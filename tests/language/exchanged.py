# SPDX-License-Identifier: Apache-2.0
"""Made-up copies in two languages, and a translator who keeps every code."""

from collections.abc import Callable

from attrs import evolve
from hypothesis import strategies as st

from safeconduct.language.exchange.content import Content
from safeconduct.language.exchange.returned import Returned, ReturnedFile
from safeconduct.language.exchange.taking import Taken, Terms, Texts, take
from safeconduct.language.exchange.units import units
from safeconduct.language.exchange.xliff_reading import read_xliff
from safeconduct.language.exchange.xliff_writing import Exported, xliff
from safeconduct.manuscript.copy_writing import written
from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.segments import read_segments
from safeconduct.manuscript.toml import read_table
from safeconduct.model.edition import Attribution, Copy, Edition, Piece
from safeconduct.model.exchange import SegmentState
from safeconduct.model.places import Span

NOWHERE = Span("edition.toml")
SOURCE, TARGET = "pieces/note/copy.en.md", "pieces/note/copy.ko-KP.md"
SIGNS = "abX19їж조선’“-–,:;()&<>#_\\|~'\"+=/%é"
WORD = st.text(SIGNS, min_size=1, max_size=4) | st.just("련대{聯隊}")
END = st.sampled_from(["", ".", "!", "?", "…”"])


def _clean(words: str) -> bool:
    return not any(sign in words for sign in ("](", "**", "{#", "![", "<c", "</")) and bool(words.strip())


PHRASE = st.lists(WORD, min_size=1, max_size=4).map(" ".join).filter(_clean)


@st.composite
def inline(draw: st.DrawFn) -> str:
    """Markdown for a few phrases, some cited, some bold, each said twice at the most."""
    told: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        words = _escaped(draw(PHRASE) + draw(END))
        how = draw(st.sampled_from(["", "", "claim:beds", "promise:tea", "**", "both"]))
        if how in ("**", "both"):
            words = f"**a {words} z**"
        if how not in ("", "**"):
            words = f"[{words}]({'claim:beds' if how == 'both' else how})"
        told.append(words)
    return " ".join(told)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if not sign.isalnum() and sign.isascii() and sign != " " else sign for sign in text)


@st.composite
def copies(draw: st.DrawFn) -> tuple[str, str]:
    """The text of a copy and of its translation, block by block with the same ids; some blocks not translated yet."""
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    texts, tags = ["", ""], ("en", "ko-KP")
    kinds = draw(
        st.lists(st.sampled_from(["para", "step", "point", "heading", "row", "picture", "wrapped"]), max_size=6)
    )
    for number, which_kind in enumerate(["title", *kinds]):
        there = number == 0 or draw(st.integers(0, 3)) > 0
        for which in (0, 1):
            if which and not there:
                continue
            words, name = draw(inline()), f"{{#b{number}}}"
            texts[which] += (
                {
                    "title": f"# {words} {name}",
                    "heading": f"## {words} {name} ##",
                    "para": f"{words}   {name}",
                    "wrapped": f"{words}{end}  and {words}{end}{name}  ",
                    "step": f"{number}. {words} {name}",
                    "point": f"* {words} {name}",
                    "picture": f"- ![A lamp {which}](art/lamp.svg) {words} {name}",
                    "row": f"| {tags[which]} | say | uk |{end}|--|--|--|{end}| {words} |{words} | є {name} |",
                }[which_kind]
                + end
                + end
            )
    return texts[0], texts[1].rstrip() + draw(st.sampled_from(["", end, end * 3]))


def edition_of(source: str, target: str, segments: str = "") -> tuple[Edition, Piece]:
    """An edition of one piece with these two copies; the target may be ""."""
    read: dict[str, Copy] = {"en": written(source, "en", SOURCE).copy}
    if target:
        read["ko-KP"] = written(target, "ko-KP", TARGET).copy
    kept = {}
    if segments:
        faults = Faults()
        table = read_table(segments.encode(), "copy.ko-KP.segments.toml", faults)
        assert table
        assert not faults.found
        told = read_segments("ko-KP", table, read)
        assert told
        assert not faults.found
        kept["ko-KP"] = told
    piece = Piece("note", "leaflet", (), Attribution({"en": "We"}), read, (), {}, None, (), NOWHERE, segments=kept)
    edition = Edition(
        id="e", title={}, as_of=None, languages=("en", "ko-KP", "uk"), readers="ko-KP", notice={}, pieces=(piece,),
        sources={}, claims={}, promises={}, consents=(), signers=(), sign_offs=(), files={}, at=NOWHERE,
    )  # fmt: skip
    return edition, piece


def out(source: str, target: str, segments: str = "") -> bytes:
    """The two copies as XLIFF."""
    edition, piece = edition_of(source, target, segments)
    return xliff([Exported("note", SOURCE, units(edition, piece, "en", "ko-KP"), ())], "en", "ko-KP")


def back(source: str, target: str, file: ReturnedFile | bytes, segments: str = "", terms: Terms | None = None) -> Taken:
    """What a file makes of the two copies."""
    edition, piece = edition_of(source, target, segments)
    read = file if isinstance(file, ReturnedFile) else read_xliff(file, "note.xlf")
    return take(edition, piece, Texts(source, target, SOURCE, TARGET), read, read.units, terms or Terms("translator"))


def translated(file: ReturnedFile, say: Callable[[str], str], state: SegmentState) -> ReturnedFile:
    """The file with every unit translated from its source, part by part, all codes in their places."""

    def unit(one: Returned) -> Returned:
        words: Content = tuple(say(part) if isinstance(part, str) else part for part in one.source)
        return evolve(one, target=words, state=state)

    return evolve(file, units=tuple(unit(one) for one in file.units))
