# SPDX-License-Identifier: Apache-2.0
"""Which institution a pseudonym of the log stands for."""

import re
import unicodedata
from collections.abc import Mapping

from attrs import evolve, field, frozen

from safeconduct.model.refusal import UsageRefusal

from .deeds import fault_of_pseudonym

_MOST = 200


@frozen
class Names:
    """The open mapping of one chancery: pseudonym -> institution.  Keep it no longer than you need it."""

    by_pseudonym: Mapping[str, str] = field(factory=dict)

    def name(self, pseudonym: str) -> str:
        """Return the institution; raises `UsageRefusal` when it is not there."""
        if pseudonym not in self.by_pseudonym:
            raise UsageRefusal(f"There is no name for “{pseudonym}”.", "list the names with: safeconduct log name")
        return self.by_pseudonym[pseudonym]

    def having(self, pseudonym: str, name: str) -> "Names":
        """Return the mapping with one more name; raises `UsageRefusal` when either cannot be, or is taken."""
        told = unicodedata.normalize("NFC", name).strip()
        fault = fault_of_pseudonym(pseudonym) or _fault_of_name(told)
        if fault:
            raise UsageRefusal(fault, "give another.")
        if pseudonym in self.by_pseudonym:
            raise UsageRefusal(f"There is a name for “{pseudonym}” already.", "remove it first with --remove.")
        if gives_away(pseudonym, told):
            raise UsageRefusal(
                f"The pseudonym “{pseudonym}” gives the name away, and the log shows it to everybody.",
                "choose a word that has nothing to do with the institution.",
            )
        return evolve(self, by_pseudonym={**self.by_pseudonym, pseudonym: told})

    def without(self, pseudonym: str) -> "Names":
        """Return the mapping without one name; raises `UsageRefusal` when it is not there."""
        self.name(pseudonym)
        return evolve(self, by_pseudonym={one: of for one, of in self.by_pseudonym.items() if one != pseudonym})


def gives_away(pseudonym: str, name: str) -> bool:
    """Return whether a word of four Latin letters or more of `name` stands in the pseudonym."""
    return any(word in pseudonym for word in re.findall(r"[a-z0-9]{4,}", name.casefold()))


def _fault_of_name(name: str) -> str | None:
    if not 0 < len(name) <= _MOST:
        return f"The name of an institution has 1 to {_MOST} signs."
    return None if name.isprintable() else "The name holds signs that cannot be printed."
