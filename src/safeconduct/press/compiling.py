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
    moment = int(datetime.combine(date.fromisoformat(as_of), time(), UTC).timestamp())
    (pdf,) = _compiled(
        template,
        table,
        pictures or {},
        {
            "format": "pdf",
            "timestamp": moment,
            "pdf_standards": list(STANDARDS[build]),
            "pdf_tags": build == "screen",
        },
    )
    return pdf


def compile_pictures(template: str, table: Mapping[str, object], ppi: float) -> list[bytes]:
    """Set `template` with `table` as one PNG a page, at `ppi`; raises what `compile_pdf` raises."""
    return _compiled(template, table, {}, {"format": "png", "ppi": ppi})


def _compiled(
    template: str | bytes, table: Mapping[str, object], pictures: Mapping[str, bytes], wanted: Mapping[str, Any]
) -> list[bytes]:
    drawn = {name: content for name, content in pictures.items() if name.endswith(".svg")}
    source = template if isinstance(template, bytes) else _templates()[template]
    files: Any = {**_templates(), "main.typ": source, **drawn}
    try:
        # From memory Typst takes text alone: photographs lie in a folder where nothing else is.
        with TemporaryDirectory() as root:
            for name, content in pictures.items():
                if name not in drawn:
                    (Path(root) / name).write_bytes(content)
            made, warnings = typst.compile_with_warnings(
                files,
                root=root,
                font_paths=_fonts(),
                sys_inputs={"table": json.dumps(table, ensure_ascii=False, sort_keys=True)},
                **wanted,
            )
    except typst.TypstError as error:
        start, _, rest = error.message.partition("panicked with: ")
        if rest and not start:
            raise TemplatePanicError(rest.strip('"')) from None
        raise CompileError(error.diagnostic) from None
    if warnings:
        raise CompileError("; ".join(warning.message for warning in warnings))
    # One page of pictures comes as bytes, several as a list.
    return [made] if isinstance(made, bytes) else [page for page in made if page is not None]
