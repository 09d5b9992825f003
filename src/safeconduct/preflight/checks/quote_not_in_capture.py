# SPDX-License-Identifier: Apache-2.0
"""A quotation must be found, word for word, in its capture."""

from collections.abc import Iterator

from safeconduct.evidence.quotes import nearest
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Quote
from safeconduct.preflight.normal import short
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene

REMEDY = "Copy the words exactly as the captured page has them, or capture the page again."
_MOST_DIFFERENCES = 3


@check(
    id="quote-not-in-capture",
    subject=Quote,
    severity=Severity.STOP,
    rationale=(
        "A quotation is a promise that these words were said. A reader who looks them up and does not find "
        "them will trust nothing else on the page."
    ),
    remedy=REMEDY,
    reference="docs/standard.md#quotations",
)
def quote_not_in_capture(quote: Quote, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if quote.source not in scene.edition.sources:
        yield Fault(
            f"The quotation names the source “{quote.source}”, which is not in sources/.",
            remedy=f"Add sources/{quote.source}.toml, or correct the name.",
        )
        return
    found = scene.found(quote)
    if found.times:
        return
    said = short(quote.exact)
    if found.cut:
        yield Fault(
            f"“{said}” begins or ends inside a word or a number of the captured copy of {quote.source}.",
            remedy="Quote whole words and whole numbers.",
        )
    elif found.elsewhere:
        yield Fault(
            f"“{said}” is in the captured copy of {quote.source}, but not beside the words given as before or after.",
            remedy="Copy into before and after the words that stand directly beside the quotation there.",
        )
    else:
        yield Fault(f"“{said}” is not in the captured copy of {quote.source}.", remedy=f"{REMEDY}{_hint(quote, scene)}")


def _hint(quote: Quote, scene: Scene) -> str:
    near = nearest(quote, scene.page(scene.edition.sources[quote.source].capture.readable))
    if near is None:
        return " Nothing on that page is like it."
    differs = [_difference(there, here) for there, here in near.differs[:_MOST_DIFFERENCES]]
    more = "; …" if len(near.differs) > _MOST_DIFFERENCES else ""
    what = f" ({'; '.join(differs)}{more})" if differs else ""
    return f" The nearest words there, as a hint only: “{short(near.words)}”{what}."


def _difference(there: str, here: str) -> str:
    if not there or not here:
        return f"only {'here' if here else 'there'} “{short(there or here)}”"
    return f"there “{short(there)}”, here “{short(here)}”"
