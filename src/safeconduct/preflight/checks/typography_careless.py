# SPDX-License-Identifier: Apache-2.0
"""Quotation marks, dashes, apostrophes and numbers are set as the language sets them."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded


@check(
    id="typography-careless",
    subject=Worded,
    severity=Severity.NOTE,
    rationale="Careless type makes a paper look like a forgery of itself.",
    remedy="Write it as proposed.",
    reference="docs/standard.md#words-of-the-readers",
)
def typography_careless(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("typography"):
        yield Fault(f"“{one.words}”: {one.why}", at)
