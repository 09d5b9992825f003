# SPDX-License-Identifier: Apache-2.0
"""Why a light is not green: every code of the table in docs/package.md, its light and its colour."""

from enum import StrEnum

from attrs import frozen

from safeconduct.model.sealed import Texts


class Light(StrEnum):
    """What is judged, in the order in which it matters."""

    WHOLE = "whole"
    GENUINE = "genuine"
    SIGNED_OFF = "signed_off"
    CURRENT = "current"


class Colour(StrEnum):
    """GREY: it cannot be said."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Code(StrEnum):
    """Why a light is not green, in the order of the table in docs/package.md."""

    NOT_A_PACKAGE = "not-a-package"
    ZIP = "zip"
    NAME = "name"
    NOT_PLAIN = "not-plain"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    ALTERED = "altered"
    UNLISTED = "unlisted"
    FORM = "form"
    OTHER_ROOT = "other-root"
    ROOT = "root"
    ROOT_WITHHELD = "root-withheld"
    PUBLISHER = "publisher"
    NOT_COMPARED = "not-compared"
    SPECIMEN = "specimen"
    ROLE = "role"
    ATTESTATION = "attestation"
    CONDITIONS = "conditions"
    RECALLED = "recalled"
    STATUS = "status"
    ROLLBACK = "rollback"
    EXPIRED = "expired"
    CARE = "care"
    NO_STATUS = "no-status"
    SILENT = "silent"
    SUPERSEDED = "superseded"
    REVIEW = "review"
    ROOT_EXPIRED = "root-expired"
    CLOCK = "clock"


_CODES = tuple(Code)
_LAST_OF = {Light.WHOLE: Code.FORM, Light.GENUINE: Code.NOT_COMPARED, Light.SIGNED_OFF: Code.CONDITIONS}
_YELLOW = frozenset({Code.NOT_COMPARED, Code.CONDITIONS, *_CODES[_CODES.index(Code.CARE) :]})
_LIGHTS = tuple(Light)


@frozen
class Reason:
    """Why a light is not green; `untrusted_file` is a name as it is, "" for the package itself, a role for `role`.

    `what` is the day, number or fingerprint that its sentence tells; `said` the words of the press or of a reviewer,
    each behind the steps that they are about.
    """

    code: Code
    untrusted_file: str
    what: str = ""
    said: tuple[tuple[tuple[str, ...], Texts], ...] = ()

    @property
    def light(self) -> Light:
        """The light that it is about."""
        place = _CODES.index(self.code)
        return next((light for light, last in _LAST_OF.items() if place <= _CODES.index(last)), Light.CURRENT)

    @property
    def colour(self) -> Colour:
        """Red or yellow."""
        return Colour.YELLOW if self.code in _YELLOW else Colour.RED

    @property
    def place(self) -> tuple[int, bool, int, str]:
        """Where it stands among the reasons of a verdict: the least is the main one."""
        code = _CODES.index(self.code)
        return _LIGHTS.index(self.light), self.colour is Colour.YELLOW, code, self.untrusted_file
