# SPDX-License-Identifier: Apache-2.0
"""What the files of a recall are called, and what its notice says in each language."""

from collections.abc import Sequence

from safeconduct.model.recall_notice import NOTICE_LANGUAGES, RecallNotice
from safeconduct.model.sealed import Recall, StatusWord, Texts


def stem_of(recall: Recall) -> str:
    """Return how the files of a recall begin."""
    return f"recall.{recall.id}.{recall.first}-{recall.last}"


def stems_of(recalls: Sequence[Recall]) -> tuple[str, ...]:
    """Return how the files of each recall begin; of several for the same versions the later ones are numbered."""
    stems: list[str] = []
    for recall in recalls:
        before = sum(stem_of(other) == stem_of(recall) for other in recalls[: len(stems)])
        stems.append(f"{stem_of(recall)}.{before + 1}" if before else stem_of(recall))
    return tuple(stems)


def notice_of(
    status: StatusWord, recall: Recall, titles: Texts, press: Texts, fingerprint: str, reader: str
) -> RecallNotice:
    """Return what the notice of a recall says in one of `READERS`; where a title is missing, the id stands for it."""
    return RecallNotice(
        language=NOTICE_LANGUAGES[reader],
        id=recall.id,
        title=_in(titles, reader) or recall.id,
        sender=_in(press, reader),
        first=recall.first,
        last=recall.last,
        steps=recall.steps,
        on=recall.on,
        severity=recall.severity,
        reason=_in(recall.reason, reader),
        replaced_by=recall.replaced_by,
        status_version=status.version,
        status_issued=status.issued,
        status_next=status.next,
        root_version=status.root_version,
        fingerprint=fingerprint,
    )


def _in(texts: Texts, reader: str) -> str:
    """The text for a reader: in the very tag we print, in the plain language, in English."""
    return next((texts[tag] for tag in (NOTICE_LANGUAGES[reader], reader, "en") if tag in texts), "")
