# SPDX-License-Identifier: Apache-2.0
"""Copy as DOCX and HWPX: it comes back as it went, says nothing of a machine, and names no typeface of the South.

Korean text here is SPECIMEN text, not reviewed by a native reader.
"""

import io
import re
import string
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.language.labels import catalogue
from safeconduct.language.office.docx import docx
from safeconduct.language.office.hwpx import hwpx
from safeconduct.language.office.sheets import Sheet, beside, single
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.drafts.identifying import identified
from safeconduct.manuscript.drafts.shaping import shaped
from safeconduct.manuscript.drafts.writing import written
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Block, BlockKind, Copy, Run
from safeconduct.model.places import Span
from safeconduct.press.type.typefaces import FACES
from safeconduct.tools.draft_child import read

SAMPLER = Path(__file__).resolve().parents[2] / "src" / "safeconduct" / "manuscript" / "sampler" / "pieces"
FAMILIES = {language: face.text for language, face in FACES.items()}
HEADER = ("Working text", "Leave the marks")
Writer = Callable[[Sheet, Mapping[str, str]], bytes]
WRITERS = [pytest.param(docx, id="docx"), pytest.param(hwpx, id="hwpx")]
SOUTHERN = re.compile(
    "함초롬|맑은|바탕|굴림|돋움|궁서|나눔|본고딕|Malgun|Batang|Gulim|Dotum|Gungsuh|Nanum|HCR|Haansoft|Apple",
    re.IGNORECASE,
)


def copy_of(text: str, language: str) -> Copy:
    faults = Faults()
    copy = read_copy(text, digest_of(text.encode()), language, "copy", faults)
    assert not faults.found, faults.found
    return copy


def back(package: bytes, language: str, base: tuple[str, Copy] | None, others: Sequence[Copy] = ()) -> str:
    _, left, lines = read(package)
    assert left == {}
    return written(identified(shaped(lines, language).blocks, base[1] if base else None, others), language, base)


def samples() -> Iterator[object]:
    for path in sorted(SAMPLER.glob("*/copy.*.md")):
        yield pytest.param(path, id=f"{path.parent.name} {path.name}")


@pytest.mark.parametrize("path", list(samples()))
@pytest.mark.parametrize("writer", WRITERS)
def test_every_copy_of_the_sampler_comes_back_to_the_last_byte(writer: Writer, path: Path) -> None:
    language = path.name.split(".")[1]
    text = path.read_text("utf-8")
    copy = copy_of(text, language)
    source = copy_of((path.parent / "copy.en.md").read_text("utf-8"), "en")
    for sheet in (single(copy, HEADER), beside(source, copy, HEADER)):
        package = writer(sheet, FAMILIES)
        assert back(package, language, (text, copy)) == text
        assert back(package, language, None) == text  # in a manuscript that lost its copy too


def test_lines_stay_where_their_author_broke_them() -> None:
    text = "A title {#title}\n=====\n\n\n1) Go\n   home. {#a}\n1) Stay. {#b}\n\n*  Point {#c}\n"
    copy = copy_of(text, "en")
    for writer in (docx, hwpx):
        assert back(writer(single(copy, HEADER), FAMILIES), "en", (text, copy)) == text


# What a copy can hold: words with signs that Markdown reads, bold and citations in any order, pictures, tables.
SIGNS = "aв가 .,!?-+#>=~|*_[]()<>&\\`'\"{}:;1)0«》…\u00a0"
CITES = st.sampled_from([None, "claim:us-2024", "promise:open"])


def joined(parts: Sequence[tuple[str, str | None, bool]]) -> tuple[Run, ...]:
    """Runs as the reader of copy gives them: alike ones are one, no space at the ends, bold ones begin with a word."""
    told: list[Run] = []
    for text, cites, strong in parts:
        if told and (told[-1].cites, told[-1].strong) == (cites, strong):
            told[-1] = Run(told[-1].text + text, cites, strong)
        else:
            told.append(Run(text, cites, strong))
    return tuple(told)


def holdable(text: str) -> bool:
    return not re.search(r"\]\(|\*\*|\{#|[가-힣]\{", text)


WORDS = st.text(SIGNS, max_size=8).map(lambda text: f"a{text}b")
PLAIN = st.tuples(WORDS, CITES, st.booleans())
RUNS = (
    st.lists(PLAIN, min_size=1, max_size=5)
    .map(joined)
    .filter(lambda runs: holdable("".join(run.text for run in runs)) and all(holdable(run.text) for run in runs))
)
KINDS = st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.STEP, BlockKind.POINT])


