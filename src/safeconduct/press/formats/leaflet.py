# SPDX-License-Identifier: Apache-2.0
"""The leaflet: two sides.  Title and text before the first heading are the front, the rest is the back."""

from safeconduct.model.works import Plan
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, need_title, no_rows, picture_paths
from safeconduct.press.steps import Layout, printed
from safeconduct.press.wording import before_first_heading


def plan(job: Job) -> Plan:
    """Yield the steps of a leaflet; its picture is the piece's `front` art, and without one the front is all type."""
    no_rows(job)
    front, back = before_first_heading(job.copy.blocks)
    need_title(job, front)
    art = job.piece.art.get("front")
    pictures = job.picture_names([*([art] if art else []), *picture_paths(front, back)])
    table = {
        "front": blocks_of(front, job.copy.language, pictures),
        "back": blocks_of(back, job.copy.language, pictures),
        "picture": pictures[art] if art else None,
        "colophon": job.colophon(),
    }
    sides = (panels(job.channel.width_mm, job.channel.height_mm, 1),)
    inset = job.channel.safe_mm + 0.2
    return printed(job, Layout("leaflet.typ", table, pictures, sides, inset, inset))
