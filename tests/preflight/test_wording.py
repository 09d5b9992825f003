# SPDX-License-Identifier: Apache-2.0
"""What a record carries, what may be printed for it, and how stretches of words are compared."""

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.facts import reader
from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Attribution, Block, BlockKind, Copy, Piece, Run
from safeconduct.model.ledger import Bound, Claim, ClaimKind, Happened, Modality, Quantity, Verdict
from safeconduct.model.mention import Mention, MentionKind
from safeconduct.model.places import Span
from safeconduct.preflight.parity import differences
from safeconduct.preflight.passages import GAP, Passage, links, mentions, odd_ones, parallels, passages
from safeconduct.preflight.wording import (
    MILDER_BOUNDS,
    MILDER_MODALITIES,
    _during,
    figure,
    is_number_of,
    modality_of,
    tells,
)

AT = Span("pieces/note/copy.en.md", 3, 3)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def said_date(iso: str) -> Mention:
    return Mention(MentionKind.DATE, iso, 0, 0)


def number(low: int, high: int | None = None) -> Mention:
    return Mention(MentionKind.NUMBER, f"{low}", 0, 0, Decimal(low), Decimal(high if high is not None else low))


def a_claim(bound: Bound = Bound.EXACT, low: int = 0, high: int | None = 10, **more: object) -> Claim:
    values: dict[str, object] = {
        "id": "beds",
        "kind": ClaimKind.QUANTITY,
        "text": "",
        "modality": Modality.ONGOING,
        "chain": (),
        "quotes": (),
        "verdict": Verdict.USE,
        "why": "",
        "as_of": None,
        "expires": None,
        "quantity": Quantity(low, high, "beds", "", bound),
        "credit": {},
        "at": AT,
        **more,
    }
    return Claim(**values)  # type: ignore[arg-type]


def a_piece(copies: dict[str, tuple[Block, ...]], form: str = "leaflet") -> Piece:
    held = {language: Copy(language, blocks, Digest("0" * 64), AT) for language, blocks in copies.items()}
    return Piece("note", form, (), Attribution({"en": "We"}), held, (), {}, None, (), AT)


def of_text(text: str, language: str = "en") -> Passage:
    block = Block("p", BlockKind.PARAGRAPH, (Run(text),), AT)
    piece = a_piece({language: (block,)})
    return Passage(block.runs, language, block, piece.copies[language], piece)


def digits(text: str, _language: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(MentionKind.NUMBER, found[0], found.start(), found.end(), Decimal(found[0]), Decimal(found[0]))
        for found in re.finditer(r"[0-9]+", text)
    )


@given(DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0:%Y-%m}", "{0:%Y}", "--{0:%m-%d}", "--{0:%m}"]))
def test_a_date_may_be_told_shorter_but_not_longer(day: date, shape: str) -> None:
    shorter = shape.format(day)
    assert tells(said_date(shorter), said_date(day.isoformat()))
    assert tells(said_date(day.isoformat()), said_date(shorter)) == (shorter == day.isoformat())


@given(DAYS, DAYS)
def test_two_days_are_the_same_date_only_if_they_are_the_same_day(one: date, other: date) -> None:
    assert tells(said_date(one.isoformat()), said_date(other.isoformat())) == (one == other)


@given(DAYS, st.integers(0, 400), st.integers(-500, 900))
def test_what_happened_over_days_may_be_dated_to_any_of_them(first: date, length: int, offset: int) -> None:
    happened, day = Happened(first, first + timedelta(length)), first + timedelta(offset)
    assert _during(said_date(day.isoformat()), happened) == (0 <= offset <= length)
    months = {(first + timedelta(days)).isoformat()[:7] for days in range(length + 1)}
    assert _during(said_date(day.isoformat()[:7]), happened) == (day.isoformat()[:7] in months)


def test_a_number_is_no_date_and_a_vague_one_no_exact_one() -> None:
    assert not tells(number(2024), said_date("2024"))
    assert not tells(number(20000, 99999), number(20000))
    vague = Mention(MentionKind.NUMBER, "tens-of-thousands", 0, 0, Decimal(20000), None)
    assert figure(vague) != figure(number(20000))
    assert figure(number(10)) == figure(Mention(MentionKind.NUMBER, "10.0", 0, 0, Decimal("10.0"), Decimal("10.0")))


def test_what_is_milder_is_an_order() -> None:
    for named in (MILDER_BOUNDS, MILDER_MODALITIES):
        table = {str(one): {str(other) for other in milder} for one, milder in named.items()}
        assert all(one in milder for one, milder in table.items())
        for one, other in product(table, table):
            if other in table[one]:
                assert table[other] <= table[one], "what follows from what follows, follows"


def test_every_hedge_and_modality_has_a_line_in_the_tables() -> None:
    assert set(MILDER_BOUNDS) == set(Bound)
    assert set(MILDER_MODALITIES) == set(Modality)


