# SPDX-License-Identifier: Apache-2.0
"""Keys on FIDO tokens: one must have been touched, for us."""

import base64
from typing import Any

from attack import GREEN, OWN, Attacks
from forging import (
    armored,
    blob_of,
    by_token,
    exchange_key,
    id_of_blob,
    raw_of,
    signed_bytes,
)
from parcel import FIRST, RELEASE, Parcel, sig, spelled
from sealing_office import made_key

attack = Attacks("tokens")
PRESS = sig(RELEASE, "press")
BAD_FIRST = f"GR-- genuine root {FIRST} 7"
PURPOSE = "safeconduct.release"


def token_root(application: bytes) -> dict[str, Any]:
    """A root in which the publisher's key lies on a token."""
    root: dict[str, Any] = json_of_root()
    exchange_key(root, "publisher", blob_of(raw_of(made_key("press")), application))
    return root


def json_of_root() -> Any:
    return Parcel().record(FIRST)


def on_token(name: str, hope: str, expected: str, application: bytes = b"ssh:", **how: Any) -> None:
    blob = blob_of(raw_of(made_key("press")), application)
    file = f"{RELEASE}.sigs/{id_of_blob(blob)}.sig"

    def put(parcel: Parcel) -> None:
        parcel.files[FIRST] = spelled(token_root(application))
        parcel.drop_signatures(FIRST)
        parcel.sign(FIRST, "root-1", "root-2")
        parcel.drop_signatures(RELEASE)
        bend = how.get("bend", lambda raw: raw)
        told = by_token(
            made_key("press"), PURPOSE, parcel.files[RELEASE], how.get("flags", 1), how.get("signs_for", application)
        )
        parcel.files[file] = how["other"](parcel.files[RELEASE], blob) if "other" in how else bend(told)

    attack.add(name, hope, put, expected.replace("FILE", file), trusted=OWN)


BAD_FILE = "GR-- genuine publisher FILE 7"
on_token("a token that was touched", "a control: a publisher with a token", GREEN)
on_token(
    "a token with a name, touched, and its owner proven",
    "a control: other flags do not harm",
    GREEN,
    b"ssh:press",
    flags=5,
)
on_token("a token that nobody touched", "a program signs while its owner is away", BAD_FILE, flags=0)
on_token("a token whose owner was proven, not present", "a program signs while its owner is away", BAD_FILE, flags=4)
on_token("a token for a web site", "a web site has it sign a release", BAD_FIRST, b"webauthn.example")
on_token("a token for ssh: with a space", "a second spelling of an application", BAD_FIRST, b"ssh:a b")
on_token("a token without an application", "a key in a file passes for a token's", BAD_FIRST, b"")
on_token("a token that signed for another application", "one token for all", BAD_FILE, signs_for=b"ssh:other")
on_token(
    "a token's key that signed as a key in a file",
    "nobody needs to touch it",
    BAD_FILE,
    other=lambda message, blob: armored(blob, PURPOSE, made_key("press").sign(signed_bytes(PURPOSE, message))),
)
on_token(
    "a token's key that signed as a key in a file, flags behind",
    "nobody needs to touch it",
    BAD_FILE,
    other=lambda message, blob: armored(
        blob, PURPOSE, made_key("press").sign(signed_bytes(PURPOSE, message)), b"\1" + bytes(4)
    ),
)
on_token(
    "a token's flags changed afterwards",
    "what was not touched was touched",
    BAD_FILE,
    other=lambda message, blob: touched_afterwards(message, blob),
)


def touched_afterwards(message: bytes, blob: bytes) -> bytes:
    raw = base64.b64decode(b"".join(by_token(made_key("press"), PURPOSE, message, 0).split(b"\n")[1:-2]))
    return armored(blob, PURPOSE, raw[-69:-5], b"\1" + raw[-4:])
