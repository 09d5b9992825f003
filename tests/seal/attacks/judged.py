# SPDX-License-Identifier: Apache-2.0
"""The judgement on the verifiers: each says what it must, and all say the same."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from attack import LIGHTS, Attack
from looking import Look, Said, looks_at
from page_in_node import NODE


def named(attack: Attack) -> str:
    return attack.name.encode("ascii", "backslashreplace").decode().replace(" ", "-")


def verifiers_for(attack: Attack) -> tuple[str, ...]:
    """The names of the methods of `Look` that can look at it here."""
    return ("by_safeconduct", "by_verify_py", *(["by_verify_html"] if attack.page and NODE else []))


def verdicts(attack: Attack, look: Look) -> Iterator[tuple[str, Said]]:
    for verifier in verifiers_for(attack):
        yield verifier, getattr(look, verifier)()


def agree(attack: Attack, folder: Path) -> None:
    """Have every verifier look at every shape of an attacked package; each must say what it must, and all the same."""
    if not attack.as_root and os.geteuid() == 0:
        pytest.skip("nothing is unreadable to root")
    for shape, look in looks_at(attack, folder):
        said = dict(verdicts(attack, look))
        expected = attack.told(shape)
        wrong = {by: one for by, one in said.items() if not one.is_as(expected)}
        assert not wrong, f"{attack.name} as a {shape}\nexpected: {expected}\n" + "\n".join(
            f"{by}: {_line(one)}" for by, one in said.items()
        )
        first, *others = said.items()
        for by, one in others:
            assert one.reasons == first[1].reasons, (
                f"{attack.name} as a {shape}: {by} and {first[0]} give other reasons"
            )


def _line(said: Said) -> str:
    reasons = ", ".join(f"{code} {file!r}" for _, _, code, file in said.reasons)
    return f"{' '.join(said.lights[light] for light in LIGHTS)} {said.exit}: {reasons}"
