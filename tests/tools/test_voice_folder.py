# SPDX-License-Identifier: Apache-2.0
"""A voice that somebody brings along: it speaks, or it ends in a sentence."""

import os
import subprocess
import sys
import wave
from importlib import util
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import ToolRefusal
from safeconduct.tools import espeak, voice_folder
from safeconduct.tools.jail import Ended, Limits
from safeconduct.tools.onnx_parts import look_over
from safeconduct.tools.voice_config import MOST_BYTES, numbered, read_config
from safeconduct.tools.voice_folder import VoiceFolder, read_folder, speak

from .toy_voice import EACH, RATE_HZ, config_of, toy_model, wanting_files

LETTERS = "가나다라.,"


OUTCOMES = {
    "",
    "The model of the voice is not an ONNX model.",
    "The model of the voice keeps its numbers in other files; only what is in the model itself is read.",
}


def outcome(untrusted: bytes) -> str:
    """Return what is said of a model, "" when nothing is."""
    try:
        look_over(untrusted)
    except ToolRefusal as refusal:
        return refusal.what
    return ""


def toy(model: bytes | None = None, **changed: object) -> VoiceFolder:
    """Return a voice of our own making."""
    return VoiceFolder(model or toy_model(), read_config(config_of(LETTERS, **changed)))


def samples(wav: bytes) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int16]], int]:
    """Return samples and rate of a WAV of one channel, 16 bit."""
    with wave.open(BytesIO(wav)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth()) == (1, 2)
        return np.frombuffer(reader.readframes(reader.getnframes()), "<i2"), reader.getframerate()


def test_every_number_is_heard_in_order_and_the_pace_is_obeyed() -> None:
    voice = toy()
    ids = numbered(voice.config, "가나다.")
    assert ids == [[1, 4, 0, 5, 0, 6, 0, 8, 0, 2]]
    for slower in (1.0, 2.0):
        sound, rate_hz = samples(speak("가나다.", voice, slower))
        assert (rate_hz, sound.size) == (RATE_HZ, len(ids[0]) * EACH * slower)
        each = sound.astype(float).reshape(len(ids[0]), -1)
        heard = [round(int(np.argmax(np.abs(np.fft.rfft(part, RATE_HZ)))) / 12 - 20) for part in each]
        assert heard == ids[0]


def test_sentences_are_parted_by_silence() -> None:
    sound, _ = samples(speak("가나. 다라.", toy()))
    quiet = round(voice_folder.PAUSE_S * RATE_HZ)
    longest = max(len(run) for run in "".join("x" if s else "." for s in sound).split("x"))
    assert abs(longest - quiet) < 20


def test_dice_fall_the_same_way_every_time() -> None:
    voice = toy(toy_model(noise=True))
    assert speak("가", voice) == speak("가", voice) != speak("가", toy())


def test_a_voice_of_several_people_speaks_as_the_first() -> None:
    assert speak("가나", toy(toy_model(speaker=True), num_speakers=3)) == speak("가나", toy())


def test_a_loud_voice_is_turned_down_and_not_clipped() -> None:
    assert 0.9 * 32767 < np.max(np.abs(samples(speak("가나", toy(toy_model(loud=9.0))))[0])) < 32767


@pytest.mark.skipif(util.find_spec("espeakng_loader") is None, reason="the draft-voice extra is not installed")
def test_phonemes_come_from_espeak_with_their_marks() -> None:
    said = espeak.phonemes(["stop", "go"], "en-us")
    config = read_config(config_of("".join(said) + ",.", phoneme_type="espeak", espeak={"voice": "en-us"}))
    [ids] = numbered(config, "Stop, go.")
    symbols = {numbers[0]: symbol for symbol, numbers in config.ids.items()}
    assert "".join(symbols[number] for number in ids[1:-1] if number) == f"{said[0]}, {said[1]}."


def test_letters_are_known_whole_small_or_in_parts() -> None:
    jamo = read_config(config_of("\u1100\u1161\u11abab"))
    assert [len(one) for one in numbered(jamo, "간")] == [8]
    assert numbered(jamo, "AB") == numbered(jamo, "ab")
    assert numbered(jamo, "a") == numbered(jamo, "«a»")


def test_no_word_is_lost_for_want_of_a_letter() -> None:
    with pytest.raises(ToolRefusal, match=r"no sound for “말” \(U\+B9D0\)|no sound for “ᄆ”"):
        speak("말 가", toy())


def test_the_files_of_a_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "v.onnx").write_bytes(toy_model())
    (tmp_path / "v.onnx.json").write_bytes(config_of(LETTERS))
    assert read_folder(tmp_path / "v.onnx", tmp_path / "v.onnx.json") == toy()


def test_files_that_are_too_large_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "v.onnx.json").write_bytes(b" " * (MOST_BYTES + 1))
    with (tmp_path / "v.onnx").open("wb") as file:
        file.truncate(voice_folder.MOST_BYTES + 1)
    with pytest.raises(ToolRefusal, match="model of the voice is larger than 256 MB"):
        read_folder(tmp_path / "v.onnx", tmp_path / "v.onnx.json")
    (tmp_path / "v.onnx").write_bytes(toy_model())
    with pytest.raises(ToolRefusal, match="configuration of the voice is larger than 1 MB"):
        read_folder(tmp_path / "v.onnx", tmp_path / "v.onnx.json")


