# SPDX-License-Identifier: Apache-2.0
"""What a page cannot hold, and by how much; the step that sets the page turns it into a refusal."""


class NotHeldError(Exception):
    """A place of the page, and how many mm are missing there."""

    def __init__(self, where: str, short_mm: float) -> None:
        super().__init__(where, short_mm)
        self.where, self.short_mm = where, short_mm


class TooLongError(NotHeldError):
    """A text is higher than its place."""


class TooWideError(NotHeldError):
    """A word is wider than its column."""
