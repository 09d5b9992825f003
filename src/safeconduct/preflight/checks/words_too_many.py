# SPDX-License-Identifier: Apache-2.0
"""A copy is not longer than its channel is meant for."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Written


@check(
    id="words-too-many",
    subject=Written,
    severity=Severity.WARN,
    rationale="Shorter text helps a tired reader more than bigger type; a full page is not read in one glance.",
    remedy="Cut the copy, or choose a larger channel.",
    reference="docs/standard.md#length",
)
def words_too_many(written: Written, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if written.words > written.channel.most_words:
        yield Fault(
            f"The copy has {written.words} words; {written.channel.title} is meant for {written.channel.most_words}."
        )
