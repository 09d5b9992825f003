# SPDX-License-Identifier: Apache-2.0
"""The one door to Typst: our fonts and nothing else, a fixed time, and every warning an error."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"


class TemplatePanicError(Exception):
    """A template stopped with a message of its own: "kind|where|value"."""


class CompileError(Exception):
    """Typst refused or warned: our fault, not the manuscript's."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(False, False, [str(FONTS)])


def compile_pdf(
    template: str,
    table: Mapping[str, object],
    as_of: str,
    pictures: Mapping[str, bytes] | None = None,
    tags: bool = True,
) -> bytes:
    """Set `template` with `table` (plain JSON values) and pictures by name; `as_of` is the only date in the file.

    Raises `TemplatePanicError` for a panic of the template, `CompileError` for anything else, warnings included: an
    unknown font is only a warning to Typst, and would be replaced by another one.
    """
    files: Any = {"main.typ": (TEMPLATES / template).read_bytes(), **(pictures or {})}
    files |= {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ") if path.name != template}
    moment = int(datetime.combine(date.fromisoformat(as_of), time(), UTC).timestamp())
    try:
        pdf, warnings = typst.compile_with_warnings(
            files,
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"table": json.dumps(table, ensure_ascii=False, sort_keys=True)},
            timestamp=moment,
            pdf_tags=tags,
        )
    except typst.TypstError as error:
        start, _, rest = error.message.partition("panicked with: ")
        if rest and not start:
            raise TemplatePanicError(rest.strip('"')) from None
        raise CompileError(error.diagnostic) from None
    if warnings:
        raise CompileError("; ".join(warning.message for warning in warnings))
    assert isinstance(pdf, bytes)  # noqa: S101 - always so for PDF
    return pdf
