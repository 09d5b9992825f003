# SPDX-License-Identifier: Apache-2.0
"""What was measured on a finished product: a proof of pages, a master of sound."""

from attrs import frozen

SENDER_START, SENDER_END = "sender-start", "sender-end"
SLATE_START, SLATE_END = "slate-start", "slate-end"
VALID_UNTIL, SYNTHETIC = "valid-until", "synthetic-voice"


@frozen
class Cell:
    """One cell that will lie in a hand: a page, a panel, or one leaf on an imposed sheet.  Box in mm, and its text."""

    box_mm: tuple[float, float, float, float]
    text: str


@frozen
class ProofPage:
    """One page of a finished PDF, measured.  Boxes in mm (x, y, width, height) from the media's top left.

    `broken_words` are words of a keep-all script that were cut at a line end; `outside_safe` are characters nearer
    to the trim than the safe margin; `bleed_white` is the share of the bleed ring left unpainted (0 when no bleed).
    """

    number: int
    width_mm: float
    height_mm: float
    trim_mm: tuple[float, float, float, float]
    bleed_mm: float
    text: str
    smallest_pt: float
    smallest_text: str
    outside_safe: str
    bleed_white: float
    broken_words: tuple[str, ...]
    cells: tuple[Cell, ...]


@frozen
class Seen:
    """One thing on a finished PDF that a print shop would speak of; whether it is a fault, the checks say.

    `kind` names it ("image", "device-rgb", "code"); `page` counts from 1, 0 is the whole file; the box is in mm from
    the media's top left; `what` says it in words, `value` in a figure whose unit the kind fixes (ppi, percent, points).
    """

    kind: str
    page: int
    box_mm: tuple[float, float, float, float]
    what: str
    value: float = 0.0


@frozen
class Proof:
    """Everything measured on one PDF, of the kit or a stranger's."""

    file: str
    title: str
    fonts_not_embedded: tuple[str, ...]
    pages: tuple[ProofPage, ...]
    seen: tuple[Seen, ...] = ()

    def all(self, *kinds: str) -> tuple[Seen, ...]:
        """Everything seen that is of one of these kinds."""
        return tuple(one for one in self.seen if one.kind in kinds)


@frozen
class Paragraph:
    """One paragraph of a master: the block it speaks, when, in which voice ("draft" or "take"), and its syllables.

    `script` is the digest of the words that were to be said; `saying` counts repetitions from 1.
    """

    block: str
    start_s: float
    end_s: float
    voice: str
    syllables: int
    script: str = ""
    saying: int = 1


@frozen
class MasterFile:
    """One finished file, measured after decoding it again.

    `short_term_lufs` is the loudest three seconds, `range_lu` the loudness range (EBU Tech 3342); `heard` are the
    blocks whose sound was found in the decoded file, in the order in which it was found.
    """

    file: str
    length_s: float
    loudness_lufs: float
    peak_dbtp: float
    short_term_lufs: float = -120.0
    range_lu: float = 0.0
    heard: tuple[str, ...] = ()


@frozen
class Treated:
    """One thing that was done to a voice, with the figure before and after; `where` is a block, "" for the whole.

    `what` is a word of the studio's own list ("hum", "noise", "level", "sibilants", "compressor", "shaping", "band",
    "limiter", "trim"), `unit` that of both figures ("dB", "LUFS", "dBTP", "Hz", "s").
    """

    what: str
    before: float
    after: float
    unit: str
    where: str = ""


@frozen
class Taken:
    """A recording as it came in: its kind, what it measured, and its mains hum (0 Hz: none found) before and after."""

    file: str
    kind: str
    rate_hz: int
    channels: int
    length_s: float
    loudness_lufs: float
    peak_dbtp: float
    noise_dbfs: float
    hum_hz: float
    hum_before_db: float
    hum_after_db: float
    treated: tuple[Treated, ...] = ()


@frozen
class Cut:
    """Where a paragraph was cut out of a long take; `pause_s` is the length of the pause before it, 0: none."""

    block: str
    start_s: float
    end_s: float
    pause_s: float


@frozen
class Word:
    """One word that a recogniser heard, and when."""

    text: str
    start_s: float
    end_s: float


@frozen
class Heard:
    """What a recogniser heard in the recording of a block; `unsure` says why nothing can be told, "" when it can."""

    block: str
    words: tuple[Word, ...]
    unsure: str
    recogniser: str


@frozen
class Master:
    """Everything measured on one piece of sound."""

    files: tuple[MasterFile, ...]
    paragraphs: tuple[Paragraph, ...]
    slate_start: bool
    slate_end: bool
    sender_start: bool
    sender_end: bool
    treated: tuple[Treated, ...] = ()
    taken: tuple[Taken, ...] = ()
    cuts: tuple[Cut, ...] = ()
    heard: tuple[Heard, ...] = ()

    @property
    def message(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the message itself, from the sender's first word to the last: without the slates."""
        return tuple(part for part in self.paragraphs if part.block not in (SLATE_START, SLATE_END))
