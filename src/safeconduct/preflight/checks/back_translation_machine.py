# SPDX-License-Identifier: Apache-2.0
"""What was put back was put back by a person."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.exchanged import PutBack
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="back-translation-machine",
    subject=PutBack,
    severity=Severity.NOTE,
    rationale="A machine puts back what it expects to find, and smooths over just what a reader would stumble over.",
    remedy="Have a person put the copy back who has not seen what it was translated from.",
    reference="docs/standard.md#translations",
)
def back_translation_machine(put_back: PutBack, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if put_back.back.machine:
        yield Fault(f"A machine put “{put_back.piece.id}” back from {put_back.back.language}; that proves nothing.")
