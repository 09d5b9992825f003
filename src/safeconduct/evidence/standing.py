# SPDX-License-Identifier: Apache-2.0
"""Where the words of a quotation stand: the line of the archive file that holds them."""

from collections.abc import Callable
from functools import cache

from attrs import frozen

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Quote
from safeconduct.model.places import Span

from .normal import Normal, normal
from .quotes import find

Words = Callable[[str], str | None]
"""The plain words of an archive file; None when it is not at hand."""
Pages = Callable[[str], Normal | None]
"""The same in their normal form."""


def pages_of(words: Words) -> Pages:
    """Return the pages of an archive; each is brought into its normal form once, and only when it is looked at."""

    @cache
    def page(file: str) -> Normal | None:
        found = words(file)
        return None if found is None else normal(found)

    return page


def nothing_at_hand(_file: str) -> None:
    """Have no archive file at hand."""


@frozen
class Standing:
    """Words of a source, where they stand in its archive `file` (`line` from 1; None: not found there), and where in
    the manuscript they are quoted or named."""

    source: str
    words: str
    file: str
    line: int | None
    at: Span

    @property
    def place(self) -> str:
        """The archive file, and the line if it is known."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"“{self.words}” ({self.place}; {self.at})"


def standing(quote: Quote, edition: Edition, pages: Pages) -> Standing:
    """Return where a quote stands; a source that the edition does not have stands under its own name."""
    source = edition.sources.get(quote.source)
    file = source.capture.readable if source else quote.source
    page = pages(file) if source else None
    # Whether it is there exactly once is for the checks of quotations to say; here only its line is told.
    found = find(quote, page) if page else None
    line = line_of(page.words, found.start) if page and found and found.times else None
    return Standing(quote.source, " ".join(quote.exact.split()), file, line, quote.at)


def line_of(words: str, start: int) -> int:
    """Return the line, from 1, of code point `start` of the captured words."""
    return words.count("\n", 0, start) + 1
