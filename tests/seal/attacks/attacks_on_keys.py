# SPDX-License-Identifier: Apache-2.0
"""Keys that count for nothing, and signatures that are almost right."""

import base64
from collections.abc import Callable
from datetime import date
from typing import Any

from attack import GREEN, OWN, Attacks
from attrs import evolve
from forging import (
    TOKEN,
    armored,
    blob_of,
    by_token,
    id_of_blob,
    line_of,
    plus_order,
    raw_of,
    signed_bytes,
    string,
)
from parcel import FIRST, RELEASE, SECOND, STATUS, Parcel, sig, sign_off_of, signed_by, spelled
from sealing_office import a_root, id_of, made_key

from safeconduct.model.sealed import Key

attack = Attacks("keys")
PRESS = sig(RELEASE, "press")
BAD_PRESS = f"GR-- genuine publisher {PRESS} 7"
LEGAL = sign_off_of("legal", "lawyer-1")
BAD_SECOND = f"GR-- genuine root {SECOND} 7"
BAD_FIRST = f"GR-- genuine root {FIRST} 7"
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


@attack("a key of another role", "any key of the press can publish", f"GR-- genuine publisher {sig(RELEASE, 'checker-1')} 7")
def _(parcel: Parcel) -> None:
    parcel.publish("checker-1")


@attack("the publisher's signature under another's name", "one who signs twice counts twice",
        f"GR-- genuine publisher {sig(RELEASE, 'clerk')} 7")  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.files[sig(RELEASE, "clerk")] = parcel.files[PRESS]


@attack("the publisher's signature in a stranger's file", "the name counts",
        f"GR-- genuine publisher {RELEASE}.sigs/{'0' * 16}.sig 7")  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.rename(PRESS, f"{RELEASE}.sigs/{'0' * 16}.sig")


@attack("no publisher's signature", "nobody misses it", f"GR-- genuine publisher {RELEASE} 7")
def _(parcel: Parcel) -> None:
    parcel.drop(PRESS)


@attack("a good signature and a stranger's", "one that is bad is not looked at", f"GR-- genuine publisher {sig(RELEASE, 'thief')} 7")
def _(parcel: Parcel) -> None:
    parcel.sign(RELEASE, "thief")


@attack("one of two root keys", "one is enough", BAD_FIRST)
def _(parcel: Parcel) -> None:
    parcel.drop(sig(FIRST, "root-1"))


@attack("one root key twice", "one who signs twice counts twice", f"GR-- genuine root {sig(FIRST, 'root-3')} 7")
def _(parcel: Parcel) -> None:
    parcel.drop(sig(FIRST, "root-2"))
    parcel.files[sig(FIRST, "root-3")] = parcel.files[sig(FIRST, "root-1")]


@attack("a lowered threshold, believed by its reader", "what the root asks of itself is changed by one key",
        f"GR-- genuine root {sig(FIRST, 'root-2')} 7", trusted=OWN)  # fmt: skip
def _(parcel: Parcel) -> None:
    root = parcel.record(FIRST)
    root["roles"]["root"]["threshold"] = 1
    parcel.files[FIRST] = spelled(root)
    parcel.sign(FIRST, "root-1")


@attack("a lowered threshold, and the bad signature gone", "the digits are not compared again", f"GR-- genuine other-root {FIRST} 7")
def _(parcel: Parcel) -> None:
    root = parcel.record(FIRST)
    root["roles"]["root"]["threshold"] = 1
    parcel.files[FIRST] = spelled(root)
    parcel.drop_signatures(FIRST)
    parcel.sign(FIRST, "root-1")


@attack("a second root that asks for less", "a new root is judged by its own threshold", BAD_SECOND)
def _(parcel: Parcel) -> None:
    roles = {role: evolve(told, threshold=1) for role, told in a_root().roles.items()}
    parcel.root(a_root(2, roles=roles), "root-1")


@attack("a threshold of zero", "nobody needs to sign", BAD_SECOND)
def _(parcel: Parcel) -> None:
    roles = {role: evolve(told, threshold=0) for role, told in a_root().roles.items()}
    parcel.root(a_root(2, roles=roles))


@attack("a threshold above the keys", "a role that nobody can fill is skipped", BAD_SECOND)
def _(parcel: Parcel) -> None:
    roles = {role: evolve(told, threshold=9) for role, told in a_root().roles.items()}
    parcel.root(a_root(2, roles=roles))


