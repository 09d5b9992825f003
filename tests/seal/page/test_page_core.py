# SPDX-License-Identifier: Apache-2.0
"""The building stones of verify.html, against Python's own and against forgeries made here."""

import base64
import hashlib
import json
from collections.abc import Callable
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_in_node import NODE, WHY_NOT, RefusedError, core_call
from sealing_office import a_root, a_status, id_of, made_key

from safeconduct.model.canonical import canonical, digest_of
from safeconduct.seal.consignments.receipts import receipt_code
from safeconduct.seal.names import name_faults, shown
from safeconduct.seal.public_keys import PublicKey, public_key, ssh_string
from safeconduct.seal.records import record_bytes
from safeconduct.seal.sshsig import Signature, sign

pytestmark = pytest.mark.skipif(NODE is None, reason=WHY_NOT)

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
KEY = made_key("forged")
RAW = KEY.public_key().public_bytes_raw()
# The y of the eight points whose order divides 8.
Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
SMALL = [0, 1, P - 1, Y8, P - Y8]


@pytest.fixture(scope="module", autouse=True)
def _started() -> None:
    """Starting node takes longer than one example may."""
    core_call("shown", "")


def holds(raw: bytes, message: bytes, signature: bytes) -> bool:
    return bool(core_call("ed25519", raw.hex(), message.hex(), signature.hex()))


@given(st.binary(max_size=700))
def test_both_digests_are_those_of_hashlib(content: bytes) -> None:
    assert core_call("sha256", content.hex()) == hashlib.sha256(content).hexdigest()
    assert core_call("sha512", content.hex()) == hashlib.sha512(content).hexdigest()


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 1 << 16, 100_001])
def test_digests_at_the_edges_of_a_block(length: int) -> None:
    content = (bytes(range(256)) * (length // 256 + 1))[:length]
    assert core_call("sha256", content.hex()) == hashlib.sha256(content).hexdigest()
    assert core_call("sha512", content.hex()) == hashlib.sha512(content).hexdigest()


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=6).map(sorted))
def test_a_digest_does_not_depend_on_the_pieces(content: bytes, cuts: list[int]) -> None:
    cuts = [cut for cut in cuts if cut <= len(content)]
    assert core_call("sha256_in_pieces", content.hex(), cuts) == hashlib.sha256(content).hexdigest()


@settings(max_examples=25)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_honest_signatures_hold(seed: bytes, message: bytes) -> None:
    from safeconduct.seal.keys import make_key

    key = make_key(seed)
    assert holds(key.public_key().public_bytes_raw(), message, key.sign(message))
    assert not holds(key.public_key().public_bytes_raw(), message + b"x", key.sign(message))


def test_the_vectors_of_rfc_8032() -> None:
    raw = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    made = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert holds(raw, b"\x72", made)
    assert not holds(raw, b"\x73", made)


