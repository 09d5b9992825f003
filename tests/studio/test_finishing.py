# SPDX-License-Identifier: Apache-2.0
"""What is finished holds its loudness and its ceiling in the file itself, decoded again, or says that it does not."""

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.channel import SoundChannel, SoundFile
from safeconduct.model.refusal import StepRefusal
from safeconduct.studio import files
from safeconduct.studio.finishing.finish import Finished, finish
from safeconduct.studio.finishing.survey import surveyed
from safeconduct.studio.meters.meter import measured
from safeconduct.studio.samples import RATE_HZ, Samples

from .finishing_sounds import FLAC, M4A, MP3, OGG, REACHABLE, TAGS, UNREACHABLE, WAV, WAV24, channel, paragraphs, reel

needs_codecs = pytest.mark.skipif(find_spec("av") is None, reason="the extra `media` is not installed")


def done(folder: Path, sound: Samples, to: SoundChannel, spec: SoundFile) -> Finished:
    """Finish a sound; the figures must be those of the file that lies there."""
    folder.mkdir(exist_ok=True)
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    path = folder / f"spot.{spec.container}"
    made = finish(reel(folder, sound), to, spec, TAGS, path, [], scratch)
    figures = measured(files.decoded(path))
    assert made.file.file == path.name
    assert (made.file.loudness_lufs, made.file.peak_dbtp, made.file.length_s) == (
        figures.integrated_lufs,
        figures.true_peak_dbtp,
        figures.length_s,
    )
    assert not list(scratch.iterdir())
    return made


def assert_holds(made: Finished, to: SoundChannel) -> None:
    assert abs(made.file.loudness_lufs - to.loudness_lufs) <= 0.2
    assert made.file.peak_dbtp <= to.peak_dbtp


@pytest.mark.parametrize("name", REACHABLE)
def test_a_wav_holds_loudness_and_ceiling(name: str, tmp_path: Path) -> None:
    sound = REACHABLE[name]()
    made = done(tmp_path, sound, channel(), WAV)
    assert_holds(made, channel())
    assert abs(made.file.loudness_lufs + 23.0) <= 0.05
    assert made.file.length_s == sound.size / RATE_HZ


@pytest.mark.parametrize("name", REACHABLE)
def test_an_mp3_holds_loudness_and_ceiling(name: str, tmp_path: Path) -> None:
    assert_holds(done(tmp_path, REACHABLE[name](), channel(), MP3), channel())


@needs_codecs
@pytest.mark.parametrize("spec", [OGG, M4A], ids=lambda spec: str(spec.container))
@pytest.mark.parametrize("name", ["speech", "uneven", "one click in speech", "clipped"])
def test_opus_and_aac_hold_loudness_and_ceiling(name: str, spec: SoundFile, tmp_path: Path) -> None:
    to = channel(-19.0, -3.0)
    assert_holds(done(tmp_path, REACHABLE[name](), to, spec), to)


@pytest.mark.parametrize("spec", [WAV24, FLAC], ids=["wav24", "flac"])
@pytest.mark.parametrize("name", ["speech", "one click in speech", "DC offset", "half scale alternating"])
def test_other_files_hold_too(name: str, spec: SoundFile, tmp_path: Path) -> None:
    assert_holds(done(tmp_path, REACHABLE[name](), channel(), spec), channel())


@pytest.mark.parametrize("name", UNREACHABLE)
def test_what_cannot_be_as_loud_says_so_and_keeps_the_ceiling(name: str, tmp_path: Path) -> None:
    sound = UNREACHABLE[name]()
    made = done(tmp_path, sound, channel(), WAV)
    assert made.file.loudness_lufs < -23.2
    assert made.file.peak_dbtp <= -1.0
    before = measured([sound]).integrated_lufs
    if before <= -70.0:
        # Hiss stays hiss, and digital silence stays digital silence.
        after = measured(files.decoded(tmp_path / "spot.wav")).sample_peak_dbfs
        assert after <= (max(-78.0, measured([sound]).sample_peak_dbfs + 0.1) if sound.any() else -120.0)
    else:
        assert made.file.loudness_lufs <= before + 55.1


