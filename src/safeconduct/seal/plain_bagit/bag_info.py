# SPDX-License-Identifier: Apache-2.0
"""What a bag says of itself, `bag-info.txt` (until 0.95 `package-info.txt`): RFC 8493, section 2.2.2."""

import re
from pathlib import Path

from safeconduct.seal.names import shown

from .declaration import Declaration
from .lying import Lying
from .telling import Findings
from .text_files import lines_of

_OXUM = re.compile(r"([0-9]{1,20})\.([0-9]{1,20})")
_ONCE = frozenset({"bagging-date", "bag-size", "bag-group-identifier", "bag-count"})
_SPACE = " \t"


def read_bag_info(bag: Path, lying: Lying, declared: Declaration, findings: Findings) -> list[tuple[str, str]]:
    """Return (label, value) in order, none if there is no such file; what is wrong with the lines is told."""
    name, strict = declared.version.metadata_file, declared.version.strict
    if name not in lying.files:
        return []
    elements: list[tuple[str, list[str]]] = []
    for number, line in enumerate(lines_of(bag, name, declared.encoding, declared.version, findings) or [], 1):
        if not line.strip(_SPACE):
            findings.warn(name, f"Line {number} is empty.")
            continue
        if line[0] in _SPACE and elements:
            elements[-1][1].append(line.strip(_SPACE))
            continue
        label, colon, value = line.partition(":")
        if not colon or not label.strip(_SPACE):
            findings.fault(name, f'Line {number} is neither "Label: value" nor the continuation of such a line.')
            continue
        if strict and label != label.strip(_SPACE):
            findings.fault(name, f"Line {number} has spaces around the label; BagIt 1.0 forbids them.")
        if strict and value[:1] not in (" ", "\t"):
            findings.breach(bool(value), name, f"Line {number} has no space after the colon.")
        elements.append((label.strip(_SPACE), [value.strip(_SPACE)]))
    told = [(label, " ".join(values)) for label, values in elements]
    _repeated(name, told, strict, findings)
    return told


def _repeated(name: str, told: list[tuple[str, str]], strict: bool, findings: Findings) -> None:
    labels = [label.lower() for label, _ in told]
    if labels.count("payload-oxum") > 1:
        findings.breach(strict, name, "Payload-Oxum stands in it more than once.")
    if strict:
        for label in sorted(_ONCE & set(labels)):
            if labels.count(label) > 1:
                findings.warn(name, f"{label.title()} stands in it more than once; it should not.")


def weigh(name: str, told: list[tuple[str, str]], lying: Lying, findings: Findings) -> None:
    """Compare every Payload-Oxum (bytes.files) with the payload that is here."""
    sizes = [lying.files[path] for path in lying.payload()]
    for label, value in told:
        if label.lower() != "payload-oxum":
            continue
        oxum = _OXUM.fullmatch(value)
        if oxum is None:
            findings.fault(name, f'Payload-Oxum is "{shown(value)}", not two whole numbers joined by a dot.')
        elif (int(oxum[1]), int(oxum[2])) != (sum(sizes), len(sizes)):
            findings.fault(
                name,
                f"Payload-Oxum promises {int(oxum[1])} bytes in {int(oxum[2])} files; "
                f"data/ holds {sum(sizes)} bytes in {len(sizes)} files.",
            )
