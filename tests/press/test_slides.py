# SPDX-License-Identifier: Apache-2.0
"""Slides: one for each caption, the right size, nothing over an edge, marked, and never too pale to read."""

import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from safeconduct.language.labels import labels, mark
from safeconduct.model.captions import captions_of
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Commission, Step
from safeconduct.press.slides import HUES, LEAST_PX, SHAPES, slides, slides_step

DAY = date(2024, 11, 5)
# SPECIMEN texts: not reviewed by a native reader.
TEXTS = {
    "en": "Lay your weapon on the ground, about ten steps away. Raise both hands above your head and walk slowly.",
    "uk": "Підніміть обидві руки над головою і повільно йдіть до солдатів, щоб вони вас бачили.",
    "ru": "Поднимите обе руки над головой и медленно идите к солдатам, чтобы они вас видели.",
    "ko-KP": "두손을 머리우에 높이 들고 천천히 걸어가면 병사들이 당신을 볼수 있습니다. 녀성과 로동자도 같습니다.",
}
SENDER = {"en": "the Joint Appeal", "uk": "Спільне звернення", "ru": "Совместное обращение", "ko-KP": "공동호소"}


def step_of(language: str, text: str, marked: bool = True, shape: str = "wide", sender: str = "") -> Step:
    order = Commission(
        "demo", DAY, labels(language, DAY, date(2025, 5, 1)), "", (), None, mark(language) if marked else None
    )
    told = [("sender-start", "Ab"), ("walk", text)] if language == "en" else [("walk", text)]
    return slides_step("spot.film", "spot", language, told, sender or SENDER[language], order, shape=shape)


def made(step: Step, folder: Path) -> list[Image.Image]:
    slides({}, step.params, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(step.outputs)
    return [Image.open(io.BytesIO((folder / file).read_bytes())).convert("RGB") for file in step.outputs]


def edge(image: Image.Image, wide: int, foot: int) -> set[tuple[int, ...]]:
    """Return the colours of a frame of `wide` pixels, without the bar of `foot` pixels at the bottom."""
    pixels = np.asarray(image)[:-foot]
    strips = (pixels[:wide], pixels[-wide:], pixels[:, :wide], pixels[:, -wide:])
    return {tuple(int(v) for v in colour) for strip in strips for colour in np.unique(strip.reshape(-1, 3), axis=0)}


def rgb(hue: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(hue.lstrip("#")))


def luminance(hue: str) -> float:
    parts = [v / 255 for v in rgb(hue)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(HUES[one]), luminance(HUES[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("written", ["ink", "quiet"])
@pytest.mark.parametrize("under", ["ground", "mark"])
def test_everything_written_has_contrast_enough(written: str, under: str) -> None:
    assert contrast(written, under) >= 7.0


def test_the_framed_mark_stands_on_its_own_ground_and_the_word_is_seen() -> None:
    assert contrast("warn", "ground") >= 7.0
    assert contrast("mark", "ground") >= 1.5


def test_there_is_a_slide_for_every_caption_named_after_it() -> None:
    step = step_of("en", TEXTS["en"])
    count = len(captions_of(TEXTS["en"], "en"))
    assert step.outputs == ("slide.sender-start.1.png", *(f"slide.walk.{n}.png" for n in range(1, count + 1)))
    assert step.recipe == "safeconduct.press.slides:slides"
    assert "typst" in step.tools


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", TEXTS)
def test_slides_have_their_size_and_nothing_reaches_the_edge(language: str, shape: str, tmp_path: Path) -> None:
    step = step_of(language, TEXTS[language], marked=False, shape=shape)
    for image in made(step, tmp_path):
        assert image.size == SHAPES[shape]
        assert edge(image, 20, 10) == {rgb(HUES["ground"])}
        large = np.all(np.asarray(image) == rgb(HUES["ink"]), axis=2)
        assert large.sum() > 500


def test_a_specimen_is_marked_on_every_slide_and_a_final_on_none(tmp_path: Path) -> None:
    for marked in (True, False):
        folder = tmp_path / str(marked)
        folder.mkdir()
        for image in made(step_of("uk", TEXTS["uk"], marked), folder):
            pixels = np.asarray(image)
            across = np.all(pixels == rgb(HUES["mark"]), axis=2).mean()
            framed = np.all(pixels == rgb(HUES["warn"]), axis=2).mean()
            assert (across > 0.02, framed > 0.001) == (marked, marked)


def test_progress_grows_to_the_whole_width(tmp_path: Path) -> None:
    images = made(step_of("en", TEXTS["en"]), tmp_path)
    bars = [int(np.all(np.asarray(image)[-2] == rgb(HUES["quiet"]), axis=1).sum()) for image in images]
    assert bars == sorted(set(bars))
    assert bars[-1] == SHAPES["wide"][0]


def test_a_long_word_shrinks_and_one_too_long_is_refused(tmp_path: Path) -> None:
    (image,) = made(step_of("ru", "Непротивоконституционализированными"), tmp_path)
    assert edge(image, 20, 10) >= {rgb(HUES["ground"])}
    with pytest.raises(StepRefusal, match=rf"slide\.walk\.1\.png, even in type of {LEAST_PX} px"):
        slides({}, step_of("ru", "о" * 80).params, tmp_path)


def test_a_sender_that_fills_the_slide_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StepRefusal, match="the sender"):
        slides({}, step_of("ru", "Да.", sender="Совместное обращение " * 40).params, tmp_path)


@pytest.mark.parametrize("text", ["Go \U0001f600 on.", "Walk \u4e2d slowly."])
def test_a_sign_without_type_is_refused_never_left_blank(text: str, tmp_path: Path) -> None:
    with pytest.raises(StepRefusal, match="typeface"):
        slides({}, step_of("en", text).params, tmp_path)


@pytest.mark.parametrize("text", ["A --> B & <c> [d] #e *f* $g$ \\h `i` @j _k_", "x / y // z /* w */"])
def test_signs_that_mean_something_to_the_engine_are_printed(text: str, tmp_path: Path) -> None:
    assert len(made(step_of("en", text), tmp_path)) >= 2


def test_the_same_slides_are_the_same_bytes(tmp_path: Path) -> None:
    step = step_of("ko-KP", TEXTS["ko-KP"])
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        slides({}, step.params, tmp_path / name)
    assert [(tmp_path / "a" / file).read_bytes() for file in step.outputs] == [
        (tmp_path / "b" / file).read_bytes() for file in step.outputs
    ]
