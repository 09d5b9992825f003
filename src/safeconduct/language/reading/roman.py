# SPDX-License-Identifier: Apache-2.0
"""Roman numerals."""

ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
"""A regular expression of those from 1 to 39; other letters are too often words and names."""

_VALUES = {"I": 1, "V": 5, "X": 10}


def roman(text: str) -> int:
    """Return the value of a Roman numeral that `ROMAN` matched."""
    values = [_VALUES[sign] for sign in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
