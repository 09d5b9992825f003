# SPDX-License-Identifier: Apache-2.0
"""The word table: what it was made from, that it is what was recorded, and how it is made."""

import gzip
import hashlib
import importlib.metadata
import json
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.northern import analysing, sino_table
from safeconduct.language.northern.sino_table import HERE, MADE_FROM, WORDS, building, entry, northern_only
from safeconduct.language.northern.sino_table.readings import EXCEPTIONS, exceptions, northern, readings

HANJA_TXT = Path("/usr/share/libhangul/hanja/hanja.txt")


def made_from() -> dict[str, str]:
    recorded: dict[str, str] = json.loads((HERE / MADE_FROM).read_text("utf-8"))
    return recorded


def test_the_table_is_what_was_recorded() -> None:
    text = gzip.decompress((HERE / WORDS).read_bytes())
    assert hashlib.sha256(text).hexdigest() == made_from()["words_sha256"]
    assert (HERE / WORDS).stat().st_size < 3_000_000
    lines = text.decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) > 200_000


def test_it_was_made_with_these_readings_and_exceptions() -> None:
    tables = b"".join((building.TABLES / f"{name}.tsv").read_bytes() for name in EXCEPTIONS)
    assert hashlib.sha256((HERE / "readings.tsv").read_bytes()).hexdigest() == made_from()["readings_sha256"]
    assert hashlib.sha256(tables).hexdigest() == made_from()["exceptions_sha256"]


@pytest.mark.slow
@pytest.mark.skipif(not (analysing.available() and HANJA_TXT.exists()), reason="the sources are not all installed")
def test_the_same_sources_make_the_same_table(tmp_path: Path) -> None:
    recorded = json.loads((HERE / MADE_FROM).read_text("utf-8"))
    here = [one for one in recorded["sources"] if one.get("version")]
    if any(importlib.metadata.version(one["name"]) != one["version"] for one in here):
        pytest.skip("other versions are installed")
    building.build(HANJA_TXT, tmp_path)
    assert gzip.decompress((tmp_path / WORDS).read_bytes()) == gzip.decompress((HERE / WORDS).read_bytes())


@pytest.mark.parametrize(
    ("word", "hanja", "north"),
    [
        ("노동", "勞動", "로동"),
        ("여자", "女子", "녀자"),
        ("해외여행", "海外旅行", "해외려행"),
        ("비율", "比率", "비률"),
        ("가열", "加熱", "가열"),
        ("폐지", "廢止", "페지"),
        ("오류", "誤謬", "오유"),
        ("예속", "隸屬", "예속"),
        ("노예", "奴隸", "노예"),
        ("나사못", "螺絲못", "나사못"),
        ("유월", "六月", "류월"),
        ("악기", "樂器", "악기"),
        ("낙원", "樂園", "락원"),
        ("유리창", "琉璃窓", "유리창"),
    ],
)
def test_readings(word: str, hanja: str, north: str) -> None:
    assert northern(word, hanja) == north


def test_hanja_for_each_syllable_are_asked_for() -> None:
    with pytest.raises(ValueError, match="not as many"):
        northern("노동", "勞")


def test_readings_are_hanja_and_differ() -> None:
    assert len(readings()) > 550
    assert all(
        len(hanja) == len(south) == len(north) == 1 and south != north for (hanja, south), north in readings().items()
    )
    assert all(len(south) == len(hanja) == len(north) for south, hanja, north in exceptions())


def test_entries() -> None:
    labour, lamp, nothing = entry("노동"), entry("사람"), entry("힣힣")
    assert labour is not None
    assert labour.spellings[0][0] == "로동"
    assert lamp is not None
    assert not lamp.changes
    assert nothing is None
    assert northern_only()["로동"] == "노동"
    assert all(entry(word) is None for word in list(northern_only())[::50])


def test_every_line_is_found_as_an_entry() -> None:
    for line in sino_table._lines()[::97]:
        found = entry(line.split("\t")[0])
        assert found is not None
        assert len(found.spellings) == sum(cell != "*" for cell in line.split("\t")[1:])


def row(form: str, part: str = "NNG", hanja: str = "*", level: str = "*") -> list[str]:
    return ["Noun", "", "", "", "", form, form, hanja, "*", level, part]


def test_a_table_is_written_from_rows() -> None:
    made = building.written(
        [row("노력", hanja="努力", level="B"), row("노력", hanja="勞力"), row("노래"), row("가", part="JKS")],
        [row("로래"), row("량심")],
        [("노래", "老來"), ("양심", "良心"), ("녀자", "女子"), ("ㄹ자", "ㄹ字")],
    )
    assert made == "노래\t로래1\t*\n노력\t=3\t로력2\n양심\t량심1\n"


@given(st.lists(st.lists(st.text("가나다abc漢", max_size=4), min_size=1, max_size=12), max_size=8))
def test_rows_of_a_dictionary_are_read(rows: list[list[str]]) -> None:
    features = b"\0".join(",".join(cells).encode() for cells in rows)
    head = struct.pack("<10I", 0, 102, 0, len(rows), 0, 0, 5, 7, len(features), 0)
    packed = head + bytes(72 - len(head)) + bytes(12) + features
    assert list(building.rows_of(packed)) == (rows if rows else [[""]])


def test_lines_of_hanja_txt_are_read() -> None:
    lines = ["# told", "", "노동:勞動:", "가:家:집 가", "가나:家:", "없음"]
    assert list(building.hanja_words(lines)) == [("노동", "勞動"), ("가", "家")]
