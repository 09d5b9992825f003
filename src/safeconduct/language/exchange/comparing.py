# SPDX-License-Identifier: Apache-2.0
"""What came back against what stands in the manuscript: which units may be taken, and which must not."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from attrs import frozen

from safeconduct.manuscript.bare import bare
from safeconduct.model.refusal import UsageRefusal

from .content import PICTURE, Codes, Content, Mark, fault_of, plain, runs_of
from .returned import Returned, refused
from .units import Unit, fingerprint

_MOST_NAMED = 8


class Clash(Enum):
    """Why a unit that came back must not be taken, and what to do."""

    SOURCE = (
        "The words of the source have changed since the export",
        "export again, or take the other units with --skip-changed.",
    )
    ALTERED = ("The file holds other source words than were exported", "leave the source as it is, and translate it.")
    COPY = (
        "The translation has changed in the manuscript since the export",
        "export again, or take the other units with --skip-changed.",
    )


@frozen
class Match:
    """A unit with what came back for it.

    `changed` is true when its words or codes are not those that stand in the manuscript, `new` when they are not those
    that were sent out: words that were brought in already are new in the file, and change nothing.
    """

    unit: Unit
    returned: Returned
    target: Content
    changed: bool
    new: bool


def matched(
    units: Mapping[str, Unit], returned: Iterable[Returned], *, skip_changed: bool
) -> tuple[tuple[Match, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the finished units that may be taken, the ids of unfinished ones, and of those that were skipped.

    Raises `UsageRefusal` for a unit that comes twice, lost or crossing codes, and, unless they are skipped, for units
    that are not there (any more), or whose source or translation has changed since the export.
    """
    taken: dict[str, Match] = {}
    unfinished: list[str] = []
    left: list[str] = []
    clashes: dict[Clash, list[Returned]] = {}
    seen: set[str] = set()
    for one in returned:
        unit = units.get(one.unit)
        if unit is None:
            if skip_changed:
                left.append(one.unit)
                continue
            do = "export the piece again, or take the other units with --skip-changed."
            raise refused(one.at, f"“{one.piece}” has no unit “{one.unit}” to translate.", do)
        if one.unit in seen:
            raise refused(one.at, f"The unit “{one.unit}” stands in the file twice.", "keep one of them.")
        seen.add(one.unit)
        clash = _source_clash(unit, one)
        if clash is None and one.target is None:
            unfinished.append(one.unit)
            continue
        match = _match(unit, one) if clash is None else None
        if match and match.changed and one.was[1] not in (None, fingerprint(unit.target, unit.target_codes)):
            if one.was[1] == fingerprint(one.target, unit.known):
                # Only the manuscript has changed: what is said of other words is not said of these.
                left.append(one.unit)
                continue
            clash = Clash.COPY
        if clash:
            clashes.setdefault(clash, []).append(one)
        elif match:
            taken[one.unit] = match
    return tuple(taken.values()), tuple(unfinished), (*left, *_skipped(clashes, skip_changed))


def _match(unit: Unit, one: Returned) -> Match:
    target = one.target or ()
    complete = (unit.codes, unit.target_codes) if unit.target is not None else (unit.codes,)
    if fault := fault_of(target, unit.known, *complete):
        do = "put every code around the words that it belongs to, once, as in the source."
        raise refused(one.at, fault, do)
    changed = _told(target, unit.known) != _told(unit.target, unit.target_codes)
    return Match(unit, one, target, changed, changed or one.was[1] not in (None, fingerprint(target, unit.known)))


def _told(content: Content | None, codes: Codes) -> object:
    pictures = [codes[part.code] for part in content or () if isinstance(part, Mark)]
    return runs_of(content or (), codes), [means for means in pictures if means.startswith(PICTURE)]


def _source_clash(unit: Unit, one: Returned) -> Clash | None:
    """None when the source says what it said; a change of spacing and punctuation alone is none."""
    if all(mark.code in unit.codes for mark in one.source if isinstance(mark, Mark)):
        forms = (lambda text: re.sub(r"\s+", " ", text), bare)
        if any(_shape(one.source, form) == _shape(unit.source, form) for form in forms):
            return None
    return Clash.ALTERED if one.was[0] == fingerprint(unit.source, unit.codes) else Clash.SOURCE


def _shape(content: Content, form: Callable[[str], str]) -> object:
    # The words as a whole, so that two parts cannot run into one word, and then what stands under which code.
    marks = [part if isinstance(part, Mark) else form(part).strip() for part in content]
    return form(plain(content)).strip(), [part for part in marks if part != ""]


def _skipped(clashes: Mapping[Clash, list[Returned]], skip_changed: bool) -> tuple[str, ...]:
    for clash in (Clash.ALTERED, Clash.SOURCE, Clash.COPY):
        those = clashes.get(clash, [])
        if those and (clash is Clash.ALTERED or not skip_changed):
            named = ", ".join(f"“{one.unit}”" for one in those[:_MOST_NAMED])
            more = f" and {len(those) - _MOST_NAMED} more" if len(those) > _MOST_NAMED else ""
            what, do = clash.value
            where = f"in the unit {named}" if len(those) == 1 else f"in the units {named}{more}"
            raise UsageRefusal(f"{those[0].at.partition(' (')[0]}: {what} {where} of “{those[0].piece}”.", do)
    return tuple(one.unit for those in clashes.values() for one in those)