@pytest.mark.parametrize("path", ["weights.bin", "../../../etc/passwd", "/etc/passwd"])
def test_a_model_that_wants_other_files_is_refused(path: str) -> None:
    with pytest.raises(ToolRefusal, match="in other files"):
        look_over(wanting_files(path))
    with pytest.raises(ToolRefusal, match="cannot be run"):  # and the jail would not have let it either
        speak("가", toy(wanting_files(path)))


@pytest.mark.parametrize("model", [b"", b"RIFF" + bytes(60), b"\x08\x08", toy_model()[:-40], b"\xff" * 99])
def test_a_file_that_is_no_model_is_refused(model: bytes) -> None:
    with pytest.raises(ToolRefusal, match="not an ONNX model"):
        look_over(model)


@given(st.binary(max_size=200))
@example(b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
def test_the_reader_of_models_ends_in_a_sentence_whatever_it_reads(untrusted: bytes) -> None:
    assert outcome(untrusted) in OUTCOMES


@given(st.integers(0, len(toy_model()) - 1), st.integers(0, 255))
@settings(max_examples=200, deadline=None)
def test_a_damaged_model_is_a_model_or_a_sentence(at: int, byte: int) -> None:
    whole = toy_model()
    assert outcome(whole[:at] + bytes([byte]) + whole[at + 1 :]) in OUTCOMES


@pytest.mark.parametrize(
    ("voice", "what"),
    [
        (toy(toy_model(names=("text", "lengths", "scale"))), "not one that reads numbers"),
        (toy(b"\x08\x08\x3a\x00"), "cannot be run"),
        (toy(toy_model(loud=float("nan"))), "not sound"),
        (toy(toy_model(loud=0.0)), "not sound"),
    ],
)
def test_a_model_that_is_no_voice_ends_in_a_sentence(voice: VoiceFolder, what: str) -> None:
    with pytest.raises(ToolRefusal, match=what) as refusal:
        speak("가나", voice)
    assert refusal.value.do


def test_a_model_that_says_too_much_or_eats_too_much_is_ended() -> None:
    with pytest.raises(ToolRefusal, match="more sound"):
        speak("가나다라" * 20, toy(), 3.0, Limits(memory_mb=3072, answer_bytes=50_000))
    with pytest.raises(ToolRefusal):
        speak("가나다라" * 1000, toy(inference={"length_scale": 5.0}), 4000.0, Limits(memory_mb=1024))


@pytest.mark.parametrize(
    ("ended", "what"),
    [
        (Ended(None, None, "wall"), "in time"),
        (Ended(None, None, "cpu"), "in time"),
        (Ended(None, None, "signal 11"), r"broke down \(signal 11\)"),
        (Ended(None, None, "code 1"), r"broke down \(code 1\)"),
        (Ended(None, None, "code 11"), "does not load"),
        (Ended(None, None, "silent"), "broke down"),
        (Ended(b"abc", None), "not sound"),
    ],
)
def test_however_the_process_ends_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch, ended: Ended, what: str) -> None:
    monkeypatch.setattr(voice_folder, "run", lambda *_: ended)
    with pytest.raises(ToolRefusal, match=what):
        speak("가", toy())


@pytest.mark.parametrize(
    "config",
    [
        b"", b"[]", b"{}", b"null", b"\xff\xfe", b"[" * 100_000, config_of("a", audio={"sample_rate": 1}),
        config_of("a", audio={"sample_rate": "16000"}), config_of("a", phoneme_id_map={}),
        config_of("a", phoneme_id_map={"a": [-1]}), config_of("a", phoneme_id_map={"a": "x"}), config_of("a", espeak=3,
        phoneme_type="espeak"), config_of("a", inference={"length_scale": 99}), config_of("a", num_speakers="two"),
        config_of("a", phoneme_type="espeak", espeak={"voice": 3}),
    ],
)  # fmt: skip
def test_a_configuration_that_is_none_is_refused(config: bytes) -> None:
    with pytest.raises(ToolRefusal, match="not one of a Piper voice"):
        read_config(config)


def test_an_unknown_kind_of_phonemes_is_named() -> None:
    with pytest.raises(ToolRefusal, match="“pinyin”"):
        read_config(config_of("a", phoneme_type="pinyin"))


@pytest.mark.parametrize("text", ["", "…", "가" * 5001])
def test_a_text_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ToolRefusal, match="1 to 5000 characters"):
        speak(text, toy())


def test_what_runs_it_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _name: None)
    with pytest.raises(ToolRefusal, match="not installed") as refusal:
        speak("가", toy())
    assert "safeconduct[voice-folder]" in refusal.value.do


def test_the_library_is_never_loaded_in_our_own_process(tmp_path: Path) -> None:
    (tmp_path / "v.onnx").write_bytes(toy_model())
    (tmp_path / "v.json").write_bytes(config_of(LETTERS))
    code = (
        "import sys; from pathlib import Path; from safeconduct.tools import voice_folder as v;"
        "v.speak('가', v.read_folder(Path('v.onnx'), Path('v.json'))); assert 'onnxruntime' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env={"PATH": os.environ["PATH"]})
