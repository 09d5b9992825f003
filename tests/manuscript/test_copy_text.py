# SPDX-License-Identifier: Apache-2.0
"""Copy: what is written is what is read, word for word, and what cannot be read is told."""

import re

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Block, BlockKind, Copy, Run
from safeconduct.model.judgement import Finding
from safeconduct.model.places import Span

ANYWHERE = Span("copy.en.md")
LETTERS = "abcXYZ019éїжЇ조선말’“”-–.,:;!?()&<>#*_`\\|~'\"+=/%@^$"
WORDS = st.text(LETTERS, min_size=1, max_size=8).filter(lambda word: "](" not in word and "**" not in word)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
CITES = st.sampled_from([None, None, "claim:beds", "claim:un-2024_a", "promise:tea"])


def read(text: str) -> tuple[Copy, list[Finding]]:
    faults = Faults()
    return read_copy(text, digest_of(text.encode()), "en", "copy.en.md", faults), faults.found


def checks_of(body: str) -> list[tuple[str, int]]:
    _, found = read(f"# T {{#title}}\n\n{body}")
    assert all(isinstance(finding.place, Span) for finding in found)
    return [(finding.check, finding.place.first) for finding in found if isinstance(finding.place, Span)]


def runs() -> st.SearchStrategy[tuple[Run, ...]]:
    one = st.builds(Run, PHRASES, CITES, st.booleans())

    def apart(found: list[Run]) -> tuple[Run, ...]:
        # Plain stretches between marked ones, so that no two runs of one kind touch and no mark-up abuts another.
        parts: list[Run] = []
        for run in found:
            if parts:
                parts.append(Run(" and "))
            parts.append(run)
        joined: list[Run] = []
        for run in parts:
            if joined and (joined[-1].cites, joined[-1].strong) == (run.cites, run.strong):
                joined[-1] = evolve(run, text=joined[-1].text + run.text)
            else:
                joined.append(run)
        return tuple(joined)

    return st.lists(one, min_size=1, max_size=4).map(apart)


