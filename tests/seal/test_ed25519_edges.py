# SPDX-License-Identifier: Apache-2.0
"""The edges of Ed25519 and of SSHSIG: both Python verifiers give the same answer, and no forgery is right to either."""

import base64
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from alone import ALONE
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.refusal import TrustRefusal
from safeconduct.seal import sshsig
from safeconduct.seal.public_keys import PublicKey, ssh_string

SPACE, MESSAGE = "safeconduct.release", b'{"id":"x"}'
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
SECRET = int.from_bytes(hashlib.sha512(b"seed").digest(), "little") % L
BASE = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    4 * pow(5, -1, P) % P,
)
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]


def added(p: Point, q: Point) -> Point:
    """The sum of two points, by the affine law (RFC 8032, 5.1.4): slow, and apart from both verifiers."""
    t = D * p[0] * q[0] * p[1] * q[1] % P
    x = (p[0] * q[1] + q[0] * p[1]) * pow(1 + t, -1, P) % P
    return x, (p[1] * q[1] + p[0] * q[0]) * pow(1 - t, -1, P) % P


def times(n: int, p: Point) -> Point:
    total = (0, 1)
    while n:
        total, n, p = (added(total, p) if n & 1 else total), n >> 1, added(p, p)
    return total


def spelling(p: Point) -> bytes:
    return (p[1] | (p[0] & 1) << 255).to_bytes(32, "little")


def small_points() -> list[Point]:
    """The eight points whose order divides 8."""
    y = 2707385501144840649318225287225658788936804267575313519463743609750303402022
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    points = [times(n, (x, y)) for n in range(8)]
    assert len(set(points)) == 8
    assert times(8, (x, y)) == (0, 1)
    return points


SMALL = small_points()
PUBLIC = spelling(times(SECRET, BASE))
# Every spelling of a y of small order, the ones that are not below P and the ones with a sign that x = 0 does not have.
SMALL_SPELLINGS = [
    (y | sign << 255).to_bytes(32, "little")
    for y, sign in product(sorted({p[1] for p in SMALL} | {p[1] + P for p in SMALL if p[1] < 19}), (0, 1))
]


def armored(raw_key: bytes, ed25519: bytes, message: bytes = b"", application: str = "", touched: bytes = b"") -> str:
    return sshsig.Signature(PublicKey(raw_key, application), SPACE.encode(), ed25519, touched).armored


