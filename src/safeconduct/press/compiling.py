# SPDX-License-Identifier: Apache-2.0
"""The one door to Typst: our fonts and nothing else, a fixed time, and every warning an error."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"
# Typst refuses CMYK in PDF/A, so that one source makes two files.
STANDARDS: Mapping[str, Any] = {"screen": ("a-2a", "ua-1"), "press": ("1.6",), "mark": ("a-2b",)}


class TemplatePanicError(Exception):
    """A template stopped with a message of its own: "kind|where|value"."""


class CompileError(Exception):
    """Typst refused or warned: our fault, not the manuscript's."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(False, False, [str(FONTS)])


@cache
def _templates() -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}


def compile_pdf(
    template: str | bytes,
    table: Mapping[str, object],
    as_of: str,
    pictures: Mapping[str, bytes] | None = None,
    build: str = "press",
) -> bytes:
    """Set `template` (its file name, or its text) with `table` (plain JSON values) and pictures by name.

    `as_of` is the only date in the file.
    A "screen" `build` is a tagged PDF/A-2a that is PDF/UA-1 as well; a "press" one has no tags and may be in CMYK.

    Raises `TemplatePanicError` for a panic of the template, `CompileError` for anything else, warnings included: an
    unknown font is only a warning to Typst, and would be replaced by another one.
    """
    drawn = {name: content for name, content in (pictures or {}).items() if name.endswith(".svg")}
    source = template if isinstance(template, bytes) else _templates()[template]
    files: Any = {**_templates(), "main.typ": source, **drawn}
    moment = int(datetime.combine(date.fromisoformat(as_of), time(), UTC).timestamp())
    try:
        # From memory Typst takes text alone: photographs lie in a folder where nothing else is.
        with TemporaryDirectory() as root:
            for name, content in (pictures or {}).items():
                if name not in drawn:
                    (Path(root) / name).write_bytes(content)
            pdf, warnings = typst.compile_with_warnings(
                files,
                root=root,
                format="pdf",
                font_paths=_fonts(),
                sys_inputs={"table": json.dumps(table, ensure_ascii=False, sort_keys=True)},
                timestamp=moment,
                pdf_standards=list(STANDARDS[build]),
                pdf_tags=build == "screen",
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
