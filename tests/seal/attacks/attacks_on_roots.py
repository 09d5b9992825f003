# SPDX-License-Identifier: Apache-2.0
"""Attacks on the chain of roots: the newest left out, one put in, one exchanged."""

from datetime import date
from typing import Any

from attack import GREEN, OWN, Attacks
from attrs import evolve
from looking import seen
from parcel import FIRST, SECOND, STATUS, Parcel, sig, signed_by
from sealing_office import PEOPLE, a_root, id_of

attack = Attacks("roots")
THIRD = "trust/3.root.json"
BAD_SECOND, WITHHELD = f"GR-- genuine root {SECOND} 7", f"GR-- genuine root-withheld {SECOND} 7"
LEFT_OUT = "the root that revokes a stolen key is left out"


def without(*people: str) -> dict[str, tuple[str, ...]]:
    return {name: roles for name, roles in PEOPLE.items() if name not in people}


def second(**changed: Any) -> Any:
    """A second root: the publisher's key was stolen, there is a new one."""
    told = {"issued": date(2024, 11, 1), "revoked": {id_of("press"): date(2024, 11, 1)}, **changed}
    return a_root(2, {**without("press"), "press-2": ("publisher",)}, **told)


def rotated(parcel: Parcel) -> None:
    """What the press hands out since then."""
    parcel.root(second())
    parcel.publish("press-2", root_version=2)
    parcel.agreed()
    parcel.word(root_version=2)


@attack("a rotated publisher", "a control: a new key under a second root", GREEN)
def _(parcel: Parcel) -> None:
    rotated(parcel)


def strip(parcel: Parcel) -> None:
    parcel.drop_signatures(SECOND)
    parcel.drop(SECOND)


@attack("the second root left out, the status names it", LEFT_OUT, WITHHELD)
def _(parcel: Parcel) -> None:
    parcel.word(root_version=2)


@attack("the second root left out, an unsigned status names it", LEFT_OUT, WITHHELD)
def _(parcel: Parcel) -> None:
    parcel.word(root_version=2)
    parcel.drop_signatures(STATUS)


@attack("the second root left out, the release names it", LEFT_OUT, WITHHELD)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(root_version=2)


@attack("the second root left out, the reader saw it", LEFT_OUT, WITHHELD, seen=seen(root=2))
def _(parcel: Parcel) -> None:
    assert SECOND not in parcel.files


@attack("the second root left out, and its key used", LEFT_OUT, WITHHELD)
def _(parcel: Parcel) -> None:
    rotated(parcel)
    strip(parcel)


@attack("the second root left out, its signatures lie there", LEFT_OUT, BAD_SECOND)
def _(parcel: Parcel) -> None:
    parcel.root(second())
    parcel.drop(SECOND)


@attack("roots one and three", "a gap is leapt over", BAD_SECOND)
def _(parcel: Parcel) -> None:
    parcel.root(a_root(3))


@attack(
    "roots one and three, other digits",
    "a gap is leapt over",
    f"GR-- genuine other-root {FIRST} 7",
    trusted="1" * 5 + " 11111" * 7,
)
def _(parcel: Parcel) -> None:
    parcel.root(a_root(3))


@attack("a signature of root nine", "the chain is read for a million roots", BAD_SECOND)
def _(parcel: Parcel) -> None:
    parcel.files[f"trust/9.root.json.sigs/{id_of('root-1')}.sig"] = b"junk"


@attack("root 999,999", "the chain is read for a million roots", BAD_SECOND)
def _(parcel: Parcel) -> None:
    parcel.root(a_root(999_999))


@attack("an unsigned second root", "what is newest counts", BAD_SECOND)
def _(parcel: Parcel) -> None:
    parcel.root(a_root(2))
    parcel.drop_signatures(SECOND)


@attack("a second root signed by strangers", "what is newest counts",
        f"GR-- genuine root {min(sig(SECOND, 'thief-1'), sig(SECOND, 'thief-2'))} 7")  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.root(a_root(2), "thief-1", "thief-2")


@attack("a second root signed by its own keys alone", "thieves make themselves the press", BAD_SECOND)
def _(parcel: Parcel) -> None:
    people = {**without("root-1", "root-2", "root-3"), "thief-1": ("root",), "thief-2": ("root",)}
    parcel.root(a_root(2, people), "thief-1", "thief-2")