def rearmored(blob: bytes) -> str:
    text = base64.b64encode(blob).decode()
    lines = "".join(f"{text[n : n + 70]}\n" for n in range(0, len(text), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}-----END SSH SIGNATURE-----\n"


def told(message: bytes) -> bytes:
    parts = (SPACE.encode(), b"", b"sha512", hashlib.sha512(message).digest())
    return b"SSHSIG" + b"".join(map(ssh_string, parts))


def challenge(r: bytes, raw_key: bytes, message: bytes) -> int:
    return int.from_bytes(hashlib.sha512(r + raw_key + told(message)).digest(), "little") % L


def accepted(line: str, signature: str, message: bytes = MESSAGE) -> bool:
    """Whether the signature is right: both verifiers must say the same."""
    house = False
    with suppress(TrustRefusal):
        house = sshsig.verify(line, SPACE, message, signature)
    blob, right = ALONE.signer(signature.encode(), SPACE.encode(), message)
    alone = bool(blob and right and ALONE.blob_of(line) == blob)
    assert alone is house
    return alone


def tried(raw_key: bytes, ed25519: bytes, message: bytes = MESSAGE) -> bool:
    return accepted(PublicKey(raw_key).line, armored(raw_key, ed25519), message)


def made(nonce: int, message: bytes = MESSAGE, raw_key: bytes = PUBLIC, added_to_r: Point = (0, 1)) -> bytes:
    """The signature that the owner of SECRET makes with this nonce, R moved by a point."""
    r = spelling(added(times(nonce, BASE), added_to_r))
    return r + ((nonce + challenge(r, raw_key, message) * SECRET) % L).to_bytes(32, "little")


def test_an_honest_signature_is_right_and_no_multiple_of_the_order_may_be_added_to_it() -> None:
    honest = made(12345)
    assert tried(PUBLIC, honest)
    s = int.from_bytes(honest[32:], "little")
    spellings = [s + n * L for n in range(1, 16) if s + n * L < 2**256]
    assert len(spellings) >= 14
    for other in (*spellings, L, 2**256 - 1, (s + 1) % L, L - s):
        assert not tried(PUBLIC, honest[:32] + other.to_bytes(32, "little"))
    assert not ALONE.ed25519(PUBLIC, told(MESSAGE), honest + b"\0")
    assert not ALONE.ed25519(PUBLIC, told(MESSAGE), honest[:-1])


def test_a_key_of_small_order_signs_nothing_however_it_and_r_are_spelled() -> None:
    assert len(SMALL_SPELLINGS) == 14
    for raw_key, r in product(SMALL_SPELLINGS, SMALL_SPELLINGS):
        assert not tried(raw_key, r + bytes(32))


def test_without_the_rule_for_keys_a_key_of_small_order_would_sign_anything() -> None:
    """The rule is needed: the bare equation holds for the neutral element, and nobody has its secret."""
    neutral = spelling((0, 1))
    assert ALONE.ed25519(neutral, b"whatever it is", neutral + bytes(32))
    assert ALONE.key_in(PublicKey(neutral).blob) is None


def test_r_of_small_order_is_not_right_unless_the_owner_of_the_key_computed_for_it() -> None:
    for r in SMALL_SPELLINGS:
        k = challenge(r, PUBLIC, MESSAGE)
        assert not tried(PUBLIC, r + bytes(32))
        # R = 0 with S = k·a is what RFC 8032's equation asks for, so both take it; it needs the secret.
        by_owner = r + (k * SECRET % L).to_bytes(32, "little")
        assert tried(PUBLIC, by_owner) is (r == spelling((0, 1)))


def test_no_y_above_the_prime_and_no_sign_of_zero_is_another_spelling_of_a_key() -> None:
    for y in range(19):
        for sign in (0, 1):
            raw = (P + y | sign << 255).to_bytes(32, "little")
            assert ALONE.point(raw) is None
            assert ALONE.key_in(PublicKey(raw).blob) is None
            assert not tried(raw, made(7))
            assert not tried(PUBLIC, raw + made(7)[32:])
    for y in (1, P - 1):
        assert ALONE.point((y | 1 << 255).to_bytes(32, "little")) is None
        assert ALONE.point(y.to_bytes(32, "little")) is not None


def test_half_of_all_y_belong_to_no_point_and_their_signatures_are_refused() -> None:
    absent = [y for y in range(2, 60) if ALONE.point(y.to_bytes(32, "little")) is None]
    assert 15 < len(absent) < 45
    for y in absent[:8]:
        assert not tried(y.to_bytes(32, "little"), made(9))


def test_a_point_of_small_order_added_to_r_makes_a_signature_wrong() -> None:
    for n, point in enumerate(SMALL[1:], 1):
        honest = made(100 + n)
        moved = spelling(added(times(100 + n, BASE), point)) + honest[32:]
        assert not tried(PUBLIC, moved)
        assert not tried(PUBLIC, made(100 + n, added_to_r=point))


def test_a_key_of_mixed_order_is_judged_by_the_equation_without_cofactor() -> None:
    """Only the owner of such a key can sign with it, and whether a signature holds both verifiers know alike."""
    key = spelling(added(times(SECRET, BASE), SMALL[1]))
    answers = []
    for n in range(40):
        message = b"%d" % n
        signature = made(55, message, key)
        expected = challenge(signature[:32], key, message) % 8 == 0
        assert tried(key, signature, message) is expected
        answers.append(expected)
    assert True in answers
    assert answers.count(False) > 25


def flips(content: bytes) -> Iterator[bytes]:
    for bit in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)


def test_no_single_bit_flip_of_a_signature_its_blob_or_its_text_is_accepted() -> None:
    honest, line = made(424242), PublicKey(PUBLIC).line
    text = armored(PUBLIC, honest)
    blob = base64.b64decode("".join(text.splitlines()[1:-1]))
    tries = 0
    for flipped in flips(honest):
        assert not ALONE.ed25519(PUBLIC, told(MESSAGE), flipped)
        tries += 1
    for flipped in flips(blob):
        assert not accepted(line, rearmored(flipped))
        tries += 1
    for flipped in flips(text.encode()):
        blob_found, right = ALONE.signer(flipped, SPACE.encode(), MESSAGE)
        assert not (blob_found and right and blob_found == ALONE.blob_of(line))
        tries += 1
    assert tries > 3500


