# SPDX-License-Identifier: Apache-2.0
"""The process in which a stranger's picture is read: `python -m safeconduct.tools.pictures_child MEMORY_BYTES CPU_S`.

The picture comes on standard input.  The answer is one line of JSON, `kind`, `mode`, `width`, `height` and `turned` or
`refused`, and then the pixels, row by row.
"""

import contextlib
import io
import json
from typing import Final

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError

from .jail_child import serve

MOST_PIXELS: Final = 60_000_000
_KINDS: Final = {"JPEG": "jpeg", "PNG": "png"}
_HEIC: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_ORIENTATION, _UPRIGHT, _PLACE = 0x0112, 1, 0x8825

SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class RefusedError(Exception):
    """A picture that is refused; its argument is one of the sentences of `pictures`."""


def pixels(untrusted_content: bytes) -> tuple[dict[str, object], bytes]:
    """Return what the picture is, and its pixels: upright, in sRGB or grey, nothing hidden where it shows through."""
    if untrusted_content[4:8] == b"ftyp" and untrusted_content[8:12] in _HEIC:
        raise RefusedError("heic")
    try:
        opened = Image.open(io.BytesIO(untrusted_content), formats=tuple(_KINDS))
    except UnidentifiedImageError:
        raise RefusedError("damaged" if _looks_known(untrusted_content) else "other") from None
    with opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise RefusedError("large")
        # A phone's JPEG may hold a second picture behind the first (MPO): that one does not move, and is left behind.
        if opened.format == "PNG" and getattr(opened, "n_frames", 1) > 1:
            raise RefusedError("moves")
        opened.load()
        turned = opened.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
        plain = _blanked(_in_srgb(ImageOps.exif_transpose(opened)))
        kind = _KINDS.get(opened.format or "", "jpeg")
    told = {"kind": kind, "mode": plain.mode, "width": plain.width, "height": plain.height, "turned": turned}
    return told, plain.tobytes()


def _looks_known(content: bytes) -> bool:
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in one of the modes L, LA, RGB, RGBA; whatever its colours meant before, they are sRGB now."""
    profile = picture.info.get("icc_profile")
    grey = picture.mode in ("1", "L", "LA", "I", "I;16", "I;16B", "F")
    if picture.mode.startswith("I"):
        # Of 16 bits the higher eight are all that is seen.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    alpha = None
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        rich = picture.convert("RGBA")
        alpha = rich.getchannel("A")
        picture = rich.convert("RGB") if not grey else rich.convert("RGB").convert("L")
    elif picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("L" if grey else "RGB")
    converted = _converted(picture, profile)
    plain = converted if converted is not None else picture
    plain = plain.convert("L" if grey else "RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        plain.putalpha(alpha)
    return plain


def _converted(picture: Image.Image, profile: bytes | None) -> Image.Image | None:
    """The picture through its profile; None when it has none that fits, and its colours are taken as they are."""
    if not profile:
        return None
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, SRGB, outputMode="RGB")
    return None


def _blanked(picture: Image.Image) -> Image.Image:
    """Make black what nobody sees: under a pixel that shows through wholly, anything could have stayed."""
    if picture.mode not in ("LA", "RGBA"):
        return picture
    alpha = picture.getchannel("A")
    bare = picture.convert(picture.mode.rstrip("A"))
    black = Image.new(bare.mode, bare.size)
    seen = Image.composite(bare, black, alpha.point(lambda value: 255 if value else 0))
    seen.putalpha(alpha)
    return seen


def answer(untrusted_content: bytes) -> bytes:
    """Read the picture and write the answer; whatever goes wrong is one of the codes of `pictures`."""
    try:
        told, samples = pixels(untrusted_content)
    except RefusedError as refused:
        return _line({"refused": refused.args[0]})
    except Image.DecompressionBombError:
        return _line({"refused": "large"})
    except MemoryError:
        return _line({"refused": "memory"})
    # Pillow raises whatever its readers stumble over.
    except Exception:
        return _line({"refused": "damaged"})
    return _line(told) + samples


def _line(told: dict[str, object]) -> bytes:
    return json.dumps(told).encode() + b"\n"


def _warmed() -> None:
    """Load and use everything once: behind the lock no file can be opened any more."""
    Image.preinit()
    note = Image.Exif()
    note[_ORIENTATION] = 6
    note.get_ifd(_PLACE)[1] = "N"
    for kind in (PngImagePlugin.PngImageFile.format, JpegImagePlugin.JpegImageFile.format):
        for mode in ("L", "RGB"):
            out = io.BytesIO()
            Image.new(mode, (8, 8)).save(out, kind, exif=note, icc_profile=SRGB.tobytes())
            answer(out.getvalue())


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    _warmed()
    serve(answer)
