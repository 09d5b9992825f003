# SPDX-License-Identifier: Apache-2.0
"""A film of stills: what is seen when, what is heard, and what is in the file."""

import json
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from safeconduct.model.refusal import StepRefusal
from safeconduct.studio import files
from safeconduct.studio.files import film
from safeconduct.studio.files.foreign import ForeignMatterError
from safeconduct.studio.files.slides import planes, timed
from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ

from .files_made import TAGS, chirp, lag, played

needs_media = pytest.mark.skipif(util.find_spec("av") is None, reason="the media extra is not installed")

COLOURS = ((250, 240, 200), (20, 60, 140), (200, 30, 30))
BEGINS = (0.25, 1.5, 14.13)
LENGTH_S = 16.4

LOOK = """
import av, json, sys
with av.open(sys.argv[1]) as file:
    stream = file.streams.video[0]
    seen = []
    for frame in file.decode(video=0):
        picture = frame.reformat(format="rgb24", src_colorspace="ITU709")
        middle = bytes(picture.planes[0])[picture.planes[0].line_size * 40 + 120 :][:3]
        seen.append([float(frame.time), frame.key_frame, list(middle)])
    sound = file.streams.audio[0]
    told = {"seen": seen, "profile": stream.profile, "format": stream.codec_context.format.name,
            "rate": sound.codec_context.sample_rate, "length": file.duration / 1e6, "metadata": dict(file.metadata),
            "size": [stream.width, stream.height]}
print(json.dumps(told))
"""


def slide(folder: Path, number: int, size: tuple[int, int] = (320, 180)) -> Path:
    path = folder / f"slide-{number}-{size[0]}.png"
    Image.new("RGB", size, COLOURS[number]).save(path)
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Reel:
    return wound(tmp_path_factory.mktemp("sound") / "reel", [chirp(round(LENGTH_S * RATE_HZ))])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, sound: Reel) -> Path:
    folder = tmp_path_factory.mktemp("film")
    slides = [(slide(folder, number), begin, begin + 1.0) for number, begin in enumerate(BEGINS)]
    film.write_film(folder / "film.mp4", sound, slides, TAGS)
    return folder / "film.mp4"


def look(path: Path) -> dict[str, Any]:
    return dict(
        json.loads(subprocess.run([sys.executable, "-c", LOOK, str(path)], check=True, capture_output=True).stdout)
    )


@needs_media
def test_each_slide_stands_until_the_next_one_comes(made: Path) -> None:
    told = look(made)
    times = [time for time, _, _ in told["seen"]]
    assert times[0] == 0
    assert max(np.diff(times)) <= 1.001
    for time, key, colour in told["seen"]:
        number = sum(time >= begin - 1e-6 for begin in BEGINS[1:])
        assert max(abs(a - b) for a, b in zip(colour, COLOURS[number], strict=True)) <= 4, time
        assert key or time not in BEGINS
    keys = [time for time, key, _ in told["seen"] if key]
    assert keys == pytest.approx([0.0, 1.5, 11.5, 14.13])


@needs_media
def test_a_messenger_can_play_it(made: Path) -> None:
    told = look(made)
    assert (told["profile"], told["format"], told["rate"], told["size"]) == ("Main", "yuv420p", RATE_HZ, [320, 180])
    assert told["length"] == pytest.approx(LENGTH_S, abs=0.001)
    content = made.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert told["metadata"]["title"] == TAGS.title
    assert "creation_time" not in told["metadata"]
    assert "encoder" not in told["metadata"]


@needs_media
def test_the_sound_is_where_it_was(made: Path, sound: Reel) -> None:
    back = played(made)
    assert back.size == sound.size
    assert abs(lag(back, sound.read(0, sound.size))) <= 2


