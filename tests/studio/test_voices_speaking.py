# SPDX-License-Identifier: Apache-2.0
"""The draft voices as a recipe: no faster than the channel bears, and the same on every run."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.refusal import StepRefusal, ToolRefusal
from safeconduct.model.works import Json
from safeconduct.studio.punctuation import speakable
from safeconduct.studio.samples import RATE_HZ, read_working, speech_bounds
from safeconduct.studio.voices import speaking
from safeconduct.studio.voices.pacing import ROUNDS, SLOWEST, slowed
from safeconduct.studio.voices.prosody import score
from safeconduct.studio.voices.speaking import voice
from safeconduct.tools import espeak, mbrola
from tools.toy_voice import config_of, toy_model

from .conftest import speechlike

needs_espeak = pytest.mark.skipif(
    find_spec("espeakng_loader") is None, reason="the draft-voice extra is not installed (`make test` installs it)"
)
needs_onnx = pytest.mark.skipif(
    find_spec("onnxruntime") is None or find_spec("onnx") is None, reason="the voice-folder extra is not installed"
)

# SPECIMEN texts, not reviewed by native readers.
TEXTS = {
    "ko-KP": ("천천히 걸어오십시오. 멈추라는 말을 들으면 멈추십시오.", 23),
    "uk": ("Ідіть повільно. Якщо вам скажуть зупинитися, зупиніться.", 19),
    "ru": ("Идите медленно. Если вам скажут остановиться, остановитесь.", 21),
    "en": ("Walk slowly. If you are told to stop, stop.", 10),
}


def order(text: str, language: str = "en", most: float = 0.0, syllables: int = 0, **more: str) -> dict[str, Json]:
    """Return the parameters of one paragraph."""
    return {
        "block": "p1",
        "text": text,
        "language": language,
        "syllables": syllables,
        "most_syllables_per_s": most,
        **more,
    }


def spoken(out: Path, params: dict[str, Json], inputs: Mapping[str, Path] | None = None) -> tuple[bytes, float]:
    """Return the bytes of what was spoken, and the seconds of speech in it."""
    out.mkdir()
    voice(inputs or {}, params, out)
    bounds = speech_bounds(read_working(out / "voice.flac"))
    assert bounds
    return (out / "voice.flac").read_bytes(), (bounds[1] - bounds[0]) / RATE_HZ


def hummed(score_lines: str, length_s: float, _found: object) -> bytes:
    """Stand in for MBROLA: a hum as long as the score."""
    samples = np.round(8000 * np.sin(np.arange(round(length_s * mbrola.RATE_HZ)) / 20)).astype("<i2")
    return mbrola._wav(samples.tobytes())


@needs_espeak
@pytest.mark.parametrize("language", TEXTS)
def test_speech_keeps_to_the_limit_of_its_channel(tmp_path: Path, language: str) -> None:
    text, syllables = TEXTS[language]
    for most in (3.2, 2.0):
        _, length_s = spoken(tmp_path / str(most), order(text, language, most, syllables))
        assert 0.6 * most < syllables / length_s <= most


@needs_espeak
def test_uncounted_words_and_a_free_pace_are_spoken_at_the_natural_rate(tmp_path: Path) -> None:
    text = TEXTS["en"][0]
    said = [
        spoken(tmp_path / str(n), order(text, "en", most, syllables))[0]
        for n, (most, syllables) in enumerate(((99.0, 10), (1.0, 0), (0.0, 10)))
    ]
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("most", [3.2, 2.0])
def test_hn1_keeps_to_the_limit_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: float) -> None:
    monkeypatch.setattr(mbrola, "probe", lambda: mbrola.Mbrola(Path("mbrola"), Path("hn1")))
    monkeypatch.setattr(mbrola, "speak", hummed)
    sounds = "천천히 거러오십씨오. 멈추라는 마를 드르면 멈추십씨오."
    params = order(TEXTS["ko-KP"][0], "ko-KP", most, 23, voice="hn1", sounds=sounds)
    said, length_s = spoken(tmp_path / "1", params)
    assert 0.6 * most < 23 / length_s <= most
    assert said == spoken(tmp_path / "2", params)[0]


@needs_onnx
@pytest.mark.parametrize("most", [9.0, 4.0])
def test_a_voice_folder_keeps_to_the_limit_too(tmp_path: Path, most: float) -> None:
    (tmp_path / "toy.onnx").write_bytes(toy_model())
    (tmp_path / "toy.json").write_bytes(config_of("천히거러오십씨.,"))
    inputs = {"model": tmp_path / "toy.onnx", "config": tmp_path / "toy.json"}
    params = order("천천히 거러오십씨오.", "ko-KP", most, 9, voice="toy")
    said, length_s = spoken(tmp_path / "1", params, inputs)
    assert 0.5 * most < 9 / length_s <= most
    assert said == spoken(tmp_path / "2", params, inputs)[0]


def test_a_voice_that_will_not_slow_down_ends_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    second = hummed("", 1.0, None)

    def stubborn(_text: str, _language: str, words_per_minute: int, *, word_gap: int) -> bytes:
        asked.append((words_per_minute, word_gap))
        return second

    monkeypatch.setattr(espeak, "speak", stubborn)
    _, length_s = spoken(tmp_path / "out", order("Walk slowly. Stop.", "en", 1.0, 10))
    assert length_s < 10
    assert len(asked) == 4
    assert asked == sorted(asked, key=lambda pair: (-pair[0], pair[1]))


def test_a_voice_with_a_factor_that_will_not_slow_down_ends_too() -> None:
    asked: list[float] = []

    def stubborn(slower: float) -> np.ndarray[tuple[int, ...], np.dtype[np.floating]]:
        asked.append(slower)
        return speechlike(1.0)

    slowed(stubborn, 1000.0)
    assert asked == sorted(asked)
    assert asked[-1] <= SLOWEST
    assert len(asked) <= ROUNDS


@pytest.mark.parametrize(("text", "what"), [("x" * 5001, "longer than"), ("«…»", "no sound")])
def test_a_paragraph_that_cannot_be_spoken_is_named(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(StepRefusal, match=f"p1.*{what}"):
        voice({}, order(text), tmp_path)


def test_a_paragraph_that_comes_out_silent_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silence = mbrola._wav(bytes(32_000))
    monkeypatch.setattr(espeak, "speak", lambda *_, **__: silence)
    with pytest.raises(StepRefusal, match=r"p1.*no sound"):
        voice({}, order("hm"), tmp_path)


@pytest.mark.parametrize(
    ("params", "what"),
    [
        (order("Stop.", "en", voice="hn1", sounds="서"), "not Korean"),
        (order("KN-23 세발", "ko-KP", voice="hn1", sounds="KN-23 세발"), "cannot read: 2 3 K N"),
        (order("서시오", "ko-KP", voice="hn1"), "nothing to read"),
    ],
)
def test_hn1_says_what_it_cannot_read(tmp_path: Path, params: dict[str, Json], what: str) -> None:
    with pytest.raises(StepRefusal, match=what) as refusal:
        voice({}, params, tmp_path)
    assert "takes/" in refusal.value.do


def test_a_voice_folder_without_its_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolRefusal, match=r"voice folder mina is not whole") as refusal:
        voice({"model": tmp_path / "x.onnx"}, order("Stop.", voice="mina"), tmp_path)
    assert "voices/mina/" in refusal.value.do


def test_korean_from_espeak_is_called_what_it_is() -> None:
    assert "placeholder" in str(speaking.__doc__)
    assert "not fit to broadcast" in str(speaking.__doc__)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Він сказав: «так» — мені…", "Він сказав: так, мені."),
        ("П’ять ‘кроків’, don’t “stop” (now). Go!", "П'ять кроків, don't stop, now. Go!"),
        ("그는 《예》라고 말했습니다.", "그는 예라고 말했습니다."),
    ],
)
def test_punctuation_becomes_pauses_and_words_stay(written: str, read: str) -> None:
    assert speakable(written) == read


def test_quotation_marks_leave_no_trace_in_a_score() -> None:
    assert score(speakable("그는 《예》라고 마핻씀니다.")) == score(speakable("그는 예라고 마핻씀니다."))
