# SPDX-License-Identifier: Apache-2.0
"""Packages changed at random: the three verifiers say the same, and never that all is well."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from looking import Look, Said
from page_in_node import NODE, WHY_NOT
from parcel import FIRST, MANIFEST, RELEASE, STATUS, TAGS, Parcel, digits_of, honest, sign_off_of, signed_by
from sealing_office import TODAY

pytestmark = [pytest.mark.slow, pytest.mark.skipif(NODE is None, reason=WHY_NOT)]

TRICKS = (
    b"\xed\xa0\x80", b"\\ud800", b"\\u0041", b"null", b"-1", b"-0", b"1e9", b"1.0", b"[", b"{" * 5000, b'"', b"\r\n",
    b"\n", b" ", b"\t", b"\0", b"\xef\xbb\xbf", b"\xc3\xa9", b"\xe2\x80\xae", b"/", b"../", b"data/", b"-",
    b"9007199254740992", b'"version":2,', b'"__proto__":{},', b"=", b"==", b"PK\5\6", b"A" * 70, "\u212a".encode(),
)  # fmt: skip
LISTS = (MANIFEST, TAGS, "bagit.txt")
OWN = tuple(sorted(name for name in honest() if name.startswith(("seal/", "trust/"))))
KEYS = {RELEASE: ("press", "release"), STATUS: ("clerk", "status"), FIRST: ("root-1", "root")}
many = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def changes(draw: st.DrawFn, content: bytes) -> bytes:
    """`content` with a few bytes put in, taken out or flipped."""
    changed = content
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(changed)))
        gone = draw(st.sampled_from((0, 0, 1, 1, 2, 8, 40)))
        put = draw(st.sampled_from(TRICKS) | st.binary(max_size=4))
        changed = changed[:at] + put + changed[at + gone :]
    return changed


def all_say_the_same(parcel: Parcel, raw: bytes | None = None) -> Said:
    with tempfile.TemporaryDirectory(prefix="safeconduct-fuzz-") as folder:
        parcel.raw = raw
        path = parcel.as_file(Path(folder) / "package.zip")
        fingerprint = digits_of(parcel.files) if FIRST in parcel.files else ""
        look = Look(path, f"{TODAY}", digits_of(honest()), None, fingerprint)
        one, two, three = look.by_safeconduct(), look.by_verify_py(), look.by_verify_html()
    assert (one.lights, one.reasons, one.exit) == (two.lights, two.reasons, two.exit)
    assert (one.lights, one.reasons, one.exit) == (three.lights, three.reasons, three.exit)
    return one


def is_green(said: Said) -> bool:
    return set(said.lights.values()) == {"green"}


def test_unchanged_it_is_green() -> None:
    assert is_green(all_say_the_same(Parcel()))


@many
@given(st.data())
def test_changed_own_files_and_lists(drawn: st.DataObject) -> None:
    parcel = Parcel()
    for _ in range(drawn.draw(st.integers(1, 2))):
        name = drawn.draw(st.sampled_from(OWN + LISTS))
        parcel.files[name] = drawn.draw(changes(parcel.files[name]))
    assert is_green(all_say_the_same(parcel)) is (parcel.files == honest())


@many
@given(st.data())
def test_changed_records_and_lists_that_are_rightly_signed(drawn: st.DataObject) -> None:
    """What an attacker with the right keys spells in another way."""
    parcel = Parcel()
    name = drawn.draw(st.sampled_from((RELEASE, STATUS, FIRST, MANIFEST, TAGS, sign_off_of("legal", "lawyer-1"))))
    parcel.files[name] = drawn.draw(changes(parcel.files[name]))
    if name == MANIFEST:
        parcel.digest_again()
    if name in (MANIFEST, TAGS):
        parcel.everybody_agrees()
    elif name.startswith("seal/attestations/"):
        parcel.files[name[:-5] + ".sig"] = signed_by("lawyer-1", "attestation.legal", parcel.files[name])
    else:
        person, purpose = KEYS[name]
        parcel.sign(name, person, *(["root-2"] if name == FIRST else []), purpose=f"safeconduct.{purpose}")
        if name == RELEASE:
            parcel.agreed()
    said = all_say_the_same(parcel)
    # A well-formed record with other words in it, signed by all, may be as good as the honest one.
    assert parcel.files != honest() or is_green(said)


@many
@given(st.data())
def test_changed_zips(drawn: st.DataObject) -> None:
    whole = bytes(Parcel().zipped())
    # The directory and the headers, not the kit, are where ZIP files differ.
    directory = int.from_bytes(whole[-6:-2], "little")
    places = st.integers(directory, len(whole)) | st.integers(0, len(whole)) | st.sampled_from(headers(whole))
    changed = bytearray(whole)
    for _ in range(drawn.draw(st.integers(1, 3))):
        at = drawn.draw(places)
        kind = drawn.draw(st.sampled_from(("set", "set", "put", "cut")))
        if kind == "set" and at < len(changed):
            changed[at] = drawn.draw(st.integers(0, 255))
        elif kind == "put":
            changed[at:at] = drawn.draw(st.sampled_from((b"\0", b"PK\5\6", b"PK\1\2", b"PK\3\4", whole[-22:])))
        else:
            del changed[at : at + drawn.draw(st.integers(0, 60))]
    assert is_green(all_say_the_same(Parcel(), bytes(changed))) is (changed == whole)


def headers(whole: bytes) -> list[int]:
    """Where the bytes of the local headers lie."""
    found: list[int] = []
    at = whole.find(b"PK\3\4")
    while at >= 0:
        found += range(at, at + 30)
        at = whole.find(b"PK\3\4", at + 30)
    return found


@many
@given(
    st.dictionaries(
        st.from_regex(r"(data|seal|trust|DATA|seal/attestations|seal/release\.json\.sigs)/[ -~]{1,12}", fullmatch=True)
        | st.text(st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), min_size=1, max_size=24)
        | st.from_regex(r"trust/[0-9]{1,7}\.root\.json(\.sigs/[0-9a-f]{16}\.sig)?", fullmatch=True)
        | st.from_regex(r"seal/attestations/[a-z-]{1,9}\.[0-9a-f]{16}\.(json|sig)", fullmatch=True)
        | st.sampled_from([*honest(), *(name.upper() for name in honest())]),
        st.binary(max_size=30) | st.sampled_from([*honest().values()]),
        min_size=1,
        max_size=3,
    ),
    st.sets(st.sampled_from(sorted(honest())), max_size=2),
)
def test_added_exchanged_and_deleted_files(added: dict[str, bytes], gone: set[str]) -> None:
    parcel = Parcel()
    parcel.put(added)
    for name in gone & parcel.files.keys():
        parcel.drop(name)
    assert is_green(all_say_the_same(parcel)) is (parcel.files == honest())


@many
@given(st.data())
def test_other_days_and_memories(drawn: st.DataObject) -> None:
    number = st.none() | st.integers(1, 5)
    seen = drawn.draw(
        st.none()
        | st.fixed_dictionaries(
            {
                "root": st.integers(1, 3),
                "status": number,
                "releases": st.dictionaries(st.sampled_from(("kursk-2024", "other")), st.integers(1, 4)),
                "recalled": st.lists(
                    st.sampled_from((["kursk-2024", 1, 1], ["kursk-2024", 2, 2], ["other", 1, 9])), max_size=2
                ),
            }
        )
    )
    today = drawn.draw(st.dates(TODAY.replace(year=2000), TODAY.replace(year=2040)))
    digits = drawn.draw(st.sampled_from((digits_of(honest()), None, "1" * 5 + " 22222" * 7)))
    with tempfile.TemporaryDirectory(prefix="safeconduct-fuzz-") as folder:
        path = Parcel().as_file(Path(folder) / "package.zip")
        look = Look(path, f"{today}", digits, seen, digits_of(honest()))
        assert look.by_safeconduct() == look.by_verify_py() == look.by_verify_html()
