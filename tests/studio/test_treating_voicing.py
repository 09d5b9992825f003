# SPDX-License-Identifier: Apache-2.0
"""A channel gets the voice it needs: nothing is shifted, what was done is told, and what was not is not."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import SoundChannel, Voicing
from safeconduct.studio import speech
from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.treating.compressing import compressed, usual
from safeconduct.studio.treating.shaping import HORN, shaped
from safeconduct.studio.treating.sibilants import MOST_DB, DeEsser, lowest_hz, reduction_db
from safeconduct.studio.treating.tone import Tone, presence
from safeconduct.studio.treating.voicing import voiced

from .conftest import tone
from .voices import delay, in_pieces, noise, reel_of, rms_db, spoken, whole

OPEN = Voicing(low_hz=0, high_hz=0, presence_db=0.0, ratio=1.0, de_ess=False, shaping=False)
HORNED = Voicing(low_hz=160, high_hz=6000, presence_db=0.0, ratio=4.0, de_ess=True, shaping=True)
SOUND = {name: channel for name, channel in channels().items() if isinstance(channel, SoundChannel)}


def voice(folder: Path, sound: Samples, voicing: Voicing) -> tuple[Samples, dict[str, tuple[float, float]]]:
    """Return the sound after `voiced`, and what was told: before and after, by what."""
    reel, treated = voiced(reel_of(folder, sound), voicing, [], folder / "out.reel")
    assert sorted(path.name for path in folder.iterdir()) == ["in.reel", "out.reel"]
    return reel.read(0, reel.size), {told.what: (told.before, told.after) for told in treated}


@pytest.mark.parametrize("name", sorted(SOUND))
def test_no_channel_shifts_a_voice_or_changes_its_length(tmp_path: Path, name: str) -> None:
    sound = spoken(6.3)
    done, told = voice(tmp_path, sound, SOUND[name].voicing)
    assert done.size == sound.size
    assert delay(sound, done) == 0
    assert np.all(np.isfinite(done))
    assert "compressor" in told
    assert told["compressor"][1] < told["compressor"][0]


def test_a_channel_that_asks_for_nothing_gets_what_came_in(tmp_path: Path) -> None:
    sound = spoken(2.0)
    done, told = voice(tmp_path, sound, OPEN)
    assert np.allclose(done, sound, atol=1e-6)
    assert told == {}


@pytest.mark.parametrize("voicing", [OPEN, HORNED, SOUND["fm"].voicing], ids=["open", "horn", "fm"])
@given(size=st.sampled_from([0, 1, 47, 1535, 48_000]), kind=st.sampled_from(["silence", "clipped", "offset", "click"]))
@settings(max_examples=12, deadline=None)
def test_any_sound_comes_through(
    tmp_path_factory: pytest.TempPathFactory, voicing: Voicing, size: int, kind: str
) -> None:
    sound = {
        "silence": np.zeros(size),
        "clipped": np.sign(spoken(1.0)[:size]),
        "offset": np.full(size, 0.5),
        "click": np.eye(1, size, size // 2)[0] if size else np.zeros(0),
    }[kind]
    done, _ = voice(tmp_path_factory.mktemp("voice"), sound, voicing)
    assert done.size == size
    assert np.all(np.isfinite(done))


def test_the_same_voice_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        reel, treated = voiced(reel_of(folder, spoken(3.0)), HORNED, [(0.0, 1.5)], folder / "out.reel")
        made.append((reel.path.read_bytes(), treated))
    assert made[0] == made[1]


def test_levels_are_judged_where_somebody_speaks(tmp_path: Path) -> None:
    quiet, loud = spoken(2.0, 0.05), np.asarray(tone(-3.0, 4.0), np.float32)
    reel = reel_of(tmp_path, np.concatenate([quiet, loud]))
    with_spans, _ = voiced(reel, SOUND["fm"].voicing, [(0.0, 2.0)], tmp_path / "spans.reel")
    without, _ = voiced(reel, SOUND["fm"].voicing, [], tmp_path / "none.reel")
    tone_after = [rms_db(done.read(3 * RATE_HZ, 5 * RATE_HZ)) for done in (with_spans, without)]
    assert tone_after[0] < tone_after[1] - 6.0


def test_the_band_is_told_where_it_takes_something_away(tmp_path: Path) -> None:
    voicing = Voicing(low_hz=150, high_hz=4500, presence_db=5.0, ratio=1.0, de_ess=False, shaping=False)
    reel, treated = voiced(reel_of(tmp_path, noise(2 * RATE_HZ, 0.1)), voicing, [], tmp_path / "out.reel")
    told = [(one.what, one.before, one.after, one.unit) for one in treated]
    assert told[0][0::2] == ("band", 150)
    assert told[0][1] < 10
    assert told[1] == ("band", told[1][1], 4500, "Hz")
    assert told[1][1] > 23_900
    assert [one[0] for one in told] == ["band", "band", "presence"]
    assert 1.0 < told[2][2] - told[2][1] < 5.0
    narrow, again = voiced(reel, Voicing(20, 12_000, 0.0, 1.0, False, False), [], tmp_path / "narrow.reel")
    assert again == ()
    assert rms_db(narrow.read(0, narrow.size)) == pytest.approx(rms_db(reel.read(0, reel.size)), abs=0.1)


def test_presence_lifts_2_to_4_khz_only() -> None:
    gain_db = 20 * np.log10(presence(4.0)(np.array([100.0, 900.0, 2000.0, 3000.0, 4000.0, 7000.0, 12_000.0])))
    assert np.allclose(gain_db, [0, 0, 4, 4, 4, 0, 0], atol=1e-9)


def test_am_meets_the_mask_of_american_broadcasters() -> None:
    # NRSC-1: -15 dB at 10 kHz, -30 at 10.5, -40 at 11, -50 at 15 kHz.
    voicing = SOUND["am"].voicing
    tone_of_am = Tone(voicing.low_hz, voicing.high_hz, voicing.presence_db)
    for hz, most_db in ((10_000.0, -15), (10_500.0, -30), (11_000.0, -40), (15_000.0, -50)):
        sound = whole(tone_of_am.toned(in_pieces(tone(0.0, 3.0, hz), 50_000)))
        assert rms_db(sound[RATE_HZ : 2 * RATE_HZ]) + 3.01 < most_db


def hissing() -> tuple[Samples, Samples]:
    """Return vowels with a loud hiss in every second, and where the hiss is."""
    time_s = np.arange(6 * RATE_HZ) / RATE_HZ
    is_hiss = (time_s % 1.0 > 0.7) & (time_s % 1.0 < 0.85)
    vowels = 0.1 * np.sin(2 * np.pi * 220 * time_s) * ~is_hiss
    spectrum = np.fft.rfft(noise(time_s.size, 1.0))
    spectrum[np.fft.rfftfreq(time_s.size, 1 / RATE_HZ) < 5500] = 0.0
    hiss = np.fft.irfft(spectrum, time_s.size)
    return np.asarray(vowels + 0.12 * hiss * is_hiss, np.float32), np.asarray(is_hiss)


def test_a_hiss_that_sticks_out_is_turned_down_and_vowels_stay() -> None:
    sound, is_hiss = hissing()
    level_db = speech.speech_db(speech.frame_levels(sound))
    esser = DeEsser(lowest_hz(15_000), level_db)
    done = whole(esser.de_essed(in_pieces(sound, 70_001)))
    inside = np.convolve(is_hiss, np.ones(4800), mode="same") >= 4800
    outside = np.convolve(is_hiss, np.ones(4800), mode="same") == 0
    turned_db = rms_db(done[inside]) - rms_db(sound[inside])
    assert -MOST_DB - 0.1 < turned_db < -4.0
    assert np.max(np.abs(done[outside] - sound[outside])) < 1e-4
    before, after = esser.levels_db or (0.0, 0.0)
    assert before - after == pytest.approx(-turned_db, abs=1.0)


def test_without_a_hiss_the_de_esser_is_not_there() -> None:
    sound = np.asarray(tone(-6.0, 3.0, 300.0), np.float32)
    esser = DeEsser(4500.0, -9.0)
    assert np.array_equal(whole(esser.de_essed(in_pieces(sound, 9_999))), sound)
    assert esser.levels_db is None
    assert np.max(reduction_db(np.array([-60.0, -9.0]))) == 0.0
    assert reduction_db(np.array([30.0]))[0] == MOST_DB


def test_loud_and_soft_syllables_come_nearer_and_pauses_are_not_pumped_up() -> None:
    room = noise(12 * RATE_HZ, 1e-3)
    time_s = np.arange(room.size) / RATE_HZ
    speaking = time_s % 3.0 < 2.0
    loudness = np.where(time_s % 2.0 < 1.0, 0.3, 0.05)
    sound = np.asarray(room + loudness * speaking * np.sin(2 * np.pi * 300 * time_s), np.float32)
    done = whole(compressed(in_pieces(sound, 48_000), usual(4.0), speech.speech_db(speech.frame_levels(sound))))
    inner = (time_s % 1.0 > 0.3) & (time_s % 1.0 < 0.7)
    loud, soft = inner & speaking & (loudness > 0.1), inner & speaking & (loudness < 0.1)
    before_db = rms_db(sound[loud]) - rms_db(sound[soft])
    after_db = rms_db(done[loud]) - rms_db(done[soft])
    assert after_db < before_db - 6.0
    pause = (time_s % 3.0 > 2.5) & (time_s % 3.0 < 2.9)
    pause_gain_db = rms_db(done[pause]) - rms_db(sound[pause])
    loud_gain_db = rms_db(done[loud]) - rms_db(sound[loud])
    soft_gain_db = rms_db(done[soft]) - rms_db(sound[soft])
    assert loud_gain_db < pause_gain_db < soft_gain_db
    # From one end of a pause to the other its noise keeps its level.
    gain = done[pause] / sound[pause]
    assert np.max(gain) / np.min(gain) < 1.15


def test_shaping_strengthens_what_carries_and_keeps_its_place() -> None:
    sound = spoken(4.0)
    done = whole(shaped(in_pieces(sound, 33_333)))
    assert done.size == sound.size
    assert delay(sound, done) == 0
    hz = np.fft.rfftfreq(sound.size, 1 / RATE_HZ)
    carrying = (hz > 1500) & (hz < 4000)

    def share(samples: Samples) -> float:
        power = np.square(np.abs(np.fft.rfft(samples)))
        return float(np.sum(power[carrying]) / np.sum(power))

    assert share(done) > 1.2 * share(sound)
    assert np.all(done[-RATE_HZ // 4 :] == 0.0)


def test_shaping_has_no_ear_for_noise() -> None:
    # Open loop: the gain of a frame is fixed but for what hisses in the frame itself.
    assert HORN.gain_db(np.array([3000.0]))[0] == HORN.lift_db
    assert HORN.gain_db(np.array([HORN.from_hz]))[0] == 0.0
    sound = spoken(2.0)
    alone = whole(shaped(in_pieces(sound, 50_000)))
    louder = whole(shaped(in_pieces(sound * np.float32(4.0), 50_000)))
    assert np.allclose(louder, 4.0 * alone, atol=1e-4)
    assert HORN.gain_db(np.array([12_000.0]))[0] < 0.0


def test_memory_stays_small_for_a_long_reel(tmp_path: Path) -> None:
    import tracemalloc

    reel = Reel(tmp_path / "long.reel", 120 * RATE_HZ)
    np.tile(spoken(2.0), 60).tofile(reel.path)
    tracemalloc.start()
    voiced(reel, HORNED, [], tmp_path / "out.reel")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 60e6