def test_a_plan_is_expected_however_firmly_it_is_planned() -> None:
    assert modality_of(a_claim(kind=ClaimKind.PLAN)) is Modality.EXPECTED
    assert modality_of(a_claim(kind=ClaimKind.PLAN, modality=Modality.POSSIBLE)) is Modality.POSSIBLE
    assert modality_of(a_claim()) is Modality.ONGOING


@given(st.integers(1, 99), st.integers(0, 99), st.integers(0, 300))
def test_the_number_of_a_claim_is_known_by_its_bound(low: int, width: int, printed: int) -> None:
    high = low + width
    assert is_number_of(number(printed), a_claim(Bound.AT_MOST, 0, high)) == (printed == high)
    assert is_number_of(number(printed), a_claim(Bound.AT_LEAST, low, None)) == (printed == low)
    assert is_number_of(number(printed), a_claim(Bound.ABOUT, low, high)) == (low <= printed <= high)
    assert not is_number_of(number(printed), a_claim(quantity=None))


def test_a_range_is_its_own_hedge() -> None:
    assert not is_number_of(number(36, 44), a_claim(Bound.ABOUT, 36, 44))


RUNS = st.lists(
    st.tuples(st.text("ab 1", min_size=1, max_size=4), st.sampled_from([None, "claim:x", "promise:y"]), st.booleans()),
    max_size=6,
).map(lambda parts: tuple(Run(*part) for part in parts))


@given(RUNS, st.integers(0, 12), st.integers(1, 12))
def test_words_are_linked_when_every_letter_is(runs: tuple[Run, ...], start: int, length: int) -> None:
    block = Block("p", BlockKind.PARAGRAPH, runs, AT)
    [passage] = passages(a_piece({"en": (block,)}))
    linked = [bool(run.cites) for run in runs for _ in run.text]
    assert passage.text == block.text
    assert passage.linked(start, start + length) == all(linked[start : start + length])


@given(RUNS)
def test_the_links_of_a_block_hold_all_its_cited_letters_once(runs: tuple[Run, ...]) -> None:
    found = list(links(a_piece({"en": (Block("p", BlockKind.PARAGRAPH, runs, AT),)})))
    assert len({link.cite for link in found}) == len(found)
    for link in found:
        assert link.text.replace(GAP, "") == "".join(run.text for run in runs if run.cites == link.cite)


def test_two_numbers_in_two_links_stay_two() -> None:
    runs = (Run("10", "claim:x"), Run(" troops of "), Run("300", "claim:x"), Run(" men", "claim:x", strong=True))
    [link] = links(a_piece({"uk": (Block("p", BlockKind.PARAGRAPH, runs, AT),)}))
    assert link.text == "10 … 300 men"
    read = reader({})
    assert [one.value for one in mentions(link, read, MentionKind.NUMBER)] == ["10", "300"]


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=7))
def test_the_odd_ones_are_those_that_differ_from_most(meanings: list[str]) -> None:
    those = [of_text(meaning) for meaning in meanings]
    odd = list(odd_ones(those, lambda one: one.text))
    most = max(Counter(meanings).values())
    usual = next(meaning for meaning in meanings if meanings.count(meaning) == most)
    assert [one.text for one, _ in odd] == [meaning for meaning in meanings if meaning != usual]
    assert {witness.text for _, witness in odd} <= {usual}


@given(st.lists(st.integers(0, 99), max_size=5), st.randoms(use_true_random=False), st.integers(0, 99))
def test_figures_are_compared_as_multisets(figures: list[int], order: object, more: int) -> None:
    shuffled = list(figures)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, same = (of_text(" ".join(map(str, said))) for said in (figures, shuffled))
    other = of_text(" ".join(map(str, [*shuffled, more])), "uk")
    assert not list(differences([one, same], digits, "The figures", MentionKind.NUMBER))
    [fault] = differences([one, same, other], digits, "The figures", MentionKind.NUMBER)
    assert fault.at == AT
    assert f"“{more}”" in fault.message
    assert str(AT) in fault.message


def test_cells_and_pictures_are_passages_of_their_own_and_say_columns_are_none() -> None:
    row = Block(
        "r", BlockKind.ROW, (), AT, cells=((Run("5"),), (Run("o"),), (Run("6"),)), columns=("en", "say", "ko-KP")
    )
    step = Block("s", BlockKind.STEP, (Run("7"),), AT, picture="art/x.svg", alt="8")
    piece = a_piece({"en": (row, step), "uk": (step,)})
    assert [(one.text, one.language, one.is_alt) for one in passages(piece)] == [
        ("5", "en", False),
        ("6", "ko-KP", False),
        ("8", "en", True),
        ("7", "en", False),
        ("8", "uk", True),
        ("7", "uk", False),
    ]
    grouped = [[(one.text, one.language) for one in same.passages] for same in parallels(piece, "ko-KP")]
    assert grouped == [[("6", "ko-KP"), ("5", "en")], [("8", "en"), ("8", "uk")], [("7", "en"), ("7", "uk")]]
