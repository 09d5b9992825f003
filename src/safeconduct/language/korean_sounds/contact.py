# SPDX-License-Identifier: Apache-2.0
"""What becomes of letters that meet: the rules of Korean that need no dictionary.

Articles "N" are those of the North's 문화어발음법 (조선말규범집, 2010), "S" those of the South's 표준발음법 (표준어
규정, part 2).  Where the two differ the North is followed, for its readers are the ones who listen.
"""

from typing import Final

from .blocks import Block

_ENDING_IN: Final = {
    "ㄱ": "ㄱㄲㅋㄳㄺ", "ㄴ": "ㄴㄵㄶ", "ㄷ": "ㄷㅅㅆㅈㅊㅌㅎ", "ㄹ": "ㄹㄽㄾㅀ", "ㅁ": "ㅁㄻ",
    "ㅂ": "ㅂㅍㅄㄼㄿ", "ㅇ": "ㅇ",
}  # fmt: skip

CLOSED: Final = {"": ""} | {tail: sound for sound, tails in _ENDING_IN.items() for tail in tails}
"""The seven sounds that can end a syllable.  N6, N8; S8-S11, from which the North's 넓지 [넙찌] differs."""

PARTED: Final = {
    "ㄳ": ("ㄱ", "ㅅ"), "ㄵ": ("ㄴ", "ㅈ"), "ㄺ": ("ㄹ", "ㄱ"), "ㄻ": ("ㄹ", "ㅁ"), "ㄼ": ("ㄹ", "ㅂ"),
    "ㄽ": ("ㄹ", "ㅅ"), "ㄾ": ("ㄹ", "ㅌ"), "ㄿ": ("ㄹ", "ㅍ"), "ㅄ": ("ㅂ", "ㅅ"),
}  # fmt: skip
"""Which of two letters stays and which goes over to a vowel.  N9; S14."""

BREATHED: Final = {"ㅎ": "", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}
"""Tails with ㅎ, and what is left when it goes."""

TENSE: Final = {"ㄱ": "ㄲ", "ㄷ": "ㄸ", "ㅂ": "ㅃ", "ㅅ": "ㅆ", "ㅈ": "ㅉ"}
ASPIRATED: Final = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
NASAL: Final = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}

_PALATAL: Final = {"ㄷ": ("", "ㅈ"), "ㅌ": ("", "ㅊ"), "ㄾ": ("ㄹ", "ㅊ")}
_MEETING_BREATH: Final = {"ㅈ": ("", "ㅊ"), "ㄵ": ("ㄴ", "ㅊ"), "ㄺ": ("ㄹ", "ㅋ"), "ㄼ": ("ㄹ", "ㅍ")}
_STILL_TENSING: Final = frozenset({"ㄵ", "ㄻ", "ㄾ"})


def meet(left: Block, right: Block) -> None:
    """Change the end of `left` and the start of `right` as they sound inside a word."""
    if left.tail in BREATHED and _breath_before(left, right):
        return
    if _palatal(left, right) or _breath_after(left, right) or _carried(left, right):
        return
    _closed(left, right)


def meet_across(left: Block, right: Block) -> None:
    """Change the end of one word and the start of the next, read in one breath.

    The last letter is cut off to its closed sound and not carried over (N11: 옷 열한벌 [옫 …]); it tenses what
    follows (N12) and turns nasal before a nasal (N21; S18: 밥 먹는다 [밤멍는다]).  ㅎ is not met across words (N19).
    """
    sound = CLOSED[left.tail]
    if sound in NASAL and right.lead in TENSE:
        right.lead = TENSE[right.lead]
    elif sound in NASAL and right.lead in "ㄴㅁ":
        sound = NASAL[sound]
    left.tail = sound


def _breath_before(left: Block, right: Block) -> bool:
    """ㅎ at the end of a stem: 좋다 [조타], 좋소 [조쏘], 낳아 [나아], 많네 [만네]: N17, N18, N28, N30; S12."""
    rest = BREATHED[left.tail]
    if right.lead in ASPIRATED:
        left.tail, right.lead = rest, ASPIRATED[right.lead]
    elif right.lead == "ㅅ":
        left.tail, right.lead = rest, "ㅆ"
    elif right.lead == "ㅇ":
        left.tail, right.lead = "", rest or "ㅇ"
    elif rest:
        left.tail = rest
        return False
    elif right.lead in "ㄴㅁㄹ":
        left.tail = "ㄷ"
        return False
    else:
        left.tail = ""
    return True


def _palatal(left: Block, right: Block) -> bool:
    """굳이 [구지], 같이 [가치], 핥이다 [할치다], 닫히다 [다치다]: N20, S17."""
    if right.vowel not in "ㅣㅕ":
        return False
    if right.lead == "ㅇ" and left.tail in _PALATAL:
        left.tail, right.lead = _PALATAL[left.tail]
        return True
    # 닫히다, 닫혔다, but not 맏형 [마텽] (N19).
    if right.lead == "ㅎ" and left.tail == "ㄷ" and (right.vowel == "ㅣ" or right.tail in ("", "ㅆ")):
        left.tail, right.lead = "", "ㅊ"
        return True
    return False


def _breath_after(left: Block, right: Block) -> bool:
    """먹히다 [머키다], 맺히다 [매치다], 밝히다 [발키다], 못하다 [모타다]: N19, S12.1."""
    if right.lead != "ㅎ":
        return False
    if left.tail in _MEETING_BREATH:
        left.tail, right.lead = _MEETING_BREATH[left.tail]
        return True
    sound = CLOSED[left.tail]
    if sound not in ASPIRATED:
        return False
    left.tail, right.lead = "", ASPIRATED[sound]
    return True


def _carried(left: Block, right: Block) -> bool:
    """높이 [노피], 닭을 [달글], 값에 [갑쎄], 곬이 [골시]: N9, S13 and S14 (which has 곬이 [골씨])."""
    if right.lead != "ㅇ" or left.tail in ("", "ㅇ"):
        return False
    stays, moves = PARTED.get(left.tail, ("", left.tail))
    left.tail, right.lead = stays, TENSE.get(moves, moves) if stays in NASAL else moves
    return True


def _closed(left: Block, right: Block) -> None:
    """Two consonants: closing N8 S9-S11, tensing N12 N13 S23-S25, nasals N21 S18, ㄹ N22 N24 S19-S20."""
    tail, sound = left.tail, CLOSED[left.tail]
    if tail in ("ㄺ", "ㄼ") and right.lead == "ㄱ":  # 맑고 [말꼬], 넓게 [널께]: N8.1, N8.3
        left.tail, right.lead = "ㄹ", "ㄲ"
        return
    if right.lead in TENSE and (sound in NASAL or tail in _STILL_TENSING):
        right.lead = TENSE[right.lead]
    elif right.lead in "ㄴㅁㄹ" and sound in NASAL:
        sound = NASAL[sound]
        right.lead = "ㄴ" if right.lead == "ㄹ" else right.lead  # 격려 [경녀]: N24, S19
    elif right.lead == "ㄹ" and sound in "ㅁㅇ" and sound:
        right.lead = "ㄴ"
    elif {sound, right.lead} == {"ㄴ", "ㄹ"}:
        sound = right.lead = "ㄹ"
    left.tail = sound
