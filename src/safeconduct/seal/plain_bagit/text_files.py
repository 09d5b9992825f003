# SPDX-License-Identifier: Apache-2.0
"""Lines of a bag's own text files: RFC 8493, section 2.3."""

import codecs
import re
from pathlib import Path

from safeconduct.seal.files import TooLargeError, read_at_most

from .telling import Findings
from .versions import Version

MOST_BYTES = 1 << 30
"""No text file of a bag is larger; a list of ten million files is about this large."""

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,63}")
_NO_CHARSET = frozenset({"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})


def is_encoding(untrusted_name: str) -> bool:
    """Whether `untrusted_name` is a character set that can be read here (IANA's names and their aliases)."""
    if not _NAME.fullmatch(untrusted_name):
        return False
    try:
        if codecs.lookup(untrusted_name).name.replace("_", "-") in _NO_CHARSET:
            return False
        b"a".decode(untrusted_name)
    except UnicodeError:
        return True  # UTF-16 needs two bytes
    except LookupError:
        return False
    return True


def split(text: str) -> tuple[list[str], bool]:
    """Return the lines of `text` without their ends (CR, LF or CRLF and no others), and whether the last is ended."""
    lines = _LINE_END.split(text)
    ended = lines[-1] == ""
    return (lines[:-1] if ended else lines), ended


def lines_of(bag: Path, name: str, encoding: str, version: Version, findings: Findings) -> list[str] | None:
    """Return the lines of the bag's plain file `name`, or None (a fault is told) if it cannot be read as text."""
    try:
        content = read_at_most(bag / name, MOST_BYTES)
    except TooLargeError:
        findings.fault(name, f"It is larger than {MOST_BYTES} bytes; no such file of a bag is.")
        return None
    except OSError as fault:
        findings.fault(name, f"It cannot be read ({fault.strerror or fault}).")
        return None
    try:
        text = content.decode(encoding)
    except UnicodeError:
        findings.fault(name, f"It is not written in {encoding}, the encoding that bagit.txt declares.")
        return None
    if text.startswith(_BOM):
        text = text[1:]
        if codecs.lookup(encoding).name == "utf-8":
            findings.breach(version.strict, name, "It begins with a byte-order mark; text in UTF-8 must not.")
    lines, ended = split(text)
    if lines and not ended and version.strict:
        findings.warn(name, "The last line is not ended.")
    return lines
