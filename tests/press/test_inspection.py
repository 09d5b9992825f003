# SPDX-License-Identifier: Apache-2.0
"""A stranger's file in the jail: whatever it is made of, there is an answer or a sentence, within the limits."""

import io
import json
import re
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inspecting_samples import changed, drawn, good_file, saved
from pikepdf import Array, Dictionary, Name, Stream

from safeconduct.model.refusal import FolderRefusal
from safeconduct.press import inspect_child
from safeconduct.press.inspection import SENTENCES, Inspection, inspect
from safeconduct.tools.jail import Limits

LIMITS = Limits(memory_mb=3072, cpu_s=30, wall_s=180.0, answer_bytes=160 << 20)
Change = Callable[[pikepdf.Pdf], object]


def looked_at(content: bytes) -> Inspection | str:
    """Return what inspecting came to, or the sentence by which the file was refused."""
    try:
        return inspect(content, "leaf.pdf", "", 3.0, LIMITS)
    except FolderRefusal as refusal:
        return f"{refusal.what} Do: {refusal.do}"


def bomb(pdf: pikepdf.Pdf) -> None:
    """A stream of a gigabyte of operators."""
    packed = zlib.compress(b"0 0 m 9 9 l S " * (1 << 20), 9)
    stream = Stream(pdf, zlib.compress(packed * 4, 9))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)


def image_bomb(pdf: pikepdf.Pdf) -> None:
    image = Stream(pdf, zlib.compress(bytes(1 << 20), 9))
    image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    image.Width, image.Height, image.BitsPerComponent, image.Filter = 100_000, 100_000, 8, Name.FlateDecode
    drawn(pdf, "900 0 0 900 0 0 cm /I Do", XObject={"I": pdf.make_indirect(image)})


def form_cycle(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_indirect(Stream(pdf, b"/F Do /F Do"))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 500, 500])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    drawn(pdf, "/F Do", XObject={"F": form})


def form_tree(pdf: pikepdf.Pdf) -> None:
    """Ten forms of ten of the next: ten thousand million squares."""
    inner = pdf.make_indirect(Stream(pdf, b"0 0 5 5 re f"))
    for _ in range(10):
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 500, 500])
        outer = pdf.make_indirect(Stream(pdf, b"/F Do " * 10))
        outer.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = outer
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 500, 500])
    drawn(pdf, "/F Do", XObject={"F": inner})


