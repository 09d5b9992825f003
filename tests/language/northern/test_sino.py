# SPDX-License-Identifier: Apache-2.0
"""Sino-Korean words by each character's own reading, and homographs by what stands around them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.language.northern import analysing, homographs
from safeconduct.language.northern.converting import Converted, convert
from safeconduct.language.northern.edits import Grade
from safeconduct.language.northern.rules.sino import ALWAYS
from safeconduct.language.northern.sino_table import entry

HERE = Path(__file__).parent
modelled = pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")


def rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and not line.startswith("#")]


def in_a_sentence(word: str) -> str:
    return f"{word}{'을' if (ord(word[-1]) - 0xAC00) % 28 else '를'} 보았다."


def converted(lines: list[str]) -> Iterator[tuple[str, Converted]]:
    for line in lines:
        yield line, convert(line)


@modelled
def test_every_word_of_the_list_is_spelt_as_in_the_north() -> None:
    words = rows("sino_words.tsv")
    assert len(words) > 500
    done = [(south, north, convert(in_a_sentence(south)).text) for south, north in words]
    assert [one for one in done if one[1] not in one[2].replace(" ", "")] == []


def test_without_the_analysers_most_words_are_right_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysing, "available", lambda: False)
    words = rows("sino_words.tsv")
    done = [(north, convert(in_a_sentence(south))) for south, north in words]
    assert not any(one.modelled for _, one in done)
    assert sum(north in one.text for north, one in done) / len(words) > 0.96


@modelled
def test_homographs_go_by_their_context() -> None:
    lines = rows("homograph_lines.tsv")
    done = [(south, north, convert(south).text) for south, north in lines]
    wrong = [one for one in done if one[1] not in one[2].replace(" ", "")]
    assert len(wrong) <= len(lines) * 0.03, wrong


@modelled
@pytest.mark.parametrize("word", sorted(ALWAYS))
def test_homographs_are_flagged_whatever_stands_around_them(word: str) -> None:
    flags = [
        edit
        for edit in convert(f"우리는 {word}에 대하여 말했다.").edits
        if edit.old == word and edit.grade is not Grade.CONVERT
    ]
    assert flags
    assert flags[0].alternatives
    assert flags[0].why


@modelled
def test_a_homograph_inside_a_longer_word_is_flagged() -> None:
    (edit,) = [edit for edit in convert("연대장은 웃었다.").edits if edit.rule == "sino"]
    assert (edit.new, edit.grade, edit.alternatives) == ("련대장", Grade.CONVERT_AND_FLAG, ("연대장",))


@modelled
@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("연이율", "년리률"),
        ("여경비원", "녀경비원"),
        ("실패율", "실패률"),
        ("구름양", "구름량"),
        ("어린이난", "어린이란"),
        ("백성에게 이로운 약", "백성에게 리로운 약"),
        ("그 일은 이롭다", "그 일은 리롭다"),
        ("열 명", "열명"),
        ("육 명", "륙명"),
        ("십육만", "십륙만"),
        ("2024년도 회계연도", "2024년도 회계년도"),
        ("이것은 내 나이", "이것은 내 나이"),
        ("고양이와 여우", "고양이와 여우"),
        ("누가 나누다", "누가 나누다"),
        ("방해해나선 사람", "방해해나선 사람"),
        ("유창한 말", "류창한 말"),
        ("냉혹한 사람", "랭혹한 사람"),
        ("나환자촌을 찾았다", "라환자촌을 찾았다"),
        ("련무가 있었다", "련무가 있었다"),
        ("류랑한 사람", "류랑한 사람"),
        ("영시에 방송한다", "령시에 방송한다"),
    ],
)
def test_parts_of_words(south: str, north: str) -> None:
    assert convert(south).text.replace(" ", "") == north.replace(" ", "")


@modelled
@pytest.mark.parametrize(
    "line", ["로동자들은 력사를 배운다.", "녀자들은 로동과 연대를 말했다.", "련대장은 노력을 말했다."]
)
def test_northern_text_stays_as_it_is(line: str) -> None:
    done = convert(line)
    assert done.text == line


@modelled
def test_a_converted_line_is_not_converted_again() -> None:
    done = [convert(south).text for south, _ in rows("homograph_lines.tsv")]
    words = "\n".join(in_a_sentence(north) for _, north in rows("sino_words.tsv") if entry(north) is None)
    changed = [edit for edit in convert(words).edits if edit.rule in ("sino", "names") and not edit.kept]
    assert changed == []
    spelt = [
        (text, edit.old, edit.new)
        for text, again in converted(done)
        for edit in again.edits
        if edit.rule in ("sino", "names") and not edit.kept
    ]
    assert spelt == []


def test_each_homograph_has_readings_and_none_is_told_twice() -> None:
    for word, readings in homographs.homographs().items():
        spelt = [(one.north, one.meaning) for one in readings]
        assert len(spelt) == len(set(spelt)), word
        assert all(len(one.north) == len(word) for one in readings), word
    assert set(homographs.homographs()) >= ALWAYS


@pytest.mark.parametrize(
    ("south", "north"), [("이전에 살던 집", "이전에 살던 집"), ("여우 털을 썼다.", "여우털을 썼다.")]
)
def test_a_rare_reading_is_not_told_of_where_nothing_speaks_for_it(south: str, north: str) -> None:
    done = convert(south)
    assert done.text.replace(" ", "") == north.replace(" ", "")
    assert [edit for edit in done.edits if edit.rule == "sino"] == []


def test_a_rare_reading_is_taken_where_a_cue_speaks_for_it() -> None:
    (edit,) = [edit for edit in convert("빚쟁이가 이전을 붙였다.").edits if edit.rule == "sino"]
    assert (edit.new, edit.grade, edit.alternatives) == ("리전", Grade.CONVERT_AND_FLAG, ("이전",))


def test_no_rare_reading_comes_first_or_without_a_cue() -> None:
    for word, (first, *others) in homographs.homographs().items():
        assert not first.rare, word
        assert all(one.cues for one in others if one.rare), word
