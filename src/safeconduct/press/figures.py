# SPDX-License-Identifier: Apache-2.0
"""Figures and units as each language writes them."""

from decimal import Decimal

# (between thousands, before the fraction); the gap must not break.
_MARKS = {"uk": ("\u00a0", ","), "ru": ("\u00a0", ",")}
_UNITS = {
    "uk": {"mm": "мм", "kg": "кг", "g/m²": "г/м²"},
    "ru": {"mm": "мм", "kg": "кг", "g/m²": "г/м²"},
}


def figure(number: Decimal | float, language: str) -> str:
    """Write a number without needless noughts: 12500 is “12,500”, and “12 500” where the language has it so."""
    thousands, point = _MARKS.get(language, (",", "."))
    whole, _, rest = f"{Decimal(str(number)).normalize():,f}".partition(".")
    return whole.replace(",", thousands) + (point + rest if rest else "")


def measured(number: Decimal | float, unit: str, language: str) -> str:
    """Write a number with its unit ("mm", "kg", "g/m²"), not to be parted."""
    return f"{figure(number, language)}\u00a0{written_unit(unit, language)}"


def written_unit(unit: str, language: str) -> str:
    """Write a unit ("mm", "kg", "g/m²")."""
    return _UNITS.get(language, {}).get(unit, unit)


def size(width_mm: Decimal | float, height_mm: Decimal | float, language: str) -> str:
    """Write a size as width × height in mm."""
    return f"{figure(width_mm, language)}\u00a0×\u00a0{measured(height_mm, 'mm', language)}"


def rounded(number: Decimal, places: str = "0.1") -> Decimal:
    """Round up to `places`: who carries or stores it must not find more."""
    return number.quantize(Decimal(places), rounding="ROUND_CEILING")
