# SPDX-License-Identifier: Apache-2.0
"""What a kit's report may tell of a finding: a kit is given away, and must not point at a narrator."""

from typing import Final

from attrs import evolve

from safeconduct.model.judgement import Finding
from safeconduct.model.places import Span

CONSENTS: Final = "consents"
NAMED_BY_OTHERS: Final = {"file-not-used": "", "take-unknown": "takes"}
"""Findings about files that we have not named, and where they lie: a recorder's file name knows the person and hour."""


def discreet(finding: Finding) -> Finding:
    """Return the finding as it may stand in a kit: without the id of a consent, and without a stray file's name."""
    if finding.place.file.startswith(f"{CONSENTS}/"):
        return evolve(finding, place=Span(CONSENTS), message="A consent does not hold as it is written.")
    if finding.check in NAMED_BY_OTHERS:
        where = NAMED_BY_OTHERS[finding.check]
        return evolve(finding, place=Span(where), message="A file of the manuscript has no place in it.")
    return finding
