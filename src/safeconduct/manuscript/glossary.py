# SPDX-License-Identifier: Apache-2.0
"""The glossary: `glossary.csv` or `glossary.tbx`, which terms are used for one thing, and which must not be."""

import csv
import io
import re
from collections.abc import Iterable, Mapping

from safeconduct.model.exchange import Concept, Term, TermStatus
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal

from .faults import Faults
from .glossary_tbx import concepts_of_tbx, sorted_terms
from .snapshot import Seen
from .toml import read_text

NAMES = ("glossary.csv", "glossary.tbx")
CONCEPT, STATUS, NOTE = "concept", "status", "note"
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_REMEDY = "compare it with docs/translators.md; every row has a concept, a status and a term."


def read_glossary(files: Mapping[str, Seen], used: set[str], faults: Faults) -> tuple[Concept, ...]:
    """Read the glossary of a manuscript; none where there is no such file."""
    there = [name for name in NAMES if name in files]
    used.update(there)
    if not there:
        return ()
    if len(there) > 1:
        what = "The manuscript has two glossaries, and nobody can say which holds."
        do = "keep one: safeconduct language glossary turns one form into the other."
        faults.stop("value-wrong", Span(there[1]), what, do)
    name, content = there[0], files[there[0]].content
    try:
        if name.endswith(".tbx"):
            return concepts_of_tbx(content, name)[0]
        text = read_text(content, name, faults)
        return concepts_of_csv(text, name) if text is not None else ()
    except UsageRefusal as refusal:
        place, _, what = refusal.what.partition(": ")
        line = int(place.rpartition(":")[2]) if place.rpartition(":")[2].isdigit() else 1
        faults.stop("value-wrong", Span(name, line, line), what, refusal.do)
        return ()


def concepts_of_csv(text: str, file: str) -> tuple[Concept, ...]:
    """Read a CSV glossary: columns concept, status, one for each language, note; a row for each status of a concept.

    Raises `UsageRefusal` with the line.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    terms: dict[str, list[Term]] = {}
    notes: dict[str, list[str]] = {}
    places: dict[str, Span] = {}
    heads: list[str] = []
    line = 1
    try:
        for row in rows:
            at, line = line, rows.line_num + 1
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not heads:
                heads = _heads(cells, f"{file}:{at}")
                continue
            concept, told, note = _row(dict(zip(heads, cells, strict=False)), len(cells) - len(heads), f"{file}:{at}")
            places.setdefault(concept, Span(file, at, at))
            terms.setdefault(concept, []).extend(told)
            notes.setdefault(concept, []).extend(note.splitlines())
    except csv.Error as fault:
        raise UsageRefusal(f"{file}:{line}: It is no CSV ({fault}).", _REMEDY) from None
    if not heads:
        raise UsageRefusal(f"{file}:1: The glossary is empty.", _REMEDY)
    return tuple(Concept(name, sorted_terms(terms[name]), "\n".join(notes[name]), places[name]) for name in terms)


def _heads(cells: list[str], at: str) -> list[str]:
    wrong = [cell for cell in cells if cell not in (CONCEPT, STATUS, NOTE) and not _LANGUAGE.fullmatch(cell)]
    if wrong or CONCEPT not in cells or STATUS not in cells or len(set(cells)) < len(cells):
        what = f"{at}: The first row must name the columns concept, status, languages such as ko-KP, and note."
        raise UsageRefusal(what, f"correct “{wrong[0]}”." if wrong else _REMEDY)
    return cells


def _row(cells: Mapping[str, str], too_many: int, at: str) -> tuple[str, list[Term], str]:
    concept, status = cells.get(CONCEPT, ""), cells.get(STATUS, "")
    if not _ID.fullmatch(concept):
        what = f"{at}: “{concept}” cannot be the id of a concept."
        raise UsageRefusal(what, "begin it with a plain Latin letter; then letters, digits, hyphens, underscores.")
    if status not in list(TermStatus):
        raise UsageRefusal(f"{at}: “{status}” is no status of a term.", f"write one of: {', '.join(TermStatus)}.")
    told = {head: words for head, words in cells.items() if head not in (CONCEPT, STATUS, NOTE) and words}
    if too_many > 0 or not told:
        what = "It has more cells than there are columns." if too_many > 0 else "It has no term."
        raise UsageRefusal(f"{at}: {what}", _REMEDY)
    return (
        concept,
        [Term(tag, " ".join(words.split()), TermStatus(status)) for tag, words in told.items()],
        cells.get(NOTE, ""),
    )


def csv_of(concepts: Iterable[Concept]) -> str:
    """Return concepts as the CSV that `concepts_of_csv` reads."""
    every = tuple(concepts)
    languages = sorted({term.language for concept in every for term in concept.terms})
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([CONCEPT, STATUS, *languages, NOTE])
    for concept in every:
        note = concept.note
        for status in TermStatus:
            told = [[term.words for term in concept.of(tag, status)] for tag in languages]
            for number in range(max((len(words) for words in told), default=0)):
                cells = [words[number] if number < len(words) else "" for words in told]
                rows.writerow([concept.id, status.value, *cells, note])
                note = ""
    return out.getvalue()
