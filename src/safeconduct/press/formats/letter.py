# SPDX-License-Identifier: Apache-2.0
"""The letter: A4 to an official, with a list of what is enclosed, the digest of each file and one of the list."""

from safeconduct.model.edition import BlockKind
from safeconduct.model.works import Plan
from safeconduct.press.consigned import by_piece
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, no_rows, picture_paths
from safeconduct.press.steps import Layout, printed

_LABELS = ("to", "signature", "enclosures", "file", "digest", "list_fingerprint", "list_fingerprint_text")
_PRESS_LABELS = ("press_fingerprint", "press_fingerprint_text")


def plan(job: Job) -> Plan:
    """Yield the steps of a letter; the title is its subject, and the list of enclosures shows `job.enclosed`.

    The list is parted by piece.  The fingerprint covers every file of it: `model.fingerprints.list_fingerprint`.
    Above it stands, where the edition gives one, the fingerprint by which a recipient knows the press.
    """
    no_rows(job)
    pictures = job.picture_names(picture_paths(job.copy.blocks))
    title = [block for block in job.copy.blocks if block.kind is BlockKind.TITLE]
    body = [block for block in job.copy.blocks if block.kind is not BlockKind.TITLE]
    groups = _groups(job)
    count = job.label("files_and_pieces").format(files=len(job.enclosed), pieces=len(groups))
    labels = (*_LABELS, *(_PRESS_LABELS if job.press else ()))
    table = {
        "subject": blocks_of(title, job.copy.language, pictures),
        "text": blocks_of(body, job.copy.language, pictures),
        "addressee": job.line("addressee", job.addressee) if job.addressee else None,
        "day": job.line("day", job.label("day_text")),
        "groups": groups,
        "press": job.press,
        "labels": {**{key: job.line(key, job.label(key)) for key in labels}, "count": job.line("count", count)},
        "page": job.label("page"),
        "colophon": job.colophon(),
    }
    languages = frozenset(product.title_language for product in job.products)
    sides = (panels(job.channel.width_mm, job.channel.height_mm, 1),)
    return printed(job, Layout("letter.typ", table, pictures, sides, 22, 11, languages))


def _groups(job: Job) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = []
    for name, products in by_piece(job.products).items():
        files = [file for product in products for file in sorted(product.files) if file in job.enclosed]
        if files:
            groups.append({"title": products[0].heading(f"title-of-{name}"), "files": files})
    listed = {file for product in job.products for file in product.files}
    if others := sorted(set(job.enclosed) - listed):
        groups.append({"title": job.line("others", job.label("file")), "files": others})
    return groups
