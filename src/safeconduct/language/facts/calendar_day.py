# SPDX-License-Identifier: Apache-2.0
"""A day, a month or a year as ISO 8601 writes it, as much as is said of it."""

YEARS = range(1800, 2200)
"""The years that a number alone may mean."""


def iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """Return "2024-11-04", "2024-11", "2024", "--11-04" or "--11"; None when no calendar has it."""
    if month is None:
        return None if year is None or day is not None else f"{year:04}"
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    head = f"{year:04}-{month:02}" if year is not None else f"--{month:02}"
    return head if day is None else f"{head}-{day:02}"
