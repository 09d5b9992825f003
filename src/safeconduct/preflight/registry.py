# SPDX-License-Identifier: Apache-2.0
"""The register of checks: what a check is, and how one file becomes one."""

from collections.abc import Callable, Iterator
from typing import Any

from attrs import field, frozen, validators

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Place

from .subjects import FINDERS


@frozen
class Fault:
    """What a check found wrong; place and remedy are those of the subject and the check unless given."""

    message: str
    at: Place | None = None
    remedy: str | None = None


# A check over print files is also run where there is no scene; then it is handed the files alone.
Examine = Callable[[Any, Any], Iterator[Fault]]
_filled = validators.matches_re(r"(?s).*\S.*")


@frozen
class Check:
    """The record of a check, from which its manual page is written.  All fields are required and non-blank."""

    id: str = field(validator=validators.matches_re(r"[a-z]+(-[a-z0-9]+)+"))
    severity: Severity
    rationale: str = field(validator=_filled)
    remedy: str = field(validator=_filled)
    reference: str = field(validator=validators.matches_re(r"docs/.+\.md#.+"))
    subjects: tuple[type, ...] = ()
    examine: Examine | None = None
    while_making: bool = False

    @property
    def waivable(self) -> bool:
        """True when its findings may be waived: what stops cannot be, notes need not be, no waiver waives another."""
        return self.severity is Severity.WARN and not self.id.startswith("waiver-")


registry: dict[str, Check] = {}
"""Every check that has been imported, by id."""


def check(
    *, id: str, subject: type | tuple[type, ...], severity: Severity, rationale: str, remedy: str, reference: str,
) -> Callable[[Examine], Examine]:  # fmt: skip
    """Register the function below as the check `id` over every subject of that type."""
    subjects = subject if isinstance(subject, tuple) else (subject,)

    def register(examine: Examine) -> Examine:
        _add(Check(id, severity, rationale, remedy, reference, subjects, examine))
        return examine

    return register


def declare(records: tuple[Check, ...]) -> None:
    """Register checks that are carried out elsewhere (while reading, by the gate), so that they can be explained."""
    for record in records:
        _add(record)


def _add(record: Check) -> None:
    if record.id in registry:
        raise ValueError(f"two checks are called {record.id}")
    if not all(kind in FINDERS for kind in record.subjects):
        raise ValueError(f"{record.id} examines something that cannot be found")
    registry[record.id] = record
