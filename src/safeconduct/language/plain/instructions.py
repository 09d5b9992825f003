# SPDX-License-Identifier: Apache-2.0
"""Instructions: one in a step, and nothing vague in it.

English imperatives are known from a list of verbs at places where one may stand; Ukrainian and Russian ones by their
endings at such places.  What is not known is not told.
"""

import re
from collections.abc import Iterator

from safeconduct.language.remarks import Remark
from safeconduct.language.word_lists import listed

from .sentences import Sentence

_ENGLISH = listed(
    """
        add answer apply ask attach avoid bend boil breathe bring burn bury call carry change charge check choose
        clean climb close come confirm connect count cover cross cut delete destroy dig disconnect do drink drive
        drop dry eat empty enter fasten fetch fill find follow get give go hand hang help hide hold keep kneel knock
        lay leave lie lift light listen look lower make mark meet move open pack pass pay pick place point pour
        press pull push put raise reach read remove repeat report rest return run save say see send set shout show
        shut sign sit speak stand start stay step stop switch take talk tear tell throw tie touch treat try turn use
        wait wake walk warn wash watch wave wear whisper wrap write
        """
)
_ENDINGS = {
    "uk": re.compile(r"\w{2,}(?:іть|[аяиуюіоє]йте|[^\W\d_]ьте|ийте|їдьте|ходімо)(?:ся|сь)?"),
    "ru": re.compile(r"\w{2,}(?:[аяыуюеои]йте|ите|ьте)(?:сь)?|лягте|пойдёмте|идёмте"),
}
_AND = {
    "en": listed("and then or also please"),
    "uk": listed("і й та потім або також тоді"),
    "ru": listed("и затем потом или также тогда"),
}
_NOT = {"en": frozenset({"not", "never"}), "uk": frozenset({"не"}), "ru": frozenset({"не"})}
_HEDGES = {
    "en": re.compile(
        r"\b(?:if (?:at all )?possible|where possible|whenever possible|as soon as (?:reasonably )?possible"
        r"|perhaps|maybe|possibly"
        r"|as appropriate|where appropriate|if appropriate|as (?:needed|necessary|required)|if necessary"
        r"|in a timely manner|generally"
        r"|normally|preferably|try to|consider|you may (?:want|wish) to|you might (?:want|wish) to|some(?:how"
        r"| sort of)|and so on|etc)\b",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\b(?:якщо можливо|за можливості|по можливості|при можливості|за потреби|за необхідності"
        r"|при необхідності|можливо|бажано"
        r"|намагайтеся|спробуйте|постарайтеся|своєчасно|належним чином|відповідним чином|як правило|зазвичай"
        r"|якось|тощо|і так далі)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:если возможно|по возможности|при возможности|при необходимости|возможно|желательно|постарайтесь"
        r"|попробуйте"
        r"|старайтесь|своевременно|надлежащим образом|соответствующим образом|как правило|обычно|как-нибудь"
        r"|и так далее|и тому подобное)\b",
        re.IGNORECASE,
    ),
}


def hedges(found: Sentence, language: str) -> Iterator[Remark]:
    """Vague words in a sentence that tells the reader to do something."""
    vague = list(_HEDGES[language].finditer(found.text))
    # A hedge may stand before the verb: “If possible, raise…”.
    rests = [
        Sentence(found.start + one.end(), found.end, found.text[one.end() :]) for one in vague[:1] if not one.start()
    ]
    if any(instructions(one, language) for one in (found, *rests)):
        for one in vague:
            why = "In an instruction this leaves open whether, when or how: say it, or leave it out."
            yield Remark(found.start + one.start(), found.start + one.end(), one[0], "instruction-vague", why)


def in_one_step(found: tuple[Sentence, ...], language: str) -> Iterator[Remark]:
    """The second and every further instruction of one step."""
    places = [place for one in found for place in instructions(one, language)]
    for start, end, verb in places[1:]:
        why = f"This step asks for {len(places)} things: one step, one thing to do."
        yield Remark(start, end, verb, "step-of-several", why)


def instructions(found: Sentence, language: str) -> tuple[tuple[int, int, str], ...]:
    """The words that tell the reader what to do: at the beginning, after a comma, a semicolon or “and”."""
    return tuple(
        word
        for place, word in enumerate(found.words)
        if _is_imperative(word[2], language)
        and not _denies(found, place, language)
        and _may_stand(found, place, language)
    )


def _is_imperative(word: str, language: str) -> bool:
    plain = word.replace("\u0301", "").casefold()
    return plain in _ENGLISH if language == "en" else _ENDINGS[language].fullmatch(plain) is not None


def _denies(found: Sentence, place: int, language: str) -> bool:
    """Is this the “do” of “do not”?"""
    following = found.words[place + 1 : place + 2]
    return (
        language == "en" and found.words[place][2].casefold() == "do" and bool(following) and following[0][2] == "not"
    )


def _may_stand(found: Sentence, place: int, language: str) -> bool:
    """Does a clause begin here?  “Not” before the verb, “do” before “not”, and words of joining do not count."""
    start = place
    while start and found.words[start - 1][2].casefold() in _NOT[language] | ({"do"} if language == "en" else set()):
        start -= 1
    if start == 0:
        return True
    before = found.words[start - 1]
    between = found.text[before[1] - found.start : found.words[start][0] - found.start]
    if before[2].casefold() in _AND[language]:
        # “Knives and forks”: in English a joined verb counts only after another instruction.
        return language != "en" or _begins_so(found, language)
    if language == "en":
        return ";" in between or ":" in between
    return any(sign in between for sign in ",;:—–")


def _begins_so(found: Sentence, language: str) -> bool:
    first = next(
        (word for _, _, word in found.words if word.casefold() not in {"do", "not", "never", "please", "then"}), ""
    )
    return _is_imperative(first, language)
