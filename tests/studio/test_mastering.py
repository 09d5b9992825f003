# SPDX-License-Identifier: Apache-2.0
"""The recipe of a master: every file measured after decoding, marked at both ends, and the same on every run."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.codec import plain, record_from
from safeconduct.model.edition import Take
from safeconduct.model.product import Master
from safeconduct.studio import files
from safeconduct.studio.mastering import master
from safeconduct.studio.meters.meter import measured
from safeconduct.studio.reel import read_flac, wound, write_flac
from safeconduct.studio.samples import RATE_HZ, Samples

from .conftest import AT, THRICE, channel, commission, job, planned, run, speechlike, spoken_piece

TEXTS = ("You can leave on foot.", "Lay your weapon on the ground.", "Walk slowly, with both hands raised.")

Product = tuple[Path, Master]


def product(folder: Path, *, marked: bool, loudspeaker: bool = False, **more: object) -> Product:
    """Make the whole piece and return the master step's folder with what was measured."""
    wanted = job(spoken_piece(*TEXTS), channel=channel(loudspeaker), commission=commission(marked), **more)  # type: ignore[arg-type]
    run(planned(wanted), folder)
    return next(iter(folder.glob("*.master"))), told(folder)


def told(folder: Path) -> Master:
    """Read what was measured, from the folder of all steps."""
    return record_from(json.loads(next(iter(folder.glob("*.master/master.json"))).read_bytes()), Master)


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Product:
    return product(tmp_path_factory.mktemp("specimen"), marked=True)


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Product:
    return product(tmp_path_factory.mktemp("final"), marked=False)


@pytest.fixture(scope="module")
def horn(tmp_path_factory: pytest.TempPathFactory) -> Product:
    return product(tmp_path_factory.mktemp("horn"), marked=True, loudspeaker=True)


def sound_of(path: Path) -> Samples:
    return np.concatenate(list(files.decoded(path)))


def likeness(sound: Samples, piece: Samples, at_s: float) -> float:
    """Return the best correlation (0 to 1) of `piece` with `sound` within half a second of `at_s`."""
    first = max(0, round((at_s - 0.5) * RATE_HZ))
    near = sound[first : first + piece.size + RATE_HZ]
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
        figures = measured(files.decoded(folder / file.file))
        assert figures.integrated_lufs == pytest.approx(wanted.loudness_lufs, abs=wanted.loudness_tolerance_lu)
        assert figures.true_peak_dbtp <= wanted.peak_dbtp
        assert file.loudness_lufs == pytest.approx(figures.integrated_lufs, abs=0.01)
        assert file.peak_dbtp == pytest.approx(figures.true_peak_dbtp, abs=0.01)
        assert file.length_s == pytest.approx(figures.length_s, abs=0.001)


