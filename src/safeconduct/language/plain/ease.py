# SPDX-License-Identifier: Apache-2.0
"""Reading ease: how long the sentences and the words are, and what published formulas make of it."""

from attrs import frozen

from safeconduct.language import speech
from safeconduct.model.refusal import UsageRefusal

from .sentences import sentences

_LONG_WORD = {"en": 3, "uk": 4, "ru": 4}
_ENGLISH = (
    "Flesch reading ease (Flesch 1948; Kincaid et al. 1975): 206.835 - 1.015 words/sentence - 84.6 syllables/word"
)
_RUSSIAN = (
    "Flesch reading ease for Russian (Oborneva 2006, after Ivanov, Solnyshkina and Solovyev, Dialogue 2018):"
    " 206.836 - 1.52 words/sentence - 65.14 syllables/word"
)
_UKRAINIAN = (
    "no formula: none fitted to Ukrainian was found published; words a sentence and the share of long words only"
)
SCALES = {"en": _ENGLISH, "ru": _RUSSIAN, "uk": _UKRAINIAN}


@frozen
class Ease:
    """Counts of a text; `score` on `scale` (100 very easy, 0 very hard), None where there is no formula or no word.

    `long_words`: how many have three syllables or more (en), four or more (uk, ru).  `grade`: the Flesch-Kincaid
    grade (years of school in the United States), English only: 0.39 words/sentence + 11.8 syllables/word - 15.59
    (Kincaid, Fishburne, Rogers and Chissom 1975).  Formulas are rough below some hundred words, and say nothing about
    sense.
    """

    words: int
    sentences: int
    syllables: int
    score: float | None
    scale: str
    long_words: int = 0
    grade: float | None = None

    @property
    def words_a_sentence(self) -> float:
        """The average length of a sentence, in words."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def share_of_long_words(self) -> float:
        """Long words among all, 0 to 1."""
        return self.long_words / self.words if self.words else 0.0


def read_ease(text: str, language: str) -> Ease:
    """Count `text` (lines are blocks); raises `UsageRefusal` for a language other than en, ru, uk."""
    if language not in SCALES:
        raise UsageRefusal(
            f"There is no measure of reading ease for “{language}”.", f"name one of {', '.join(sorted(SCALES))}."
        )
    found = sentences(text)
    # A word of one consonant (в, з, к) has no syllable of its own; figures count as speech.syllables has them.
    lengths = [speech.syllables(word) for one in found for _, _, word in one.words]
    words, syllables = len(lengths), sum(lengths)
    long_words = sum(length >= _LONG_WORD[language] for length in lengths)
    if not words:
        return Ease(0, 0, 0, None, SCALES[language])
    sentence_length, word_length = words / len(found), syllables / words
    score = grade = None
    if language == "en":
        score = round(206.835 - 1.015 * sentence_length - 84.6 * word_length, 1)
        grade = round(0.39 * sentence_length + 11.8 * word_length - 15.59, 1)
    elif language == "ru":
        score = round(206.836 - 1.52 * sentence_length - 65.14 * word_length, 1)
    return Ease(words, len(found), syllables, score, SCALES[language], long_words, grade)
