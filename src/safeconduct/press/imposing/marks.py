# SPDX-License-Identifier: Apache-2.0
"""Everything a printer steers by, outside every trim and bleed: crop and fold marks, registration targets, guides.

Worked out for the front, and for the back from the turn of the paper, so that each mark lies behind itself.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from safeconduct.press.geometry import Box

from .plans import Imposition, Side, turned_in

CROP_PT, GUIDE_PT = 0.25, 1.0
LANE_MM = 2.8
"""The depth of the slug line and of the colour bar."""
_LONGEST_MM, _TARGET_MM, _CLEAR_MM, _OFF_MM = 5.0, 2.2, 0.5, 0.6
_SMALLEST_TARGET_MM = 0.9


@frozen
class Stroke:
    """A straight line from (x0, y0) to (x1, y1), mm from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float
    width_pt: float = CROP_PT
    dashed: bool = False


@frozen
class Target:
    """A registration target: a circle and a cross."""

    x: float
    y: float
    radius: float


@frozen
class Marks:
    """The marks of one side, and the two free lanes: the slug line's and the colour bar's (mm)."""

    strokes: tuple[Stroke, ...]
    targets: tuple[Target, ...]
    slug: Box
    bar: Box


@frozen
class _Edges:
    """Two opposite sides of the leaves, told as if they were the upper and the lower; `swapped`: left and right.

    The trims run from `start` to `end`, the bleeds end at `near` and `far`, and there is `room` before nothing prints;
    `lines` are where trims and folds meet these sides, `laned`: the slug line and the bar lie here.
    """

    swapped: bool
    start: float
    end: float
    near: float
    far: float
    room: float
    trims: tuple[float, ...]
    folds: tuple[float, ...]
    laned: bool

    @property
    def mark(self) -> float:
        return max(0.0, min(_LONGEST_MM, self.room - (LANE_MM if self.laned else 0.0)))

    def stroke(self, x0: float, y0: float, x1: float, y1: float, width_pt: float, *, dashed: bool) -> Stroke:
        return Stroke(y0, x0, y1, x1, width_pt, dashed) if self.swapped else Stroke(x0, y0, x1, y1, width_pt, dashed)

    def target(self, x: float, y: float, radius: float) -> Target:
        return Target(y, x, radius) if self.swapped else Target(x, y, radius)

    def box(self, x: float, y: float, wide: float, high: float) -> Box:
        return (y, x, high, wide) if self.swapped else (x, y, wide, high)


def marks_of(plan: Imposition, side: Side) -> Marks:
    """Return the marks of one side of a sheet."""
    level, upright = both = _edges(plan)
    guide_at, guide = _side_guide(plan, level, upright)
    strokes = [*_strokes(level), *_strokes(upright), guide]
    targets = [target for edges in both for target in _targets(edges, guide_at)]
    if plan.flip and plan.turn.one_plate:
        # The plate is its own back.
        targets = list(dict.fromkeys([*targets, *(_behind_target(plan, one) for one in targets)]))
    elif plan.flip and side.face == "back":
        strokes = [_behind(plan, stroke) for stroke in strokes]
        targets = [_behind_target(plan, one) for one in targets]
        guide = strokes[-1]
    in_the_way = Target((guide.x0 + guide.x1) / 2, (guide.y0 + guide.y1) / 2, 1.5)
    slug, bar = _lanes(level if level.laned else upright, [*targets, in_the_way])
    return Marks(tuple(strokes), tuple(targets), slug, bar)


def _edges(plan: Imposition) -> tuple[_Edges, _Edges]:
    x, y, wide, high = plan.block
    leaf, blank = plan.grid.leaf, plan.grid.sheet.blank_mm
    room_x, room_y = (max(0.0, margin - leaf.bleed_mm - blank) for margin in (x, y))
    # A line that lies level is read more easily, where there is room for it beyond full marks.
    upright_lanes = room_y < LANE_MM + _LONGEST_MM and room_x > room_y
    sides, ends = _crossings(plan, (0.0, leaf.width_mm)), _crossings(plan, (0.0, leaf.height_mm), down=True)
    folds = _crossings(plan, plan.folds)
    none: tuple[float, ...] = ()
    if plan.grid.rotation:
        across, down, folds_across, folds_down = ends, sides, none, folds
    else:
        across, down, folds_across, folds_down = sides, ends, folds, none
    top, low = y - leaf.bleed_mm, y + high + leaf.bleed_mm
    left, right = x - leaf.bleed_mm, x + wide + leaf.bleed_mm
    return (
        _Edges(False, x, x + wide, top, low, room_y, across, folds_across, not upright_lanes),
        _Edges(True, y, y + high, left, right, room_x, down, folds_down, upright_lanes),
    )


