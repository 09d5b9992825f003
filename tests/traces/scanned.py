# SPDX-License-Identifier: Apache-2.0
"""Looking into bytes, in one line."""

from safeconduct.model.traces import OwnWords
from safeconduct.traces.looking import look

OWN = OwnWords(
    titles=("Leave on foot", "postcard-a6"), senders=("The parish of Brook",), editions=("brook",), day="2026-11-20"
)
PATH = "/home/decoyuser/Desktop/appeal"
NOBODY = OwnWords()


def fields(content: bytes, name: str, own: OwnWords = OWN) -> list[str]:
    """Return the field of every trace in the bytes of a file called `name`."""
    return [trace.field for trace in look(content, name, own).traces]


def told(content: bytes, name: str, own: OwnWords = OWN) -> str:
    """Return everything the traces in a file say, in one text."""
    return " | ".join(f"{one.field} {one.where} {one.value}" for one in look(content, name, own).traces)
