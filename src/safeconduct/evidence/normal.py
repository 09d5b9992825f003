# SPDX-License-Identifier: Apache-2.0
"""The normal form in which a quotation is looked for, and the way back to the archived words.

It is NFKC (Unicode Standard Annex 15), with invisible characters out, quotation marks and apostrophes folded, and white
space and dashes taken out; what stood between two letters is not forgotten, `gaps` compares it.  Case and every other
sign count.  One thing NFKC does is not done: a digit never comes from what is not one, or the footnote in "10,000¹"
would make another number of it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, chain, pairwise

from attrs import frozen

_BLOCK = 400
"""Code points between two marked places of the way back: short ones are fast to search, long ones to mark."""
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞〟『』《》", '"'),
        **dict.fromkeys("‘’‚‛‹›「」〈〉`ʼʹʻʽ′‵", "'"),
        # The last two are what PDFium leaves for a hyphen at a line end.
        **dict.fromkeys("\u2010\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\u0002\ufffe", "-"),
    }
)
# NFKC would make a blank and an accent, or two single marks, of these.
_EARLY = {"´": "'", "″": '"', "‶": '"'}
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_KEPT = re.compile(
    "([\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u207b\u2080-\u2089\u208b\u2150-\u215f\u2189\u2460-\u249b"
    "\u24ea\u3251-\u325f\u32b1-\u32cb\u3358-\u3370\u3378\u3379\u339f-\u33a6\u33a8\u33af\u33e0-\u33fe"
    "\U0001f100-\U0001f10a])"
)
# Most of what is written in our languages; nothing stands for these signs, and a page is mostly made of them.
_PLAIN = re.compile(r"[\s!-_a-~А-яЁёІіЇїЄєҐґ가-힣]+")
# Vowels and finals of Hangul, and a vowel of Kirat Rai, compose with what stands before them though they are no marks.
_COMPOSING = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb\U00016d67]")


@cache
def _replacement(sign: str) -> str | None:
    """Return what stands for `sign` in the normal form; None: what NFKC makes of it."""
    if _INVISIBLE.match(sign):
        return ""
    composed = sign if _KEPT.match(sign) else unicodedata.normalize("NFKC", _EARLY.get(sign, sign))
    stands = composed.translate(_FOLDS)
    return stands if sign in _EARLY or stands != composed else None


@cache
def _begins(sign: str) -> bool:
    """True when what stands before `sign` cannot change what it becomes: a text may be cut there."""
    first = sign if _KEPT.match(sign) else unicodedata.normalize("NFKD", sign)[0]
    return not (unicodedata.category(first)[0] == "M" or _COMPOSING.match(first) or _INVISIBLE.match(sign))


def _folding(words: str) -> Callable[[str], str]:
    """Return the function that folds any part of these words: only what occurs in them is looked for."""
    signs = set(_PLAIN.sub("", words))
    replaced = [(sign, stands) for sign in sorted(signs) if (stands := _replacement(sign)) is not None]
    kept = any(map(_KEPT.match, signs))
    marks = "".join(sorted(sign for sign in signs if unicodedata.combining(unicodedata.normalize("NFKD", sign)[0])))
    # Sorting a pile of marks takes the square of its height; the standard's stream-safe form ends it after thirty.
    pile = re.compile(f"[{marks}]{{30}}") if marks else None

    def fold(text: str) -> str:
        for sign, stands in replaced:
            text = text.replace(sign, stands)
        if pile:
            text = pile.sub("\\g<0>\u034f", text)
        if not kept:
            return unicodedata.normalize("NFKC", text)
        parts = _KEPT.split(text)
        parts[::2] = [unicodedata.normalize("NFKC", part) for part in parts[::2]]
        return "".join(parts)

    return fold


def folded(text: str) -> str:
    """Return the normal form of `text` with white space and dashes (as "-") still in it."""
    return _folding(text)(text)


def letters_of(text: str) -> str:
    """Return a folded text without its white space and dashes."""
    return "".join(text.split()).replace("-", "")


def clusters(text: str) -> Iterator[str]:
    """Yield the parts of `text` that are folded apart from one another: mostly one sign with its combining marks."""
    start = 0
    for end in chain((at for at in range(1, len(text)) if _begins(text[at])), (len(text),) if text else ()):
        yield text[start:end]
        start = end


@frozen
class Normal:
    """The archived `words` and their normal form, the `letters`.

    `starts` and `offsets` are places of the words, and of the letters, that belong together.
    """

    words: str
    letters: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    fold: Callable[[str], str]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the place in the words (code points, end exclusive) of the letters `start` to `end`.

        None when there is no such place: one of them is a part of what the archived page has as one sign.
        """
        if not 0 <= start < end <= len(self.letters):
            return None
        first, _, offset, _ = self._cluster(start)
        _, last, before, length = self._cluster(end - 1)
        return (first, last) if offset == start and before + length == end else None

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the least place in the words that has all the letters `start` to `end`."""
        return self._cluster(start)[0], self._cluster(end - 1)[1]

    def _cluster(self, letter: int) -> tuple[int, int, int, int]:
        """Return start and end of the words that `letter` comes from, and offset and number of their letters."""
        block = bisect_right(self.offsets, letter) - 1
        start, end, offset = self.starts[block], self.starts[block + 1], self.offsets[block]
        while (middle := self._cut(start, end)) is not None:
            letters = len(letters_of(self.fold(self.words[start:middle])))
            if letter < offset + letters:
                end = middle
            else:
                start, offset = middle, offset + letters
        letters = len(letters_of(self.fold(self.words[start:end])))
        while _INVISIBLE.match(self.words[end - 1]):
            end -= 1
        return start, end, offset, letters

    def _cut(self, start: int, end: int) -> int | None:
        middle = max(start + 1, (start + end) // 2)
        if middle < end and _begins(self.words[middle]):
            return middle
        places = chain(range(middle, end), range(middle - 1, start, -1))
        return next((at for at in places if _begins(self.words[at])), None)


def normal(words: str) -> Normal:
    """Return the normal form of `words`."""
    fold = _folding(words)
    starts = [0]
    while (at := starts[-1] + _BLOCK) < len(words):
        starts.append(next((place for place in range(at, len(words)) if _begins(words[place])), len(words)))
    starts.append(len(words))
    parts = [letters_of(fold(words[start:end])) for start, end in pairwise(starts)]
    return Normal(words, "".join(parts), tuple(starts), tuple(accumulate(map(len, parts), initial=0)), fold)
