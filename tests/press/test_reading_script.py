# SPDX-License-Identifier: Apache-2.0
"""The narrator's pages: every word of the script, in large type, in order, and nothing about whoever made them."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from attrs import evolve

from safeconduct.language.labels import labels, mark
from safeconduct.language.reading import reading
from safeconduct.language.reading.marks import ideas
from safeconduct.model.reading_script import ReadingScript, Saying, ScriptPart
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Mark
from safeconduct.press.reading_script import reading_script, set_script
from safeconduct.press.stamp import stamp

# SPECIMEN text in Korean, Ukrainian and Russian: not reviewed by a native reader.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "ko-KP": ("2024년 11월 4일 군인 1만명이 왔습니다.", "흰 천을 드십시오, 그리고 3번 출구에서 기다리십시오."),
    "uk": (
        "4 листопада 2024 року прибуло до 10 000 військових.",
        "Покажіть білу тканину, стійте й чекайте 15 хвилин.",
    ),
    "ru": ("4 ноября 2024 года прибыло до 10 000 военных.", "Покажите белую ткань, остановитесь и ждите 15 минут."),
    "en": ("On 4 November 2024 as many as 10,000 soldiers came.", "Show a white cloth, stop, and wait 15 minutes."),
}


def script_of(language: str, texts: tuple[str, ...], times: int = 1) -> ReadingScript:
    parts = [ScriptPart("slate-start", 0, "machine", 10, 3.0, ideas(reading(texts[0], language)))]
    for number, text in enumerate(texts, 1):
        read = reading(text, language)
        stressed = [(0, text.index(" "))]
        parts.append(
            ScriptPart(f"p{number}", number, "narrator", read.syllables, 7.0, ideas(read, stressed), read.left)
        )
    return ReadingScript("call", language, texts[0], "A sender", "FM", "Spot", times, 4.5, 5.0, 40, 30.0, tuple(parts))


def made(script: ReadingScript, folder: Path, mark_: Mark | None = None) -> bytes:
    steps = reading_script("call", script, labels(script.language, date(2026, 11, 1), None), "2026-11-01", mark_)
    set_script({}, steps[0].params, folder)
    stamp({"pdf": folder / "pages.pdf"}, steps[1].params, folder)
    return (folder / "stamped.pdf").read_bytes()


def letters(pdf: bytes) -> tuple[int, str]:
    pages = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    return len(pages), "".join(text.split()).replace("\ufffe", "-")


@pytest.mark.parametrize("language", TEXTS)
def test_every_word_mark_and_figure_is_there_in_order(language: str, tmp_path: Path) -> None:
    script = script_of(language, TEXTS[language])
    count, text = letters(made(script, tmp_path, mark(language)))
    assert count == 1
    at = 0
    for part in script.parts:
        for idea in part.ideas:
            for stretch in idea.stretches:
                for words in ("".join(stretch.text.split()), f"[{stretch.figure}]" if stretch.figure else ""):
                    found = text.find("".join(words.split()), at)
                    assert found >= 0, words
                    at = found + len("".join(words.split()))
    assert "SPECIMEN" in text


def test_a_final_script_bears_no_mark_and_only_its_own_title(tmp_path: Path) -> None:
    pdf = made(script_of("en", TEXTS["en"], times=3), tmp_path)
    _, text = letters(pdf)
    assert "SPECIMEN" not in text
    assert "Sayit3times." in text
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert set(opened.docinfo) <= {"/Title", "/Producer", "/Creator", "/CreationDate", "/ModDate"}
        assert str(opened.docinfo["/Title"]) == TEXTS["en"][0]


def test_what_the_narrator_must_decide_is_said(tmp_path: Path) -> None:
    script = script_of("en", ("Go to hall B2.", "Wait now."))
    assert script.parts[1].left == ("B2",)
    assert "Decidehowtoread:B2" in letters(made(script, tmp_path))[1]


def test_words_that_do_not_show_their_sound_are_told_in_the_language_of_the_script(tmp_path: Path) -> None:
    script = script_of("ko-KP", ("나무잎이 지면 회수를 적고 어디로 갈가?", "잠시 기다리십시오."))
    first = evolve(script.parts[1], sayings=(Saying("나무잎", "나문닙"), Saying("갈가", "갈까")), unsure=("회수",))
    _, text = letters(made(evolve(script, parts=(first,)), tmp_path))
    assert "읽는법:나무잎[나문닙],갈가[갈까]" in text
    assert "어떻게읽겠는가를정하십시오:회수" in text
    assert "읽는법" not in letters(made(script, tmp_path))[1], "nothing is told where every letter tells"


def test_no_list_of_sounds_leaves_the_page(tmp_path: Path) -> None:
    """Forty words of two to twenty syllables, the longest that a line of the script itself holds."""
    words = [f"{'가' * (2 + n % 19)}" for n in range(40)]
    script = script_of("ko-KP", ("잠시 기다리십시오.", "여기를 보십시오."))
    part = evolve(script.parts[1], sayings=tuple(Saying(word, "까" * len(word)) for word in words), unsure=tuple(words))
    pages = pypdfium2.PdfDocument(made(evolve(script, parts=(part,)), tmp_path))
    assert len(pages) == 2
    texts = [page.get_textpage() for page in pages]
    boxes = [
        text.get_charbox(n) for text in texts for n in range(text.count_chars()) if text.get_text_range(n, 1) in "가까"
    ]
    assert len(boxes) >= 3 * sum(map(len, words))
    assert min(left for left, _, _, _ in boxes) >= (17 + 17) / 25.4 * 72 - 4
    assert max(right for _, _, right, _ in boxes) <= (210 - 17) / 25.4 * 72 + 4
    assert min(bottom for _, bottom, _, _ in boxes) >= 21 / 25.4 * 72


def test_a_paragraph_is_never_torn_where_it_fits(tmp_path: Path) -> None:
    long = " ".join(["The river is rising, and the hall is open tonight."] * 7)
    script = script_of("en", (long,) * 3)
    pages = pypdfium2.PdfDocument(made(script, tmp_path))
    begun = ["Theriver" in "".join(page.get_textpage().get_text_range().split()) for page in pages]
    told = ["".join(page.get_textpage().get_text_range().split()).count("isopentonight.") for page in pages]
    assert all(begun)
    assert all(count % 7 == 0 for count in told), told


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    script, first, second = script_of("uk", TEXTS["uk"]), tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    assert made(script, first, mark("uk")) == made(script, second, mark("uk"))


def test_a_sign_without_a_typeface_and_a_word_too_wide_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StepRefusal, match="has no"):
        made(script_of("en", ("Wait 水.", "Wait now.")), tmp_path)
    with pytest.raises(StepRefusal, match="wider than the narrator's page"):
        made(script_of("en", (f"Go {'a' * 90}.", "Wait now.")), tmp_path)
