# SPDX-License-Identifier: Apache-2.0
"""What a thief reaches with each set of stolen keys: works out docs/stolen-keys.md.

    python tests/seal/stolen_keys.py > docs/stolen-keys.md

For every subset of the roles' keys a forged package is really made and really verified, by somebody who has compared
the fingerprint and seen the press's word before.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from attrs import evolve
from sealing_office import TODAY, Desk, a_root, a_status, id_of, made_key, sign_off, signed_root, signed_status

from safeconduct.model.sealed import Key, Recall, Role, Urgency
from safeconduct.seal.adding import add
from safeconduct.seal.keys import public_of
from safeconduct.seal.verify import verify

ROLES = ("publisher", "author", "fact-check", "legal", "translator", "status", "root (one)", "root (two)")
HOLDERS = {
    "publisher": ("press",),
    "author": ("author-1",),
    "fact-check": ("checker-1",),
    "legal": ("lawyer-1",),
    "translator": ("translator-1",),
    "status": ("clerk",),
    "root (one)": ("root-1",),
    "root (two)": ("root-1", "root-2"),
}
REVIEWERS = ("author", "fact-check", "legal", "translator")
ROOT = a_root(policy={"any": REVIEWERS})
"""The policy of a plan as `safeconduct trust begin` writes it; what it asked of single kinds could only be more."""

FALSE = {"leaflet.pdf": b"a false leaflet"}
CALLED_BACK = Recall(
    "kursk-2024", 2, 2, date(2024, 11, 25), Urgency.STOP, (), dict.fromkeys(("en", "uk", "ko", "ru"), "Wrong."), None
)
INTRODUCTION = """\
# What a thief can do with stolen keys

Worked out by `tests/seal/stolen_keys.py`, which for every set of stolen keys really makes the best forged package and
has it verified; a test keeps this page true. The office: two of three root keys, one publisher, one key for each of
four reviewers' roles (author, fact-check, legal, translator), one key for the press's word. The policy asks for all
four reviewers. The reader has compared the fingerprint and has seen the press's last word, which recalled version 2."""
MIND = """\
A reader who has not seen the recall can be shown an older word without any key, until its `next` day, and a newer one
that leaves the recall out by a thief of the status key: keep that day near, let two keys sign the word where there
are two people, and send it by several ways. Whoever holds the status key, or can alter the stick, can also raise a
false alarm; that turns lights yellow or red, never green."""
Lights = tuple[str, str, str, str]
LIGHTS = ("whole", "genuine", "signed_off", "current")


def subsets() -> Iterator[frozenset[str]]:
    """Every set of stolen roles; two root keys contain one."""
    for size in range(len(ROLES) + 1):
        for some in combinations(ROLES, size):
            if not {"root (one)", "root (two)"} <= set(some):
                yield frozenset(some)


def lights_of(desk: Desk, package: Path, seen: Any) -> Lights:
    """The four colours for a reader who compared the digits."""
    verdict = verify(package, TODAY, desk.fingerprint, seen, None)
    told = {str(light): str(colour) for light, colour in verdict.lights.items()}
    return (told["whole"], told["genuine"], told["signed_off"], told["current"])


