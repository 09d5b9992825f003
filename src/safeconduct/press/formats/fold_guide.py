# SPDX-License-Identifier: Apache-2.0
"""The fold guide: a strip printed on both sides, one action a panel, folded to the size of a pocket."""

from safeconduct.model.edition import BlockKind
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Plan
from safeconduct.press.folding import most_steps, pages, reading_order
from safeconduct.press.job import Job, blocks_of, need_title, no_rows, picture_paths
from safeconduct.press.steps import Layout, printed
from safeconduct.press.wording import before_first_heading, heading_of_steps


def plan(job: Job) -> Plan:
    """Yield the steps of a fold guide; the panels are read in the order that `press.folding` works out.

    Title and text before the first heading are the cover; each STEP has a panel of its own; the other headings share
    the panels left, and the last one ends with sender and notice.
    """
    no_rows(job)
    cover, rest = before_first_heading([b for b in job.copy.blocks if b.kind is not BlockKind.STEP])
    steps = [block for block in job.copy.blocks if block.kind is BlockKind.STEP]
    most = most_steps(job.channel)
    if not 1 <= len(steps) <= most:
        why = "a roll shows its inside in order, and nothing else" if job.channel.fold == "roll" else "each has a panel"
        raise StepRefusal(
            f"The fold guide “{job.piece.id}” has {len(steps)} steps in {job.copy.language}; "
            f"{job.channel.id} holds one to {most}: {why}.",
            f"write between one and {most} steps, or take a channel with more panels or another fold.",
        )
    need_title(job, cover)
    kicker = heading_of_steps(job.copy.blocks)
    rest = [block for block in rest if block is not kicker]
    art = job.piece.art.get("front")
    pictures = job.picture_names([*([art] if art else []), *picture_paths(cover, steps, rest)])
    sides = pages(job.channel)
    table = {
        "cover": blocks_of(cover, job.copy.language, pictures),
        "steps": blocks_of(steps, job.copy.language, pictures),
        "kicker": blocks_of([kicker], job.copy.language, pictures)[0] if kicker else None,
        "rest": blocks_of(rest, job.copy.language, pictures),
        "picture": pictures[art] if art else None,
        "colophon": job.colophon(),
        "strip": [[list(box) for box in side] for side in sides],
        "order": [list(place) for place in reading_order(job.channel)],
    }
    inset = job.channel.safe_mm + 0.2
    return printed(job, Layout("fold-guide.typ", table, pictures, sides, inset, inset))
