# SPDX-License-Identifier: Apache-2.0
"""A job of the studio: a piece in one language for one channel, with all that is known before any sound is made."""

from collections.abc import Mapping

from attrs import field, frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.channel import SoundChannel
from safeconduct.model.edition import Attribution, Copy, Piece, Take
from safeconduct.model.spoken import HouseSound, SoundForm
from safeconduct.model.works import Commission


@frozen
class Voice:
    """The draft voice of a language: its name, the digests of its files where it is a folder, and the program."""

    name: str = "espeak"
    files: Mapping[str, Digest] = field(factory=dict)
    program: str = ""


@frozen
class Job:
    """A piece in one language for one channel, with all that is known of it before any sound is made.

    `takes` are the recordings that may be used; `number` is the place of the piece among those of the channel;
    `recogniser` names the one that is installed, "" when there is none.
    """

    piece: Piece
    copy: Copy
    channel: SoundChannel
    form: SoundForm
    commission: Commission
    takes: tuple[Take, ...]
    house: HouseSound
    voice: Voice
    number: int
    recogniser: str

    @property
    def base(self) -> str:
        """How the steps of this channel begin."""
        return f"{self.reading}.{self.channel.id}"

    @property
    def reading(self) -> str:
        """How the steps begin that all channels share."""
        return f"{self.piece.id}.{self.copy.language}"

    @property
    def name(self) -> str:
        """The name of the files, without suffix."""
        number = f"{self.number:03}-" if self.channel.numbered else ""
        return f"{number}{self.base}{'.SPECIMEN' if self.commission.mark else ''}"

    @property
    def recorded(self) -> Mapping[str, Take]:
        """The take of each block; one that is read in one go stands under `WHOLE`."""
        return {take.block: take for take in reversed(self.takes) if take.language == self.copy.language}

    @property
    def sender(self) -> str:
        """Who speaks."""
        return speaker(self.piece.attribution, self.copy.language)

    @property
    def title(self) -> str:
        """The title of the copy, or the name of the piece."""
        return self.copy.title or self.piece.id


def speaker(attribution: Attribution, language: str) -> str:
    """Return who speaks, in `language`; where that is not given, in the first language that is, by tag."""
    return attribution.speaker.get(language) or attribution.speaker[min(attribution.speaker)]
