# SPDX-License-Identifier: Apache-2.0
"""What is said: the copy, and the sentences around it."""

from collections.abc import Iterator
from typing import Final

from safeconduct.model.edition import SPOKEN, WHOLE
from safeconduct.model.product import SENDER_END, SENDER_START, SLATE_END, SLATE_START, SYNTHETIC, VALID_UNTIL

from .job import Job

BY_MACHINE: Final = (SLATE_START, SLATE_END, SYNTHETIC)
"""What a narrator never reads: it is spoken by the draft voice."""


def sentences(job: Job) -> tuple[tuple[str, str, int], ...]:
    """Return everything that is said, in order: its block, its words as written, and the number of the saying."""
    return tuple(_sentences(job))


def _sentences(job: Job) -> Iterator[tuple[str, str, int]]:
    labels, mark = job.commission.labels, job.commission.mark

    def added(block: str, text: str) -> tuple[str, str, int]:
        return block, " ".join(text.replace("{sender}", job.sender).split()), 1

    if mark:
        yield added(SLATE_START, mark.spoken_start)
    yield added(SENDER_START, labels["spoken_from"])
    if _drafted(job):
        yield added(SYNTHETIC, labels["spoken_synthetic"])
    for saying in range(1, job.form.times + 1):
        for block in job.copy.blocks:
            if block.kind in SPOKEN:
                yield block.id, " ".join(block.text.split()), saying
    if job.house.say_valid_until and job.commission.valid_until:
        yield added(VALID_UNTIL, labels["valid_until_text"])
    yield added(SENDER_END, labels["spoken_end"])
    if mark:
        yield added(SLATE_END, mark.spoken_end)


def _drafted(job: Job) -> bool:
    """Return whether anything of the message is spoken by a machine: then it says so itself."""
    until = (VALID_UNTIL,) if job.house.say_valid_until and job.commission.valid_until else ()
    message = (SENDER_START, *(block.id for block in job.copy.blocks if block.kind in SPOKEN), *until, SENDER_END)
    return WHOLE not in job.recorded and any(block not in job.recorded for block in message)
