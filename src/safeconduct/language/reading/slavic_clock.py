# SPDX-License-Identifier: Apache-2.0
"""Ukrainian and Russian clock times as they are said."""

import re
from collections.abc import Mapping

from safeconduct.language.numbers.cases import Case, Gender, cardinal, is_few, is_one, ordinal

from .rules import DASH, LEFT, RIGHT, Match, Rule, tables, word_before, words_after
from .slavic_frame import case_before

_HOUR, _MINUTE = "[01]?[0-9]|2[0-4]", "[0-5][0-9]"
_MIDNIGHT = {Case.NOMINATIVE: "нульова", Case.GENITIVE: "нульової", Case.LOCATIVE: "нульовій"}
_AT = {"о", "об", "в", "во"}


def rules(language: str) -> list[Rule]:
    """Return the rules for times."""
    spoken = _Clock(language)
    clock = rf"(?P<hour>{_HOUR})(?P<colon>[:.])(?P<minute>{_MINUTE})"
    later = rf"(?P<hour2>{_HOUR})(?P=colon)(?P<minute2>{_MINUTE})"
    compiled = [
        (rf"{LEFT}{clock}{DASH}{later}{RIGHT}", spoken.from_time),
        (rf"{LEFT}{clock}{RIGHT}(?: ?(?:год\.?|ч\.|час\.?)(?![^\W\d_]))?", spoken.time),
    ]
    if language == "uk":
        # A Ukrainian hour is the ninth, not nine: the noun is singular, or names a part of the day.
        compiled.append((rf"{LEFT}(?P<hour>{_HOUR})(?= (?:годин[аиіу]|годиною)(?!\w))", spoken.at_hour))
        compiled.append(
            (rf"{LEFT}(?P<hour>{_HOUR})(?= (?:ранку|вечора|дня|ночі)(?!\w)|[,.;!?)]? ?$|[,.;!?)] )", spoken.of_day)
        )
    return [Rule(re.compile(pattern), say) for pattern, say in compiled]


class _Clock:
    """The times of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def time(self, match: Match) -> str | None:
        """14:30; with a point only where the word before says that it is a time."""
        if match["colon"] == "." and word_before(match) not in _AT:
            return None
        case = case_before(match, self.language)
        if word_before(match) in {"в", "у"}:
            case = Case.ACCUSATIVE
        return self._clock(int(match["hour"]), int(match["minute"]), case or Case.NOMINATIVE)

    def at_hour(self, match: Match) -> str | None:
        """О 9 годині, до 9 години; "21 година" and "3 години" count hours."""
        hour, noun = int(match["hour"]), words_after(match, 1)[0]
        asked = case_before(match, "uk")
        case = {"годині": Case.LOCATIVE, "годиною": Case.INSTRUMENTAL, "година": Case.NOMINATIVE}.get(noun)
        if noun == "години" and asked is Case.GENITIVE and not is_one(hour):
            case = Case.GENITIVE
        if noun == "годину" and (not is_one(hour) or word_before(match) == "на"):
            case = Case.ACCUSATIVE
        if case is None or not hour or (is_one(hour) and case in {Case.NOMINATIVE, Case.INSTRUMENTAL}):
            return None
        return ordinal(hour, "uk", case, Gender.FEMININE)

    def of_day(self, match: Match) -> str | None:
        """О 9; до 9 ранку."""
        at, day = word_before(match) in {"о", "об"}, words_after(match, 1)
        # "До 5 дня" may be five days: of the hours of the day only "о" is certain.
        case = Case.LOCATIVE if at else case_before(match, "uk") if day and day[0] != "дня" else None
        if case not in {Case.LOCATIVE, Case.GENITIVE} or match["hour"] == "0":
            return None
        return ordinal(int(match["hour"]), "uk", case, Gender.FEMININE)

    def from_time(self, match: Match) -> str | None:
        """9:00–17:00."""
        words = tables(self.language)["words"]
        if match["colon"] == "." or case_before(match, self.language):
            return None
        first = self._clock(int(match["hour"]), int(match["minute"]), Case.GENITIVE)
        last = self._clock(int(match["hour2"]), int(match["minute2"]), Case.GENITIVE)
        return f"{words['day_from']} {first} {words['till']} {last}" if first and last else None

    def _clock(self, hour: int, minute: int, case: Case) -> str | None:
        small = f"{cardinal(0, self.language, Case.NOMINATIVE, Gender.MASCULINE)} " if 0 < minute < 10 else ""
        minutes = small + cardinal(minute, self.language, Case.NOMINATIVE, Gender.FEMININE)
        forms = tables(self.language)["clock"]
        if self.language == "uk":
            return self._ukrainian_clock(hour, minutes if minute else "", case, forms)
        if case not in {Case.NOMINATIVE, Case.ACCUSATIVE, Case.GENITIVE}:
            return None
        said = cardinal(hour, "ru", case, Gender.MASCULINE)
        one, few, many = forms["nominative"].split()
        if case is Case.GENITIVE:
            word = few if is_one(hour) else many
        else:
            word = one if is_one(hour) else few if is_few(hour) else many
        return f"{said} {word}" if not minute else f"{said} {word} {minutes} {_minutes(minute)}"

    def _ukrainian_clock(self, hour: int, minutes: str, case: Case, forms: Mapping[str, str]) -> str | None:
        names = {
            Case.NOMINATIVE: "nominative", Case.GENITIVE: "genitive", Case.LOCATIVE: "locative",
            Case.ACCUSATIVE: "accusative", Case.INSTRUMENTAL: "instrumental",
        }  # fmt: skip
        if case not in names:
            return None
        said = ordinal(hour, "uk", case, Gender.FEMININE) if hour else _MIDNIGHT.get(case)
        return f"{said} {minutes}" if minutes and said else f"{said} {forms[names[case]]}" if said else None


def _minutes(number: int) -> str:
    return "минута" if is_one(number) else "минуты" if is_few(number) else "минут"
