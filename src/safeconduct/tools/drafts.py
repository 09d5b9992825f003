# SPDX-License-Identifier: Apache-2.0
"""The lines of a draft (DOCX, HWPX or plain text), read in the jail as captured pages are.

The draft is a stranger's.  This process never looks into it: it hands the bytes over and gets lines back, or the code
of a sentence.  Author, company and dates of the file are never asked for.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from safeconduct.model.refusal import Refusal, ToolRefusal, UsageRefusal

from .draft_lines import LEFT, SHAPES, Line, Stretch
from .extract import SENTENCES
from .extract_kinds import OTHERS
from .jail import USUAL, Ended, Limits, Lock, run

ENTRY: Final = ("-m", "safeconduct.tools.draft_child")
MOST_BYTES: Final = 16 << 20
_KINDS: Final = ("docx", "hwpx", "text")
_DEEPEST: Final = 100
_SAVE: Final = "open it, save it as DOCX or HWPX, and bring that."
_OWN: Final[Mapping[str, tuple[str, str]]] = {
    "empty": ("is empty.", "name the file with the draft."),
    "unknown": ("is nothing that can be read here: no DOCX, HWPX or plain text in UTF-8.", _SAVE),
    "no-draft": ("is a page for reading, not a draft.", _SAVE),
    "no-words": ("holds no word.", "check whether it is the right file."),
    "too-long": ("is longer than {}, more than one piece has.", "bring the part that belongs to this piece."),
    "flood": ("unpacks to far more words than a piece has.", "bring the part that belongs to this piece."),
    "damaged": ("is a damaged or incomplete {}.", "ask for it again."),
    **{
        code: (SENTENCES[code][0], "do not open it; ask whoever sent it for the words as plain text.")
        for code in ("macros", "controls", "objects", "bomb", "names", "dtd")
    },
    **{code: (SENTENCES[code][0], _SAVE) for code in ("nested", "memory", "cpu", "wall", "died")},
}
_KNOWN_DETAIL = re.compile(r"[A-Za-z0-9 ._:-]{0,60}")
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@frozen
class Drafted:
    """What was found in a draft: its `kind`, its lines, and how often each sort of `LEFT` was met."""

    kind: str
    lines: tuple[Line, ...]
    left: Mapping[str, int]
    lock: Lock


def read_draft(draft: bytes, name: str, limits: Limits = USUAL) -> Drafted:
    """Return the lines of `draft`, which is called `name` in refusals.

    Raises `UsageRefusal` for a draft that is refused, and `ToolRefusal` when no reader can be started.
    """
    if len(draft) > MOST_BYTES:
        raise UsageRefusal(
            f"“{name}” is larger than {MOST_BYTES >> 20} MiB, and no draft may be.",
            "take its pictures out; bring that.",
        )
    ended = run(ENTRY, draft, limits)
    if ended.answer is None or ended.lock is None:
        raise _broken(name, ended, limits)
    head, _, body = ended.answer.partition(b"\n")
    told = _parsed(head[:1_000])
    if isinstance(told, dict) and "refused" in told:
        raise _refused(name, str(told["refused"]), str(told.get("detail", "")), limits)
    lines = _lines(_parsed(body))
    if not isinstance(told, dict) or told.get("kind") not in _KINDS or not lines:
        raise _refused(name, "died", "strange answer", limits)
    left = told.get("left")
    counts = left if isinstance(left, dict) else {}
    return Drafted(
        str(told["kind"]), lines, {sort: n for sort in LEFT if isinstance(n := counts.get(sort), int) and n}, ended.lock
    )


def _broken(name: str, ended: Ended, limits: Limits) -> Refusal:
    if ended.lock is None and ended.why != "wall":
        return ToolRefusal(
            f"The reader of drafts does not start ({ended.why}).", "install safeconduct again, with all it needs."
        )
    known = ended.why in _OWN or ended.why in SENTENCES
    return _refused(name, ended.why if known else "died", "" if known else ended.why, limits)


def _refused(name: str, untrusted_code: str, untrusted_detail: str, limits: Limits) -> Refusal:
    detail = untrusted_detail if _KNOWN_DETAIL.fullmatch(untrusted_detail) else ""
    if untrusted_code == "other-kind" and detail in OTHERS:
        return UsageRefusal(f"“{name}” is {OTHERS[detail][0]}, which is not read here.", _SAVE)
    what, do = _OWN.get(untrusted_code) or SENTENCES.get(untrusted_code, _OWN["died"])
    gaps = {"memory_mb": limits.memory_mb, "cpu_s": limits.cpu_s, "wall_s": limits.wall_s}
    return UsageRefusal(f"“{name}” {what.format(detail or 'file', **gaps)}", do)


def _parsed(untrusted: bytes) -> Any:
    try:
        return json.loads(untrusted)
    except (ValueError, RecursionError):
        return None


def _lines(untrusted: Any) -> tuple[Line, ...]:
    """Return the lines, or none when anything about them is not as `draft_child.plain` says."""
    try:
        return tuple(_line(*one) for one in untrusted)
    except (TypeError, ValueError):
        return ()


def _line(shape: Any, level: Any, inside: Any, table: Any = 0) -> Line:
    if (
        shape not in SHAPES
        or not _counts(level, _DEEPEST)
        or not isinstance(table, int)
        or (shape == "row") != (table > 0)
    ):
        raise ValueError(shape)
    if table:
        return Line(shape, level, table=table, cells=tuple(_stretches(cell) for cell in inside))
    return Line(shape, level, _stretches(inside))


def _stretches(untrusted: Any) -> tuple[Stretch, ...]:
    return tuple(_stretch(*one) for one in untrusted)


def _stretch(text: Any, set_as: Any) -> Stretch:
    if not isinstance(text, str) or _COMMANDS.search(text) or set_as not in (0, 1, 2, 3):
        raise ValueError(set_as)
    return Stretch(text, bool(set_as & 1), bool(set_as & 2))


def _counts(untrusted: Any, most: int) -> bool:
    return isinstance(untrusted, int) and 1 <= untrusted <= most
