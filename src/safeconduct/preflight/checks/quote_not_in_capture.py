# SPDX-License-Identifier: Apache-2.0
"""A quotation must be found, word for word, in its capture."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Quote
from safeconduct.preflight.engine import Fault, check
from safeconduct.preflight.normal import exact_words
from safeconduct.preflight.scene import Scene


@check(
    id="quote-not-in-capture",
    subject=Quote,
    severity=Severity.STOP,
    rationale=(
        "A quotation is a promise that these words were said. A reader who looks them up and does not find "
        "them will trust nothing else on the page."
    ),
    remedy="Copy the words exactly as the captured page has them, or capture the page again.",
    reference="docs/standard.md#quotations",
)
def quote_not_in_capture(quote: Quote, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    source = scene.edition.sources.get(quote.source)
    if source is None:
        yield Fault(
            f"The quotation names the source “{quote.source}”, which is not in sources/.",
            remedy=f"Add sources/{quote.source}.toml, or correct the name.",
        )
        return
    words = exact_words(scene.captured[source.capture.file].decode("utf-8", "replace"))
    if exact_words(quote.exact) not in words:
        yield Fault(f"“{quote.exact}” is not in the captured copy of {quote.source}.")
