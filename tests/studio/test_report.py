# SPDX-License-Identifier: Apache-2.0
"""The studio's report: it says what was done, what is outside and what nobody checked, and needs no network."""

import json
import re
from html import unescape
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from attrs import evolve

from safeconduct.model.channel import SoundFile
from safeconduct.model.codec import plain
from safeconduct.model.product import Master, MasterFile, Taken, Treated
from safeconduct.model.refusal import StepRefusal
from safeconduct.studio import files
from safeconduct.studio.meters import curves
from safeconduct.studio.report.doings import DOINGS, doing, figure, is_surprise
from safeconduct.studio.report.looking import COLUMNS, look, look_at
from safeconduct.studio.report.orders import Limits, ReportOrder
from safeconduct.studio.report.outline import BANDS, frequencies
from safeconduct.studio.report.report import report
from safeconduct.studio.report.scale import Axis, seconds
from safeconduct.studio.report.sentences import hum_told, summary, unchecked
from safeconduct.studio.report.telling import done_told
from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.tags import Tags

from .companion_samples import TEXTS, master_of, told_master, written

LIMITS = Limits(-23.0, 0.2, -1.0, -18.0, 100.0, 3.0)
ORDER = ReportOrder(
    "spot.report.html", "Leave <on> foot", "FM", LIMITS, "the Appeal", "en", "SPECIMEN. No.", texts=TEXTS
)
WORDS = (
    "hum",
    "noise",
    "level",
    "sibilants",
    "compressor",
    "shaping",
    "band",
    "limiter",
    "trim",
    "rumble",
    "presence",
    "clipped",
)


def sine(hz: float, length_s: float, amplitude: float = 0.25) -> Samples:
    return np.asarray(amplitude * np.sin(2 * np.pi * hz * np.arange(round(length_s * RATE_HZ)) / RATE_HZ), np.float32)


def page_of(order: ReportOrder, master: Master, folder: Path, **sound: Samples) -> str:
    inputs = {"master": written(master, folder)}
    for name, samples in sound.items():
        inputs[name] = folder / name
        soundfile.write(inputs[name], samples, RATE_HZ, format="WAV" if name == "after" else "FLAC")
    report(inputs, plain(order), folder)
    return (folder / order.file).read_text("utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    noise = np.random.default_rng(1).normal(0, 0.02, 5 * RATE_HZ).astype(np.float32)
    folder = tmp_path_factory.mktemp("report")
    return page_of(ORDER, told_master(), folder, before=sine(200, 5) + noise, after=sine(200, 5))


def test_every_treatment_is_told_with_its_reason_and_figures(page: str) -> None:
    for word in ("hum", "level", "band", "limiter"):
        assert DOINGS[word].name in page
    for figures in ("−31.2 LUFS", "−23.1 LUFS", "20 Hz", "80 Hz", "12.5 dBTP", "−63.9 dB"):
        assert figures in page, figures
    assert "takes/lay-down.m4a" in page
    assert "in a pause of 0.42 s" in page


def test_the_studios_words_all_have_an_entry_and_others_are_not_lost() -> None:
    assert set(WORDS) <= set(DOINGS)
    assert all(one.why.endswith(".") for one in DOINGS.values())
    assert doing("echo").name == "Echo"


def test_what_is_synthetic_outside_or_not_checked_is_said_first(page: str) -> None:
    short, _, rest = page.partition('id="files"')
    for told in (
        "In a synthetic voice: slate-start, sender-start, walk, sender-end, slate-end.",
        "Peaks were turned down by 13.5 dB",
        "50 Hz: reduced from −48.2 dB to −63.9 dB, not removed.",
        "Whether lay-down says its script could not be told: the recogniser repeated itself.",
        "No person has listened",
        "inside what the channel asks",
    ):
        assert told in short, told
    assert "outside: at most 3.0" in rest


def test_the_page_is_one_file_without_script_or_network(page: str) -> None:
    assert not re.search(r"<(script|link|iframe|object)\b|https?://(?!www\.w3\.org/2000/svg)|@import", page)
    assert "default-src 'none'" in unescape(page)
    assert "img-src data:" in page
    assert page.count("<svg") == 3
    assert page.count("data:image/png;base64,") == 2
    assert "Leave &lt;on&gt; foot" in page
    assert '<strong lang="en">SPECIMEN. No.</strong>' in page


def test_the_same_sound_gives_the_same_page(page: str, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.02, 5 * RATE_HZ).astype(np.float32)
    assert page_of(ORDER, told_master(), tmp_path, before=sine(200, 5) + noise, after=sine(200, 5)) == page


def test_it_works_for_anybodys_recording_without_a_manuscript(tmp_path: Path) -> None:
    master = Master((MasterFile("talk.wav", 5.0, -23.0, -4.0),), (), False, False, False, False)
    told = page_of(ReportOrder("r.html", "talk.m4a", "FM", LIMITS), master, tmp_path, after=sine(200, 5))
    assert "There was no script: nothing is known about the words." in told
    assert "Nothing is recorded as done." in told
    assert 'id="paragraphs"' not in told
    assert told.count("<svg") == 3
    assert told.count("data:image/png") == 1


def test_without_sound_nothing_is_drawn_and_the_page_says_so(tmp_path: Path) -> None:
    told = page_of(ORDER, told_master(), tmp_path)
    assert "There was no sound at hand to draw." in told
    assert "<svg" not in told


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (MasterFile("a.wav", 10, -23.3, -2), "Outside what the channel asks: a.wav."),
        (MasterFile("a.wav", 10, -23.0, -0.9), "Outside what the channel asks: a.wav."),
        (MasterFile("a.wav", 10, -23.0, -2, -17.9), "Outside what the channel asks: a.wav."),
        (MasterFile("a.wav", 101.1, -23.0, -2), "Outside what the channel asks: a.wav."),
        (MasterFile("a.wav", 101, -23.2, -1.0, -18.0), "The finished file is inside what the channel asks."),
    ],
)
def test_a_file_is_held_against_every_limit(file: MasterFile, told: str) -> None:
    assert next(summary(Master((file,), (), False, False, False, False), ORDER)) == told


