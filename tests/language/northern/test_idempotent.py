# SPDX-License-Identifier: Apache-2.0
"""Converting twice is converting once, edits fit the draft, Northern text stays, and what is guarded stays."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.northern import analysing
from safeconduct.language.northern.converting import Converted, convert
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade, applied, settled
from safeconduct.language.northern.homographs import homographs
from safeconduct.language.northern.rules import punctuation, spacing

pytestmark = pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")

EXAMPLES = settings(max_examples=80, deadline=None, database=None, derandomize=True)


def listed(*lines: str) -> list[str]:
    return "".join(lines).split("|")


ALWAYS_NUMBERS = frozenset("육두")
"""Ends of numbers: 한 after them is one, and no ending."""
OPENINGS = listed("|오늘 |그는 |우리 |여러분은 |그 여자는 |이 |모든 |50여 명의 |러시아 |“|첫 번째 ")
NOUNS = listed(
    "병사|포로|수용소|가족|나라|전쟁|겨울 옷|신호 방법|국제 인도법|노동자|학교 앞|지붕 위|세 사람|",
    "물 한 잔|역사|군사 기술|의료 지원|할 것|아는 것|그 동안|우리나라|총|박 동지|전쟁 포로 수용소|",
    "정치적 목적|10~12시|25,000명|6·25|정치·경제|삼천오백 원|하루 동안|컴퓨터|여러 가지 일",
)
PARTICLES = listed("이/가|을/를|은/는|에/에|의/의|으로/로|/|에서/에서|과/와|만/만")
ENDINGS = listed(
    "할 수 있다.|읽고 있다.|가고 싶었다.|먹어 보았다.|올 듯하다.|될 것이다.|하지 않는다.|되었다.|갈까?|",
    "안 된다.|만날 뻔했다.|도와 주십시오.|모르는 척했다.|떠난 지 오래다.|준비하다|때문이다.|것 같다.|",
    "이라고 했다.”|고마워한다.",
)


def particled(noun: str, particle: str) -> str:
    """The noun with the particle that fits its last sound, and a space."""
    closed, opened = particle.split("/")
    return noun + (closed if "가" <= noun[-1] <= "힣" and (ord(noun[-1]) - 0xAC00) % 28 else opened) + " "


clauses = st.builds(
    lambda opening, nouns, ending: opening + "".join(particled(*noun) for noun in nouns) + ending,
    st.sampled_from(OPENINGS),
    st.lists(st.tuples(st.sampled_from(NOUNS), st.sampled_from(PARTICLES)), min_size=1, max_size=4),
    st.sampled_from(ENDINGS),
)
drafts = st.lists(clauses, min_size=1, max_size=3).map(" ".join)


def fits(text: str, done: Converted) -> None:
    at = 0
    for edit in done.edits:
        assert text[edit.start : edit.end] == edit.old
        assert at <= edit.start <= edit.end <= len(text)
        at = edit.end
    assert applied(text, done.edits) == done.text


@EXAMPLES
@given(drafts)
def test_twice_is_once_and_the_edits_give_the_text(text: str) -> None:
    done = convert(text)
    fits(text, done)
    assert convert(done.text).text == done.text


@EXAMPLES
@given(st.text(alphabet="가는것할수있다우리나라천오백 .,\n\"'“”·~1234", max_size=30))
def test_any_text_is_edited_where_it_stands(text: str) -> None:
    fits(text, convert(text))


@EXAMPLES
@given(clauses, st.data())
def test_what_is_guarded_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    draft = Draft(text, analysing.tokens(text), modelled=True, guarded=[(start, end)])
    edits: list[Edit] = [
        edit
        for rule in (spacing.edits, punctuation.edits)
        for edit in rule(draft)
        if not draft.guards(edit.start, max(edit.end, edit.start + 1))
    ]
    result = applied(text, settled(edits))
    assert text[start:end] in result


@EXAMPLES
@given(drafts)
def test_without_the_analysers_twice_is_once(text: str) -> None:
    def plain(draft: str) -> str:
        return applied(draft, settled([*spacing.edits(Draft(draft)), *punctuation.edits(Draft(draft))]))

    assert plain(plain(text)) == plain(text)


def test_phrases_of_the_north_stay() -> None:
    changed = []
    for line in Path(__file__).with_name("spacing_phrases.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            north = convert(line.split("\t")[0]).text
            if any(edit.grade is not Grade.WARN and not edit.kept for edit in convert(north).edits):
                changed.append((north, convert(north).text))
    assert changed == []


def test_a_space_put_into_a_word_that_changes_is_not_lost() -> None:
    done = convert("삼만육천오백 명")
    assert done.text == "삼만 륙천 오백명"
    fits("삼만육천오백 명", done)


FRAMES = ("{}에 대하여 말했다.", "병사의 {}처럼 보인다.", "{}한 사람이 왔다.")


@pytest.mark.parametrize("frame", FRAMES)
def test_words_of_the_tables_are_not_converted_twice(frame: str) -> None:
    listed_words = Path(__file__).with_name("sino_words.tsv").read_text("utf-8").splitlines()
    words = [line.split("\t")[0] for line in listed_words if line and not line.startswith("#")]
    done = [
        convert(frame.format(word)).text
        for word in (*words, *homographs())
        if len(word) > 1 and word[-1] not in ALWAYS_NUMBERS
    ]
    assert [(text, again) for text in done if (again := convert(text).text) != text] == []