def _crossings(plan: Imposition, distances: Sequence[float], *, down: bool = False) -> tuple[float, ...]:
    """Where lines at these distances from the left (`down`: from the head) of every leaf run on the sheet."""
    leaf, turned = plan.grid.leaf, bool(plan.grid.rotation)
    size = (leaf.width_mm, leaf.height_mm)
    spots = (
        turned_in(box, size, plan.grid.rotation, (0.0, at, size[0], 0.0) if down else (at, 0.0, 0.0, size[1]))
        for box in plan.grid.cells()
        for at in distances
    )
    return tuple(sorted({round(spot[1] if down != turned else spot[0], 4) for spot in spots}))


def _strokes(edges: _Edges) -> Iterator[Stroke]:
    for lines, dashed in ((edges.trims, False), (edges.folds, True)):
        for at in lines if edges.mark > 0 else ():
            yield edges.stroke(at, edges.near - edges.mark, at, edges.near, CROP_PT, dashed=dashed)
            yield edges.stroke(at, edges.far, at, edges.far + edges.mark, CROP_PT, dashed=dashed)


def _side_guide(plan: Imposition, level: _Edges, upright: _Edges) -> tuple[tuple[bool, float], Stroke]:
    """A short thick line at the edge that lies against the side guide, near the upper left corner of the front."""
    sheet = plan.grid.sheet
    edges, whole = (level, sheet.width_mm) if sheet.grips == "long" else (upright, sheet.height_mm)
    lines = sorted({edges.start, *edges.trims, *edges.folds})
    gaps = [(a + b) / 2 for a, b in pairwise(lines) if b - a > 4] or [whole * 0.1]
    at = min(gaps, key=lambda spot: (abs(spot - whole * 0.15), spot))
    end = sheet.blank_mm + min(3.0, edges.room)
    return (edges.swapped, at), edges.stroke(at, sheet.blank_mm, at, end, GUIDE_PT, dashed=False)


def _targets(edges: _Edges, guide: tuple[bool, float]) -> Iterator[Target]:
    """Yield a target on each of two opposite sides with room for one, as near the middle as other marks let it be."""
    radius = min(_TARGET_MM, edges.room / 2 - 0.1)
    others = [guide[1]] if guide[0] is edges.swapped else []
    lines = sorted({edges.start, edges.end, *edges.trims, *edges.folds, *others})
    gaps = [(a + b) / 2 for a, b in pairwise(lines) if b - a > 2 * (radius + _CLEAR_MM)]
    if radius >= _SMALLEST_TARGET_MM and gaps:
        middle = (edges.start + edges.end) / 2
        at = min(gaps, key=lambda spot: (round(abs(spot - middle), 3), spot))
        off = radius + min(_OFF_MM, edges.room / 2 - radius)
        yield edges.target(at, edges.near - off, radius)
        yield edges.target(at, edges.far + off, radius)


def _behind(plan: Imposition, stroke: Stroke) -> Stroke:
    (x0, y0), (x1, y1) = (_spot_behind(plan, *spot) for spot in ((stroke.x0, stroke.y0), (stroke.x1, stroke.y1)))
    return Stroke(x0, y0, x1, y1, stroke.width_pt, stroke.dashed)


def _behind_target(plan: Imposition, target: Target) -> Target:
    x, y = _spot_behind(plan, target.x, target.y)
    return Target(round(x, 6), round(y, 6), target.radius)


def _spot_behind(plan: Imposition, x: float, y: float) -> tuple[float, float]:
    return plan.flip.box((x, y, 0.0, 0.0))[:2] if plan.flip else (x, y)


def _lanes(edges: _Edges, targets: Sequence[Target]) -> tuple[Box, Box]:
    """The longest stretches of the two lanes that no target interrupts: beyond the marks, as near to them as may be."""
    depth = min(LANE_MM, edges.room)
    off = min(edges.mark + _OFF_MM, edges.room - depth)
    near, far = edges.near - off - depth, edges.far + off
    boxes = []
    for lane in (near, far):
        hits = []
        for target in targets:
            along, across = (target.y, target.x) if edges.swapped else (target.x, target.y)
            if lane - target.radius - _CLEAR_MM < across < lane + depth + target.radius + _CLEAR_MM:
                hits.append(along)
        start, end = _free(edges.start, edges.end, hits)
        boxes.append(edges.box(start, lane, end - start, depth))
    return boxes[0], boxes[1]


def _free(start: float, end: float, hits: Sequence[float]) -> tuple[float, float]:
    reach = _TARGET_MM + _CLEAR_MM
    stops = sorted([start - reach, *(hit for hit in hits if start < hit < end), end + reach])
    free = [(a + reach, b - reach) for a, b in pairwise(stops)]
    return max(free, key=lambda stretch: round(stretch[1] - stretch[0], 3))