def test_no_cut_and_no_second_spelling_of_the_text_is_accepted() -> None:
    text = armored(PUBLIC, made(5))
    blob = base64.b64decode("".join(text.splitlines()[1:-1]))
    others = [text[:end] for end in range(len(text))] + [rearmored(blob[:end]) for end in range(len(blob))]
    others += [text + "\n", "\n" + text, text * 2, text.replace("\n", "\r\n"), "\ufeff" + text, rearmored(blob + b"\0")]
    others += [text.replace("=\n", "\n"), text.replace("\n-----END", "=\n-----END"), text.replace("\n", " \n")]
    for other in others:
        assert other == text or not accepted(PublicKey(PUBLIC).line, other)


@given(st.binary(max_size=400))
def test_any_bytes_are_no_signature_and_no_key_and_no_exception(raw: bytes) -> None:
    assert ALONE.signer(raw, SPACE.encode(), MESSAGE) == (b"", False)
    assert ALONE.signer(rearmored(raw).encode(), SPACE.encode(), MESSAGE)[1] is False
    assert ALONE.key_in(raw) is None
    assert ALONE.blob_of(raw.decode("latin-1")) == b""


@given(st.binary(max_size=200), st.binary(min_size=32, max_size=32))
def test_whatever_cryptography_signs_is_right(message: bytes, seed: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert ALONE.ed25519(key.public_key().public_bytes_raw(), message, key.sign(message))
    assert not ALONE.ed25519(key.public_key().public_bytes_raw(), message + b"x", key.sign(message))


TOKEN = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"token").digest())
TOKEN_KEY = PublicKey(TOKEN.public_key().public_bytes_raw(), "ssh:")


def by_token(flags: int = 1, counter: int = 7, application: str = "ssh:", message: bytes = MESSAGE) -> str:
    """What a FIDO token signs (OpenSSH, PROTOCOL.u2f): application, flags, counter, and the hash of what it got."""
    touched = bytes([flags]) + counter.to_bytes(4, "big")
    signed = hashlib.sha256(application.encode()).digest() + touched + hashlib.sha256(told(message)).digest()
    return armored(TOKEN_KEY.raw, TOKEN.sign(signed), application=application, touched=touched)


def test_a_token_that_was_touched_is_accepted_and_one_that_was_not_is_refused() -> None:
    for flags, counter in ((1, 7), (5, 0), (0x85, 2**32 - 1)):
        assert accepted(TOKEN_KEY.line, by_token(flags, counter))
    for flags in (0, 4, 0x84, 0xFE):
        assert not accepted(TOKEN_KEY.line, by_token(flags))
    assert not accepted(TOKEN_KEY.line, by_token(), MESSAGE + b" ")
    other = PublicKey(TOKEN_KEY.raw, "ssh:press")
    assert not accepted(other.line, by_token())
    assert accepted(other.line, by_token(application="ssh:press"))
    assert not accepted(PublicKey(TOKEN_KEY.raw).line, by_token())


def test_what_a_token_signed_is_right_for_no_other_application_and_no_other_touch() -> None:
    text = by_token()
    blob = base64.b64decode("".join(text.splitlines()[1:-1]))
    for flipped in flips(blob):
        assert not accepted(TOKEN_KEY.line, rearmored(flipped))
    for application in ("ssh", "web:", "https://press", "ssh: ", "ssh:" + 61 * "x", "ssh:é"):
        key = PublicKey(TOKEN_KEY.raw, application)
        assert ALONE.key_in(key.blob) is None
        assert not accepted(key.line, by_token(application=application))


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen (openssh-client) is missing")
def test_stock_ssh_keygen_accepts_the_very_same_files_of_a_token(tmp_path: Path) -> None:
    (tmp_path / "signers").write_text(f'press namespaces="{SPACE}" {TOKEN_KEY.line}\n')
    (tmp_path / "good.sig").write_text(by_token())
    (tmp_path / "other.sig").write_text(by_token(message=b"another"))
    command: list[str | Path] = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        tmp_path / "signers",
        "-I",
        "press",
        "-n",
        SPACE,
        "-s",
    ]
    good = subprocess.run([*command, tmp_path / "good.sig"], input=MESSAGE, capture_output=True)
    assert good.returncode == 0, good.stderr
    assert subprocess.run([*command, tmp_path / "other.sig"], input=MESSAGE, capture_output=True).returncode != 0
