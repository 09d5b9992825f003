# SPDX-License-Identifier: Apache-2.0
"""DOCX and HWPX (ECMA-376, KS X 6101): parts of text in a ZIP without times, and no properties of anybody."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from defusedxml.ElementTree import fromstring

from safeconduct.model.traces import Trace

from .allowed import MAKER, Allowed, unless
from .jpeg import traces_in_jpeg
from .markup import beside_words, traces_in_svg
from .png import traces_in_png
from .text import text_of
from .words import shown

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_LARGEST: Final = 64 << 20
_PARTS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml|"
    r"word/(?:document|styles|numbering|settings|header\d*|footer\d*|fontTable|footnotes)\.xml|"
    r"word/_rels/\w+\.xml\.rels|word/media/[\w-]+\.(?:png|jpe?g|svg)|"
    r"mimetype|version\.xml|settings\.xml|META-INF/(?:container|manifest)\.xml|Contents/(?:header|section\d+)\.xml|"
    r"Contents/content\.hpf|Preview/PrvText\.txt|BinData/[\w-]+\.(?:png|jpe?g|svg)"
)
_PICTURES: Final = {"png": traces_in_png, "jpg": traces_in_jpeg, "jpeg": traces_in_jpeg, "svg": traces_in_svg}
# Who wrote, changed or remarked, with what and when; and the numbers by which Word tells one sitting from another.
_WHO: Final = re.compile(
    r"author|initials|creator|lastModifiedBy|lastsaveby|CreatedDate|ModifiedDate|created|modified|date|Company|Manager|"
    r"Template|TotalTime|revision|description|keywords?|subject|category|rsid\w*|userId|providerId|appVersion|"
    r"lastPrinted|HyperlinkBase|attachedTemplate|docId|documentId",
    re.I,
)
_MAKERS: Final = {"Application", "application"}


def traces_in_office(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield what the members of the ZIP tell by their heads, their names and their words."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield from unless(not package.comment, "ZIP comment", "", package.comment)
        members = package.infolist()
        yield from unless(content[:2] == b"PK", "bytes before the ZIP", "byte 0", content[:60])
        for member in members:
            yield from _head(member)
            if member.file_size > _LARGEST:
                yield Trace("format", shown(member.filename), "a part too large to be looked into")
            else:
                yield from _part(member.filename, package.read(member), allowed)
        # Between the members nothing may stand, or a reader of one kind sees what another does not.
        in_order = sorted(members, key=lambda member: member.header_offset)
        yield from unless(_whole(content, in_order), "bytes between parts", "", "")


def _whole(content: bytes, members: list[zipfile.ZipInfo]) -> bool:
    at = 0
    for member in members:
        if member.header_offset != at:
            return False
        name, extra = (int.from_bytes(content[at + n : at + n + 2], "little") for n in (26, 28))
        at += 30 + name + extra + member.compress_size
        if member.flag_bits & 8:
            at += 16 if content[at : at + 4] == b"PK\x07\x08" else 12
    return content[at : at + 4] == b"PK\x01\x02"


def _head(member: zipfile.ZipInfo) -> Iterator[Trace]:
    where = shown(member.filename)
    yield from unless(member.date_time == _FIRST_DAY, "ZIP time", where, str(member.date_time))
    yield from unless(not member.extra, "ZIP extra field", where, member.extra.hex())
    yield from unless(not member.comment, "ZIP comment", where, member.comment)
    yield from unless(member.create_system == 0, "ZIP system", where, str(member.create_system))


def _part(name: str, content: bytes, allowed: Allowed) -> Iterator[Trace]:
    ending = name.rpartition(".")[2].lower()
    if not _PARTS.fullmatch(name):
        yield Trace("part", shown(name), "")
    elif ending in _PICTURES:
        yield from _PICTURES[ending](content, allowed, name)
    elif ending in ("xml", "rels", "hpf"):
        yield from beside_words(text_of(content), name)
        for each in fromstring(content).iter():
            yield from _element(each, name, allowed)
    else:
        yield from allowed.words(text_of(content), "", name)


def _element(each: Any, where: str, allowed: Allowed) -> Iterator[Trace]:
    tag, words = _bare(each.tag), (each.text or "").strip()
    if tag in _MAKERS:
        yield from unless(words in ("", MAKER), f"property {tag}", where, words)
    elif tag == "title":
        yield from unless(not words or allowed.title(words), "property title", where, words)
    elif _WHO.fullmatch(tag) and (words or each.attrib):
        yield Trace(f"property {tag}", where, shown(words or " ".join(each.attrib.values())))
    for key, value in each.attrib.items():
        name = _bare(key)
        if name == "os":
            yield from unless(value == "0", "attribute os", where, value)  # HWPX: of no system
        elif (_WHO.fullmatch(name) or (tag == "meta" and name == "name" and _WHO.fullmatch(value))) and value:
            yield Trace(f"attribute {name}", where, shown(value))
        elif name != "Target" or not value.startswith("/"):
            yield from allowed.fields(value, f"{tag} {name}", where)
    yield from allowed.words(words, tag, where)


def _bare(tag: object) -> str:
    return str(tag).rpartition("}")[2]
