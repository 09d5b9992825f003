# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.refusal import TrustRefusal, UsageRefusal
from safeconduct.seal import keys, public_keys, sshsig

SPACE = "safeconduct.release"
MESSAGE = b'{"id":"x"}'
KEY = keys.make_key(hashlib.sha256(b"press").digest())
LINE = keys.public_of(KEY)
SIGNATURE = sshsig.sign(KEY, SPACE, MESSAGE)
BLOB = base64.b64decode("".join(SIGNATURE.splitlines()[1:-1]))
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493


def armored(blob: bytes) -> str:
    text = base64.b64encode(blob).decode()
    lines = [text[n : n + 70] for n in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])


def line_of(y: int, sign: int = 0) -> str:
    return public_keys.PublicKey((y | sign << 255).to_bytes(32, "little")).line


def test_a_signature_verifies_and_is_the_same_each_time() -> None:
    assert sshsig.verify(LINE, SPACE, MESSAGE, SIGNATURE) is True
    assert sshsig.sign(KEY, SPACE, MESSAGE) == SIGNATURE == armored(BLOB)
    assert sshsig.signer_of(SIGNATURE) == LINE


@given(st.binary(max_size=200), st.sampled_from(["safeconduct.release", "safeconduct.sign-off", "file"]))
def test_any_message_round_trips(message: bytes, namespace: str) -> None:
    assert sshsig.verify(LINE, namespace, message, sshsig.sign(KEY, namespace, message))


