# SPDX-License-Identifier: Apache-2.0
"""The phrase card: two sides of phrases to say and to point at, for people who share no language."""

from safeconduct.model.edition import Block, BlockKind
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Plan
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, need_title
from safeconduct.press.steps import Layout, printed
from safeconduct.press.wording import before_first_heading

FEWEST_PHRASES, MOST_PHRASES = 2, 60


def plan(job: Job) -> Plan:
    """Yield the steps of a phrase card.

    Title and text before the first heading stand on top of the front.  Every heading opens a group of table rows; all
    rows have the same columns: language tags, and "say" for how to pronounce it.  The template cuts the groups into
    the two sides.
    """
    head, rest = before_first_heading(job.copy.blocks)
    loose = [block for block in head if block.kind is BlockKind.ROW]
    head = [block for block in head if block.kind is not BlockKind.ROW]
    need_title(job, head)
    columns = _columns(job, [*loose, *rest])
    picture = next((block for block in job.copy.blocks if block.picture), None)
    if picture:
        raise StepRefusal(
            f"The phrase card “{job.piece.id}” has no room for a picture in {job.copy.language} ({picture.at}).",
            "take the picture out: a phrase card has words to point at.",
        )
    table = {
        "head": blocks_of(head, job.copy.language, {}),
        "groups": [
            {
                "heading": blocks_of(heading, job.copy.language, {}),
                "lines": blocks_of(lines, job.copy.language, {}),
            }
            for heading, lines in _groups([*loose, *rest])
        ],
        "columns": list(columns),
        "heads": [job.line(f"column-{tag}", job.label(f"column_{tag}")) for tag in columns],
        "colophon": job.colophon(),
    }
    sides = (panels(job.channel.width_mm, job.channel.height_mm, 1),)
    inset = job.channel.safe_mm + 0.2
    languages = frozenset(tag for tag in columns if tag != "say")
    return printed(job, Layout("phrase-card.typ", table, {}, sides, inset, inset, languages))


def _columns(job: Job, blocks: list[Block]) -> tuple[str, ...]:
    rows = [block for block in blocks if block.kind is BlockKind.ROW]
    if len(rows) < FEWEST_PHRASES:
        raise StepRefusal(
            f"The phrase card “{job.piece.id}” has fewer than {FEWEST_PHRASES} phrases in {job.copy.language}.",
            "write them as a table whose columns are language tags and “say”.",
        )
    if len(rows) > MOST_PHRASES:
        raise StepRefusal(
            f"The phrase card “{job.piece.id}” has {len(rows)} phrases in {job.copy.language}; "
            f"{MOST_PHRASES} is the most.",
            "leave the others out, or make a second card of them.",
        )
    other = next((row for row in rows if row.columns != rows[0].columns), None)
    if other:
        raise StepRefusal(
            f"The tables of the phrase card “{job.piece.id}” differ in their columns ({other.at}).",
            f"give every table the same ones: {' | '.join(rows[0].columns)}.",
        )
    return rows[0].columns


def _groups(blocks: list[Block]) -> list[tuple[list[Block], list[Block]]]:
    """Part blocks at their headings, into (the heading if there is one, what follows it)."""
    groups: list[tuple[list[Block], list[Block]]] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            groups.append(([block], []))
        elif groups:
            groups[-1][1].append(block)
        else:
            groups.append(([], [block]))
    return groups
