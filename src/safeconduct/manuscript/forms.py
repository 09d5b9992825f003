# SPDX-License-Identifier: Apache-2.0
"""Forms: what kinds of spoken message there are, one TOML file each in `forms/`."""

from functools import cache
from pathlib import Path

from safeconduct.model.spoken import SPOKEN_FORMS, SoundForm

from .faults import Faults
from .toml import Table, read_table

FOLDER = Path(__file__).with_name("forms")


@cache
def forms() -> dict[str, SoundForm]:
    """Every form that is built in, by id; raises `ValueError` when one of our own files is wrong."""
    faults = Faults()
    found: dict[str, SoundForm] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        table = read_table(path.read_bytes(), path.name, faults)
        if table:
            found[path.stem] = read_form(path.stem, table)
    if faults.found or tuple(found) != SPOKEN_FORMS:
        raise ValueError(f"a form that ships with safeconduct is wrong: {faults.found or tuple(found)}")
    return found


def read_form(form_id: str, table: Table) -> SoundForm:
    """Read one form file."""
    form = SoundForm(
        id=form_id,
        title=table.text("title"),
        shortest_s=table.number("shortest_s"),
        longest_s=table.number("longest_s"),
        most_syllables=table.whole("most_syllables") or 0,
        times=table.whole("times") or 1,
    )
    table.done()
    return form
