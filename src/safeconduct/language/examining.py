# SPDX-License-Identifier: Apache-2.0
"""Examining: every text of a copy looked at by all that knows its language, the remarks as plain values."""

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safeconduct.model.codec import plain, record_from
from safeconduct.model.wording import Looked, Noted, WordsOrder
from safeconduct.model.works import Json

from .remarks import Remark

WESTERN: Final = ("en", "ru", "uk")
_JOINT: Final = "\n"
_NO_RULES: Final = "Nothing here knows the language “{language}”: have its words read by a person."

_LETTERS: Final = frozenset({"letters-mixed", "letter-lookalike", "letter-foreign"})
_SPELLING: Final = {"word-unknown": "misspelled", "name-unknown": "unknown-name"}
_PROPOSING: Final = 3
"""For so many words proposals are worked out; each takes most of a second."""

Text = Sequence[str]
"""Block id, kind of block, language, words."""


def examine(_inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Recipe: look at the texts of a `WordsOrder`.  Writes wording.json, a `Looked`."""
    order = record_from(params, WordsOrder)
    looked = look(
        order.texts,
        own=order.own,
        guarded=order.guarded,
        choices=order.choices,
        typefaces=order.typefaces,
        models=order.models,
    )
    (out / "wording.json").write_text(json.dumps(plain(looked), ensure_ascii=False), "utf-8")


def look(
    texts: Iterable[Text],
    *,
    own: Collection[str] = (),
    guarded: Collection[str] = (),
    choices: Mapping[str, str] = MappingProxyType({}),
    typefaces: Collection[str] = (),
    models: bool = True,
) -> Looked:
    """Look at texts in any of our languages.

    `own`: names that are right as they are; `guarded`: words that nobody may touch (quotations); `choices`: Northern
    words the author chose; `typefaces`: the families that will set them; `models` False: Korean is looked at by tables
    alone.
    """
    noted: list[Noted] = []
    unread: list[str] = []
    for language, alike in groupby(sorted(texts, key=_language), _language):
        chosen = list(alike)
        whole, starts = _joined(chosen)
        if language == "ko-KP":
            from .northern.examining import not_looked, remarks_on
            from .northern.typefaces import southern_typefaces

            noted += (
                Noted("southern-typeface", "", 0, face.name, "", f"It {face.origin}. {face.why}")
                for face in southern_typefaces(typefaces)
            )
            found = remarks_on(whole, own=own, guarded=guarded, choices=choices, models=models)
            unread += not_looked(models)
        elif language.partition("-")[0] in WESTERN:
            found = _western(whole, language.partition("-")[0], own, chosen, starts)
        else:
            unread.append(_NO_RULES.format(language=language))
            continue
        noted += (_noted(one, kind, chosen, starts) for kind, one in found)
    return Looked(tuple(noted), tuple(unread))


def _western(
    whole: str, language: str, own: Collection[str], texts: Sequence[Text], starts: Sequence[int]
) -> Iterator[tuple[str, Remark]]:
    from . import plain as plain_language
    from . import spelling, typography

    for one in spelling.remarks(whole, language, own, proposing=_PROPOSING):
        yield _SPELLING.get(one.kind, "typography"), one
    for one in typography.remarks(whole, language):
        yield "other-alphabet" if one.kind in _LETTERS else "typography", one
    for one in plain_language.remarks(whole, language, own):
        yield "hard-to-read", one
    for text, start in zip(texts, starts, strict=True):
        if text[1] == "step":
            for one in plain_language.step_remarks(text[3], language):
                yield "hard-to-read", _moved(one, start)


def _joined(texts: Sequence[Text]) -> tuple[str, list[int]]:
    """The words of the texts, one under the other, and where each begins."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text[3]) + len(_JOINT)
    return _JOINT.join(text[3] for text in texts), starts


def _noted(one: Remark, kind: str, texts: Sequence[Text], starts: Sequence[int]) -> Noted:
    n = bisect_right(starts, one.start) - 1
    return Noted(kind, texts[n][0], one.start - starts[n], one.words, one.proposal, one.why)


def _moved(one: Remark, by: int) -> Remark:
    return evolve(one, start=one.start + by, end=one.end + by)


def _language(text: Text) -> str:
    return text[2]
