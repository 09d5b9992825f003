# SPDX-License-Identifier: Apache-2.0
"""British and American spelling: both are right, but not in one copy.

The dictionary knows the American forms.  A word that it does not know is tried in its American shape by the regular
differences (-our, -re, -ise, -yse, doubled l, -ence, -ogue, -amme) and by a small table of stems.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("variants_en.tsv")
_OR = (
    "arb|arm|behavi|cand|clam|col|demean|enam|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig"
    "|rum|sav|savi"
    "|splend|succ|tum|val|vap|vig"
)
_AFTER_OR = "s|ed|ing|er|ers|ful|fully|less|able|ably|al|ite|ites|hood|hoods|ist|ists|ly|y"
_ER = "(?:cen|lus|scep|spec|thea|(?:centi|deci|kilo|micro|milli)?(?:me|li))t|(?:cali|fi|sa|som)b"
_YZ = "anal|breathal|catal|dial|electrol|hydrol|paral"
_BEFORE = "(?:dis|un|mis|be|re|over|multi)?"
# Named parts are kept, “instead” stands between them.
_REGULAR = (
    (rf"(?P<a>{_BEFORE}(?:{_OR}))our(?P<b>(?:{_AFTER_OR})?)", "or"),
    (rf"(?P<a>{_ER})re(?P<b>s?)", "er"),
    (rf"(?P<a>{_ER})r(?P<b>ed|ing)", "er"),
    (r"(?P<a>\w{3,})is(?P<b>e|es|ed|ing|er|ers|able|ation|ations|ational)", "iz"),
    (rf"(?P<a>{_YZ})ys(?P<b>e|es|ed|ing|er|ers)", "yz"),
    (r"(?P<a>(?:def|off|pret|lic)en)c(?P<b>e|es|eless)", "s"),
    (r"(?P<a>catal|anal|dial|monol|prol)ogue(?P<b>s?)", "og"),
    (r"(?P<a>(?:kilo|milli|pro)?gram)me(?P<b>s?)", ""),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), instead) for pattern, instead in _REGULAR)
_DOUBLED = re.compile(r"(\w*(?:[^aeiou][aeiou]|[ui][ae])l)l(ed|ing|ings|er|ers|or|ors|ous|ously|ist|ists|ery)")
# What the dictionary knows and British English writes otherwise; “meter” and “program” are British, too.
_AMERICAN = re.compile(
    rf"(?:{_BEFORE}(?:{_OR})or(?:{_AFTER_OR})?"
    r"|(?:cent|theat)er(?:s|ed)?|(?:kilo|centi|milli)meters?|(?:milli)?liters?|fibers?|calibers?|somber"
    r"|(?:def|off|pret)enses?|defenseless|(?:anal|paral|catal)yz(?:e|es|ed|ing)"
    r"|(?:travel|cancel|label|model|fuel|signal|counsel|level|total|marvel|quarrel)(?:ed|ing|er|ers|or|ors|ous)"
    r"|fulfills?|enrolls?|skillful(?:ly)?|fulfillment|installments?|catalogs?"
    r"|gray(?:s|er|ish)?|plow(?:s|ed|ing)?|mold(?:s|y)?|aluminum|skeptic(?:s|al|ism)?|jewelry|airplanes?"
    r"|maneuver(?:s|ed|ing)?|pediatric\w*|anemi[ac]|anesthe\w+|hemorrhag\w+|diarrhea|sulfur|artifacts?"
    r"|mustaches?|pajamas|cozy)"
)


def american_of(word: str, knows: Callable[[str], bool]) -> str:
    """The American spelling that the dictionary `knows` of a word it does not know, or ""."""
    return next((shape for shape in _shapes(word, knows) if shape != word and knows(shape)), "")


def is_american(word: str) -> bool:
    """Is this a spelling that British English does not have?"""
    return bool(_AMERICAN.fullmatch(word.lower()))


def _shapes(word: str, knows: Callable[[str], bool]) -> Iterator[str]:
    lower = word.lower()
    for british, american in _stems():
        if lower.startswith(british):
            yield _cased(word, american + lower[len(british) :])
    for pattern, instead in _PATTERNS:
        if found := pattern.fullmatch(lower):
            yield _cased(word, found["a"] + instead + found["b"])
    # “travelling” has “travel” inside; what has no such word inside is a slip of the pen.
    if (found := _DOUBLED.fullmatch(lower)) and knows(found[1]):
        yield _cased(word, found[1] + found[2])


def _cased(like: str, word: str) -> str:
    return word.upper() if like.isupper() else word.capitalize() if like[:1].isupper() else word


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    lines = _TABLE.read_text("utf-8").splitlines()[1:]
    return tuple((british, american) for british, american in (line.split("\t") for line in lines))
