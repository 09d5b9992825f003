# SPDX-License-Identifier: Apache-2.0
"""The timeline: for which day each claim is made, when its event happened, until when it may be printed.

One row a claim, so that no label can touch another; claims without any day have a lane of their own below.
"""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from safeconduct.evidence.report import Report
from safeconduct.evidence.wording import VERDICTS, day, days
from safeconduct.model.ledger import Claim, Verdict

from . import svg
from .days import Scale, labelled, scale

WIDTH = 900.0
MARGIN = 16.0
NAMES = 340.0
SIZE = 13.0
LINE = 16.0
LEFT, RIGHT = MARGIN + NAMES + 26, WIDTH - MARGIN - 10
HEAD, AXIS, LANE = 80.0, 58.0, 34.0


@frozen
class _Row:
    """A claim, or two undated ones side by side, with the lines of their names."""

    claims: tuple[tuple[Claim, tuple[str, ...]], ...]
    dated: bool

    @property
    def height(self) -> float:
        return 9 + LINE * max(len(lines) for _, lines in self.claims)


def timeline(report: Report, height: float | None = None) -> tuple[str, ...]:
    """Return the timeline as one SVG, or as several of at most about `height` px, all on the same scale."""
    claims = [told.claim for told in report.claims]
    dated = sorted((claim for claim in claims if _days(claim)), key=lambda claim: (min(_days(claim)), claim.id))
    undated = [claim for claim in claims if not _days(claim)]
    scaled = scale([report.as_of, *(each for claim in dated for each in _days(claim))], LEFT, RIGHT)
    half = (WIDTH - 3 * MARGIN) / 2
    rows = [_Row(((claim, _lines(claim, NAMES)),), dated=True) for claim in dated]
    pairs = [undated[i : i + 2] for i in range(0, len(undated), 2)]
    rows += [_Row(tuple((claim, _lines(claim, half)) for claim in pair), dated=False) for pair in pairs]
    sheets: list[list[_Row]] = [[]]
    filled = HEAD + AXIS + LANE
    for row in rows:
        if height and sheets[-1] and filled + row.height > height:
            sheets.append([])
            filled = HEAD + AXIS + LANE
        sheets[-1].append(row)
        filled += row.height
    return tuple(_sheet(report, scaled, sheet, i, len(sheets)) for i, sheet in enumerate(sheets))


def _lines(claim: Claim, width: float) -> tuple[str, ...]:
    return svg.lines(claim.text, (width - 20) / SIZE, 2) or (claim.id,)


def _days(claim: Claim) -> tuple[date, ...]:
    happened = (claim.happened.first, claim.happened.last) if claim.happened else ()
    return tuple(each for each in (claim.as_of, *happened, claim.expires) if each)


def _sheet(report: Report, scaled: Scale, rows: Sequence[_Row], number: int, of: int) -> str:
    counted = f" ({number + 1} of {of})" if of > 1 else ""
    dated, undated = [row for row in rows if row.dated], [row for row in rows if not row.dated]
    top = HEAD
    parts = [svg.text(MARGIN, 28, f"When the claims hold{counted}", size=17, bold=True), *_legend(50)]
    if dated:
        below = top + AXIS + sum(row.height for row in dated)
        parts += _axis(report, scaled, top + AXIS - 14, below)
        top += AXIS
        for row in dated:
            parts.append(_row(*row.claims[0], scaled, top, row.height, report.as_of))
            top += row.height
        top += 12
    if undated:
        parts.append(svg.line(MARGIN, top, WIDTH - MARGIN, top))
        parts.append(svg.text(MARGIN, top + 21, "Without any date", size=SIZE, bold=True))
        top += LANE
        for row in undated:
            for i, (claim, lines) in enumerate(row.claims):
                x = MARGIN + i * (WIDTH - MARGIN) / 2
                parts.append(svg.group(_told(claim, report.as_of), _name(claim, lines, x, top)))
            top += row.height
    claims = sum(len(row.claims) for row in undated)
    told = f"{len(dated)} dated and {claims} undated claims; the edition's day is {day(report.as_of)}."
    return svg.picture(f"When the claims hold{counted}", told, WIDTH, top + 8, parts)


def _legend(y: float) -> list[str]:
    parts, x = list[str](), MARGIN
    for verdict in Verdict:
        parts += [sign(verdict, x + 6, y - 4.5), svg.text(x + 17, y, verdict.value, size=12)]
        x += 34 + svg.em_width(verdict.value) * 12
    y += 20
    for x, width, drawn, words in (
        (MARGIN, 12, _diamond(MARGIN + 6, y - 4.5), "happened"),
        (MARGIN + 98, 12, svg.path(_disc(MARGIN + 104, y - 4.5, 4), fill="ink"), "claim made for this day"),
        (MARGIN + 268, 40, _bar(MARGIN + 268, MARGIN + 308, y - 9), "may be printed until the stroke"),
        (MARGIN + 528, 40, _expired(MARGIN + 528, MARGIN + 568, y - 9), "expired on the edition's day"),
    ):
        parts += [drawn, svg.text(x + width + 6, y, words, size=12)]
    return parts


