# SPDX-License-Identifier: Apache-2.0
"""Finding one consignment in the log, and what was told of it since, without reading every line."""

from pathlib import Path

from attrs import frozen

from safeconduct.model.refusal import TrustRefusal, UsageRefusal

from .deeds import CONSIGNMENT, Consignment, Deed, Receipt, Returned
from .reading import Line, content_of, line_at
from .rights import Right, Rights


@frozen
class Given:
    """A consignment, and whether its receipt and its return were told."""

    consignment: Consignment
    received: bool
    returned: bool


def given(chancery: Path, consignment: str, rights: Rights) -> Given:
    """Return what the log tells of the consignment with this id ("C-0012").

    Raises `UsageRefusal` when there is none, `TrustRefusal` when its line must not be believed.
    """
    name = consignment.strip().upper()
    if not CONSIGNMENT.fullmatch(name):
        raise UsageRefusal("This is not the number of a consignment.", "give it as the letter has it, such as C-0012.")
    found: Consignment | None = None
    since: list[Deed] = []
    for line in _naming(name, content_of(chancery), rights):
        entry = line.entry
        if entry is None or not line.authentic or not _believed(line, rights):
            raise TrustRefusal(
                f"A line of the log that tells of {name} must not be believed.",
                "look at the whole log: safeconduct log verify",
            )
        if isinstance(entry.deed, Consignment):
            found = entry.deed
        else:
            since.append(entry.deed)
    if found is None:
        raise UsageRefusal(f"The log tells of no consignment {name}.", "list them with: safeconduct log show")
    return Given(
        found, any(isinstance(deed, Receipt) for deed in since), any(isinstance(deed, Returned) for deed in since)
    )


def _naming(name: str, content: bytes, rights: Rights) -> list[Line]:
    """Return the lines that name a consignment, found by their bytes: a canonical line has one spelling of it."""
    needle = f'"consignment":"{name}"'.encode()
    lines, at = [], content.find(needle)
    while at >= 0:
        start, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at)
        lines.append(
            line_at(content.count(b"\n", 0, start) + 1, content[start : end + 1 if end >= 0 else None], rights.signers)
        )
        at = content.find(needle, end) if end >= 0 else -1
    return lines


def _believed(line: Line, rights: Rights) -> bool:
    entry = line.entry
    if entry is None:
        return False
    # Whether a revoked key's line lies before the head that was vouched for is a question for the whole chain.
    vouched = rights.vouched_since(entry.key) is not None
    return rights.of(entry.key, entry.on) is Right.HELD or vouched
