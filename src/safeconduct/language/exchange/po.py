# SPDX-License-Identifier: Apache-2.0
"""Gettext PO out and in: one entry a unit, its codes as short tags, its state as far as PO can tell it."""

import re
from collections.abc import Iterable
from typing import Final

import polib

from safeconduct.model.exchange import SegmentState
from safeconduct.model.refusal import UsageRefusal

from .content import BOLD, PICTURE, Codes, Content, Mark, Side, joined, plain, wordless
from .returned import Returned, ReturnedFile, refused
from .units import Unit, fingerprint
from .xliff_writing import Exported

_KEPT: Final = "Fingerprints, please keep:"
_MACHINE: Final = "machine translation"
_TAG = re.compile(r"<(/?)([cbp])(t?\d+)(/?)>")
_HEAD = (
    "Entries are in context “piece/block”.  Tags such as <c2>…</c2> show which words cite a claim: keep each of them."
)


def po(pieces: Iterable[Exported], source: str, target: str, as_of: str) -> bytes:
    """Return the pieces as a PO file; `as_of` is its date.

    Raises `UsageRefusal` for words with line ends that PO cannot hold.
    """
    made = polib.POFile(wrapwidth=0)
    made.header = _HEAD
    made.metadata = {
        "Project-Id-Version": "safeconduct",
        "POT-Creation-Date": f"{as_of} 00:00+0000",
        "PO-Revision-Date": f"{as_of} 00:00+0000",
        "Language": target,
        "X-Source-Language": source,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for piece in pieces:
        for note in piece.notes:
            made.header += f"\n{piece.piece}: {note}"
        made += [_entry(piece, unit) for unit in piece.units]
    return str(made).encode()


def _entry(piece: Exported, unit: Unit) -> polib.POEntry:
    told = unit.target or ()
    if len(plain(unit.source).splitlines()) > 1 or len(plain(told).splitlines()) > 1:
        at = f"{unit.block.at}"
        raise UsageRefusal(f"{at}: The words of “{unit.id}” hold a line end that PO cannot.", "export it as XLIFF.")
    was = (fingerprint(unit.source, unit.codes), fingerprint(unit.target, unit.target_codes) or "none")
    notes = [*unit.notes, f"State: {'reopened' if unit.reopened else unit.state.value}", " ".join((_KEPT, *was))]
    open_ = unit.state is SegmentState.INITIAL and unit.target is not None
    return polib.POEntry(
        msgctxt=f"{piece.piece}/{unit.id}",
        msgid=_tagged(unit.source, unit.known),
        msgstr=_tagged(told, unit.known),
        comment="\n".join(notes),
        tcomment=_MACHINE if unit.machine else "",
        occurrences=[(piece.original, str(unit.block.at.first))],
        flags=["fuzzy"] if open_ else [],
    )


def _tagged(content: Content, codes: Codes) -> str:
    told = ""
    for part in content:
        if isinstance(part, str):
            told += part.replace("&", "&amp;").replace("<", "&lt;")
        else:
            means = codes[part.code]
            letter = "b" if means == BOLD else "p" if means.startswith(PICTURE) else "c"
            before, after = ("/", "") if part.side is Side.END else ("", "/" if part.side is Side.ALONE else "")
            told += f"<{before}{letter}{part.code}{after}>"
    return told


def read_po(content: bytes, file: str) -> ReturnedFile:
    """Read what came back as PO; raises `UsageRefusal` with the line for what is none."""
    text = _text(content, file)
    try:
        # The line end in front: what is read is the text, never a file that is called so.
        held = polib.pofile("\n" + text)
    except (OSError, ValueError, IndexError) as fault:
        found = re.search(r"line (\d+)", str(fault))
        at = f"{file}:{int(found[1]) - 1}" if found else file
        raise refused(at, "Here it stops being a PO file.", "save it again in the translation tool.") from None
    entries = [entry for entry in held if not entry.obsolete]
    units = tuple(_unit(entry, file) for entry in entries)
    return ReturnedFile(
        held.metadata.get("X-Source-Language", ""), held.metadata.get("Language", ""), units, tells_states=False
    )


def _text(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise refused(f"{file}:{line}", "It is not UTF-8.", "save it as UTF-8 in the translation tool.") from None
    if "msgid" not in text:
        raise refused(file, "It is neither XLIFF nor PO.", "name the file that came back from the translator.")
    return text


def _unit(entry: polib.POEntry, file: str) -> Returned:
    piece, _, unit = (entry.msgctxt or "").partition("/")
    at = f"{file}:{max(1, entry.linenum - 1)} (unit {unit})"
    if entry.msgid_plural or not unit:
        raise refused(at, "This entry has no context “piece/block”, or a plural.", "export it again as PO.")
    kept = next((line for line in entry.comment.split("\n") if line.startswith(_KEPT)), "")
    was = kept.removeprefix(_KEPT).split()
    state = re.search(r"^State: (\w+)$", entry.comment, re.MULTILINE)
    target = _content(entry.msgstr)
    told = state[1] if state and state[1] in list(SegmentState) else SegmentState.INITIAL
    at_least = max(SegmentState(told), SegmentState.TRANSLATED, key=lambda one: one.rank)
    return Returned(
        piece=piece,
        unit=unit,
        source=_content(entry.msgid),
        target=None if wordless(target) else target,
        state=SegmentState.INITIAL if entry.fuzzy else at_least,
        machine=_MACHINE in entry.tcomment,
        was=(was[0], "" if was[1] == "none" else was[1]) if len(was) == 2 else ("", None),
        at=at,
    )


def _content(text: str) -> Content:
    parts: list[str | Mark] = []
    at = 0
    for found in _TAG.finditer(text):
        side = Side.END if found[1] else Side.ALONE if found[4] else Side.START
        parts += [_unescaped(text[at : found.start()]), Mark(side, found[3])]
        at = found.end()
    return joined([*parts, _unescaped(text[at:])])


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&amp;", "&")
