# SPDX-License-Identifier: Apache-2.0
"""Which page of ours a picture looks like, however it was scanned or photographed."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import field, frozen

from .corners import Corners, corners, quarter_turned
from .greys import AREA_PX, Grey, sized
from .placing import Placed, placed
from .tiles import AGREES, compared, ink_of

_CORNERS: Final = 450
_LEAST_TILES: Final = 12
_LEVELS: Final = (0.93, 1.1, 1.3, 1.55, 1.85, 2.2)
"""How much larger than a page a picture may be, side by side: a photo has a table around the page."""
_SHORT_LIST: Final = 4
_LEAST_AGREEING: Final = 12
_NEAR_BEST: Final = 0.25
"""Pages on which far fewer corners agree than on the best are not compared."""
LEAST_SHARE: Final = 0.75
LEAST_SEEN: Final = 0.6
MOST_UNLIKE: Final = 0.08
_UNLIKE: Final = 0.3


@frozen(eq=False)
class Page:
    """A page of ours, ready to be compared: `name` is the caller's."""

    name: str
    grey: Grey = field(repr=False)
    found: Corners = field(repr=False)


@frozen
class Like:
    """A page that a picture looks like.

    `share`: how many of its inked tiles agree, `unlike`: how many surely do not, `seen`: how many are in the picture,
    each 0 to 1.  `turned` counts quarter turns, `agreeing` corners.
    """

    name: str
    share: float
    unlike: float
    seen: float
    turned: int
    agreeing: int

    @property
    def is_alike(self) -> bool:
        """Whether this is enough to be told."""
        return self.share >= LEAST_SHARE and self.seen >= LEAST_SEEN and self.unlike <= MOST_UNLIKE


def page_of(name: str, grey: Grey) -> Page | None:
    """Return a page ready to be compared, or None for one with too little on it to be told from others."""
    small, _ = sized(grey, AREA_PX)
    if ink_of(small).sum() < _LEAST_TILES:
        return None
    return Page(name, small, corners(small, _CORNERS))


def likeness(picture: Grey, pages: Sequence[Page]) -> tuple[Like, ...]:
    """Return the pages that the picture may be of, the likest first; `Like.is_alike` says which are worth telling."""
    every = _every_corner(picture)
    high, wide = picture.shape
    found: list[Like] = []
    for quarters in (0, 1, 3, 2):
        turned = np.ascontiguousarray(np.rot90(picture, quarters))
        corners_there = quarter_turned(every, wide, high, quarters)
        proposals = ((page, placed(page.found, corners_there)) for page in pages)
        likely = [(page, lies) for page, lies in proposals if lies and lies.agreeing >= _LEAST_AGREEING]
        lying = sorted(likely, key=lambda pair: -pair[1].agreeing)
        lying = [pair for pair in lying[:_SHORT_LIST] if pair[1].agreeing > _NEAR_BEST * lying[0][1].agreeing]
        found += [told for page, lies in lying if (told := _compared(turned, page, lies, quarters))]
        if any(one.is_alike for one in found):
            break
    return tuple(sorted(found, key=lambda one: (not one.is_alike, one.unlike - one.share, one.name)))


def _every_corner(grey: Grey) -> Corners:
    places, patches = [], []
    for level in _LEVELS:
        small, factor = sized(grey, AREA_PX * level**2)
        found = corners(small, round(_CORNERS * level**2))
        places.append(found.places / factor)
        patches.append(found.patches)
    return Corners(np.concatenate(places), np.concatenate(patches))


def _compared(turned: Grey, page: Page, lies: Placed, quarters: int) -> Like | None:
    size = abs(float(np.linalg.det(lies.matrix[:2, :2]))) ** 0.5
    # Seen through at its own fineness, so that nothing is skipped between two samples.
    near, factor = sized(turned, turned.size / max(size, 0.2) ** 2)
    told = compared(page.grey, near, np.diag([factor, factor, 1.0]) @ lies.matrix)
    values = told.correlation[told.inked]
    visible = values[~np.isnan(values)]
    if not len(visible):
        return None
    return Like(
        page.name,
        share=float((visible >= AGREES).mean()),
        unlike=float((visible < _UNLIKE).mean()),
        seen=len(visible) / len(values),
        turned=quarters,
        agreeing=lies.agreeing,
    )
