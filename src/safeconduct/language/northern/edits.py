# SPDX-License-Identifier: Apache-2.0
"""Edits: what is changed where, by which rule, and how sure that is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen


class Grade(StrEnum):
    """How far an edit goes by itself."""

    CONVERT = "A"
    CONVERT_AND_FLAG = "B"
    WARN = "C"


_OF_HANJA = frozenset({"sino", "names"})
"""Rules that have nothing to say of a word which a table has whole: 녹쓴 is not 록쓴."""


RARELY: Final = ", rarely otherwise"
"""Ends the rule of a flag on a word whose other reading is rare: a draft is told of it, finished copy is not."""


@frozen
class Edit:
    """`text[start:end]` is `old` and becomes `new`; with `Grade.WARN` it stays, and `new` is what is proposed.

    `rule` names the rule, `article` where it stands, `alternatives` what else it might be, `why` says it in a sentence.
    An insertion has an empty `old`.
    """

    start: int
    end: int
    old: str
    new: str
    rule: str
    grade: Grade
    article: str
    alternatives: tuple[str, ...] = ()
    why: str = ""

    @property
    def kept(self) -> bool:
        """True when the text stays as it is: a warning, or a flag on words that may be right."""
        return self.grade is Grade.WARN or self.old == self.new


def settled(ranked: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that hold together, by place; `ranked` comes with the strongest first.

    Where two want the same letters, the stronger has them; syllables that it does not change may still be changed by
    the other, as long as neither changes their number: 연이율 takes 년 from one and 률 from another.  A warning changes
    nothing and so keeps nothing away: a word that only might be another is still spelled right.
    """
    taken: list[Edit] = []
    places: dict[int, set[int]] = defaultdict(set)  # what of `taken` stands at each letter
    for edit in ranked:
        near = sorted({n for at in _letters(edit) for n in places.get(at, ()) if _meet(taken[n], edit)})
        rivals = [taken[n] for n in near if taken[n].grade is not Grade.WARN or edit.grade is Grade.WARN]
        for other in rivals:
            if joined := _joined(other, edit):
                n = next(n for n in near if taken[n] == other)
                taken[n] = joined
                for at in _letters(joined):
                    places[at].add(n)
        if not rivals:
            for at in _letters(edit):
                places[at].add(len(taken))
            taken.append(edit)
    return tuple(sorted(taken, key=lambda one: (one.start, one.end)))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with every edit made that is not only a warning."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        if not edit.kept:
            parts += [text[at : edit.start], edit.new]
            at = edit.end
    return "".join([*parts, text[at:]])


def _letters(edit: Edit) -> range:
    """The places of its letters; an insertion stands at the letter that it is before."""
    return range(edit.start, max(edit.end, edit.start + 1))


def _meet(one: Edit, other: Edit) -> bool:
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    return one.start < other.end and other.start < one.end


def _joined(strong: Edit, weak: Edit) -> Edit | None:
    """The strong edit with what the weak one changes elsewhere, or None when they cannot be joined."""
    if not weak.old and len(strong.old) == len(strong.new) and not strong.kept:  # a space inside a word that changes
        at = weak.start - strong.start
        return evolve(strong, new=strong.new[:at] + weak.new + strong.new[at:], rule=f"{strong.rule}+{weak.rule}")
    if len(strong.old) != len(strong.new) or len(weak.old) != len(weak.new) or strong.kept != weak.kept:
        return None
    start, end = min(strong.start, weak.start), max(strong.end, weak.end)
    letters: dict[int, tuple[str, str]] = {}
    final = strong.rule == "vocabulary" and weak.rule in _OF_HANJA
    for edit in (weak, strong):
        for place, old, new in zip(range(edit.start, edit.end), edit.old, edit.new, strict=True):
            if old != new or place not in letters or (final and edit is strong):
                letters[place] = (old, new)
    if len(letters) != end - start:
        return None
    old, new = ("".join(letters[place][n] for place in range(start, end)) for n in (0, 1))
    return evolve(
        strong,
        start=start,
        end=end,
        old=old,
        new=new,
        rule=strong.rule if weak.rule == strong.rule else f"{strong.rule}+{weak.rule}",
        grade=max(strong.grade, weak.grade),
        article="; ".join(dict.fromkeys((strong.article, weak.article))),
        alternatives=strong.alternatives or weak.alternatives,
        why=strong.why or weak.why,
    )


def syllables_changed(edit: Edit) -> Iterator[tuple[int, str, str]]:
    """Yield place, old and new of each syllable that an edit of unchanged length changes."""
    for at, (old, new) in enumerate(zip(edit.old, edit.new, strict=False), edit.start):
        if old != new:
            yield at, old, new
