# SPDX-License-Identifier: Apache-2.0
"""Faults met while reading: all of them are collected, none stops the others."""

from attrs import define, field

from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.places import Span


@define
class Faults:
    """The findings of one reading, in the order they were met."""

    found: list[Finding] = field(factory=list)

    def stop(self, check: str, at: Span, message: str, remedy: str) -> None:
        """Add a fault that keeps the edition a specimen."""
        self.found.append(Finding(check, Severity.STOP, at, message, remedy))

    def note(self, check: str, at: Span, message: str, remedy: str) -> None:
        """Add something worth knowing that stands in nobody's way."""
        self.found.append(Finding(check, Severity.NOTE, at, message, remedy))
