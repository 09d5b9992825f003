# SPDX-License-Identifier: Apache-2.0
"""What honest programs do not make: ZIP files field by field, and signatures and keys that nobody should believe.

Formats: PKWARE's APPNOTE.TXT 6.3.10; OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f; RFC 8032.
"""

import base64
import struct
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256, sha512
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORDER = 2**252 + 27742317777372353535851937790883648493
TOKEN = b"sk-ssh-ed25519@openssh.com"
RawEntry = tuple[bytes, bytes, Mapping[str, Any]]
"""Name, content, and fields that are not as they should be: of both headers, of "local" alone, of "central" alone;
`packed` are the bytes that stand for the content, `gap` what stands behind them, `offset` where they are said to be."""


def zip_of(entries: Sequence[RawEntry], before: bytes = b"", behind: bytes = b"", **end: Any) -> bytes:
    """Spell a ZIP file, in the one spelling as far as nothing else is asked for; `end` changes the end record."""
    body, directory = before, b""
    for name, content, changed in entries:
        packed = changed.get("packed", content)
        usual = {
            "made": 0x0314,
            "needed": 10,
            "flags": 0,
            "method": 0,
            "time": 0,
            "day": 0x21,
            "crc": zlib.crc32(content),
            "shut": len(packed),
            "size": len(content),
            "extra": b"",
            "comment": b"",
            "disk": 0,
            "internal": 0,
            "external": 0x81A40000,
            "offset": len(body),
            "name": name,
        }
        central = {**usual, **changed, **changed.get("central", {})}
        body += _header(b"PK\3\4", {**usual, **changed, **changed.get("local", {})}) + packed + changed.get("gap", b"")
        directory += _header(b"PK\1\2", central)
    told: dict[str, Any] = {
        "disk": 0,
        "here": len(entries),
        "count": len(entries),
        "length": len(directory),
        "offset": len(body),
    }
    told |= {"comment": b"", **end}
    numbers = (told["disk"], told["disk"], told["here"], told["count"], told["length"], told["offset"])
    last = b"PK\5\6" + struct.pack("<4H2IH", *numbers, len(told["comment"])) + told["comment"]
    return bytes(body + told.get("between", b"") + directory + told.get("after", b"") + last + behind)


def _header(magic: bytes, one: Mapping[str, Any]) -> bytes:
    is_central = magic == b"PK\1\2"
    header = magic + (struct.pack("<H", one["made"]) if is_central else b"")
    header += struct.pack("<5H", one["needed"], one["flags"], one["method"], one["time"], one["day"])
    header += struct.pack("<3I2H", one["crc"], one["shut"], one["size"], len(one["name"]), len(one["extra"]))
    if is_central:
        told = len(one["comment"]), one["disk"], one["internal"], one["external"], one["offset"]
        return bytes(header + struct.pack("<3H2I", *told) + one["name"] + one["extra"] + one["comment"])
    return bytes(header + one["name"] + one["extra"])


def string(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def blob_of(raw: bytes, application: bytes | None = None, algorithm: bytes | None = None) -> bytes:
    """A public key as SSH writes it, on a token when there is an `application`."""
    told = algorithm or (b"ssh-ed25519" if application is None else TOKEN)
    return string(told) + string(raw) + (b"" if application is None else string(application))


def raw_of(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def line_of(blob: bytes) -> str:
    return f"{blob[4 : 4 + blob[3]].decode()} {base64.b64encode(blob).decode()}"


def id_of_blob(blob: bytes) -> str:
    return sha256(blob).hexdigest()[:16]


def signed_bytes(namespace: str, message: bytes, reserved: bytes = b"", algorithm: bytes = b"sha512") -> bytes:
    hashed = (sha512 if algorithm == b"sha512" else sha256)(message).digest()
    return b"SSHSIG" + b"".join(map(string, (namespace.encode(), reserved, algorithm, hashed)))


def armored(blob: bytes, namespace: str, made: bytes, touched: bytes = b"", **changed: Any) -> bytes:
    """Spell an SSHSIG; `changed`: version, reserved, algorithm, width, more (bytes behind the last field)."""
    inner = string(blob[4 : 4 + blob[3]]) + string(made) + touched
    parts = (blob, namespace.encode(), changed.get("reserved", b""), changed.get("algorithm", b"sha512"), inner)
    whole = b"SSHSIG" + changed.get("version", 1).to_bytes(4, "big") + b"".join(map(string, parts))
    text, width = base64.b64encode(whole + changed.get("more", b"")), changed.get("width", 70)
    lines = b"".join(text[n : n + width] + b"\n" for n in range(0, len(text), width))
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"-----END SSH SIGNATURE-----\n"


def by_token(
    key: Ed25519PrivateKey, namespace: str, message: bytes, flags: int = 1, application: bytes = b"ssh:"
) -> bytes:
    """What `ssh-keygen` writes when `key` lies on a FIDO token; `flags` 1: somebody touched it."""
    touched = bytes([flags]) + (7).to_bytes(4, "big")
    told = sha256(application).digest() + touched + sha256(signed_bytes(namespace, message)).digest()
    return armored(blob_of(raw_of(key), application), namespace, key.sign(told), touched)


def plus_order(signature: bytes) -> bytes:
    """The same Ed25519 signature with S + L: as right by the equation, and a second spelling."""
    return signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")


def exchange_key(root: Any, role: str, blob: bytes, line: str | None = None, known_as: str | None = None) -> None:
    """Have the key in `blob` be the only one of a role."""
    known = known_as or id_of_blob(blob)
    (old,) = root["roles"][role]["keys"][:1]
    root["keys"][known] = {"key": line or line_of(blob), "until": None}
    for told in root["roles"].values():
        told["keys"] = sorted({known if one == old else one for one in told["keys"]})
    root["keys"].pop(old, None) if old != known else None
