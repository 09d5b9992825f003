# SPDX-License-Identifier: Apache-2.0
"""Which steps make a spoken piece.  Only plans: imports no sound library, opens no file."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from safeconduct.model.channel import SoundChannel
from safeconduct.model.codec import plain
from safeconduct.model.edition import SPOKEN, Attribution, Copy, Piece, Take
from safeconduct.model.product import SENDER_END, SENDER_START, SLATE_END, SLATE_START
from safeconduct.model.works import Commission, Made, Measured, Plan, Planned, Step

from .orders import DRAFT, TAKE, Cue, MasterOrder, ScriptOrder, TakeOrder, VoiceOrder

FORMAT: Final = "spoken"
NARROW_HZ: Final = 8_000
"""A channel that ends below this is a horn or a small loudspeaker: its paragraphs are compressed."""

_MEDIA_TYPES: Final = {"wav": "audio/x-wav", "mp3": "audio/mpeg"}
_ROOM: Final = "safeconduct.studio"


@frozen
class _Sentence:
    """One thing that is said: its name, its words, the recording that says it, and the name of its step."""

    block: str
    text: str
    take: Take | None
    step: str


def plan(piece: Piece, copy: Copy, channel: SoundChannel, commission: Commission, syllables: Mapping[str, int]) -> Plan:
    """Return the steps of `piece` in the language of `copy` for a sound channel.

    `syllables` counts what is spoken, by block id and by "sender-start", "sender-end", "slate-start", "slate-end"; a
    sentence nobody counted gets 0, and the draft voice its natural rate.  A take of `piece` replaces the draft voice
    paragraph by paragraph, the sender's sentences included; the slates are always in the draft voice.
    """
    base = f"{piece.id}.{copy.language}.{channel.id}"
    name = base + (".SPECIMEN" if commission.mark else "")
    sentences = tuple(_sentences(base, piece, copy, commission))
    spoken = [_speaking(sentence, copy.language, channel, syllables) for sentence in sentences]
    cues = tuple(
        Cue(sentence.block, sentence.block, TAKE if sentence.take else DRAFT, syllables.get(sentence.block, 0))
        for sentence in sentences
    )
    title = copy.title or piece.id
    sender = speaker(piece.attribution, copy.language)
    order = MasterOrder(
        name=name,
        title=f"{commission.mark.printed_short} - {title}" if commission.mark else title,
        artist=sender,
        cues=cues,
        encodings=channel.encodings,
        mp3_kbps=channel.mp3_kbps,
        loudness_lufs=channel.loudness_lufs,
        tolerance_lu=channel.loudness_tolerance_lu,
        peak_dbtp=channel.peak_dbtp,
        pause_s=channel.pause_s,
        low_hz=channel.low_hz,
        high_hz=channel.high_hz,
        compress=channel.high_hz <= NARROW_HZ,
    )
    files = tuple(f"{name}.{encoding}" for encoding in channel.encodings)
    mastered = Step(
        name=f"{base}.master",
        recipe=f"{_ROOM}.mastering:master",
        inputs={
            sentence.block: Made(step.name, step.outputs[0]) for sentence, step in zip(sentences, spoken, strict=True)
        },
        params=plain(order),
        outputs=(*files, "master.json"),
        tools=("numpy", "soundfile", "soxr", "lameenc"),
    )
    measured = Made(mastered.name, "master.json")
    read = ScriptOrder(
        file=f"{name}.script.txt",
        mark=commission.labels["specimen_long"] if commission.mark else "",
        title=title,
        sender=sender,
        words={sentence.block: sentence.text for sentence in sentences},
    )
    scripted = Step(f"{base}.script", f"{_ROOM}.script:script", {"master": measured}, plain(read), (read.file,))
    return Plan(
        piece=piece.id,
        language=copy.language,
        channel=channel.id,
        steps=(*spoken, mastered, scripted),
        artifacts=(
            *(
                Planned(file, _MEDIA_TYPES[encoding], Made(mastered.name, file))
                for file, encoding in zip(files, channel.encodings, strict=True)
            ),
            Planned(read.file, "text/plain", Made(scripted.name, read.file)),
        ),
        measured=(Measured(measured, "sound"),),
    )


def speaker(attribution: Attribution, language: str) -> str:
    """Return who speaks, in `language`; where that is not given, in the first language that is, by tag."""
    return attribution.speaker.get(language) or attribution.speaker[min(attribution.speaker)]


def sentences(piece: Piece, copy: Copy, commission: Commission) -> Mapping[str, str]:
    """Return everything that is said, by block id and fixed name, in order: count the syllables of these words."""
    return {sentence.block: sentence.text for sentence in _sentences("", piece, copy, commission)}


def _sentences(base: str, piece: Piece, copy: Copy, commission: Commission) -> Iterator[_Sentence]:
    takes = {take.block: take for take in reversed(piece.takes) if take.language == copy.language}
    sender = speaker(piece.attribution, copy.language)

    def fixed(block: str, text: str, take: Take | None = None) -> _Sentence:
        return _Sentence(block, " ".join(text.split()), take, f"{base}.{block}")

    def names_sender(block: str, label: str) -> _Sentence:
        return fixed(block, commission.labels[label].replace("{sender}", sender), takes.get(block))

    if commission.mark:
        yield fixed(SLATE_START, commission.mark.spoken_start)
    yield names_sender(SENDER_START, "spoken_from")
    for block in copy.blocks:
        if block.kind in SPOKEN:
            words = " ".join(block.text.split())
            yield _Sentence(block.id, words, takes.get(block.id), f"{base}.block.{block.id}")
    yield names_sender(SENDER_END, "spoken_end")
    if commission.mark:
        yield fixed(SLATE_END, commission.mark.spoken_end)


def _speaking(sentence: _Sentence, language: str, channel: SoundChannel, syllables: Mapping[str, int]) -> Step:
    """Return the step that gets one sentence said: a recording brought in, or the draft voice."""
    if sentence.take:
        return Step(
            name=f"{sentence.step}.take",
            recipe=f"{_ROOM}.take:take",
            inputs={"recording": sentence.take.digest},
            params=plain(TakeOrder(sentence.take.file)),
            outputs=("take.flac",),
            tools=("numpy", "soundfile", "soxr"),
        )
    order = VoiceOrder(
        sentence.block, sentence.text, language, syllables.get(sentence.block, 0), channel.most_syllables_per_s
    )
    return Step(
        name=f"{sentence.step}.voice",
        recipe=f"{_ROOM}.voice:voice",
        inputs={},
        params=plain(order),
        outputs=("voice.flac",),
        tools=("numpy", "soundfile", "soxr", "espeakng-loader"),
    )
