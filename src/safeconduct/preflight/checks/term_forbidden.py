# SPDX-License-Identifier: Apache-2.0
"""No term that the glossary forbids."""

from collections.abc import Iterator

from safeconduct.model.exchange import TermStatus
from safeconduct.model.judgement import Severity
from safeconduct.preflight.exchanged import Glossed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="term-forbidden",
    subject=Glossed,
    severity=Severity.WARN,
    rationale="Somebody who knows the readers decided that this word must not reach them.",
    remedy="Write the preferred term of the glossary.",
    reference="docs/standard.md#terms",
)
def term_forbidden(glossed: Glossed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one in glossed.used(TermStatus.FORBIDDEN):
        words, better = glossed.passage.text[one.start : one.end], glossed.better(one)
        instead = f"; write {better}" if better else ""
        at = f"sign {one.start + 1} of {glossed.passage.where}"
        yield Fault(f"“{words}” at {at} is forbidden for “{one.concept.id}” ({one.concept.at}){instead}.")
