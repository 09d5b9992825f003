# SPDX-License-Identifier: Apache-2.0
"""A sign-off that is appended is read back as it was signed, or is not there at all."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manuscripts import copied, is_refusal, judged

from safeconduct.manuscript.appending import append_signed
from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.signed_records import read_sign_off
from safeconduct.manuscript.toml import read_table
from safeconduct.model.canonical import Digest
from safeconduct.model.places import Span
from safeconduct.model.refusal import FolderRefusal
from safeconduct.model.signed import SignOff

ARMOR = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
PLACE = Span("sign-offs/note.author.mill.toml")
SIGNED = SignOff("note.author.mill", "author", "mill", "note", Digest("0" * 64), date(2026, 11, 1), None, ARMOR, PLACE)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20).filter(
    lambda name: name == name.strip() != ""
)


@settings(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(NAMES, NAMES, st.one_of(st.none(), NAMES), st.dates())
def test_it_is_read_back_as_it_was_signed(
    tmp_path: Path, person: str, role: str, language: str | None, on: date
) -> None:
    signed = evolve(SIGNED, person=person, role=role, language=language, on=on)
    faults = Faults()
    table = read_table(append_signed(tmp_path, signed).read_bytes(), PLACE.file, faults)
    assert table is not None
    back = read_sign_off(signed.id, table)
    assert faults.found == []
    assert back is not None
    assert evolve(back, signature=back.signature + "\n", at=PLACE) == signed
    assert back.payload() == signed.payload()


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FolderRefusal, match="No space left") as caught:
        append_signed(folder, SIGNED)
    is_refusal(caught.value)
    assert judged(folder).edition.sign_offs == ()
    assert not [finding for finding in judged(folder).manuscript.findings if "sign-offs" in finding.place.file]


def test_a_manuscript_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sign-offs").write_text("a file where the folder should be")
    with pytest.raises(FolderRefusal) as caught:
        append_signed(tmp_path, SIGNED)
    is_refusal(caught.value)
