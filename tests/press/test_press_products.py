# SPDX-License-Identifier: Apache-2.0
"""Every format in every language, made for real and read back from the finished PDF."""

import json
import re
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pikepdf
import pytest
from press_samples import (
    BRIEF,
    CREDITS,
    GUIDE,
    LABELS,
    LETTER,
    NOTICE,
    POCKET,
    POSTCARD,
    SPEAKER,
    channel,
    commission,
    copy_of,
    piece,
    run,
)

from safeconduct.model.works import Made, Plan
from safeconduct.press.planning import plan

PIECES = {
    "pocket": ("leaflet", "pocket-a7", POCKET, {"front": "art/dawn-line.svg"}),
    "plain": ("leaflet", "pocket-a7", POCKET, {}),
    "postcard": ("leaflet", "postcard-a6", POSTCARD, {"front": "art/dawn.svg"}),
    "guide": ("fold-guide", "fold-strip", GUIDE, {}),
    "letter": ("letter", "letter-a4", LETTER, {}),
    "brief": ("brief", "letter-a4", BRIEF, {}),
}
LANGUAGES = ("ko-KP", "uk", "en")
USES = ("screen", "press", "sheet")
EVERY = [(name, language) for name in PIECES for language in LANGUAGES]
PROMISE = ("The wounded are cared for.", "Third Geneva Convention, article 13")
ENCLOSED = b"a leaflet that is already finished"


def planned(name: str, language: str, mark: bool = True) -> Plan:
    form, where, texts, art = PIECES[name]
    extra: dict[str, Any] = {}
    if form == "brief":
        other = "uk" if language == "ko-KP" else "ko-KP"
        extra = {"about": copy_of(GUIDE[language], language), "about_readers": copy_of(GUIDE[other], other)}
        extra["promises"] = (PROMISE,)
    if form == "letter":
        extra = {"enclosed": {"pocket.ko-KP.pocket-a7.SPECIMEN.pdf": Made("pocket.stamp", "stamped.pdf")}}
    copy = copy_of(texts[language], language)
    return plan(piece(name, form, art), copy, channel(where), commission(language, mark=mark), **extra)


@cache
def kit(name: str, language: str, mark: bool = True) -> dict[str, Path]:
    folder = Path(mkdtemp(prefix="press-"))
    (folder / "enclosed.pdf").write_bytes(ENCLOSED)
    enclosed = {Made("pocket.stamp", "stamped.pdf"): folder / "enclosed.pdf"}
    return run(planned(name, language, mark), folder, made=enclosed)


def proofs(name: str, language: str, mark: bool = True) -> list[Any]:
    made = kit(name, language, mark)
    return [json.loads(made[f"{use}.proof.json"].read_bytes()) for use in USES if f"{use}.proof.json" in made]


