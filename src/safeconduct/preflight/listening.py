# SPDX-License-Identifier: Apache-2.0
"""What checks say of takes that differ from their script: the place in the copy, the second, and the words around."""

from collections.abc import Collection, Iterator
from typing import Final

from safeconduct.model.hearing import Difference, Differs, Weight
from safeconduct.model.places import Span

from .registry import Fault
from .scene import Spoken

_MOST: Final = 160
_SAID = {
    Differs.MISSING: "“{script}” stands in the script and was not heard",
    Differs.ADDED: "“{heard}” was heard and does not stand in the script",
    Differs.CHANGED: "“{heard}” was heard instead of “{script}”",
    Differs.MOVED: "“{script}” was heard at another place than it is written",
}


def weighing(spoken: Spoken, kinds: Collection[Differs]) -> Iterator[Fault]:
    """Yield a fault for each difference of these kinds that weighs: a denial, a number, a run of words."""
    for one in spoken.hearing:
        if one.kind in kinds and one.weight is not Weight.SLIGHT:
            yield Fault(_told(one, spoken), _at(one, spoken))


def slight(spoken: Spoken) -> Iterator[Fault]:
    """Yield a fault for each word or two that were heard otherwise."""
    for one in spoken.hearing:
        if one.weight is Weight.SLIGHT:
            yield Fault(_told(one, spoken), _at(one, spoken))


def clock(seconds: float) -> str:
    """Return a second of a recording as a player shows it: 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _at(one: Difference, spoken: Spoken) -> Span | None:
    return next((block.at for block in spoken.blocks if block.id == one.block), None)


def _told(one: Difference, spoken: Spoken) -> str:
    said = _SAID[one.kind].format(script=_short(one.script), heard=_short(one.heard))
    # A finding is one line that a screen can show.
    around = " ".join(f"{one.before} […] {one.after}".split())
    return f"In the take of {{#{one.block}}} in {spoken.language}, at {clock(one.at_s)}, {said}: {around}."


def _short(words: str) -> str:
    text = "".join(sign for sign in " ".join(words.split()) if sign.isprintable())
    return text if len(text) <= _MOST else text[:_MOST].rsplit(" ", 1)[0] + " …"
