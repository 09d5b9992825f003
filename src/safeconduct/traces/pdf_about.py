# SPDX-License-Identifier: Apache-2.0
"""What a PDF says of itself: its Info dictionary and its XMP (ISO 16684-1), each field with the value it may have."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from defusedxml.ElementTree import fromstring

from safeconduct.model.traces import Trace

from .allowed import MAKER, Allowed, unless
from .words import shown

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
_MM: Final = "{http://ns.adobe.com/xap/1.0/mm/}"
_PDF: Final = "{http://ns.adobe.com/pdf/1.3/}"
_PDFX: Final = "{http://www.npes.org/pdfx/ns/id/}"
_PDFA: Final = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA: Final = "{http://www.aiim.org/pdfua/ns/id/}"
_SCHEMAS: Final = "{http://www.aiim.org/pdfa/ns/extension/}"
_NAMING_FIELDS: Final = ("{http://www.aiim.org/pdfa/ns/schema#}", "{http://www.aiim.org/pdfa/ns/property#}")
# A name made from the pages alone: version 5 of RFC 9562, so that no clock and no network card is in it.
_NAME: Final = re.compile(r"(?:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_SHORT_ONES: Final = (
    f"{_DC}format", f"{_MM}VersionID", f"{_MM}RenditionClass", f"{_PDF}Trapped", f"{_PDFX}GTS_PDFXVersion",
    f"{_PDFA}part", f"{_PDFA}conformance", f"{_PDFUA}part",
)  # fmt: skip
_SHORT: Final = re.compile(r"[0-9A-Z]{1,4}|PDF/[AX]-[0-9a-z]{1,2}|True|False|default|application/pdf|uuid", re.ASCII)


def traces_in_info(info: Any, allowed: Allowed) -> Iterator[Trace]:
    """Yield a trace for each entry that is not on the list, or says anything else."""
    day = f"D:{allowed.own.day.replace('-', '')}000000Z"
    good: Mapping[str, Callable[[str], bool]] = {
        "/Title": allowed.title,
        "/Creator": MAKER.__eq__,
        "/Producer": MAKER.__eq__,
        "/CreationDate": day.__eq__,
        "/ModDate": day.__eq__,
        "/GTS_PDFXVersion": "PDF/X-4".__eq__,
        "/Trapped": ("/True", "/False").__contains__,
    }
    for key, value in info.items():
        fits = good.get(key)
        yield from unless(fits is not None and fits(str(value)), f"Info {key}", "", str(value))


def traces_in_xmp(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield a trace for each property that is not on the list, or says anything else."""
    day = allowed.own.day
    good: Mapping[str, Callable[[str], bool]] = {
        f"{_DC}title": allowed.title,
        **dict.fromkeys((f"{_XMP}CreatorTool", f"{_PDF}Producer"), MAKER.__eq__),
        **dict.fromkeys(
            (f"{_XMP}CreateDate", f"{_XMP}ModifyDate", f"{_XMP}MetadataDate"),
            (f"{day}T00:00:00Z", f"{day}T00:00:00+00:00").__contains__,
        ),
        **dict.fromkeys((f"{_MM}DocumentID", f"{_MM}InstanceID", f"{_MM}OriginalDocumentID"), _is_name),
        **dict.fromkeys(_SHORT_ONES, _is_short),
    }
    text = content.decode("utf-8", "replace")
    for found in re.findall(r"<!--(.*?)-->", text, re.DOTALL):
        yield Trace("XMP comment", "", shown(found))
    for described in fromstring(content).iter(f"{_RDF}Description"):
        if any(one.tag.startswith(_NAMING_FIELDS) for one in described):
            continue
        for name, value in _properties(described):
            fits = good.get(name)
            yield from unless(fits is not None and fits(value), f"XMP {name.rpartition('}')[2]}", "", value)


def _properties(described: Any) -> Iterator[tuple[str, str]]:
    for name, value in described.attrib.items():
        if not name.startswith(_RDF) and name != _LANG:
            yield name, value
    for each in described:
        if each.tag.startswith(_SCHEMAS):
            continue  # it names fields, and says nothing about a file
        if each.attrib.keys() - {f"{_RDF}parseType"}:
            yield f"{each.tag} attribute", " ".join(each.attrib.values())
        yield each.tag, "".join(each.itertext()).strip()


def _is_name(value: str) -> bool:
    return _NAME.fullmatch(value) is not None


def _is_short(value: str) -> bool:
    return _SHORT.fullmatch(value) is not None
