# SPDX-License-Identifier: Apache-2.0
"""The check engine: it finds the subjects, counts them and places the findings, so that no check can forget to."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import field, frozen, validators

from safeconduct.model.judgement import Finding, Outcome, Severity
from safeconduct.model.places import Place

from .scene import FINDERS, PRODUCTS, Scene, Subject


@frozen
class Fault:
    """What a check found wrong; place and remedy are those of the subject and the check unless given."""

    message: str
    at: Place | None = None
    remedy: str | None = None


Examine = Callable[[Any, Scene], Iterator[Fault]]
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
    waivable: bool = True
    while_making: bool = False


_registry: dict[str, Check] = {}


def check(
    *, id: str, subject: type | tuple[type, ...], severity: Severity, rationale: str, remedy: str, reference: str,
    waivable: bool = True,
) -> Callable[[Examine], Examine]:  # fmt: skip
    """Register the function below as the check `id` over every subject of that type."""
    subjects = subject if isinstance(subject, tuple) else (subject,)

    def register(examine: Examine) -> Examine:
        _add(Check(id, severity, rationale, remedy, reference, subjects, examine, waivable))
        return examine

    return register


def declare(records: tuple[Check, ...]) -> None:
    """Register checks that are carried out elsewhere (while reading, by the gate), so that they can be explained."""
    for record in records:
        _add(record)


def _add(record: Check) -> None:
    if record.id in _registry:
        raise ValueError(f"two checks are called {record.id}")
    if not all(kind in FINDERS for kind in record.subjects):
        raise ValueError(f"{record.id} examines something that cannot be found")
    _registry[record.id] = record


@cache
def checks() -> Mapping[str, Check]:
    """Every check by id; the modules of `checks/` are found by listing the folder."""
    from . import checks as folder
    from . import declared

    declare(declared.RECORDS)
    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{folder.__name__}.{module.name}")
    return dict(sorted(_registry.items()))


def examine(scene: Scene, text: Mapping[str, Outcome] = MappingProxyType({})) -> tuple[Outcome, ...]:
    """Run every check on everything it applies to.  A check that raises is a bug and is not caught here.

    `text` are outcomes of the same scene before its products were made: what those checks look at has not changed.
    """
    return tuple(
        text[record.id] if record.id in text and not of_products(record) else _outcome(record, scene)
        for record in checks().values()
        if record.examine
    )


def of_products(record: Check) -> bool:
    """True when the check looks at finished products and not at the text."""
    return any(kind in PRODUCTS for kind in record.subjects)


def _outcome(record: Check, scene: Scene) -> Outcome:
    subjects = [subject for kind in record.subjects for subject in FINDERS[kind](scene)]
    findings = tuple(finding for subject in subjects for finding in _findings(record, subject, scene))
    not_run = None
    if not subjects:
        made = scene.printed is not None or scene.spoken is not None
        waits = of_products(record) and not made
        not_run = "The product has not been made yet." if waits else "There was nothing to examine."
    return Outcome(record.id, len(subjects), findings, not_run)


def _findings(record: Check, subject: Subject, scene: Scene) -> Iterator[Finding]:
    if record.examine is None:
        return
    for fault in record.examine(subject.value, scene):
        yield Finding(
            record.id,
            record.severity,
            fault.at or subject.place,
            fault.message,
            fault.remedy or record.remedy,
            subject.pieces,
        )
