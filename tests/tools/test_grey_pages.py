# SPDX-License-Identifier: Apache-2.0
"""A stranger's PDF or picture comes back from the jail as grey pages, or as a sentence."""

import io
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from safeconduct.model.refusal import UsageRefusal
from safeconduct.tools.grey_pages import draw, is_picture, pages_from
from safeconduct.tools.jail import Limits

AREA_PX = 40_000


def picture(kind: str, mode: str) -> bytes:
    """Dark at the left, light at the right."""
    grey = Image.fromarray(np.tile(np.linspace(0, 255, 600).astype(np.uint8), (300, 1)))
    shown = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257) if mode == "I;16" else grey.convert(mode)
    stream = io.BytesIO()
    shown.save(stream, kind)
    return stream.getvalue()


def pdf(pages: int = 2) -> bytes:
    """Pages with a black square and the words “Gate 7”."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(200, 300))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.obj.Contents = made.make_stream(b"BT /F 12 Tf 20 100 Td (Gate 7) Tj ET 0 g 10 200 90 90 re f")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "P"), ("PNG", "LA"), ("JPEG", "CMYK"), ("WEBP", "RGB"), ("TIFF", "I;16")],
)
def test_a_picture_comes_back_smaller_and_grey(kind: str, mode: str) -> None:
    content = picture(kind, mode)
    assert is_picture(content[:1024])
    drawing = draw(content, "sent", AREA_PX, 3)
    grey = drawing.pages[0].grey
    assert grey.size == pytest.approx(AREA_PX, rel=0.03)
    assert grey.shape[1] == pytest.approx(2 * grey.shape[0], abs=2)
    assert grey[:, :20].mean() < 30 < 220 < grey[:, -20:].mean()
    assert drawing.lock.network is not None


def test_a_pdf_comes_back_page_by_page_with_its_words() -> None:
    drawing = draw(pdf(5), "sent", AREA_PX, 3)
    assert (len(drawing.pages), drawing.count) == (3, 5)
    assert drawing.pages[2].words.strip() == "Gate 7"
    high, wide = drawing.pages[0].grey.shape
    assert (
        drawing.pages[0].grey[: high // 4, wide // 6 : wide // 3].mean() < 128 < drawing.pages[0].grey[:, -20:].mean()
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 and nothing more", "damaged"),
        (b"\xff\xd8\xff\xe0 cut off", "damaged"),
        (picture("PNG", "RGB")[:400], "damaged"),
        (b"", "damaged"),
        (b"GIF89a, which is not read here", "damaged"),
    ],
    ids=["pdf", "jpeg", "png cut", "empty", "gif"],
)
def test_what_cannot_be_drawn_is_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UsageRefusal, match=said):
        draw(content, "sent", AREA_PX, 3)


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    stream = io.BytesIO()
    Image.new("1", (14_000, 14_000)).save(stream, "PNG")
    with pytest.raises(UsageRefusal, match="120 million pixels"):
        draw(stream.getvalue(), "sent", AREA_PX, 3)


def test_a_page_that_never_ends_is_stopped() -> None:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 300))
    form = made.make_stream(
        b"0 0 10 10 re f " * 40, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
    )
    for _ in range(12):
        within = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        form = made.make_stream(
            b"/F Do " * 20, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9], Resources=within
        )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.obj.Contents = made.make_stream(b"/F Do")
    stream = io.BytesIO()
    made.save(stream)
    with pytest.raises(UsageRefusal, match="longer to draw than the 2 seconds"):
        draw(stream.getvalue(), "sent", AREA_PX, 1, Limits(memory_mb=2048, cpu_s=2, wall_s=60.0))


ANSWERS = st.recursive(
    st.none() | st.integers(-5, 50) | st.text(max_size=3), lambda inner: st.lists(inner, max_size=4), max_leaves=12
)


@given(ANSWERS, st.binary(max_size=60))
def test_an_answer_is_pages_or_is_refused(told: Any, pixels: bytes) -> None:
    try:
        pages = pages_from(told, pixels, 3)
    except (TypeError, ValueError):
        return
    assert sum(page.grey.size for page in pages) == len(pixels)
    assert len(pages) <= 3
