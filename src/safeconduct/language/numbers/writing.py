# SPDX-License-Identifier: Apache-2.0
"""Numbers written out in words."""

from decimal import Decimal

from .lexicon import table

_LIMIT = 10**9
_SINO = "령일이삼사오륙칠팔구"
_SINO_PLACES = ((1000, "천"), (100, "백"), (10, "십"))


def written_out(number: int, language: str) -> str:
    """`number` in the words of `language` ("en", "uk", "ru", "ko" or a tag that begins so).

    From 0 to 10**9; Ukrainian and Russian in the nominative, masculine; Korean in Sino-Korean, as written in the North.
    Raises `ValueError` for any other number, `KeyError` for another language.
    """
    if not 0 <= number <= _LIMIT:
        raise ValueError(f"only numbers from 0 to {_LIMIT} are written out, not {number}")
    base = language.partition("-")[0]
    if base == "ko":
        return _korean(number)
    if base not in {"en", "uk", "ru"}:
        raise KeyError(language)
    cardinal = table(base)["cardinal"]
    if number == 0:
        return cardinal[Decimal(0)][0]
    parts: list[str] = []
    for scale, forms in sorted(table(base)["scale"].items(), reverse=True):
        group, number = divmod(number, int(scale))
        if group:
            parts += [_group(group, base, feminine=scale == 1000), _counted(group, forms, base)]
    if number:
        parts.append(_group(number, base, feminine=False))
    return " ".join(parts)


def _group(number: int, language: str, *, feminine: bool) -> str:
    """A number below 1000."""
    words = table(language)
    cardinal = words["cardinal"]
    hundreds, rest = divmod(number, 100)
    parts: list[str] = []
    if hundreds and language == "en":
        parts += [cardinal[Decimal(hundreds)][0], "hundred"]
    elif hundreds:
        parts.append(cardinal[Decimal(hundreds * 100)][0])
    tens, ones = (rest // 10 * 10, rest % 10) if rest >= 20 else (0, rest)
    last = words.get("feminine", {}) if feminine else {}
    below = [cardinal[Decimal(tens)][0]] if tens else []
    below += [last.get(Decimal(ones), cardinal[Decimal(ones)])[0]] if ones else []
    joint = "-" if language == "en" else " "
    return " ".join([*parts, joint.join(below)] if below else parts)


def _counted(number: int, forms: tuple[str, ...], language: str) -> str:
    """The form of a scale that this number of them takes."""
    if language == "en" or (number % 10 == 1 and number % 100 != 11):
        return forms[0]
    # The table names the singular, the form after two to four, and the form after five and more.
    few = number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
    return forms[1] if few else forms[2]


def _korean(number: int) -> str:
    if number == 0:
        return _SINO[0]
    groups: list[str] = []
    for scale, name in ((10**8, "억"), (10**4, "만"), (1, "")):
        group, number = divmod(number, scale)
        if group:
            # Ten thousand is 만, but a hundred million is 일억.
            groups.append(name if group == 1 and name == "만" else _korean_group(group) + name)
    return " ".join(groups)


def _korean_group(number: int) -> str:
    said = ""
    for place, name in _SINO_PLACES:
        count, number = divmod(number, place)
        if count:
            said += (_SINO[count] if count > 1 else "") + name
    return said + (_SINO[number] if number else "")