@needs_media
def test_nothing_else_is_in_it(made: Path, tmp_path: Path) -> None:
    film.reread_film(made, TAGS)
    content = made.read_bytes()
    for told in (b"x264", b"Lav", b"crf=", b"GPL"):
        assert told not in content
    copy = tmp_path / "copy.mp4"
    front = content.index(b"mdat")
    # The two parameter sets are how the pictures are coded; their sizes are bounded, and only a decoder reads them.
    sets = range(content.index(b"avcC") + 8, content.index(b"colr") - 4)
    for at in (*range(0, front, 3), front + 4):
        if at in sets:
            continue
        changed = bytearray(content)
        changed[at] ^= 0x11
        copy.write_bytes(changed)
        with pytest.raises(ForeignMatterError):
            film.reread_film(copy, TAGS)
    for other in (content + b"\0", content[:-1]):
        copy.write_bytes(other)
        with pytest.raises(ForeignMatterError):
            film.reread_film(copy, TAGS)


@needs_media
def test_what_an_encoder_says_of_itself_between_pictures_is_found(made: Path, tmp_path: Path) -> None:
    """A unit of kind 6 holds whatever one likes; the sizes are right, and only its kind tells."""
    content = made.read_bytes()
    # The first picture is the first sample behind the titles: four bytes of length, then a slice of kind 5.
    at = content.index(b"\x65\x88", content.index(b"mdat"))
    changed = content[:at] + b"\x06" + content[at + 1 :]
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(changed)
    with pytest.raises(ForeignMatterError, match="more than slices"):
        film.reread_film(copy, TAGS)


@needs_media
def test_the_same_slides_give_the_same_film(made: Path, sound: Reel, tmp_path: Path) -> None:
    slides = [(slide(tmp_path, number), begin, begin + 1.0) for number, begin in enumerate(BEGINS)]
    film.write_film(tmp_path / "again.mp4", sound, slides, TAGS)
    assert (tmp_path / "again.mp4").read_bytes() == made.read_bytes()


@needs_media
def test_a_film_stands_upright_too(tmp_path: Path) -> None:
    sound = wound(tmp_path / "reel", [chirp(RATE_HZ)])
    film.write_film(tmp_path / "x.mp4", sound, [(slide(tmp_path, 1, (96, 160)), 0.0, 1.0)], TAGS)
    film.reread_film(tmp_path / "x.mp4", TAGS)
    assert look(tmp_path / "x.mp4")["size"] == [96, 160]


@pytest.mark.parametrize("sizes", [[(321, 180)], [(320, 180), (180, 320)], [(1920, 1080)], [(8, 8)]])
def test_slides_that_no_phone_would_play_are_refused(tmp_path: Path, sizes: list[tuple[int, int]]) -> None:
    sound = Reel(tmp_path / "none", 2 * RATE_HZ)
    slides = [(slide(tmp_path, number, size), float(number), number + 1.0) for number, size in enumerate(sizes)]
    with pytest.raises(StepRefusal, match="pixels"):
        film.write_film(tmp_path / "x.mp4", sound, slides, TAGS)
    assert not (tmp_path / "x.mp4").exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(99)])
def test_a_slide_that_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "slide.png").write_bytes(content)
    with pytest.raises(StepRefusal, match=r"slide\.png is no whole PNG"):
        film.write_film(
            tmp_path / "x.mp4", Reel(tmp_path / "none", RATE_HZ), [(tmp_path / "slide.png", 0.0, 1.0)], TAGS
        )


def test_a_slide_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = slide(tmp_path, 0)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(StepRefusal, match="no whole PNG"):
        planes(path)


@pytest.mark.parametrize(
    "times", [[], [(0.0, 1.0), (0.0, 2.0)], [(1.0, 2.0), (0.5, 1.0)], [(0.0, 1.0), (2.0, 3.0)], [(1.0, 0.5)]]
)
def test_slides_follow_one_another_while_there_is_sound(times: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="follow one another"):
        timed([(Path("x"), start, end) for start, end in times], 2 * RATE_HZ)


def test_a_file_without_a_track_of_sound_is_not_played(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(bytes(4) + b"ftypisom")
    with pytest.raises(ForeignMatterError):
        list(files.decoded(tmp_path / "x.mp4"))
