# SPDX-License-Identifier: Apache-2.0
"""How sentences are built: too long, no doer, nouns in a chain, one denial inside another."""

import re
from collections.abc import Iterator

from safeconduct.language.remarks import Remark
from safeconduct.language.word_lists import listed

from .sentences import Sentence

LONGEST = {"en": 25, "uk": 20, "ru": 20}
"""Words; Ukrainian and Russian have no articles and fewer auxiliaries, so that 20 of theirs say what 25 English ones
do."""

_IRREGULAR = (
    "begun|borne|beaten|bought|brought|built|caught|chosen|cut|done|drawn|driven|eaten|fed|felt|forgiven|fought"
    "|found|given|held"
    "|hidden|hit|hurt|kept|known|laid|led|left|lost|made|met|paid|put|read|run|said|seen|sent|set|shot|shown"
    "|shut|sold|spent"
    "|spoken|stolen|struck|taken|taught|thrown|told|torn|understood|won|worn|written"
)
_PARTICIPLE = rf"(?:\w{{2,}}ed|{_IRREGULAR})"
_NO_AGENT = (
    r"(?:hand|mail|post|phone|telephone|radio|car|train|bus|plane|boat|ship|foot|air|sea|land|law|night|day|noon"
    r"|midnight|name|rank|way|means"
    r"|then|now|tomorrow|mistake|accident|chance|itself|themselves|weight|date|email|e-mail|letter|loudspeaker"
    r"|force|heart"
    r"|the (?:river|road|bridge|door|gate|window|time|end|side|sea|fire|wall|way|name|hand|morning|evening|date)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|\w+ing|\d[\w:.,]*)\b"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+)?({_PARTICIPLE})\s+by\s+(?!{_NO_AGENT})\w+",
    re.IGNORECASE,
)
_NO_DOER = re.compile(
    rf"\b(?:must|shall|should|(?:has|have|needs?|ought|is|are) to)\s+(?:not\s+"
    rf"|only\s+)?be\s+(?:\w+ly\s+)?({_PARTICIPLE})\b"
    r"(?!\s+by\s)",
    re.IGNORECASE,
)
_NOUNS = {
    "en": re.compile(r"\w{3,}(?:tion|sion|ment|ance|ence|ity|isation|ization)s?"),
    "uk": re.compile(r"\w{3,}(?:нн(?:я|ю|ям|і)|тт(?:я|ю|ям|і)|ості|істю|(?:ац|иц|уц|кц|енц|із[а]ц)і(?:я|ї|ю|єю))"),
    "ru": re.compile(r"\w{3,}(?:ни(?:е|я|ю|ем|и)|ти(?:е|я|ю|ем|и)|ост(?:и|ью)|ци(?:я|и|ю|ей))"),
}
# What may stand between two nouns of a chain; anything else ends it.
_BETWEEN = {
    "en": listed("of the for a an in on to and its their your our"),
    "uk": listed("та і й з із у в для щодо про до"),
    "ru": listed("и с в для о по к на"),
}
_EASY_NOUNS = listed(
    """
        information station question condition moment apartment government document nation region position city
        community university distance ambulance chance entrance sentence evidence science convention section mention
        identity повідомлення питання звання життя обличчя рішення речення насіння збройні людяності новості
        сообщение вопросы звание жизнь решение здание время новости части пути гости кости области
        """
)
_CHAIN = 3
_DENIALS = {
    "en": re.compile(
        r"\bnot\s+(?:un(?:like|likely|common|usual|reasonable|able|aware|willing|known|safe|true|important"
        r"|necessary)\w*"
        r"|impossible|improbable|irrelevant|incapable|infrequent\w*|insignificant|without|dissimilar)\b"
        r"|\b(?:cannot|can[’']t|could not|couldn[’']t)\s+(?:not|be (?:excluded|ruled out|denied)|fail to|but)\b"
        r"|\b(?:never|nobody|nothing|no one)\s+(?:\w+\s+)?(?:without|unless)\b"
        r"|\b(?:do|does|did|don[’']t|doesn[’']t|must|should)\s+not\s+(?:forget|fail|omit|neglect|refuse)\s+not\s+to\b"
        r"|\bnot\s+(?:only\s+)?(?:if|when)\s+not\b",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\bне\s+(?:можна|може|можуть|міг|могла|могли|можемо|можете)\s+не\b|\bне\s+без\b|\bне\s+виключено\b"
        r"|\bне\s+заперечу\w+"
        r"|\bнеможливо\s+не\b|\bне\s+(?:є\s+)?(?:неможлив|невідом|нерозумн|незаконн|небезпечн|незвичн)\w+"
        r"|\bне\s+забороня\w+\s+не\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\bне\s+(?:могут|может|мог|могла|могли|можем|можете)\s+не\b|\bнельзя\s+не\b|\bне\s+без\b|\bне\s+исключен[оа]\b"
        r"|\bневозможно\s+не\b|\bне\s+(?:является\s+)?(?:невозможн|неизвестн|незаконн|небезопасн|необычн)\w+"
        r"|\bне\s+запреща\w+\s+не\b",
        re.IGNORECASE,
    ),
}


def remarks(found: Sentence, language: str) -> Iterator[Remark]:
    """All remarks on the build of one sentence."""
    count = len(found.words)
    if count > LONGEST[language]:
        why = f"This sentence has {count} words; a tired reader follows {LONGEST[language]}. Make two of it."
        yield Remark(found.start, found.end, found.text, "sentence-long", why)
    if language == "en":
        for one in _PASSIVE.finditer(found.text):
            yield _at(found, one, "passive", "Say first who does it: the doer stands after “by”.")
        for one in _NO_DOER.finditer(found.text):
            yield _at(found, one, "doer-missing", "Who must do it? Say it to them: “boil”, “bring”, “we will send”.")
    for one in _DENIALS[language].finditer(found.text):
        yield _at(found, one, "denial-doubled", "One denial inside another makes the reader turn back: say what is so.")
    yield from _chains(found, language)


def _at(found: Sentence, one: re.Match[str], kind: str, why: str) -> Remark:
    return Remark(found.start + one.start(), found.start + one.end(), one[0], kind, why)


def _chains(found: Sentence, language: str) -> Iterator[Remark]:
    chain: list[tuple[int, int, str]] = []
    for word in (*found.words, (0, 0, ".")):
        plain = word[2].casefold()
        if _NOUNS[language].fullmatch(plain) and plain not in _EASY_NOUNS:
            chain.append(word)
        elif plain not in _BETWEEN[language]:
            if len(chain) >= _CHAIN:
                start, end = chain[0][0], chain[-1][1]
                words = found.text[start - found.start : end - found.start]
                why = f"{len(chain)} nouns made from verbs in a row: say with verbs who does what."
                yield Remark(start, end, words, "nouns-in-chain", why)
            chain = []
