# SPDX-License-Identifier: Apache-2.0
"""Pictures from anywhere: pixels come out of the jail, upright and in sRGB, and nothing else."""

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from safeconduct.model.refusal import UsageRefusal
from safeconduct.tools.jail import Limits
from safeconduct.tools.pictures import MOST_BYTES, SENTENCES, strip
from safeconduct.tools.pictures_child import RefusedError, answer, pixels
from safeconduct.traces.looking import look_at_fields

SECRETS = (b"DECOYCAM", b"/home/decoyuser", b"anna@example.org", b"Exif", b"ICC_PROFILE", b"iCCP")


def picture(mode: str = "RGB", size: tuple[int, int] = (24, 16)) -> Image.Image:
    made = Image.new("RGB", size, (200, 30, 30))
    made.paste((20, 40, 220), (0, 0, size[0] // 2, size[1] // 2))
    return made.convert(mode)


def dirty_jpeg(orientation: int = 6, mode: str = "RGB") -> bytes:
    note = Image.Exif()
    note[0x010F], note[0x0112], note[0x013B] = "DECOYCAM", orientation, "anna@example.org"
    note.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0)})
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture(mode).save(out, "JPEG", exif=note, comment=b"/home/decoyuser/x", icc_profile=profile, quality=95)
    return out.getvalue() + b"\xff\xd8 a second picture by DECOYCAM"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_loses_everything_but_its_pixels() -> None:
    found = strip(dirty_jpeg(), "photo.jpg")
    assert (found.kind, found.width, found.height, found.turned) == ("jpeg", 16, 24, True)
    assert found.lock.limits.memory_mb
    assert look_at_fields(found.content, "x.jpg").traces == ()
    assert not any(secret in found.content for secret in SECRETS)
    upright = opened(found.content)
    assert not upright.getexif()
    # Turned by a quarter to the right, the blue corner stands at the top right.
    at = 3 * (3 * upright.width + 13)
    red, green, blue = upright.tobytes()[at : at + 3]
    assert blue > 180 > green
    assert red < 80
    assert look_at_fields(dirty_jpeg(), "x.jpg").traces, "the test proves something only if the original tells"


def test_a_png_stays_one_and_loses_its_words() -> None:
    out = io.BytesIO()
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "anna@example.org")
    picture().save(out, "PNG", pnginfo=words, dpi=(300, 300))
    found = strip(out.getvalue(), "x.png")
    assert (found.kind, found.turned) == ("png", False)
    assert look_at_fields(found.content, "x.png").traces == ()
    assert opened(found.content).tobytes() == picture().tobytes()


@pytest.mark.parametrize(
    ("mode", "kind", "comes_out"),
    [
        ("1", "PNG", "L"),
        ("L", "PNG", "L"),
        ("LA", "PNG", "L"),
        ("P", "PNG", "RGB"),
        ("RGBA", "PNG", "RGB"),
        ("I;16", "PNG", "L"),
        ("L", "JPEG", "L"),
        ("CMYK", "JPEG", "RGB"),
    ],
)
def test_every_mode_becomes_grey_or_srgb(mode: str, kind: str, comes_out: str) -> None:
    out = io.BytesIO()
    (picture("L").convert("I;16") if mode == "I;16" else picture(mode)).save(out, kind)
    told, samples = pixels(out.getvalue())
    assert told["mode"] == comes_out
    assert len(samples) == 24 * 16 * (1 if comes_out == "L" else 3)


def test_what_lies_under_a_hole_is_black() -> None:
    made = picture("RGBA")
    made.putalpha(Image.new("L", made.size, 0))
    made.putpixel((1, 1), (9, 9, 9, 128))
    out = io.BytesIO()
    made.save(out, "PNG")
    assert b"\xc8\x1e\x1e" in made.tobytes()
    told, samples = pixels(out.getvalue())
    assert told["mode"] == "RGBA"
    assert samples.count(b"\0") == len(samples) - 4


def test_colours_go_through_the_profile_of_the_picture() -> None:
    plain, other = io.BytesIO(), io.BytesIO()
    made = Image.new("RGB", (8, 8), (60, 160, 60))
    made.save(plain, "PNG")
    # sRGB's own profile changes nothing; one whose red and green are exchanged must.
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    swapped = bytearray(profile)
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    made.save(other, "PNG", icc_profile=bytes(swapped))
    assert pixels(plain.getvalue())[1][:3] == bytes((60, 160, 60))
    assert pixels(other.getvalue())[1][:3] != bytes((60, 160, 60))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(30), "heic"),
        (b"\0\0\0\x18ftypavif" + bytes(30), "heic"),
        (b"GIF89a" + bytes(30), "other"),
        (b"RIFF\x20\0\0\0WEBPVP8 " + bytes(30), "other"),
        (b"II*\0" + bytes(30), "other"),
        (b"\xff\xd8\xff" + bytes(30), "damaged"),
        (dirty_jpeg()[:300], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "damaged"),
        (b"", "other"),
    ],
)
def test_what_is_no_picture_for_us_is_refused_in_a_sentence(content: bytes, code: str) -> None:
    what, do = SENTENCES[code]
    with pytest.raises(UsageRefusal) as refused:
        strip(content, "x")
    assert refused.value.what == f"“x” {what}"
    assert refused.value.do == do


def test_a_moving_picture_and_a_vast_one_are_refused() -> None:
    out = io.BytesIO()
    picture().save(out, "PNG", save_all=True, append_images=[picture("L").convert("RGB")])
    with pytest.raises(RefusedError, match="moves"):
        pixels(out.getvalue())
    small = io.BytesIO()
    picture("L").save(small, "PNG")
    vast = bytearray(small.getvalue())
    vast[16:24] = struct.pack(">II", 60_000, 60_000)
    with pytest.raises(UsageRefusal, match=r"damaged|pixels|memory"):
        strip(bytes(vast), "x.png")
    with pytest.raises(UsageRefusal, match="larger than"):
        strip(bytes(MOST_BYTES + 1), "x.png")


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(UsageRefusal, match="seconds"):
        strip(dirty_jpeg(), "x", Limits(wall_s=0.01))


@settings(max_examples=60)
@given(at=st.integers(0, len(dirty_jpeg()) - 1), value=st.integers(0, 255))
def test_whatever_is_hurt_there_are_pixels_or_a_code(at: int, value: int) -> None:
    content = bytearray(dirty_jpeg())
    content[at] = value
    head = answer(bytes(content)).partition(b"\n")[0]
    assert b'"refused"' in head or b'"mode"' in head
