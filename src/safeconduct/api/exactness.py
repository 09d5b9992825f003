# SPDX-License-Identifier: Apache-2.0
"""Exactness: which files come out the same to the bit on every processor, and which are only sealed."""

from collections.abc import Iterable
from functools import cache

from safeconduct.model.works import Made, Step


def sealed_outputs(steps: Iterable[Step]) -> frozenset[Made]:
    """Return every output that another processor may make otherwise, itself or because of what it was made of.

    `steps` must be whole (each step that another waits for is among them) and without a circle, as `build` wants them.
    """
    known = {step.name: step for step in steps}

    @cache
    def made_of_sealed(name: str) -> bool:
        step = known[name]
        return any(
            made_of_sealed(ref.step) or (ref.output in known[ref.step].sealed and given not in step.aside)
            for given, ref in step.inputs.items()
            if isinstance(ref, Made)
        )

    return frozenset(
        Made(step.name, output)
        for step in known.values()
        for output in step.outputs
        if output in step.sealed or made_of_sealed(step.name)
    )
