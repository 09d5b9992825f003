# SPDX-License-Identifier: Apache-2.0
"""Reading: a text as it is to be read aloud, with numbers, dates, times and units in words."""

from .reading import Part, Reading, reading

__all__ = ["Part", "Reading", "reading"]
