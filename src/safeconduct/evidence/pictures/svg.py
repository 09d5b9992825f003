# SPDX-License-Identifier: Apache-2.0
"""Drawing in SVG: a few shapes, escaped text, and how wide a text will be.

Every shape carries its colours as attributes, for paper, and a class, so that a page with a dark ground may repaint it.
"""

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from safeconduct.evidence.legible import legible

FONTS = "'Source Sans 3', 'Noto Serif KR', 'Noto Sans', 'Noto Sans KR', Arial, sans-serif"

# All dark inks have a contrast of 4.5 or more on paper and on the tint; a test computes it.
INKS = {
    "ink": "#17212b",
    "quiet": "#4a5763",
    "line": "#57646f",
    "deep": "#1d5674",
    "tint": "#dcebf3",
    "warm": "#9c3414",
    "paper": "#ffffff",
}

# Widths in em, rather too much than too little, of the faces of the press and of the sans-serif faces of most screens.
_WIDTHS = {
    **dict.fromkeys("iljI.,:;'’‘|![] ·іїІ", 0.29),
    **dict.fromkeys("tfr()-/“”ґг", 0.38),
    **dict.fromkeys("sczkvxyJ", 0.51),
    **dict.fromkeys("mwшжюфмыщЫ@%…—", 0.9),
    **dict.fromkeys("MWШЩЮЖФМ", 1.0),
    **dict.fromkeys("OQGDNHОДНП&", 0.78),
}


def em_width(text: str) -> float:
    """Return about how wide `text` is in em, rather too much than too little: no font is at hand when it is drawn."""
    return sum(map(_em, text))


def _em(sign: str) -> float:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if unicodedata.combining(sign):
        return 0.0
    if ord(sign) >= 0x2E80 or 0x300 <= ord(sign) < 0x370 or unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if ord(sign) < 0x80 or 0x400 <= ord(sign) < 0x460:
        return 0.7 if sign.isupper() else 0.57
    return 0.85


def cut(text: str, ems: float) -> str:
    """Return `text` made visible and, where it would be wider than `ems`, cut at a word with "…"."""
    text = legible(text)
    if em_width(text) <= ems:
        return text
    width, kept = em_width("…"), []
    for sign in text:
        width += _em(sign)
        if width > ems:
            break
        kept.append(sign)
    whole, _, rest = "".join(kept).rpartition(" ")
    return (whole if whole and len(rest) < len(whole) else "".join(kept)).rstrip(" ,;:") + "…"


def lines(text: str, ems: float, most: int) -> tuple[str, ...]:
    """Return `text` made visible, broken at spaces into at most `most` lines of `ems` at most; the last may be cut."""
    words, made = legible(text).split(), list[str]()
    while words and len(made) < most - 1:
        line = words.pop(0)
        if em_width(line) > ems:
            words.insert(0, line)
            break
        while words and em_width(f"{line} {words[0]}") <= ems:
            line += f" {words.pop(0)}"
        made.append(line)
    return (*made, cut(" ".join(words), ems)) if words else tuple(made)


def number(value: float) -> str:
    """Return a length in px as it is written: at most one decimal, never "-0"."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return an element; `content` is markup.  Attributes are escaped: "class_" is class, "font_size" font-size."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(number(value) if isinstance(value, float | int) else value)}"
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(
    x: float, y: float, words: str, *, size: float = 13, ink: str = "ink", bold: bool = False, anchor: str = ""
) -> str:
    """Return a line of text with its baseline at `y`; `anchor` is "" (begins at x), "middle" or "end"."""
    more: dict[str, str | float] = {"font_weight": "700"} if bold else {}
    if anchor:
        more["text_anchor"] = anchor
    return element("text", escape(legible(words)), x=x, y=y, font_size=size, fill=INKS[ink], class_=f"f-{ink}", **more)


def line(x1: float, y1: float, x2: float, y2: float, *, ink: str = "line", width: float = 1, dashes: str = "") -> str:
    """Return a straight line."""
    more: dict[str, str | float] = {"stroke_dasharray": dashes} if dashes else {}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=INKS[ink], stroke_width=width, class_=f"s-{ink}", **more)


def path(shape: str, *, fill: str = "", ink: str = "", width: float = 1, dashes: str = "") -> str:
    """Return a path, filled with the ink `fill` and drawn round with `ink`; either may be ""."""
    more: dict[str, str | float] = {"stroke": INKS[ink], "stroke_width": width} if ink else {}
    if dashes:
        more["stroke_dasharray"] = dashes
    classes = " ".join([f"f-{fill}"] * bool(fill) + [f"s-{ink}"] * bool(ink))
    return element("path", d=shape, fill=INKS[fill] if fill else "none", class_=classes, **more)


def box(x: float, y: float, width: float, height: float, *, radius: float = 0) -> str:
    """Return the shape of a box for `path`."""
    if not radius:
        return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"
    r, w, h = number(radius), number(width - 2 * radius), number(height - 2 * radius)
    minus_w, minus_h, minus_r = number(2 * radius - width), number(2 * radius - height), number(-radius)
    return (
        f"M{number(x + radius)} {number(y)}h{w}a{r} {r} 0 0 1 {r} {r}v{h}a{r} {r} 0 0 1 {minus_r} {r}"
        f"h{minus_w}a{r} {r} 0 0 1 {minus_r} {minus_r}v{minus_h}a{r} {r} 0 0 1 {r} {minus_r}z"
    )


def group(title: str, parts: Iterable[str]) -> str:
    """Return shapes that belong together; `title` is what a pointer or a screen reader is told."""
    return element("g", element("title", escape(legible(title)) or " ") + "".join(parts))


def picture(title: str, told: str, width: float, height: float, parts: Iterable[str]) -> str:
    """Return a whole SVG file, `width` by `height` px, with a title and what it tells for those who cannot see it."""
    ground = path(box(0, 0, width, height), fill="paper")
    inside = (
        element("title", escape(legible(title)))
        + element("desc", escape(legible(told)))
        + element("g", ground + "\n".join(["", *parts, ""]), font_family=FONTS)
    )
    view = f"0 0 {number(width)} {number(height)}"
    return (
        element("svg", inside, xmlns="http://www.w3.org/2000/svg", viewBox=view, width=width, height=height, role="img")
        + "\n"
    )
