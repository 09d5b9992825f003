# SPDX-License-Identifier: Apache-2.0
"""`safeconduct measure` and `safeconduct master`, from the command line to the files, for a recording of anybody."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from safeconduct.cli.options import cli

from .press_room import Ran, Room

RATE_HZ = 48_000
SECRETS = (b"Petrenko", b"kitchen", b"Kherson", b"1999-12-31", b"46.6,32.6", b"Lavf")
CODECS = pytest.mark.skipif(find_spec("av") is None, reason="the extra “media” is not installed")
EVERY = ("am", "fm", "loudspeaker", "player", "podcast", "shortwave", "streaming", "voice-note")
FILES = {
    "am": {"wav"}, "fm": {"wav", "flac", "mp3"}, "loudspeaker": {"wav", "mp3"}, "player": {"mp3"},
    "podcast": {"mp3", "m4a"}, "shortwave": {"wav"}, "streaming": {"flac", "m4a"}, "voice-note": {"ogg"},
}  # fmt: skip


def speechlike(length_s: float, hum: float = 0.0) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Syllables of a tone with overtones, three a second, pauses between sentences, and the noise of a room."""
    at_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    tone = sum(np.sin(2 * np.pi * 140 * n * at_s + n) / n for n in range(1, 24))
    syllables = np.square(np.sin(np.pi * 3 * at_s)) * (at_s % 4 < 2.8) * (1 + 0.3 * np.sin(2 * np.pi * 0.4 * at_s))
    noise = np.random.default_rng(5).normal(0, 0.0005, at_s.size)
    mains = sum(np.sin(2 * np.pi * 50 * n * at_s) / n for n in (1, 2, 3, 5))
    return 0.15 * tone * syllables + noise + hum * mains


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds with hum, in a file that says whose and where, at a time that nobody should learn."""
    path = tmp_path_factory.mktemp("narrator") / "Petrenko kitchen 1999-12-31.flac"
    with soundfile.SoundFile(path, "w", RATE_HZ, 2, "PCM_16", format="FLAC") as file:
        file.title, file.artist, file.comment, file.date = "Kherson", "Petrenko", "GPS 46.6,32.6", "1999-12-31"
        sound = speechlike(12, hum=0.01)
        file.write(np.stack([sound, sound], axis=1))
    os.utime(path, (946_598_400, 946_598_400))
    return path


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, recording: Path) -> tuple[Path, Ran]:
    """Three channels of it; those with codecs of their own where these are installed."""
    room = Room(tmp_path_factory.mktemp("three"))
    channels = ("fm", "am", "voice-note" if find_spec("av") else "player")
    words = [word for name in channels for word in ("--channel", name)]
    return room.folder / "out", room.run("master", str(recording), *words, "-o", "out", "--json")


def refused(ran: Ran, code: int, *words: str) -> None:
    """Assert that a command ended with a sentence, what to do, and nothing else."""
    assert ran.code == code, ran.err + ran.out
    assert "Do: " in ran.err
    assert "Traceback" not in ran.err
    assert "our fault" not in ran.err
    for word in words:
        assert word in ran.err, ran.err


def here(*words: str) -> Ran:
    """Run the command in this process: for what is refused before there is any work."""
    ended = CliRunner().invoke(cli, words)
    return Ran(ended.exit_code, ended.stdout, ended.stderr, 0.0)


def test_three_channels_are_written_measured_and_told(three: tuple[Path, Ran]) -> None:
    out, ran = three
    assert ran.code == 0, ran.err + ran.out
    told = ran.report
    assert set(told) == {"schema", "recording", "channels", "missed", "written", "reader"}
    assert told["schema"] == "safeconduct-master-1"
    assert not any(told["missed"].values())
    assert sorted(told["written"]) == sorted(path.name for path in out.iterdir())
    for name, master in told["channels"].items():
        files = {file["file"] for file in master["files"]}
        assert files == {f"recording.{name}.{kind}" for kind in FILES[name]}
        assert f"recording.{name}.report.html" in told["written"]
        assert [part["block"] for part in master["paragraphs"]] == ["recording"]
    loud = {file["loudness_lufs"] for file in told["channels"]["fm"]["files"]}
    assert all(abs(one + 23) <= 0.2 for one in loud)
    assert told["recording"]["hum_hz"] == 50.0
    assert told["recording"]["file"] == ""


def test_nothing_of_the_original_is_in_any_output(three: tuple[Path, Ran], recording: Path) -> None:
    out, ran = three
    assert len(list(out.iterdir())) >= 8
    for path in out.iterdir():
        content = path.read_bytes()
        found = [secret for secret in SECRETS if secret in content or secret.decode().encode("utf-16-le") in content]
        assert not found, path.name
        assert abs(path.stat().st_mtime - time.time()) < 3600
    assert not any(secret.decode() in ran.out for secret in SECRETS)
    assert recording.stat().st_mtime == 946_598_400


def test_the_report_shows_before_and_after(three: tuple[Path, Ran]) -> None:
    page = (three[0] / "recording.fm.report.html").read_text("utf-8")
    assert page.count("<svg") == 3
    assert page.count("data:image/png;base64,") == 2
    assert "−23.0 LUFS" in page
    assert "50 Hz" in page
    assert "There was no script" in page
    assert "a person's voice" not in page
    assert "hum in :" not in page


def test_a_second_run_writes_nothing_over_what_is_there(three: tuple[Path, Ran], recording: Path) -> None:
    out, _ = three
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    room = Room(out.parent)
    again = room.run("master", str(recording), "--channel", "fm", "--channel", "player", "-o", "out")
    refused(again, 4, "there already")
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_the_same_recording_gives_the_same_bytes(three: tuple[Path, Ran], recording: Path, room: Room) -> None:
    assert room.run("master", str(recording), "--channel", "fm", "-o", "again").code == 0
    made = sorted((room.folder / "again").iterdir())
    assert len(made) == 4
    for path in made:
        assert path.read_bytes() == (three[0] / path.name).read_bytes(), path.name


@CODECS
@pytest.mark.slow
def test_every_channel_at_once(recording: Path, room: Room) -> None:
    words = [word for name in EVERY for word in ("--channel", name)]
    ran = room.run("master", str(recording), *words, "-o", "out", "--name", "talk", "--json")
    # A tone of two dozen partials is denser than a voice: the loudest channel may say that it was not reached.
    missed = {name for name, sentences in ran.report["missed"].items() if sentences}
    assert missed <= {"loudspeaker"}
    assert ran.code == len(missed), ran.err + ran.out
    expected = {f"talk.{name}.{kind}" for name in EVERY for kind in (*FILES[name], "report.html")}
    assert {path.name for path in (room.folder / "out").iterdir()} == expected
    assert list(ran.report["channels"]) == list(EVERY)


def test_a_person_is_told_what_was_made_in_lines_that_fit(recording: Path, room: Room) -> None:
    ran = room.run("master", str(recording), "--channel", "am", "-o", "out", "--title", "News", "--sender", "Us")
    assert ran.code == 0, ran.err
    assert "recording.am.wav" in ran.out
    assert "-16.0 LUFS" in ran.out
    assert "1 file and 1 report in out" in ran.out
    assert (room.folder / "out" / "recording.am.wav").read_bytes().find(b"News") > 0


def test_measure_tells_the_figures_and_holds_them_against_channels(recording: Path, room: Room) -> None:
    ran = room.run("measure", str(recording), "--channel", "fm", "--channel", "am", "--json")
    assert ran.code == 1
    told = ran.report
    assert set(told) == {"schema", "recording", "figures", "clipped_s", "remarks", "channels", "reader"}
    assert told["schema"] == "safeconduct-measure-1"
    assert told["figures"]["length_s"] == pytest.approx(12.0)
    assert told["recording"]["hum_hz"] == 50.0
    assert "LUFS" in told["channels"]["fm"][0]
    plain = room.run("measure", str(recording))
    assert plain.code == 0
    assert "50 Hz" in plain.out
    assert f"{told['figures']['integrated_lufs']:.1f} LUFS" in plain.out


def test_what_was_mastered_for_a_channel_keeps_its_limits(three: tuple[Path, Ran], room: Room) -> None:
    ran = room.run("measure", str(three[0] / "recording.fm.wav"), "--channel", "fm")
    assert ran.code == 0, ran.out
    assert "fm: keeps its limits" in ran.out


def broken_files(folder: Path, recording: Path) -> Iterator[tuple[Path, int]]:
    """Yield files that hold no sound that can be read, and the exit code they should end with."""
    whole = recording.read_bytes()
    for name, content in {
        "text.wav": b"This is not sound.\n" * 100,
        "empty.mp3": b"",
        "cut.flac": whole[:60],
        "head.wav": b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0"
        + bytes.fromhex("0100010080bb0000007701000200100064617461ffffffff"),
        "noise.m4a": np.random.default_rng(3).bytes(20_000),
    }.items():
        (folder / name).write_bytes(content)
        yield folder / name, 2
    with ZipFile(folder / "bomb.zip", "w", ZIP_DEFLATED) as bomb:
        bomb.writestr("a.wav", bytes(30 << 20))
    yield folder / "bomb.zip", 2
    yield folder / "nothing.wav", 4
    (folder / "folder.wav").mkdir()
    yield folder / "folder.wav", 4


def test_what_holds_no_sound_is_refused_in_a_sentence(recording: Path, room: Room) -> None:
    for path, code in broken_files(room.folder, recording):
        ran = here("measure", str(path))
        refused(ran, code)
        assert path.name in ran.err, ran.err
    ran = room.run("master", str(room.folder / "text.wav"), "--channel", "fm", "-o", "out")
    refused(ran, 2, "text.wav")
    assert not (room.folder / "out").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads every file")
def test_a_file_that_may_not_be_read_is_refused(recording: Path, room: Room) -> None:
    locked = room.folder / "locked.flac"
    locked.write_bytes(recording.read_bytes())
    locked.chmod(0)
    refused(room.run("measure", str(locked)), 4, "locked.flac")


def test_words_that_make_no_sense_are_refused_before_any_work(recording: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    out = str(tmp_path / "out")
    mastering = ("master", str(recording), "-o", out, "--channel")
    refused(here(*mastering, "fx"), 2, "“fx”", "voice-note")
    refused(here(*mastering, "leaflet-220x140"), 2, "no channel that is heard")
    refused(here("measure", str(recording), "--channel", "fx"), 2, "“fx”")
    for place in (tmp_path / "taken", tmp_path / "taken" / "below"):
        refused(here("master", str(recording), "-o", str(place), "--channel", "fm"), 4, "taken")
    for name in ("a/b", "../a", "", "имя", ".a"):
        refused(here(*mastering, "fm", "--name", name), 2, "name")
    assert not (tmp_path / "out").exists()


def test_without_the_codecs_wav_still_works_and_the_others_say_what_to_install(recording: Path, room: Room) -> None:
    hidden = room.folder / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import importlib.util as u\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, package=None: None if name == 'av' else found(name, package)\n"
    )
    without = {"PYTHONPATH": str(hidden)}
    both = ("--channel", "am", "--channel", "voice-note", "-o", "out")
    refused(room.run("master", str(recording), *both, environment=without), 3, "safeconduct[media]", "voice-note")
    assert not (room.folder / "out").exists()
    assert room.run("master", str(recording), "--channel", "am", "-o", "out", environment=without).code == 0
    assert (room.folder / "out" / "recording.am.wav").exists()


def _tree(pid: int) -> set[int]:
    found = {pid}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text("ascii").split():
            found |= _tree(int(child))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux tells them")
def test_who_interrupts_it_finds_nothing_half_written_and_nobody_at_work(room: Room) -> None:
    soundfile.write(room.folder / "long.wav", speechlike(120), RATE_HZ, subtype="PCM_16")
    scratch = room.folder / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "safeconduct", "master", "long.wav", "-o", "out", "--channel", "fm"]
    running = subprocess.Popen(
        [*command, "--channel", "player"],
        cwd=room.folder,
        env={**os.environ, "HOME": str(room.folder), "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + 60
    while running.poll() is None and not list(scratch.glob("*/player")) and time.monotonic() < end:
        time.sleep(0.02)
    assert list(scratch.glob("*/player")), "it never came to work on a channel"
    tree = _tree(running.pid)
    assert len(tree) > 2
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130, said
    assert said.decode() == "Interrupted; nothing was half-written.\n"
    assert not (room.folder / "out").exists()
    assert not list(scratch.iterdir())
    end = time.monotonic() + 10
    while (left := [pid for pid in tree if _alive(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert not left


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
