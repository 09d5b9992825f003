# SPDX-License-Identifier: Apache-2.0
"""Is a file ours?  By its digest it is; by its looks, sound or words it is only like ours; else it is not found."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from attrs import evolve
from click.testing import CliRunner, Result
from paper import leaf, photographed, scanned
from PIL import Image
from sealing_office import TODAY, Desk, marked
from voice import RATE_HZ, TAKES, noisy, telephone

from safeconduct.api.finals import Final, Passed, finals
from safeconduct.api.likenesses import figures_in
from safeconduct.api.ours import Answer, Told, told_of
from safeconduct.cli.ours import ours_command
from safeconduct.model.refusal import AlteredRefusal, UsageRefusal
from safeconduct.model.status import Status
from safeconduct.seal.manifest import Manifest
from safeconduct.seal.zipping import write_zip

TYPES = {".pdf": "application/pdf", ".wav": "audio/x-wav", ".txt": "text/plain", ".html": "text/html"}
TEXT = "Stay where you are.\nThree lights at 18:00 mean that the gate is open.\n"


def as_pdf(*seeds: int) -> bytes:
    first, *rest = (Image.fromarray(leaf(seed)) for seed in seeds)
    stream = io.BytesIO()
    first.save(stream, "PDF", resolution=200, save_all=True, append_images=rest)
    return stream.getvalue()


def as_wav(take: Any) -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, take, RATE_HZ, format="WAV", subtype="PCM_16")
    return stream.getvalue()


KIT = {
    "pocket.en.pocket-a7.pdf": as_pdf(1, 2),
    "pocket.en.pocket-a7.press.pdf": as_pdf(1, 2, 3),
    "pocket.en.pocket-a7.sheet-a4.pdf": as_pdf(9),
    "spot.en.fm.wav": as_wav(TAKES[1]),
    "spot.en.fm.transcript.txt": TEXT.encode(),
}


def typed(manifest: Manifest) -> Manifest:
    def of(path: str) -> str:
        return TYPES[Path(path).suffix]

    return evolve(manifest, artifacts=tuple(evolve(one, media_type=of(one.path)) for one in manifest.artifacts))


@pytest.fixture
def package(desk: Desk) -> Path:
    made: Path = desk.package("final", KIT, change=typed)
    return made


@pytest.fixture
def sent(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / "sent" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    return write


Send = Callable[[str, bytes], Path]


def jpeg(grey: Any) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(grey).save(stream, "JPEG", quality=70)
    return stream.getvalue()


def asked(path: Path, *packages: Path, trusted: tuple[str, ...] = ()) -> Told:
    return told_of(path, packages, TODAY, trusted)


def test_a_file_of_a_final_is_ours_by_its_digest(package: Path, desk: Desk, sent: Send) -> None:
    told = asked(sent("x", KIT["pocket.en.pocket-a7.pdf"]), package, trusted=(desk.fingerprint,))
    assert told.answer is Answer.OURS
    assert told.likeness is None
    assert told.sentences == (
        "This is pocket.en.pocket-a7.pdf of kursk-2024 version 2 (FINAL, valid until 2025-02-01).",
        f"Looked at: {package}: kursk-2024 version 2 (FINAL, valid until 2025-02-01).",
    )


def test_without_a_compared_fingerprint_the_answer_is_only_as_good_as_the_package(package: Path, sent: Send) -> None:
    told = asked(sent("x", KIT["spot.en.fm.wav"]), package)
    assert told.answer is Answer.OURS
    assert any("only as good as the package" in sentence for sentence in told.sentences)


@pytest.mark.parametrize(
    "picture",
    [scanned(leaf(2)), pytest.param(scanned(leaf(2), quarters=3), marks=pytest.mark.slow), photographed(leaf(2))],
    ids=["scan", "turned", "photo"],
)
def test_a_scan_looks_like_and_never_is(package: Path, sent: Send, picture: Any) -> None:
    told = asked(sent("sent.jpg", jpeg(picture)), package)
    assert told.answer is Answer.LIKE
    assert told.sentences[0] == (
        "It looks like pocket.en.pocket-a7.pdf of kursk-2024 version 2 (FINAL, valid until 2025-02-01): "
        "like page 2 of ours."
    )
    assert "proves nothing" in told.sentences[1]
    assert not any(sentence.startswith("This is") for sentence in told.sentences)


def test_one_changed_figure_is_like_ours_and_is_not_ours(package: Path, sent: Send) -> None:
    forged = leaf(2, figure="7")
    told = asked(sent("forged.jpg", jpeg(forged)), package)
    assert told.answer is Answer.LIKE
    assert told.same == ()


@pytest.mark.slow
def test_a_pdf_saved_again_looks_like_ours_page_by_page(package: Path, sent: Send) -> None:
    told = asked(sent("again.pdf", as_pdf(50, 1)), package)
    assert told.likeness is not None
    assert [one.where for one in told.likeness.alike] == ["page 2 like page 1 of ours"]


def test_a_recording_from_the_telephone_sounds_like_ours(package: Path, sent: Send) -> None:
    cut = noisy(telephone(TAKES[1][5 * RATE_HZ : 18 * RATE_HZ]))
    told = asked(sent("call.wav", as_wav(cut)), package)
    assert told.answer is Answer.LIKE
    assert told.sentences[0].startswith("It sounds like spot.en.fm.wav of kursk-2024 version 2")
    assert "like 0:05.0–" in told.sentences[0]


def test_a_text_saved_again_has_the_same_words(package: Path, sent: Send) -> None:
    page = f"<html><head><meta charset=utf-8></head><body><p>{TEXT.replace(chr(10), '</p><p>')}</p></body></html>"
    for content in (TEXT.replace("\n", "\r\n").encode(), page.encode()):
        told = asked(sent("words", content), package)
        assert told.sentences[0].startswith("It has the same words as spot.en.fm.transcript.txt of ")
    changed = asked(sent("words", TEXT.replace("18:00", "19:00").encode()), package)
    assert changed.answer is Answer.NOT_FOUND


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (jpeg(scanned(leaf(60))), "looks like none of their 2 pages"),
        (as_wav(noisy(TAKES[0])), "sounds like none of their 1 recordings"),
        (b"Other words.", "has the words of none of their 1 texts"),
    ],
    ids=["picture", "sound", "words"],
)
def test_what_is_not_found_is_said_with_the_finals_that_were_looked_at(
    package: Path, sent: Send, content: bytes, said: str
) -> None:
    told = asked(sent("sent", content), package)
    assert told.answer is Answer.NOT_FOUND
    assert said in told.sentences[0]
    assert any(str(package) in sentence for sentence in told.sentences)


def test_a_specimen_is_told_as_such(desk: Desk, sent: Send) -> None:
    package = desk.package("specimen", KIT, Status.SPECIMEN, typed)
    told = asked(sent("x", KIT["pocket.en.pocket-a7.pdf"]), package)
    assert told.answer is Answer.SPECIMEN
    assert marked("pocket.en.pocket-a7.pdf") in told.sentences[0]
    assert "none of our finals" in told.sentences[1]
    assert asked(sent("y.jpg", jpeg(scanned(leaf(2)))), package).answer is Answer.NOT_FOUND


def test_an_altered_package_does_not_vouch(package: Path, sent: Send) -> None:
    forged = as_pdf(33)
    (package / "data" / "pocket.en.pocket-a7.pdf").write_bytes(forged)
    told = asked(sent("x", forged), package)
    assert told.answer is Answer.NOT_FOUND
    assert told.looked_at == ()
    assert any("may not vouch" in sentence and str(package) in sentence for sentence in told.sentences)


def test_a_package_of_another_press_does_not_vouch(package: Path, sent: Send) -> None:
    told = asked(sent("x", KIT["spot.en.fm.wav"]), package, trusted=("12345 " * 8,))
    assert (told.answer, told.looked_at) == (Answer.NOT_FOUND, ())


def test_a_final_that_was_not_signed_off_does_not_vouch(desk: Desk, sent: Send) -> None:
    package = desk.package("unsigned", KIT, change=typed, attested={})
    assert [type(one) for one in finals([package], TODAY)] == [Passed]


def test_a_zip_and_a_folder_of_packages_vouch_too(desk: Desk, package: Path, sent: Send, tmp_path: Path) -> None:
    zipped = tmp_path / "sent.zip"
    write_zip(package, zipped)
    take = sent("sent.wav", KIT["spot.en.fm.wav"])
    assert asked(take, zipped).answer is Answer.OURS
    words = asked(sent("words.txt", TEXT.replace("\n", "\r\n").encode()), zipped)
    assert words.answer is Answer.LIKE
    other = desk.package("other", {"letter.en.letter-a4.pdf": as_pdf(70)}, change=typed, version=3)
    told = asked(take, tmp_path, other)
    assert [one.place for one in told.looked_at] == [package, other]
    assert told.answer is Answer.OURS


def test_what_changes_after_it_was_verified_is_refused(package: Path, tmp_path: Path) -> None:
    (final,) = finals([package], TODAY)
    assert isinstance(final, Final)
    (package / "data" / final.files[0].path).write_bytes(b"other")
    with pytest.raises(AlteredRefusal):
        final.copy(final.files[0], tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_is_no_package_is_a_usage_fault(sent: Send, tmp_path: Path) -> None:
    path = sent("x", b"words")
    for place in (tmp_path / "nowhere", path.parent):
        with pytest.raises(UsageRefusal):
            asked(path, place)


def test_the_figures_to_compare_are_whole() -> None:
    words = "On 26.11.2024 at 18:00, call +1 555 0100 or 18:00; article 13."
    assert figures_in(words) == ("26.11.2024", "18:00", "1 555 0100", "13")


def run(*words: str) -> Result:
    return CliRunner().invoke(ours_command, list(words))


def test_the_command_tells_and_ends_with_its_code(package: Path, sent: Send, tmp_path: Path) -> None:
    ours = run(str(sent("x", KIT["spot.en.fm.wav"])), "--in", str(package))
    assert ours.exit_code == 0
    assert ours.output.startswith("This is spot.en.fm.wav of kursk-2024 version 2")
    like = run(str(sent("y.png", jpeg(scanned(leaf(2))))), "--in", str(package), "--json")
    told = json.loads(like.output)
    assert like.exit_code == 1
    assert (told["schema"], told["answer"], told["same"]) == ("safeconduct-ours-1", "like", [])
    assert told["like"][0]["file"] == "pocket.en.pocket-a7.pdf"
    assert run(str(sent("z", b"Other words.")), "--in", str(package)).exit_code == 1
    assert run(str(sent("z", b"Other words.")), "--in", str(tmp_path / "nowhere")).exit_code == 2
    assert run(str(sent("z", b"Other words."))).exit_code == 2
    assert run(str(sent("z", b"words")), "--in", str(package), "--trust", "123").exit_code == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [(jpeg(np.zeros((9, 9), np.uint8))[:30], "damaged"), (b"RIFF\0\0\0\0WAVE", "damaged"), (b"PK\3\4" * 9, "“sent”")],
    ids=["picture", "sound", "words"],
)
def test_what_cannot_be_opened_is_compared_by_its_digest_alone(
    package: Path, sent: Send, content: bytes, said: str
) -> None:
    broken = run(str(sent("sent", content)), "--in", str(package))
    assert broken.exit_code == 1
    assert broken.output.startswith("It is not in any of the finals looked at.")
    (told,) = [line for line in broken.output.splitlines() if line.startswith("It was compared by its digest alone: ")]
    assert said in told


def test_our_own_file_that_cannot_be_drawn_is_named(desk: Desk, sent: Send) -> None:
    package = desk.package("final", {"pocket.en.pocket-a7.pdf": b"%PDF-1.7 and no more"}, change=typed)
    told = asked(sent("sent.jpg", jpeg(scanned(leaf(2)))), package)
    assert told.answer is Answer.NOT_FOUND
    assert any(sentence.startswith("Not compared with pocket.en.pocket-a7.pdf") for sentence in told.sentences)