def test_a_paragraph_that_was_lost_is_named() -> None:
    master = master_of(TEXTS)
    lost = evolve(master, files=(evolve(master.files[0], heard=("slate-start", "walk")),))
    assert any("Not found again" in told and "lay-down" in told and "walk" not in told for told in summary(lost, ORDER))
    silent = evolve(master, files=(evolve(master.files[0], heard=()),))
    assert any("was not looked for" in told for told in unchecked(silent))
    assert any("no recogniser was at work" in told for told in unchecked(master))


def test_hum_is_never_said_to_be_gone() -> None:
    taken = Taken("a", "WAV", 48000, 1, 1, -20, -1, -50, 60.0, -40, -70)
    assert hum_told(taken) == "60 Hz: reduced from −40.0 dB to −70.0 dB, not removed"
    assert hum_told(evolve(taken, hum_after_db=-40)) == "60 Hz, −40.0 dB: left as it is"
    assert "no proof" in hum_told(evolve(taken, hum_hz=0.0))


def test_treatments_come_in_the_order_in_which_they_were_done_each_once() -> None:
    told = done_told(told_master())
    assert [one.doing.name for one in told] == [DOINGS[word].name for word in ("hum", "level", "band", "limiter")]
    assert [where for where, *_ in told[1].places] == ["lay-down", "walk"]


def test_what_was_left_alone_is_said_to_be_left() -> None:
    master = Master((), (), False, False, False, False, treated=(Treated("clipped", 0.2, 0.2, "s"),))
    assert done_told(master)[0].places == (("all of it", "clipped in all", "0.20 s", "left as it is"),)


def test_only_much_limiting_is_a_surprise() -> None:
    assert is_surprise(Treated("limiter", 9.5, -1.0, "dBTP"))
    assert not is_surprise(Treated("limiter", 8.5, -1.0, "dBTP"))
    assert not is_surprise(Treated("level", 20.0, -1.0, "LUFS"))


def test_figures_are_written_for_people() -> None:
    assert figure(-23.04, "LUFS") == "−23.0 LUFS"
    assert figure(-0.04, "dB") == "0.0 dB"
    assert figure(44100, "Hz") == "44,100 Hz"
    assert figure(1.234, "s") == "1.23 s"
    assert figure(3, "") == "3"


@pytest.mark.parametrize("hz", [60.0, 1000.0, 12000.0])
def test_a_tone_is_seen_at_its_pitch_and_level(hz: float) -> None:
    seen = look([sine(hz, 3.0)], 3 * RATE_HZ)
    found = frequencies()[int(np.argmax(seen.spectrum))]
    assert found == pytest.approx(hz, rel=0.06, abs=12)
    assert float(np.max(seen.high)) == pytest.approx(0.25, rel=0.01)
    assert float(np.min(seen.low)) == pytest.approx(-0.25, rel=0.01)
    assert seen.bands.shape == (seen.high.size, BANDS)


