# SPDX-License-Identifier: Apache-2.0
"""Sound made of arithmetic, so that the studio can be tested without a voice and without a recording of anybody."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path

import numpy as np

from safeconduct.model.canonical import Digest
from safeconduct.model.channel import SoundChannel, SoundFile, Voicing
from safeconduct.model.edition import Attribution, Block, BlockKind, Copy, Piece, Run, Take
from safeconduct.model.places import Span
from safeconduct.model.reading_script import ReadingScript
from safeconduct.model.spoken import HouseSound, Said, Script, SoundForm
from safeconduct.model.works import Commission, Made, Mark, Plan
from safeconduct.studio.job import Job, Voice
from safeconduct.studio.planning import plan
from safeconduct.studio.reel import wound, write_flac
from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.sentences import sentences

AT = Span("pieces/spot/copy.en.md")
NOBODY = Digest("0" * 64)


def tone(level_dbfs: float, length_s: float, hz: float = 1000.0) -> Samples:
    """Return a sine whose peak is at `level_dbfs`."""
    sine: Samples = 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * hz * np.arange(round(length_s * RATE_HZ)) / RATE_HZ)
    return sine


def speechlike(length_s: float, pitch_hz: float = 120.0, seed: int = 1) -> Samples:
    """Return something with the pace, spectrum and crest of speech: a buzz and hiss in four syllables a second."""
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    wobble = pitch_hz * (1 + 0.03 * np.sin(2 * np.pi * 0.7 * time_s))
    phase = 2 * np.pi * np.cumsum(wobble) / RATE_HZ
    # The squared phase spreads each pulse, as a throat does: the crest comes down to that of a voice.
    buzz = sum(np.cos(n * phase + 0.9 * n * n) / n**0.7 for n in range(1, 40))
    hiss = np.random.default_rng(seed).normal(0, 0.3, time_s.size)
    syllable = np.clip(np.sin(2 * np.pi * 2 * time_s + seed), 0.02, None) ** 2
    sound: Samples = 0.1 * syllable * (buzz + hiss * (np.sin(2 * np.pi * 1.1 * time_s) > 0.6))
    return sound


def spoken_piece(*texts: str, takes: tuple[Take, ...] = ()) -> Piece:
    """Return a spoken piece of one paragraph per text, with ids p1, p2 ..., under a title and a heading."""
    blocks = [
        Block("title", BlockKind.TITLE, (Run("Leave on foot"),), AT),
        Block("how", BlockKind.HEADING, (Run("How"),), AT),
        *(Block(f"p{n}", BlockKind.PARAGRAPH, (Run(text),), AT) for n, text in enumerate(texts, 1)),
    ]
    copy = Copy("en", tuple(blocks), NOBODY, AT)
    attribution = Attribution({"en": "the Joint Appeal"})
    return Piece("spot", "spoken", ("fm",), attribution, {"en": copy}, takes, {}, None, (), AT)


def commission(marked: bool) -> Commission:
    """Return a commission with the labels a spoken piece needs."""
    labels = {
        "specimen_long": "SPECIMEN. Not for use.",
        "spoken_from": "This message is from {sender}.",
        "spoken_synthetic": "A machine reads this.",
        "spoken_end": "This was a message from {sender}.",
        "valid_until_text": "Valid until 5 March 2025.",
        "iso_639_2": "eng",
    }
    mark = Mark("SPECIMEN", "SPECIMEN", "This is a specimen. Do not use it.", "The specimen ends here.")
    day = date(2024, 11, 5)
    return Commission("demo", day, labels, "", (), date(2025, 3, 5), mark if marked else None)


WAV = SoundFile("wav", 48_000, 16)
MP3 = SoundFile("mp3", 48_000, 0, 128)


def channel(loudspeaker: bool = False, files: tuple[SoundFile, ...] = (WAV, MP3)) -> SoundChannel:
    """Return a radio or a loudspeaker channel."""
    must = ("loudness-off",)
    if loudspeaker:
        voicing = Voicing(250, 6000, 0.0, 4.0, True, True)
        return SoundChannel("loudspeaker", "Horn", -15, 0.2, -1.0, 0, 60, 3.2, 0.9, voicing, files, (), False, must)
    voicing = Voicing(80, 15000, 0.0, 3.0, True, False)
    return SoundChannel("fm", "Radio", -23, 0.2, -1.0, 0, 0, 5.0, 0.6, voicing, files, (), False, must)


ONCE = SoundForm("spoken", "Spoken piece", 0, 0, 0, 1)
THRICE = SoundForm("call-out", "Call-out", 5, 8, 20, 3)


def job(piece: Piece, *, marked: bool = True, **more: object) -> Job:
    """Return the job of `piece` in English."""
    usual = {
        "channel": channel(),
        "form": ONCE,
        "commission": commission(marked),
        "takes": piece.takes,
        "house": HouseSound(),
        "voice": Voice(),
        "number": 1,
        "recogniser": "",
    }
    return Job(piece, piece.copies["en"], **{**usual, **more})  # type: ignore[arg-type]


def script(of: Job) -> Script:
    """Return the script of a job: read as it is written, a syllable for every vowel."""
    return tuple(
        Said(block, text, text, "", sum(letter in "aeiou" for letter in text.lower()), saying)
        for block, text, saying in sentences(of)
    )


def planned(of: Job) -> Plan:
    """Return the plan of a job, with a reading script that has no parts."""
    reading = ReadingScript(of.piece.id, "en", of.title, of.sender, "Radio", "Spoken piece", 1, 4.5, 5.0, 0, 0.0, ())
    return plan(of, script(of), reading)


def run(plan: Plan, folder: Path, files: Mapping[str, Path] | None = None) -> Path:
    """Run the steps of a plan one after another, with a stand-in for the draft voice; return the folder of folders.

    `files` holds recordings by digest.
    """
    for step in plan.steps:
        out = folder / step.name
        out.mkdir(parents=True)
        module, name = step.recipe.split(":")
        inputs = {
            key: folder / value.step / value.output if isinstance(value, Made) else (files or {})[value]
            for key, value in step.inputs.items()
        }
        if name == "voice":
            write_flac(out / "voice.flac", wound(folder / "stand-in.f4", [stand_in(str(step.params["text"]))]))
        else:
            getattr(import_module(module), name)(inputs, step.params, out)
        assert sorted(path.name for path in out.iterdir()) == sorted(step.outputs), step.name
    return folder


def stand_in(text: str) -> Samples:
    """Return a stand-in for the draft voice: each text has its own length, pitch and hiss."""
    return speechlike(0.9 + 0.02 * len(text), 90.0 + sum(text.encode()) % 80, len(text))
