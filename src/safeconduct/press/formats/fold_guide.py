# SPDX-License-Identifier: Apache-2.0
"""The fold guide: a strip printed on both sides, one action a panel, folded to the size of a pocket."""

from collections.abc import Sequence

from safeconduct.model.edition import Block, BlockKind
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Plan
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, no_rows, picture_paths
from safeconduct.press.steps import Layout, printed
from safeconduct.press.wording import before_first_heading

MOST_STEPS = 6


def plan(job: Job) -> Plan:
    """Yield the steps of a fold guide.

    Title and text before the first heading are the cover; each STEP has a panel of its own (at most six); the other
    headings share the panels left, and the last panel ends with sender and notice.
    """
    no_rows(job)
    cover, rest = before_first_heading([b for b in job.copy.blocks if b.kind is not BlockKind.STEP])
    steps = [block for block in job.copy.blocks if block.kind is BlockKind.STEP]
    if not 1 <= len(steps) <= MOST_STEPS:
        raise StepRefusal(
            f"The fold guide “{job.piece.id}” has {len(steps)} steps in {job.copy.language}.",
            f"write between one and {MOST_STEPS} steps: each has a panel of its own.",
        )
    if not cover or cover[0].kind is not BlockKind.TITLE:
        raise StepRefusal(
            f"The fold guide “{job.piece.id}” has no title in {job.copy.language}.",
            "start its copy with a line such as “# Title {#title}”.",
        )
    kicker = _heading_of_steps(job.copy.blocks)
    rest = [block for block in rest if block is not kicker]
    art = job.piece.art.get("front")
    pictures = job.picture_names([*([art] if art else []), *picture_paths(cover, steps, rest)])
    table = {
        "cover": blocks_of(cover, job.copy.language, pictures),
        "steps": blocks_of(steps, job.copy.language, pictures),
        "kicker": blocks_of([kicker], job.copy.language, pictures)[0] if kicker else None,
        "rest": blocks_of(rest, job.copy.language, pictures),
        "picture": pictures[art] if art else None,
        "colophon": job.colophon(),
    }
    cells = panels(job.channel.width_mm, job.channel.height_mm, job.channel.panels)
    inset = job.channel.safe_mm + 0.2
    return printed(job, Layout("fold-guide.typ", table, pictures, cells, inset, inset))


def _heading_of_steps(blocks: Sequence[Block]) -> Block | None:
    first = next(i for i, block in enumerate(blocks) if block.kind is BlockKind.STEP)
    before = blocks[first - 1] if first else None
    return before if before and before.kind is BlockKind.HEADING else None