def escaped(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def markdown(parts: tuple[Run, ...]) -> str:
    said = ""
    for run in parts:
        # Strong text cannot begin or end with punctuation in every neighbourhood; a letter on each side settles it.
        words = f"**{escaped(run.text)}**" if run.strong else escaped(run.text)
        said += f"[{words}]({run.cites})" if run.cites else words
    return said


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    made = [Block("title", BlockKind.TITLE, draw(runs()), ANYWHERE)]
    kinds = draw(st.lists(st.sampled_from(list(BlockKind)), max_size=6))
    for number, kind in enumerate(kinds):
        if kind is BlockKind.TITLE:
            continue
        if kind is BlockKind.ROW:
            cells = (draw(runs()), draw(runs()))
            made.append(Block(f"b{number}", kind, (), ANYWHERE, cells=cells, columns=("en", "say")))
        elif kind in (BlockKind.STEP, BlockKind.POINT) and draw(st.booleans()):
            made.append(Block(f"b{number}", kind, draw(runs()), ANYWHERE, "art/лампа 1.svg", "A lamp"))
        else:
            made.append(Block(f"b{number}", kind, draw(runs()), ANYWHERE))
    return tuple(made)


def written(made: tuple[Block, ...]) -> str:
    text = ""
    for block in made:
        words = markdown(block.runs)
        if block.picture:
            words = f"![{block.alt}](<{block.picture}>) {words}"
        ending = f" {{#{block.id}}}\n\n"
        match block.kind:
            case BlockKind.TITLE:
                text += f"# {words}{ending}"
            case BlockKind.HEADING:
                text += f"## {words}{ending}"
            case BlockKind.PARAGRAPH:
                text += words + ending
            case BlockKind.STEP:
                text += f"1. {words}{ending}"
            case BlockKind.POINT:
                text += f"- {words}{ending}"
            case BlockKind.ROW:
                first, last = (markdown(cell) for cell in block.cells)
                text += f"| en | say |\n| -- | --- |\n| {first} | {last} {{#{block.id}}} |\n\n"
    return text


def settled(made: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(evolve(block, at=ANYWHERE) for block in made)


@settings(max_examples=120, deadline=None, database=None, derandomize=True)
@given(blocks())
def test_what_is_written_is_read_back(made: tuple[Block, ...]) -> None:
    if any(not strong_can_stand(block) for block in made):
        return
    copy, found = read(written(made))
    assert found == []
    assert settled(copy.blocks) == made
    assert [cite for cite, _ in copy.cites()] == [run.cites for block in made for run in block.every_run() if run.cites]


def strong_can_stand(block: Block) -> bool:
    # CommonMark does not see “**…**” as strong when it begins or ends with punctuation next to a letter.
    return all(run.text[0].isalnum() and run.text[-1].isalnum() for run in block.every_run() if run.strong)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_every_block_has_its_line(gaps: list[int], line_end: str) -> None:
    text, lines = "# T {#title}\n\n", [1]
    for number, gap in enumerate(gaps):
        text += "\n" * gap
        lines.append(text.count("\n") + 1)
        text += f"Words of\nblock {{#b{number}}}\n\n"
    copy, found = read(text.replace("\n", line_end))
    assert found == []
    assert [block.at.first for block in copy.blocks] == lines
    assert all(block.at.last == block.at.first + 1 for block in copy.blocks[1:])


@pytest.mark.parametrize(
    "body",
    [
        "> words {#a}",
        "    words {#a}",
        "```\nwords\n```",
        "---",
        "<div>words</div>",
        "Words with <b>HTML</b>. {#a}",
        "*Slanted* words. {#a}",
        "Words in `code`. {#a}",
        "Words  \nbroken. {#a}",
        "### Third {#a}",
        "[Words](https://example.org). {#a}",
        "<https://example.org> {#a}",
        "[Words](claim:two words). {#a}",
        "[Words](clam:beds). {#a}",
        "[Words](claim:). {#a}",
        "[Words](javascript:x). {#a}",
        "**Words. {#a}",
        "**“Words”**은 {#a}",
        "Words {#a} {#b}",
        "Words {#a b} {#b}",
        "![A lamp](art/lamp.svg) Words {#a}",
        "1. ![A](art/a.svg) ![B](art/b.svg) Words {#a}",
        "1. Words {#a}\n   - inner {#b}",
        "1. Words {#a}\n\n   more {#b}",
        "| en | spoken as |\n| -- | -- |\n| a | b |",
        "| en | say |\n| -- | -- |\n| a | b | c |",
        "| en | say |\n| -- | -- |\n| ![A](art/a.svg) a | b |",
        "| en | say |\n| -- | -- |\n| a | [b](claim: c) |",
    ],
)
def test_mark_up_that_cannot_be_printed_is_told(body: str) -> None:
    found = checks_of(body)
    assert "mark-up-unknown" in {check for check, _ in found}
    assert all(line >= 3 for _, line in found)


@pytest.mark.parametrize(
    "body", ["[note]: stop", "[note]: claim:beds 'a title'", "[a]:\nb", "\\# Words", "1986\\. A year"]
)
def test_no_line_vanishes(body: str) -> None:
    copy, found = read(f"# T {{#title}}\n\n{body}")
    assert len(copy.blocks) == 2
    assert re.sub(r"[\\\s]", "", body) == re.sub(r"\s", "", copy.blocks[1].text)
    assert [finding.check for finding in found] == ["block-id-missing"]


@pytest.mark.parametrize(
    "body",
    [
        "| en | say |\n| -- | -- |\n| a \\| b | c {#r} |",
        "| en | say |\n| -- | -- |\n| a | b | |",
        "en | say\n-- | --\na | b",
        "1. One {#a}\n\n2. Two {#b}\n\n- Three {#c}\n\n- Four {#d}",
        "A word * a word, 2 < 3 & 4 > 1, [in brackets], a_b_c, (claim:x). {#a}",
        "Soft\nbreak. {#a}",
    ],
)
def test_what_only_looks_odd_is_no_fault(body: str) -> None:
    assert checks_of(body) == []


def test_the_citation_of_each_stretch_is_kept() -> None:
    copy, found = read("# T {#title}\n\nA [b **c** d](claim:x) e [f](promise:y). {#p}\n")
    assert found == []
    assert copy.blocks[1].runs == (
        Run("A "),
        Run("b ", "claim:x"),
        Run("c", "claim:x", strong=True),
        Run(" d", "claim:x"),
        Run(" e "),
        Run("f", "promise:y"),
        Run("."),
    )