def test_loudness_is_what_the_meter_shows() -> None:
    tape = [sine(1000, 7.0), sine(1000, 3.0, 0.05)]
    seen = look(tape, 10 * RATE_HZ)
    assert seen.short_term == pytest.approx(curves.short_term(tape))
    assert seen.momentary == pytest.approx(curves.momentary(tape))


@pytest.mark.parametrize("cut", [1, 997, 48_000, 500_000])
def test_however_the_tape_is_cut_the_same_is_seen(cut: int) -> None:
    sound = sine(300, 4.0) if cut > 1 else sine(300, 0.1)
    whole = look([sound], sound.size)
    parts = look([sound[at : at + cut] for at in range(0, sound.size, cut)], sound.size)
    assert parts.high == pytest.approx(whole.high)
    assert parts.bands == pytest.approx(whole.bands)
    assert parts.length_s == whole.length_s


@pytest.mark.parametrize("samples", [0, 1, 100, 480, 4_801])
def test_sound_that_is_hardly_there_is_drawn_too(samples: int, tmp_path: Path) -> None:
    sound = {"after": np.zeros(samples, np.float32)} | ({"before": sine(200, 1)[:samples]} if samples else {})
    told = page_of(ORDER, told_master(), tmp_path, **sound)
    assert not re.search(r"\bnan\b|\binf\b", told)
    assert told.count("<svg") == 3


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF and nothing else")
    with pytest.raises(StepRefusal, match="cannot be read"):
        look_at(tmp_path / "a.wav")


@pytest.mark.parametrize(("kind", "subtype"), [("MP3", "MPEG_LAYER_III"), ("OGG", "OPUS"), ("FLAC", "PCM_24")])
def test_a_finished_file_of_any_kind_is_looked_at(kind: str, subtype: str, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "after", sine(500, 2.0), RATE_HZ, format=kind, subtype=subtype)
    seen = look_at(tmp_path / "after")
    assert seen.length_s == pytest.approx(2.0, abs=0.1)
    assert frequencies()[int(np.argmax(seen.spectrum))] == pytest.approx(500, rel=0.06)


@pytest.mark.skipif(find_spec("av") is None, reason="the extra “media” is not installed")
def test_m4a_is_looked_at_too(tmp_path: Path) -> None:
    sound = sine(500, 2.0)
    files.write(tmp_path / "a.m4a", [sound], sound.size, SoundFile("m4a", RATE_HZ, kbps=64), Tags("T", "S"))
    seen = look_at(tmp_path / "a.m4a")
    assert seen.length_s == pytest.approx(2.0, abs=0.1)
    assert frequencies()[int(np.argmax(seen.spectrum))] == pytest.approx(500, rel=0.06)


def test_other_rates_and_two_channels_are_read(tmp_path: Path) -> None:
    both = np.stack([sine(500, 2.0), np.zeros(2 * RATE_HZ, np.float32)], axis=1)[::3]
    soundfile.write(tmp_path / "a.wav", both, 16000)
    seen = look_at(tmp_path / "a.wav")
    assert seen.length_s == pytest.approx(2.0, abs=0.001)
    assert float(np.max(seen.high)) == pytest.approx(0.125, rel=0.05)


def test_a_long_recording_is_no_larger_in_the_picture() -> None:
    seen = look((sine(300, 10.0) for _ in range(12)), 120 * RATE_HZ)
    assert seen.high.size <= COLUMNS
    assert seen.length_s == 120.0


def test_time_axes_have_round_ticks() -> None:
    assert seconds(0.5) == pytest.approx((0, 0.1, 0.2, 0.3, 0.4, 0.5))
    assert seconds(48)[:3] == (0, 5, 10)
    for length_s in (0.1, 7, 61, 600, 3600, 20_000):
        ticks = seconds(length_s)
        assert 1 <= len(ticks) <= 14
        assert all(a < b <= length_s + 1e-6 for a, b in pairwise(ticks))
    axis = Axis(-60.0, 0.0, 100.0, 0.0)
    assert [axis.at(value) for value in (-90, -60, -30, 0, 5)] == [100, 100, 50, 0, 0]


def test_orders_survive_the_way_to_a_worker() -> None:
    from safeconduct.model.canonical import canonical
    from safeconduct.model.codec import record_from

    assert record_from(json.loads(canonical(plain(ORDER))), ReportOrder) == ORDER
