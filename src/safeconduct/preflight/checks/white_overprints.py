# SPDX-License-Identifier: Apache-2.0
"""Nothing white is set to overprint."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="white-overprints",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="White that overprints prints nothing at all: the text is on the screen and not on the paper.",
    remedy="Switch “overprint” off for everything white.",
    reference="docs/standard.md#inks",
)
def white_overprints(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "white-overprint"):
        yield Fault(f"On page {seen.page} {seen.what} is set to overprint and will vanish.", at=at(file, seen))
