# SPDX-License-Identifier: Apache-2.0
"""The step poster: one side, hung where people wait; every step a large picture, a number and few words."""

from safeconduct.model.edition import BlockKind
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Plan
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, need_title, no_rows, picture_paths
from safeconduct.press.steps import Layout, printed
from safeconduct.press.wording import before_first_heading, heading_of_steps

FEWEST_STEPS, MOST_STEPS = 2, 9


def plan(job: Job) -> Plan:
    """Yield the steps of a poster.

    Title and text before the first heading stand on top, the STEPs (two to nine) in a grid that suits their number,
    the other headings with their text in the band below, then sender and notice.
    """
    no_rows(job)
    top, rest = before_first_heading([b for b in job.copy.blocks if b.kind is not BlockKind.STEP])
    steps = [block for block in job.copy.blocks if block.kind is BlockKind.STEP]
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        raise StepRefusal(
            f"The poster “{job.piece.id}” has {len(steps)} steps in {job.copy.language}.",
            f"write between {FEWEST_STEPS} and {MOST_STEPS}: fewer need no grid, more cannot be read from two metres.",
        )
    need_title(job, top)
    kicker = heading_of_steps(job.copy.blocks)
    rest = [block for block in rest if block is not kicker]
    pictures = job.picture_names(picture_paths(top, steps, rest))
    table = {
        "top": blocks_of(top, job.copy.language, pictures),
        "kicker": blocks_of([kicker], job.copy.language, pictures)[0] if kicker else None,
        "steps": blocks_of(steps, job.copy.language, pictures),
        "rest": blocks_of(rest, job.copy.language, pictures),
        "colophon": job.colophon(),
    }
    sides = (panels(job.channel.width_mm, job.channel.height_mm, 1),)
    inset = job.channel.safe_mm + 0.2
    return printed(job, Layout("poster.typ", table, pictures, sides, inset, inset))
