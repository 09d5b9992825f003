# SPDX-License-Identifier: Apache-2.0
"""Keys that were good once."""

from datetime import date

from attack import GREEN, Attacks
from attrs import evolve
from parcel import RELEASE, SECOND, STATUS, Parcel, sig, sign_off_of, signed_by
from sealing_office import a_root, id_of

from safeconduct.model.sealed import Key

attack = Attacks("retired keys")
PRESS = sig(RELEASE, "press")
LEGAL = sign_off_of("legal", "lawyer-1")
BAD_SECOND = f"GR-- genuine root {SECOND} 7"


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


@attack(
    "a revoked lawyer's sign-off that does not even fit",
    "what counts for nothing may be anything",
    "GGRG signed_off role legal 7",
)
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
