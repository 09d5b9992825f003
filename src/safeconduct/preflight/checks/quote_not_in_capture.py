# SPDX-License-Identifier: Apache-2.0
"""A quotation must be found, word for word, in its capture."""

import re
from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Quote
from safeconduct.preflight.normal import exact_words
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene

_LETTERS = re.compile(r"[A-Za-z\u0400-\u04FF]{2}")
_DIGITS = re.compile(r"\d[.,]?\d")


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
    words = exact_words(scene.captured[source.capture.readable].decode("utf-8", "replace"))
    exact = exact_words(quote.exact)
    if exact not in words:
        yield Fault(f"“{quote.exact}” is not in the captured copy of {quote.source}.")
    elif not any(_whole(words, found.start(), found.end()) for found in re.finditer(re.escape(exact), words)):
        yield Fault(
            f"“{quote.exact}” begins or ends inside a word or a number of the captured copy of {quote.source}.",
            remedy="Quote whole words and whole numbers.",
        )


def _whole(words: str, start: int, end: int) -> bool:
    # Not for Hangul: a particle may well be left out of a quotation.
    before, after = words[max(0, start - 2) : start + 1], words[end - 1 : end + 2]
    cut = _LETTERS.fullmatch(before[-2:]) or _LETTERS.match(after) or _DIGITS.match(after)
    return not (cut or _DIGITS.fullmatch(before[-2:]) or _DIGITS.fullmatch(before))
