# SPDX-License-Identifier: Apache-2.0
"""Nothing but the inks of the theme goes to a press: what every file paints with, and how light becomes ink."""

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pikepdf
import pytest
import typst
from finished import THEMES, Colour, colours, finished, painted_with
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageCms
from test_press_pdfx import FORMATS

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.model.refusal import StepRefusal
from safeconduct.press.finishing import Inks, separate
from safeconduct.press.finishing.converting import held, inks_of, is_neutral
from safeconduct.press.finishing.painting import painted, paints
from safeconduct.press.pictures import plain_jpeg
from safeconduct.press.profiles import COATED
from safeconduct.press.themes import spot

SECOND = f"Separation /{spot('two-colour')['name']}"  # type: ignore[index]
ALLOWED = MappingProxyType(
    {
        "black": {"DeviceGray", "DeviceCMYK", "Pattern"},
        "two-colour": {"DeviceGray", "DeviceCMYK", "Pattern", SECOND},
        "full-colour": {"DeviceGray", "DeviceCMYK", "Pattern"},
    }
)
EVERY = [(form, "en", theme, False) for form in FORMATS for theme in THEMES]
EVERY += [(form, "uk", theme, True) for form in FORMATS for theme in THEMES]
LIGHT = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(("form", "language", "theme", "final"), EVERY)
def test_a_press_file_paints_with_the_inks_of_its_theme_alone(
    form: str, language: str, theme: str, final: bool
) -> None:
    found = [one for one in finished(form, language, theme, final) if one.use != "screen"]
    assert found
    for one in found:
        channel = channels()[one.channel]
        assert isinstance(channel, PaperChannel)
        allowed = ALLOWED[theme] | ({"Separation /All"} if one.use == "sheet" else set())
        with pikepdf.open(one.path) as pdf:
            found_colours = list(colours(pdf))
            assert found_colours
            for colour in found_colours:
                assert colour.space in allowed, (one.file, colour)
                if colour.space == "DeviceCMYK" and colour.values:
                    assert sum(colour.values) * 100 <= channel.most_ink_percent + 0.05, (one.file, colour)
                    if theme != "full-colour":
                        assert colour.values[:3] == (0, 0, 0), (one.file, colour)


@pytest.mark.parametrize("form", FORMATS)
def test_the_second_ink_is_one_ink_in_the_whole_file(form: str) -> None:
    ink: Any = spot("two-colour")
    for one in finished(form, "en", "two-colour"):
        if one.use == "screen" or ".proof-" in one.file:
            continue
        with pikepdf.open(one.path) as pdf:
            spaces = [
                each
                for each in pdf.objects
                if isinstance(each, pikepdf.Array) and len(each) and each[0] == Name.Separation
            ]
            second = [space for space in spaces if space[1] != Name.All]
            assert {str(space[1]) for space in second} == {f"/{ink['name']}"}
            for space in second:
                assert space[2] == Name.DeviceCMYK
                assert [float(value) * 100 for value in space[3].C1] == pytest.approx(ink["press"])


def pdf_of(svg: str = "", photos: Mapping[str, bytes] = MappingProxyType({})) -> pikepdf.Pdf:
    """Let Typst set a drawing or photographs, as a press file."""
    with tempfile.TemporaryDirectory() as folder:
        files = {**photos, **({"a.svg": svg.encode()} if svg else {})}
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        main = Path(folder) / "main.typ"
        source = "".join(f'#image("{name}", width: 40mm)\n' for name in files)
        main.write_text(source, "utf-8")
        made = typst.compile(main, root=Path(folder), format="pdf", pdf_standards=["1.6"], pdf_tags=False)
    return pikepdf.open(io.BytesIO(made))


def drawn(*shapes: str, defs: str = "") -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    return f"{head}<defs>{defs}</defs>{''.join(shapes)}</svg>"


def rect(fill: str, more: str = "") -> str:
    return f'<rect width="60" height="60" fill="{fill}" {more}/>'


def hexed(light: tuple[int, ...]) -> str:
    return "#" + "".join(f"{level:02x}" for level in light)


def separated(svg: str, most: float = 300, process: bool = True) -> list[Colour]:
    with pdf_of(svg) as pdf:
        separate(pdf, Inks(process, most), "a piece")
        found = list(colours(pdf))
    assert {colour.space for colour in found} <= {"DeviceGray", "DeviceCMYK", "Pattern"}, found
    return found


