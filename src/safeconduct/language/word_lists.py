# SPDX-License-Identifier: Apache-2.0
"""Lists of words as they stand in code: many on a line, with nothing around them."""


def listed(words: str) -> frozenset[str]:
    """The words of `words`, which stand apart by any white space."""
    return frozenset(words.split())
