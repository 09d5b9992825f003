# SPDX-License-Identifier: Apache-2.0
"""Quotations are found exactly, or not at all.

Korean and Ukrainian words here are specimens that no native reader has read.
"""

import re
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.evidence.normal import normal
from safeconduct.evidence.quotes import find, nearest
from safeconduct.model.ledger import Quote
from safeconduct.model.places import Span

PAGES = sorted((Path(__file__).parents[2] / "examples").glob("*/archive/*.txt"))
WORDS = (
    *("soldiers", "not", "may", "10,000", "Kursk", "re-sign", "“no”,", "the", "Seyul’s", "3.5", "able", "well-known"),
    *("солдати", "не", "п’ять", "їжа", "Київ", "10\u00a0000", "може", "«так»"),
    *("북한군은", "아니다", "1만", "수천", "명이", "《오라》"),
)
HANGUL = re.compile("[가-힣\u1100-\u11ff]")


def quote(exact: str, before: str = "", after: str = "") -> Quote:
    return Quote("page", exact, Span("claims/one.toml"), before, after)


def times(exact: str, words: str, before: str = "", after: str = "") -> int:
    return find(quote(exact, before, after), normal(words)).times


@st.composite
def sentences(draw: st.DrawFn) -> list[str]:
    """Sentences of which none lies inside another: each has a number of its own."""
    drawn = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=7), min_size=1, max_size=6))
    return [f"{' '.join(words)} no {number}7{number}." for number, words in enumerate(drawn)]


def whole(words: str, place: int) -> bool:
    """True when a line may end at `place`: not inside a number, nor beside a mark that belongs to one."""
    return not re.search(r"\d[.,\s]?$", words[:place]) or not re.match(r"[.,\s]?\d", words[place:])


@settings(deadline=None)
@given(sentences(), st.data())
def test_every_sentence_is_found_where_it_was_whatever_the_lines(told: list[str], data: st.DataObject) -> None:
    """Line ends anywhere but in numbers, hyphens in words before them, soft hyphens, signs composed or taken apart."""
    form: Literal["NFC", "NFD"] = data.draw(st.sampled_from(["NFC", "NFD"]))
    page, places = "", []
    for sentence in told:
        start = len(page)
        words = unicodedata.normalize(form, sentence)
        for at, sign in enumerate(words):
            page += sign
            if at + 1 == len(words) or unicodedata.combining(words[at + 1]) or "\u1160" <= words[at + 1] <= "\u11ff":
                continue
            inside = sign.isalpha() and words[at + 1].isalpha()
            if whole(words, at + 1):
                page += data.draw(st.sampled_from(["", "", "", "", "\n", " \r\n ", "\u00ad", "\u00ad\n"]))
                if inside and not HANGUL.match(sign) and page[-1] == sign:
                    page += data.draw(st.sampled_from(["", "", "", "-\n", "\u2010\n  "]))
        places.append((start, len(page)))
        page += data.draw(st.sampled_from([" ", "\n", "\n\n"]))
    for sentence, (start, end) in zip(told, places, strict=True):
        for exact in (sentence, unicodedata.normalize("NFD", sentence)):
            found = find(quote(exact), normal(page))
            assert (found.times, page[found.start : found.end]) == (1, page[start:end]), (exact, page)
            assert (found.start, found.end) == (start, end)


@settings(deadline=None)
@given(sentences(), st.data())
def test_a_changed_sentence_is_never_found(told: list[str], data: st.DataObject) -> None:
    """One letter or digit changed, lost or doubled; one word lost or put in; two words or numbers run together."""
    page = normal(data.draw(st.sampled_from([" ", "\n"])).join(told))
    sentence = data.draw(st.sampled_from(told))
    places = [at for at, sign in enumerate(sentence) if sign.isalnum()]
    at = data.draw(st.sampled_from(places))
    words = sentence.split(" ")
    number = data.draw(st.integers(0, len(words) - 2))
    other = data.draw(st.sampled_from("aoіє가간58").filter(lambda sign: sign != sentence[at]))
    changed = data.draw(
        st.sampled_from(
            [
                sentence[:at] + other + sentence[at + 1 :],
                sentence[:at] + sentence[at] + sentence[at:],
                sentence[:at] + sentence[at + 1 :],
                " ".join(words[: number + 1] + words[number + 2 :]),
                " ".join([*words[: number + 1], "not", *words[number + 1 :]]),
                " ".join([*words[:number], words[number] + words[number + 1], *words[number + 2 :]]),
            ]
        )
    )
    assume(not any(_bare(changed) in _bare(one) for one in told))
    assert find(quote(changed), page).times == 0
    hint = nearest(quote(changed), page)
    assert hint is None or hint.words.isprintable() or "\u00ad" in hint.words


