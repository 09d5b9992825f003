# SPDX-License-Identifier: Apache-2.0
"""What a voice and a narrator are told of Northern copy: its sound, words that hide theirs, and those in doubt."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from attrs import frozen

from safeconduct.language.reading import reading
from safeconduct.model.reading_script import Saying

from . import LOOSE_LETTERS, hidden, sounded, sounds
from .aligned import put_back_beside, with_numbers
from .respelling import respelled
from .untold import untold

NORTH: Final = "ko-KP"


@frozen
class Told:
    """How a text sounds, in Hangul, numbers in words; see `untold.untold` and `hidden.unsure` for the others."""

    sounds: str
    untold: tuple[Saying, ...]
    unsure: tuple[str, ...]


@lru_cache(maxsize=4096)  # one plan asks for the same sentence on every channel
def told(text: str, draft: str = "") -> Told:
    """Return what is told of a Northern text, as it is written.

    `draft` is the Southern draft that it was turned from (hanja in braces may stand in it), "" where none was kept.
    Words that the draft leads to sound as the draft shows, and none of them is unsure; words that were changed
    afterwards are looked up as without a draft.
    """
    text = composed(text)
    read = reading(text, NORTH)
    if not draft:
        return Told(sounds(read.spoken), untold(read.spoken), hidden.unsure(text))
    put_back, sure = _beside(text, composed(draft))
    said = with_numbers(read, put_back)
    places = (found for found in hidden.hidden().unsure.finditer(text) if found.start() not in sure)
    unsure = tuple(dict.fromkeys(found.group() for found in places))
    return Told(sounded(respelled(said, shown=True)), untold(read.spoken, said), unsure)


def composed(text: str) -> str:
    """Return text whose loose letters are put together to syllables."""
    return LOOSE_LETTERS.sub(lambda letters: unicodedata.normalize("NFC", letters.group()), text)


def _beside(text: str, draft: str) -> tuple[str, frozenset[int]]:
    """The text with the sounds that its draft shows, as long as before, and the places of the words it shows."""
    # Its rules take time to load, and few copies have drafts.
    from safeconduct.language.northern.converting import convert

    done = convert(draft)
    shown = put_back_beside(done.text, done.edits, draft)
    letters = list(respelled(hidden.respelled(text)))
    sure: set[int] = set()
    theirs, ours = list(re.finditer(r"\S+", done.text)), list(re.finditer(r"\S+", text))
    alike = SequenceMatcher(None, [one.group() for one in theirs], [one.group() for one in ours], autojunk=False)
    for first, other, size in alike.get_matching_blocks():
        for one, mine in zip(theirs[first : first + size], ours[other : other + size], strict=True):
            letters[mine.start() : mine.end()] = shown[one.start() : one.end()]
            sure.update(range(*mine.span()))
    return "".join(letters), frozenset(sure)
