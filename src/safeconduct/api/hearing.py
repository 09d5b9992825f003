# SPDX-License-Identifier: Apache-2.0
"""Hearing: what the recogniser heard in the takes, held against the script."""

from safeconduct.language.listening.comparing import compare, with_moves
from safeconduct.model.hearing import Difference
from safeconduct.model.product import Master
from safeconduct.model.refusal import ToolRefusal
from safeconduct.model.spoken import Script
from safeconduct.tools.recogniser import probe


def installed() -> str:
    """Return name, version and digest of the recogniser that is installed, "" when there is none."""
    try:
        return probe().told
    except ToolRefusal:
        return ""


def hearing(script: Script, master: Master, language: str) -> tuple[Difference, ...]:
    """Return how the takes of a master differ from its script, take by take in the order of the script.

    A sentence that is missing in one take and heard in another is told as one move.  Takes that nobody listened to,
    and those of which the recogniser was not sure, tell nothing here; see the check `take-unheard`.
    """
    heard = {one.block: one for one in master.heard if not one.unsure}
    found: dict[str, tuple[Difference, ...]] = {}
    for said in script:
        if said.block in heard and said.block not in found:
            found[said.block] = compare(said.spoken, heard[said.block], language)
    return with_moves([difference for differences in found.values() for difference in differences])
