# SPDX-License-Identifier: Apache-2.0
"""The bag declaration `bagit.txt`: RFC 8493, section 2.1.1."""

import re
from pathlib import Path

from attrs import frozen

from safeconduct.seal.files import TooLargeError, read_at_most
from safeconduct.seal.names import shown

from .telling import Findings
from .text_files import is_encoding, split
from .versions import KNOWN, Version

DECLARATION = "bagit.txt"

_MOST = 1 << 16
_VERSION = re.compile(r"BagIt-Version: ([0-9]+\.[0-9]+)")
_ENCODING = re.compile(r"Tag-File-Character-Encoding: (.+)")


@frozen
class Declaration:
    """The version of BagIt that a bag keeps to, and the character set of its other text files."""

    version: Version
    encoding: str


def read_declaration(bag: Path, findings: Findings) -> Declaration | None:
    """Return what `bagit.txt` declares, or None (a fault is told) if the rest of the bag cannot be read by it."""
    try:
        content = read_at_most(bag / DECLARATION, _MOST)
    except TooLargeError:
        findings.fault(DECLARATION, "It is far too large for two lines.")
        return None
    except OSError as fault:
        findings.fault(DECLARATION, f"It cannot be read ({fault.strerror or fault}).")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        findings.fault(DECLARATION, "It is not written in UTF-8.")
        return None
    if text.startswith("\ufeff"):
        findings.fault(DECLARATION, "It begins with a byte-order mark; it must not.")
        text = text[1:]
    return _declared(split(text)[0], findings)


def _declared(lines: list[str], findings: Findings) -> Declaration | None:
    first = _matching(_VERSION, lines[:1])
    if first is None:
        findings.fault(DECLARATION, 'Line 1 must be exactly "BagIt-Version: M.N", with one space and no other.')
        return None
    version = KNOWN.get(first)
    if version is None:
        numbers = ", ".join(KNOWN)
        findings.fault(DECLARATION, f"BagIt {shown(first)} is not known; the versions are {numbers}.")
        return None
    encoding = _matching(_ENCODING, lines[1:2])
    if encoding is None:
        findings.fault(DECLARATION, 'Line 2 must be exactly "Tag-File-Character-Encoding: ENCODING".')
        return None
    if not is_encoding(encoding):
        findings.fault(DECLARATION, f'The encoding "{shown(encoding)}" is not one that can be read here.')
        return None
    if len(lines) > 2:
        findings.breach(version.strict, DECLARATION, "It has more than two lines.")
    return Declaration(version, encoding)


def _matching(form: re.Pattern[str], lines: list[str]) -> str | None:
    found = form.fullmatch(lines[0]) if lines else None
    return found[1] if found else None
