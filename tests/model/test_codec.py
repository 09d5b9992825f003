# SPDX-License-Identifier: Apache-2.0
"""The strict codec: records to plain values and back, and nothing taken for what it is not."""

import json
from typing import Any

import pytest
from attrs import fields
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import CodecError, plain, record_from
from safeconduct.model.edition import Attribution
from safeconduct.model.ledger import Capture, Claim, Consent, Promise, Source
from safeconduct.model.places import Span
from safeconduct.model.product import Cell, Master, MasterFile, Paragraph, Proof, ProofPage

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
st.register_type_strategy(int, st.integers(-(2**53), 2**53))

RECORDS: list[type[Any]] = [Proof, ProofPage, Cell, Master, MasterFile, Paragraph, Claim, Promise, Source, Consent]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_comes_back_from_canonical_json(kind: type[Any]) -> None:
    @settings(max_examples=15, deadline=None)
    @given(st.from_type(kind))
    def round_trip(record: object) -> None:
        written = canonical(plain(record))
        assert record_from(json.loads(written), kind) == record
        assert canonical(plain(record_from(json.loads(written), kind))) == written

    round_trip()


CAPTURE = {
    "taken": "2024-11-04",
    "file": "page.html",
    "page": "0" * 64,
    "words": "1" * 64,
    "words_file": "page.txt",
    "extractor": "x 1",
}
MASTER = {
    "files": [{"file": "a.wav", "length_s": 3, "loudness_lufs": -23.1, "peak_dbtp": -1.5}],
    "paragraphs": [],
    "slate_start": True, "slate_end": True, "sender_start": True, "sender_end": False,
}  # fmt: skip


def test_dates_are_iso_and_digests_are_text() -> None:
    capture = record_from(CAPTURE, Capture)
    assert (capture.taken.year, capture.page) == (2024, Digest("0" * 64))
    assert plain(capture) == CAPTURE


def test_a_whole_number_may_stand_for_a_length() -> None:
    length = record_from(MASTER, Master).files[0].length_s
    assert (length, type(length)) == (3.0, float)


@pytest.mark.parametrize("name", [field.name for field in fields(Capture)])
def test_a_missing_key_is_refused(name: str) -> None:
    with pytest.raises(CodecError, match="not a Capture"):
        record_from({key: value for key, value in CAPTURE.items() if key != name}, Capture)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Capture, {**CAPTURE, "note": ""}),
        (Span, {"file": "a", "first": 1, "last": 1, "column": 4}),
        (Master, {**MASTER, "files": [{**MASTER["files"][0], "codec": "mp3"}]}),  # type: ignore[index]
    ],
    ids=["record", "defaults", "nested"],
)
def test_an_unknown_key_is_refused(kind: type[Any], value: object) -> None:
    with pytest.raises(CodecError):
        record_from(value, kind)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Capture, {**CAPTURE, "taken": "4 November 2024"}),
        (Capture, {**CAPTURE, "taken": 20241104}),
        (Capture, {**CAPTURE, "page": 5}),
        (Capture, {**CAPTURE, "file": None}),
        (Capture, {**CAPTURE, "file": ["a"]}),
        (Span, {"file": "a", "first": "1"}),
        (Span, {"file": "a", "first": 1.5}),
        (Span, {"file": "a", "first": True}),
        (Master, {**MASTER, "slate_start": "false"}),
        (Master, {**MASTER, "slate_start": 1}),
        (Master, {**MASTER, "paragraphs": ""}),
        (Master, {**MASTER, "paragraphs": {}}),
        (Cell, {"box_mm": [0, 0, 1], "text": ""}),
        (Cell, {"box_mm": [0, 0, 1, 1, 1], "text": ""}),
        (Cell, {"box_mm": [0, 0, 1, "1"], "text": ""}),
        (Proof, {"file": "a", "title": "b", "fonts_not_embedded": "Arial", "pages": []}),
        (Attribution, {"speaker": ["en"]}),
        (Attribution, {"speaker": {"en": " "}}),
        (Capture, None),
        (Capture, []),
        (Capture, "capture"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_and_not_bent(kind: type[Any], value: object) -> None:
    with pytest.raises(CodecError, match=f"not a {kind.__name__}"):
        record_from(value, kind)