def test_slates_stand_at_both_ends_when_marked_and_nowhere_when_final(specimen: Product, final: Product) -> None:
    folder, master = specimen
    blocks = ("sender-start", "synthetic-voice", "p1", "p2", "p3", "sender-end")
    assert tuple(p.block for p in master.paragraphs) == ("slate-start", *blocks, "slate-end")
    assert (master.slate_start, master.slate_end, master.sender_start, master.sender_end) == (True,) * 4
    slates = [
        np.concatenate(list(read_flac(folder.parent / f"spot.en.fm.slate-{end}.voice" / "voice.flac")))
        for end in ("start", "end")
    ]
    for file in master.files:
        assert file.heard == ("slate-start", *blocks, "slate-end")
        sound = sound_of(folder / file.file)
        for slate, paragraph in zip(slates, (master.paragraphs[0], master.paragraphs[-1]), strict=True):
            assert likeness(sound, slate[RATE_HZ // 4 : RATE_HZ], paragraph.start_s + 0.2) > 0.7
    final_folder, report = final
    assert tuple(p.block for p in report.paragraphs) == blocks
    assert (report.slate_start, report.slate_end, report.sender_start, report.sender_end) == (False, False, True, True)
    for file in report.files:
        assert "SPECIMEN" not in file.file
        assert file.heard == blocks
        first = slates[0][RATE_HZ // 4 : RATE_HZ]
        assert likeness(sound_of(final_folder / file.file), first, report.paragraphs[0].start_s + 0.2) < 0.6


def test_every_paragraph_bears_the_digest_of_its_script(final: Product) -> None:
    _, report = final
    scripts = {part.block: part.script for part in report.paragraphs}
    assert [scripts[f"p{n}"] for n in (1, 2, 3)] == [digest_of(text.encode()) for text in TEXTS]


def test_a_call_out_is_heard_three_times(tmp_path: Path) -> None:
    _, report = product(tmp_path, marked=False, form=THRICE)
    assert [(p.block, p.saying) for p in report.paragraphs if p.block == "p2"] == [("p2", 1), ("p2", 2), ("p2", 3)]
    for file in report.files:
        assert [block for block in file.heard if block.startswith("p")] == ["p1", "p2", "p3"] * 3


def test_a_take_replaces_the_draft_voice_of_its_paragraph_only(tmp_path: Path) -> None:
    recording = tmp_path / "p2.flac"
    mine = speechlike(2.5, 210, 99)
    soundfile.write(recording, mine, RATE_HZ)
    digest = Digest(hashlib.sha256(recording.read_bytes()).hexdigest())
    piece = spoken_piece(*TEXTS, takes=(Take("spot", "en", "p2", "takes/p2.flac", digest, AT),))
    made = tmp_path / "made"
    run(planned(job(piece, marked=False)), made, {digest: recording})
    report = told(made)
    voices = {p.block: p.voice for p in report.paragraphs}
    assert {block for block, voice in voices.items() if voice == "take"} == {"p2"}
    assert [taken.file for taken in report.taken] == ["takes/p2.flac"]
    second = next(p for p in report.paragraphs if p.block == "p2")
    sound = sound_of(made / "spot.en.fm.master" / report.files[0].file)
    assert likeness(sound, mine[RATE_HZ // 2 : RATE_HZ + RATE_HZ // 2], second.start_s + 0.5) > 0.7
    assert second.end_s - second.start_s == pytest.approx(2.5, abs=0.3)


def test_the_finished_files_say_of_themselves_what_they_may_and_no_more(specimen: Product) -> None:
    folder, master = specimen
    for file in master.files:
        content = (folder / file.file).read_bytes()
        for word in ("SPECIMEN - Leave on foot", "the Joint Appeal", "synthetic voice"):
            assert word.encode() in content or word.encode("utf-16-le") in content, (file.file, word)
        assert str(folder).encode() not in content


def test_same_sound_same_bytes_under_another_sky(specimen: Product, tmp_path: Path) -> None:
    """Another process, home, time zone, locale and folder: not one bit differs."""
    folder, _ = specimen
    step = next(step for step in planned(job(spoken_piece(*TEXTS))).steps if step.name.endswith(".master"))
    inputs = {name: str(folder.parent / made.step / made.output) for name, made in step.inputs.items()}  # type: ignore[union-attr]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = (
        "import json, sys, pathlib; from safeconduct.studio.mastering import master; i, p = json.load(sys.stdin);"
        "master({k: pathlib.Path(v) for k, v in i.items()}, p, pathlib.Path('.'))"
    )
    sky = {"TZ": "Asia/Pyongyang", "LC_ALL": "C", "HOME": str(elsewhere), "PATH": os.environ["PATH"]}
    asked = json.dumps([inputs, plain(step.params)])
    subprocess.run([sys.executable, "-c", code], input=asked, text=True, cwd=elsewhere, env=sky, check=True)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_a_file_that_cannot_be_brought_to_its_loudness_tells_the_truth(tmp_path: Path) -> None:
    """A paragraph of one click has no loudness to level: the figures say so and the checks will stop it."""
    click = np.zeros(RATE_HZ, np.float32)
    click[1000] = 0.9
    write_flac(tmp_path / "click.flac", wound(tmp_path / "click.f4", [click]))
    wanted = job(spoken_piece("Click."), channel=channel(loudspeaker=True), marked=False)
    step = next(step for step in planned(wanted).steps if step.name.endswith(".master"))
    out = tmp_path / "out"
    out.mkdir()
    master(dict.fromkeys(step.inputs, tmp_path / "click.flac"), step.params, out)
    report = record_from(json.loads((out / "master.json").read_bytes()), Master)
    for file in report.files:
        assert file.peak_dbtp <= -1.0
        figures = measured(files.decoded(out / file.file))
        assert file.loudness_lufs == pytest.approx(figures.integrated_lufs, abs=0.01)
