# SPDX-License-Identifier: Apache-2.0
"""The notice is written in every language."""

from collections.abc import Iterator

from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="notice-not-in-language",
    subject=Copy,
    severity=Severity.STOP,
    rationale="The line that says what the paper is, and what it is not, must be understood by whoever holds it.",
    remedy="Add the language to [notice] in edition.toml.",
    reference="docs/standard.md#notice",
)
def notice_not_in_language(copy: Copy, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if scene.edition.notice and copy.language not in scene.edition.notice:
        yield Fault(f"The edition's notice is not written in {copy.language}.")
