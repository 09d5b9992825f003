# SPDX-License-Identifier: Apache-2.0
"""Finished files: every container written fresh from an allow-list, and read again by a strict reader.

Nothing is ever copied from one container into another: sound comes in as samples, words as `Tags`, and whatever else
stands in a file is written here and looked for here.  What is imported is imported late, so that a plan may ask for a
`suffix` without loading a codec.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeconduct.model.channel import SoundFile
    from safeconduct.studio.reel import Tape
    from safeconduct.studio.samples import Samples
    from safeconduct.studio.tags import Tags

    from .bext import Loudness

CONTAINERS: Final = ("wav", "flac", "mp3", "ogg", "m4a")
NEED_CODECS: Final = ("ogg", "m4a")
"""The containers that the extra `media` is needed for."""


def suffix(spec: SoundFile) -> str:
    """Return the ending of a file's name, without the dot: "wav", "flac", "mp3", "ogg" or "m4a"."""
    if spec.container not in CONTAINERS:
        raise ValueError(f"the studio writes no {spec.container!r}")
    return spec.container


def write(path: Path, tape: Tape, size: int, spec: SoundFile, tags: Tags, loudness: Loudness | None = None) -> None:
    """Write a tape of `size` samples as one finished file that says what `tags` say and nothing else.

    The same tape gives the same bytes.  `loudness` is what was measured; only a WAV has fields for it.  Raises
    `ToolRefusal` where a codec is missing, `ValueError` for a tape of another size.
    """
    from .writing import write as written

    written(path, tape, size, spec, tags, loudness)


def decoded(path: Path) -> Iterator[Samples]:
    """Yield the tape of a finished file, at 48 kHz and aligned: sample n is the sample n that was written.

    The delay of a codec and its padding are taken off.  A file at another rate comes back within one sample of its
    length.  Raises `ForeignMatterError` for what no writer here has written.
    """
    from .decoding import decoded as tape

    return tape(path)


def reread(path: Path, spec: SoundFile, tags: Tags, loudness: Loudness | None = None) -> None:
    """Read a finished file from its first byte to its last; raise `ForeignMatterError` for anything not on the list.

    Every chunk, block, page, frame and box must be one that is written here, their lengths must add up to the end of
    the file, and what they say must be what `tags` and `loudness` say.
    """
    from .reading import reread as read

    read(path, spec, tags, loudness)
