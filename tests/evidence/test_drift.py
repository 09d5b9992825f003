# SPDX-License-Identifier: Apache-2.0
"""Drift between two tellings, with a reader of a few words that stands in for that of a language."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.evidence.changes import Drift
from safeconduct.evidence.drift import drift
from safeconduct.evidence.figures import figures, hedging
from safeconduct.evidence.names_told import named, respelt, same_name
from safeconduct.evidence.tellings import Sentence, Telling, align
from safeconduct.model.mention import Mention, MentionKind

WORDS = {
    "about": (MentionKind.HEDGE, "about"),
    "as many as": (MentionKind.HEDGE, "at-most"),
    "may": (MentionKind.MODAL, "possible"),
    "will": (MentionKind.MODAL, "expected"),
    "had": (MentionKind.MODAL, "occurred"),
    "not": (MentionKind.NEGATION, "not"),
    "or": (MentionKind.ALTERNATIVE, "or"),
}
KNOWN = re.compile(
    r"(?P<word>\b(?:" + "|".join(WORDS) + r")\b)|(?P<date>\b\d+ May\b)|(?P<vague>(?:tens of )?thousands)"
    r"|(?P<number>\b\d[\d,]*)|(?P<name>\b[A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)


def read(words: str) -> tuple[Mention, ...]:
    mentions = []
    for found in KNOWN.finditer(words):
        start, end = found.span()
        if found["word"]:
            mentions.append(Mention(*WORDS[found[0]], start, end))
        elif found["date"]:
            mentions.append(Mention(MentionKind.DATE, f"--05-{int(found[0].split()[0]):02}", start, end))
        elif found["vague"]:
            low = 20_000 if found[0].startswith("tens") else 2_000
            mentions.append(Mention(MentionKind.NUMBER, found[0].replace(" ", "-"), start, end, Decimal(low), None))
        elif found["number"]:
            number = Decimal(found[0].replace(",", ""))
            mentions.append(Mention(MentionKind.NUMBER, str(number), start, end, number, number))
        elif start:
            mentions.append(Mention(MentionKind.NAME, f"?{found[0]}", start, end))
    return tuple(mentions)


def telling(*sentences: str, language: str = "en") -> Telling:
    return Telling("a.txt", language, tuple(Sentence(words, n, read(words)) for n, words in enumerate(sentences, 1)))


def changes(found: Drift) -> list[str]:
    inside = [str(change) for pair in found.pairs for change in pair.changes]
    return [*inside, *(str(change) for change in found.elsewhere)]


def test_a_hedge_beyond_another_number_hedges_that_one() -> None:
    sentence = telling("about 5 men 6, 7 about 8").sentences[0]
    first, second, third, fourth = figures(Telling("a.txt", "en", (sentence,)))
    assert [set(each.hedges) for each in (first, second, third, fourth)] == [{"about"}, set(), {"about"}, {"about"}]
    assert [sentence.said(hedge) for hedge in sorted(hedging(sentence), key=lambda h: h.start)] == ["about", "about"]


def test_a_long_list_of_numbers_is_read_number_by_number() -> None:
    """The work for one number does not grow with how many there are."""
    sentence = telling(", ".join(f"about {number}" for number in range(20_000))).sentences[0]
    assert len(hedging(sentence)) == 20_000  # minutes, if each number were compared with all the others


def told(first: str, second: str, language: str = "en") -> list[str]:
    return changes(drift(telling(first), telling(second, language=language)))


def test_a_vague_figure_that_grew() -> None:
    assert told("the agency counts thousands of northern troops", "tens of thousands of northern troops came") == [
        "figure changed: “thousands of northern troops” → “tens of thousands of northern troops came”"
    ]


def test_a_lost_and_a_changed_hedge() -> None:
    base = "we say that {}10,000 soldiers came to the river"
    assert told(base.format("as many as "), base.format("")) == [
        "hedge changed: “as many as 10,000 soldiers came to the” → “10,000 soldiers came to the”"
    ]
    assert told(base.format("as many as "), base.format("about ")) == [
        "hedge changed: “as many as 10,000 soldiers came to the” → “about 10,000 soldiers came to the”"
    ]


def test_figures_are_compared_across_the_whole_texts() -> None:
    """The bare figure is a loss even when the hedged one stands elsewhere in the second text."""
    first = telling("as many as 10,000 have made their way to the river.")
    second = telling("as many as 10,000 could fight for the duke.", "by now 10,000 soldiers stand at the river bank.")
    assert changes(drift(first, second))[0].startswith("hedge changed: “as many as 10,000 have made their way”")
    same = drift(first, telling("a first sentence.", "as many as 10,000 have made their way to the river."))
    assert [change for change in changes(same) if "10,000" in change] == []


def test_certainty_negation_and_alternative() -> None:
    base = "the northern soldiers {} join the fight at the river"
    assert told(base.format("may"), base.format("had")) == ["modality changed: “may” (possible) → “had” (occurred)"]
    assert told(base.format("will not"), base.format("will")) == ["negation lost: “not”"]
    assert told(base.format("or the others"), base.format("and the others")) == ["alternative lost: “or”"]


def test_dates_by_as_much_as_both_say() -> None:
    assert told("they came to the hall on 4 May", "they came to the hall on 5 May") == [
        "date lost: “4 May” (--05-04)", "date added: “5 May” (--05-05)",
    ]  # fmt: skip
    assert told("they came to the hall on 4 May", "on 4 May they came to the hall") == []


def test_a_name_in_two_spellings_is_one_name() -> None:
    base = "the letter of {} to president {}"
    assert told(base.format("Jang Seyul", "Zelenskyy"), base.format("Jang Se-yul", "Zelensky")) == [
        "name changed: “Jang Seyul” → “Jang Se-yul”", "name changed: “Zelenskyy” → “Zelensky”",
    ]  # fmt: skip
    assert told("the Defectors Propaganda Corps wrote", "the Defector Propaganda Corps wrote") == [
        "name changed: “Defectors Propaganda Corps” → “Defector Propaganda Corps”"
    ]
    assert told("the letter of Jang Seyul to Anna", "the letter of Jang to Anna") == []
    assert told("the letter of Anna to the duke", "the letter of Boris to the duke") == [
        "name lost: “Anna”", "name added: “Boris”",
    ]  # fmt: skip


def test_known_entities_are_one_name() -> None:
    one, other = named("us", "Washington"), named("us", "the United States")
    assert not same_name(one, other)
    assert respelt(one, other)
    assert not respelt(named("?Reed", "Reed"), named("?Mill", "Mill"))


def test_sentences_need_not_come_in_order() -> None:
    lines = ["the river rose by 4 metres in the night.", "nobody crossed the old bridge.", "the school is open to all."]
    turned = drift(telling(*lines), telling(*reversed(lines)))
    assert [(pair.beside.first, pair.beside.second) for pair in turned.pairs] == [(0, 2), (1, 1), (2, 0)]
    assert not turned.found


def test_a_sentence_that_stands_alone_is_drift() -> None:
    found = drift(telling("the river rose.", "the school is open."), telling("the river rose."))
    assert (found.found, found.alone) == (True, ((1,), ()))


def test_two_languages_compare_figures_dates_and_negations_only() -> None:
    assert told("Anna may not come with 12 beds on 4 May", "Борис had 12 or 4 May", language="uk") == [
        "negation lost: “not”"
    ]
    assert told("there are 12 beds", "там 21 ліжко", language="uk") == ["figure changed: “12 beds” → “21 ліжко”"]
    uneven = drift(telling("one line of words.", "there are 12 beds."), telling("там 12 ліжок.", language="uk"))
    assert not uneven.found


WORD = st.sampled_from(
    ["river", "bridge", "soldiers", "came", "12", "10,000", "about", "may", "not", "or", "Anna", "4 May"]
)
LINES = st.lists(st.lists(WORD, min_size=3, max_size=9).map(" ".join), min_size=1, max_size=6, unique=True)


@given(LINES)
def test_nothing_drifts_from_itself(lines: list[str]) -> None:
    found = drift(telling(*lines), telling(*lines))
    assert changes(found) == []
    assert not found.found


@given(LINES, LINES)
def test_what_one_way_is_lost_the_other_way_is_added(first: list[str], second: list[str]) -> None:
    there, back = drift(telling(*first), telling(*second)), drift(telling(*second), telling(*first))
    assert there.found == back.found
    assert there.alone == back.alone[::-1]


@given(LINES, LINES)
def test_every_sentence_is_beside_one_or_alone(first: list[str], second: list[str]) -> None:
    one, other = telling(*first), telling(*second)
    laid, found = align(one, other), drift(one, other)
    assert {pair.first for pair in laid} | set(found.alone[0]) == set(range(len(first)))
    assert {pair.second for pair in laid} | set(found.alone[1]) == set(range(len(second)))
    assert all(0 < pair.likeness <= 1 for pair in laid)


@given(LINES, st.integers(1, 99_999))
def test_a_figure_that_only_one_of_them_has_is_always_told(lines: list[str], number: int) -> None:
    changed = [*lines[:-1], f"{lines[-1]} {number} beds"]
    known = any(mention.value == str(number) for line in lines for mention in read(line))
    figures = [one for one in changes(drift(telling(*lines), telling(*changed))) if one.startswith(("figure", "hedge"))]
    assert known or figures