def test_no_flip_of_a_single_bit_of_a_signature_or_a_key_is_accepted() -> None:
    message = b"appeal"
    made = KEY.sign(message)
    assert holds(RAW, message, made)
    for bit in range(512):
        forged = bytearray(made)
        forged[bit // 8] ^= 1 << bit % 8
        assert not holds(RAW, message, bytes(forged)), bit
    for bit in range(256):
        other = bytearray(RAW)
        other[bit // 8] ^= 1 << bit % 8
        assert not holds(bytes(other), message, made), bit


def test_a_second_spelling_of_s_is_refused() -> None:
    made = KEY.sign(b"appeal")
    s = int.from_bytes(made[32:], "little")
    for multiple in range(1, (2**256 - s) // L + 1):
        assert not holds(RAW, b"appeal", made[:32] + (s + multiple * L).to_bytes(32, "little"))
    assert not holds(RAW, b"appeal", made[:32] + L.to_bytes(32, "little"))


@pytest.mark.parametrize("sign_bit", [0, 1])
@pytest.mark.parametrize("y", SMALL + [y + P for y in SMALL if y + P < 2**255] + list(range(P, 2**255)))
def test_keys_that_accept_what_nobody_signed_are_refused(y: int, sign_bit: int) -> None:
    raw = (y | sign_bit << 255).to_bytes(32, "little")
    # With S = 0 and R the neutral point (or the key itself), a verifier without the rule says yes to many messages.
    for r in ((1).to_bytes(32, "little"), raw):
        for n in range(16):
            assert not holds(raw, b"%d" % n, r + bytes(32))
    with pytest.raises(RefusedError):
        core_call("record", "root", _root_with(PublicKey(raw)).hex())


def test_a_signature_whose_r_is_of_small_order_holds_only_when_it_is_equal() -> None:
    for y in SMALL:
        for sign_bit in (0, 1):
            r = (y | sign_bit << 255).to_bytes(32, "little")
            assert not holds(RAW, b"appeal", r + KEY.sign(b"appeal")[32:])


@settings(max_examples=60)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_noise_is_refused(raw: bytes, made: bytes) -> None:
    # OpenSSL accepts some of it: with the key, R and S all zero, a point of order 4, it "verifies" one message in four.
    assert not holds(raw, b"noise", made)
    assert not holds(RAW, b"noise", made)


def test_a_signature_takes_less_than_fifty_milliseconds() -> None:
    made = KEY.sign(b"appeal")
    holds(RAW, b"appeal", made)
    start = perf_counter()
    for _ in range(10):
        assert holds(RAW, b"appeal", made)
    assert (perf_counter() - start) / 10 < 0.05


def _root_with(key: PublicKey) -> bytes:
    from attrs import evolve

    from safeconduct.model.sealed import Key

    root = a_root()
    return record_bytes(evolve(root, keys={**root.keys, key.id: Key(key.line, None)}))


def armored(name: str = "press", namespace: str = "safeconduct.release", message: bytes = b"{}") -> str:
    return sign(made_key(name), namespace, message)


def right(text: str, namespace: str = "safeconduct.release", message: bytes = b"{}") -> bool:
    return bool(core_call("signature", namespace, message.hex(), text.encode().hex()))


def test_an_armored_signature_holds_for_its_message_and_purpose_alone() -> None:
    assert right(armored())
    assert not right(armored(), message=b"{ }")
    with pytest.raises(RefusedError):
        right(armored(), "safeconduct.status")


@pytest.mark.parametrize(
    "respelled",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n",
        lambda text: text[:-1],
        lambda text: "\ufeff" + text,
        lambda text: " " + text,
        lambda text: text.replace("SIGNATURE-----\n", "SIGNATURE-----\n\n", 1),
        lambda text: text[:40] + "\n" + text[40:],
        lambda text: text.replace("\n-----END", "=\n-----END"),
        lambda _: "",
    ],
)
def test_a_signature_has_one_spelling(respelled: Callable[[str], str]) -> None:
    with pytest.raises(RefusedError):
        right(respelled(armored()))


def on_a_token(flags: int, application: str = "ssh:") -> str:
    """The armored signature that a FIDO token with the key `KEY` would make of {}."""
    token = PublicKey(RAW, application)
    unsigned = Signature(token, b"safeconduct.release", bytes(64), bytes([flags, 0, 0, 0, 7]))
    return Signature(token, unsigned.namespace, KEY.sign(unsigned.signed_bytes(b"{}")), unsigned.touched).armored


def test_a_token_counts_only_when_somebody_touched_it() -> None:
    assert right(on_a_token(1))
    assert right(on_a_token(5, "ssh:press"))
    assert not right(on_a_token(0))
    assert not right(on_a_token(4))
    with pytest.raises(RefusedError):
        right(on_a_token(1, "https://example.org"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(0, 2**53 - 1) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(min_codepoint=32, max_codepoint=126)), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_canonical_json_is_that_of_the_press(value: object) -> None:
    spelled = canonical(value)
    assert core_call("canonical", spelled.hex()) == spelled.decode()


@pytest.mark.parametrize(
    "spelled",
    [
        '{"a":1,"a":1}',
        '{"b":1,"a":1}',
        '{"a": 1}',
        '{"a":1}\n',
        '\ufeff{"a":1}',
        '{"a":1.0}',
        '{"a":1e1}',
        '{"a":-1}',
        '{"a":-0}',
        '{"a":9007199254740992}',
        '{"a":0.5}',
        '{"a":"\\u0041"}',
        '{"a":"\\ud800"}',
        '{"a":"\\/"}',
        '{"\\u00e9":1}',
        '{"é":1}',
        "NaN",
        "",
        "{",
        "[1,]",
        "[" * 100_000 + "]" * 100_000,
    ],
)
def test_a_second_spelling_of_json_is_refused(spelled: str) -> None:
    with pytest.raises(RefusedError):
        core_call("canonical", spelled.encode().hex())


def test_broken_utf_8_is_refused() -> None:
    for raw in (b'"\xff"', b'"\xed\xa0\x80"', b'"\xc0\xaf"'):
        with pytest.raises(RefusedError):
            core_call("canonical", raw.hex())


NAME_SIGNS = st.sampled_from("aAbB1._-/ \\ékÇ\u212a\u202e가😀\uffff")


@settings(max_examples=200)
@given(
    st.lists(
        st.text(NAME_SIGNS, max_size=8) | st.sampled_from(["con", "data/nul.txt", "a/b", "A/c", "a", "x" * 101]),
        unique=True,
    )
)
def test_names_are_judged_and_shown_as_the_press_does(names: list[str]) -> None:
    assert core_call("names", names) == [name for name, _ in name_faults(names)]
    assert core_call("order", names) == sorted(names)
    assert [core_call("shown", name) for name in names if len(name) < 50] == [
        shown(name) for name in names if len(name) < 50
    ]


def test_signs_that_hide_are_made_visible() -> None:
    assert core_call("seenText", "a\u202eb\u200b\ufeffc\x07\n안녕") == "a⟨U+202E⟩b⟨U+200B⟩⟨U+FEFF⟩c⟨U+0007⟩\n안녕"


def test_a_name_of_more_than_twenty_parts_is_not_allowed() -> None:
    assert core_call("names", ["/".join("a" * 20)]) == []
    assert core_call("names", ["/".join("a" * 21)]) == ["/".join("a" * 21)]


def test_the_records_of_the_press_are_read() -> None:
    assert core_call("record", "root", record_bytes(a_root()).hex())
    assert core_call("record", "status", record_bytes(a_status()).hex())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", 0),
        ("version", "1"),
        ("issued", "2023-02-29"),
        ("issued", "1999-12-31"),
        ("issued", "2024-1-01"),
        ("expires", None),
        ("name", {"uk": "x"}),
        ("name", {"en": " \u2003\n"}),
        ("name", {"en": "a\u202eb"}),
        ("name", {"en": "x" * 2001}),
        ("name", {"en": "x", "eng": "y"}),
        ("name", {"en": "a\tb"}),
        ("name", {"en": "a\ufeff"}),
        ("schema", "safeconduct.root/2"),
        ("extra", 1),
        ("policy", {}),
        ("policy", {"any": ["status"]}),
        ("policy", {"any": ["legal", "author"]}),
        ("policy", {"any": ["nobody"]}),
        ("roles", {}),
        ("revoked", {id_of("press"): "2024-01-01"}),
        ("revoked", {"x": "2024-01-01"}),
        ("keys", {}),
        ("keys", []),
        ("revoked", None),
    ],
)
def test_a_root_with_a_field_out_of_order_is_refused(path: str, value: object) -> None:
    told = json.loads(record_bytes(a_root()))
    told[path] = value
    with pytest.raises(RefusedError):
        core_call("record", "root", canonical(told).hex())


def test_two_thousand_signs_are_counted_as_people_count_them() -> None:
    told = json.loads(record_bytes(a_root()))
    told["name"] = {"en": "😀" * 2000}
    assert core_call("record", "root", canonical(told).hex())


def test_a_key_line_has_one_spelling() -> None:
    told = json.loads(record_bytes(a_root()))
    line = told["keys"][id_of("press")]["key"]
    algorithm, blob = line.split()
    longer = base64.b64encode(base64.b64decode(blob) + b"x").decode()
    dsa = base64.b64encode(ssh_string(b"ssh-dss") + ssh_string(public_key(line).raw)).decode()
    for other in (
        f"{line} comment",
        f"{algorithm}  {blob}",
        f"{line}\n",
        f"{algorithm} {longer}",
        f"{algorithm} {dsa}",
        algorithm,
    ):
        told["keys"][id_of("press")]["key"] = other
        with pytest.raises(RefusedError):
            core_call("record", "root", canonical(told).hex())


def test_checksum_lists_have_one_spelling() -> None:
    lines = [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n" for name in ("data/a", "data/b")]
    assert [path for path, _ in core_call("checksums", "".join(lines).encode().hex())] == ["data/a", "data/b"]
    for wrong in (
        "",
        "".join(reversed(lines)),
        lines[0] * 2,
        lines[0][:-1],
        lines[0].upper(),
        lines[0].replace("  ", " *"),
        lines[0] + "\n",
        lines[0].replace("\n", "\r\n"),
    ):
        with pytest.raises(RefusedError):
            core_call("checksums", wrong.encode().hex())


def test_the_receipt_code_is_that_of_the_press() -> None:
    digest = digest_of(b"release")
    codes = [core_call("receipt", f"{n:08d}", digest) for n in range(5)]
    assert codes == [receipt_code(f"{n:08d}", digest) for n in range(5)]
    assert all(a != b for a, b in pairwise(codes))
