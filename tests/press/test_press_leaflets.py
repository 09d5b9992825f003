# SPDX-License-Identifier: Apache-2.0
"""Leaflets and fold guides, read back from the finished pages: grid, sizes, hanging signs, reading order, speed.

Sample texts other than English were not reviewed by native readers.
"""

import io
import time
from collections.abc import Sequence
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from set_samples import GUIDES, LANGUAGES, LEAFLETS, PRINTED, Line, lines_of, manuscript, pages_of, table_of

from safeconduct.press.geometry import POINTS_PER_MM
from safeconduct.press.setting.cover import LABEL_MM
from safeconduct.press.setting.fitting import least_pt
from safeconduct.press.setting.grid import HEADING
from safeconduct.press.signs import signs_of
from safeconduct.press.themes import themes
from safeconduct.press.type.typefaces import face_of

FINE = 0.1
_FALSE_ALARM = "a stream /Length does not match its raw content length"
SMALL_PRINT_PT = 9.0
"""Exempt from the grid: the title, the large numbers of a fold guide, and the small print of the colophon."""


def body_pt(lines: Sequence[Line], least: float) -> float:
    """The size of running text: the commonest one that may be running text."""
    sizes = [line.size_pt for line in lines if least - 0.01 <= line.size_pt <= 15]
    return max(set(sizes), key=sizes.count)


def on_grid(lines: Sequence[Line], body: float, steps: float, kinds: set[str]) -> list[Line]:
    """The lines that stand on the grid: running text, headings, and the bold steps of a fold guide."""
    heading = round(body * HEADING, 2)
    sizes = {body, heading} | (
        {line.size_pt for line in lines if steps <= line.size_pt <= 20} if "guide" in kinds else set()
    )
    return [line for line in lines if line.size_pt in sizes]


@pytest.mark.parametrize(("name", "piece", "channel", "language"), PRINTED)
@pytest.mark.parametrize("build", ["press", "screen"])
def test_running_text_stands_on_one_grid_on_both_sides(
    name: str, piece: str, channel: str, language: str, build: str
) -> None:
    table = table_of(name, piece, channel, language)
    guide = (name, piece, channel) in GUIDES
    lines = lines_of(pages_of(name, piece, channel, language, None, build))
    if guide:
        titles = {line.size_pt for line in lines if line.page == _cover_page(table) and line.size_pt >= 16}
        lines = [line for line in lines if not (line.size_pt in titles and line.text in _title(table))]
    body = body_pt(lines, least_pt(table))
    standing = on_grid(lines, body, table["steps_pt"], {"guide"} if guide else set())
    assert {line.page for line in standing} == {0, 1}
    tick = body * face_of(language).pitch / 2 / POINTS_PER_MM
    first = standing[0].baseline
    # A heading beside the label, where room is short, is level with the label and not with the text.
    heading = round(body * HEADING, 2)
    level = [
        line for line in standing if line.size_pt == heading and line.baseline < table["mark"]["top"] + LABEL_MM[1] + 1
    ]
    for line in (line for line in standing if line not in level):
        off = (line.baseline - first) % tick
        assert min(off, tick - off) <= FINE, line


def _cover_page(table: object) -> int:
    assert isinstance(table, dict)
    return int(table["order"][0][0])


def _title(table: object) -> str:
    assert isinstance(table, dict)
    return " ".join("".join(part[0] for part in word) for word in table["cover"][0]["text"]["words"])


@pytest.mark.parametrize(("name", "piece", "channel", "language"), PRINTED)
def test_nothing_is_smaller_than_its_floor(name: str, piece: str, channel: str, language: str) -> None:
    table = table_of(name, piece, channel, language)
    lines = lines_of(pages_of(name, piece, channel, language))
    least = least_pt(table)
    assert least >= (11 if language == "ko-KP" else 10)
    colophon = {
        "".join(part[0] for part in word)
        for key, text in table["colophon"].items()
        if text and key != "as_of"
        for word in text["words"]
    }
    for line in lines:
        if line.size_pt < least:
            assert line.size_pt >= table["smallest"]
            assert set(line.text.split()) & {piece for word in colophon for piece in word.split()}, line
    steps = {"".join(part[0] for part in word) for block in table.get("steps", ()) for word in block["text"]["words"]}
    if steps:
        large = [line for line in lines if line.size_pt >= table["steps_pt"]]
        found = {word for line in large for word in line.text.split()}
        assert {piece for word in steps for piece in word.split()} <= found


def test_a_bracket_at_the_start_of_a_line_hangs_into_the_margin() -> None:
    lines = lines_of(pages_of("kursk", "guide", "fold-strip", "ko-KP"))
    hanging = next(line for line in lines if line.text.startswith("《포로대우에"))
    following = next(line for line in lines if line.text.startswith("포로를 인도적으로"))
    # The empty half of the sign lies further out still, and is not seen.
    empty = hanging.size_pt / 2 / POINTS_PER_MM
    assert 0.8 <= following.x - hanging.x - empty <= 1.4


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_letters_are_cut_for_their_size(language: str) -> None:
    """Small text in the sturdy cut, the title in the fine one."""
    name = "kursk" if language in LANGUAGES["kursk"] else "sampler"
    with pikepdf.open(io.BytesIO(pages_of(name, "pocket", "pocket-a7", language))) as pdf:
        fonts = {str(one.BaseFont) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}
    assert any("SmText" in font for font in fonts)
    assert any("Subhead-Bold" in font for font in fonts)


