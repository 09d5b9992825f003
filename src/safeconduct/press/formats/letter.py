# SPDX-License-Identifier: Apache-2.0
"""The letter: A4 to an official, with a table of what is enclosed and the digest of each file."""

from safeconduct.model.edition import BlockKind
from safeconduct.model.works import Plan
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, no_rows, picture_paths
from safeconduct.press.steps import Layout, printed


def plan(job: Job) -> Plan:
    """Yield the steps of a letter; the title is its subject, and `job.enclosed` its table of enclosures."""
    no_rows(job)
    pictures = job.picture_names(picture_paths(job.copy.blocks))
    title = [block for block in job.copy.blocks if block.kind is BlockKind.TITLE]
    body = [block for block in job.copy.blocks if block.kind is not BlockKind.TITLE]
    table = {
        "subject": blocks_of(title, job.copy.language, pictures),
        "body": blocks_of(body, job.copy.language, pictures),
        "labels": {key: job.line(key, job.label(key)) for key in ("enclosures", "file", "digest", "page")},
        "page": job.label("page"),
        "colophon": job.colophon(),
    }
    channel = job.channel
    cells = panels(channel.width_mm, channel.height_mm, 1)
    return printed(job, Layout("letter.typ", table, pictures, cells, 22, 11))
