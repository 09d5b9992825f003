# SPDX-License-Identifier: Apache-2.0
"""The preferred term of the glossary, where there is one."""

from collections.abc import Iterator

from safeconduct.model.exchange import TermStatus
from safeconduct.model.judgement import Severity
from safeconduct.preflight.exchanged import Glossed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="term-not-preferred",
    subject=Glossed,
    severity=Severity.NOTE,
    rationale="Two words for one thing look like two things.",
    remedy="Write the preferred term, or make this one preferred in the glossary.",
    reference="docs/standard.md#terms",
)
def term_not_preferred(glossed: Glossed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one in glossed.used(TermStatus.ADMITTED):
        words, better = glossed.passage.text[one.start : one.end], glossed.better(one)
        if better:
            at = f"sign {one.start + 1} of {glossed.passage.where}"
            yield Fault(f"“{words}” at {at}: {better} is preferred for “{one.concept.id}” ({one.concept.at}).")
