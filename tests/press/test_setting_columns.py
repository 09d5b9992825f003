# SPDX-License-Identifier: Apache-2.0
"""Columns and whole pages: whatever the words, a page is refused, or it holds them all and nothing covers anything."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from set_samples import GUIDES, LEAFLETS, LETTERS, block_of, table_of

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.geometry import POINTS_PER_MM
from safeconduct.press.setting.arranging import arranged
from safeconduct.press.setting.columns import Look, Set, flow, height, set_blocks
from safeconduct.press.setting.grid import Grid

KINDS = ("paragraph", "paragraph", "point", "heading", "step")


@st.composite
def blocks(draw: st.DrawFn, language: str, most: int = 6) -> list[dict[str, Any]]:
    words = st.lists(st.text(LETTERS[language], min_size=1, max_size=6), min_size=1, max_size=30)
    found = []
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(KINDS))
        picture = "sign.svg" if kind in ("point", "step") and draw(st.booleans()) else None
        found.append(block_of(kind, draw(words)[: 4 if kind == "heading" else 30], language, picture))
    return found


def words_in(value: object) -> list[str]:
    """Return every word of the text that a table prints, or that a page draws, in order."""
    if isinstance(value, Mapping):
        if "lines" in value:
            return [piece[0] for line in value["lines"] for word in line["words"] for piece in word]
        if "words" in value:
            return [piece[0] for word in value["words"] for piece in word]
        return [word for key, each in value.items() if key != "kicker" for word in words_in(each)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [word for each in value for word in words_in(each)]
    return []


def texts(page: Sequence[Mapping[str, Any]]) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the texts of a page: left, top, right, bottom in mm."""
    found = []
    for one in page:
        if one["op"] == "text":
            high = len(one["lines"]) * one["line"] / POINTS_PER_MM
            found.append((one["x"], one["y"], one["x"] + one["w"], one["y"] + high))
    return found


@pytest.mark.parametrize(("name", "piece", "channel"), LEAFLETS[:3])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_leaflet_is_refused_or_holds_every_word_apart(
    name: str, piece: str, channel: str, data: st.DataObject
) -> None:
    language = data.draw(st.sampled_from(("ko-KP", "uk", "en")))
    table = dict(table_of(name, piece, channel, language))
    table["front"] = [table["front"][0], *data.draw(blocks(language, 4))]
    table["back"] = data.draw(blocks(language))
    table["picture"] = data.draw(st.sampled_from((None, table["picture"])))
    try:
        pages: Any = arranged("leaflet.typ", table, piece)["pages"]
    except StepRefusal as refusal:
        told = refusal.what
    else:
        told = ""
    if told:
        assert " mm" in told
        return
    note = words_in({key: value for key, value in table["colophon"].items() if key not in ("speaker", "as_of")})
    drawn = [word for word in words_in(pages) if word != "·"]
    wanted = words_in([table["front"], table["back"]]) + [word for word in note if word != "·"]
    assert sorted(drawn) == sorted(wanted)
    for page in pages:
        placed = texts(page)
        for x0, y0, x1, y1 in placed:
            assert -1e-6 <= x0 <= x1 <= table["width"]
            assert 0 <= y0 < y1 <= table["height"] - 4
        for i, a in enumerate(placed):
            for b in placed[i + 1 :]:
                assert a[2] <= b[0] + 1e-3 or b[2] <= a[0] + 1e-3 or a[3] <= b[1] + 1e-3 or b[3] <= a[1] + 1e-3


@pytest.mark.parametrize(("name", "piece", "channel"), GUIDES)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_fold_guide_is_refused_or_holds_every_word(name: str, piece: str, channel: str, data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(("ko-KP", "uk", "en")))
    table = dict(table_of(name, piece, channel, language))
    table["rest"] = [block for block in data.draw(blocks(language, 8)) if block["kind"] != "step"]
    try:
        pages: Any = arranged("fold-guide.typ", table, piece)["pages"]
    except StepRefusal as refusal:
        told = refusal.what
    else:
        told = ""
    if told:
        assert " mm" in told
        return
    drawn = words_in(pages)
    for word in words_in([table["cover"], table["steps"], table["rest"], table["colophon"]["notice"]]):
        drawn.remove(word)
    assert len(drawn) < 80  # what is left is the colophon, and the sender on the cover


def _parts(columns: Sequence[Sequence[Set]]) -> list[tuple[str, int]]:
    return [(str(one.block["kind"]), len(one.passage.lines)) for column in columns for one in column]


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(st.integers(6, 30), min_size=1, max_size=5), st.sampled_from((1, 2)))
def test_text_runs_from_column_to_column_without_widows_or_orphans(
    data: st.DataObject, rooms: list[int], gap: int
) -> None:
    language = data.draw(st.sampled_from(("ko-KP", "uk")))
    grid = Grid(language, 11.0)
    whole = set_blocks(data.draw(blocks(language, 8)), grid, 60.0, Look(14.0, 9.0))
    columns = flow(whole, grid, rooms, gap)
    assume(columns is not None)
    assert columns is not None
    assert all(height(column, gap) <= room for column, room in zip(columns, rooms, strict=True))
    lines = [line for column in columns for one in column for line in one.passage.lines]
    assert lines == [line for one in whole for line in one.passage.lines]
    for column in columns:
        if column and column is not columns[-1] and any(columns[columns.index(column) + 1 :]):
            assert not column[-1].heading
    full = {one.block["id"] + str(one.passage.lines): len(one.passage.lines) for one in whole}
    for one in (one for column in columns for one in column):
        if one.block["id"] + str(one.passage.lines) not in full:
            assert len(one.passage.lines) >= 2


def test_what_does_not_fit_says_by_how_much() -> None:
    table = dict(table_of("kursk", "pocket", "pocket-a7", "ko-KP"))
    table["back"] = [*table["back"], block_of("paragraph", ["가나다라마"] * 40, "ko-KP")]
    with pytest.raises(StepRefusal, match=r"“pocket” \(ko-KP\) overflows the back by \d+\.\d mm"):
        arranged("leaflet.typ", table, "pocket")


def test_larger_type_is_never_traded_for_smaller() -> None:
    """A house that asks for more than the paper holds is told so; nothing is set below its floor."""
    table = {**table_of("kursk", "pocket", "pocket-a7", "ko-KP"), "body": 13.0}
    with pytest.raises(StepRefusal, match=r"overflows the \w+ by \d+\.\d mm, even in the smallest type allowed"):
        arranged("leaflet.typ", table, "pocket")


def test_a_word_wider_than_its_column_is_refused() -> None:
    table = dict(table_of("kursk", "pocket", "pocket-a7", "en"))
    table["back"] = [block_of("paragraph", ["m" * 60], "en")]
    with pytest.raises(StepRefusal, match=r"mm wider than its column"):
        arranged("leaflet.typ", table, "pocket")


def test_a_template_that_arranges_itself_gets_nothing() -> None:
    assert arranged("letter.typ", {}, "letter") == {}
