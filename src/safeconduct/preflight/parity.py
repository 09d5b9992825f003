# SPDX-License-Identifier: Apache-2.0
"""How stretches of words that must say the same are compared, and told when one of them does not."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

from safeconduct.model.mention import Mention, MentionKind, Read

from .passages import Words, mentions, odd_ones, printed
from .registry import Fault
from .wording import figure


def differences(
    those: Sequence[Words],
    read: Read,
    what: str,
    *kinds: MentionKind,
    meaning: Callable[[Mention], Hashable] = figure,
    counted: bool = True,
) -> Iterator[Fault]:
    """Yield a fault for each of `those` that mentions something else than most of them do.

    Only mentions of these `kinds` count, by their `meaning` (None: left out of account) and, if `counted`, by how often
    each stands there.  The message names both texts, with file and line; `what` says what differs: “The figures”.
    """

    def told(words: Words) -> Counter[Hashable]:
        meant = [key for one in mentions(words, read, *kinds) if (key := meaning(one)) is not None]
        return Counter(meant if counted else set(meant))

    for odd, usual in odd_ones(those, lambda words: frozenset(told(words).items())):
        here, there = told(odd), told(usual)
        differing = {key for key in here | there if here[key] != there[key]}
        said = [
            printed(words, [one for one in mentions(words, read, *kinds) if meaning(one) in differing]) or "none"
            for words in (odd, usual)
        ]
        yield Fault(
            f"{what} in {odd.where} differ: {said[0]} here ({odd.language}), "
            f"and {said[1]} in {usual.block.at} ({usual.language}).",
            at=odd.block.at,
        )
