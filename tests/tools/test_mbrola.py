# SPDX-License-Identifier: Apache-2.0
"""MBROLA stays where the operator put it: a stand-in speaks its protocol here, saboteurs break it."""

import stat
import sys
import wave
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.refusal import ToolRefusal
from safeconduct.tools import mbrola
from safeconduct.tools.jail import Limits
from safeconduct.tools.mbrola import Mbrola, probe, speak

SCORE = "_ 60\nk 58 50 116\na 400 15 116 90 100\n_ 482\n"
LENGTH_S = 1.0

STAND_IN = f"""#!{sys.executable} -I
import sys
voice, score, out = sys.argv[1:]
assert open(voice, 'rb').read(6) == b'MBROLA' and (score, out) == ('-', '-.raw')
said = b''
for line in sys.stdin.buffer:
    name, length_ms, *pitches = line.decode().split()
    said += (b'\\0\\0' if name == '_' else b'\\x10\\x27') * (int(length_ms) * 16)
{{then}}
sys.stdout.buffer.write(said)
"""


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """Return a file that begins as voices of MBROLA do."""
    path = tmp_path / "hn1"
    path.write_bytes(b"MBROLA2.060v" + bytes(20))
    return path


def stand_in(folder: Path, then: str = "") -> Path:
    """Write a program that speaks MBROLA's protocol, up to `then`."""
    path = folder / "mbrola"
    path.write_text(STAND_IN.replace("{then}", then))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def installed() -> Mbrola | None:
    """Return what this machine has."""
    try:
        return probe()
    except ToolRefusal:
        return None


def test_a_score_becomes_a_wav_as_long_as_the_score(tmp_path: Path, voice: Path) -> None:
    found = probe([tmp_path / "none", stand_in(tmp_path)], [tmp_path / "none", voice])
    wav = speak(SCORE, LENGTH_S, found)
    with wave.open(BytesIO(wav)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 16_000)
        samples = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
    assert samples.size == 16_000
    assert np.flatnonzero(samples)[[0, -1]].tolist() == [60 * 16, (60 + 458) * 16 - 1]
    assert wav == speak(SCORE, LENGTH_S, found)


@pytest.mark.parametrize(
    ("then", "what"),
    [
        ("sys.exit(1)", r"could not speak this text .*code 1"),
        ("import os; os.kill(os.getpid(), 11)", r"died \(signal 11\)"),
        ("said = b''", "could not speak"),
        ("said = said[:8000]", "0.2 seconds where 1.0 were asked"),
        ("said = said * 3", "3.0 seconds where 1.0"),
        ("said = said[:-1]", "something is left out"),
        ("said = bytes(len(said))", "silence"),
        ("import time; time.sleep(60)", "in time"),
        ("while True: pass", "in time"),
        ("while True: sys.stdout.buffer.write(bytes(65536))", "more sound"),
        ("import socket; socket.create_connection(('127.0.0.1', 9)); said = b''", "could not speak"),
        ("raise RuntimeError('/home/kim')", "code 1"),
    ],
)
def test_a_broken_program_becomes_a_sentence(tmp_path: Path, voice: Path, then: str, what: str) -> None:
    found = Mbrola(stand_in(tmp_path, then), voice)
    with pytest.raises(ToolRefusal, match=what) as refusal:
        speak(SCORE, LENGTH_S, found, Limits(memory_mb=256, cpu_s=1, wall_s=3.0, answer_bytes=1 << 20))
    assert refusal.value.do
    assert "kim" not in refusal.value.what


def test_a_program_that_writes_files_leaves_nothing_in_them(tmp_path: Path, voice: Path) -> None:
    wrote = tmp_path / "wrote"
    with pytest.raises(ToolRefusal, match="could not speak"):
        speak(SCORE, LENGTH_S, Mbrola(stand_in(tmp_path, f"with open({str(wrote)!r}, 'w') as f: f.write('x')"), voice))
    assert not wrote.exists() or not wrote.read_bytes()


@pytest.mark.parametrize("length_s", [0.0, -1.0, 901.0])
def test_a_score_of_no_length_or_too_long_is_refused(tmp_path: Path, voice: Path, length_s: float) -> None:
    with pytest.raises(ToolRefusal, match="up to 900 seconds"):
        speak(SCORE, length_s, Mbrola(stand_in(tmp_path), voice))


def test_what_is_missing_is_named_with_its_licence(tmp_path: Path, voice: Path) -> None:
    program = stand_in(tmp_path)
    for places, what in ((([], [voice]), "MBROLA, which"), (([program], []), "voice hn1 of MBROLA")):
        with pytest.raises(ToolRefusal, match=what) as refusal:
            probe(*places)
        assert refusal.value.code == 3
        assert "not to be sold" in " ".join(refusal.value.do.split())
    with pytest.raises(ToolRefusal, match="not a voice of MBROLA"):
        probe([program], [program])
    program.chmod(0o644)
    with pytest.raises(ToolRefusal, match="not installed"):
        probe([program], [voice])


def test_a_record_tells_program_and_voice_by_their_digests(tmp_path: Path, voice: Path) -> None:
    told = Mbrola(stand_in(tmp_path), voice).told
    voice.write_bytes(b"MBROLA other")
    assert told != Mbrola(stand_in(tmp_path), voice).told


def test_the_voice_is_never_carried_in_the_house() -> None:
    house = Path(mbrola.__file__).parents[1]
    assert not [path for path in house.rglob("hn1*") if path.is_file()]
    assert "sold" in mbrola.LICENCE


@pytest.mark.skipif(installed() is None, reason="mbrola and mbrola-hn1 are not installed (Debian contrib and non-free)")
def test_the_real_voice_speaks() -> None:
    wav = speak(SCORE, LENGTH_S)
    assert abs(len(wav) / 2 - 16_000) < 2_000
    with pytest.raises(ToolRefusal):
        speak("_ 60\nk 60 50 116\ns\\ 60 50 116\na 400 50 116\n_ 60\n", 0.64)
