# SPDX-License-Identifier: Apache-2.0
"""The page of measurements, to which each bench writes its own sections."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent / "RESULTS.md"


def save(found: str) -> None:
    """Put each section of `found` in the place of the one with the same heading, or at the end; the others stay."""
    head, *old = re.split(r"(?m)^(?=## )", PAGE.read_text("utf-8"))
    sections = {_heading(section): section for section in old}
    sections |= {
        _heading(section): section for section in re.split(r"(?m)^(?=## )", found) if section.startswith("## ")
    }
    PAGE.write_text("\n".join(part.rstrip() + "\n" for part in (head, *sections.values())), "utf-8")


def _heading(section: str) -> str:
    return section.partition("\n")[0]