def test_no_single_bit_flip_of_the_text_or_of_the_bytes_is_accepted() -> None:
    text = SIGNATURE.encode()
    flips = 0
    for content, spell in ((text, lambda b: b.decode("latin-1")), (BLOB, armored)):
        for bit in range(len(content) * 8):
            flipped = bytearray(content)
            flipped[bit // 8] ^= 1 << bit % 8
            with pytest.raises(TrustRefusal):
                sshsig.verify(LINE, SPACE, MESSAGE, spell(bytes(flipped)))
            flips += 1
    assert flips > 3000


def test_no_truncation_or_addition_is_accepted() -> None:
    for end in range(len(SIGNATURE)):
        with pytest.raises(sshsig.SignatureRefusal):
            sshsig.verify(LINE, SPACE, MESSAGE, SIGNATURE[:end])
    for end in range(len(BLOB)):
        with pytest.raises(sshsig.SignatureRefusal):
            sshsig.verify(LINE, SPACE, MESSAGE, armored(BLOB[:end]))
    spellings = (
        "\n" + SIGNATURE,
        SIGNATURE + "\n",
        "\ufeff" + SIGNATURE,
        SIGNATURE.replace("\n", "\r\n"),
        SIGNATURE * 2,
        armored(BLOB + b"\0"),
    )
    for spelling in spellings:
        with pytest.raises(sshsig.SignatureRefusal):
            sshsig.verify(LINE, SPACE, MESSAGE, spelling)


def test_another_message_purpose_key_hash_or_spelling_of_s_is_refused() -> None:
    other = keys.make_key(hashlib.sha256(b"forger").digest())
    with pytest.raises(sshsig.SignatureRefusal, match="does not match"):
        sshsig.verify(LINE, SPACE, MESSAGE + b" ", SIGNATURE)
    with pytest.raises(sshsig.SignatureRefusal, match="purpose"):
        sshsig.verify(LINE, "file", MESSAGE, SIGNATURE)
    with pytest.raises(sshsig.SignatureRefusal, match="another key"):
        sshsig.verify(keys.public_of(other), SPACE, MESSAGE, SIGNATURE)
    forged = BLOB.replace(public_keys.raw_public_key(LINE), public_keys.raw_public_key(keys.public_of(other)))
    with pytest.raises(sshsig.SignatureRefusal, match="does not match"):
        sshsig.verify(keys.public_of(other), SPACE, MESSAGE, armored(forged))
    with pytest.raises(sshsig.SignatureRefusal, match="OpenSSH Ed25519"):
        sshsig.verify(LINE, SPACE, MESSAGE, armored(BLOB.replace(b"sha512", b"sha256")))
    s = int.from_bytes(BLOB[-32:], "little")
    with pytest.raises(sshsig.SignatureRefusal, match="does not match"):
        sshsig.verify(LINE, SPACE, MESSAGE, armored(BLOB[:-32] + (s + L).to_bytes(32, "little")))


@given(st.one_of(st.text(max_size=400), st.binary(max_size=300).map(armored)))
def test_nothing_untrusted_raises_anything_but_a_refusal(untrusted: str) -> None:
    for call in (
        lambda: sshsig.verify(LINE, SPACE, MESSAGE, untrusted),
        lambda: sshsig.signer_of(untrusted),
        lambda: public_keys.raw_public_key(untrusted),
        lambda: public_keys.fingerprint(untrusted),
    ):
        with pytest.raises(TrustRefusal):
            call()


def doubled(x: int, y: int) -> tuple[int, int]:
    """Double a point of the curve of RFC 8032, section 5.1."""
    d = -121665 * pow(121666, -1, P) * x * x * y * y % P
    return 2 * x * y * pow(1 + d, -1, P) % P, (y * y + x * x) * pow(1 - d, -1, P) % P


def test_the_degenerate_points_are_those_of_order_1_2_4_8_and_all_refused() -> None:
    d = -121665 * pow(121666, -1, P) % P
    points = 0
    for y in public_keys._SMALL_ORDER:
        square = (y * y - 1) * pow(d * y * y + 1, -1, P) % P
        x = pow(square, (P + 3) // 8, P)
        x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
        assert x * x % P == square
        assert doubled(*doubled(*doubled(x, y))) == (0, 1)
        points += 1 if x == 0 else 2
        for sign in (0, 1):
            with pytest.raises(public_keys.KeyRefusal, match="honest"):
                public_keys.raw_public_key(line_of(y, sign))
    assert points == 8
    for y in (P, P + 1, 2**255 - 1):
        with pytest.raises(public_keys.KeyRefusal, match="honest"):
            public_keys.raw_public_key(line_of(y))


@pytest.mark.parametrize(
    "line",
    [
        "",
        LINE + " user@host",
        LINE + "\n",
        " " + LINE,
        LINE[:-1],
        LINE.replace("ed25519 ", "ed25519  "),
        "ssh-rsa " + LINE.split()[1],
        LINE.replace("AAAAC3", "AAAAC4"),
    ],
)
def test_a_public_key_line_has_one_spelling(line: str) -> None:
    with pytest.raises(public_keys.KeyRefusal):
        public_keys.raw_public_key(line)


def test_the_fingerprint_is_the_hash_of_openssh_in_digits() -> None:
    digest = hashlib.sha256(base64.b64decode(LINE.split()[1])).hexdigest()
    words = [str(int(digest[n : n + 8], 16))[-5:] for n in range(0, 64, 8)]
    assert public_keys.fingerprint(LINE).split() == [word.zfill(5) for word in words]
    assert public_keys.fingerprint(LINE) == "27567 57698 95456 33256 04111 12920 34255 45414"


def test_a_key_file_round_trips_is_private_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "press.key"
    keys.save_key(KEY, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "press.key.pub").read_text() == LINE + "\n"
    assert keys.public_of(keys.load_key(path)) == LINE
    before = path.read_bytes()
    with pytest.raises(UsageRefusal, match="already"):
        keys.save_key(keys.make_key(b"2" * 32), path)
    assert path.read_bytes() == before


def test_a_bad_key_file_is_a_refusal(tmp_path: Path) -> None:
    good = tmp_path / "good"
    keys.save_key(KEY, good)
    curve = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    text = good.read_bytes()
    for n, content in enumerate(
        (b"", b"\0" * 100, text[:-60], text[:200], text.replace(b"A", b"B"), curve, LINE.encode())
    ):
        bad = tmp_path / f"bad-{n}"
        bad.write_bytes(content)
        bad.chmod(0o600)
        with pytest.raises(UsageRefusal, match="not an OpenSSH Ed25519"):
            keys.load_key(bad)
    good.chmod(0o640)
    with pytest.raises(UsageRefusal, match="Other people"):
        keys.load_key(good)
    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(UsageRefusal):
            keys.load_key(path)
    with pytest.raises(UsageRefusal, match="32"):
        keys.make_key(b"short")
