# SPDX-License-Identifier: Apache-2.0
"""How a recording differs from its script, as far as a recogniser can tell."""

from enum import StrEnum

from attrs import frozen


class Differs(StrEnum):
    """In what way: words of the script that were not heard, words that are not in it, others, or at another place."""

    MISSING = "missing"
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"


class Weight(StrEnum):
    """Why a difference weighs: it denies, counts, or is a run of words; SLIGHT: a word or two, likely misheard."""

    DENIAL = "denial"
    NUMBER = "number"
    RUN = "run"
    SLIGHT = "slight"


@frozen
class Difference:
    """One stretch in which the take of `block` differs from its script, `at_s` seconds into the take.

    `script` are the words as written, `heard` those that the recogniser heard ("" for none); `before` and `after` are
    the words of the script around the place.
    """

    block: str
    kind: Differs
    weight: Weight
    at_s: float
    script: str
    heard: str
    before: str = ""
    after: str = ""