def page_cycle(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def size(*corners: float) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.MediaBox = Array([*map(int, corners)])
            for key in ("/TrimBox", "/BleedBox", "/CropBox"):
                if key in page.obj:
                    del page.obj[key]

    return change


def pages(times: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for _ in range(times):
            pdf.pages.append(pdf.pages[0])

    return change


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 90
    pdf.pages[1].obj.CropBox = Array([50, 50, 150, 150])


def endless_text(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
    drawn(pdf, f"BT {font} 1 Tf 1 0 0 1 60 60 Tm " + "<00010002> Tj " * 200_000 + "ET")


def huge_numbers(pdf: pikepdf.Pdf) -> None:
    drawn(pdf, "1e38 0 0 1e38 0 0 cm 99999999999999999999 0 0 -1e300 re f 0 0 m 1e37 1e37 l S")


def wrong_things(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Resources, page.TrimBox, page.Annots = Array([1, 2]), Name.No, Dictionary()
    pdf.Root.OutputIntents, pdf.Root.Metadata, pdf.Root.Names = Name.No, Array([]), Array([Dictionary()])


def a_list_in_lists(depth: int) -> bytes:
    return good_file().replace(b"/Type /Catalog", b"/Deep " + b"[" * depth + b"]" * depth + b" /Type /Catalog", 1)


def no_pages(pdf: pikepdf.Pdf) -> None:
    while pdf.pages:
        del pdf.pages[0]


NASTY: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: changed(bomb),
    "image-bomb": lambda: changed(image_bomb),
    "form-cycle": lambda: changed(form_cycle),
    "form-tree": lambda: changed(form_tree),
    "page-cycle": lambda: changed(page_cycle),
    "huge-page": lambda: changed(size(0, 0, 10**9, 10**9)),
    "large-page": lambda: changed(size(0, 0, 14_400, 14_400)),
    "no-size": lambda: changed(size(0, 0, 0, 0)),
    "upside-down": lambda: changed(size(300, 300, 0, 0)),
    "many-pages": lambda: changed(pages(700)),
    "turned": lambda: changed(turned),
    "endless-text": lambda: changed(endless_text),
    "huge-numbers": lambda: changed(huge_numbers),
    "wrong-things": lambda: changed(wrong_things),
    "deep-lists": lambda: a_list_in_lists(100_000),
    "no-pages": lambda: changed(no_pages),
    "truncated": lambda: good_file()[: len(good_file()) // 2],
    "head-only": lambda: good_file()[:20],
    "no-pdf": lambda: b"<html><body>no PDF</body></html>",
    "empty": lambda: b"",
    "zeros": lambda: b"%PDF-1.6\n" + bytes(1 << 20),
    "locked": lambda: changed(lambda _: None, encryption=pikepdf.Encryption(owner="one", user="other", R=4)),
    "owner-locked": lambda: changed(lambda _: None, encryption=pikepdf.Encryption(owner="one", user="", R=4)),
}
REFUSED = {
    "no-pages": "holds no page",
    "head-only": "too damaged",
    "no-pdf": "is no PDF",
    "empty": "is no PDF",
    "zeros": "too damaged",
    "locked": "is locked with a password",
}
QUICK = ("no-pdf", "empty", "locked", "image-bomb", "huge-page", "turned")


def judged(name: str) -> None:
    told = looked_at(NASTY[name]())
    if name in REFUSED:
        assert isinstance(told, str)
        assert REFUSED[name] in told
    if isinstance(told, str):
        assert re.fullmatch(r"“leaf\.pdf” [a-z].+\. Do: [a-z].+\.", told)
    else:
        assert told.lock.network
        assert len(told.pictures) <= len(told.proof.pages) <= 400


@pytest.mark.parametrize("name", QUICK)
def test_a_nasty_file_ends_in_an_answer_or_a_sentence(name: str) -> None:
    judged(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NASTY if name not in QUICK])
def test_every_other_nasty_file_does_so_too(name: str) -> None:
    judged(name)


def test_a_good_file_comes_back_whole() -> None:
    told = looked_at(good_file())
    assert isinstance(told, Inspection)
    assert (told.use, len(told.proof.pages), [picture.page for picture in told.pictures]) == ("press", 2, [1, 2])
    assert "lay down your weapon" in told.proof.pages[0].text
    assert not told.proof.all("not-looked", "damaged")
    assert told.pictures[0].pixels.mean() > 200


def test_every_end_has_a_sentence() -> None:
    assert {"memory", "cpu", "wall", "flood", "died", "locked", "no-pdf", "no-pages", "nested"} <= set(SENTENCES)
    with pytest.raises(FolderRefusal, match="takes longer to look at than the"):
        inspect(good_file(), "leaf.pdf", "", 3.0, Limits(memory_mb=3072, cpu_s=30, wall_s=0.05))


@given(st.data())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_spoilt_file_is_answered_in_the_same_words_as_a_whole_one(data: st.DataObject) -> None:
    content = bytearray(small_file())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(["set", "cut", "repeat"])):
            case "set":
                content[place] = data.draw(st.integers(0, 255))
            case "cut":
                del content[place : place + data.draw(st.integers(1, 60))]
            case "repeat":
                content[place:place] = content[place : place + 60]
        content = content or bytearray(b"%")
    answer = inspect_child.inspect(b'{"use": "", "safe_mm": 3}\n' + bytes(content))
    told = json.loads(answer.partition(b"\n")[0])
    assert told.get("refused") in SENTENCES or told["proof"]["pages"]


def small_file() -> bytes:
    """The good file without its profile and with its streams unpacked, so that a spoilt byte hits something."""
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        del pdf.Root.OutputIntents
        return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
