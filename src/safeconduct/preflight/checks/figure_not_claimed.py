# SPDX-License-Identifier: Apache-2.0
"""A link prints no number and no date that its record does not carry."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.passages import Link, mentions, printed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import FIGURES, uncarried


@check(
    id="figure-not-claimed",
    subject=Link,
    severity=Severity.STOP,
    rationale="A citation vouches for every figure in it; one that the record does not carry is a forged reference.",
    remedy=(
        "Print the figure that the record has, or write into the record where this one comes from (its text, "
        "quantity, as_of, happened or a quotation)."
    ),
    reference="docs/standard.md#wording",
)
def figure_not_claimed(link: Link, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    record = scene.edition.record(link.cite)
    said = mentions(link, scene.read, *FIGURES)
    foreign = uncarried(said, record, scene) if record and said else []
    if record and foreign:
        words = printed(link, foreign)
        yield Fault(f"{words} in {link.where} is not what “{link.cite}” carries ({record.at}).")
