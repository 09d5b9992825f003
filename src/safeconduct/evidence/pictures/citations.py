# SPDX-License-Identifier: Apache-2.0
"""Who cites whom: from the captured pages on the left to those with whom their words begin, on the right."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import field, frozen

from safeconduct.evidence.report import Report
from safeconduct.evidence.wording import day
from safeconduct.model.ledger import UNKNOWN

from . import svg
from .layers import Layout, components, depth, layered

MARGIN = 16.0
WIDTH = 900.0
TOP = 72.0
GAP = 13.0
SIZE = 12.5
LINE = 15.5
BOLD = 1.06
NARROWEST, WIDEST, BETWEEN = 112.0, 270.0, 39.0


@frozen
class Stop:
    """A node: a captured page (`source`), or somebody whom pages name (`link`; "unknown" after `said_by`: nobody)."""

    source: str = ""
    link: str = ""
    said_by: str = ""


@frozen
class Web:
    """The nodes in order, the edges with the number of claims that go along them, and for each root its pages.

    An edge in `parts` does not cite: it leads from a department to the government whose voice it is.
    """

    stops: tuple[Stop, ...]
    edges: Mapping[tuple[Stop, Stop], int]
    roots: Mapping[Stop, frozenset[str]] = field(factory=dict)
    parts: frozenset[tuple[Stop, Stop]] = frozenset()


def web(report: Report) -> Web:
    """Return who cites whom in all lines of evidence of the ledger."""
    stops: dict[Stop, None] = {}
    edges: dict[tuple[Stop, Stop], set[str]] = {}
    roots: dict[Stop, set[str]] = {}
    parts: set[tuple[Stop, Stop]] = set()
    for told in report.claims:
        for carried in told.quotes:
            if carried.source is None:
                continue
            way = [Stop(source=carried.source.id)]
            for link in carried.links:
                nobody = link == UNKNOWN
                stop = Stop(link=link, said_by=way[-1].link or way[-1].source) if nobody else Stop(link=link)
                if stop not in way:
                    way.append(stop)
            whole = Stop(link=_voice(way[-1].link, told.roots, report))
            if whole not in way and way[-1].link not in ("", UNKNOWN):
                parts.add((way[-1], whole))
                way.append(whole)
            stops.update(dict.fromkeys(way))
            for pair in pairwise(way):
                edges.setdefault(pair, set()).add(told.claim.id)
            if way[-1].link not in ("", UNKNOWN):
                roots.setdefault(way[-1], set()).add(carried.source.id)
    return Web(
        tuple(stops),
        {pair: len(claims) for pair, claims in edges.items()},
        {stop: frozenset(pages) for stop, pages in roots.items()},
        frozenset(parts),
    )


def _voice(link: str, roots: Sequence[str], report: Report) -> str:
    """Return the root that a link is a part of, as the ledger counts roots, or the link itself."""
    entities, above = report.edition.entities, link
    met = {link}
    while above not in roots and above in entities:
        outer = entities[above].within
        if outer is None or outer in met:
            return link
        above = outer
        met.add(above)
    return above if above in roots else link


def citations(report: Report, height: float | None = None) -> tuple[str, ...]:
    """Return the graph as one SVG, or as several of about `height` px; what hangs together stays together."""
    whole = web(report)
    groups = sorted(components(whole.stops, list(whole.edges)), key=len, reverse=True)
    laid = [_laid(group, whole, report) for group in groups]
    sheets: list[list[_Laid]] = [[]]
    for each in laid:
        filled = TOP + sum(other.layout.height + 2 * GAP for other in sheets[-1])
        if height and sheets[-1] and filled + each.layout.height > height:
            sheets.append([])
        sheets[-1].append(each)
    return tuple(_sheet(sheet, whole, report, i, len(sheets)) for i, sheet in enumerate(sheets))


@frozen
class _Laid:
    """A part of the graph that hangs together: where its nodes stand, their lines, and the columns in px."""

    layout: Layout[Stop]
    edges: tuple[tuple[Stop, Stop], ...]
    words: Mapping[Stop, tuple[tuple[str, bool], ...]]
    width: float
    step: float


def _laid(group: Sequence[Stop], whole: Web, report: Report) -> _Laid:
    inside = set(group)
    edges = tuple(edge for edge in whole.edges if edge[0] in inside)
    last = max(1, depth(group, edges) - 1)
    room = WIDTH - 2 * MARGIN
    width = max(NARROWEST, min(WIDEST, (room - last * BETWEEN * 1.5) / (last + 1)))
    step = max(width + BETWEEN, (room - width) / last)
    words = {stop: _words(stop, whole, report, width) for stop in group}
    tall = {stop: LINE * len(lines) + 10 for stop, lines in words.items()}
    return _Laid(layered(group, edges, tall, last, GAP), edges, words, width, step)


def _sheet(sheet: Sequence[_Laid], whole: Web, report: Report, number: int, of: int) -> str:
    title = "Who cites whom" + (f" ({number + 1} of {of})" if of > 1 else "")
    parts, top, right = _head(title), TOP, WIDTH
    for each in sheet:
        for edge, route in zip(each.edges, each.layout.routes, strict=True):
            parts.append(_edge(edge, route, whole, report, each.width, each.step, top))
        for stop, y in each.layout.y.items():
            x = MARGIN + each.layout.layer[stop] * each.step
            parts.append(_stop(stop, each.words[stop], x, top + y, each.width, whole, report))
        top += each.layout.height + 2 * GAP
        right = max(right, 2 * MARGIN + max(each.layout.layer.values()) * each.step + each.width)
    pages = sum(bool(stop.source) for each in sheet for stop in each.words)
    begun = sum(stop in whole.roots for each in sheet for stop in each.words)
    told = f"{pages} captured pages lead to {begun} roots."
    return svg.picture(title, told, right, top, parts)


def _head(title: str) -> list[str]:
    y = 48.0
    return [
        svg.text(MARGIN, 28, title, size=17, bold=True),
        svg.path(svg.box(MARGIN, y - 10, 22, 13), fill="paper", ink="line"),
        svg.text(MARGIN + 28, y + 1, "captured page", size=12),
        svg.path(svg.box(MARGIN + 124, y - 10, 22, 13, radius=6), fill="tint", ink="deep"),
        svg.text(MARGIN + 152, y + 1, "reports what others said", size=12),
        svg.path(svg.box(MARGIN + 300, y - 10, 22, 13, radius=6), fill="tint", ink="deep", width=3),
        svg.text(MARGIN + 328, y + 1, "root: here the words begin", size=12),
        svg.path(svg.box(MARGIN + 490, y - 10, 22, 13, radius=6), fill="paper", ink="warm", dashes="4 3"),
        svg.text(MARGIN + 518, y + 1, "nobody is named", size=12),
        svg.line(MARGIN + 622, y - 3, MARGIN + 648, y - 3, width=1.4),
        _head_of_arrow(MARGIN + 654, y - 3),
        svg.text(MARGIN + 662, y + 1, "cites", size=12),
        svg.line(MARGIN + 706, y - 3, MARGIN + 738, y - 3, width=1.4, dashes="2 3"),
        svg.text(MARGIN + 744, y + 1, "is part of", size=12),
    ]


def _words(stop: Stop, whole: Web, report: Report, width: float) -> tuple[tuple[str, bool], ...]:
    """Return the lines of a node and whether each is bold."""
    room = (width - 16) / SIZE
    if stop.source:
        source = report.edition.sources[stop.source]
        # An id may part at its hyphens.
        id_lines = [line.replace("- ", "-") for line in svg.lines(source.id.replace("-", "- "), room / BOLD, 2)]
        published = day(source.published) if source.published else "undated"
        title = svg.lines(source.title, room, 3)
        return (*((line, False) for line in title), *((line, True) for line in id_lines), (published, False))
    if stop.link == UNKNOWN:
        return (("nobody is named", False),)
    name = [(line, True) for line in svg.lines(report.name(stop.link), room / BOLD, 3)]
    pages = len(whole.roots.get(stop, ()))
    counted = [("root of 1 page" if pages == 1 else f"root of {pages} pages", False)] if pages else []
    return (*name, *counted)


def _stop(
    stop: Stop, words: Sequence[tuple[str, bool]], x: float, y: float, width: float, whole: Web, report: Report
) -> str:
    height = LINE * len(words) + 10
    top = y - height / 2
    if stop.source:
        frame = svg.path(svg.box(x, top, width, height), fill="paper", ink="line")
        told = report.edition.sources[stop.source].title
    elif stop.link == UNKNOWN:
        frame = svg.path(svg.box(x, top, width, height, radius=9), fill="paper", ink="warm", dashes="4 3")
        told = "Nobody is named."
    else:
        root = stop in whole.roots
        frame = svg.path(svg.box(x, top, width, height, radius=9), fill="tint", ink="deep", width=3 if root else 1)
        told = report.name(stop.link) + (f": root of {', '.join(sorted(whole.roots[stop]))}" if root else "")
    lines = [
        svg.text(
            x + 8,
            top + 17 + LINE * i,
            line,
            size=SIZE,
            bold=bold,
            ink="ink" if not stop.source or not bold else "quiet",
        )
        for i, (line, bold) in enumerate(words)
    ]
    return svg.group(told, [frame, *lines])


def _edge(
    edge: tuple[Stop, Stop],
    route: Sequence[tuple[int, float]],
    whole: Web,
    report: Report,
    width: float,
    step: float,
    top: float,
) -> str:
    forward = route[0][0] < route[-1][0]
    shape, x, y = "", 0.0, 0.0
    for i, (layer, place) in enumerate(route):
        left = MARGIN + layer * step
        entry, leave = (left, left + width) if forward else (left + width, left)
        place += top
        if i == 0:
            shape = f"M{svg.number(leave)} {svg.number(place)}"
        else:
            ends = entry + (-7 if forward else 7) * (i == len(route) - 1)
            bend = (ends - x) / 2
            shape += (
                f"C{svg.number(x + bend)} {svg.number(y)} {svg.number(ends - bend)} {svg.number(place)} "
                f"{svg.number(ends)} {svg.number(place)}"
            )
            if i < len(route) - 1:
                shape += f"H{svg.number(leave)}"
        x, y = leave, place
    tip = MARGIN + route[-1][0] * step + (0 if forward else width)
    names = [report.name(stop.link) if stop.link else stop.source for stop in edge]
    claims, part = whole.edges[edge], edge in whole.parts
    verb = "is part of" if part else "cites"
    told = f"{names[0]} {verb} {names[1]} ({'1 claim' if claims == 1 else f'{claims} claims'})"
    dashes = "2 3" if part else "" if forward else "5 3"
    return svg.group(
        told,
        [
            svg.path(shape, ink="line", width=1.4 if claims == 1 else 2.2, dashes=dashes),
            _head_of_arrow(tip, top + route[-1][1], backwards=not forward),
        ],
    )


def _head_of_arrow(x: float, y: float, *, backwards: bool = False) -> str:
    away = 8 if backwards else -8
    return svg.path(f"M{svg.number(x)} {svg.number(y)}l{away} -4v8z", fill="line")
