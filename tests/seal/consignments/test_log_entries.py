# SPDX-License-Identifier: Apache-2.0
"""A line of the log has one spelling, and nothing but what is specified can stand in it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_office import CLERK, DAY, STRANGER, chained, logs, recall, received, signed
from log_office import given as gave

from safeconduct.model.canonical import canonical
from safeconduct.model.refusal import TrustRefusal
from safeconduct.seal.consignments.deeds import Returned, Told, fault_of_pseudonym
from safeconduct.seal.consignments.entries import Entry, entry_and_message, entry_of
from safeconduct.seal.consignments.prepared import verify_line
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import LOG_PURPOSE
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import public_key
from safeconduct.seal.sshsig import verify

LINE = chained([gave(1)])[0]
LINES = chained([gave(1), received(1), Told("heron", recall(steps=("call#walk",))), Returned("C-0001")])


@settings(deadline=None)
@given(logs())
def test_every_line_reads_back(lines: list[bytes]) -> None:
    for line in lines:
        entry, message = entry_and_message(line)
        assert (entry.line, entry.message) == (line, message)
        assert canonical(json.loads(line)) + b"\n" == line


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_refused_in_a_sentence(untrusted: bytes) -> None:
    with pytest.raises(MetadataError, match=r"\.$"):
        entry_of(untrusted)
    with pytest.raises(MetadataError, match=r"\.$"):
        entry_of(untrusted + b"\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.sampled_from(LINES), st.data(), JSON)
def test_any_value_in_any_field_is_read_or_refused(line: bytes, drawing: st.DataObject, put: object) -> None:
    value = json.loads(line)
    value[drawing.draw(st.sampled_from(sorted(value)))] = put
    try:
        content = canonical(value) + b"\n"
    except TypeError:
        content = json.dumps(value).encode() + b"\n"
    try:
        entry = entry_of(content)
    except MetadataError:
        return
    assert entry.line == content


def change(**fields: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda value: {**value, **fields}


@pytest.mark.parametrize(
    "changed",
    [
        change(reader="somebody"), change(schema="safeconduct.log/2"), change(kind="gift"), change(n=0), change(n=True),
        change(n=2), change(prev="a" * 64), change(prev="A" * 64), change(on="2026-02-30"), change(on="20260301"),
        change(on="1999-01-01"), change(key="me"), change(sig=""), change(sig=3), change(to="Heron"),
        change(to="цапля"),
        change(to="+380-44-123"), change(to="tel-044-123-45-67"), change(copies=0), change(copies=True),
        change(copies="3"), change(medium="pigeon"), change(challenge="1234567"), change(challenge=12345678),
        change(consignment="C-0002"), change(consignment="C-1"), change(handover="Kyiv, Lesi Ukrainky 1"),
        change(release={"id": "kursk-2024", "version": 3}),
        change(release={"id": "kursk-2024", "version": 3, "digest": "b" * 64, "name": "x"}),
        change(release={"id": "kursk-2024", "version": 0, "digest": "b" * 64}),
    ],
)  # fmt: skip
def test_what_may_not_stand_in_a_line_is_refused(changed: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    with pytest.raises(MetadataError):
        entry_of(canonical(changed(json.loads(LINE))) + b"\n")


@pytest.mark.parametrize(
    "spelled",
    [
        LINE[:-1] + b"\r\n", b"\xef\xbb\xbf" + LINE, LINE[:-1], LINE.replace(b":", b": ", 1), LINE[:-1] + b" \n",
        LINE.replace(b'"copies":2', b'"copies":2,"copies":2'), LINE.replace(b'"copies":2', b'"copies":2.0'),
        LINE.replace(b"heron", b"h\\u0065ron"), LINE * 40, b"[]\n", b"null\n", b'{"kind":[]}\n', b"[" * 5000 + b"\n",
    ],
)  # fmt: skip
def test_a_second_spelling_is_refused(spelled: bytes) -> None:
    with pytest.raises(MetadataError):
        entry_of(spelled)


def test_a_day_within_has_one_spelling() -> None:
    line = signed(Entry(1, None, DAY, "", Told("heron", recall())))
    assert entry_of(line).deed == Told("heron", recall())
    value = json.loads(line)
    value["recall"]["on"] = "20260301"
    with pytest.raises(MetadataError):
        entry_of(canonical(value) + b"\n")


@pytest.mark.parametrize("taken", ["heron", "o-1", "a", "post-1234", "z" * 40])
def test_pseudonyms(taken: str) -> None:
    assert fault_of_pseudonym(taken) is None


@pytest.mark.parametrize(
    "refused", ["", "Heron", "-a", "a b", "a.b", "z" * 41, "0441234567", "a1-2b3-4-5", "ㄱ", "a\n"]
)
def test_no_pseudonyms(refused: str) -> None:
    assert fault_of_pseudonym(refused) is not None


def answer(check: Callable[[], object]) -> str:
    try:
        check()
    except TrustRefusal as refusal:
        return refusal.what
    return "right"


@settings(deadline=None)
@given(st.sampled_from(LINES), st.data())
def test_the_quick_way_to_verify_answers_as_the_slow_one(line: bytes, drawing: st.DataObject) -> None:
    entry, message = entry_and_message(line)
    kind = drawing.draw(st.sampled_from(["as it is", "signature", "message", "cut", "key"]))
    sig, key = entry.sig, CLERK
    if kind == "signature":
        at = drawing.draw(st.integers(0, len(sig) - 1))
        sig = sig[:at] + drawing.draw(st.sampled_from("AB/+=\n -z")) + sig[at + 1 :]
    elif kind == "message":
        at = drawing.draw(st.integers(0, len(message) - 1))
        message = message[:at] + drawing.draw(st.binary(min_size=1, max_size=1)) + message[at + 1 :]
    elif kind == "cut":
        sig = sig[: drawing.draw(st.integers(0, len(sig)))]
    elif kind == "key":
        key = STRANGER
    public = public_key(public_of(key))
    slow = answer(lambda: verify(public.line, LOG_PURPOSE, message, sig))
    assert answer(lambda: verify_line(public, message, sig)) == slow
