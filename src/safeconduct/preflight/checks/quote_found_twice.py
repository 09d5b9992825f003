# SPDX-License-Identifier: Apache-2.0
"""A quotation must be found only once in its capture."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Quote
from safeconduct.preflight.normal import short
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="quote-found-twice",
    subject=Quote,
    severity=Severity.STOP,
    rationale=(
        "Words that stand on a page more than once may be said by different people, of different days, or be taken "
        "back the second time. Whoever looks a quotation up must land on the one place that was meant."
    ),
    remedy="Add before = or after = with the words directly beside the quotation that is meant, or quote more words.",
    reference="docs/standard.md#quotations",
)
def quote_found_twice(quote: Quote, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if quote.source in scene.edition.sources and (times := scene.found(quote).times) > 1:
        yield Fault(f"“{short(quote.exact)}” stands {times} times in the captured copy of {quote.source}.")
