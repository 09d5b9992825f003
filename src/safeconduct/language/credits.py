# SPDX-License-Identifier: Apache-2.0
"""Printed attributions: each source once, and the articles of one treaty together."""

from collections.abc import Iterable


def merged(credits_: Iterable[str]) -> tuple[str, ...]:
    """Join credits that differ only in what follows their last comma.

    "Convention, 1949, art. 13" and "Convention, 1949, art. 17" become "Convention, 1949, art. 13, art. 17"; the
    order is that of first mention.
    """
    tails: dict[str, dict[str, None]] = {}
    # "4 Nov" with a no-break space between is the same credit.
    for credit in dict.fromkeys(credit.replace("\u00a0", " ") for credit in credits_):
        head, comma, tail = credit.rpartition(", ")
        if not comma or "," not in head:
            head, tail = credit, ""
        tails.setdefault(head, {}).update({tail: None})
    return tuple(", ".join([head, *(tail for tail in found if tail)]) for head, found in tails.items())
