# SPDX-License-Identifier: Apache-2.0
"""A hostile PDF is looked at like any other: whatever is wrong with it comes back in a sentence, and nothing raises."""

import io
import time
from functools import cache
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inspecting_samples import changed, drawn, good_file, kinds, looked, saved
from pikepdf import Array, Dictionary, Name, Stream, String

from safeconduct.model.product import Seen
from safeconduct.press.inspecting.hand import ACTS
from safeconduct.press.inspecting.opened import laid_open

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def is_sound(seen: tuple[Seen, ...]) -> bool:
    """Every observation can be printed and stored: words without control characters, figures that are numbers."""
    return all(
        isinstance(one, Seen)
        and one.what.isprintable()
        and all(abs(value) < 1e9 for value in (*one.box_mm, one.value))
        and one.page >= 0
        for one in seen
    )


@cache
def rich_file() -> bytes:
    """The good file with a bit of everything that the observers read, its streams unpacked so that a byte hits them."""

    def enrich(pdf: pikepdf.Pdf) -> None:
        form = Stream(pdf, b"0.2 g 0 0 m 30 30 l S 1 0 0 rg 3 3 9 9 re B")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
        image = Stream(pdf, bytes(range(256)) * 4)
        image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceCMYK
        image.Width, image.Height, image.BitsPerComponent = 16, 16, 8
        steps = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0, 0], C1=[0, 0, 1, 0], N=1)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 9, 0], Function=steps)
        pattern = Dictionary(PatternType=2, Shading=shading)
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 0, 0], N=1)
        state = Dictionary(Type=Name.ExtGState, OP=True, OPM=1, ca=0.5, BM=Name.Multiply)
        drawn(
            pdf,
            "/S gs /Deep cs 0.5 scn 9 9 9 9 re f q 9 0 0 9 9 9 cm /I Do Q /F Do /Pattern cs /P scn 5 5 9 9 re f "
            "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd\nEI 3 Tr BT ET",
            XObject={"F": pdf.make_indirect(form), "I": pdf.make_indirect(image)},
            Pattern={"P": pdf.make_indirect(pattern)},
            ColorSpace={"Deep": Array([Name.Separation, Name.Deep, Name.DeviceCMYK, tint])},
            ExtGState={"S": pdf.make_indirect(state)},
        )
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([5, 5, 9, 9]), AP=Dictionary(N=form))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
        # The profile is long and of no interest to a fuzzer.
        pdf.Root.OutputIntents[0].DestOutputProfile.write(bytes(12) + b"prtrCMYK" + bytes(16) + b"acsp" + bytes(99))

    return changed(enrich, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)


def test_the_rich_file_is_seen_in_all_its_parts() -> None:
    assert {"device-rgb", "picture", "note", "ink-unsure", "ink-coverage"} <= kinds(rich_file())


@SLOW
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
def test_bytes_that_are_overwritten_stop_nothing(patches: list[tuple[float, bytes]]) -> None:
    content = bytearray(rich_file())
    for where, patch in patches:
        at = int(where * (len(content) - len(patch)))
        content[at : at + len(patch)] = patch
    assert is_sound(looked(bytes(content)))


@SLOW
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_file_that_is_cut_off_or_has_a_hole_stops_nothing(one: float, other: float) -> None:
    whole = rich_file()
    start, end = sorted(int(at * len(whole)) for at in (one, other))
    assert is_sound(looked(whole[:start] + whole[end:]))
    assert is_sound(looked(whole[:end]))


@given(st.binary(max_size=400))
def test_what_is_no_pdf_is_said_to_be_damaged(content: bytes) -> None:
    for given_bytes in (content, b"%PDF-1.6\n" + content):
        seen = looked(given_bytes)
        assert is_sound(seen)
        assert looked(given_bytes) == seen, "the same bytes are seen in the same way, whatever memory they lie in"
        assert not any("0x" in one.what for one in seen)
        assert "damaged" in {one.kind for one in seen}


ODD: list[Any] = [
    True, 0, -1, 2**31, 2**63 - 1, 1e30, -1e30, Name.Odd, String("odd"), String(b"\xff\x00\x01"), Array([]),
    Array([1, 2]), Array([1e30] * 6), Array([String("x")] * 4), Dictionary(), Dictionary(S=Name.JavaScript),
]  # fmt: skip


