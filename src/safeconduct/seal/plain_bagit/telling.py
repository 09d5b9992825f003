# SPDX-License-Identifier: Apache-2.0
"""What is said of a bag: faults and warnings, each one sentence that names the file."""

from attrs import Factory, define, frozen

from safeconduct.seal.names import shown

MOST = 200
"""So many sentences of each sort are said; beyond them only their number, so that no bag can flood a screen."""


@frozen
class PlainVerdict:
    """`faults`: why the folder is no valid bag; `warnings`: what is valid, but bound to make trouble elsewhere."""

    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the bag is valid in the sense of RFC 8493, section 3."""
        return not self.faults


@define
class Findings:
    """Gathers sentences in the order in which they are found, each once."""

    _faults: dict[str, None] = Factory(dict)
    _warnings: dict[str, None] = Factory(dict)
    _more_faults: int = 0
    _more_warnings: int = 0

    def fault(self, untrusted_file: str, sentence: str) -> None:
        """Say that `untrusted_file` breaks a rule; its name is made printable."""
        line = f"{shown(untrusted_file)}: {sentence}"
        if len(self._faults) < MOST or line in self._faults:
            self._faults[line] = None
        else:
            self._more_faults += 1

    def warn(self, untrusted_file: str, sentence: str) -> None:
        """Say that `untrusted_file` keeps the rules and is unwise all the same."""
        line = f"{shown(untrusted_file)}: {sentence}"
        if len(self._warnings) < MOST or line in self._warnings:
            self._warnings[line] = None
        else:
            self._more_warnings += 1

    def breach(self, is_fault: bool, untrusted_file: str, sentence: str) -> None:
        """Say a sentence that is a fault by some versions of BagIt and a warning by the others."""
        (self.fault if is_fault else self.warn)(untrusted_file, sentence)

    def verdict(self) -> PlainVerdict:
        """Return what was gathered."""
        return PlainVerdict(
            (*self._faults, *_rest(self._more_faults, "faults")),
            (*self._warnings, *_rest(self._more_warnings, "warnings")),
        )


def _rest(number: int, sort: str) -> tuple[str, ...]:
    return (f"There are {number} more {sort}.",) if number else ()
