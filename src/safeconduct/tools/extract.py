# SPDX-License-Identifier: Apache-2.0
"""The words of a captured page: HTML, PDF, DOCX, HWPX or plain text, read in the jail.

The page is a stranger's.  This process never looks into it: it hands the bytes over and gets words back, or the code
of one of the sentences below.
"""

import json
import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from safeconduct.model.refusal import Refusal, ToolRefusal, UsageRefusal

from .extract_kinds import KINDS, OTHERS
from .jail import USUAL, Ended, Limits, Lock, run

ENTRY: Final = ("-m", "safeconduct.tools.extract_child")
MOST_BYTES: Final = 64 << 20
MOST_BYTES_OF_TEXT: Final = 20 << 20

_AGAIN: Final = "fetch it again; or open it, print it to PDF and capture that."
_PRINT: Final = "open it, print it to PDF and capture that."
_SUSPECT: Final = "do not open it; ask whoever sent it for a PDF made in another way."
_UTF8: Final = "open it, save it in UTF-8 and capture that."

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "empty": ("is empty.", "name the file with the page."),
    "unknown": (
        "is nothing that can be read here: no HTML, PDF, DOCX, HWPX or plain text in UTF-8.",
        "save the page as HTML or PDF, or its words as plain text in UTF-8.",
    ),
    "zero-bytes": ("holds zero bytes, which no web page has, and words could hide behind them.", _AGAIN),
    "encoding-unknown": ("says that it is written in “{}”, which is not known here.", _UTF8),
    "encoding-wrong": ("says that it is written in “{}”, and it is not.", _UTF8),
    "encoding-untold": ("does not say how its letters are written, and it is not UTF-8.", _UTF8),
    "no-words-html": (
        "shows no word: it is a page that puts its words together only after it was fetched.",
        "open it in a browser, print it to PDF and capture that.",
    ),
    "no-words-pdf": (
        "shows no word: it is probably a scan, a picture of a page.",
        "type the words out into a text file and capture that as well; a machine that reads pictures guesses.",
    ),
    "no-words-docx": ("holds no word.", "check whether it is the right file."),
    "no-words-hwpx": ("holds no word.", "check whether it is the right file."),
    "no-words-text": ("holds no word.", "check whether it is the right file."),
    "locked": ("is a {} with a password.", "open it with the password and save it without one."),
    "damaged": ("is a damaged or incomplete {}.", _AGAIN),
    "too-long": ("is longer than {}, more than one page of evidence has.", "capture the part that you quote."),
    "macros": ("holds macros, programs that run when it is opened.", _SUSPECT),
    "controls": ("holds ActiveX controls, programs that run when it is opened.", _SUSPECT),
    "objects": ("holds embedded objects (OLE), which may be programs.", _SUSPECT),
    "bomb": ("unpacks to far more than it holds, as files do that are made to choke a machine.", _SUSPECT),
    "names": ("packs parts whose names lead out of it or stand twice.", _SUSPECT),
    "dtd": ("defines entities of its own (a DTD), which can reach for other files; no honest {} does.", _SUSPECT),
    "nested": ("nests its parts deeper than any page does.", _PRINT),
    "memory": ("needs more memory than the {memory_mb} MB that reading it may take.", _PRINT),
    "cpu": ("takes longer to read than the {cpu_s} seconds it may take.", _PRINT),
    "wall": ("takes longer to read than the {wall_s:g} seconds it may take.", _PRINT),
    "flood": ("unpacks to far more words than a page has.", "capture the part that you quote."),
    "died": ("cannot be read: the reader broke on it ({}).", _PRINT),
}

_KNOWN_DETAIL = re.compile(r"[A-Za-z0-9 ._:-]{0,60}")
_KNOWN_EXTRACTOR = re.compile(r"safeconduct [0-9A-Za-z.+]{1,40} with [a-z0-9]{1,40} [0-9A-Za-z.+]{1,40}")


@frozen
class Extracted:
    """What was found in a page: its `kind`, its words (None: it is plain text itself) and what found them."""

    kind: str
    words: bytes | None
    extractor: str | None
    lock: Lock


def extract(page: bytes, name: str, limits: Limits = USUAL) -> Extracted:
    """Find the words of `page`, which is called `name` in refusals.

    Raises `UsageRefusal` for a page that is refused, and `ToolRefusal` when no reader can be started.
    """
    if len(page) > MOST_BYTES:
        raise _too_large(name, MOST_BYTES)
    ended = run(ENTRY, page, limits)
    if ended.answer is None or ended.lock is None:
        raise _broken(name, ended, limits)
    head, _, words = ended.answer.partition(b"\n")
    told = _header(head)
    if "refused" in told:
        raise _refused(name, told["refused"], told.get("detail", ""), limits)
    kind, extractor = told.get("kind", ""), told.get("extractor", "")
    if kind == "text" and not words:
        if len(page) > MOST_BYTES_OF_TEXT:
            raise _too_large(name, MOST_BYTES_OF_TEXT)
        return Extracted(kind, None, None, ended.lock)
    if kind not in KINDS or not _KNOWN_EXTRACTOR.fullmatch(extractor) or not _is_plain(words):
        raise _refused(name, "died", "strange answer", limits)
    return Extracted(kind, words, extractor, ended.lock)


def _too_large(name: str, most: int) -> Refusal:
    return UsageRefusal(
        f"“{name}” is larger than {most >> 20} MiB, and no captured page of its kind may be.",
        "check whether it is the right file; capture the part that you quote.",
    )


def _broken(name: str, ended: Ended, limits: Limits) -> Refusal:
    if ended.lock is None and ended.why != "wall":
        return ToolRefusal(
            f"The reader of captured pages does not start ({ended.why}).",
            "install safeconduct again, with all it needs.",
        )
    if ended.why in SENTENCES:
        return _refused(name, ended.why, "", limits)
    return _refused(name, "died", ended.why, limits)


def _refused(name: str, untrusted_code: str, untrusted_detail: str, limits: Limits) -> Refusal:
    detail = untrusted_detail if _KNOWN_DETAIL.fullmatch(untrusted_detail) else ""
    if untrusted_code == "other-kind" and detail in OTHERS:
        what, do = OTHERS[detail]
        return UsageRefusal(f"“{name}” is {what}, which is not read here.", do)
    what, do = SENTENCES.get(untrusted_code, SENTENCES["died"])
    gaps = {"memory_mb": limits.memory_mb, "cpu_s": limits.cpu_s, "wall_s": limits.wall_s}
    return UsageRefusal(f"“{name}” {what.format(detail or 'file', **gaps)}", do)


def _header(untrusted_line: bytes) -> Mapping[str, str]:
    try:
        told = json.loads(untrusted_line[:1_000])
    except (ValueError, RecursionError):
        return {}
    return {k: v for k, v in told.items() if isinstance(v, str)} if isinstance(told, dict) else {}


def _is_plain(untrusted_words: bytes) -> bool:
    """True for UTF-8 in which nothing but line ends and tabs commands a terminal."""
    try:
        text = untrusted_words.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text) and not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