def _bare(words: str) -> str:
    """What no honest rule tells apart: Korean, and words beside Korean or numbers, spaced differently."""
    spaced = "A-Za-zЀ-ӿ\u2019"
    gap = rf"(?<![{spaced}]) | (?![{spaced}])"
    numbers = re.sub(r"(?<=\d)[ \u00a0](?=\d)", "_", words)
    return re.sub(gap, "", numbers)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "no", "1", "10", "-", "가"]), min_size=1, max_size=12), st.data())
def test_it_is_counted_as_a_person_would_count(words: list[str], data: st.DataObject) -> None:
    """Against every stretch of whole words there is, on a page whose words stand apart."""
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    looked_for = words[first:last]
    assume(looked_for[0] != "-" != looked_for[-1])
    stretches = [words[at : at + len(looked_for)] for at in range(len(words))]
    assert find(quote(" ".join(looked_for)), normal(" ".join(words))).times >= 1
    # Blanks beside Hangul, hyphens and between letters and digits are not told apart, so there may be more.
    if not {"-", "가"} & set(words):
        spelled = sum(stretch == looked_for for stretch in stretches)
        assert times(" ".join(looked_for), " . ".join(words)) == (spelled if len(looked_for) == 1 else 0)


@settings(deadline=None)
@given(
    st.text(st.sampled_from([*"ab1가 -\n.,'“”\u00adи", "\u0306", "\u1161", "ﬁ", "²", "\ufffe", "여", "만"])), st.data()
)
def test_whatever_stands_on_a_page_is_found_there_or_cut(words: str, data: st.DataObject) -> None:
    """Every stretch of any page that begins and ends between two signs, as it stands and with other line ends."""
    page = normal(words)
    assume(page.letters)
    start = data.draw(st.integers(0, len(page.letters) - 1))
    end = data.draw(st.integers(start + 1, len(page.letters)))
    place = page.span(start, end)
    assume(place is not None)
    exact = words[slice(*place)] if place else ""
    for same in (exact, unicodedata.normalize("NFC", exact), exact.replace("\n", "\r\n  ")):
        found = find(quote(same), page)
        assert found.times or found.cut
        if found.times:
            assert normal(words[found.start : found.end]).letters == page.letters[start:end]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("width", [17, 40])
def test_a_captured_page_is_found_again_when_it_is_set_anew(
    page: Path, form: Literal["NFC", "NFD"], width: int
) -> None:
    """Every sentence of the captured pages of the examples, set to other lines with hyphens."""
    words = unicodedata.normalize(form, page.read_text("utf-8"))
    told = [
        sentence.strip() for sentence in re.split(r"(?<=[.!?다])\s+", page.read_text("utf-8")) if len(sentence) > 30
    ]
    assert told
    anew = normal(_set(words, width))
    original = normal(words)
    for sentence in told:
        assert find(quote(sentence), anew).times == find(quote(sentence), original).times >= 1, sentence


