# SPDX-License-Identifier: Apache-2.0
"""The exchange: what nobody changed comes back sign by sign, what was translated is in the copy, codes and all."""

from attrs import evolve
from exchanged import NOWHERE, SOURCE, back, copies, edition_of, out, translated
from hypothesis import given, settings

from safeconduct.language.exchange.content import content_of, joined, plain, runs_of
from safeconduct.language.exchange.po import po, read_po
from safeconduct.language.exchange.sentences import cut
from safeconduct.language.exchange.taking import Terms
from safeconduct.language.exchange.units import units
from safeconduct.language.exchange.xliff_reading import read_xliff
from safeconduct.language.exchange.xliff_writing import Exported
from safeconduct.manuscript.copy_writing import written
from safeconduct.model.edition import Copy
from safeconduct.model.exchange import Concept, SegmentState, Term, TermStatus

PAIRS = settings(max_examples=30, deadline=None)


def turned(words: str) -> str:
    """Other words of the same make."""
    return "".join({"a": "아", "b": "B", "조": "초", "é": "e"}.get(sign, sign) for sign in words)


def out_as_po(source: str, target: str) -> bytes:
    edition, piece = edition_of(source, target)
    return po([Exported("note", SOURCE, units(edition, piece, "en", "ko-KP"), ())], "en", "ko-KP", "2026-11-01")


def said(copy: Copy) -> dict[str, list[object]]:
    return {
        block.id: [block.kind, block.picture, *(run for run in block.every_run() if run.text.strip())]
        for block in copy.blocks
    }


@PAIRS
@given(copies())
def test_what_nobody_changed_changes_nothing(pair: tuple[str, str]) -> None:
    source, target = pair
    for told in (
        back(source, target, out(source, target)),
        back(source, target, read_po(out_as_po(source, target), "")),
    ):
        assert told.copy is None
        assert told.segments is None


@PAIRS
@given(copies())
def test_a_first_translation_holds_every_block_with_its_codes(pair: tuple[str, str]) -> None:
    source, _ = pair
    told = back(source, "", translated(read_xliff(out(source, ""), ""), turned, SegmentState.TRANSLATED))
    assert told.copy is not None
    there, here = written(source, "en", "").copy, written(told.copy, "ko-KP", "").copy
    assert [block.id for block in there.blocks] == [block.id for block in here.blocks]
    assert [cite for cite, _ in there.cites()] == [cite for cite, _ in here.cites()]
    again = back(source, told.copy, out(source, told.copy, told.segments or ""), told.segments or "")
    assert (again.copy, again.segments) == (None, None)


@PAIRS
@given(copies())
def test_a_new_translation_changes_its_blocks_and_no_other_sign(pair: tuple[str, str]) -> None:
    source, target = pair
    file = translated(read_xliff(out(source, target), ""), turned, SegmentState.FINAL)
    first = file.units[0]
    one = back(source, target, type(file)("en", "ko-KP", (first,)))
    now = one.copy if one.copy is not None else target
    before, after = written(target, "ko-KP", ""), written(now, "ko-KP", "")
    # Every block but the first stands as it stood, sign by sign.
    end = before.laid[0].end
    assert now.endswith(target[end:])
    assert said(after.copy) == {**said(before.copy), first.unit: said(after.copy)[first.unit]}
    whole = back(source, target, file)
    edition, piece = edition_of(source, whole.copy if whole.copy is not None else target)
    for unit, returned in zip(units(edition, piece, "en", "ko-KP"), file.units, strict=True):
        assert unit.target is not None
        assert plain(unit.target).strip() == " ".join(plain(returned.target or ()).split("\n")).strip()


@PAIRS
@given(copies())
def test_content_and_sentences_lose_nothing(pair: tuple[str, str]) -> None:
    edition, piece = edition_of(*pair)
    for block in piece.copies["en"].blocks:
        for runs in (block.runs, *block.cells):
            content, codes = content_of(runs)
            assert [(run.settled, run.cites, run.strong) for run in runs_of(content, codes)] == [
                (run.settled, run.cites, run.strong) for run in runs
            ]
            assert joined(part for one in cut(content) for some in one for part in some) == content
    assert edition.at == NOWHERE


def test_states_come_back_and_are_kept() -> None:
    source, target = "# A b. C d. {#t}\n\nE. {#p}\n", "# 가. 나. {#t}\n"
    file = translated(read_xliff(out(source, target), ""), turned, SegmentState.REVIEWED)
    told = back(source, target, file, terms=Terms("reviewer"))
    assert told.segments is not None
    _, piece = edition_of(source, told.copy or "", told.segments)
    kept = piece.segments["ko-KP"].blocks
    assert {name: (one.state.value, one.by, one.machine) for name, one in kept.items()} == {
        "t": ("reviewed", "reviewer", False),
        "p": ("reviewed", "reviewer", False),
    }


def test_a_translator_is_told_what_the_glossary_wants_and_what_a_code_cites() -> None:
    edition, piece = edition_of("# Prisoners. {#t}\n\nOther [words](claim:beds). {#p}\n", "")
    term, forbidden = Term("en", "prisoner", TermStatus.ADMITTED), Term("ko-KP", "포로병", TermStatus.FORBIDDEN)
    concept = Concept("pow", (term, Term("ko-KP", "포로", TermStatus.PREFERRED), forbidden), "A sample.", NOWHERE)
    first, second = units(evolve(edition, glossary=(concept,)), piece, "en", "ko-KP")
    assert first.notes == ("The title.", "Glossary, “pow”: write “포로”; never “포로병”. A sample.")
    assert second.notes == ("A paragraph.",)


def test_an_inner_row_is_put_into_the_table_and_the_table_keeps_its_columns() -> None:
    rows = [f"| {word} | say-{word} | є {{#{word}}} |\n" for word in ("one", "two", "six")]
    source = "# T {#title}\n\n| en | say | uk |\n|---|---|---|\n" + "".join(rows)
    target = "# 가 {#title}\n\n| ko-KP | say | uk |\n|---|---|---|\n| 하나|hana | є {#one} |\n|여섯|yeosot|є {#six}|\n"
    file = translated(read_xliff(out(source, target), ""), str.upper, SegmentState.TRANSLATED)
    two = evolve(file, units=tuple(unit for unit in file.units if unit.unit.startswith("two.")))
    told = back(source, target, two)
    assert told.copy == target.replace("|여섯", "| TWO | SAY-TWO | є {#two} |\n|여섯")
    fresh = back(source, "", translated(read_xliff(out(source, ""), ""), str.upper, SegmentState.TRANSLATED))
    assert fresh.copy is not None
    assert "| ko-KP | say | uk |\n| --- | --- | --- |\n| ONE | SAY-ONE | є {#one} |\n| TWO" in fresh.copy