def second_root(name: str, hope: str, expected: str = BAD_SECOND) -> Callable[[Callable[[Any], None]], None]:
    """An attack by both who hold root keys: a second root that should not be."""

    def entered(bend: Callable[[Any], None]) -> None:
        def put(parcel: Parcel) -> None:
            root = {**parcel.record(FIRST), "version": 2}
            bend(root)
            parcel.files[SECOND] = spelled(root)
            parcel.sign(SECOND, "root-1", "root-2")

        attack.add(name, hope, put, expected)

    return entered


def small_order(y: int) -> bytes:
    return y.to_bytes(32, "little")


def exchange_key(root: Any, role: str, blob: bytes, line: str | None = None, known_as: str | None = None) -> None:
    """Have the key in `blob` be the only one of a role."""
    known = known_as or id_of_blob(blob)
    (old,) = root["roles"][role]["keys"][:1]
    root["keys"][known] = {"key": line or line_of(blob), "until": None}
    for told in root["roles"].values():
        told["keys"] = sorted({known if one == old else one for one in told["keys"]})
    root["keys"].pop(old, None) if old != known else None


@second_root("a second root as it should be", "a control: the same keys under a higher number", GREEN)
def _(root: Any) -> None:
    root["issued"] = "2024-02-01"


@second_root("a key of small order", "anybody can sign for it")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(small_order(1)))


@second_root("a key of order 8", "anybody can sign for it")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(small_order(2707385501144840649318225287225658788936804267575313519463743609750303402022)))


@second_root("a key of small order, spelled with its sign", "the list of bad points holds one spelling of it")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(small_order(1 | 1 << 255)))


@second_root("a key spelled above p", "two keys are one")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(small_order(2**255 - 19 + 3)))


@second_root("a key under another key's id", "the lawyer's sign-off counts by a thief's key")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(raw_of(made_key("thief"))), known_as=id_of("lawyer-1"))


@second_root("a key with a comment", "two spellings of one key")
def _(root: Any) -> None:
    blob = blob_of(raw_of(made_key("lawyer-1")))
    exchange_key(root, "legal", blob, line_of(blob) + " lawyer@desk")


@second_root("a key with a line end", "two spellings of one key")
def _(root: Any) -> None:
    root["keys"][id_of("lawyer-1")]["key"] += "\n"


@second_root("a key with an option", "ssh-keygen reads it in another way")
def _(root: Any) -> None:
    key = root["keys"][id_of("lawyer-1")]
    key["key"] = "cert-authority " + key["key"]


@second_root("a key of RSA", "a weaker kind of key")
def _(root: Any) -> None:
    exchange_key(root, "legal", string(b"ssh-rsa") + string(b"\1\0\1") + string(b"\0" + b"\xc1" * 256))


@second_root("a key of 31 bytes", "what is missing is taken for zero")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(raw_of(made_key("lawyer-1"))[:31]))


@second_root("a key with bytes behind it", "two ids for one key: one person is two")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(raw_of(made_key("lawyer-1"))) + string(b""))


@second_root("one raw key, in a file and on a token", "one person is two")
def _(root: Any) -> None:
    blob = blob_of(raw_of(made_key("checker-1")), b"ssh:")
    root["keys"][id_of_blob(blob)] = {"key": line_of(blob), "until": None}
    root["roles"]["fact-check"] = {"keys": sorted([*root["roles"]["fact-check"]["keys"], id_of_blob(blob)]), "threshold": 2}


@second_root("one key twice in a role", "one person is two")
def _(root: Any) -> None:
    keys = root["roles"]["legal"]["keys"]
    root["roles"]["legal"] = {"keys": keys * 2, "threshold": 2}


@second_root("a role of unknown keys", "a key that is not in the root counts")
def _(root: Any) -> None:
    root["roles"]["legal"]["keys"] = ["0" * 16]


@second_root("a key both listed and revoked", "it counts, or it does not")
def _(root: Any) -> None:
    root["revoked"] = {id_of("lawyer-1"): "2024-02-01"}


@second_root("no policy for every release", "a release that names no known kind needs nobody")
def _(root: Any) -> None:
    del root["policy"]["any"]


@second_root("a policy that asks for the publisher", "who publishes reviews as well")
def _(root: Any) -> None:
    root["policy"]["any"] = ["publisher"]


@second_root("a policy that asks for nobody known", "a role that nobody has is skipped")
def _(root: Any) -> None:
    root["policy"]["any"] = ["editor"]