def forged(desk: Desk, stolen: frozenset[str], number: int) -> Path:
    """The best false release that the thief can make: what they cannot sign themselves is left out."""
    trust, root, press = dict(desk.trust), desk.root, "press" if "publisher" in stolen else "thief"
    attested = {role: HOLDERS[role] for role in REVIEWERS if role in stolen}
    clerk = "clerk" if "status" in stolen else None
    if "root (two)" in stolen:
        # Whoever has the threshold of root keys lists themselves in every role.
        mine = id_of("thief")
        roles = dict.fromkeys([role for role in root.roles if role != "root"], Role((mine,), 1))
        keys = {**root.keys, mine: Key(public_of(made_key("thief")), None)}
        root = evolve(root, version=2, keys=keys, roles={**roles, "root": root.roles["root"]})
        trust |= signed_root(root)
        press, attested, clerk = "thief", dict.fromkeys(REVIEWERS, ("thief",)), "thief"
    elif press == "thief":
        # The packer refuses a stranger's key, so the thief lists it in a root of their own, which nobody signed.
        keys = {**root.keys, id_of("thief"): Key(public_of(made_key("thief")), None)}
        root = evolve(root, keys=keys, roles={**root.roles, "publisher": Role((id_of("thief"),), 1)})
    office = Desk(desk.folder / f"forged-{number}", press, root, trust)
    office.folder.mkdir()
    package = office.package(contents=FALSE, kinds=("card",), version=3, attested={}, word=a_status())
    for role, people in attested.items():
        sign_off(package, role, people[0])
    if clerk:
        for path in (package / "seal/status.json.sigs").iterdir():
            path.unlink()
        add(package, signed_status(a_status(9, latest={"kursk-2024": 3}, root_version=root.version), (clerk,)))
    return package


def hidden(desk: Desk, stolen: frozenset[str], number: int) -> Path:
    """A release that was called back, shown with a word that does not say so."""
    office = evolve(desk, folder=desk.folder / f"hidden-{number}")
    office.folder.mkdir()
    package = office.package(word=a_status(2))
    if "status" in stolen or "root (two)" in stolen:
        add(package, signed_status(a_status(9)))
    return package


def reached(folder: Path) -> dict[frozenset[str], tuple[Lights, Lights]]:
    """For every set: the lights of the best forged release, and of a recalled one whose recall is kept back."""
    desk = Desk(folder / "desk", "press", ROOT, signed_root(ROOT))
    desk.folder.mkdir()
    genuine = desk.package(word=a_status(4, recalled=(CALLED_BACK,)))
    seen = verify(genuine, TODAY, desk.fingerprint, None, None).newly_seen
    return {
        stolen: (
            lights_of(desk, forged(desk, stolen, number), seen),
            lights_of(desk, hidden(desk, stolen, number), seen),
        )
        for number, stolen in enumerate(subsets())
    }


def minimal(sets: list[frozenset[str]]) -> list[frozenset[str]]:
    """Those of which no smaller one is in the list; two root keys are more than one."""
    return [one for one in sets if not any(other < one for other in sets)]


def table(found: dict[frozenset[str], tuple[Lights, Lights]]) -> str:
    """Return docs/stolen-keys.md."""
    green = ("green",) * 4
    order = {role: n for n, role in enumerate(ROLES)}

    def spelled(stolen: frozenset[str]) -> str:
        return ", ".join(sorted(stolen, key=order.__getitem__)) or "none"

    lines = [
        *INTRODUCTION.splitlines(),
        "",
        f"All {len(found)} sets were tried. A **false release** gets four green lights with one of these, or more:",
        "",
        *(f"- {spelled(one)}" for one in minimal([one for one in found if found[one][0] == green])),
        "",
        "A **recall is taken back** (the recalled release shows four green lights to a reader who saw the recall):",
        "",
        *(
            [f"- with {spelled(one)}" for one in minimal([one for one in found if found[one][1] == green])]
            or ["- with no set at all: the verifiers remember recalls, and no word takes one back."]
        ),
        "",
        *MIND.splitlines(),
        "",
        "| stolen | false release: whole | genuine | signed off | current | recalled release: current |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    shown = [
        *(one for one in found if len(one) <= 1),
        frozenset({"publisher", "status"}),
        *(frozenset(ROLES[:n]) for n in range(2, 7)),
        frozenset({*ROLES[:5], "root (one)"}),
        frozenset({*ROLES[1:6], "root (one)"}),
        frozenset({"publisher", *ROLES[2:6], "root (one)"}),
    ]
    for stolen in dict.fromkeys(shown):
        lights, kept_back = found[stolen]
        lines.append(f"| {spelled(stolen)} | {' | '.join(lights)} | {kept_back[3]} |")
    lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    setattr(os, "fsync", lambda _: None)  # noqa: B010 - thousands of files that nobody keeps
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.write(table(reached(Path(scratch))))