@SLOW
@given(st.data())
def test_values_of_any_other_sort_in_any_place_stop_nothing(choose: st.DataObject) -> None:
    """Every entry of every dictionary may be missing, of another type, huge, or the very thing that holds it."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        for _ in range(choose.draw(st.integers(1, 4))):
            places = [each for each in pdf.objects if isinstance(each, Dictionary | Stream) and len(each.keys())]
            place = choose.draw(st.sampled_from(places))
            key = choose.draw(st.sampled_from(sorted(place.keys())))
            if key in ("/Length", "/Filter"):
                continue
            inner = place[key]
            if isinstance(inner, Dictionary) and len(inner.keys()) and choose.draw(st.booleans()):
                place, key = inner, choose.draw(st.sampled_from(sorted(inner.keys())))
            odd = choose.draw(st.sampled_from([*range(len(ODD)), "gone", "itself"]))
            if odd == "gone":
                del place[key]
            elif odd == "itself":
                place[key] = place if place.is_indirect else pdf.Root
            else:
                place[key] = ODD[int(odd)]

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(rich_file())) as pdf:
        spoil(pdf)
        try:
            pdf.save(out, fix_metadata_version=False)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
            return
    assert is_sound(looked(out.getvalue()))


OPERATORS = st.sampled_from(["d0", "d1", "BMC", "EMC", "BI", "ID", "EI", "xx", *ACTS])
OPERANDS = st.sampled_from(
    ["0", "1", "-1", "0.5", "1e9", "99999999999999999999", "/F", "/I", "/P", "/S", "/Deep", "/Nowhere", "(abc)",
     "<00>", "<", "[", "]", "[(a) 5 (b)]", "<<", ">>", "<</A 1>>", "null", "true", "%", "/"]
)  # fmt: skip


@SLOW
@given(st.lists(st.tuples(st.lists(OPERANDS, max_size=7), OPERATORS), max_size=30))
def test_content_that_makes_no_sense_stops_nothing(steps: list[tuple[list[str], str]]) -> None:
    strokes = " ".join(" ".join([*operands, operator]) for operands, operator in steps)

    def scribble(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(f"\n{strokes}\n".encode())

    assert is_sound(looked(changed(scribble, rich_file())))


def empty(pdf: pikepdf.Pdf, strokes: bytes, **resources: Any) -> Stream:
    form = Stream(pdf, strokes)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 300])
    form.Resources = Dictionary(XObject=Dictionary(**resources))
    return form


def in_itself(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_indirect(empty(pdf, b"/Self Do"))
    form.Resources.XObject.Self = form
    drawn(pdf, "/Self Do", XObject={"Self": form})


def two_in_each_other(pdf: pikepdf.Pdf) -> None:
    one = pdf.make_indirect(empty(pdf, b"/B Do /B Do"))
    other = pdf.make_indirect(empty(pdf, b"/A Do /A Do", A=one))
    one.Resources.XObject.B = other
    drawn(pdf, "/A Do", XObject={"A": one})


def laughing(pdf: pikepdf.Pdf) -> None:
    """Each form draws the next ten times: a thousand million rectangles."""
    form = pdf.make_indirect(empty(pdf, b"0 0 9 9 re f"))
    for _ in range(9):
        form = pdf.make_indirect(empty(pdf, b"/Next Do " * 10, Next=form))
    drawn(pdf, "/Next Do", XObject={"Next": form})


def deep(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_indirect(empty(pdf, b"0 0 9 9 re f"))
    for _ in range(200):
        form = pdf.make_indirect(empty(pdf, b"/Next Do", Next=form))
    drawn(pdf, "/Next Do", XObject={"Next": form})


def pattern_in_itself(pdf: pikepdf.Pdf) -> None:
    cell = Stream(pdf, b"/Pattern cs /Cell scn 0 0 5 5 re f")
    for key, value in {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 6, "YStep": 6}.items():
        cell[f"/{key}"] = value
    cell = pdf.make_indirect(cell)
    cell.BBox = Array([0, 0, 5, 5])
    cell.Resources = Dictionary(Pattern=Dictionary(Cell=cell))
    drawn(pdf, "/Pattern cs /Cell scn 0 0 50 50 re f", Pattern={"Cell": cell})


def space_in_itself(pdf: pikepdf.Pdf) -> None:
    space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, String("ab")]))
    space[1] = space
    drawn(pdf, "/Loop cs 1 sc 0 0 9 9 re f", ColorSpace={"Loop": space})


def unclosed(pdf: pikepdf.Pdf) -> None:
    drawn(pdf, "q " * 5000 + "0 0 9 9 re f")


HOSTILE = [in_itself, two_in_each_other, laughing, deep, pattern_in_itself, space_in_itself, unclosed]


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: change.__name__)
def test_what_is_drawn_in_itself_or_without_end_is_left(change: Any) -> None:
    content = changed(change)
    start = time.process_time()
    seen = looked(content)
    assert time.process_time() - start < 20
    assert is_sound(seen)
    if change not in (space_in_itself, unclosed):
        assert "damaged" in {one.kind for one in seen}


def test_a_page_tree_that_bites_its_tail_is_left() -> None:
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        content = saved(pdf)
    assert is_sound(looked(content))


@pytest.mark.parametrize("size", [[0, 0, 0, 0], [0, 0, 1e12, 1e12], [0, 0, 1e-9, 5], ["x", 0, 1, 1], [0, 0, 9]])
def test_a_page_without_a_size_that_can_be_printed_is_damaged(size: list[Any]) -> None:
    def set_size(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([String(value) if isinstance(value, str) else value for value in size])

    content = changed(set_size)
    seen = looked(content)
    assert is_sound(seen)
    assert {"damaged", "wrong-box", "no-trim-box"} & {one.kind for one in seen}
    with laid_open(content) as opened:
        assert opened.pages[0].raster.size < 200_000_000


def test_a_file_without_pages_is_damaged() -> None:
    with pikepdf.new() as pdf:
        out = io.BytesIO()
        pdf.save(out)
    assert "damaged" in kinds(out.getvalue())


def test_a_locked_file_whose_password_nobody_gave_is_locked_and_nothing_else_is_said_of_it() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="secret"))
    assert [one.kind for one in looked(out.getvalue())] == ["locked"]
