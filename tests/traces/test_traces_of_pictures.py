# SPDX-License-Identifier: Apache-2.0
"""Pictures: what cameras, phones and drawing programs write beside what is seen."""

import base64
import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms

from safeconduct.press.profiles import coated

from .scanned import PATH, fields, told

PICTURE = Image.linear_gradient("L").convert("RGB").resize((24, 16))


def jpeg(**more: object) -> bytes:
    out = io.BytesIO()
    PICTURE.save(out, "JPEG", **more)
    return out.getvalue()


def png(*chunks: tuple[bytes, bytes], **more: object) -> bytes:
    out = io.BytesIO()
    PICTURE.save(out, "PNG", **more)
    content = out.getvalue()
    end = len(content) - 12
    return content[:end] + b"".join(_chunk(*one) for one in chunks) + content[end:]


def _chunk(kind: bytes, part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Samsung", "SM-A135F", "2024:11:05 04:12:33"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)})
    return exif


def a_screen_s_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def segment(kind: int, part: bytes) -> bytes:
    whole = jpeg()
    return whole[:2] + bytes((0xFF, kind)) + struct.pack(">H", len(part) + 2) + part + whole[2:]


def test_bare_pictures_are_clean() -> None:
    for content, name in (
        (jpeg(), "x.jpg"),
        (jpeg(progressive=True), "x.jpeg"),
        (png(), "x.png"),
        (png(dpi=(300, 300)), "x.png"),
        (jpeg(icc_profile=coated()), "x.jpg"),
    ):
        assert fields(content, name) == [], name


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (lambda: jpeg(exif=with_place()), ["EXIF", "EXIF maker", "EXIF maker", "EXIF DateTime", "EXIF GPS"]),
        (lambda: jpeg(comment=b"by Anna"), ["comment"]),
        (lambda: segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), ["XMP"]),
        (lambda: segment(0xED, b"Photoshop 3.0\0Anna"), ["IPTC"]),
        (lambda: segment(0xE0, b"JFXX\0\x10"), ["thumbnail"]),
        (lambda: segment(0xE4, b"maker's own"), ["segment E4"]),
        (lambda: jpeg(icc_profile=a_screen_s_profile()), ["colour profile"]),
        (lambda: jpeg() + b"\xff\xd8\xff\xe0 a film", ["bytes behind the picture"]),
        (lambda: jpeg()[:-2], ["format"]),
    ],
)
def test_what_a_jpeg_tells_is_named(content: Callable[[], bytes], named: list[str]) -> None:
    assert sorted(fields(content(), "x.jpg")) == sorted(dict.fromkeys(named)) or sorted(
        fields(content(), "x.jpg")
    ) == sorted(named)


def test_a_photo_s_camera_is_shown_to_whoever_mends_it() -> None:
    assert "SM-A135F" in told(jpeg(exif=with_place()), "x.jpg")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (lambda: png((b"tEXt", b"Author\0Anna")), "chunk tEXt"),
        (lambda: png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>")), "chunk iTXt"),
        (lambda: png((b"zTXt", b"Comment\0\0" + zlib.compress(PATH.encode()))), "chunk zTXt"),
        (lambda: png((b"tIME", bytes(7))), "chunk tIME"),
        (lambda: png((b"caNv", bytes(16))), "chunk caNv"),
        (lambda: png(exif=with_place()), "EXIF GPS"),
        (lambda: png(icc_profile=a_screen_s_profile()), "colour profile"),
        (lambda: png() + b"Anna", "bytes behind the picture"),
        (lambda: png()[:-20], "format"),
    ],
)
def test_what_a_png_tells_is_named(content: Callable[[], bytes], named: str) -> None:
    assert named in fields(content(), "x.png")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{}><title>a lamp</title>{}<path d="M0 0h9"/></svg>'
INKSCAPE = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'


def test_a_bare_drawing_is_clean() -> None:
    assert fields(SVG.format("", "").encode(), "x.svg") == []
    licensed = "<!-- SPDX-License-Identifier: CC0-1.0 -->" + SVG.format("", "<!-- the lamp's foot -->")
    assert fields(licensed.encode(), "x.svg") == []


@pytest.mark.parametrize(
    ("attributes", "inside", "named"),
    [
        (f' {INKSCAPE} inkscape:export-filename="{PATH}.png"', "", "attribute export-filename"),
        ("", f'<g {INKSCAPE} inkscape:label="Anna"/>', "attribute label"),
        ("", f"<inkscape:grid {INKSCAPE}/>", "element grid"),
        ("", "<metadata><x>Anna</x></metadata>", "element metadata"),
        ("", "<!-- Created with Inkscape (http://www.inkscape.org/) -->", "comment"),
        ("", f"<!-- {PATH} -->", "a path"),
        ("", '<image href="file:///home/anna/x.png"/>', "address that leads out of the file"),
        ("", '<use href="https://example.org/x.svg#a"/>', "address that leads out of the file"),
        ("", "<desc>ask anna@example.org</desc>", "a mail address"),
        ("", '<?xpacket begin="x"?>', "processing instruction"),
        (' data-name="Layer 1"', "", "attribute data-name"),
    ],
)
def test_what_a_drawing_tells_is_named(attributes: str, inside: str, named: str) -> None:
    assert any(field.startswith(named) for field in fields(SVG.format(attributes, inside).encode(), "x.svg"))


def test_a_picture_packed_into_a_drawing_is_looked_into() -> None:
    packed = base64.b64encode(jpeg(exif=with_place())).decode()
    assert "EXIF GPS" in fields(SVG.format("", f'<image href="data:image/jpeg;base64,{packed}"/>').encode(), "x.svg")
