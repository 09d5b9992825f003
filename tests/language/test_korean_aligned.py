# SPDX-License-Identifier: Apache-2.0
"""What Northern spelling hides is heard again: from the tables, and from the Southern draft where there is one.

The words are put down by hand: Northern spelling, the sound after 문화어발음법 (2010) and the Southern word's spelling.
No native reader of the North has reviewed them.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.korean_sounds import hidden, respelling, sounds
from safeconduct.language.korean_sounds.aligned import aligned_sounds
from safeconduct.language.northern.converting import convert
from safeconduct.language.northern.edits import Edit, Grade, applied, settled
from safeconduct.language.reading import reading

WORDS = """
기발=기빨 나무가지=나무까지 비물=빈물 수자=수짜 해빛=해삗 코물=콘물 코등=코뜽 코날=콘날 치솔=치쏠 초불=초뿔 이몸=인몸
시내물=시낸물 바다물=바단물 수도물=수돈물 강물=강물 국수물=국쑨물 뒤문=뒨문 뒤마당=뒨마당 뒤면=뒨면 뒤맛=뒨맏
뒤산=뒤싼 뒤길=뒤낄 뒤골목=뒤꼴목 뒤거래=뒤꺼래 뒤받침=뒤빧침 뒤집=뒤찝 뒤걸음=뒤꺼름 뒤덜미=뒤떨미 뒤전=뒤쩐
뒤줄=뒤쭐 뒤조사=뒤쪼사 뒤동산=뒤똥산 뒤자리=뒤짜리 뒤소리=뒤쏘리 뒤북=뒤뿍 아래집=아래찝 아래사람=아래싸람
아래방=아래빵 아래배=아래빼 아래마을=아랜마을 아래목=아랜목 아래물=아랜물 비방울=비빵울 비줄기=비쭐기 비소리=비쏘리
비길에=비끼레 해살=해쌀 해볕=해뼏 재더미=재떠미 코구멍=코꾸멍 코노래=콘노래 코수염=코쑤염 코대=코때 이자국=이짜국
초대=초대 배전=배전 배머리=밴머리 배사공=배싸공 배사람=배싸람 배노래=밴노래 배놀이=밴노리 배길에서=배끼레서
고기배=고기빼 나루배=나루빼 나루가에=나루까에 바다가에=바다까에 바다가로=바다까로 바다가의=바다까에
수도가에서=수도까에서 내가=내가 바다가=바다까 시내가에=시내까에 내가에서=내까에서 내물=낸물 보리고개=보리꼬개
보리가을=보리까을 보리짚=보리찝 벼단=벼딴 벼짚=벼찝 벼모=변모 모자리=모짜리 모판=모판 터밭=터빧 터밭에=터빠테
차집=차찝 차잔=차짠 차길=차낄 차간=차깐 기차길=기차낄 기차간=기차깐 자리수=자리쑤 머리속=머리쏙 머리말=머린말
머리기름=머리끼름 머리수건=머리쑤건 노래말=노랜말 노래소리=노래쏘리 인사말=인산말 혼자말=혼잔말 존대말=존댄말
귀속말=귀쏭말 귀구멍=귀꾸멍 귀전=귀전 귀밥=귀빱 나무잎=나문닙 깨잎=깬닙 베개잎=베갠닙 나무단=나무딴 나무군=나무꾼
나무더미=나무떠미 소나무가지=소나무까지 고추가루=고추까루 후추가루=후추까루 메밀가루=메밀가루 가게방=가게빵
가게집=가게찝 가운데손가락=가운데쏜까락 가운데줄=가운데쭐 개벌=개뻘 게국=게꾹 구두방=구두빵 구두솔=구두쏠
국수집=국쑤찝 대줄기=대쭐기 동지날=동진날 제사날=제산날 하지날=하진날 후날=훈날 뒤날=뒨날 사이길=사이낄 사이문=사인문
새별=새별 샘물=샘물 세방=세방 쇠돌=쇠똘 쇠물=쇤물 쇠소리=쇠쏘리 쇠줄=쇠쭐 쇠가루=쇠까루 술자리=술자리 시위대=시위대
아래도리=아래또리 어제밤=어제빰 하루밤=하루빰 오래동안=오래똥안 이발=이빨 앞이발=암니빨 잠간=잠깐 저가락=저까락
조개살=조개쌀 종이장=종이짱 주머니돈=주머니똔 지게군=지게꾼 진디물=진딘물 차돌=차돌 피줄=피쭐 피발=피빨 피방울=피빵울
허드레물=허드렌물 허리살=허리쌀 혀바닥=혀빠닥 호수가에=호수까에 가마군=가마꾼 구경군=구경꾼 농사군=농사꾼
사냥군=사냥꾼 심부름군=심부름꾼 일군들=일꾼들 장사군=장사꾼 살림군=살림꾼 색갈=색깔 빛갈=빋깔 눈섭=눈썹 태갈=태깔
서리발=서리빨 우기=우기 수자원=수자원 기발한=기발한 비물질=비물찔 나라일=나라일 바다일=바다일 회수=회수 기대=기대
갈가=갈까 할가=할까 대렬=대열 선률=선뉼 로동=로동 녀성=녀성 력사=력싸 량심=량심
"""


def pairs() -> list[object]:
    return [pytest.param(*pair.split("="), id=pair) for pair in WORDS.split()]


@pytest.mark.parametrize(("written", "sounded"), pairs())
def test_a_word_sounds_as_the_norm_says(written: str, sounded: str) -> None:
    assert sounds(written) == sounded


def test_there_are_enough_of_them() -> None:
    assert len(WORDS.split()) >= 120


def test_what_may_be_two_words_is_left_and_told() -> None:
    text = "회수는 기대를 모았다. 바다가 보인다. 일군 밭. 일군들은 기발을 들었다. 내가 간다. 바다가에서"
    assert hidden.unsure(text) == ("회수", "기대", "바다가", "일군", "내가")
    assert sounds("바다가 보인다") == "바다가 보인다"
    assert sounds("바다가에서 보인다") == "바다까에서 보인다"
    assert sounds("일군 밭") == "일군 받"


def test_every_word_that_is_left_would_else_be_respelled() -> None:
    known = hidden.hidden()
    assert len(known.words) > 1_000
    assert all(len(word) == len(sounded) and word != sounded for word, sounded in known.words.items())
    written = {row.written for row in respelling.rows()}
    assert not written & set(known.words)


@pytest.mark.parametrize(
    ("south", "read"),
    [
        ("바닷가로 갔다. 바다가 보인다.", "바다까로 갇따. 바다가 보인다."),
        ("횟수를 적고 무기를 회수하였다.", "회쑤를 적꼬 무기를 회수하엳따."),
        ("깃대에 깃발이 없다. 기대하지 않았다.", "기때에 기빠리 업따. 기대하지 아낟따."),
        ("냇가에서 내가 물을 마셨다.", "내까에서 내가 무를 마셛따."),
        ("강가의 나뭇잎과 손가락", "강까에 나문닙꽈 손까락"),
        ("여자의 노동", "녀자에 로동"),
        ("뒷일을 맡다", "뒨니를 맏따"),
    ],
)
def test_the_draft_settles_what_the_copy_leaves_open(south: str, read: str) -> None:
    """SPECIMEN text, not reviewed by a native reader."""
    changes = {
        "바닷가": "바다가", "횟수": "회수", "깃대": "기대", "깃발": "기발", "냇가": "내가", "나뭇잎": "나무잎",
        "여자": "녀자", "노동": "로동", "뒷일": "뒤일",
    }  # fmt: skip
    edits = settled(
        Edit(at, at + len(old), old, new, "inserted-s", Grade.CONVERT, "N")
        for old, new in changes.items()
        for at in range(len(south))
        if south.startswith(old, at)
    )
    assert aligned_sounds(applied(south, edits), edits, south) == read


def test_another_word_is_looked_up_and_what_stays_is_not_touched() -> None:
    edit = Edit(0, 1, "컵", "고뿌기발", "loan", Grade.CONVERT, "N")
    kept = Edit(2, 4, "기대", "기대", "homograph", Grade.CONVERT_AND_FLAG, "N")
    assert aligned_sounds("고뿌기발 기대", [edit, kept], "컵 기대") == "고뿌기발 기대"
    edit = Edit(0, 1, "컵", "비물", "loan", Grade.CONVERT, "N")
    assert aligned_sounds("비물 기발", [edit], "컵 기발") == "빈물 기발"


def test_edits_that_lead_elsewhere_are_an_error() -> None:
    with pytest.raises(ValueError, match="do not lead"):
        aligned_sounds("기발", [], "깃발")


HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@given(HANGUL, HANGUL)
def test_whatever_two_words_are_the_syllables_stay(north: str, south: str) -> None:
    told = hidden.put_back(north, south)
    assert len(told) == len(north)
    assert hidden.put_back(north, north) == north


FORMS = ["깃발", "바닷가", "횟수", "여자", "노동", "뒷문", "했다", "컵을", "나뭇잎이", "숫자", "책", "12"]


@given(st.lists(st.sampled_from(FORMS), max_size=6))
@settings(max_examples=40, deadline=None)  # the analysers take their time once
def test_the_converters_own_edits_lead_to_as_many_syllables(words: list[str]) -> None:
    south = " ".join(words)
    done = convert(south)
    read = aligned_sounds(done.text, done.edits, south)
    assert len(read) == len(reading(done.text, "ko-KP").spoken)
