# SPDX-License-Identifier: Apache-2.0
"""PDF (ISO 32000): every entry of every dictionary is on a list, and every stream is unpacked and looked into.

The programs of fonts keep their own tables of names: these tell of the font.
"""

import io
import re
from collections.abc import Iterator, Set
from typing import Any, Final

import pikepdf

from safeconduct.model.traces import Trace

from .allowed import Allowed, unless
from .jpeg import traces_in_jpeg
from .pdf_about import traces_in_info, traces_in_xmp
from .pdf_entries import CATALOG, ENTRIES, NAMES, OUTLINE, TRAILER
from .profiles import strange
from .words import in_bytes, shown

_STREAM: Final = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_REMARK: Final = re.compile(rb"^%[^\r\n]*", re.MULTILINE)
# The head, four signs above 127 that tell programs the file is binary, and the end.
_NO_REMARK: Final = re.compile(rb"%PDF-\d\.\d|%[\x80-\xff]{4}|%%EOF|%%BeginPageSetup")
_PACKED: Final = {"/DCTDecode": traces_in_jpeg}
_UNREADABLE: Final = {"/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/Crypt"}
_PLACES: Final = OUTLINE - {"/Title"}
_DEEPEST: Final = 100


def traces_in_pdf(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield what a PDF says of itself and of whoever made it, wherever it says so."""
    yield from _around(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for key in pdf.trailer:
            yield from unless(key in TRAILER, f"trailer {key}", "", str(key))
        for key in pdf.Root:
            yield from unless(key in CATALOG, f"catalog {key}", "", str(key))
        about = pdf.trailer.get("/Info")
        if isinstance(about, pikepdf.Dictionary):
            yield from traces_in_info(about, allowed)
        xmp = pdf.Root.get("/Metadata")
        if isinstance(xmp, pikepdf.Stream):
            yield from traces_in_xmp(xmp.read_bytes(), allowed)
        skip = {one.objgen for one in (about, xmp) if one is not None}
        marks = set(_bookmarks(pdf))
        for each in pdf.objects:
            if _is_dictionary(each) and each.objgen in marks:
                yield from _entries(each, f"object {each.objgen[0]}", allowed, 0, listed=ENTRIES | OUTLINE)
            elif isinstance(each, pikepdf.Object) and each.objgen not in skip:
                yield from _object(each, f"object {each.objgen[0]}", allowed)


def _around(content: bytes) -> Iterator[Trace]:
    """What stands outside all objects: earlier versions, remarks, bytes before and behind."""
    yield from unless(content.startswith(b"%PDF-"), "bytes before the file", "byte 0", content[:60])
    ends = content.count(b"%%EOF")
    if ends != 1:
        yield Trace("earlier version", "", f"{ends} ends")
    tail = content[content.rfind(b"%%EOF") + 5 :]
    yield from unless(not tail.strip(b"\r\n"), "bytes behind the file", f"byte {len(content) - len(tail)}", tail)
    for found in _REMARK.findall(_STREAM.sub(b"", content)):
        yield from unless(_NO_REMARK.fullmatch(found) is not None, "comment", "", found)


def _object(each: Any, where: str, allowed: Allowed, depth: int = 0) -> Iterator[Trace]:
    if depth > _DEEPEST:
        yield Trace("format", where, "nested too deeply")
    elif isinstance(each, pikepdf.Stream):
        yield from _entries(each, where, allowed, depth)
        yield from _stream(each, where, allowed)
    elif isinstance(each, pikepdf.Dictionary):
        yield from _entries(each, where, allowed, depth)
    elif isinstance(each, pikepdf.Array):
        for one in each:
            # What is an object of its own is looked at in its turn.
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _object(one, where, allowed, depth + 1)
    elif isinstance(each, pikepdf.String):
        yield from allowed.fields(str(each), "string", where)


def _entries(
    each: Any, where: str, allowed: Allowed, depth: int, *, named: bool = False, listed: Set[str] = ENTRIES
) -> Iterator[Trace]:
    for key, value in each.items():
        misplaced = key in _PLACES and isinstance(value, pikepdf.String)
        if not named and (key not in listed or misplaced):
            yield Trace(f"entry {key}", where, shown(repr(value)))
        elif isinstance(value, pikepdf.Dictionary) and not isinstance(value, pikepdf.Stream) and key in NAMES:
            # Here the keys are names that the page uses: whatever they are, what they name is looked at.
            if not value.is_indirect:
                yield from _entries(value, where, allowed, depth + 1, named=True)
        elif isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _object(value, where, allowed, depth + 1)


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """Yield the bookmarks that hang where a reader finds them, and hold what a bookmark holds: a title and a place."""
    head: Any = pdf.Root.get("/Outlines")
    if not _is_dictionary(head):
        return
    if all(_in_a_bookmark(key, value) for key, value in head.items() if key != "/Type"):
        yield head.objgen
    queue, seen = [head.get("/First")], {(0, 0)}
    while queue:
        each = queue.pop()
        if not _is_dictionary(each) or each.objgen in seen:
            continue
        seen.add(each.objgen)
        if all(_in_a_bookmark(key, value) for key, value in each.items()):
            yield each.objgen
        queue += [each.get("/Next"), each.get("/First")]


def _in_a_bookmark(key: str, value: Any) -> bool:
    if key == "/Dest":
        return isinstance(value, pikepdf.Array) and not any(isinstance(one, pikepdf.String) for one in value)
    kind: type | None = {"/Title": pikepdf.String, "/Count": int}.get(key)
    return key in OUTLINE and (isinstance(value, kind) if kind else _is_dictionary(value))


def _is_dictionary(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and not isinstance(value, pikepdf.Stream)


def _stream(each: Any, where: str, allowed: Allowed) -> Iterator[Trace]:
    packed = each.get("/Filter")
    filters = [str(one) for one in packed] if isinstance(packed, pikepdf.Array) else [str(packed)] if packed else []
    if str(each.get("/Type", "")) == "/Metadata":
        yield Trace("metadata of a part", where, shown(each.read_bytes()))
        return
    if set(filters) & _UNREADABLE:
        yield Trace("format", where, f"packed in a way that cannot be looked into: {' '.join(filters)}")
        return
    if filters and filters[-1] in _PACKED:
        yield from unless(filters == ["/DCTDecode"], "format", where, "a picture packed twice")
        yield from _PACKED[filters[-1]](each.read_raw_bytes(), allowed, where)
        return
    content = each.read_bytes()
    if "/N" in each and "/First" not in each:
        yield from strange(content, where)
    elif str(each.get("/Type", "")) not in ("/ObjStm", "/XRef"):
        yield from in_bytes(content, where)
