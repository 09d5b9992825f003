# SPDX-License-Identifier: Apache-2.0
"""Hangul as phones of the voice hn1: every pair that arises is one it knows, and pitch and length make sense."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.refusal import ToolRefusal
from safeconduct.studio.voices.phones import LEADS, TAILS, VOWELS, in_phrase, syllables
from safeconduct.studio.voices.prosody import BASE_HZ, LENGTH_MS, score
from safeconduct.tools import mbrola

SOUNDS = [chr(0xAC00 + (lead * 21 + vowel) * 28 + tail) for lead in range(19) for vowel in range(21) for tail in TAILS]
SONOROUS_TAILS = {"n_}", "l_}", "m_}", "N"}
LEADS_OF_A_PHRASE = set(LEADS) - {""}
TENSE_AND_SOFT = {"k_>", "t_>", "p_>", "s_>", "ts\\_>", "ts\\_h", "k_h", "t_h", "p_h", "h", "s", "n", "m"}


def known(left: str, right: str) -> bool:
    """Whether the voice has this pair (version 4: its 1,909 pairs follow from these rules)."""
    if left == "_":
        return right in LEADS_OF_A_PHRASE or right in VOWELS or right == "_"
    if left in VOWELS:
        return right == "_" or right in VOWELS or right in LENGTH_MS.keys() - {"", "l"}
    if left == "s\\":
        return right == "i"
    if left in set(TAILS.values()):
        plain = {"k", "t", "p", "ts\\"}
        voiced = {"g", "d", "b", "dz\\"}
        more = {
            "n_}": plain | voiced | {"4"}, "m_}": plain | voiced | {"4"}, "l_}": voiced | {"l", *VOWELS},
            "N": voiced | {"4", *VOWELS},
        }.get(left, plain | {"4"})  # fmt: skip
        return right in TENSE_AND_SOFT | {"_", "s\\"} | more
    return right in VOWELS


def pairs(lines: str) -> set[tuple[str, str]]:
    """Return the pairs of phones in a score."""
    return set(pairwise(line.split()[0] for line in lines.splitlines()))


def every_meeting() -> set[tuple[str, str]]:
    """Return the pairs of phones of any two syllables, in one word, in two, and in two phrases."""
    found: set[tuple[str, str]] = set()
    lasts = [sound for sound in SOUNDS if sound >= "하"]  # every vowel with every tail
    firsts = [sound for sound in SOUNDS if (ord(sound) - 0xAC00) % 28 == 0]
    for slower in (1.0, 2.0):
        text = ". ".join(f"{last}{first}" for last, first in product(lasts[::7], firsts))
        found |= pairs(score(text, slower).lines)
        text = ". ".join(f"가가가가{last} {first}가가가" for last, first in product(lasts[::5], firsts[::2]))
        found |= pairs(score(text, slower).lines)
    return found


MEETINGS = every_meeting()


def test_every_pair_of_phones_is_one_that_the_voice_knows() -> None:
    assert len(MEETINGS) > 500
    assert not {pair for pair in MEETINGS if not known(*pair)}


def test_the_installed_voice_agrees() -> None:
    try:
        found = mbrola.probe()
    except ToolRefusal:
        pytest.skip("mbrola and mbrola-hn1 are not installed (Debian contrib and non-free)")
    lines = []
    for left, right in sorted(MEETINGS):
        if "_" not in (left, right):
            before = "" if left in VOWELS or known("_", left) else "a 50 50 116\n"
            before += "l_} 50 50 116\n" if left == "l" else ""
            after = "" if known(right, "_") else ("i" if right == "s\\" else "a") + " 50 50 116\n"
            lines.append(f"{before}{left} 50 50 116\n{right} 50 50 116\n{after}_ 20\n")
    text = "_ 20\n" + "".join(lines)
    length_s = sum(int(line.split()[1]) for line in text.splitlines()) / 1000
    assert len(mbrola.speak(text, length_s, found)) > 16_000


@pytest.mark.parametrize(
    ("sounds", "phones"),
    [
        ("가가", "k a g a"),
        ("신라", "s\\ i n_} 4 a"),
        ("실라", "s\\ i l_} l a"),
        ("사라", "s a 4 a"),
        ("꼰닙", "k_> o n_} n i p_}"),
        ("져츄", "ts\\ V ts\\_h u"),
        ("회이", "h 2 i"),
        ("강가", "k a N g a"),
        ("갑싸", "k a p_} s_> a"),
        ("옫열", "o d jV l_}"),
    ],
)
def test_letters_become_phones(sounds: str, phones: str) -> None:
    parts = in_phrase(syllables(sounds), frozenset({0}))
    assert " ".join(phone for part in parts for phone in (part.lead, part.vowel, part.tail) if phone) == phones


def test_a_new_phrase_begins_without_voice_where_the_voice_can() -> None:
    for sounds, lead in (("나가", "k"), ("난가", "k"), ("날가", "g"), ("낭가", "g")):
        assert in_phrase(syllables(sounds), frozenset({0, 1}))[1].lead == lead


@pytest.mark.parametrize("sounds", ["꽃", "값", "a", "ㄱ", "3"])
def test_what_is_written_and_not_as_it_sounds_is_refused(sounds: str) -> None:
    with pytest.raises(ValueError, match="not a Korean syllable as it sounds"):
        syllables(sounds)


def pitches(lines: str) -> list[float]:
    """Return the pitch points of a score, in order."""
    return [float(hz) for line in lines.splitlines() for hz in line.split()[3::2]]


def test_a_statement_falls_a_question_rises_and_a_comma_goes_on() -> None:
    ends = {mark: pitches(score(f"나라에 가다{mark}").lines)[-1] for mark in (".", "?", ",", "")}
    assert ends["."] == ends[""] < ends[","] < ends["?"]
    assert ends["."] < BASE_HZ < ends["?"]


def test_each_sentence_starts_anew_and_sinks() -> None:
    one = pitches(score("나나나나 나나나나 나나나나.").lines)
    two = pitches(score("나나나나 나나나나 나나나나. 나나나나 나나나나 나나나나.").lines)
    assert two == one + one
    assert max(one[:8]) > max(one[-10:-4])


def test_the_last_syllable_is_longer() -> None:
    vowels = [int(line.split()[1]) for line in score("나나나나.").lines.splitlines() if line.startswith("a ")]
    assert vowels[-1] > 1.3 * max(vowels[:-1])


def test_marks_become_pauses_that_grow_with_slowness() -> None:
    for mark, least in (("", 300), (",", 200), (".", 400), ("...", 400), ("?!", 400)):
        for slower in (1.0, 1.5):
            pauses = [line for line in score(f"나{mark} 나.", slower).lines.splitlines() if line.startswith("_")]
            assert len(pauses) == (3 if mark else 2)
            assert int(pauses[1].split()[1]) >= least * slower


def test_nothing_to_say_has_no_phones() -> None:
    assert score("…, !").lines == "_ 60\n"


@given(st.text(st.sampled_from([*SOUNDS[:400], *SOUNDS[-400:], *" .,?!…:;"]), max_size=40), st.floats(1.0, 4.0))
def test_any_sounds_give_a_score_that_is_slower_when_asked(text: str, slower: float) -> None:
    natural, slow = score(text), score(text, slower)
    assert slow.length_s >= natural.length_s - 1e-9
    for line in slow.lines.splitlines():
        name, length_ms, *points = line.split()
        assert name in {"_", *LENGTH_MS, *VOWELS}
        assert 0 < int(length_ms) < 2000
        assert all(0 <= int(percent) <= 100 for percent in points[::2])
        assert all(60 < float(hz) < 260 for hz in points[1::2])
    assert all(known(*pair) for pair in pairs(slow.lines))
