# SPDX-License-Identifier: Apache-2.0
"""Is this leaflet, picture or recording ours?  By its digest, it is; by its looks or sound, it is only like ours."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from safeconduct.seal.manifest import PackedFile

from .finals import Final, Passed, digest_of_asked, finals
from .likenesses import Alike, Likeness, alike

PROVES_NOTHING = (
    "Likeness proves nothing: a forger changes a telephone number and leaves the rest as it was. "
    "Compare every word and every figure with the original."
)
NOT_FOUND_PROVES_LITTLE = (
    "What is not found need not be forged: a small part of a page, a page drawn anew, or words read by another voice "
    "are not found."
)


class Answer(StrEnum):
    """OURS: it is one of our files, byte for byte.  SPECIMEN: the same of a specimen.  LIKE: it is like one."""

    OURS = "ours"
    SPECIMEN = "specimen"
    LIKE = "like"
    NOT_FOUND = "not-found"


@frozen
class Told:
    """The answer about a file: `same` are those with its digest, finals first; `likeness` is None where one was found.

    `looked_at` are the packages that may vouch, `passed` those that may not.
    """

    file: str
    sha256: str
    same: tuple[tuple[Final, PackedFile], ...]
    likeness: Likeness | None
    looked_at: tuple[Final, ...]
    passed: tuple[Passed, ...]

    @property
    def answer(self) -> Answer:
        """The answer in one word."""
        if self.same:
            return Answer.SPECIMEN if self.same[0][0].is_specimen else Answer.OURS
        return Answer.LIKE if self.likeness and self.likeness.alike else Answer.NOT_FOUND

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in sentences, for a person."""
        return tuple(_sentences(self))


def told_of(path: Path, packages: Sequence[Path], today: date, trusted: Sequence[str] = ()) -> Told:
    """Say whether the file `path` is in the finals of `packages`, or is like something in them, on the day `today`.

    `trusted` are fingerprints that were compared with the press.  Raises `UsageRefusal` for a place
    without packages, `FolderRefusal` for a file that the system does not show, `ToolRefusal` where the jail cannot run.
    """
    digest = digest_of_asked(path)
    asked = tuple(finals(packages, today, trusted))
    vouching = tuple(one for one in asked if isinstance(one, Final))
    passed = tuple(one for one in asked if isinstance(one, Passed))
    same = [(final, packed) for final in vouching for packed in final.files if packed.sha256 == digest]
    same.sort(key=lambda found: found[0].is_specimen)
    ours = tuple(final for final in vouching if not final.is_specimen)
    likeness = alike(path, ours) if ours and not same else None
    return Told(path.name, digest, tuple(same), likeness, vouching, passed)


def _sentences(told: Told) -> Iterator[str]:
    if told.same:
        for final, packed in told.same:
            yield f"This is {_named(final, packed)}."
        if told.answer is Answer.SPECIMEN:
            yield "A SPECIMEN is none of our finals: do not use it, do not hand it out."
    elif told.likeness and told.likeness.alike:
        for one in told.likeness.alike:
            yield _alike(one)
        figures = tuple(dict.fromkeys(figure for one in told.likeness.alike for figure in one.figures))
        yield PROVES_NOTHING
        if figures:
            yield f"Figures in ours, to be compared: {' · '.join(figures)}"
    elif any(not final.is_specimen for final in told.looked_at):
        yield f"It is not in any of the finals looked at{_compared(told.likeness)}."
        yield NOT_FOUND_PROVES_LITTLE
    else:
        yield "There was no final to look at."
    yield from told.likeness.not_compared if told.likeness else ()
    yield from _packages(told)


def _alike(one: Alike) -> str:
    where = f": {one.where}" if one.where else ""
    return f"It {one.verb} {_named(one.final, one.packed)}{where}."


def _compared(likeness: Likeness | None) -> str:
    if likeness is None or not likeness.compared:
        return ""
    return {
        "picture": f", and looks like none of their {likeness.compared} pages and pictures",
        "sound": f", and sounds like none of their {likeness.compared} recordings",
        "words": f", and has the words of none of their {likeness.compared} texts",
    }[likeness.kind]


def _packages(told: Told) -> Iterator[str]:
    for final in told.looked_at:
        yield f"Looked at: {final.place}: {final.name} ({status_of(final)})."
        yield from final.remarks
    for one in told.passed:
        yield f"Not asked, because it may not vouch for anything: {one.place}: {one.why}"


def _named(final: Final, packed: PackedFile) -> str:
    return f"{packed.path} of {final.name} ({status_of(final)})"


def status_of(final: Final) -> str:
    """Return what a package is and until when, in words."""
    if final.is_specimen:
        return "SPECIMEN, which nobody has confirmed"
    until = final.release.expires
    return f"FINAL, valid until {until}" if until else "FINAL, no end date"
