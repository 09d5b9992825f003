# SPDX-License-Identifier: Apache-2.0
"""The fixed words of recall notices: one catalogue file a language, every language with the same keys."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.language.labels import written_date
from safeconduct.model.recall_notice import RecallNotice
from safeconduct.model.sealed import Urgency

FOLDER: Final = Path(__file__).parent
LISTS: Final = ("do_stop", "do_stop_steps", "do_care", "check")


@frozen
class RecallWords:
    """The fixed sentences of a language, and the lists of them."""

    lines: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]


@cache
def recall_words(language: str) -> RecallWords:
    """Return the fixed words of `language` ("en", "uk", "ko-KP", "ru"); raises `KeyError` for another one."""
    path = FOLDER / f"{language}.toml"
    if language not in {known.stem for known in FOLDER.glob("*.toml")}:
        raise KeyError(language)
    read = tomllib.loads(path.read_text("utf-8"))
    return RecallWords(
        {key: str(text) for key, text in read.items() if key not in LISTS},
        {key: tuple(map(str, read[key])) for key in LISTS},
    )


def spoken_versions(notice: RecallNotice) -> str:
    """Return which versions are recalled as it is said, with the gaps still to be filled by digits, one by one."""
    return recall_words(notice.language).lines["version" if notice.first == notice.last else "say_versions"]


def page_words(notice: RecallNotice) -> dict[str, str]:
    """Return the sentences of a printed notice, filled in."""
    words = recall_words(notice.language).lines
    filled = {
        "version": str(notice.first),
        "first": str(notice.first),
        "last": str(notice.last),
        "date": written_date(notice.language, notice.status_issued),
        "next": written_date(notice.language, notice.status_next),
    }
    instead = words["not_replaced"]
    if notice.replaced_by is not None:
        instead = words["replaced"].format(version=notice.replaced_by)
    versions = words["version" if notice.first == notice.last else "versions"].format(**filled)
    return {
        **{key: words[key] for key in ("kind", "appeal", "what", "since", "why", "do", "instead", "genuine")},
        **{key: words[key] for key in ("status_number", "root_number", "fingerprint")},
        "headline": words[notice.severity.value],
        "versions": versions[:1].upper() + versions[1:],
        "extent": words["steps_only" if notice.steps else "whole"],
        "since_day": written_date(notice.language, notice.on),
        "instead_text": instead,
        "status_day": words["status_day"].format(**filled),
    }


def page_lists(notice: RecallNotice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what to do, and how to make sure that the notice is genuine: sentences in their order."""
    lists = recall_words(notice.language).lists
    stop = "do_stop_steps" if notice.steps else "do_stop"
    return lists["do_care" if notice.severity is Urgency.CARE else stop], lists["check"]
