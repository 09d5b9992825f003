# SPDX-License-Identifier: Apache-2.0
"""Finished files: measured after decoding, marked at both ends, the same on every run, and with nothing inside."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from safeconduct.model.canonical import Digest
from safeconduct.model.codec import plain, record_from
from safeconduct.model.edition import Take
from safeconduct.model.product import Master
from safeconduct.studio.containers import ForeignMatterError, mp3_tags, refuse_foreign_matter, wav_chunks
from safeconduct.studio.encode import id3_tag
from safeconduct.studio.loudness import integrated_lufs, true_peak_dbtp
from safeconduct.studio.mix import in_band
from safeconduct.studio.planning import plan
from safeconduct.studio.samples import RATE_HZ, Samples, frame_levels, read_working, speech_bounds, write_working

from .conftest import AT, channel, commission, run, speechlike, spoken_piece, tone

TEXTS = ("You can leave on foot.", "Lay your weapon on the ground.", "Walk slowly, with both hands raised.")


Product = tuple[Path, Master]


def product(folder: Path, *, marked: bool, loudspeaker: bool = False) -> Product:
    """Make the whole piece and return the master step's folder with what was measured."""
    piece = spoken_piece(*TEXTS)
    planned = plan(piece, piece.copies["en"], channel(loudspeaker), commission(marked), {"p1": 6})
    assert planned.measured
    made = run(planned, folder) / planned.measured[0].made.step
    return made, record_from(json.loads((made / "master.json").read_bytes()), Master)


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Product:
    return product(tmp_path_factory.mktemp("specimen"), marked=True)


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Product:
    return product(tmp_path_factory.mktemp("final"), marked=False)


@pytest.fixture(scope="module")
def horn(tmp_path_factory: pytest.TempPathFactory) -> Product:
    return product(tmp_path_factory.mktemp("horn"), marked=True, loudspeaker=True)