@settings(deadline=None, max_examples=40)
@given(st.lists(LIGHT, min_size=1, max_size=6), st.sampled_from([220, 260, 300, 330]), st.booleans())
def test_any_drawing_keeps_to_the_limit_and_its_greys_to_black(
    found: list[tuple[int, ...]], most: int, stroked: bool
) -> None:
    shapes = [rect(hexed(light), f'stroke="{hexed(light[::-1])}"' if stroked else "") for light in found]
    stops = "".join(f'<stop offset="{i / len(found)}" stop-color="{hexed(light)}"/>' for i, light in enumerate(found))
    run = f'<linearGradient id="r">{stops}</linearGradient>'
    for colour in separated(drawn(*shapes, rect("url(#r)"), defs=run), most):
        if colour.space == "DeviceCMYK" and colour.values:
            assert sum(colour.values) * 100 <= most + 0.05
            assert all(0 <= value <= 1 for value in colour.values)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 255), min_size=1, max_size=5))
def test_any_grey_drawing_is_black_alone(levels: list[int]) -> None:
    shapes = [rect(hexed((level,) * 3), f'stroke="{hexed((255 - level,) * 3)}"') for level in levels]
    stops = "".join(f'<stop offset="{i / 5}" stop-color="{hexed((v,) * 3)}"/>' for i, v in enumerate(levels))
    run = f'<radialGradient id="r">{stops}</radialGradient>'
    for colour in separated(drawn(*shapes, rect("url(#r)"), defs=run), process=False):
        if colour.space == "DeviceCMYK" and colour.values:
            assert colour.values[:3] == (0, 0, 0)


TORTURE = drawn(
    rect("url(#a)"),
    rect("url(#p)"),
    f'<g mask="url(#m)">{rect("#123a54")}</g>',
    '<path d="M0 90 L100 95" stroke="url(#a)" stroke-width="3"/>',
    f'<g opacity=".5" style="mix-blend-mode:multiply">{rect("#abc")}{rect("#cba")}</g>',
    rect("url(#b)", 'opacity=".5"'),
    defs='<linearGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset=".5" stop-color="#0f0"'
    ' stop-opacity=".4"/><stop offset=".5" stop-color="#111"/><stop offset="1" stop-color="#00f"/></linearGradient>'
    '<radialGradient id="b"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#036"/></radialGradient>'
    '<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#c30"/>'
    '<circle cx="7" cy="7" r="2" fill="url(#b)"/></pattern>'
    '<mask id="m"><rect width="100" height="100" fill="url(#b)"/><circle cx="50" cy="50" r="20" fill="#f80"/></mask>',
)


def test_forms_patterns_masks_groups_and_runs_are_separated_too() -> None:
    found = separated(TORTURE)
    where = " ".join(colour.where for colour in found)
    assert all(part in where for part in ("mask", "group", "/p", "/x"))
    # A mask is no ink: it stays in grey.
    assert {c.space for c in found if "mask" in c.where and "group" in c.where} == {"DeviceGray"}
    assert {c.space for c in found if c.where.endswith("page 1 group")} == {"DeviceCMYK"}


def test_a_hard_edge_in_a_run_stays_hard() -> None:
    stops = (
        '<stop offset="0" stop-color="#f00"/><stop offset=".5" stop-color="#f00"/><stop offset=".5" stop-color="#00f"/>'
    )
    run = f'<linearGradient id="r">{stops}<stop offset="1" stop-color="#00f"/></linearGradient>'
    with pdf_of(drawn(rect("url(#r)"), defs=run)) as pdf:
        separate(pdf, Inks(True, 300), "a piece")
        (shading,) = [each for each in pdf.objects if isinstance(each, Dictionary) and "/ShadingType" in each]
        bounds = [float(value) for value in shading.Function.Bounds]
        even = [len(set(zip(*[iter(each.read_bytes())] * 4, strict=True))) == 1 for each in shading.Function.Functions]
    # Typst draws the edge as a piece of next to no length; beside it the ink does not change.
    assert even == [True, False, True]
    assert bounds[1] - bounds[0] < 1e-5


def test_colour_where_only_black_is_printed_is_refused() -> None:
    for svg in (drawn(rect("#c00")), TORTURE):
        with pytest.raises(StepRefusal, match="“a piece” is in colour"):
            separated(svg, process=False)


