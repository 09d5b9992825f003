# SPDX-License-Identifier: Apache-2.0
"""The latest word of a press: each follows the one before it and forgets nothing that was recalled."""

from collections.abc import Mapping
from datetime import date

from safeconduct.model.canonical import Digest
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.sealed import Recall, StatusWord
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.records import STATUS_SCHEMA, record_bytes, status_from


def following(
    before: StatusWord | None,
    today: date,
    next_by: date,
    root_version: int,
    log_head: Digest | None,
    latest: Mapping[str, int],
    recalled: tuple[Recall, ...] = (),
) -> StatusWord:
    """Return the word that follows `before`: its number, today's day, `next_by` when the one after it is due.

    `latest` and `recalled` are added to what was said.  Raises `UsageRefusal` when a number would go back, a recall
    cannot be spelled, or the day is not to come.
    """
    if next_by <= today:
        raise UsageRefusal(f"{next_by} is over.", "write with --next the day by which you will give the next word.")
    known = dict(before.latest) if before else {}
    for line, version in latest.items():
        if version < known.get(line, 0):
            raise UsageRefusal(
                f"{line} has been said to have version {known[line]} already.",
                "a version cannot be taken back: recall it.",
            )
        known[line] = version
    told = before.recalled if before else ()
    word = StatusWord(
        schema=STATUS_SCHEMA,
        version=before.version + 1 if before else 1,
        issued=max(today, before.issued) if before else today,
        next=next_by,
        root_version=root_version,
        log_head=log_head,
        latest=known,
        recalled=(*told, *(one for one in recalled if one not in told)),
    )
    try:
        return status_from(record_bytes(word))
    except MetadataError as fault:
        raise UsageRefusal(f"This word cannot be written. {fault}", "mend what it names.") from None