def likeness(sound: Samples, piece: Samples, at_s: float) -> float:
    """Return the best correlation (0 to 1) of `piece` with `sound` within a tenth of a second of `at_s`."""
    first = max(0, round((at_s - 0.1) * RATE_HZ))
    near = sound[first : first + piece.size + RATE_HZ // 5]
    size = 1 << (near.size + piece.size).bit_length()
    products = np.fft.irfft(np.fft.rfft(near, size) * np.fft.rfft(piece, size).conj(), size)
    at = int(np.argmax(products[: max(1, near.size - piece.size)]))
    there = near[at : at + piece.size]
    return float(products[at] / (np.linalg.norm(there) * np.linalg.norm(piece) + 1e-9))


@pytest.mark.parametrize("name", ["specimen", "horn"])
def test_every_finished_file_is_within_tolerance_after_decoding(name: str, request: pytest.FixtureRequest) -> None:
    wanted = channel(loudspeaker=name == "horn")
    folder, master = request.getfixturevalue(name)
    assert [Path(file.file).suffix for file in master.files] == [".wav", ".mp3"]
    for file in master.files:
        sound, rate_hz = soundfile.read(folder / file.file)
        assert rate_hz == RATE_HZ
        assert sound.ndim == 1
        assert integrated_lufs(sound) == pytest.approx(wanted.loudness_lufs, abs=wanted.loudness_tolerance_lu)
        assert true_peak_dbtp(sound) <= wanted.peak_dbtp
        assert file.loudness_lufs == pytest.approx(integrated_lufs(sound), abs=0.01)
        assert file.peak_dbtp == pytest.approx(true_peak_dbtp(sound), abs=0.01)
        assert file.length_s == pytest.approx(sound.size / RATE_HZ, abs=0.001)
        paragraphs = [
            integrated_lufs(sound[round(p.start_s * RATE_HZ) : round(p.end_s * RATE_HZ)]) for p in master.paragraphs
        ]
        assert max(paragraphs) - min(paragraphs) < 1.0


def test_slates_stand_at_both_ends_when_marked_and_nowhere_when_final(specimen: Product, final: Product) -> None:
    folder, master = specimen
    assert [p.block for p in master.paragraphs] == [
        "slate-start", "sender-start", "p1", "p2", "p3", "sender-end", "slate-end"
    ]  # fmt: skip
    assert (master.slate_start, master.slate_end, master.sender_start, master.sender_end) == (True,) * 4
    first, last = (
        in_band(read_working(folder.parent / f"spot.en.radio-spot.slate-{end}.voice" / "voice.flac"), 80, 15000)
        for end in ("start", "end")
    )
    length_s = master.files[0].length_s
    for file in master.files:
        sound = read_working(folder / file.file)
        assert likeness(sound, first[:RATE_HZ], 0.3) > 0.9
        assert likeness(sound, last[-RATE_HZ:], length_s - 0.3 - 1.0) > 0.9

    final_folder, told = final
    assert [p.block for p in told.paragraphs] == ["sender-start", "p1", "p2", "p3", "sender-end"]
    assert (told.slate_start, told.slate_end, told.sender_start, told.sender_end) == (False, False, True, True)
    for file in told.files:
        assert "SPECIMEN" not in file.file
        assert likeness(read_working(final_folder / file.file), first[:RATE_HZ], 0.3) < 0.5
    slates_s = (first.size + last.size) / RATE_HZ + 2 * channel().pause_s
    assert length_s - told.files[0].length_s == pytest.approx(slates_s, abs=0.01)


def test_a_take_replaces_the_draft_voice_of_its_paragraph_only(tmp_path: Path) -> None:
    recording = tmp_path / "p2.flac"
    mine = speechlike(2.5, 210, 99)
    soundfile.write(recording, mine, RATE_HZ)
    digest = Digest(hashlib.sha256(recording.read_bytes()).hexdigest())
    piece = spoken_piece(*TEXTS, takes=(Take("spot", "en", "p2", "takes/p2.flac", digest, AT),))
    planned = plan(piece, piece.copies["en"], channel(), commission(False), {})
    assert planned.measured
    folder = run(planned, tmp_path / "made", {digest: recording}) / planned.measured[0].made.step
    master = record_from(json.loads((folder / "master.json").read_bytes()), Master)
    assert {p.block: p.voice for p in master.paragraphs} == {
        "sender-start": "draft", "p1": "draft", "p2": "take", "p3": "draft", "sender-end": "draft"
    }  # fmt: skip
    second = master.paragraphs[2]
    sound = read_working(folder / master.files[0].file)
    heard = in_band(mine, 80, 15000)
    first, end = speech_bounds(heard) or (0, 0)
    assert likeness(sound, heard[first : first + RATE_HZ], second.start_s) > 0.9
    assert second.end_s - second.start_s == pytest.approx((end - first) / RATE_HZ, abs=0.03)


def test_nothing_but_sound_title_and_sender_is_in_the_files(specimen: Product) -> None:
    folder, master = specimen
    wav, mp3 = ((folder / file.file).read_bytes() for file in master.files)
    assert wav_chunks(wav) == ("fmt ", "data")
    assert mp3_tags(mp3) == {"TIT2": "SPECIMEN - Leave on foot", "TPE1": "the Joint Appeal"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda mp3: mp3 + b"TAG" + bytes(125),
        lambda mp3: mp3 + b"APETAGEX" + bytes(24),
        lambda mp3: mp3[:-10],
        lambda mp3: mp3[1:],
        lambda mp3: id3_tag({"TIT2": "x", "TCOM": "somebody"}) + mp3[10 + mp3[9] + 128 * mp3[8] :],
    ],
)
def test_the_strict_reader_refuses_a_spoilt_mp3(
    final: Product, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    folder, master = final
    spoilt = tmp_path / "spoilt.mp3"
    spoilt.write_bytes(spoil((folder / master.files[1].file).read_bytes()))
    with pytest.raises(ForeignMatterError):
        refuse_foreign_matter(spoilt)


@pytest.mark.parametrize("spoil", [lambda wav: wav + b"LIST\0\0\0\0", lambda wav: wav[:-2], lambda _: b"RIFF"])
def test_the_strict_reader_refuses_a_spoilt_wav(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "spoilt.wav"
    soundfile.write(path, tone(-10, 0.1), RATE_HZ)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ForeignMatterError):
        refuse_foreign_matter(path)


def test_the_band_is_the_channels() -> None:
    for hz, kept_db in ((60, -40), (250, -3), (1000, 0), (6000, -3), (9000, -25)):
        through = in_band(tone(0, 1, hz), 250, 6000)[RATE_HZ // 4 : -RATE_HZ // 4]
        gain_db = float(np.median(frame_levels(through))) + 3.01
        assert gain_db <= kept_db + 0.1 if kept_db < -3 else gain_db == pytest.approx(kept_db, abs=0.1)


def test_same_sound_same_bytes_under_another_sky(specimen: Product, tmp_path: Path) -> None:
    """Another process, home, time zone, locale and folder: not one bit differs."""
    folder, _ = specimen
    piece = spoken_piece(*TEXTS)
    planned = plan(piece, piece.copies["en"], channel(), commission(True), {"p1": 6})
    step = next(step for step in planned.steps if step.name.endswith(".master"))
    inputs = {name: str(folder.parent / made.step / made.output) for name, made in step.inputs.items()}  # type: ignore[union-attr]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = (
        "import json, sys, pathlib; from safeconduct.studio.mastering import master; i, p = json.load(sys.stdin);"
        "master({k: pathlib.Path(v) for k, v in i.items()}, p, pathlib.Path('.'))"
    )
    sky = {"TZ": "Asia/Pyongyang", "LC_ALL": "C", "HOME": str(elsewhere), "PATH": os.environ["PATH"]}
    told = json.dumps([inputs, plain(step.params)])
    subprocess.run([sys.executable, "-c", code], input=told, text=True, cwd=elsewhere, env=sky, check=True)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_a_file_that_cannot_be_brought_to_its_loudness_tells_the_truth(tmp_path: Path) -> None:
    """A paragraph of one click has no loudness to level: the figures say so and the checks will stop it."""
    click = np.zeros(RATE_HZ)
    click[1000] = 0.9
    write_working(tmp_path / "click.wav", click)
    piece = spoken_piece("Click.")
    planned = plan(piece, piece.copies["en"], channel(loudspeaker=True), commission(False), {})
    step = next(step for step in planned.steps if step.name.endswith(".master"))
    from safeconduct.studio.mastering import master

    master(dict.fromkeys(step.inputs, tmp_path / "click.wav"), step.params, tmp_path)
    told = record_from(json.loads((tmp_path / "master.json").read_bytes()), Master)
    for file in told.files:
        assert file.peak_dbtp <= -1.0
        assert file.loudness_lufs == pytest.approx(integrated_lufs(read_working(tmp_path / file.file)), abs=0.01)
