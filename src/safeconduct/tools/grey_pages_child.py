# SPDX-License-Identifier: Apache-2.0
"""The process in which a stranger's picture or PDF becomes grey pages: `python -m safeconduct.tools.grey_pages_child`.

The last two arguments are the most bytes of memory and seconds of processor time.  On standard input comes one line of
JSON, `area_px` and `most_pages`, and then the file.  The answer is one line of JSON, `refused`, or `pages` (width,
height, words) and `count`, and then the pixels of each page, one byte each.
"""

import codecs
import contextlib
import io
import json
from typing import Any, Final

import pypdfium2
from PIL import Image

from .jail_child import serve

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "TIFF")
_CODECS: Final = ("utf-16-le", "utf-16-be", "utf-16", "latin-1", "ascii", "cp437")
_MOST_PIXELS: Final = 120_000_000
_MOST_WORDS: Final = 20_000
_FINEST_SCALE: Final = 8.0
_DAMAGED: Final = (
    # What Pillow and PDFium raise for a damaged file is of every kind.
    pypdfium2.PdfiumError, OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, OverflowError,
    RuntimeError, AttributeError, EOFError, ZeroDivisionError,
)  # fmt: skip

Grey = tuple[int, int, bytes]
"""Width, height, pixels."""


def look(question: bytes) -> bytes:
    """Draw the file of a question and write the answer; what is wrong with the file is part of it."""
    head, _, content = question.partition(b"\n")
    asked = json.loads(head)
    area_px, most_pages = int(asked["area_px"]), int(asked["most_pages"])
    try:
        if b"%PDF-" in content[:1024]:
            pages, words, count = _pdf(content, area_px, most_pages)
        else:
            pages, words, count = _picture(content, area_px, most_pages)
    except MemoryError:
        return _refused("memory")
    except Image.DecompressionBombError:
        return _refused("too-large")
    except _DAMAGED:
        return _refused("damaged")
    if not pages:
        return _refused("no-pages")
    told = {"pages": [[wide, high, said] for (wide, high, _), said in zip(pages, words, strict=True)], "count": count}
    return json.dumps(told).encode() + b"\n" + b"".join(pixels for *_, pixels in pages)


def _refused(code: str) -> bytes:
    return json.dumps({"refused": code}).encode() + b"\n"


def _pdf(content: bytes, area_px: int, most_pages: int) -> tuple[list[Grey], list[str], int]:
    pages, words = [], []
    with contextlib.closing(pypdfium2.PdfDocument(content)) as pdf:
        count = len(pdf)
        for number in range(min(count, most_pages)):
            page = pdf[number]
            points = max(page.get_width(), 1.0) * max(page.get_height(), 1.0)
            scale = min((area_px / points) ** 0.5, _FINEST_SCALE)
            drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False)
            pages.append(_grey(drawn.to_pil(), area_px))
            text = page.get_textpage()
            words.append(text.get_text_bounded()[:_MOST_WORDS])
            text.close()
            page.close()
    return pages, words, count


def _picture(content: bytes, area_px: int, most_pages: int) -> tuple[list[Grey], list[str], int]:
    pages = []
    with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
        count = int(getattr(opened, "n_frames", 1))
        for number in range(min(count, most_pages)):
            opened.seek(number)
            if opened.width * opened.height > _MOST_PIXELS:
                raise Image.DecompressionBombError
            pages.append(_grey(opened, area_px))
    return pages, [""] * len(pages), count


def _grey(picture: Any, area_px: int) -> Grey:
    if picture.format == "JPEG":
        factor = (area_px / (picture.width * picture.height)) ** 0.5
        picture.draft("L", (round(picture.width * factor), round(picture.height * factor)))
    if picture.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut them off where it should take the higher ones.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        coloured = picture.convert("RGBA")
        ground = Image.new("RGBA", coloured.size, "white")
        ground.alpha_composite(coloured)
        picture = ground
    grey = picture.convert("L")
    factor = (area_px / (grey.width * grey.height)) ** 0.5
    if factor < 1:
        size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
        grey = grey.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return grey.width, grey.height, grey.tobytes()


def _warm_up() -> None:
    """Do everything once: modules are loaded while that is still possible."""
    for name in _CODECS:
        codecs.lookup(name)
    Image.init()
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    asked = b'{"area_px": 400, "most_pages": 1}\n'
    for kind in _FORMATS:
        for mode in ("L", "RGB", "RGBA", "P", "I;16"):
            stream = io.BytesIO()
            with contextlib.suppress(OSError):
                Image.new(mode, (40, 40)).save(stream, kind)
            look(asked + stream.getvalue())
    with contextlib.closing(pypdfium2.PdfDocument.new()) as pdf:
        pdf.new_page(200, 200)
        stream = io.BytesIO()
        pdf.save(stream)
    look(asked + stream.getvalue())


if __name__ == "__main__":
    _warm_up()
    serve(look)
