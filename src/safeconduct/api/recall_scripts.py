# SPDX-License-Identifier: Apache-2.0
"""What is read aloud of a recall notice: the script for a narrator, and the lines that the draft voice speaks."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from safeconduct.language.korean_sounds.telling import NORTH, told
from safeconduct.language.reading import reading
from safeconduct.language.reading.marks import ideas
from safeconduct.language.reading.reading import Reading
from safeconduct.language.recalls.said import TELLINGS, Telling, said_if_asked, said_of
from safeconduct.language.recalls.words import recall_words
from safeconduct.model.channel import SoundChannel
from safeconduct.model.product import SENDER_END, SENDER_START, SLATE_END, SLATE_START, SYNTHETIC
from safeconduct.model.reading_script import Idea, ReadingScript, ScriptPart, Stretch
from safeconduct.model.recall_notice import LONGEST_SPOKEN_S, RecallNotice
from safeconduct.model.spoken import Said, Script
from safeconduct.model.works import Mark

from .scripts import PACE_SHARE, length_s

IF_ASKED: Final = "if-asked"
_SPARE_S: Final = 1.5
"""What a voice may need beyond its pace: commas, breath."""

_Paragraphs = Sequence[tuple[str, Reading]]


@frozen
class Message:
    """The spoken recall: what is said in order, what a narrator has besides, and which parts are spoken in full."""

    paragraphs: _Paragraphs
    if_asked: _Paragraphs
    telling: Telling
    expected_s: float


def message_of(notice: RecallNotice, labels: Mapping[str, str], channel: SoundChannel) -> Message:
    """Return the fullest message that lasts no longer than a minute; the barest one where none does."""
    for telling in TELLINGS:
        first, *rest = _with_sender(notice, labels, said_of(notice, telling))
        paragraphs = (first, (SYNTHETIC, reading(labels["spoken_synthetic"], notice.language)), *rest)
        expected_s = length_s(spoken(paragraphs), channel.most_syllables_per_s * PACE_SHARE, channel.pause_s)
        message = Message(paragraphs, said_if_asked(notice, telling), telling, expected_s)
        if expected_s <= LONGEST_SPOKEN_S - _SPARE_S:
            break
    return message


def spoken(paragraphs: _Paragraphs, mark: Mark | None = None, language: str = "") -> Script:
    """Return paragraphs as a voice speaks them, between the slates of a specimen."""
    if mark:
        start, end = reading(mark.spoken_start, language), reading(mark.spoken_end, language)
        paragraphs = ((SLATE_START, start), *paragraphs, (SLATE_END, end))
    return tuple(Said(block, _written(read), read.spoken, "", read.syllables) for block, read in paragraphs)


def script_of(notice: RecallNotice, message: Message, channel: SoundChannel, mark: Mark | None) -> ReadingScript:
    """Return the message for a narrator's eyes: nothing of the machine's voice, and behind it what was left out."""
    pace = round(channel.most_syllables_per_s * PACE_SHARE, 2)
    said = [(block, read) for block, read in message.paragraphs if block != SYNTHETIC]
    parts = [_part(block, read, notice.language, pace, number) for number, (block, read) in enumerate(said, 1)]
    if mark:
        start, end = (reading(text, notice.language) for text in (mark.spoken_start, mark.spoken_end))
        parts = [_machine(SLATE_START, start, pace), *parts, _machine(SLATE_END, end, pace)]
    lead = Idea((Stretch(recall_words(notice.language).lines["say_if_asked"]),))
    parts += [_part(f"{IF_ASKED}-{block}", read, notice.language, pace, 0, lead) for block, read in message.if_asked]
    lines = spoken(said)
    return ReadingScript(
        piece=f"recall.{notice.id}",
        language=notice.language,
        title=recall_words(notice.language).lines["kind"] + ": " + notice.title,
        sender=notice.sender,
        channel=channel.title,
        form="Recall",
        times=1,
        pace=pace,
        most_syllables_per_s=channel.most_syllables_per_s,
        syllables=sum(one.syllables for one in lines),
        expected_s=round(length_s(lines, pace, channel.pause_s), 1),
        parts=tuple(parts),
    )


def _with_sender(notice: RecallNotice, labels: Mapping[str, str], said: _Paragraphs) -> _Paragraphs:
    def from_sender(key: str) -> Reading:
        return reading(" ".join(labels[key].replace("{sender}", notice.sender).split()), notice.language)

    return ((SENDER_START, from_sender("spoken_from")), *said, (SENDER_END, from_sender("spoken_end")))


def _part(block: str, read: Reading, language: str, pace: float, number: int, lead: Idea | None = None) -> ScriptPart:
    north = told(_written(read)) if language == NORTH else None
    return ScriptPart(
        block=block,
        number=number,
        reader="narrator",
        syllables=read.syllables,
        expected_s=round(read.syllables / pace, 1),
        ideas=(*([lead] if lead else []), *ideas(read)),
        left=read.left,
        sayings=north.untold if north else (),
        unsure=north.unsure if north else (),
    )


def _machine(block: str, read: Reading, pace: float) -> ScriptPart:
    return ScriptPart(block, 0, "machine", read.syllables, round(read.syllables / pace, 1), ideas(read))


def _written(read: Reading) -> str:
    return "".join(part.written for part in read.parts)
