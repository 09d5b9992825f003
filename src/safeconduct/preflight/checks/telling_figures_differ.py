# SPDX-License-Identifier: Apache-2.0
"""Pieces that tell one record tell it with the same numbers and dates."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.passages import Retelling, mentions, printed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import FIGURES, tells


@check(
    id="telling-figures-differ",
    subject=Retelling,
    severity=Severity.STOP,
    rationale="One claim that has two numbers in two of our own pieces is believed in neither.",
    remedy="Print the same figure in every piece; a shorter telling may leave figures out, and alters none.",
    reference="docs/standard.md#languages",
)
def telling_figures_differ(retelling: Retelling, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    told = {link: mentions(link, scene.read, *FIGURES) for link in retelling.links}
    fullest = max(retelling.links, key=lambda link: len(told[link]))
    for link, said in told.items():
        for kind in FIGURES:
            known = [one for one in told[fullest] if one.kind is kind]
            other = [one for one in said if one.kind is kind and not any(tells(one, whole) for whole in known)]
            if known and other:
                yield Fault(
                    f"{printed(link, other)} in {link.where} is not what another piece tells for "
                    f"“{link.cite}”: {printed(fullest, known)} in {fullest.block.at}.",
                    at=link.block.at,
                )
