# SPDX-License-Identifier: Apache-2.0
"""What was written is read back: the same words, once, in order, at rising times.  Or no file."""

from collections.abc import Sequence
from itertools import pairwise

from safeconduct.model.refusal import StepRefusal


class CompanionError(ValueError):
    """A file is not of its kind, or not one that we would write: the sentence says where and why."""


def ascending(times: Sequence[int]) -> bool:
    """Whether every time is later than the one before."""
    return all(before < after for before, after in pairwise(times))


def letters(texts: Sequence[str]) -> str:
    """Return the letters and figures of `texts` without marks and gaps: what remains whatever a format may not hold."""
    return "".join(sign for text in texts for sign in text if sign.isalnum())


def same_words(file: str, read: Sequence[str], wanted: Sequence[str]) -> None:
    """Raise `StepRefusal` unless `read` says what `wanted` says: the same letters in order, no more, no less."""
    found, said = letters(read), letters(wanted)
    if found == said:
        return
    at = next((n for n, (a, b) in enumerate(zip(found, said, strict=False)) if a != b), min(len(found), len(said)))
    raise StepRefusal(
        f"{file} does not say what the recording says: it differs at “{said[max(0, at - 12) : at + 12]}”.",
        "this is our fault: please report it with the manuscript, if it may be shown.",
    )


def rising(file: str, times: Sequence[int]) -> None:
    """Raise `StepRefusal` unless the times rise."""
    if not ascending(times):
        raise StepRefusal(
            f"The times in {file} do not rise.", "this is our fault: please report it with master.json beside it."
        )
