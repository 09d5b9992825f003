# SPDX-License-Identifier: Apache-2.0
"""Files of a manuscript that must be read without a fault before anything is made of them."""

from collections.abc import Iterable

from safeconduct.manuscript.reading import Manuscript
from safeconduct.model.judgement import Severity
from safeconduct.model.places import Span
from safeconduct.model.refusal import FolderRefusal

_MAY_BE: tuple[str, ...] = ("title-missing",)
"""A translation that is not finished may lack its title still."""


def faultless(manuscript: Manuscript, paths: Iterable[str]) -> None:
    """Raise `FolderRefusal` for the first fault in one of these files, or for a link in the place of it or its folders.

    A file that was read only in part would be sent out, or written over, as if the rest had never been there.
    """
    wanted = tuple(paths)
    for finding in manuscript.findings:
        place = finding.place
        if finding.severity is not Severity.STOP or finding.check in _MAY_BE or not isinstance(place, Span):
            continue
        if any(path == place.file or path.startswith(f"{place.file}/") for path in wanted):
            raise FolderRefusal(f"{place}: {finding.message}", finding.remedy)


def copies_of(pieces: Iterable[str], *languages: str) -> Iterable[str]:
    """Return the paths of copies and of their states."""
    return (
        f"pieces/{piece}/copy.{language}{ending}"
        for piece in pieces
        for language in languages
        for ending in (".md", ".segments.toml")
    )
