# SPDX-License-Identifier: Apache-2.0
"""The recipient brief: what the readers were told, so that whoever receives them knows the same steps."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from safeconduct.model.edition import Block, BlockKind, Copy
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Plan
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, picture_paths
from safeconduct.press.steps import Layout, printed
from safeconduct.press.wording import SetBlock, before_first_heading, set_runs

_LABELS = (
    "told_readers", "step", "picture", "answer", "confirm", "reject", "reasons", "checked_by",
    "promised", "no_promises", "phrases", "page",
)  # fmt: skip


def plan(job: Job) -> Plan:
    """Yield the steps of a brief: the guide's steps in two languages with boxes to tick, promises, phrases.

    Raises `StepRefusal` when it is about no guide, or when the guide's languages do not have the same steps.
    """
    ours = _steps(job, job.about)
    theirs = _steps(job, job.about_readers)
    if [block.id for block in ours] != [block.id for block in theirs]:
        raise StepRefusal(
            f"The guide that the brief “{job.piece.id}” repeats does not have the same steps in both languages.",
            "give the steps the same ids in the same order in every language.",
        )
    readers = job.about_readers.language if job.about_readers else job.copy.language
    intro, rest = before_first_heading(job.copy.blocks)
    loose = [block for block in intro if block.kind is BlockKind.ROW]
    pictures = job.picture_names(picture_paths(ours, intro, rest))
    table = {
        "intro": blocks_of([b for b in intro if b.kind is not BlockKind.ROW], job.copy.language, pictures),
        "steps": [
            {
                "id": our.id,
                "picture": pictures.get(our.picture) if our.picture else None,
                "alt": our.alt,
                "ours": set_runs(our.id, job.copy.language, our.runs),
                "theirs": set_runs(their.id, readers, their.runs),
            }
            for our, their in zip(ours, theirs, strict=True)
        ],
        "readers": readers,
        "promises": [
            {"text": job.line("promise", text), "promisor": job.line("promisor", promisor)}
            for text, promisor in job.promises
        ],
        "rest": _with_cards(job, [*rest, *loose], pictures),
        "heads": [job.line(f"column-{tag}", job.label(f"column_{tag}")) for tag in (job.copy.language, readers)],
        "labels": {key: job.line(key, job.label(key)) for key in _LABELS},
        "page": job.label("page"),
        "colophon": job.colophon(),
    }
    languages = frozenset({readers, *(tag for block in job.copy.blocks for tag in block.columns if tag != "say")})
    sides = (panels(job.channel.width_mm, job.channel.height_mm, 1),)
    return printed(job, Layout("brief.typ", table, pictures, sides, 16, 11, languages))


def _steps(job: Job, guide: Copy | None) -> list[Block]:
    if guide is None:
        raise StepRefusal(
            f"The brief “{job.piece.id}” does not say which guide it is about.",
            'write about = "…" with the id of the guide in its piece.toml, and see that the guide has both languages.',
        )
    return [block for block in guide.blocks if block.kind is BlockKind.STEP]


def _with_cards(job: Job, blocks: Sequence[Block], pictures: Mapping[str, str]) -> list[SetBlock]:
    """Return blocks for the template, neighbouring rows with the same columns gathered into one phrase card."""
    found: list[SetBlock] = []
    for card, group in groupby(blocks, lambda block: block.columns if block.kind is BlockKind.ROW else None):
        members = list(group)
        if card is None:
            found += blocks_of(members, job.copy.language, pictures)
            continue
        headed = bool(found) and found[-1]["kind"] == "heading"
        columns = [job.line(f"column-{tag}", job.label(f"column_{tag}")) for tag in card]
        rows = blocks_of(members, job.copy.language, pictures)
        found.append({"kind": "card", "headed": headed, "columns": columns, "rows": rows})
    return found
