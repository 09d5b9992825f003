# SPDX-License-Identifier: Apache-2.0
"""Glossaries: from CSV to TBX and back, without losing a term."""

from pathlib import Path

from attrs import evolve

from safeconduct.manuscript.glossary import concepts_of_csv, csv_of
from safeconduct.manuscript.glossary_tbx import concepts_of_tbx, tbx_of
from safeconduct.model.exchange import Concept
from safeconduct.model.places import Span
from safeconduct.model.refusal import FolderRefusal, UsageRefusal

from .going_out import printed, refuse_traces
from .single_files import content_of, keep_apart, write_whole

_LARGEST = 8 << 20


def turned(path: Path, out: Path, language: str) -> tuple[int, int]:
    """Write the glossary `path` to `out` in the form that its ending names (.csv or .tbx).

    Returns the number of concepts, and of what was said besides and is not kept.  Raises `UsageRefusal` with the line
    for what is no glossary, and where the other form could not hold it.
    """
    keep_apart(path, out)
    _known_form(out)
    concepts, lost = _read(content_of(path, _LARGEST, "name a glossary.", "cut it in two."), path)
    content = _written(concepts, out, language)
    try:
        again = _read(content, out)[0]
    except UsageRefusal as refusal:
        what = f"{out.suffix} cannot hold this glossary: {refusal.what.partition(': ')[2]}"
        raise UsageRefusal(what, refusal.do) from None
    if _said(again) != _said(concepts):
        raise UsageRefusal(f"{out.suffix} cannot hold every sign of this glossary.", "take out what is unprintable.")
    if out.suffix.lower() == ".tbx":
        refuse_traces({out.name: content}, printed(()))
    write_whole(out, content)
    return len(concepts), lost


def _known_form(path: Path) -> None:
    if path.suffix.lower() not in (".csv", ".tbx"):
        raise UsageRefusal(f"“{path.name}” is neither .csv nor .tbx.", "name a glossary with one of these endings.")


def _read(content: bytes, path: Path) -> tuple[tuple[Concept, ...], int]:
    _known_form(path)
    if path.suffix.lower() == ".tbx":
        return concepts_of_tbx(content, path.name)
    try:
        return concepts_of_csv(content.decode("utf-8-sig"), path.name), 0
    except UnicodeDecodeError:
        raise FolderRefusal(f"{path} is not written in UTF-8.", "save it as UTF-8.") from None


def _written(concepts: tuple[Concept, ...], out: Path, language: str) -> bytes:
    return tbx_of(concepts, language) if out.suffix.lower() == ".tbx" else csv_of(concepts).encode()


def _said(concepts: tuple[Concept, ...]) -> list[Concept]:
    return [evolve(concept, at=Span("")) for concept in concepts]