@second_root("a root without a status role", "recalls cannot be signed")
def _(root: Any) -> None:
    del root["roles"]["status"]


@second_root("another version than its name says", "a root is read twice, or once too few")
def _(root: Any) -> None:
    root["version"] = 3


# ---- Keys on tokens.


def token_root(application: bytes) -> dict[str, Any]:
    """A root in which the publisher's key lies on a token."""
    root = json_of_root()
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
        told = by_token(made_key("press"), PURPOSE, parcel.files[RELEASE], how.get("flags", 1), how.get("signs_for", application))
        parcel.files[file] = how["other"](parcel.files[RELEASE], blob) if "other" in how else bend(told)

    attack.add(name, hope, put, expected.replace("FILE", file), trusted=OWN)


BAD_FILE = "GR-- genuine publisher FILE 7"
on_token("a token that was touched", "a control: a publisher with a token", GREEN)
on_token("a token with a name, touched, and its owner proven", "a control: other flags do not harm", GREEN, b"ssh:press", flags=5)
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


assert TOKEN in blob_of(bytes(32), b"ssh:")


# ---- Retired and revoked keys.


def retired(parcel: Parcel, person: str, until: str) -> None:
    root = a_root()
    keys = {**root.keys, id_of(person): Key(root.keys[id_of(person)].key, date.fromisoformat(until))}
    parcel.root(evolve(root, version=2, keys=keys))


def revoked(parcel: Parcel, person: str, instead: str) -> None:
    """A second root that revokes a key, and lists another in its roles."""
    from sealing_office import PEOPLE

    people = {**{name: roles for name, roles in PEOPLE.items() if name != person}, instead: PEOPLE[person]}
    parcel.root(a_root(2, people, revoked={id_of(person): date(2024, 11, 30)}))


@attack("a retired publisher, on the last day", "a control: what was signed before counts on", GREEN)
def _(parcel: Parcel) -> None:
    retired(parcel, "press", "2024-11-20")


@attack("a retired publisher, a day later", "an old key still publishes", f"GR-- genuine publisher {RELEASE} 7")
def _(parcel: Parcel) -> None:
    retired(parcel, "press", "2024-11-19")


@attack("a revoked publisher", "a stolen key still publishes", f"GR-- genuine publisher {RELEASE} 7")
def _(parcel: Parcel) -> None:
    revoked(parcel, "press", "press-2")


@attack("a revoked publisher beside a good one", "a control: what is revoked is no fault", GREEN)
def _(parcel: Parcel) -> None:
    revoked(parcel, "press", "press-2")
    parcel.sign(RELEASE, "press-2")


@attack("a revoked lawyer", "a stolen key still signs off", "GGRG signed_off role legal 7")
def _(parcel: Parcel) -> None:
    revoked(parcel, "lawyer-1", "lawyer-2")


@attack("a revoked lawyer's sign-off that does not even fit", "what counts for nothing may be anything", f"GGRG signed_off role legal 7")
def _(parcel: Parcel) -> None:
    revoked(parcel, "lawyer-1", "lawyer-2")
    parcel.files[LEGAL[:-5] + ".sig"] = signed_by("lawyer-1", "attestation.legal", b"another message")


@attack("a retired lawyer", "an old key still signs off", "GGRG signed_off role legal 7")
def _(parcel: Parcel) -> None:
    retired(parcel, "lawyer-1", "2024-11-19")


@attack("a revoked clerk", "a stolen status key still tells that all is well", f"GGGR current status {STATUS} 7")
def _(parcel: Parcel) -> None:
    revoked(parcel, "clerk", "clerk-2")


@attack("a retired clerk", "an old status key still tells that all is well", f"GGGR current status {STATUS} 7")
def _(parcel: Parcel) -> None:
    retired(parcel, "clerk", "2024-11-24")


@attack("a revoked root key signs its own successor", "a stolen root key makes the next root", BAD_SECOND)
def _(parcel: Parcel) -> None:
    from sealing_office import PEOPLE

    people = {**{name: roles for name, roles in PEOPLE.items() if name != "root-1"}, "root-4": ("root",)}
    parcel.root(a_root(2, people, revoked={id_of("root-1"): date(2024, 11, 30)}), "root-1", "root-2")


@attack("a junk signature beside the status", "a recall is hidden by one bad file",
        f"GGGR current status {sig(STATUS, 'thief')} 7")  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.files[sig(STATUS, "thief")] = b"junk"