@given(arrays(np.uint8, st.tuples(st.integers(1, 40), st.just(4))), st.integers(100, 400))
def test_held_ink_is_never_more_than_the_limit_and_never_another_colour(inks: Any, most: int) -> None:
    found = held(inks, most)
    before, after = inks.astype(int), found.astype(int)
    assert (after.sum(axis=1) <= most * 2.55 + 1e-6).all()
    assert (after[:, :3] <= before[:, :3]).all()
    assert (after[:, 3] >= before[:, 3]).all()
    light = before.sum(axis=1) <= int(most * 2.55 + 1e-6)
    assert (after[light] == before[light]).all()


@given(arrays(np.uint8, st.tuples(st.integers(0, 60), st.just(3))), st.integers(200, 400))
def test_light_becomes_ink_within_the_limit(light: Any, most: int) -> None:
    inks = inks_of(light, most)
    assert inks.shape == (len(light), 4)
    assert (inks.astype(int).sum(axis=1) <= most * 2.55 + 1e-6).all()
    neutral = is_neutral(light)
    assert (inks[neutral, :3] == 0).all()
    assert (inks[neutral, 3] == 255 - light[neutral, 0]).all()


def back(inks: Any) -> Any:
    """What a press would show of inks, as light."""
    profile, screen = ImageCms.ImageCmsProfile(str(COATED)), ImageCms.createProfile("sRGB")
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    shown = ImageCms.buildTransform(
        profile, screen, "CMYK", "RGB", renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=flags
    )
    return np.asarray(ImageCms.applyTransform(Image.fromarray(inks[np.newaxis], "CMYK"), shown))[0].astype(int)


def test_what_ink_can_show_looks_as_on_the_screen_even_where_ink_was_held() -> None:
    light = np.array(
        [[18, 58, 84], [200, 114, 42], [250, 243, 227], [96, 128, 96], [60, 20, 30], [8, 12, 20]], np.uint8
    )
    assert np.abs(back(inks_of(light, 400)) - light).max() <= 8
    assert np.abs(back(inks_of(light, 260)) - light).max() <= 14


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.tuples(LIGHT, st.booleans()).map(
                lambda c: "{} {} {} {}".format(*(v / 255 for v in c[0]), "RG" if c[1] else "rg")
            ),
            st.tuples(LIGHT, st.booleans()).map(
                lambda c: (
                    f"/c0 {'CS' if c[1] else 'cs'} "
                    + "{} {} {} {}".format(*(v / 255 for v in c[0]), "SCN" if c[1] else "scn")
                )
            ),
            st.binary(max_size=12).map(lambda b: pikepdf.String(b).unparse().decode("latin1") + "Tj"),
            st.sampled_from(
                [
                    "q",
                    "Q",
                    "/Pattern cs/p0 scn",
                    "/c1 cs .5 scn",
                    "1 g",
                    ".1 .2 .3 .4 k",
                    "0 0 m",
                    "9 9 l",
                    "S",
                    "f",
                    "[(\\)rg)5(a(b)c)]TJ",
                    "/rg gs",
                    "<7267>Tj",
                    "% 1 0 0 rg\n",
                    "/c0 cs",
                    "/x0 Do",
                    "/P<</A(1 0 0 rg)>>BDC",
                    "EMC",
                ]
            ),
        ),
        max_size=25,
    )
)
def test_colours_are_found_where_another_reader_finds_them(parts: list[str]) -> None:
    content = " ".join(parts).encode("latin1")
    depth = 0
    for part in parts:  # only what could stand in a file: as many Q as q before them
        depth += {"q": 1, "Q": -1}.get(part, 0)
        if depth < 0:
            return
    resources = Dictionary(ColorSpace=Dictionary(c0=Name.DeviceRGB, c1=Name.DeviceGray))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.pages[0]
        page.obj.Resources = resources
        page.obj.Contents = pdf.make_stream(content)
        before = [c for c in painted_with(page, resources, "", set()) if c.space == "DeviceRGB" and c.values]
        where = paints(content, {b"c0"})
        page.obj.Contents = pdf.make_stream(
            painted(content, where, lambda p: b"0 0 0 .5 K" if p.stroke else b"0 0 0 .5 k")
        )
        after = list(painted_with(page, resources, "", set()))
    assert not [c for c in after if c.space == "DeviceRGB" and "space" not in c.where]
    figures = [tuple(round(v * 255) for v in c.values) for c in before]
    assert [p.light for p in where if p.light != (0, 0, 0)] == [f for f in figures if f != (0, 0, 0)]
    assert sum(c.values == (0, 0, 0, 0.5) for c in after if len(c.values) == 4) >= len(figures)


RNG = np.random.default_rng(7)


