# SPDX-License-Identifier: Apache-2.0
"""Ukrainian and Russian numbers where they stand: with units, in ranges, as labels, alone."""

import re
from functools import partial

from safeconduct.language.numbers.cases import Case, Gender, cardinal, ordinal
from safeconduct.language.numbers.digits import PATTERN

from .rules import DASH, LEFT, RIGHT, Match, Rule, Say, one_of, tables, word_before, word_list, words_after
from .slavic_amounts import Unit, decimal, measured, of_scale, said, scaled, signs, whole
from .slavic_endings import compound, with_ending
from .slavic_frame import case_before, frame

_LETTER = "[а-яіїєґё]"
_END = r"(?![^\W\d_])"
# "У 10 км" is where; in any other unit "у" may be anything.
_IN = {"у", "в"}
_ON = {"на", "у", "в", "во"}
_LENGTHS = {"км", "м", "см", "мм", "km", "m", "cm", "mm"}


def rules(language: str) -> list[Rule]:
    """Return the rules for numbers, those that say most first."""
    spoken = _Numbers(language)
    number = PATTERN[language]
    unit = rf"(?P<unit>{one_of(signs(language))}){_END}"
    scale = rf"(?P<scale>{one_of(tables(language)['scale'])}){_END}"
    sign = r"(?P<sign>(?<![\w-])[-+])?"
    pair = rf"(?P<first>{number}){DASH}(?P<number>{number})"
    head, joint = ("між", "і|й|та") if language == "uk" else ("между", "и")
    labels = one_of(tables(language)["label"])
    compiled: list[tuple[str, Say]] = [
        (
            rf"(?P<head>(?i:{head}) )(?P<first>{number})(?P<and> (?:{joint}) )(?P<number>{number})(?: ?{unit}|{RIGHT})",
            spoken.between,
        ),
        (rf"{LEFT}{pair}(?: ?{scale})?(?: ?{unit}|{RIGHT})", spoken.span),
        (rf"{sign}(?P<unit>[$€₩₴₽]) ?(?P<number>{number})(?: ?{scale})?", spoken.amount),
        (rf"{LEFT}{sign}(?P<number>{number})(?: ?{scale})? ?{unit}", spoken.amount),
        (rf"{LEFT}(?P<number>{number}) ?{scale}", spoken.many),
        (rf"{LEFT}(?P<above>[1-9])/(?P<below>10|[2-9]){RIGHT}", spoken.fraction),
        (
            rf"{LEFT}(?P<number>[0-9]{{1,4}})-(?P<ending>{_LETTER}{{1,3}}){_END}",
            partial(with_ending, language=language),
        ),
        (rf"{LEFT}(?P<number>[0-9]{{1,3}})-(?P<word>{_LETTER}{{4,}})", partial(compound, language=language)),
        (rf"(?P<label>{labels}) ?(?P<number>{number}){RIGHT}", spoken.labelled),
        (rf"{LEFT}{sign}(?P<number>{number}){RIGHT}(?!-\w)", spoken.alone),
    ]
    return [Rule(re.compile(pattern), say) for pattern, say in compiled]


class _Numbers:
    """The numbers of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def _asked(self, match: Match, sign: str = "") -> Case:
        if word_before(match) in _IN and sign in _LENGTHS:
            return Case.LOCATIVE
        return case_before(match, self.language) or Case.NOMINATIVE

    def _signed(self, match: Match, words: str | None) -> str | None:
        signs = tables(self.language)["words"]
        before = {"-": f"{signs['minus']} ", "+": f"{signs['plus']} "}.get(match["sign"], "")
        return before + words if words else None

    def amount(self, match: Match) -> str | None:
        """3,5 км; -5 °C; $5 млн."""
        unit, case = Unit(match["unit"], self.language), self._asked(match, match["unit"])
        return self._signed(match, measured(match["number"], match["scale"], unit, self.language, case))

    def many(self, match: Match) -> str | None:
        """10 тис. людей."""
        case = frame(match, 5, self.language).case
        return scaled(match["number"], match["scale"], self.language, case)

    def span(self, match: Match) -> str | None:
        """10–15 хвилин, 5–10 км, 2–3 тис.: both ends in the same case, the thing after the second."""
        first, last = whole(match["first"], self.language), whole(match["number"], self.language)
        if first is not None and last is not None and first >= last:
            return None
        sign, scale = match["unit"], match["scale"]
        if not sign and not scale:
            return self._plain_span(match, first, last)
        unit = Unit(sign, self.language) if sign else None
        case = self._asked(match, sign or "")
        if unit:
            end = measured(match["number"], scale, unit, self.language, case)
        else:
            end = scaled(match["number"], scale, self.language, case)
        gender = of_scale(scale, self.language) if scale else unit.gender if unit else Gender.MASCULINE
        begin = said(match["first"], self.language, case, gender)
        return f"{begin} — {end}" if begin and end else None

    def _plain_span(self, match: Match, first: int | None, last: int | None) -> str | None:
        if first is None or last is None:
            return None
        begin, end = frame(match, first, self.language), frame(match, last, self.language)
        if end.gender is None or (begin.gender is None and words_after(match)):
            return None
        genders = (begin.gender or Gender.MASCULINE, end.gender)
        ends = zip((first, last), genders, strict=True)
        return " — ".join(cardinal(number, self.language, end.case, gender) for number, gender in ends)

    def between(self, match: Match) -> str | None:
        """Між 10 і 20 км."""
        unit = Unit(match["unit"], self.language) if match["unit"] else None
        gender = unit.gender if unit else Gender.MASCULINE
        ends = [said(match[name], self.language, Case.INSTRUMENTAL, gender) for name in ("first", "number")]
        if None in ends:
            return None
        pair = f"{match['head']}{ends[0]}{match['and']}{ends[1]}"
        if unit is None:
            return pair
        following = unit.after(whole(match["number"], self.language), Case.INSTRUMENTAL)
        return f"{pair} {following}" if following else None

    def fraction(self, match: Match) -> str | None:
        """3/4."""
        above, below = int(match["above"]), int(match["below"])
        one = above == 1
        case, gender = (Case.NOMINATIVE, Gender.FEMININE) if one else (Case.GENITIVE, Gender.PLURAL)
        part = ordinal(below, self.language, case, gender)
        number = cardinal(above, self.language, Case.NOMINATIVE, Gender.FEMININE)
        return f"{number} {part}" if above < below and part else None

    def labelled(self, match: Match) -> str | None:
        """№ 5."""
        number = whole(match["number"], self.language)
        label = tables(self.language)["label"][match["label"]]
        if number is None:
            return None
        return f"{label} {cardinal(number, self.language, Case.NOMINATIVE, Gender.MASCULINE)}"

    def alone(self, match: Match) -> str | None:
        """10 000 військових: the words around it tell the case and the gender, or else nobody can."""
        number = whole(match["number"], self.language)
        if number is None:
            return self._signed(match, decimal(match["number"], self.language, self._asked(match)))
        if in_row := self._in_row(match, number):
            return in_row
        told = frame(match, number, self.language)
        if told.gender is None:
            return None
        return self._signed(match, cardinal(number, self.language, told.case, told.gender))

    def _in_row(self, match: Match, number: int) -> str | None:
        """На 2 поверсі: the second, for the noun is singular."""
        noun = "".join(words_after(match, 1)).lower()
        if word_before(match) not in _ON:
            return None
        for gender in (Gender.MASCULINE, Gender.FEMININE):
            if noun in word_list(self.language, "row", gender.value):
                return ordinal(number, self.language, Case.LOCATIVE, gender) if number else None
        return None
