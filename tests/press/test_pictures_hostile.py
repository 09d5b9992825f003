# SPDX-License-Identifier: Apache-2.0
"""Pictures that were made to mislead the press: each is refused in a sentence, and none keeps it waiting."""

import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.pictures import read_picture

SHAPE = '<path d="M0 0h5v5z"/>'
OTHER = 'xmlns:s="http://www.w3.org/2000/svg"'
LAUGHING = '<path id="x0" d="M0 0h1v1z"/>'
for _n in range(1, 10):
    LAUGHING += f'<g id="x{_n}">' + f'<use href="#x{_n - 1}"/>' * 10 + "</g>"


def svg(body: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{body}</svg>'.encode()


def read(folder: Path, content: bytes, theme: str = "full-colour", name: str = "picture.svg") -> dict[str, bytes]:
    (folder / name).write_bytes(content)
    return read_picture(folder / name, f"art/{name}", theme)


@pytest.mark.parametrize(("content", "said"), [
    (svg(f'<s:text {OTHER} x="1" y="5">Hidden words</s:text>'), "<text"),
    (svg(f"<s:style {OTHER}>path{{fill:red}}</s:style>{SHAPE}"), "<style"),
    (svg(f"<s:script {OTHER}>x</s:script>{SHAPE}"), "<script"),
    (svg('<path d="M0 0h5v5z" onload="x()"/>'), "onload="),
    (svg('<path fill="black" d="M0 0h5v5z"><set attributeName="fill" to="red"/></path>'), "<set"),
    (svg('<path style="fill:u\\72l(http://t.example/#a)" d="M0 0h5v5z"/>'), "holds “\\”"),
    (svg('<path style="fill:&#117;rl(x.svg#a)" d="M0 0h5v5z"/>'), "url("),
    (svg(f'<switch><path systemLanguage="ru" d="M0 0h5v5z"/>{SHAPE}</switch>'), "<switch"),
    (svg(LAUGHING), "too many parts"),
    (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "draws itself"),
    (svg("<g>" * 100_000 + "</g>" * 100_000), "too many parts"),
    (svg(SHAPE, '<?xml version="1.0" encoding="UTF-7"?><!-- <svg -->'), "not written in UTF-8"),
    (svg(SHAPE, '<?xml version="1.0" encoding="cp037"?>'), "not written in UTF-8"),
    (svg(SHAPE).decode().encode("utf-16"), "not a readable SVG"),
    (svg(f"{SHAPE}<!--{'x' * (8 << 20)}-->"), "larger than 8 MiB"),
])  # fmt: skip
def test_what_no_reader_can_be_relied_on_for_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    start = time.process_time()
    with pytest.raises(StepRefusal) as refused:
        read(tmp_path, content)
    assert said in refused.value.what
    assert time.process_time() - start < 3


@pytest.mark.parametrize("colour", ["#ff0000ff", "#f00f", "#F00", "rgb(255,0,0)"])
def test_colour_is_colour_however_it_is_written(tmp_path: Path, colour: str) -> None:
    content = svg(f'<path fill="{colour}" d="M0 0h5v5z"/>')
    with pytest.raises(StepRefusal, match="in colour"):
        read(tmp_path, content, "black")
    assert read(tmp_path, content)[""] == content


@pytest.mark.parametrize("grey", ["#888888ff", "#888f", "#000"])
def test_a_grey_that_shines_through_is_a_grey(tmp_path: Path, grey: str) -> None:
    assert read(tmp_path, svg(f'<path fill="{grey}" d="M0 0h5v5z"/>'), "black")


def test_parts_that_are_used_a_few_times_are_let_through(tmp_path: Path) -> None:
    assert read(tmp_path, svg(f'<g id="a">{SHAPE}</g><use href="#a" x="5"/><use href="#a" y="5"/>'))


def test_a_picture_that_moves_is_refused(tmp_path: Path) -> None:
    moving = io.BytesIO()
    first, second = Image.new("RGB", (9, 9)), Image.new("RGB", (9, 9), (255, 0, 0))
    first.save(moving, "PNG", save_all=True, append_images=[second])
    with pytest.raises(StepRefusal, match="moves"):
        read(tmp_path, moving.getvalue(), name="picture.png")


PIECES = st.sampled_from(
    ["<g>", "</g>", SHAPE, "<use href='#a'/>", "<g id='a'>", "<s:g xmlns:s='x'>", "</s:g>", "<!-- -->", "<?x y?>",
     "&#0;", "<use/>", "<path fill='url(#a)'/>", "<a:b/>", "]]>", "<![CDATA[x]]>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_any_line_art_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    content = svg("".join(pieces))
    try:
        got = read(tmp_path_factory.getbasetemp(), content)
    except StepRefusal as refused:
        told = refused.what
    else:
        told = "art/picture.svg"
        assert got[""] == content
    assert "art/picture.svg" in told
