# SPDX-License-Identifier: Apache-2.0
"""The reading script: what a narrator has before the eyes, line by line, with marks and lengths."""

from attrs import frozen

BREATH, STOP = "/", "//"
"""The reading marks: a breath inside a sentence, and the end of one."""


@frozen
class Stretch:
    """Words of a line; `strong` ones are stressed, `figure` is what stands in the text where the words say a figure."""

    text: str
    strong: bool = False
    figure: str = ""


@frozen
class Idea:
    """One line: what is said in one breath, and the mark after it (`BREATH`, `STOP` or "")."""

    stretches: tuple[Stretch, ...]
    mark: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(stretch.text for stretch in self.stretches)


@frozen
class Saying:
    """A word whose sound its letters do not tell, and how it sounds, in letters that do."""

    word: str
    sounds: str


@frozen
class ScriptPart:
    """One paragraph: its block, its number in the copy (0: said besides the copy), and how it is read.

    `reader` is "narrator" or "machine"; `expected_s` is the length at the pace of the channel, in seconds; `left` are
    the words that nobody but the narrator can decide how to read, `unsure` those that sound in one of two ways, by
    their sense; `sayings` show how words sound that do not show it themselves.
    """

    block: str
    number: int
    reader: str
    syllables: int
    expected_s: float
    ideas: tuple[Idea, ...]
    left: tuple[str, ...] = ()
    sayings: tuple[Saying, ...] = ()
    unsure: tuple[str, ...] = ()


@frozen
class ReadingScript:
    """Everything on the script of one piece in one language for one channel, in the order in which it is said.

    `parts` hold a call-out's words once; `times` says how often they are said.  `most_syllables_per_s` is the most that
    the channel allows, `pace` what the expected lengths are worked out with; lengths in seconds.
    """

    piece: str
    language: str
    title: str
    sender: str
    channel: str
    form: str
    times: int
    pace: float
    most_syllables_per_s: float
    syllables: int
    expected_s: float
    parts: tuple[ScriptPart, ...]
