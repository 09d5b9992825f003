# SPDX-License-Identifier: Apache-2.0
"""Typeset: from the words of a copy to pages.  What does not fit, or has no sign, is refused and never dropped."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.fingerprints import list_fingerprint
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

from .compiling import CompileError, TemplatePanicError, compile_pdf
from .pictures import read_picture
from .setting.arranging import arranged
from .type.glyphs import check_glyphs


def typeset(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `pages.pdf`.

    `params`: piece, template, as_of, table, pictures (template name -> manuscript path), enclosed (kit file names,
    each an input "enclosed/<name>" that is hashed here).  Raises `StepRefusal` for a missing sign, an overflow or an
    unreadable picture.
    """
    given: Any = params
    piece, table = str(given["piece"]), dict(given["table"])
    check_glyphs(table, piece)
    table |= arranged(given["template"], table, piece)
    pictures: dict[str, bytes] = {}
    for name, path in given["pictures"].items():
        stem, _, ending = name.rpartition(".")
        for variant, content in read_picture(inputs[name], path, table["theme"]).items():
            pictures[f"{stem}{variant}.{ending}"] = content
    digests = {file: digest_of(inputs[f"enclosed/{file}"].read_bytes()) for file in given["enclosed"]}
    table["enclosed"] = [{"file": file, "digest": in_fours(digest)} for file, digest in digests.items()]
    table["list_fingerprint"] = list_fingerprint(digests) if digests else ""
    try:
        pdf = compile_pdf(given["template"], table, given["as_of"], pictures, table["build"])
    except TemplatePanicError as panic:
        raise _refusal(str(panic), piece, str(table["language"])) from None
    except CompileError as error:
        if "failed to parse SVG" not in str(error) and "failed to decode image" not in str(error):
            raise
        names = ", ".join(given["pictures"].values())
        raise StepRefusal(f"A picture of “{piece}” cannot be read ({names}).", "save it again.") from None
    (out / "pages.pdf").write_bytes(pdf)


def in_fours(digest: Digest) -> str:
    """Return the first 16 hexadecimal digits of a digest, in groups of four, to be read out aloud."""
    return " ".join(digest[i : i + 4] for i in range(0, 16, 4))


def _refusal(panic: str, piece: str, language: str) -> StepRefusal:
    kind, where, amount = [*panic.split("|"), "", ""][:3]
    if kind == "overflow":
        return StepRefusal(
            f"The text of “{piece}” ({language}) overflows {where} by {amount} mm, even in the smallest type allowed.",
            "shorten the text there, or take a larger channel.",
        )
    if kind == "too-wide":
        return StepRefusal(
            f"A word of “{piece}” ({language}) in {where} is {amount} mm wider than its column.", "use a shorter word."
        )
    if kind == "too-many-pages":
        return StepRefusal(f"“{piece}” ({language}) runs to {amount} pages; {where}.", "shorten the text.")
    if kind == "too-many-phrases":
        return StepRefusal(
            f"“{piece}” ({language}) has {where} phrases, and {amount} of them fit, even in the smallest type allowed.",
            "leave the others out, shorten the longest, or make a second card of them.",
        )
    raise CompileError(panic)
