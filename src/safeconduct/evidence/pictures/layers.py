# SPDX-License-Identifier: Apache-2.0
"""Layers: places for the nodes of a small directed graph, so that what leads to one node is seen to meet there.

After Sugiyama, Tagawa and Toda (1981): layers by longest path, order by barycentres, then heights by least squares.
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from attrs import frozen

Node = TypeVar("Node", bound=Hashable)
SWEEPS = 24
STRAIGHT = 8.0
"""How much more a long edge wants to be straight than a node wants to stand between its neighbours."""


@frozen
class _Bend:
    """A place on the way of an edge that passes a layer."""

    edge: int
    layer: int


@frozen
class Layout(Generic[Node]):
    """`layer` (from 0) and middle `y` px of each node; `routes` has the (layer, y) of every edge, ends included."""

    layer: Mapping[Node, int]
    y: Mapping[Node, float]
    routes: tuple[tuple[tuple[int, float], ...], ...]
    height: float


def components(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> tuple[tuple[Node, ...], ...]:
    """Return the nodes in groups that no edge joins, in the order of `nodes`."""
    beside: dict[Node, list[Node]] = {node: [] for node in nodes}
    for start, end in edges:
        beside[start].append(end)
        beside[end].append(start)
    place = {node: i for i, node in enumerate(nodes)}
    groups, met = list[tuple[Node, ...]](), set[Node]()
    for node in nodes:
        if node in met:
            continue
        group, queue = {node}, [node]
        while queue:
            new = set(beside[queue.pop()]) - group
            group |= new
            queue += new
        met |= group
        groups.append(tuple(sorted(group, key=lambda each: place[each])))
    return tuple(groups)


def depth(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> int:
    """Return the number of layers that the graph needs."""
    return 1 + max(_layers(nodes, _forward(nodes, edges), 0).values(), default=0)


def layered(
    nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]], heights: Mapping[Node, float], last: int, gap: float
) -> Layout[Node]:
    """Lay the graph out in layers 0 to `last`; nodes that lead nowhere stand in the last one.

    `heights` are px; neighbours in a layer are at least `gap` px apart.  An edge that would close a circle runs
    backwards.
    """
    forward = _forward(nodes, edges)
    layer = _layers(nodes, forward, last)
    ways: list[list[Node | _Bend]] = []
    for i, (start, end) in enumerate(forward):
        between = [_Bend(i, each) for each in range(layer[start] + 1, layer[end])]
        ways.append([start, *between, end])
    columns: list[list[Node | _Bend]] = [[] for _ in range(last + 1)]
    for node in nodes:
        columns[layer[node]].append(node)
    for way in ways:
        for bend in way[1:-1]:
            assert isinstance(bend, _Bend)  # noqa: S101 - only the ends of a way are nodes
            columns[bend.layer].append(bend)
    pairs = [pair for way in ways for pair in pairwise(way)]
    _sort(columns, pairs)
    tall = {
        each: heights.get(each, 6.0) if not isinstance(each, _Bend) else 6.0 for column in columns for each in column
    }
    y = _heights(columns, pairs, tall, gap)
    top = min((y[each] - tall[each] / 2 for each in y), default=0.0)
    y = {each: place - top for each, place in y.items()}
    height = max((y[each] + tall[each] / 2 for each in y), default=0.0)
    routes = []
    for (start, _), way, (given, _end) in zip(forward, ways, edges, strict=True):
        route = [(each.layer if isinstance(each, _Bend) else layer[each], y[each]) for each in way]
        routes.append(tuple(route if start == given else reversed(route)))
    return Layout(layer, {node: y[node] for node in nodes}, tuple(routes), height)


def _forward(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
    """Return the edges, those that would close a circle turned round."""
    after: dict[Node, set[Node]] = {node: set() for node in nodes}
    made = []
    for start, end in edges:
        if start == end or _leads(after, end, start):
            made.append((end, start))
        else:
            after[start].add(end)
            made.append((start, end))
    return made


def _leads(after: Mapping[Node, set[Node]], start: Node, goal: Node) -> bool:
    met, queue = {start}, [start]
    while queue:
        each = queue.pop()
        if each == goal:
            return True
        new = after[each] - met
        met |= new
        queue += new
    return False


def _layers(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]], last: int) -> dict[Node, int]:
    layer = dict.fromkeys(nodes, 0)
    for _ in nodes:
        moved = False
        for start, end in edges:
            if layer[end] <= layer[start]:
                layer[end], moved = layer[start] + 1, True
        if not moved:
            break
    leading, led = {start for start, _ in edges}, {end for _, end in edges}
    return {node: max(last, at) if node in led and node not in leading else at for node, at in layer.items()}


def _sort(columns: list[list[Node | _Bend]], pairs: Sequence[tuple[Node | _Bend, Node | _Bend]]) -> None:
    before: dict[Node | _Bend, list[Node | _Bend]] = {}
    after: dict[Node | _Bend, list[Node | _Bend]] = {}
    for start, end in pairs:
        after.setdefault(start, []).append(end)
        before.setdefault(end, []).append(start)
    rank = {each: i for column in columns for i, each in enumerate(column)}
    for sweep in range(SWEEPS):
        beside, order = (before, columns[1:]) if sweep % 2 == 0 else (after, columns[-2::-1])
        for column in order:
            middle = {each: _mean([rank[other] for other in beside.get(each, ())], rank[each]) for each in column}
            column.sort(key=lambda each: middle[each])
            rank.update({each: i for i, each in enumerate(column)})


def _heights(
    columns: Sequence[Sequence[Node | _Bend]],
    pairs: Sequence[tuple[Node | _Bend, Node | _Bend]],
    tall: Mapping[Node | _Bend, float],
    gap: float,
) -> dict[Node | _Bend, float]:
    beside: dict[Node | _Bend, list[Node | _Bend]] = {}
    for start, end in pairs:
        beside.setdefault(start, []).append(end)
        beside.setdefault(end, []).append(start)
    y: dict[Node | _Bend, float] = {}
    for column in columns:
        y.update(zip(column, _apart([0.0] * len(column), [tall[each] for each in column], gap), strict=True))
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = [_between(each, beside.get(each, ()), y) for each in column]
            y.update(zip(column, _apart(wanted, [tall[each] for each in column], gap), strict=True))
    return y


def _between(each: Node | _Bend, beside: Sequence[Node | _Bend], y: Mapping[Node | _Bend, float]) -> float:
    if not beside:
        return y[each]
    along = [STRAIGHT if isinstance(each, _Bend) and isinstance(other, _Bend) else 1.0 for other in beside]
    return sum(weight * y[other] for weight, other in zip(along, beside, strict=True)) / sum(along)


def _apart(wanted: Sequence[float], tall: Sequence[float], gap: float) -> list[float]:
    """Return middles in this order, as near to `wanted` as least squares allow, without overlap.

    Taking the distances away leaves a search for the nearest ascending numbers: pools of neighbours share a mean.
    """
    offsets, at = list[float](), 0.0
    for i, height in enumerate(tall):
        at += (tall[i - 1] + height) / 2 + gap if i else 0.0
        offsets.append(at)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