MOST_TAKEN_DB = 6.0
"""What a limiter takes off the highest peak without running out of gain, whatever the sound is."""


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(sorted(REACHABLE)),
    st.floats(-15, 20),
    st.sampled_from([-16.0, -19.0, -23.0, -24.5, -27.0]),
    st.floats(-3, -0.5),
)
def test_any_level_and_any_channel(
    tmp_path_factory: pytest.TempPathFactory, name: str, gain_db: float, loudness: float, peak: float
) -> None:
    """The ceiling always holds; the loudness too where 40 dB of gain and 6 dB of limiting are enough for it.

    Where a sound hangs on an offset that fills the room, it holds where no limiting is needed.
    """
    sound = REACHABLE[name]() * 10 ** (gain_db / 20)
    to = channel(loudness, peak)
    made = done(tmp_path_factory.mktemp("any"), sound, to, WAV)
    assert made.file.peak_dbtp <= peak
    before = measured([sound])
    lacking = loudness - before.integrated_lufs
    # A limiter takes peaks down, not the offset on which a whole sound hangs: this must leave it room.
    hangs_dbfs = 20 * np.log10(max(1e-9, abs(float(np.mean(sound))))) + lacking
    taken_db = MOST_TAKEN_DB if hangs_dbfs <= peak - 2 * MOST_TAKEN_DB else 0.0
    if lacking <= 40 and before.true_peak_dbtp + lacking <= peak - 0.1 + taken_db:
        assert_holds(made, to)
    else:
        assert made.file.loudness_lufs <= loudness + 0.2


HOUR = """
import resource, sys
from pathlib import Path
import numpy as np
from safeconduct.studio.finishing.finish import finish
from safeconduct.studio.reel import wound
from tests.studio.finishing_sounds import TAGS, WAV, channel, paragraphs

def most_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

folder = Path(sys.argv[1])
minute = np.asarray(paragraphs(59)[0], np.float32)

def reel(minutes, name):
    return wound(folder / name, (minute for _ in range(minutes)))

def made(minutes):
    taken = reel(minutes, f"{minutes}.f4")
    file = finish(taken, channel(-16.0), WAV, TAGS, folder / f"{minutes}.wav", [], folder / "scratch").file
    assert abs(file.loudness_lufs + 16) <= 0.2 and file.peak_dbtp <= -1, file

(folder / "scratch").mkdir()
made(1)
before = most_mb()
made(60)
print(most_mb() - before)
"""


@pytest.mark.slow
def test_an_hour_takes_hardly_more_memory_than_a_minute(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", HOUR, str(tmp_path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert float(ran.stdout) <= 70


def test_three_seconds_are_bounded_where_a_channel_asks(tmp_path: Path) -> None:
    sound = np.concatenate([REACHABLE["speech, 12 s"](), 4 * paragraphs(4, seed=9)[0], REACHABLE["speech, 12 s"]()])
    assert done(tmp_path / "free", sound, channel(), WAV).file.short_term_lufs > -18
    to = channel(short_term_lufs=-18)
    made = done(tmp_path / "bound", sound, to, WAV)
    assert_holds(made, to)
    assert made.file.short_term_lufs <= -18


def test_what_was_done_is_told(tmp_path: Path) -> None:
    """A click 20 dB over the speech is a surprise, and the block where it is taken off is named."""
    sound, spoken = paragraphs(2, 2)
    sound[round(1.5 * RATE_HZ)] += 20
    folder = tmp_path / "scratch"
    folder.mkdir()
    made = finish(reel(tmp_path, sound), channel(), WAV, TAGS, tmp_path / "spot.wav", spoken, folder)
    told = {(one.what, one.unit, one.where): (one.before, one.after) for one in made.treated}
    before, after = told["limiter", "dBTP", ""]
    assert before - after > 10
    assert told["limiter", "dBTP", "p1"] == (before, after)
    assert ("limiter", "dBTP", "p2") not in told
    assert -1 < told["limiter", "dB", ""][1] < 0
    assert told["level", "LUFS", ""][1] == -23


@needs_codecs
def test_the_files_of_a_channel_tell_the_same_level(tmp_path: Path) -> None:
    sound = REACHABLE["speech, 12 s"]()
    levels = {
        one
        for spec in (WAV, MP3, OGG)
        for one in done(tmp_path / spec.container, sound, channel(-19.0), spec).treated
        if one.what == "level"
    }
    assert len(levels) == 1


@needs_codecs
def test_opus_is_rehearsed_on_the_loudest_moments_of_a_longer_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    honest = files.write

    def write(path: Path, tape: object, size: int, *rest: object) -> None:
        sizes.append(size)
        honest(path, tape, size, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "write", write)
    sound = paragraphs(29)[0]
    assert_holds(done(tmp_path, sound, channel(-19.0), OGG), channel(-19.0))
    assert sizes[0] == 12 * RATE_HZ
    assert sizes[1:] in ([sound.size], [sound.size] * 2)


def test_nothing_is_told_of_a_limiter_that_had_nothing_to_do(tmp_path: Path) -> None:
    made = done(tmp_path, REACHABLE["speech"](), channel(-30.0), WAV)
    assert [one.what for one in made.treated] == ["level"]


def test_same_sound_same_bytes(tmp_path: Path) -> None:
    sound = REACHABLE["one click in speech"]()
    for name in ("one", "two"):
        done(tmp_path / name, sound, channel(), WAV)
    assert (tmp_path / "one" / "spot.wav").read_bytes() == (tmp_path / "two" / "spot.wav").read_bytes()


def test_a_survey_serves_several_files_and_is_left_as_it_was(tmp_path: Path) -> None:
    taken = reel(tmp_path, REACHABLE["one click in speech"]())
    survey = surveyed(taken.tape())
    peaks = survey.peak_dbtp.copy()
    made = [
        finish(taken, channel(-16, -2), MP3, TAGS, tmp_path / f"{n}.mp3", [], tmp_path, given)
        for n, given in enumerate([survey, survey, None])
    ]
    assert np.array_equal(survey.peak_dbtp, peaks)
    assert len({one.file.loudness_lufs for one in made}) == 1


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_no_sound_are_refused(broken: float, tmp_path: Path) -> None:
    sound = REACHABLE["speech"]()
    sound[1000] = broken
    with pytest.raises(StepRefusal, match="no sound"):
        done(tmp_path, sound, channel(), WAV)
    assert not (tmp_path / "spot.wav").exists()


def test_sound_of_no_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StepRefusal, match="no length"):
        done(tmp_path, np.zeros(0), channel(), WAV)


