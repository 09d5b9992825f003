# SPDX-License-Identifier: Apache-2.0
"""Names in tellings: the same name, a part of it, or another spelling of it."""

from functools import cached_property

from attrs import frozen

_ALIKE = 80
"""The likeness of letters, 0 to 100, from which two words may be one name in two spellings."""
_LEADING = {"the", "a", "an"}


@frozen
class Named:
    """A name: the entity it is known to mean ("" when none), its words as they stand, and those words without marks."""

    entity: str
    written: tuple[str, ...]
    letters: tuple[str, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, whatever their order and their capitals."""
        return frozenset(word.casefold() for word in self.written)


def named(value: str, words: str) -> Named:
    """Return the name of a mention with that value and these words."""
    written = tuple(word for word in words.split() if word.casefold() not in _LEADING)
    letters = ("".join(char for char in word.casefold() if char.isalnum()) for word in written)
    return Named("" if value.startswith("?") else value, written, tuple(word for word in letters if word))


def same_name(one: Named, other: Named) -> bool:
    """True when both are written alike, or one is a part of the other: “Jang” and “Mr Jang Se-yul”."""
    return one.words <= other.words or other.words <= one.words


def respelt(one: Named, other: Named) -> bool:
    """True when both mean one entity, or every word of the shorter one has its like in the longer one."""
    if one.entity and one.entity == other.entity:
        return True
    short, long = sorted((one.letters, other.letters), key=len)
    if "".join(short) == "".join(long):
        return True
    return bool(short) and all(any(_alike(word, like) for like in long) for word in short)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) >= _ALIKE
