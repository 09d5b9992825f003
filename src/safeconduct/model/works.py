# SPDX-License-Identifier: Apache-2.0
"""The works: how a thing is made.  Steps are data that can be printed, compared and tested without running them."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from .canonical import Digest

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


@frozen
class Made:
    """A reference to `output` of the step named `step`."""

    step: str
    output: str


@frozen
class Step:
    """One recipe run.

    `recipe` is "package.module:function", called as `function(inputs, params, out)`: `inputs` maps each name to a
    readable file, `out` is an empty folder where every name in `outputs` must be written.  `tools` names the
    distributions whose versions belong to the key.

    `sealed` names the outputs that another processor may make otherwise; whatever is made of them is no more exact.
    `aside` names the inputs that may differ by themselves without a change in any output but those `sealed`: what
    *they* were made of still counts.
    """

    name: str
    recipe: str
    inputs: Mapping[str, Digest | Made]
    params: Mapping[str, Json]
    outputs: tuple[str, ...]
    tools: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


@frozen
class Planned:
    """A file of the kit: its ASCII name, media type and the step output that becomes it."""

    file: str
    media_type: str
    made: Made


@frozen
class Measured:
    """What was measured on a product of a plan, and its `use`: "screen", "press", "sheet" or "sound"."""

    made: Made
    use: str


@frozen
class Plan:
    """How one piece in one language for one channel is made: steps, kit files, and the measurements of the products.

    The `imprint` is what must stand on the product besides the copy: sender, notice, sources, validity.
    """

    piece: str
    language: str
    channel: str
    steps: tuple[Step, ...]
    artifacts: tuple[Planned, ...]
    measured: tuple[Measured, ...] = ()
    imprint: tuple[str, ...] = ()


@frozen
class Artifact:
    """A finished file of the kit; `sealed` when another processor may make other bytes of the same manuscript."""

    file: str
    sha256: Digest
    size: int
    piece: str
    language: str
    channel: str
    media_type: str
    key: Digest
    sealed: bool = False


@frozen
class Mark:
    """What is stamped on every cell and spoken at both ends of a product that is not FINAL."""

    printed: str
    printed_short: str
    spoken_start: str
    spoken_end: str


@frozen
class Commission:
    """What a workshop is told about an edition besides piece, copy and channel.

    `labels` are the fixed words of the language, `credits` the printed attributions of what the copy cites, `mark`
    None when the piece is FINAL, `valid_until` the first expiry among what it cites.
    """

    edition: str
    as_of: date
    labels: Mapping[str, str]
    notice: str
    credits: tuple[str, ...]
    valid_until: date | None
    mark: Mark | None
    files: Mapping[str, Digest] = field(factory=dict)
