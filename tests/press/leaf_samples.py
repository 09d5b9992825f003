# SPDX-License-Identifier: Apache-2.0
"""Leaves for the tests of imposition: coloured to the bleed, numbered, in process inks and one spot ink."""

from functools import cache

import typst

from safeconduct.press.compiling import FONTS

LEAF = """
#let t = sys.inputs
#let (w, h, b) = (float(t.w) * 1mm, float(t.h) * 1mm, float(t.b) * 1mm)
#set page(width: w, height: h, bleed: b, margin: 6mm)
#set text(font: "Source Sans 3", size: 8pt, fill: cmyk(0%, 0%, 0%, 100%))
#let deep = cmyk(80%, 50%, 20%, 10%)
#let blue = color.spot("PANTONE 294 C", cmyk(100%, 74%, 8%, 34%)).tint(60%)
#for i in range(int(t.pages)) {
  if i > 0 { pagebreak() }
  place(top + left, dx: -6mm - b, dy: -6mm - b, rect(width: w + 2 * b, height: 14mm + b, fill: deep))
  place(bottom + left, dx: -6mm - b, dy: 6mm + b, rect(width: w + 2 * b, height: 6mm + b, fill: blue))
  place(top + left, dy: 12mm, text(size: 20pt)[page#(i + 1)])
  place(top + left, dy: 24mm, [Words that stand on every leaf, number #(i + 1).])
}
"""


@cache
def leaves(pages: int, width: float = 74, height: float = 105, bleed: float = 3) -> bytes:
    """Return a PDF of `pages` pages of that trimmed size, with bleed, sizes in mm."""
    made = typst.compile(
        LEAF.encode(),
        format="pdf",
        font_paths=typst.Fonts(False, False, [str(FONTS)]),
        sys_inputs={"pages": str(pages), "w": str(width), "h": str(height), "b": str(bleed)},
        timestamp=0,
        pdf_standards=["1.6"],
        pdf_tags=False,
    )
    assert isinstance(made, bytes)
    return made
