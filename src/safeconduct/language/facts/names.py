# SPDX-License-Identifier: Apache-2.0
"""Names: entities of the edition, and words that look like names of something else."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from safeconduct.model.ledger import Entity
from safeconduct.model.mention import Mention, MentionKind

from .folding import folded
from .lexicon import compiled, table

_HANGUL = r"가-힣"


class KnownNames:
    """The names of an edition's entities, by the letter that they begin with."""

    def __init__(self, entities: Iterable[Entity], language: str) -> None:
        """Take every name, in whatever language; where two entities share one, that of `language` comes first."""
        own: dict[str, str] = {}
        foreign: dict[str, str] = {}
        for entity in entities:
            for tag, name in entity.names():
                whose = own if tag.partition("-")[0] == language else foreign
                whose.setdefault(_spaced(folded(name)[0]), entity.id)
        # At the start of a sentence a name may begin with a capital that it has not elsewhere.
        capital = {name[:1].upper() + name[1:]: owner for name, owner in {**foreign, **own}.items()}
        self._ids = {name: owner for name, owner in {**capital, **foreign, **own}.items() if name}
        # By what may follow: it is long, and compiling it once for every name takes a tenth of a second.
        initials: dict[str, dict[str, list[str]]] = {}
        for name in sorted(self._ids, key=len, reverse=True):
            words = r"\s+".join(re.escape(word) for word in name.split(" "))
            initials.setdefault(name[0], {}).setdefault(_end(name, language), []).append(words)
        self._patterns = {
            initial: [re.compile(f"(?:{'|'.join(names)}){end}") for end, names in ends.items()]
            for initial, ends in initials.items()
        }

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the entities named in a folded text, the longest name first."""
        for initial in _INITIAL.finditer(text):
            matches = (pattern.match(text, initial.start()) for pattern in self._patterns.get(initial[0], ()))
            found = max((match for match in matches if match), key=lambda match: match.end(), default=None)
            if found:
                yield Mention(MentionKind.NAME, self._ids[_spaced(found[0])], found.start(), found.end())


_INITIAL = re.compile(r"(?<!\w)\S")


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _end(name: str, language: str) -> str:
    if language != "ko":
        return r"(?!\w)"
    if re.search(f"[{_HANGUL}]$", name):
        # A Korean name is followed by its particle, or by a title and a particle.
        beside = table("ko")["beside"]
        return rf"(?=(?:{beside['title'][0]})?(?:{beside['particle'][0]})?(?![{_HANGUL}\w]))"
    return "(?![A-Za-z0-9])"


@cache
def _capitals(language: str) -> re.Pattern[str]:
    upper, lower = {"en": ("A-Z", "A-Za-zÀ-ɏ")}.get(language, ("А-ЯЁІЇЄҐA-Z", "А-ЯЁІЇЄҐA-Za-zа-яёіїєґ"))
    word = rf"(?:(?:[{upper}]\.){{2,}}|[{upper}][{lower}'-]*)"
    joint = "|".join(table(language)["name"].get("joints", [])) or r"(?!)"
    return re.compile(rf"(?<![\w'-]){word}(?:[ ](?:(?:{joint})[ ])*{word})*")


def unknown(text: str, language: str) -> Iterator[Mention]:
    """Yield words that look like names that no entity has, as "?" and the words."""
    if language == "ko":
        for found in compiled("ko", "body").finditer(text):
            name = found[0]
            if not compiled("ko", "no-body").fullmatch(name):
                yield Mention(MentionKind.NAME, f"?{name}", found.start(), found.end())
        return
    if language not in {"en", "uk", "ru"}:
        return
    for start, sentence in _sentences(text):
        if not _is_headline(sentence):
            yield from _in_sentence(sentence, start, language)


_SENTENCE_END = re.compile(
    r"(?<=[.!?…:])(?<![^\W\d_]\.[A-ZА-Я]\.)(?<!\b[DM]r\.)(?<!\bMrs\.)(?<!\bGen\.)(?<!\bCol\.)"
    r"[\"'”’»)\]]*\s+|[\n\t]+"
)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, text[start : found.end()]
        start = found.end()
    yield start, text[start:]


def _is_headline(sentence: str) -> bool:
    """True where every longer word, or every letter, is a capital, which then says nothing."""
    if not any(letter.islower() for letter in sentence):
        return True
    words = re.findall(r"[^\W\d_]+", sentence)
    lower = [word for word in words if word[0].islower()]
    longer = [word for word in words if len(word) >= 4]
    return len(longer) >= 2 and not any(len(word) >= 4 for word in lower) and 3 * len(lower) <= len(words)


def _in_sentence(sentence: str, offset: int, language: str) -> Iterator[Mention]:
    plain, titles, openers = (_set(language, name) for name in ("plain", "titles", "openers"))
    opening = re.match(r"[\W\d_]*", sentence)
    first = opening.end() if opening else 0
    for found in _capitals(language).finditer(sentence):
        words = list(re.finditer(r"\S+", sentence[found.start() : found.end()]))
        at_start = found.start() == first
        # The first word of a sentence has a capital in any case: alone it says nothing, unless it is KBS.
        if at_start and sum(word[0][0].isupper() for word in words) < 2 and not _is_acronym(words[0][0], plain):
            continue
        for run in _between(words, titles):
            said = _stripped(run, openers | plain if at_start and run[0] is words[0] else openers, plain)
            # Vitamin C, block A and 20 °C name nobody.
            if (
                not said
                or (len(said) == 1 and len(_bare(said[0][0])) == 1)
                or all(_bare(word[0]) in plain for word in said)
            ):
                continue
            start, end = found.start() + said[0].start(), found.start() + said[-1].end()
            name = sentence[start:end].removesuffix("'s").rstrip("'-")
            yield Mention(MentionKind.NAME, f"?{_spaced(name)}", offset + start, offset + start + len(name))


def _between(words: list[re.Match[str]], titles: frozenset[str]) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of words that no title parts: "Kyiv President Name" names two."""
    run: list[re.Match[str]] = []
    for word in words:
        if _bare(word[0]) not in titles:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _stripped(words: list[re.Match[str]], before: frozenset[str], after: frozenset[str]) -> list[re.Match[str]]:
    """The words of a name without those that only lead up to it, and without what follows it in lower case."""
    first, end = 0, len(words)
    while first < end and (_bare(words[first][0]) in before or not words[first][0][0].isupper()):
        first += 1
    while end > first and (_bare(words[end - 1][0]) in after or not words[end - 1][0][0].isupper()):
        end -= 1
    return words[first:end]


def _bare(word: str) -> str:
    return word.strip("'-.").removesuffix("'s").lower()


@cache
def _set(language: str, name: str) -> frozenset[str]:
    return frozenset(" ".join(table(language)["name"].get(name, [])).split())


def _is_acronym(word: str, plain: frozenset[str]) -> bool:
    letters = _bare(word).replace(".", "")
    return word.replace(".", "").isupper() and 2 <= len(letters) <= 6 and letters not in plain
