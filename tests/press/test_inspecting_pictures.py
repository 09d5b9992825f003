# SPDX-License-Identifier: Apache-2.0
"""How fine a picture is where it lies, how it is packed, and what it tells besides itself."""

import io
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspecting_samples import changed, drawn, found, kinds, looked, print_file
from pikepdf import Array, Name, Stream
from PIL import Image

from safeconduct.press.inspecting.photos import told_in


def picture(pdf: pikepdf.Pdf, samples: "np.ndarray[Any, Any]", bits: int = 8, **more: Any) -> Any:
    high, wide = samples.shape[:2]
    image = Stream(pdf, np.packbits(samples, axis=1).tobytes() if bits == 1 else samples.tobytes())
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = wide, high, bits
    image.ColorSpace = Name.DeviceCMYK if samples.ndim == 3 else Name.DeviceGray
    for key, value in more.items():
        image[f"/{key}"] = value
    return pdf.make_indirect(image)


def placed(samples: "np.ndarray[Any, Any]", matrix: str, bits: int = 8, **more: Any) -> bytes:
    return changed(
        lambda pdf: drawn(pdf, f"{matrix} cm /P Do", XObject={"P": picture(pdf, samples, bits, **more)}),
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )


def noise(wide: int, high: int) -> "np.ndarray[Any, Any]":
    return np.random.default_rng(7).integers(0, 255, (high, wide), np.uint8)


@given(st.integers(40, 300), st.integers(20, 200), st.sampled_from(["{0} 0 0 {1}", "0 {0} -{1} 0", "{0} 0 0 -{1}"]))
def test_the_fineness_is_that_of_the_coarser_direction(pixels: int, side: int, matrix: str) -> None:
    content = placed(noise(pixels, 60), f"{matrix.format(side, 20)} 120 120")
    (seen,) = [one for one in looked(content) if one.kind == "picture"]
    assert seen.value == pytest.approx(min(72 * pixels / side, 72 * 60 / 20), abs=0.1)
    assert seen.what == f"{pixels} × 60 pixels, grey"


def test_a_picture_below_250_ppi_is_too_coarse_for_a_press_and_one_below_150_for_a_screen() -> None:
    for ppi, use, is_found in (
        (240, "press", True),
        (260, "press", False),
        (160, "screen", False),
        (140, "screen", True),
    ):
        content = placed(noise(100, 100), f"{7200 / ppi} 0 0 {7200 / ppi} 40 40")
        assert ("picture-too-coarse" in found(print_file(content, use))) is is_found


def test_enlarging_a_picture_beforehand_does_not_count() -> None:
    small = noise(100, 100)
    content = placed(np.kron(small, np.ones((3, 3), np.uint8)), "72 0 0 72 40 40")
    assert {(one.kind, one.value) for one in looked(content) if one.kind.startswith("picture")} == {
        ("picture", 300.0), ("picture-blown-up", 100.0),
    }  # fmt: skip
    assert list(found(print_file(content))) == ["picture-too-coarse"]


def test_flat_colours_and_codes_are_not_called_coarse() -> None:
    assert found(print_file(placed(noise(1, 2), "72 0 0 72 40 40"))) == {}
    code = np.random.default_rng(7).integers(0, 2, (29, 32), np.uint8)
    assert found(print_file(placed(code, "72 0 0 72 40 40", bits=1))) == {}


@pytest.mark.parametrize("packing", ["JPXDecode", "JBIG2Decode"])
def test_odd_packings_are_told(packing: str) -> None:
    content = placed(noise(100, 100), "20 0 0 20 40 40", Filter=Name(f"/{packing}"))
    assert "picture-packed-oddly" in found(print_file(content))


def jpeg(**more: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(noise(64, 64)).save(out, "JPEG", **more)
    return out.getvalue()


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def test_what_a_photo_tells_is_named() -> None:
    camera = Image.Exif()
    camera[0x010F] = "Camera"
    assert list(told_in(jpeg())) == []
    assert list(told_in(jpeg(exif=camera))) == ["when and with what it was taken (EXIF)"]
    assert list(told_in(jpeg(exif=with_place()))) == [
        "when and with what it was taken (EXIF)",
        "where it was taken (GPS)",
    ]
    assert list(told_in(jpeg(comment=b"by hand"))) == ["a comment"]


def test_a_photo_that_tells_its_place_is_found_inside_a_pdf() -> None:
    def place(pdf: pikepdf.Pdf) -> None:
        image = picture(pdf, noise(64, 64))
        image.write(jpeg(exif=with_place()), filter=Name.DCTDecode)
        drawn(pdf, "9 0 0 9 40 40 cm /P Do", XObject={"P": image})

    faults = found(print_file(changed(place)))
    assert faults == {
        "maker-told": [
            "The file holds a photo that tells when and with what it was taken (EXIF).",
            "The file holds a photo that tells where it was taken (GPS).",
        ]
    }


@given(st.binary(max_size=300), st.integers(0, 2000), st.binary(max_size=8))
def test_no_photo_however_broken_stops_the_reading(head: bytes, at: int, patch: bytes) -> None:
    whole = jpeg(exif=with_place())
    for content in (b"\xff\xd8" + head, whole[:at] + patch + whole[at + len(patch) :]):
        assert all(isinstance(what, str) for what in told_in(content))


def test_a_stencil_takes_its_colour_from_the_pen() -> None:
    mask = np.random.default_rng(7).integers(0, 2, (320, 320), np.uint8)

    def place(pdf: pikepdf.Pdf) -> None:
        image = picture(pdf, mask, 1, ImageMask=True, Decode=Array([0, 1]))
        del image["/ColorSpace"]
        drawn(pdf, "1 0 0 rg 60 0 0 60 40 40 cm /P Do", XObject={"P": image})

    assert {"device-rgb", "line-art"} <= kinds(changed(place))
