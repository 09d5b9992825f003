# SPDX-License-Identifier: Apache-2.0
"""The draft voice as a recipe: no faster than the channel bears, and the same on every run."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json
from safeconduct.studio.encode import write_wav
from safeconduct.studio.punctuation import speakable
from safeconduct.studio.samples import RATE_HZ, read_working, speech_bounds
from safeconduct.studio.voice import voice
from safeconduct.tools import espeak

from .conftest import speechlike

needs_voice = pytest.mark.skipif(
    find_spec("espeakng_loader") is None, reason="the draft-voice extra is not installed (`make test` installs it)"
)

TEXTS = {
    "ko-KP": ("천천히 걸어오십시오. 멈추라는 말을 들으면 멈추십시오.", 23),
    "uk": ("Ідіть повільно. Якщо вам скажуть зупинитися, зупиніться.", 19),
    "ru": ("Идите медленно. Если вам скажут остановиться, остановитесь.", 21),
    "en": ("Walk slowly. If you are told to stop, stop.", 10),
}


def spoken(out: Path, language: str, most: float, syllables: int | None = None) -> tuple[bytes, float]:
    """Return the bytes and the syllables a second of one spoken text."""
    text, counted = TEXTS[language]
    count = counted if syllables is None else syllables
    out.mkdir()
    params: dict[str, Json] = {
        "block": "p1",
        "text": text,
        "language": language,
        "syllables": count,
        "most_syllables_per_s": most,
    }
    voice({}, params, out)
    bounds = speech_bounds(read_working(out / "voice.flac"))
    assert bounds
    return (out / "voice.flac").read_bytes(), counted * RATE_HZ / (bounds[1] - bounds[0])


@needs_voice
@pytest.mark.parametrize("language", TEXTS)
def test_speech_keeps_to_the_limit_of_its_channel(tmp_path: Path, language: str) -> None:
    for most in (3.2, 2.0):
        _, rate = spoken(tmp_path / str(most), language, most)
        assert 0.6 * most < rate <= most


@needs_voice
def test_uncounted_words_are_spoken_at_the_natural_rate(tmp_path: Path) -> None:
    fast, _ = spoken(tmp_path / "fast", "en", 99.0)
    uncounted, _ = spoken(tmp_path / "uncounted", "en", 1.0, syllables=0)
    assert fast == uncounted


@needs_voice
def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    assert spoken(tmp_path / "1", "ko-KP", 3.2) == spoken(tmp_path / "2", "ko-KP", 3.2)


def test_a_voice_that_will_not_slow_down_ends_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    write_wav(tmp_path / "second.wav", speechlike(1))

    def stubborn(_text: str, _language: str, words_per_minute: int, *, word_gap: int) -> bytes:
        asked.append((words_per_minute, word_gap))
        return (tmp_path / "second.wav").read_bytes()

    monkeypatch.setattr(espeak, "speak", stubborn)
    _, rate = spoken(tmp_path / "out", "en", 1.0)
    assert rate > 1.0
    assert len(asked) == 4
    assert asked == sorted(asked, key=lambda pair: (-pair[0], pair[1]))


@pytest.mark.parametrize(
    ("answer_s", "text", "what"), [(1.0, "x" * 5001, "longer than"), (0.0, "hm", "no sound"), (1.0, "«…»", "no sound")]
)
def test_a_paragraph_that_cannot_be_spoken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer_s: float, text: str, what: str
) -> None:
    write_wav(tmp_path / "answer.wav", np.pad(speechlike(answer_s), 4800))
    monkeypatch.setattr(espeak, "speak", lambda *_, **__: (tmp_path / "answer.wav").read_bytes())
    params: dict[str, Json] = {
        "block": "lay-down", "text": text, "language": "en", "syllables": 0, "most_syllables_per_s": 5.0
    }  # fmt: skip
    with pytest.raises(StepRefusal, match=f"lay-down.*{what}"):
        voice({}, params, tmp_path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Він сказав: «так» — мені…", "Він сказав: так, мені."),
        ("П’ять ‘кроків’, don’t “stop” (now). Go!", "П'ять кроків, don't stop, now. Go!"),
        ("as many as 10,000 (at 10:30) - 3.5 km", "as many as 10,000, at 10:30, 3.5 km"),
        ("well-known 2020–2024, 1/2 A/B", "well-known 2020, 2024, 1/2 A, B"),
        ("그는 《예》라고 말했습니다.", "그는 예라고 말했습니다."),
        ("Really?! Yes...", "Really?! Yes."),
        ("«»", ""),
    ],
)
def test_punctuation_becomes_pauses_and_words_stay(written: str, read: str) -> None:
    assert speakable(written) == read
    assert [c for c in speakable(written) if c.isalnum()] == [c for c in written if c.isalnum()]


@needs_voice
@pytest.mark.parametrize("language", TEXTS)
def test_no_mark_is_read_out_by_its_name(tmp_path: Path, language: str) -> None:
    """Quoted and bracketed words last as long as the bare ones; a name read out would take half a second."""
    lengths = []
    for number, text in enumerate(("one, two, three.", "«one», “two” [three]…")):
        params: dict[str, Json] = {
            "block": "p1", "text": text, "language": language, "syllables": 0, "most_syllables_per_s": 5.0
        }  # fmt: skip
        out = tmp_path / str(number)
        out.mkdir()
        voice({}, params, out)
        lengths.append(read_working(out / "voice.flac").size / RATE_HZ)
    assert lengths[0] == pytest.approx(lengths[1], abs=0.1)