def _axis(report: Report, scaled: Scale, axis: float, bottom: float) -> list[str]:
    parts = [svg.line(LEFT, axis, RIGHT, axis)]
    for start, end in scaled.breaks:
        middle = (start + end) / 2
        parts.append(svg.path(svg.box(middle - 4, axis - 3, 8, 6), fill="paper"))
        parts += [svg.line(middle + x - 3, axis + 6, middle + x + 3, axis - 6) for x in (-3, 3)]
    parts.append(
        svg.line(scaled.place(report.as_of), axis - 4, scaled.place(report.as_of), bottom, ink="warm", width=1.4)
    )
    # The ends of a break are the days that nobody can guess from the scale.
    beside = {edge for span in scaled.breaks for edge in span}
    rest = [each for each in scaled.days if each != report.as_of]
    wanted = [report.as_of, *sorted(rest, key=lambda each: (scaled.place(each) not in beside, each))]
    boxes = [_label(scaled, each) for each in wanted]
    for i, line in labelled(boxes, 2):
        now, x = wanted[i] == report.as_of, scaled.place(wanted[i])
        ink, y = "warm" if now else "quiet", axis - 9 - 16 * line
        parts.append(svg.text(boxes[i][0], y, day(wanted[i]), size=12, ink=ink, bold=now, anchor="middle"))
        if not now:
            parts.append(svg.line(x, axis - 5 - 17 * line, x, axis + 4, width=0.7 if line else 1))
    return parts


def _label(scaled: Scale, each: date) -> tuple[float, float]:
    width = svg.em_width(day(each)) * 12.5
    return min(max(scaled.place(each), LEFT - 30 + width / 2), WIDTH - 4 - width / 2), width


def _row(claim: Claim, lines: tuple[str, ...], scaled: Scale, y: float, height: float, as_of: date) -> str:
    rule = svg.line(MARGIN, y + height - 4, WIDTH - MARGIN, y + height - 4, ink="tint")
    parts = [rule, *_name(claim, lines, MARGIN, y)]
    begun = min(each for each in (*_days(claim), as_of) if each)
    middle = y + 8
    if claim.expires:
        start, end = scaled.place(claim.as_of or begun), scaled.place(claim.expires)
        if claim.expires < as_of:
            parts.append(_expired(start, end, middle - 5))
        else:
            parts.append(_bar(start, end, middle - 5))
    elif claim.as_of:
        parts.append(svg.line(scaled.place(claim.as_of), middle, RIGHT, middle, ink="line", dashes="1 4"))
    if claim.happened:
        first, last = scaled.place(claim.happened.first), scaled.place(claim.happened.last)
        if first != last:
            parts.append(svg.line(first, middle, last, middle, ink="deep", width=3))
        parts += [_diamond(x, middle) for x in dict.fromkeys((first, last))]
    if claim.as_of:
        parts.append(svg.path(_disc(scaled.place(claim.as_of), middle, 3.6), fill="ink"))
    return svg.group(_told(claim, as_of), parts)


def _name(claim: Claim, lines: tuple[str, ...], x: float, y: float) -> list[str]:
    written = [svg.text(x + 18, y + 12.5 + LINE * i, words, size=SIZE) for i, words in enumerate(lines)]
    return [sign(claim.verdict, x + 6, y + 8), *written]


def _told(claim: Claim, as_of: date) -> str:
    told = [f"{claim.id}: {claim.text}", f"Verdict: {VERDICTS[claim.verdict]}."]
    if claim.happened:
        told.append(f"Happened: {days(claim.happened.first, claim.happened.last)}.")
    if claim.as_of:
        told.append(f"Made for {day(claim.as_of)}.")
    if claim.expires:
        told.append(f"{'Expired' if claim.expires < as_of else 'Expires'} on {day(claim.expires)}.")
    return " ".join(told)


def _bar(start: float, end: float, top: float) -> str:
    bar = svg.path(svg.box(start, top, max(end - start, 2), 10), fill="tint", ink="deep")
    return bar + svg.line(end, top - 2, end, top + 12, ink="deep", width=2)


def _expired(start: float, end: float, top: float) -> str:
    bar = svg.path(svg.box(start, top, max(end - start, 2), 10), ink="line", dashes="3 2")
    return bar + svg.line(end, top - 2, end, top + 12, width=2)


def _diamond(x: float, y: float) -> str:
    return svg.path(f"M{svg.number(x)} {svg.number(y - 6)}l5 6l-5 6l-5 -6z", fill="paper", ink="deep", width=2)


def _disc(x: float, y: float, radius: float) -> str:
    r, two = svg.number(radius), svg.number(2 * radius)
    return f"M{svg.number(x - radius)} {svg.number(y)}a{r} {r} 0 1 0 {two} 0a{r} {r} 0 1 0 -{two} 0z"


def sign(verdict: Verdict, x: float, y: float) -> str:
    """Return the sign of a verdict round the point (`x`, `y`): told apart by shape, not by colour."""
    around, at = _disc(x, y, 5), (svg.number(x), svg.number(y))
    cross = svg.line(x - 4, y - 4, x + 4, y + 4, ink="ink", width=2)
    if verdict is Verdict.USE:
        return svg.path(around, fill="ink", ink="ink", width=1.4)
    if verdict is Verdict.ATTRIBUTE:
        half = svg.path(f"M{at[0]} {svg.number(y - 5)}a5 5 0 0 0 0 10z", fill="ink")
        return svg.path(around, fill="paper", ink="ink", width=1.4) + half
    if verdict is Verdict.HOLD:
        return svg.path(around, fill="paper", ink="ink", width=1.4)
    if verdict is Verdict.REFUSE:
        return cross + svg.line(x - 4, y + 4, x + 4, y - 4, ink="ink", width=2)
    if verdict is Verdict.DISPUTED:
        return "".join(svg.line(x - 5, y + dy, x + 5, y + dy, ink="ink", width=2) for dy in (-2.5, 2.5)) + cross
    return svg.path(around, fill="paper", ink="ink", width=1.4) + cross
