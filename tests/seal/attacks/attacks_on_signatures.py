# SPDX-License-Identifier: Apache-2.0
"""Signatures that are almost right."""

import base64
from collections.abc import Callable
from typing import Any

from attack import GREEN, Attacks
from forging import (
    armored,
    blob_of,
    plus_order,
    raw_of,
    signed_bytes,
)
from parcel import RELEASE, STATUS, Parcel, sig
from sealing_office import made_key

attack = Attacks("signatures")
PRESS = sig(RELEASE, "press")
BAD_PRESS = f"GR-- genuine publisher {PRESS} 7"
PURPOSE = "safeconduct.release"


def pressed(name: str, hope: str, expected: str = BAD_PRESS) -> Callable[[Callable[[bytes, bytes], bytes]], None]:
    """An attack that puts something else in the place of the publisher's signature (of a message, by a blob)."""

    def entered(make: Callable[[bytes, bytes], bytes]) -> None:
        def exchange(parcel: Parcel) -> None:
            parcel.files[PRESS] = make(parcel.files[RELEASE], blob_of(raw_of(made_key("press"))))

        attack.add(name, hope, exchange, expected)

    return entered


def made(message: bytes, **changed: Any) -> bytes:
    return made_key("press").sign(signed_bytes(PURPOSE, message, **changed))


@pressed("spelled by hand", "a control: this is how it should be", GREEN)
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message))


@pressed("S and L more", "a second signature of the same, and another digest")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, plus_order(made(message)))


@pressed("all zeros", "a point of small order as R, and S zero")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, b"\1" + bytes(63))


@pressed("R on no curve", "the reader stumbles")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, b"\xff" * 32 + made(message)[32:])


@pressed("63 bytes", "what is missing is taken for zero")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message)[:63])


@pressed("of another purpose, told rightly", "a word on the status is taken for a release")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, "safeconduct.status", made_key("press").sign(signed_bytes("safeconduct.status", message)))


@pressed("of another purpose, told wrongly", "a word on the status is taken for a release")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made_key("press").sign(signed_bytes("safeconduct.status", message)))


@pressed("of a purpose that only begins so", "names are compared in part")
def _(message: bytes, blob: bytes) -> bytes:
    told = "safeconduct.release2"
    return armored(blob, told, made_key("press").sign(signed_bytes(told, message)))


@pressed("of another message", "whatever the press signed once will do")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message + b"\n"))


@pressed("with SHA-256", "OpenSSH allows it, we do not")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message, algorithm=b"sha256"), algorithm=b"sha256")


@pressed("with something reserved", "a field that nobody reads")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message, reserved=b"x"), reserved=b"x")


@pressed("of version 2", "a form that does not exist yet")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message), version=2)


@pressed("with bytes behind it", "a second spelling")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message), more=b"\0")


@pressed("in lines of 76", "a second spelling")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message), width=76)


@pressed("in one line", "a second spelling")
def _(message: bytes, blob: bytes) -> bytes:
    return armored(blob, PURPOSE, made(message), width=9999)


ARMORS: dict[str, Callable[[bytes], bytes]] = {
    "with CRLF": lambda raw: raw.replace(b"\n", b"\r\n"),
    "without its last line end": lambda raw: raw[:-1],
    "with a line end more": lambda raw: raw + b"\n",
    "with a word before it": lambda raw: b"Signed by the press:\n" + raw,
    "with spaces": lambda raw: raw.replace(b"\n", b" \n"),
    "with a comment": lambda raw: raw.replace(b"SIGNATURE-----\n", b"SIGNATURE-----\nComment: true\n\n", 1),
    "with dashes missing": lambda raw: raw[1:],
    "of PEM": lambda raw: raw.replace(b"SSH SIGNATURE", b"SIGNATURE"),
    "twice": lambda raw: raw + raw,
    "empty": lambda _: b"",
    "with no bytes in it": lambda _: b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
    "of one letter": lambda _: b"-----BEGIN SSH SIGNATURE-----\nA\n-----END SSH SIGNATURE-----\n",
    "cut off": lambda raw: raw[:150] + raw[-28:],
    "in the alphabet of addresses": lambda raw: raw.replace(b"/", b"_").replace(b"+", b"-"),
    "in UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "with a byte that is no ASCII": lambda raw: raw.replace(b"A", b"\xc3\x81", 1),
}


def other_last_bits(raw: bytes) -> bytes:
    """The same bytes, with other bits in the last letter of base64."""
    lines = raw.split(b"\n")
    text = lines[-3]
    assert text.endswith(b"="), "this signature has no bits to spare"
    last = len(text.rstrip(b"=")) - 1
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    lines[-3] = text[:last] + letters[letters.index(text[last]) ^ 1 :][:1] + text[last + 1 :]
    assert base64.b64decode(b"".join(lines[1:-2])) == base64.b64decode(b"".join(raw.split(b"\n")[1:-2]))
    return b"\n".join(lines)


@attack("an armor with bits that nobody needs", "one signature has two spellings",
        f"GGGR current status {sig(STATUS, 'clerk')} 7")  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.files[sig(STATUS, "clerk")] = other_last_bits(parcel.files[sig(STATUS, "clerk")])


for what, bend in ARMORS.items():

    def rearm(parcel: Parcel, bend: Callable[[bytes], bytes] = bend) -> None:
        honest = parcel.files[PRESS]
        assert bend(honest) != honest
        parcel.files[PRESS] = bend(honest)

    attack.add(f"an armor {what}", "one signature has two spellings, or the reader stumbles", rearm, BAD_PRESS)