def pdfs(name: str, language: str, mark: bool = True) -> dict[str, Path]:
    return {file: path for file, path in kit(name, language, mark).items() if file.endswith(".pdf")}


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed_words(name: str, language: str) -> str:
    # A word of a panel never runs on into the next one, so cells are read one after another.
    return squeezed(" ".join(cell["text"] for page in proofs(name, language)[0]["pages"] for cell in page["cells"]))


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_block_of_the_copy_is_in_the_finished_file(name: str, language: str) -> None:
    found = printed_words(name, language)
    for block in copy_of(PIECES[name][2][language], language).blocks:
        for part in block.text.split("\t"):
            assert squeezed(part) in found, part


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_sender_notice_sources_and_validity_stand_on_every_piece(name: str, language: str) -> None:
    found = printed_words(name, language)
    for text in (
        SPEAKER[language],
        NOTICE[language],
        *CREDITS[language],
        LABELS[language]["valid_until_text"],
        LABELS[language]["sender"],
    ):
        assert squeezed(text) in found, text


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_mark_is_in_every_cell_of_pages_and_sheets(name: str, language: str) -> None:
    for proof in proofs(name, language):
        assert proof["title"].startswith("SPECIMEN - ")
        for page in proof["pages"]:
            assert page["cells"]
            for cell in page["cells"]:
                # once large across the cell, once small in the frame
                assert cell["text"].count("SPECIMEN") >= 2


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_what_is_measured_is_fit_to_print(name: str, language: str) -> None:
    where = channel(PIECES[name][1])
    for proof in proofs(name, language):
        assert proof["fonts_not_embedded"] == []
        for page in proof["pages"]:
            assert page["outside_safe"] == ""
            assert page["bleed_white"] == 0
            assert page["broken_words"] == []
            assert page["smallest_pt"] >= where.smallest_pt
            assert page["smallest_text"]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_boxes_are_exact(name: str, language: str) -> None:
    where = channel(PIECES[name][1])
    point = 72 / 25.4
    for file, path in pdfs(name, language).items():
        if ".sheet-" in file or ".proof-" in file:
            continue
        # Nobody trims what is read on a screen.
        b = where.bleed_mm * point if file.endswith(".press.pdf") else 0.0
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                boxes = ([float(v) for v in page.obj[box]] for box in ("/MediaBox", "/TrimBox", "/BleedBox"))
                media, trim, bleed = boxes
                assert media == bleed
                expected = [b, b, b + where.width_mm * point, b + where.height_mm * point]
                assert trim == pytest.approx(expected, abs=0.01)
                assert media == pytest.approx([0, 0, expected[2] + b, expected[3] + b], abs=0.01)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_file_says_nothing_about_its_makers(name: str, language: str) -> None:
    for file, path in pdfs(name, language).items():
        assert file.isascii()
        assert ".SPECIMEN" in file
        with pikepdf.open(path) as pdf:
            about = {key: str(value) for key, value in pdf.docinfo.items()}
            told = {"/Trapped", "/GTS_PDFXVersion"} if pdf.pdf_version == "1.6" else set()
            assert set(about) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"} | told
            assert about["/Creator"] == about["/Producer"] == "safeconduct"
            assert about["/CreationDate"] == about["/ModDate"] == "D:20241114000000Z"
            xmp = pdf.Root.Metadata.read_bytes().decode()
            assert "ypst" not in xmp
            assert set(re.findall(r"20\d\d-\d\d-\d\d", xmp)) == {"2024-11-14"}


def test_without_a_mark_nothing_says_specimen() -> None:
    for name in ("postcard", "guide"):
        for file, path in pdfs(name, "en", mark=False).items():
            assert "SPECIMEN" not in file
            with pikepdf.open(path) as pdf:
                assert "SPECIMEN" not in str(pdf.docinfo["/Title"])
        for proof in proofs(name, "en", mark=False):
            assert "SPECIMEN" not in json.dumps(proof)


def test_a_change_of_status_leaves_the_typesetting_alone() -> None:
    marked, final = (planned("pocket", "en", mark) for mark in (True, False))
    assert marked.steps[0] == final.steps[0]
    assert marked.steps[1] != final.steps[1]


def test_a_letter_lists_what_it_encloses_with_its_digest() -> None:
    import hashlib

    digits = hashlib.sha256(ENCLOSED).hexdigest()[:16]
    text = proofs("letter", "uk")[0]["pages"][0]["text"]
    assert "pocket.ko-KP.pocket-a7.SPECIMEN.pdf" in text
    assert " ".join(digits[i : i + 4] for i in (0, 4, 8, 12)) in text


def test_a_brief_repeats_the_steps_in_both_languages_in_order() -> None:
    text = printed_words("brief", "uk")
    steps = [block for block in copy_of(GUIDE["uk"], "uk").blocks if block.kind == "step"]
    theirs = [block for block in copy_of(GUIDE["ko-KP"], "ko-KP").blocks if block.kind == "step"]
    places = [text.index(squeezed(b.text)) for pair in zip(steps, theirs, strict=True) for b in pair]
    assert places == sorted(places)
    assert squeezed(PROMISE[0]) in text
    assert squeezed(PROMISE[1]) in text


def test_a_brief_sets_each_language_in_its_own_face() -> None:
    with pikepdf.open(next(iter(pdfs("brief", "uk").values()))) as pdf:
        fonts = {
            str(o.BaseFont).partition("+")[2]
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    assert "NotoSerifKR-Regular" in fonts
    # Latin and Cyrillic have a cut for each size.
    assert any(font.startswith("SourceSerif4") and font.endswith("-Regular") for font in fonts)


def test_preview_shows_the_trimmed_pages_side_by_side() -> None:
    file, path = next((f, p) for f, p in kit("postcard", "en").items() if f.endswith(".preview.png"))
    head = path.read_bytes()[:24]
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    assert file == "postcard.en.postcard-a6.SPECIMEN.preview.png"
    assert width == pytest.approx(2 * 105 / 25.4 * 110 + 3 * 24, abs=4)
    assert height == pytest.approx(148 / 25.4 * 110 + 2 * 24, abs=4)
