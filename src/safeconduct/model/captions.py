# SPDX-License-Identifier: Apache-2.0
"""Captions: how the words of a paragraph are parted for the eye, by the text alone and everywhere alike.

The film's slides are set before anybody knows when a word is said, captions and song lines afterwards: both are parted
here, so that caption n of a block is slide n of that block.  No word is ever cut, left out or added.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

from attrs import frozen

MOST_LINES: Final = 2
LINE_WIDTHS: Final = {"ko-KP": 32}
"""The widest line in half widths: a Hangul syllable counts two, a letter or a space one (16 syllables)."""
LINE_WIDTH: Final = 37
"""The same for letters: 37 is what subtitles on television keep to, and what a telephone held upright still shows."""
LONGEST_S: Final = 7.0
SHORTEST_S: Final = 1.0
"""How long a caption stays at most, and at least where its paragraph is long enough."""

_PACE_SHARE: Final = 0.85
_FEWEST_BEATS: Final = 8
_SHORT_BEATS: Final = 7
_USUAL_BEATS: Final = 30
_PAUSE_BEATS: Final = {"sentence": 3, "phrase": 1}

# A no-break space is no gap: whoever wrote it wanted the words together.
_GAP = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_DASHES = frozenset("—–-")
_CLOSERS = "\"'’”»》〉」』)]"
_VOWELS = re.compile(r"[가-힣]|[аеєиіїоуюяёыэ]|[aeiouyà-öø-ÿ]+|\d", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:[^\W\d_]|art|pp|mr|mrs|dr|ст|див|напр|см|им|ім|тис|тыс|млн|руб|грн)\.", re.IGNORECASE)
_FIGURE = re.compile(r"[(«“《]?\d[\d.,\u00a0\u202f]*")
# Korean seldom has a comma where it pauses: a clause ends in one of these.
_CLAUSE_ENDS = re.compile(
    r"[가-힣]+(?:고|며|면|여|서|지만|는데|은데|니까|므로|도록|려고|거나|든지|자면|해도|아도|어도)"
)
_CLAUSE_STARTS: Final = {
    "en": "and or but if when because so that which who until unless while where as before after",
    "ru": "и или но а если когда чтобы что который которая которые потому пока где как до после",
    "uk": "і й та або але а якщо коли щоб що який яка які тому поки де як до після",
}
_LEANING: Final = {
    "en": "a an the of to in on at by for with from your his her their our its no not and or",
    "ru": "в во на к ко с со у о об от до из за по под над при для без не ни и а но или",
    "uk": "в у на до з із зі за по під над при для без від не ні і й та а але або",
    "ko-KP": "이 그 저 매 각 첫 새 한 두 세 네 안 못",
}
_BREAK_COSTS: Final = {"sentence": 0.0, "phrase": 2.0, "clause": 4.0, "word": 9.0, "leaning": 20.0}


@frozen
class Caption:
    """What is shown at a time: one or two lines.  `beats` is how long it takes to say, in syllables."""

    lines: tuple[str, ...]
    beats: int

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(self.lines)


def readable(text: str) -> str:
    """Return `text` on one line without controls, invisible signs and halves of signs; no-break spaces stay."""
    kept = "".join(" " if sign.isspace() and sign not in "\u00a0\u2007\u202f" else sign for sign in text)
    return _GAP.sub(" ", "".join(s for s in kept if unicodedata.category(s) not in ("Cc", "Cf", "Cs"))).strip(" ")


def width_of(text: str) -> int:
    """Return how wide `text` is in half widths."""
    return sum(0 if unicodedata.combining(s) else 2 if unicodedata.east_asian_width(s) in "WF" else 1 for s in text)


def most_beats(syllables_per_s: float) -> int:
    """Return the most beats of a caption in a channel of that pace, so that a voice a little slower needs no 7 s."""
    return max(_FEWEST_BEATS, int(LONGEST_S * _PACE_SHARE * syllables_per_s))


def captions_of(text: str, language: str, most: int = 0) -> tuple[Caption, ...]:
    """Part the words of a paragraph: at sentence ends, else phrase ends, else where a clause or a word ends.

    `most` beats a caption, 0: as many as two lines hold.  A word that is wider than a line stands in a caption of its
    own and is not cut.  The texts of the captions, joined by a space, are `readable(text)`; nothing gives nothing.
    """
    return _Parting(_words(text), language, most).captions


def slide_file(block: str, number: int) -> str:
    """Return the name of the slide of caption `number` (from 1) of `block`."""
    return f"slide.{block}.{number}.png"


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in readable(text).split(" ") if word)


def _beats(word: str, joint: str) -> int:
    """Return about how long a word takes to say, in syllables: vowels, two a digit, and the pause after it."""
    vowels = _VOWELS.findall(unicodedata.normalize("NFC", word))
    return sum(2 if vowel.isdigit() else 1 for vowel in vowels) + _PAUSE_BEATS.get(joint, 0)


def _joint(word: str, after: str, language: str) -> str:
    """Return what ends after `word`: a "sentence", a "phrase", a "clause", a "word", or nothing ("leaning")."""
    bare = word.rstrip(_CLOSERS)
    if bare.endswith((".", "!", "?", "…")):
        if after and _ABBREVIATION.fullmatch(bare.lstrip("(«“")):
            return "leaning"
        return "word" if after.lstrip("«“\"'《〈([—–- ")[:1].islower() else "sentence"
    if bare.endswith((",", ";", ":")) or word in _DASHES:
        return "phrase"
    if after in _DASHES or word.lower() in _LEANING.get(language, "").split() or _FIGURE.fullmatch(word):
        return "leaning"
    if after.lower() in _CLAUSE_STARTS.get(language, "").split() or (
        language == "ko-KP" and _CLAUSE_ENDS.fullmatch(bare)
    ):
        return "clause"
    return "word"


class _Parting:
    """The cheapest way to part the words of one paragraph, by dynamic programming over the gaps between them."""

    def __init__(self, words: tuple[str, ...], language: str, most: int) -> None:
        self.words = words
        self.most = most
        self.width = LINE_WIDTHS.get(language, LINE_WIDTH)
        self.joints = [_joint(word, after, language) for word, after in zip(words, (*words, "")[1:], strict=True)]
        beats = (_beats(word, joint) for word, joint in zip(words, self.joints, strict=True))
        self.said = list(accumulate(beats, initial=0))
        # Each word with the space after it; at least 2, so that no line holds words without end.
        self.wide = list(accumulate((max(2, width_of(word) + 1) for word in words), initial=0))

    @cached_property
    def captions(self) -> tuple[Caption, ...]:
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(self.words) + 1):
            best.append(min((best[first][0] + cost, first) for first, cost in self._ending(end)))
        cuts = [len(self.words)]
        while cuts[-1]:
            cuts.append(best[cuts[-1]][1])
        return tuple(self._caption(first, end) for first, end in pairwise(reversed(cuts)))

    def _ending(self, end: int) -> Iterator[tuple[int, float]]:
        """Yield where a caption that ends before word `end` may begin, and what it costs."""
        last = 0.0 if end == len(self.words) else _BREAK_COSTS[self.joints[end - 1]]
        sentences = 0
        for first in range(end - 1, -1, -1):
            beats = self.said[end] - self.said[first]
            if first < end - 1:
                sentences += self.joints[first] == "sentence"
                if (self.most and beats > self.most) or self._cut(first, end) is None:
                    return
            short = 8.0 if beats < _SHORT_BEATS and end - first < len(self.words) else 0.0
            # Of equal ways the one whose captions are about equally long.
            uneven = 3.0 * (beats / (self.most or _USUAL_BEATS)) ** 2
            yield first, 3.0 + 4.0 * sentences + short + last + uneven

    def _cut(self, first: int, end: int) -> int | None:
        """Return the word that begins the second line (`end`: there is none), or None when two lines cannot hold it."""
        if self._across(first, end) <= self.width or first == end - 1:
            return end
        if self._across(first, end) > 2 * self.width + 1:
            return None
        ways = [
            (_BREAK_COSTS[self.joints[cut - 1]] + abs(self._across(first, cut) - self._across(cut, end)) / 3, cut)
            for cut in range(first + 1, end)
            if max(self._across(first, cut), self._across(cut, end)) <= self.width
        ]
        return min(ways)[1] if ways else None

    def _across(self, first: int, end: int) -> int:
        return self.wide[end] - self.wide[first] - 1

    def _caption(self, first: int, end: int) -> Caption:
        cut = self._cut(first, end) or end
        lines = tuple(" ".join(self.words[a:b]) for a, b in ((first, cut), (cut, end)) if a < b)
        return Caption(lines, max(1, self.said[end] - self.said[first]))