@attack("a second root signed by the old keys alone", "new keys that nobody has shown to hold", BAD_SECOND)
def _(parcel: Parcel) -> None:
    people = {**without("root-1", "root-2", "root-3"), "root-4": ("root",), "root-5": ("root",)}
    parcel.root(a_root(2, people), "root-1", "root-2")


@attack("a second root signed by old and new keys", "a control: all root keys exchanged", GREEN)
def _(parcel: Parcel) -> None:
    people = {**without("root-1", "root-2", "root-3"), "root-4": ("root",), "root-5": ("root",)}
    parcel.root(a_root(2, people), "root-1", "root-2", "root-4", "root-5")


@attack("one old and one new key", "one of each is two", BAD_SECOND)
def _(parcel: Parcel) -> None:
    people = {**without("root-2", "root-3"), "root-4": ("root",)}
    parcel.root(a_root(2, people), "root-1", "root-4")


@attack("the first root once more as the second", "an old root stands for a new one", BAD_SECOND)
def _(parcel: Parcel) -> None:
    parcel.files[SECOND] = parcel.files[FIRST]
    parcel.files |= {
        name.replace(FIRST, SECOND): content
        for name, content in parcel.files.items()
        if name.startswith(f"{FIRST}.sigs/")
    }


@attack("the second root for the first", "the chain begins in its midst", f"GR-- genuine root {FIRST} 7", trusted=OWN)
def _(parcel: Parcel) -> None:
    parcel.root(second())
    parcel.files[FIRST] = parcel.files[SECOND]
    parcel.sign(FIRST, "root-1", "root-2")


@attack("a second root signed for another purpose", "whatever root keys signed once will do",
        f"GR-- genuine root {min(sig(SECOND, 'root-1'), sig(SECOND, 'root-2'))} 7")  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.root(a_root(2))
    parcel.sign(SECOND, "root-1", "root-2", purpose="safeconduct.release")


@attack("a junk signature beside the second root", "one bad file makes nobody trust the new root",
        f"GR-- genuine root {sig(SECOND, 'thief')} 7")  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.root(a_root(2))
    parcel.files[sig(SECOND, "thief")] = signed_by("thief", "root", parcel.files[SECOND])


@attack("a second root without the reader's digits", "the newest root is compared, not the first", GREEN)
def _(parcel: Parcel) -> None:
    parcel.root(evolve(a_root(2), name={"en": "Another press"}))


@attack("a root that has expired", "a control: expired is not forged", f"GGGY current root-expired {SECOND} 7")
def _(parcel: Parcel) -> None:
    parcel.root(a_root(2, expires=date(2024, 11, 30)))


@attack("a first root that has expired, a second that has not", "a control: the newest counts", GREEN, trusted=OWN)
def _(parcel: Parcel) -> None:
    parcel.root(a_root(1, expires=date(2024, 1, 2)))
    parcel.root(a_root(2))


@attack("a status that names the root before", "a control: an older status of the press under its newer root", GREEN)
def _(parcel: Parcel) -> None:
    rotated(parcel)
    parcel.word(root_version=1)


@attack("four roots", "a control: a chain of four", GREEN)
def _(parcel: Parcel) -> None:
    for version in (2, 3, 4):
        parcel.root(a_root(version))


@attack(
    "the third of four roots changed",
    "a root in the midst is not looked at",
    f"GR-- genuine root {min(sig(THIRD, 'root-1'), sig(THIRD, 'root-2'))} 7",
)
def _(parcel: Parcel) -> None:
    for version in (2, 3, 4):
        parcel.root(a_root(version))
    parcel.files[THIRD] = parcel.files[THIRD].replace(b"2030-01-01", b"2031-01-01")


@attack("a retired root key signs the next root", "old root keys come back", f"GR-- genuine root {THIRD} 7")
def _(parcel: Parcel) -> None:
    root = a_root()
    keys = {
        known: evolve(key, until=date(2024, 6, 1)) if known == id_of("root-1") else key
        for known, key in root.keys.items()
    }
    parcel.root(evolve(root, version=2, keys=keys))
    parcel.root(evolve(root, version=3, issued=date(2024, 7, 1)))
