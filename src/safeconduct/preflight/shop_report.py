# SPDX-License-Identifier: Apache-2.0
"""The preflight report as one HTML page: each page's picture with its faults marked, and what to do about them.

No script, no network; it can be printed and sent to whoever made the file.
"""

from base64 import b64encode
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from attrs import frozen
from markupsafe import Markup

from safeconduct.evidence.web_page import web_page
from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.places import Sheet
from safeconduct.model.product import ProofPage

HERE = Path(__file__).resolve().parent
SEVERITIES = {
    Severity.STOP: ("stop", "Stops the job", "stop the job", "stops the job"),
    Severity.WARN: ("warn", "Ask before printing", "have to be asked about", "has to be asked about"),
    Severity.NOTE: ("note", "Good to know", "are good to know", "is good to know"),
}
_LEAST_BOX_MM = 2.5


@frozen
class Leaf:
    """One page of the file: its measures, its picture as PNG (None: not pictured), and what was found on it."""

    page: ProofPage
    picture: bytes | None
    findings: tuple[Finding, ...]


@frozen
class _Marked:
    """One finding with its number in the report and the box that marks it, in mm from the media's top left."""

    number: int
    finding: Finding
    box: tuple[float, float, float, float] | None

    @property
    def at(self) -> str:
        """Where it is, for somebody with a ruler."""
        return f"{self.box[0]:.0f} mm from the left, {self.box[1]:.0f} mm from the top" if self.box else ""


def shop_report(
    *,
    file: str,
    title: str,
    use: str,
    rules: str,
    whole: tuple[Finding, ...],
    leaves: tuple[Leaf, ...],
    held: tuple[str, ...],
    not_checked: tuple[str, ...],
) -> str:
    """Return the page; `whole` are the findings on no page in particular, `held` the checks that found nothing.

    The policy in its head forbids everything but its own style sheet and the pictures inside it (CSP level 3).
    """
    every = (*whole, *(finding for leaf in leaves for finding in leaf.findings))
    counts = {severity: sum(one.severity is severity for one in every) for severity in SEVERITIES}
    numbers = iter(range(1, len(every) + 1))
    return web_page(
        HERE / "shop_report.html.j2",
        HERE / "shop_report.css",
        "data:",
        file=file,
        title=title,
        use=use,
        rules=rules,
        verdict=_verdict(counts),
        clean=not counts[Severity.STOP],
        sizes=_sizes(leaves),
        whole=_groups([_Marked(next(numbers), finding, None) for finding in whole]),
        leaves=[_leaf(leaf, numbers) for leaf in leaves],
        held=held,
        not_checked=not_checked,
        names=SEVERITIES,
    )


def _verdict(counts: dict[Severity, int]) -> str:
    told = [
        f"{count} {'things' if count > 1 else 'thing'} {SEVERITIES[severity][2 if count > 1 else 3]}"
        for severity, count in counts.items()
        if count
    ]
    return f"{', '.join(told)}." if told else "Nothing was found."


def _sizes(leaves: tuple[Leaf, ...]) -> str:
    trims = [f"{leaf.page.trim_mm[2]:.1f} × {leaf.page.trim_mm[3]:.1f} mm" for leaf in leaves]
    sizes = list(dict.fromkeys(trims))
    bleeds = sorted({leaf.page.bleed_mm for leaf in leaves})
    bleed = f"{bleeds[0]:g} mm" if len(bleeds) == 1 else f"{bleeds[0]:g} to {bleeds[-1]:g} mm"
    pages = "1 page" if len(leaves) == 1 else f"{len(leaves)} pages"
    return f"{pages}; trimmed size {', '.join(sizes[:4])}{' …' if len(sizes) > 4 else ''}; bleed {bleed}"


def _leaf(leaf: Leaf, numbers: Iterator[int]) -> dict[str, object]:
    page = leaf.page
    marked = [_Marked(next(numbers), finding, _box(finding)) for finding in leaf.findings]
    return {
        "number": page.number,
        "width": page.width_mm,
        "height": page.height_mm,
        "trim": page.trim_mm,
        "has_bleed": page.bleed_mm > 0,
        "picture": Markup(f"data:image/png;base64,{b64encode(leaf.picture).decode()}") if leaf.picture else "",  # noqa: S704 - our own encoding
        "marks": [_mark(one, page) for one in reversed(marked) if one.box],
        "groups": _groups(marked),
        "scale": max(page.width_mm, page.height_mm) / 100,
    }


def _box(finding: Finding) -> tuple[float, float, float, float] | None:
    return finding.place.box_mm if isinstance(finding.place, Sheet) and any(finding.place.box_mm) else None


def _mark(marked: _Marked, page: ProofPage) -> dict[str, object]:
    """The frame of a mark, large enough to be seen and inside the page, and the place of its number."""
    x, y, wide, high = marked.box or (0.0, 0.0, 0.0, 0.0)
    scale = max(page.width_mm, page.height_mm) / 100
    least = max(_LEAST_BOX_MM, 2 * scale)
    x, wide = (x, wide) if wide >= least else (x - (least - wide) / 2, least)
    y, high = (y, high) if high >= least else (y - (least - high) / 2, least)
    x, y = min(max(x, 0.0), page.width_mm), min(max(y, 0.0), page.height_mm)
    radius = 2.1 * scale
    return {
        "number": marked.number,
        "kind": SEVERITIES[marked.finding.severity][0],
        "box": [round(v, 2) for v in (x, y, min(wide, page.width_mm - x), min(high, page.height_mm - y))],
        # The number stands outside of what it marks, where there is room.
        "dot": [round(max(radius, x - 0.6 * radius), 2), round(max(radius, y - 0.6 * radius), 2)],
    }


def _groups(marked: list[_Marked]) -> list[tuple[Finding, list[_Marked]]]:
    """Findings of one check together: what to do about them is said once."""
    groups = groupby(marked, key=lambda one: (one.finding.check, one.finding.remedy))
    return [(held[0].finding, held) for held in (list(group) for _, group in groups)]