def saved(form: str, pixels: Any, mode: str = "RGB", **how: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels, mode).save(out, form, **how)
    return out.getvalue()


def image_of(pdf: pikepdf.Pdf) -> Any:
    return next(
        each
        for each in pdf.objects
        if isinstance(each, Stream) and each.get("/Subtype") == Name.Image and each.get("/Width") == 90
    )


def dots(width: int) -> Any:
    return RNG.integers(0, 256, (60, 90, width), dtype=np.uint8)


@pytest.mark.filterwarnings("ignore:'mode' parameter:DeprecationWarning")
class TestPhotographs:
    @pytest.mark.parametrize("form", ["jpg", "png"])
    @pytest.mark.parametrize("most", [240, 300])
    def test_a_photograph_is_printed_in_four_inks_within_the_limit(self, form: str, most: int) -> None:
        dark = (dots(3) // 3).astype(np.uint8)
        with pdf_of(photos={f"a.{form}": saved("JPEG" if form == "jpg" else "PNG", dark)}) as pdf:
            separate(pdf, Inks(True, most), "a piece")
            image = image_of(pdf)
            assert image.ColorSpace == Name.DeviceCMYK
            if form == "jpg":
                assert [int(v) for v in image.Decode] == [1, 0] * 4
                with Image.open(io.BytesIO(image.read_raw_bytes())) as opened:
                    inks = np.asarray(opened)
            else:
                inks = np.frombuffer(image.read_bytes(), np.uint8).reshape(60, 90, 4)
            assert inks.sum(axis=2, dtype=int).max() <= (most + 1) * 2.55

    def test_a_photograph_looks_on_paper_as_on_the_screen(self) -> None:
        smooth = np.dstack([np.tile(np.linspace(40, 220, 90), (60, 1)), np.full((60, 90), 120), np.full((60, 90), 90)])
        shown = saved("PNG", smooth.astype(np.uint8))
        with pdf_of(photos={"a.png": shown}) as pdf:
            separate(pdf, Inks(True, 300), "a piece")
            inks = np.frombuffer(image_of(pdf).read_bytes(), np.uint8).reshape(-1, 4)
        assert np.abs(back(inks) - smooth.astype(int).reshape(-1, 3)).mean() < 4

    def test_a_photograph_in_ink_keeps_every_byte(self) -> None:
        given_bytes = saved("JPEG", dots(4), "CMYK")
        with pdf_of(photos={"a.jpg": given_bytes}) as pdf:
            separate(pdf, Inks(True, 300), "a piece")
            assert image_of(pdf).read_raw_bytes() == given_bytes
            assert image_of(pdf).ColorSpace == Name.DeviceCMYK

    @pytest.mark.parametrize("grey", ["L", "RGB"])
    def test_a_grey_photograph_is_black_alone(self, grey: str) -> None:
        one = dots(1)[:, :, 0]
        pixels = one if grey == "L" else np.repeat(one[:, :, np.newaxis], 3, axis=2)
        with pdf_of(photos={"a.png": saved("PNG", np.ascontiguousarray(pixels), grey)}) as pdf:
            separate(pdf, Inks(False, 300), "a piece")
            assert image_of(pdf).ColorSpace == Name.DeviceGray
            assert image_of(pdf).read_bytes() == one.tobytes()

    def test_what_shines_through_still_does(self) -> None:
        with pdf_of(photos={"a.png": saved("PNG", dots(4), "RGBA")}) as pdf:
            separate(pdf, Inks(True, 300), "a piece")
            (image,) = [each for each in pdf.objects if isinstance(each, Stream) and "/SMask" in each]
            assert image.ColorSpace == Name.DeviceCMYK
            assert image.SMask.ColorSpace == Name.DeviceGray

    def test_what_a_camera_wrote_beside_the_picture_is_gone_and_the_picture_is_the_same(self) -> None:
        told = Image.Exif()
        told[0x010F] = "A maker of cameras"
        given_bytes = saved("JPEG", dots(3), exif=told, comment=b"a remark") + b"a film"
        plain = plain_jpeg(given_bytes)
        assert b"maker" not in plain
        assert b"remark" not in plain
        assert b"film" not in plain
        with Image.open(io.BytesIO(given_bytes)) as one, Image.open(io.BytesIO(plain)) as other:
            assert one.tobytes() == other.tobytes()


@given(st.binary(max_size=400))
def test_any_bytes_can_be_looked_at_as_a_jpeg(content: bytes) -> None:
    assert len(plain_jpeg(b"\xff\xd8" + content)) <= len(content) + 2
