# SPDX-License-Identifier: Apache-2.0
"""The words of a web page: everything that can be seen, in the order of the page, one line for each block.

Navigation and footer stay: what is beside the point is for a person to say.
"""

import codecs
import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .extract_kinds import UnreadableError

_UNSEEN = (
    "script style template head title noframes noembed object embed iframe audio video canvas datalist defs "
    "desc metadata"
)
INVISIBLE: Final = frozenset(_UNSEEN.split())
_ON_LINES_OF_THEIR_OWN = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup "
    "option p pre search section select summary table tbody text textarea tfoot thead tr ul"
)
BLOCKS: Final = frozenset(_ON_LINES_OF_THEIR_OWN.split())
CELLS: Final = frozenset(("td", "th"))
PREFORMATTED: Final = frozenset(("pre", "textarea"))
RAISED: Final = frozenset(("sup", "sub"))

ENCODINGS: Final = {
    # the labels of the WHATWG's Encoding Standard that these pages use, and Python's name for each
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys(
        ("euc-kr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949", "cp949", "uhc"),
        "cp949",
    ),
    **dict.fromkeys(("windows-1251", "cp1251", "x-cp1251"), "cp1251"),
    **dict.fromkeys(("windows-1252", "cp1252", "iso-8859-1", "latin1", "l1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("koi8-r", "koi8", "koi"), "koi8_r"),
    **dict.fromkeys(("koi8-u", "koi8-ru"), "koi8_u"),
    **dict.fromkeys(("ibm866", "cp866"), "cp866"),
    **dict.fromkeys(("iso-8859-5", "cyrillic"), "iso8859_5"),
    **dict.fromkeys(("windows-1250", "cp1250"), "cp1250"),
    **dict.fromkeys(("iso-8859-2", "latin2"), "iso8859_2"),
    **dict.fromkeys(("iso-8859-15", "latin9"), "iso8859_15"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
}

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)[\"']")
_DECLARED_WITHIN: Final = 4096  # browsers look at 1024 bytes; a longer preamble of scripts is common
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_FOLDED = re.compile(r"[ \t\n\r\f]+")


def words(page: bytes) -> str:
    """Return what a reader of the page sees, without its scripts having run; raises `UnreadableError`."""
    text = _decoded(page)
    if "\0" in text:
        raise UnreadableError("zero-bytes")
    try:
        root = LexborHTMLParser(text).root
    except SelectolaxError:
        raise UnreadableError("memory") from None  # it forgives every fault of a page and fails for nothing else
    return _Lines().read(root) if root else ""


def _decoded(page: bytes) -> str:
    encoding, declared = next((name for mark, name in _MARKS if page.startswith(mark)), ""), ""
    if not encoding:
        start = _COMMENT.sub(b"", page[:_DECLARED_WITHIN])
        found = _META.search(start) or _DECLARED.search(start)
        declared = found[1].decode("ascii") if found else ""
        encoding = ENCODINGS.get(declared.lower(), "") if declared else "utf-8"
        if not encoding:
            raise UnreadableError("encoding-unknown", declared)
    try:
        return page.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError("encoding-wrong" if declared else "encoding-untold", declared or "UTF-8") from None


class _Lines:
    """The lines of a page while they are being gathered; white space is folded as browsers fold it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.raised = False
        self.kept = 0  # how many elements around us keep their white space

    def read(self, root: LexborNode) -> str:
        # By hand and not by recursion: a page may nest its elements as deep as it likes.
        node: LexborNode | None = root
        while node is not None:
            if self._enter(node) and node.first_child is not None:
                node = node.first_child
                continue
            self._leave(node)
            while node is not None and node.next is None:
                node = None if node.mem_id == root.mem_id else node.parent
                if node is not None:
                    self._leave(node)
            if node is not None:
                node = None if node.mem_id == root.mem_id else node.next
        self._end()
        return "\n".join(self.lines)

    def _enter(self, node: LexborNode) -> bool:
        if node.is_text_node:
            self._say(node.text_content or "")
            return False
        tag = node.tag
        if not node.is_element_node or tag in INVISIBLE or _hidden(node):
            return False
        if tag in BLOCKS or tag == "br":
            self._end()
        elif tag in CELLS and self.line:
            self.line.append("\t")
        self.raised = self.raised or tag in RAISED
        self.kept += tag in PREFORMATTED
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag
        if not node.is_element_node or tag in INVISIBLE or _hidden(node):
            return
        if tag in BLOCKS:
            self._end()
        self.raised = self.raised or tag in RAISED
        self.kept -= tag in PREFORMATTED

    def _say(self, text: str) -> None:
        if self.kept:
            *whole, last = text.replace("\r\n", "\n").split("\n")
            for line in whole:
                self.line.append(line)
                self._end()
            self.line.append(last)
            return
        text = _FOLDED.sub(" ", text)
        if not text:
            return
        # A note's number that is set higher or lower must not become the last digit of a figure.
        if self.raised and text[0].isdigit() and self.line and self.line[-1][-1:].isdigit():
            self.line.append(" ")
        self.raised = False
        self.line.append(text)

    def _end(self) -> None:
        line = "".join(self.line)
        line = line.rstrip() if self.kept else re.sub(r" *(\t) *| {2,}", lambda m: m[1] or " ", line).strip(" ")
        if line.strip():
            self.lines.append(line)
        self.line = []
        self.raised = False


def _hidden(node: LexborNode) -> bool:
    told = node.attributes
    return bool(told) and ("hidden" in told or bool(_HIDING.search((told.get("style") or "").lower())))
