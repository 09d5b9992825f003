# SPDX-License-Identifier: Apache-2.0
"""A narrator is told the sound of a word where its Northern letters hide it, and of no other word.

SPECIMEN text, not reviewed by a native reader.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.korean_sounds import HANGUL, sounds
from safeconduct.language.korean_sounds.telling import told
from safeconduct.language.korean_sounds.untold import untold

SHOWN = {
    "나무잎이 진다": "나무잎 [나문닙]",
    "기발을 든 일군들": "기발 [기빨], 일군들 [일꾼들]",
    "뒤문으로 나가면": "뒤문 [뒨문]",
    "이발이 아프다": "이발 [이빨]",
    "해빛, 해빛과 해빛을": "해빛 [해삗]",
    "어디로 갈가, 갈가요?": "갈가 [갈까], 갈가요 [갈까요]",
    "규률을 지킨다": "규률 [규율]",
    "대렬과 선률": "대렬 [대열], 선률 [선뉼]",
    "암돼지를": "암돼지 [암퇘지]",
    "아래사람들에게서": "아래사람들에게서 [아래싸람드레게서]",
    "아래마을은": "아래마을 [아랜마을]",
    "뒤마을 아래": "뒤마을 [뒨마을]",
    "수도가로": "수도가로 [수도까로]",
}
PLAIN = """
합니다|같이 갑니다|희망과 계획|나의 집|법률과 격렬한 싸움|로동과 녀성|강가에서|손가락이|길가에 물가가|발전한 나라
할수 있다|꽃잎이|빛갈이|색갈|곁군|닭을 값에|비누로|국밥|일가가|몇월
"""


@pytest.mark.parametrize(("text", "shown"), SHOWN.items())
def test_what_the_south_would_show_is_told(text: str, shown: str) -> None:
    assert ", ".join(f"{one.word} [{one.sounds}]" for one in untold(text)) == shown


@pytest.mark.parametrize("text", PLAIN.replace("\n", "|").strip("|").split("|"))
def test_what_every_speaker_does_is_not_told(text: str) -> None:
    assert untold(text) == ()


def test_without_a_draft_what_may_be_two_words_is_told_as_such() -> None:
    one = told("바다가로 가면 바다가 보인다. 회수를 적으십시오.")
    assert [(saying.word, saying.sounds) for saying in one.untold] == [("바다가로", "바다까로")]
    assert one.unsure == ("바다가", "회수")
    assert one.sounds == sounds("바다가로 가면 바다가 보인다. 회수를 적으십시오.")


def test_a_draft_settles_it() -> None:
    copy = "바다가로 가면 바다가 보인다. 회수를 적고 무기를 회수한다. 3시에 기발을 든다."
    one = told(copy, "바닷가로 가면 바다가 보인다. 횟수를 적고 무기를 회수한다. 3시에 깃발을 든다.")
    assert one.unsure == ()
    assert one.sounds == "바다까로 가면 바다가 보인다. 회쑤를 적꼬 무기를 회수한다. 세시에 기빠를 든다."
    assert [saying.word for saying in one.untold] == ["바다가로", "회수를", "기발"]


def test_words_changed_after_the_draft_are_looked_up() -> None:
    one = told("회수를 세고 뒤문에서 회수를 적는다.", "횟수를 적는다.")
    assert one.sounds == "회수를 세고 뒨무네서 회쑤를 정는다."
    assert one.unsure == ("회수",)
    assert told("뒤문", "아주 다른 말이다.").sounds == "뒨문"
    assert told("", "깃발").sounds == ""


def test_letters_that_lie_loose_are_put_together() -> None:
    assert told("\u1100\u1175\u1107\u1161\u11af", "깃발") == told("기발", "깃발")


WORDS = st.sampled_from(
    ["바다가", "회수", "기발", "나무잎", "로동", "갈가", "3시", "규률", "수자", "보다", "기대", "12,"]
)


@given(st.lists(WORDS, max_size=8), st.text(st.sampled_from("가깃발률갈잎 3.[]\n"), max_size=20))
def test_each_word_is_told_once_and_stands_in_the_text(words: list[str], more: str) -> None:
    text = " ".join([*words, more])
    found = untold(text)
    assert len({one.word for one in found}) == len(found)
    for one in found:
        assert HANGUL.fullmatch(one.word)
        assert one.word in text
        assert len(one.sounds) == len(one.word)
        assert one.sounds != one.word
