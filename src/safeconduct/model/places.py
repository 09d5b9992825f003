# SPDX-License-Identifier: Apache-2.0
"""Where something is: lines of the manuscript, a box on a proof, seconds of a master."""

from attrs import frozen


@frozen(order=True)
class Span:
    """Lines `first`..`last` (from 1, inclusive) of `file`, a path inside the manuscript with forward slashes."""

    file: str
    first: int = 1
    last: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.first}"


@frozen
class Sheet:
    """A box on page `page` (from 1) of artifact `file`: x, y, width, height in mm from the trim's top left."""

    file: str
    page: int
    box_mm: tuple[float, float, float, float]

    def __str__(self) -> str:
        return f"{self.file}, page {self.page}"


@frozen
class Moment:
    """Seconds `start_s`..`end_s` of artifact `file`."""

    file: str
    start_s: float
    end_s: float

    def __str__(self) -> str:
        return f"{self.file}, {self.start_s:.1f} s"


Place = Span | Sheet | Moment
