# SPDX-License-Identifier: Apache-2.0
"""What a finished file tells besides its work: the traces found in it, and the words it may say of itself."""

from attrs import frozen


@frozen
class Trace:
    """One thing that stands in a file and may not: its `field`, `where` it stands ("" : the whole file), its `value`.

    The value is cut short and holds printable signs only.  It is for whoever mends the file, on their own machine: it
    goes into no report, for then the report would tell it.
    """

    field: str
    where: str
    value: str

    def __str__(self) -> str:
        return f"{self.field} ({self.where})" if self.where else self.field


@frozen
class Scan:
    """What was found in one finished file; `kind` is the format it was read as, "" when nobody knows it."""

    file: str
    kind: str
    traces: tuple[Trace, ...]


@frozen
class OwnWords:
    """What the files of a piece may say of themselves: its titles, senders and edition, and the edition's own day.

    `day` is "2026-11-20", "" where none may be told; `addresses` are the mail addresses that are printed.
    """

    titles: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    day: str = ""
    addresses: tuple[str, ...] = ()
