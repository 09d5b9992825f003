# SPDX-License-Identifier: Apache-2.0
"""Whatever comes: never an exception, and what nobody could look into is a trace."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cli.kit_files import PURPOSES
from safeconduct.model.codec import plain, record_from
from safeconduct.model.traces import OwnWords, Scan
from safeconduct.press.profiles import coated
from safeconduct.traces.looking import READERS, kind_of, look
from safeconduct.traces.profiles import KNOWN
from safeconduct.traces.recipes import FOUND, look_into
from safeconduct.traces.words import in_bytes, in_fields

from .scanned import NOBODY, OWN, PATH, fields
from .test_traces_of_pdf import pdf
from .test_traces_of_pictures import jpeg, png

PICTURES = {".jpg": jpeg(), ".png": png(), ".pdf": pdf()}


def test_every_kind_of_file_in_a_kit_has_a_reader() -> None:
    assert [ending for ending in PURPOSES if not kind_of(f"x{ending}")] == []


@pytest.mark.parametrize("name", ["x", "x.exe", "x.webp", "x.", ".pdf.zip"])
def test_a_format_that_nobody_knows_is_a_trace(name: str) -> None:
    scan = look(b"Anna", name, NOBODY)
    assert scan.kind == ""
    assert [one.field for one in scan.traces] == ["format"]


@pytest.mark.parametrize("ending", sorted(READERS))
@given(content=st.binary(max_size=300))
def test_any_bytes_are_looked_into_without_an_exception(ending: str, content: bytes) -> None:
    scan = look(content, f"x{ending}", OWN)
    assert record_from(plain(scan), Scan) == scan
    if ending not in (".txt", ".lrc", ".vtt", ".m3u", ".m3u8", ".cue", ".json", ".html", ".po"):
        assert scan.traces, "noise is no file of ours"


@given(ending=st.sampled_from(sorted(PICTURES)), data=st.data())
def test_a_file_cut_short_is_never_clean(ending: str, data: st.DataObject) -> None:
    whole = PICTURES[ending]
    assert fields(whole, f"x{ending}") == []
    # The end of line behind a PDF's end may be missing.
    size = data.draw(st.integers(0, len(whole) - 3))
    assert fields(whole[:size], f"x{ending}")


@given(
    before=st.binary(max_size=3_000),
    after=st.binary(max_size=300),
    wide=st.sampled_from(["ascii", "utf-16-le", "utf-16-be"]),
)
def test_a_path_is_found_wherever_it_stands(before: bytes, after: bytes, wide: str) -> None:
    found = list(in_bytes(before + PATH.encode(wide) + after))
    assert any("decoyuser" in one.value for one in found)


def test_a_path_across_two_stretches_is_found() -> None:
    for shift in range(0, 40, 7):
        content = bytes((1 << 20) - shift) + PATH.encode() + bytes(50)
        assert PATH in [one.value for one in in_bytes(content)]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_words_are_searched(text: str) -> None:
    for trace in in_fields(text, "x", "y", frozenset()):
        assert trace.value.isprintable()


def test_a_file_under_another_s_ending_is_a_trace() -> None:
    for ending in PICTURES:
        for other, content in PICTURES.items():
            assert bool(fields(content, f"x{ending}")) is (ending != other)


def test_the_step_writes_what_was_found(tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.write_bytes(jpeg(comment=PATH.encode()))
    look_into({"file": held}, {"file": "x.jpg", "own": plain(OwnWords())}, tmp_path)
    assert (tmp_path / FOUND).read_bytes().startswith(b'{"file":"x.jpg","kind":"jpg","traces":[{"field":"comment"')


def test_the_profile_of_the_press_is_known() -> None:
    assert hashlib.sha256(coated()).hexdigest() in KNOWN
