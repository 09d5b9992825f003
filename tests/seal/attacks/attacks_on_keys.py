# SPDX-License-Identifier: Apache-2.0
"""Keys in the wrong place, and roots that list keys which nobody should believe."""

from collections.abc import Callable
from typing import Any

from attack import GREEN, OWN, Attacks
from attrs import evolve
from forging import (
    blob_of,
    exchange_key,
    id_of_blob,
    line_of,
    raw_of,
    string,
)
from parcel import FIRST, RELEASE, SECOND, Parcel, sig, spelled
from sealing_office import a_root, id_of, made_key

attack = Attacks("keys")
PRESS = sig(RELEASE, "press")
BAD_SECOND = f"GR-- genuine root {SECOND} 7"
BAD_FIRST = f"GR-- genuine root {FIRST} 7"


@attack(
    "a key of another role", "any key of the press can publish", f"GR-- genuine publisher {sig(RELEASE, 'checker-1')} 7"
)
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


@attack(
    "a good signature and a stranger's",
    "one that is bad is not looked at",
    f"GR-- genuine publisher {sig(RELEASE, 'thief')} 7",
)
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


@attack(
    "a lowered threshold, and the bad signature gone",
    "the digits are not compared again",
    f"GR-- genuine other-root {FIRST} 7",
)
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


@second_root("a second root as it should be", "a control: the same keys under a higher number", GREEN)
def _(root: Any) -> None:
    root["issued"] = "2024-02-01"


@second_root("a key of small order", "anybody can sign for it")
def _(root: Any) -> None:
    exchange_key(root, "legal", blob_of(small_order(1)))


@second_root("a key of order 8", "anybody can sign for it")
def _(root: Any) -> None:
    exchange_key(
        root,
        "legal",
        blob_of(small_order(2707385501144840649318225287225658788936804267575313519463743609750303402022)),
    )


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
    root["roles"]["fact-check"] = {
        "keys": sorted([*root["roles"]["fact-check"]["keys"], id_of_blob(blob)]),
        "threshold": 2,
    }


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