@pytest.mark.parametrize("theme", list(themes()))
@pytest.mark.parametrize(
    ("name", "piece", "channel", "language"),
    [(*one, "ko-KP") for one in (*LEAFLETS[:1], *LEAFLETS[3:4], *GUIDES)] + [(*LEAFLETS[3], "ru")],
)
def test_screen_pages_are_archival_and_accessible_in_every_theme(
    name: str, piece: str, channel: str, language: str, theme: str
) -> None:
    content = pages_of(name, piece, channel, language, theme, "screen")
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(content, profile=profile)
        # The checker takes packed data that end in a carriage return to be one byte shorter; stamping packs them anew.
        told = {fault.message for fault in report.failures} - {_FALSE_ALARM}
        assert told == set()


@pytest.mark.parametrize(("name", "piece", "channel"), [LEAFLETS[1], LEAFLETS[2], GUIDES[0]])
def test_a_reader_aloud_meets_title_headings_and_pictures_in_order(name: str, piece: str, channel: str) -> None:
    copy = manuscript(name).edition.piece(piece)
    assert copy is not None
    blocks = copy.copies["en"].blocks
    with pikepdf.open(io.BytesIO(pages_of(name, piece, channel, "en", None, "screen"))) as pdf:
        tags = list(_tags(pdf.Root.StructTreeRoot))
    kinds = [kind for kind, _ in tags]
    assert kinds.count("H1") == 1
    assert kinds.count("H2") == sum(block.kind.value == "heading" for block in blocks)
    assert [alt for _, alt in tags if alt] == [block.alt for block in blocks if block.picture]
    assert kinds.index("H1") < kinds.index("H2")


def _tags(node: object) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append((str(node.S)[1:], str(node.get("/Alt", ""))))
        children: Any = node.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            found += _tags(child)
    return found


@pytest.mark.parametrize("build", ["screen", "press"])
def test_fold_ticks_are_outside_the_trim(build: str) -> None:
    content = pages_of("kursk", "guide", "fold-strip", "ko-KP", None, build)
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        for leaf in pdf:
            media, trim = leaf.get_mediabox(), leaf.get_trimbox()
            bleed = (trim[0] - media[0]) / POINTS_PER_MM
            assert bleed == pytest.approx(3.0 if build == "press" else 0.0, abs=0.01)
            # Between two panels that both are plain, the trimmed sheet shows nothing at the fold.
            scale = 4.0
            picture = leaf.render(scale=scale, grayscale=True).to_numpy().squeeze()
            fold = round((trim[0] - media[0] + (trim[2] - trim[0]) * 0.75) * scale)
            edge = round(bleed * POINTS_PER_MM * scale)
            column = picture[edge : picture.shape[0] - edge, fold - 3 : fold + 4]
            assert column.min() >= 200
            if build == "press":
                assert picture[: edge - 4, fold - 3 : fold + 4].min() < 128


def test_a_roll_has_its_cover_on_the_last_panel_outside_and_no_step_there() -> None:
    lines = lines_of(pages_of("sampler", "roll", "fold-roll", "en"))
    table = table_of("sampler", "roll", "fold-roll", "en")
    cover = next(line for line in lines if line.text and line.text in _title(table))
    assert cover.page == 0
    assert cover.x > table["strip"][0][3][0]
    numbers = [line for line in lines if line.size_pt == 40]
    assert [(line.page, line.text) for line in numbers] == [(1, "1"), (1, "2"), (1, "3"), (1, "4")]
    assert [line.x for line in numbers] == sorted(line.x for line in numbers)


def test_setting_a_leaflet_is_quick() -> None:
    """Deciding sizes, lines and places takes a small part of the engine's own time (20 ms and more)."""
    from safeconduct.press.setting.arranging import arranged

    table = table_of("kursk", "postcard", "postcard-a6", "ko-KP")
    arranged("leaflet.typ", table, "postcard")
    started = time.process_time()
    for _ in range(10):
        arranged("leaflet.typ", table, "postcard")
    assert (time.process_time() - started) / 10 < 0.05


@pytest.mark.parametrize(("name", "piece", "channel", "language"), PRINTED)
def test_no_sign_comes_near_an_edge_or_a_fold(name: str, piece: str, channel: str, language: str) -> None:
    table = table_of(name, piece, channel, language)
    whole = [[[0.0, 0.0, table["width"], table["height"]]]] * 2
    with pypdfium2.PdfDocument(io.BytesIO(pages_of(name, piece, channel, language))) as pdf:
        for leaf, cells in zip(pdf, table.get("strip", whole), strict=True):
            media, trim = leaf.get_mediabox(), leaf.get_trimbox()
            left, top = (trim[0] - media[0]) / POINTS_PER_MM, (media[3] - trim[3]) / POINTS_PER_MM
            boxes = [sign.box for sign in signs_of(leaf) if sign.box and sign.text.strip()]
            assert len(boxes) > 20
            for x, y, wide, high in boxes:
                near = [
                    min(x - left - cx, cx + cw - (x - left) - wide, y - top - cy, cy + ch - (y - top) - high)
                    for cx, cy, cw, ch in cells
                ]
                assert max(near) >= table["safe"] - 0.01
