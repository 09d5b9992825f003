# SPDX-License-Identifier: Apache-2.0
"""The check engine: it finds the subjects, counts them and places the findings, so that no check can forget to."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from safeconduct.model.judgement import Finding, Outcome

from .registry import Check, declare, registry
from .scene import Files, Scene, Worded
from .subjects import FINDERS, LOOKED_AT_LATER, OF_FILES, PRODUCTS, Subject


@cache
def checks() -> Mapping[str, Check]:
    """Every check by id; the modules of `checks/` are found by listing the folder."""
    from . import checks as folder
    from . import declared

    declare(declared.RECORDS)
    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{folder.__name__}.{module.name}")
    return dict(sorted(registry.items()))


def examine(scene: Scene, text: Mapping[str, Outcome] = MappingProxyType({})) -> tuple[Outcome, ...]:
    """Run every check on everything it applies to.  A check that raises is a bug and is not caught here.

    `text` are outcomes of the same scene before its products were made: what those checks look at has not changed.
    """
    return tuple(
        text[record.id] if record.id in text and not _later(record) else _outcome(record, scene)
        for record in checks().values()
        if record.examine
    )


def examine_files(files: Files) -> tuple[Outcome, ...]:
    """Run every check that looks at finished files on files of strangers, for which there is no manuscript."""
    outcomes = []
    for record in checks().values():
        kinds = [kind for kind in record.subjects if kind in OF_FILES]
        subjects = [subject for kind in kinds for subject in OF_FILES[kind](files)]
        if subjects:
            findings = tuple(finding for subject in subjects for finding in _findings(record, subject, files))
            outcomes.append(Outcome(record.id, len(subjects), findings))
    return tuple(outcomes)


def of_products(record: Check) -> bool:
    """True when the check looks at finished products and not at the text."""
    return any(kind in PRODUCTS for kind in record.subjects)


def _later(record: Check) -> bool:
    return any(kind in LOOKED_AT_LATER for kind in record.subjects)


def _outcome(record: Check, scene: Scene) -> Outcome:
    subjects = [subject for kind in record.subjects for subject in FINDERS[kind](scene)]
    # One fault of one place is told once, though it is met in every channel that carries the words.
    findings = tuple(dict.fromkeys(finding for subject in subjects for finding in _findings(record, subject, scene)))
    not_run = None
    if not subjects:
        made = scene.printed is not None or scene.spoken is not None
        waits = of_products(record) and not made
        unread = Worded in record.subjects and scene.worded is None
        not_run = "The product has not been made yet." if waits else "There was nothing to examine."
        not_run = "Nobody has looked at the words yet." if unread else not_run
    return Outcome(record.id, len(subjects), findings, not_run)


def _findings(record: Check, subject: Subject, scene: Scene | Files) -> Iterator[Finding]:
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
