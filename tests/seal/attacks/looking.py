# SPDX-License-Identifier: Apache-2.0
"""What each of the three verifiers says of an attacked package, in one shape, and whether they say what they must."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from alone import loaded
from attack import HONEST, LIGHTS, OWN, Attack, Expected
from attrs import frozen
from page_in_node import page_verdict_in_node
from parcel import FIRST, Parcel, digits_of, honest

from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.seal.seen import Seen
from safeconduct.seal.verify import verify_for

ALONE = loaded()
# A signature is as right the second time as the first, and most of a package is signed as it was before.
ALONE.ed25519 = cache(ALONE.ed25519)
CODES = {code: number for number, code in enumerate(ALONE.FAULTS)}


@frozen
class Said:
    """Lights by name, and every reason as (light, colour, code, file), the main one first."""

    lights: Mapping[str, str]
    reasons: tuple[tuple[str, str, str, str], ...]
    exit: int

    @property
    def main(self) -> tuple[str, str, str] | None:
        light, _, code, file = self.reasons[0] if self.reasons else ("", "", "", "")
        return (light, code, file) if code else None

    def is_as(self, expected: Expected) -> bool:
        return (dict(self.lights), self.main, self.exit) == (dict(expected.lights), expected.main, expected.exit)


@frozen
class Look:
    """A package that lies there, and the reader who looks at it."""

    path: Path
    today: str
    trusted: str | None
    seen: Mapping[str, Any] | None
    fingerprint: str

    def by_safeconduct(self) -> Said:
        seen = self.seen and Seen(
            self.seen["root"],
            self.seen["status"],
            self.seen["releases"],
            tuple(sorted((one, first, last) for one, first, last in self.seen["recalled"])),
        )
        trusted = [] if self.trusted is None else [self.trusted]
        verdict = verify_for(self.path, date.fromisoformat(self.today), trusted, lambda _: seen or None)
        return Said(
            {f"{light}": f"{colour}" for light, colour in verdict.lights.items()},
            tuple((f"{one.light}", f"{one.colour}", f"{one.code}", one.untrusted_file) for one in verdict.reasons),
            verdict.exit_code,
        )

    def by_verify_py(self) -> Said:
        memory = {self.fingerprint: self.seen} if self.seen else {}
        lights, said, *_ = ALONE.verify(str(self.path), self.today, self.trusted or "", memory)
        order = sorted(said, key=lambda fault: (CODES[fault[0]], fault[1]))
        leave = 0 if set(lights.values()) == {"green"} else 7 if lights["whole"] == "green" else 6
        return Said(dict(lights), tuple((*ALONE.FAULTS[code], code, file) for code, file in order), leave)

    def by_verify_html(self) -> Said:
        told = page_verdict_in_node(self.path, date.fromisoformat(self.today), self.trusted, self.seen)
        return said_by_page(told)


def said_by_page(told: Mapping[str, Any]) -> Said:
    reasons = tuple((one["light"], one["colour"], one["code"], one["file"]) for one in told["reasons"])
    return Said({light: told["lights"][light] for light in LIGHTS}, reasons, told["exit"])


def looks_at(attack: Attack, folder: Path) -> Iterator[tuple[str, Look]]:
    """Make the package in `folder`; yield each shape of it, and the look that the reader takes."""
    parcel = Parcel()
    attack.make(parcel)
    own = parcel.files.get(FIRST)
    fingerprint = fingerprint_of(own) if own is not None else ""
    honest_digits = digits_of(honest())
    trusted = {HONEST: honest_digits, OWN: fingerprint}.get(attack.trusted or "", attack.trusted)
    # What was seen of one press says nothing of another.
    seen = attack.seen if fingerprint == honest_digits else None
    for shape in attack.shapes:
        path = parcel.as_folder(folder / "package") if shape == "folder" else parcel.as_file(folder / "package.zip")
        yield shape, Look(path, attack.today, trusted, seen, fingerprint)


def seen(root: int = 1, status: int | None = None, release: int = 1, *recalled: tuple[str, int, int]) -> dict[str, Any]:
    """What somebody remembers of the robbed press."""
    return {
        "root": root,
        "status": status,
        "releases": {"kursk-2024": release},
        "recalled": [list(r) for r in recalled],
    }