def _set(words: str, width: int) -> str:
    lines, line = [], ""
    for word in words.split():
        room = width - len(line)
        if room < 2 or len(word) <= room:
            line = f"{line} {word}".strip()
        elif re.fullmatch("[a-zа-яїєі]{6,}", word):
            lines.append(f"{line} {word[:3]}-")
            line = word[3:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


@pytest.mark.parametrize(
    ("exact", "page"),
    [
        ("a pamphlet in hand", "a pam-\nphlet in hand"),
        ("a pam-phlet in hand", "a pam-\nphlet in hand"),
        ("step-by-step guide", "step-\nby-step guide"),
        ("a step-by-step pamphlet", "a step-\n  by-\r\nstep pam\u2010\nphlet"),
        ("pamphlet", "pam\u00ad\nphlet"),
        ("pamphlet", "pam\u0002\nphlet"),
        ("pamphlet", "pam\ufffephlet"),
        ("step-by-step", "step-by\ufffestep"),
        ("pam-\nphlet", "pam-\nphlet"),
        ("as many as 10,000", "as many as\n10,000"),
        ("10 000 soldiers", "10\u202f000 soldiers"),
        ("10 000 soldiers", "10\n000 soldiers"),
        ("-5 degrees", "at −5 degrees"),
        ("- he said", "“No” — he said"),
        ("he said -", "so he said — “No”"),
        ("북한군인은 죽지 않는다", "북한 군인은 죽지 않는다"),
        ("북한군", "북한군은 오늘"),
        ("Umerov", "Umerov’s words"),
        ("5 km", "5km"),
        ("1950 - 1953", "1950–1953"),
        ("can", "can’t or can"),
        ("The law", "The lawyer. The law"),
        ("10,000", "10,000¹ men"),
    ],
)
def test_found_once(exact: str, page: str) -> None:
    assert times(exact, page) == 1


@pytest.mark.parametrize(
    ("exact", "page"),
    [
        ("to resign", "to re-sign"),
        ("to re-sign", "to resign"),
        ("10-15", "10-\n15".replace("-", "")),
        ("1015 men", "10-\n15 men"),
        ("not able", "notable"),
        ("notable", "not able"),
        ("не має", "немає"),
        ("10000", "10 000"),
        ("10 000", "10000"),
        ("1 0000", "10 000"),
        ("20 24", "2024"),
        ("10,500 men", "10, 500 men"),
        ("-5 degrees", "at 5 degrees"),
        ("5 degrees", "at -5 degrees"),
        ("- he said", "so he said"),
        ("he said -", "so he said so"),
        ("can", "can’t"),
        ("won", "won't"),
        ("п", "п’ять"),
        ("pam", "pam-\nphlet"),
        ("phlet", "pam-\nphlet"),
        ("phlet", "pam\ufffephlet"),
        ("10", "10 000 men"),
        ("000 men", "10 000 men"),
        ("000", "10,000"),
        ("10", "10.5"),
        ("1", "1만 명"),
        ("1만", "1만여 명"),
        ("1만", "1만 5천 명"),
        ("5천 명", "1만 5천 명"),
        ("law", "lawyer"),
        ("law", "flaw"),
        ("солдат", "солдати"),
        ("само", "само\u0301"),
        ("fin", "ﬁne"),
        ("said.", "said…"),
        ("f", "ﬁ"),
        ("…", ".."),
        ("-", "a - b"),
        ("\u200b", "a"),
        ("soldiers", ""),
    ],
)
def test_not_found(exact: str, page: str) -> None:
    assert times(exact, page) == 0


def test_why_it_is_not_found_is_told() -> None:
    page = normal("The clerk said: no. The watchman said: nobody.")
    assert find(quote("bod"), page).cut
    assert find(quote("nobody", before="The clerk said:"), page).elsewhere
    lost = find(quote("yes"), page)
    assert (lost.times, lost.cut, lost.elsewhere) == (0, False, False)


def test_what_stands_beside_it_makes_it_single() -> None:
    page = "“Come,” said one. “Come,” said the other. Come, said nobody."
    assert times("Come", page) == 3
    assert times("Come", page, after=", said nobody") == 1
    assert times("Come", page, before="one.") == 0
    assert times("Come", page, before="one. “", after=",” said the") == 1
    assert times("Come", page, before="the", after="said nobody") == 0
    assert times("said", "pam-\nphlet said no", before="pamphlet") == 1
    assert times("said", "not able said no", before="notable") == 0


def test_the_place_found_is_that_of_the_archived_words() -> None:
    words = "\ufeffHe said: “the pam-\nphlet\u00ad”."
    found = find(quote('"the pamphlet"'), normal(words))
    assert words[found.start : found.end] == "“the pam-\nphlet\u00ad”"
    found = find(quote("the pamphlet"), normal(words))
    assert words[found.start : found.end] == "the pam-\nphlet"


@pytest.mark.parametrize(
    ("exact", "there", "differs"),
    [
        ("as many as 1,000 soldiers", "as many as 10,000 soldiers", (("10,000", "1,000"),)),
        ("soldiers were fighting there", "soldiers were not fighting there", (("not", ""),)),
        ("soldiers were not fighting near", "soldiers were not fighting there,", (("there,", "near"),)),
        ("“were fighting”", '"were fighting”', ()),
        ("they may not soon engage", "they may soon engage", (("", "not"),)),
    ],
)
def test_the_nearest_words_are_a_hint(exact: str, there: str, differs: tuple[tuple[str, str], ...]) -> None:
    lines = there.rstrip(",").replace(" ", "\n", 1)
    page = normal(f"Nothing here is like that at all.\nOn Monday, {lines}, it was said.\nNor is this.")
    hint = nearest(quote(exact), page)
    assert hint is not None
    assert hint.words == there
    assert hint.differs == differs


def test_there_is_no_hint_where_nothing_is_alike() -> None:
    assert nearest(quote("Забороняється полювання"), normal("The hall has 40 beds.")) is None
    assert nearest(quote("beds"), normal("")) is None
    assert nearest(quote("-"), normal("a - b")) is None
    assert nearest(quote("beds " * 1000), normal("beds " * 1001)) is None


def test_a_page_made_to_waste_time_wastes_little() -> None:
    """Sorting a pile of combining marks would take hours if nobody ended it."""
    pile = "a" + "\u0301\u0323" * 200_000
    page = normal(f"The hall has {pile} beds.")
    assert find(quote("The hall has"), page).times == 1
    assert find(quote(f"has {pile} beds"), page).times == 1
    assert find(quote(f"has {pile}\u0301 beds"), page).times == 0
    assert nearest(quote("The hall had a beds."), page) is not None