Saboteur = Callable[[Samples], Samples]


def lost(sound: Samples) -> Samples:
    """Mute the second paragraph."""
    sound[round(3.0 * RATE_HZ) : round(5.0 * RATE_HZ)] = 0
    return sound


def swapped(sound: Samples) -> Samples:
    """Exchange the first and the second paragraph, of the same length."""
    first, second = slice(RATE_HZ // 2, RATE_HZ * 5 // 2), slice(3 * RATE_HZ, 5 * RATE_HZ)
    sound[first], sound[second] = sound[second].copy(), sound[first].copy()
    return sound


def cut_short(sound: Samples) -> Samples:
    """Leave away the last half second of the second paragraph."""
    sound[round(4.5 * RATE_HZ) : round(5.0 * RATE_HZ)] = 0
    return sound


def faint(sound: Samples) -> Samples:
    """Let the second paragraph be hardly heard."""
    sound[3 * RATE_HZ : 5 * RATE_HZ] *= 0.3
    return sound


def late(sound: Samples) -> Samples:
    """Let everything from the second paragraph on come a fifth of a second later."""
    sound[3 * RATE_HZ :] = np.roll(sound[3 * RATE_HZ :], RATE_HZ // 5)
    return sound


@pytest.mark.parametrize(
    ("saboteur", "left"),
    [
        (lambda sound: sound, ("p1", "p2", "p3")),
        (lost, ("p1", "p3")),
        (swapped, ("p3",)),
        (cut_short, ("p1", "p3")),
        (faint, ("p1", "p3")),
        (late, ("p1",)),
    ],
    ids=["honest", "lost", "swapped", "cut short", "faint", "late"],
)
@pytest.mark.parametrize("spec", [WAV, MP3], ids=["wav", "mp3"])
def test_a_paragraph_that_an_encoder_loses_is_not_heard(
    saboteur: Saboteur, left: tuple[str, ...], spec: SoundFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, spoken = paragraphs(2, 2, 2)
    honest = files.write

    def write(path: Path, tape: object, size: int, *rest: object) -> None:
        honest(path, [saboteur(np.concatenate(list(tape)))], size, *rest)  # type: ignore[call-overload, arg-type]

    monkeypatch.setattr(files, "write", write)
    path = tmp_path / f"spot.{spec.container}"
    (tmp_path / "scratch").mkdir()
    made = finish(reel(tmp_path, sound), channel(), spec, TAGS, path, spoken, tmp_path / "scratch")
    assert made.file.heard == left


@needs_codecs
def test_every_paragraph_is_heard_through_a_small_opus_file(tmp_path: Path) -> None:
    sound, spoken = paragraphs(1.5, 0.4, 2)
    (tmp_path / "scratch").mkdir()
    made = finish(reel(tmp_path, sound), channel(), OGG, TAGS, tmp_path / "spot.ogg", spoken, tmp_path / "scratch")
    assert made.file.heard == ("p1", "p2", "p3")


def test_a_silent_block_and_one_outside_the_sound_are_not_heard(tmp_path: Path) -> None:
    sound, spoken = paragraphs(1)
    beside = [*spoken, ("pause", 0.0, 0.4), ("after", 90.0, 91.0), ("nothing", 1.0, 1.0)]
    (tmp_path / "scratch").mkdir()
    made = finish(reel(tmp_path, sound), channel(), WAV, TAGS, tmp_path / "spot.wav", beside, tmp_path / "scratch")
    assert made.file.heard == ("p1",)
