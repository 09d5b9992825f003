# SPDX-License-Identifier: Apache-2.0
"""Pages set for the tests of what the eye sees: words, codes, emblems, dots."""

import io
import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import typst
import zxingcpp
from inspecting_samples import looked
from PIL import Image

import safeconduct.press
from safeconduct.model.product import Seen

FONTS = Path(safeconduct.press.__file__).parent / "fonts"
_HEAD = '#set page(width: 120mm, height: 160mm, margin: 10mm)\n#set text(font: "Source Sans 3", size: 11pt)\n'
_PLUS = """#let plus(c, s, a: 0.333) = box(width: s, height: s, {
  place(dx: s * (1 - a) / 2, rect(width: s * a, height: s, fill: c))
  place(dy: s * (1 - a) / 2, rect(width: s, height: s * a, fill: c))
})
"""


@cache
def fonts() -> typst.Fonts:
    """Our fonts and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def page(source: str, **files: bytes) -> bytes:
    """Return a PDF of one page of 120 × 160 mm, set from Typst source."""
    pictures = {name.replace("_", "."): content for name, content in files.items()}
    given: Any = {"main.typ": (_HEAD + _PLUS + source).encode(), **pictures}
    pdf: bytes = typst.compile(given, font_paths=fonts())
    return pdf


def at(x: float, y: float, what: str) -> str:
    """Place something at x, y mm from the margins."""
    return f"#place(dx: {x}mm, dy: {y}mm, {what})\n"


def of(kind: str, content: bytes, only: Iterable[str], *, stranger: bool = False) -> list[Seen]:
    """Return what is seen of one kind."""
    return [seen for seen in looked(content, stranger=stranger, only=only) if seen.kind == kind]


def code(text: str, kind: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.QRCode) -> bytes:
    """Return a code as SVG, without light around it."""
    return str(zxingcpp.create_barcode(text, kind).to_svg(add_quiet_zones=False)).encode()


def dotted(colour: str, size_mm: float) -> bytes:
    """Return a page of words with a pattern of dots that returns every 22 × 14 mm, as copying machines add it."""
    chosen = random.Random(5)  # noqa: S311 - a pattern, no secret
    tile = [(c, r) for c in range(15) for r in range(8) if chosen.random() < 0.2]
    places = [(22 * i + 1.35 * c, 14 * j + 1.35 * r) for i in range(5) for j in range(10) for c, r in tile]
    dots = (at(x - 8, y - 8, f"circle(radius: {size_mm / 2}mm, fill: {colour})") for x, y in places)
    return page("Some honest words of a letter. " * 20 + "\n" + "".join(dots))


def scanned(content: bytes) -> bytes:
    """Return the same page as a scan: a grainy photograph in a PDF."""
    view = pypdfium2.PdfDocument(content)[0].render(scale=600 / 72).to_numpy()[:, :, 2::-1]
    high, wide = (side // 2 * 2 for side in view.shape[:2])
    fine = view[:high, :wide].reshape(high // 2, 2, wide // 2, 2, 3).mean(axis=(1, 3))
    grain = np.random.default_rng(1).normal(-3, 2, fine.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(fine + grain, 0, 255).astype(np.uint8)).save(out, "PDF", resolution=300, quality=85)
    return out.getvalue()