@st.composite
def copies(draw: st.DrawFn) -> tuple[Block, ...]:
    """The blocks of a copy: a title, then anything."""
    here = Span("copy")
    blocks = [Block("title", BlockKind.TITLE, draw(RUNS), here)]
    for number in range(draw(st.integers(0, 5))):
        kind = draw(KINDS)
        picture = draw(st.sampled_from([None, "art/bag.svg", "art/a b(1).png"]))
        if kind not in (BlockKind.STEP, BlockKind.POINT):
            picture = None
        alt = draw(st.text("ab 가.", max_size=4)).strip() if picture else ""
        blocks.append(Block(f"b-{number}", kind, draw(RUNS), here, picture, alt))
        if draw(st.integers(0, 4)) == 0:
            cells = (draw(RUNS), draw(RUNS))
            blocks.append(Block(f"r-{number}", BlockKind.ROW, (), here, cells=cells, columns=("en", "uk")))
    return tuple(blocks)


@given(copies())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_whatever_a_copy_holds_comes_back(blocks: tuple[Block, ...]) -> None:
    text = written(blocks, "en")
    copy = copy_of(text, "en")
    assert [block.id for block in copy.blocks] == [block.id for block in blocks]
    assert [block.text for block in copy.blocks] == [block.text for block in blocks]
    for writer in (docx, hwpx):
        package = writer(single(copy, HEADER), FAMILIES)
        assert back(package, "en", (text, copy)) == text
        assert back(package, "en", None) == written(copy.blocks, "en")
        side = writer(beside(copy, copy, HEADER), FAMILIES)
        assert back(side, "en", None) == written(copy.blocks, "en")


@given(copies())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_the_writer_of_copy_writes_what_the_reader_reads(blocks: tuple[Block, ...]) -> None:
    """Only bold may give way, where Markdown cannot say it."""
    read_back = copy_of(written(blocks, "en"), "en").blocks
    for one, other in zip(blocks, read_back, strict=True):
        assert (one.id, one.kind, one.text, one.picture, one.columns) == (
            other.id, other.kind, other.text, other.picture, other.columns,
        )  # fmt: skip
        assert [run.cites for run in one.every_run() if run.cites] == [
            run.cites for run in joined([(r.text, r.cites, False) for r in other.every_run()]) if run.cites
        ] or any(run.strong for run in one.every_run())


TITLE = (
    "# 강물이 불어나면 올라가시오 {#title}\n\n**빨리** [학교로](claim:siren) 가시오. {#go}\n\n1. 걸어가시오. {#walk}\n"
)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_says_nothing_of_a_machine_and_names_one_typeface(writer: Writer) -> None:
    package = writer(single(copy_of(TITLE, "ko-KP"), HEADER), FAMILIES)
    assert package == writer(single(copy_of(TITLE, "ko-KP"), HEADER), FAMILIES)
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        assert {part.date_time for part in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.create_system for part in held.infolist()} == {0}
        parts = {name: held.read(name).decode() for name in held.namelist()}
    everything = "\n".join([*parts, *parts.values()])
    assert not re.search(
        "docProps|creator|lastModified|LastSaved|Template|rsid|theme|Hancom Office|WIN32|202[0-9]-", everything
    )
    assert not SOUTHERN.search(everything)
    assert set(re.findall(r'(?:w:eastAsia|w:ascii|face)="([A-Z][^"]*)"', everything)) == {FAMILIES["ko-KP"]}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".hpf")):
            ElementTree.fromstring(part)  # noqa: S314 - written by us


def test_the_parts_of_an_hwpx_begin_with_its_kind_unpacked() -> None:
    package = hwpx(single(copy_of(TITLE, "ko-KP"), HEADER), FAMILIES)
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        first = held.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        header = ElementTree.fromstring(held.read("Contents/header.xml"))  # noqa: S314
        section = ElementTree.fromstring(held.read("Contents/section0.xml"))  # noqa: S314
    ids = {
        kind: {e.get("id") for e in header.iter() if e.tag.endswith(f"}}{kind}")}
        for kind in ("charPr", "paraPr", "style")
    }
    for reference, kind in (("charPrIDRef", "charPr"), ("paraPrIDRef", "paraPr"), ("styleIDRef", "style")):
        used = {e.get(reference) for root in (header, section) for e in root.iter()} - {None, "4294967295"}
        assert used
        assert used <= ids[kind]
    numbers = [e.get("id") for e in section.iter() if e.tag.endswith("}p")]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("language", sorted(FACES))
def test_every_language_says_that_it_is_working_text(language: str) -> None:
    words = catalogue(language)
    sheet = single(copy_of(TITLE, language), (words["working_text"], words["working_text_marks"]))
    for writer in (docx, hwpx):
        with zipfile.ZipFile(io.BytesIO(writer(sheet, FAMILIES))) as held:
            assert any(words["working_text"].encode() in held.read(name) for name in held.namelist())


def test_only_the_source_is_filled_where_there_is_no_translation_yet() -> None:
    source = copy_of(TITLE, "ko-KP")
    empty = Copy("uk", (), source.digest, source.at)
    _, _, lines = read(docx(beside(source, empty, HEADER), FAMILIES))
    assert [len(line.cells) for line in lines] == [3] * 4
    assert [line.cells[2] for line in lines[1:]] == [()] * 3
    assert set("".join(stretch.text for stretch in lines[1].cells[0])) <= set("# {}title" + string.ascii_letters)
