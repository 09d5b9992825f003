# SPDX-License-Identifier: Apache-2.0
"""The process in which a captured page is read: `python -m safeconduct.tools.extract_child MEMORY_BYTES CPU_SECONDS`.

The page comes on standard input.  The answer is one line of JSON, `kind` and `extractor` or `refused` and `detail`,
and then the words in UTF-8.
"""

import codecs
import json
import re
import sys
from importlib import metadata
from typing import Final

from safeconduct import __version__

from . import extract_child_docx, extract_child_html, extract_child_hwpx, extract_child_pdf
from .extract_child_zip import Parts
from .extract_kinds import KINDS, OTHERS, UnreadableError, kind_of
from .jail_child import serve

MOST_BYTES_OF_WORDS: Final = 20 << 20
_LIBRARY: Final = {"html": "selectolax", "pdf": "pypdfium2", "docx": "defusedxml", "hwpx": "defusedxml"}
EXTRACTORS: Final = {
    kind: f"safeconduct {__version__} with {library} {metadata.version(library)}" for kind, library in _LIBRARY.items()
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_MIMETYPES: Final = {
    b"application/vnd.oasis.opendocument": "odt",
    b"application/epub+zip": "epub",
}
for _name in (
    *extract_child_html.ENCODINGS.values(),
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp437",
    "ascii",
    "latin-1",
):
    codecs.lookup(_name)  # once the jail is locked, no codec can be loaded any more


def read(page: bytes) -> tuple[str, str]:
    """Return the kind of a page and its words ("" for plain text, which is its own words).

    Raises `UnreadableError` for anything that is no such page or holds no word.
    """
    kind = kind_of(page)
    if kind == "package":
        kind, parts = package_of(page)
        words = (extract_child_docx if kind == "docx" else extract_child_hwpx).words(parts)
    elif kind in OTHERS:
        raise UnreadableError("other-kind", kind)
    elif not kind:
        raise UnreadableError("unknown")
    elif kind == "text":
        words = page.decode("utf-8-sig")
    else:
        words = extract_child_html.words(page) if kind == "html" else extract_child_pdf.words(page)
    words = _CONTROL.sub(" ", words.replace("\r", ""))
    if not any(letter.isalnum() for letter in words):
        raise UnreadableError(f"no-words-{kind}" if page.strip() else "empty")
    return kind, "" if kind == "text" else words.rstrip("\n") + "\n"


def package_of(page: bytes) -> tuple[str, Parts]:
    """Return the kind of a ZIP, "docx" or "hwpx", and its parts; raises `UnreadableError` for any other."""
    parts = Parts(page, "file")
    kind = ""
    if "mimetype" in parts:
        told = parts.read("mimetype").strip()
        kind = "hwpx" if told == b"application/hwp+zip" else ""
        for beginning, other in _MIMETYPES.items():
            kind = other if told.startswith(beginning) else kind
    elif "[Content_Types].xml" in parts:
        folders = {name.partition("/")[0] for name in parts}
        kind = next(
            (kind for folder, kind in (("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx")) if folder in folders), ""
        )
    if kind not in KINDS:
        raise UnreadableError("other-kind", kind or "zip")
    parts.what = kind.upper()
    return kind, parts


def answer(page: bytes) -> bytes:
    """Read `page` and write the answer; whatever goes wrong is one of the codes of `extract`."""
    try:
        kind, words = read(page)
        encoded = words.encode("utf-8", "replace")
        if len(encoded) > MOST_BYTES_OF_WORDS:
            raise UnreadableError("too-long", f"{MOST_BYTES_OF_WORDS >> 20} MiB of words")
    except UnreadableError as refused:
        return _line({"refused": refused.code, "detail": refused.detail})
    except MemoryError:
        return _line({"refused": "memory", "detail": ""})
    except RecursionError:
        return _line({"refused": "nested", "detail": ""})
    return _line({"kind": kind, "extractor": EXTRACTORS.get(kind, "")}) + encoded


def _line(header: dict[str, str]) -> bytes:
    return json.dumps(header).encode() + b"\n"


if __name__ == "__main__":
    sys.setrecursionlimit(3_000)
    serve(answer)
