# SPDX-License-Identifier: Apache-2.0
"""The pictures: nothing touches, nothing is cut off, and no ink is too pale; measured with the real typefaces."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest
from attrs import evolve, frozen
from defusedxml import ElementTree
from fontTools.ttLib import TTFont
from gathered import DAY, edition, gathered
from hypothesis import given
from hypothesis import strategies as st
from miniature import claim, entity, ledger, quote, source

from safeconduct.evidence.legible import legible
from safeconduct.evidence.pictures import svg
from safeconduct.evidence.pictures.citations import citations, web
from safeconduct.evidence.pictures.days import BREAK_PX, labelled, scale
from safeconduct.evidence.pictures.layers import components, depth, layered
from safeconduct.evidence.pictures.timeline import timeline
from safeconduct.evidence.report import Report, report
from safeconduct.language.speech import sentences
from safeconduct.model.ledger import Claim, Verdict
from safeconduct.press.compiling import FONTS

SENTENCES = (
    "The US State Department assessed on 4 November 2024 that as many as 10,000 soldiers had made their way there.",
    "Міністр очікує п’ять підрозділів приблизно по 3000 військових у кожному вздовж усього фронту.",
    "포로는 언제나 인도적으로 대우하여야 한다고 제네바협약은 요구한다.",
    "МИНИСТЕРСТВО ОБОРОНЫ СООБЩИЛО О ЩЕДРОЙ ПОМОЩИ",
    "WWW MMM Incomprehensibilities, kbs-umerov-2024-11-05 (iii, lll)",
)


@cache
def widths(bold: bool) -> tuple[tuple[dict[int, str], Any, int], ...]:
    fonts = []
    for name in ("SourceSans3", "NotoSerifKR"):
        font = TTFont(FONTS / f"{name}_{'700Bold' if bold else '400Regular'}.ttf")
        fonts.append((font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm))
    return tuple(fonts)


def real_width(text: str, size: float, bold: bool) -> float:
    """The width of a line in px in the faces of the press."""
    total = 0.0
    for sign in text:
        cmap, metrics, em = next((font for font in widths(bold) if ord(sign) in font[0]), widths(bold)[0])
        total += metrics[cmap.get(ord(sign), ".notdef")][0] / em * size
    return total


@frozen
class Line:
    """A line of text and the box it takes."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def lines(drawn: str) -> list[Line]:
    made = []
    for node in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text"):
        words, size = node.text or "", float(node.get("font-size", "0"))
        wide = real_width(words, size, node.get("font-weight") == "700")
        x, y = float(node.get("x", "0")), float(node.get("y", "0"))
        left = x - {"middle": wide / 2, "end": wide}.get(node.get("text-anchor", ""), 0.0)
        made.append(Line(words, left, y - 0.75 * size, left + wide, y + 0.22 * size))
    return made


def size_of(drawn: str) -> tuple[float, float]:
    root = ElementTree.fromstring(drawn)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def assert_nothing_touches(drawn: str) -> None:
    width, height = size_of(drawn)
    every = lines(drawn)
    for one in every:
        assert one.left >= 0, one
        assert one.right <= width, one
        assert one.top >= 0, one
        assert one.bottom <= height, one
    for one, other in combinations(every, 2):
        beside = one.right <= other.left or other.right <= one.left
        below = one.bottom <= other.top or other.bottom <= one.top
        assert beside or below, (one, other)


def many(number: int) -> Report:
    """So many claims: dated and undated, valid and expired, in three scripts, from papers that cite each other."""
    made: list[Claim] = []
    for i in range(number):
        day = DAY + timedelta(days=(i * 37) % 900 - 500)
        told = claim(
            f"claim-{i}",
            quote(
                f"s{i % 17}", "words", *((f"Outlet {i % 5}", f"The agency number {i % 4} of the river")[: 1 + i % 2])
            ),
            topic=f"t{i}",
            verdict=list(Verdict)[i % 6],
            as_of=day if i % 4 else None,
            happened=(day, day + timedelta(days=i % 9)) if i % 5 == 1 else None,
        )
        expires = day + timedelta(days=10 * (i % 40)) if i % 3 == 1 else None
        made.append(evolve(told, text=SENTENCES[i % len(SENTENCES)], expires=expires))
    papers = [evolve(source(f"s{i}", f"Paper {i % 6}"), title=SENTENCES[i % len(SENTENCES)]) for i in range(17)]
    return report(ledger(made, papers), DAY, {}, sentences)


@pytest.mark.parametrize("number", [0, 1, 5, 120])
def test_no_label_touches_another_or_leaves_the_picture(number: int) -> None:
    whole = many(number)
    for height in (None, 1250.0):
        for drawn in (*timeline(whole, height), *citations(whole, height)):
            assert_nothing_touches(drawn)


def test_pictures_for_paper_fit_a_page_and_lose_no_claim() -> None:
    whole = many(120)
    sheets = timeline(whole, 1250.0)
    assert len(sheets) > 2
    assert all(size_of(sheet)[1] <= 1250 for sheet in sheets)
    told = [title for sheet in sheets for title in re.findall(r"<title>(claim-\d+):", sheet)]
    assert sorted(told) == sorted(each.claim.id for each in whole.claims)


def test_the_timeline_tells_days_verdicts_and_expiry() -> None:
    (drawn,) = timeline(gathered())
    titles = re.findall(r"<title>([^<]*)</title>", drawn)
    assert (
        "bridge: The text of bridge. Verdict: may be used. "
        "Happened: 18 Oct 2026 to 19 Oct 2026. Expired on 31 Oct 2026." in titles
    )
    words = [line.words for line in lines(drawn)]
    assert {"1 Nov 2026", "18 Oct 2026", "Without any date", "expired on the edition's day"} <= set(words)
    # The bar of the expired claim, and the one in the legend.
    assert len(re.findall(r'stroke-dasharray="3 2"', drawn)) == 2


def test_the_day_of_the_edition_is_marked_where_it_stands_among_the_others() -> None:
    (drawn,) = timeline(gathered())
    place = {line.words: (line.left + line.right) / 2 for line in lines(drawn)}
    assert place["18 Oct 2026"] < place["1 Nov 2026"] < place["30 Nov 2026"]


def test_pages_that_share_a_root_meet_in_one_node() -> None:
    found = web(gathered())
    agency = next(stop for stop in found.roots if stop.link == "agency")
    assert found.roots[agency] == {"post", "news"}
    assert sum(stop.link == "agency" for stop in found.stops) == 1
    (drawn,) = citations(gathered())
    assert "root of 2 pages" in [line.words for line in lines(drawn)]
    assert "<title>brook post cites River Agency (1 claim)</title>".casefold() in drawn.casefold()


def test_a_department_leads_to_the_government_whose_voice_it_is() -> None:
    state = entity("state", "body", None, en="The State")
    department = entity("department", "body", "state", en="The Department")
    one = claim("one", quote("a", "w", "Paper", "department"), quote("b", "w", "Post", "state"))
    whole = report(ledger([one], [source("a", "Paper"), source("b", "Post")], [state, department]), DAY, {}, sentences)
    found = web(whole)
    assert {root.link: pages for root, pages in found.roots.items()} == {"state": {"a", "b"}}
    assert [(start.link, end.link) for start, end in found.parts] == [("department", "state")]
    assert "<title>The Department is part of The State (1 claim)</title>" in citations(whole)[0]


def test_nobody_named_is_a_node_of_its_own_for_everybody_who_names_nobody() -> None:
    one = claim("one", quote("a", "w", "Paper A", "unknown"), quote("b", "w", "Paper B", "unknown"))
    whole = report(ledger([one], [source("a", "Paper A"), source("b", "Paper B")]), DAY, {}, sentences)
    assert sum(stop.link == "unknown" for stop in web(whole).stops) == 2
    assert len(components(web(whole).stops, list(web(whole).edges))) == 2


def test_papers_that_cite_each_other_are_drawn_too() -> None:
    one = claim("one", quote("a", "w", "A", "B"), quote("b", "w", "B", "A"))
    whole = report(ledger([one], [source("a", "A"), source("b", "B")]), DAY, {}, sentences)
    (drawn,) = citations(whole)
    assert_nothing_touches(drawn)
    assert drawn.count("cites") >= 4


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("bold", [False, True])
def test_texts_are_thought_wider_than_they_are_but_not_by_half(text: str, bold: bool) -> None:
    real = real_width(text, 1, bold)
    assert real <= svg.em_width(text) * (1.06 if bold else 1) <= 1.5 * real


def test_a_length_keeps_its_decimal_however_tall_the_picture_is() -> None:
    lengths = (1_234_567.89, 100_000, 12.0, 0.25, -0.04, -3.5)
    assert [svg.number(each) for each in lengths] == ["1234567.9", "100000", "12", "0.2", "0", "-3.5"]


@given(st.text(max_size=80), st.floats(min_value=2, max_value=40), st.integers(1, 4))
def test_lines_keep_within_their_width_and_number(text: str, ems: float, most: int) -> None:
    made = svg.lines(text, ems, most)
    assert len(made) <= most
    assert all(svg.em_width(line) <= ems for line in made)
    if not any("…" in line for line in made):
        assert "".join(made).replace(" ", "") == legible(text).replace(" ", "")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_ink_can_be_read_on_every_ground() -> None:
    for ink in ("ink", "quiet", "line", "deep", "warm"):
        for ground in ("paper", "tint"):
            assert contrast(svg.INKS[ink], svg.INKS[ground]) >= 4.5, (ink, ground)


def test_the_page_can_be_read_by_day_and_by_night() -> None:
    from safeconduct.evidence import page

    css = (page.HERE / "page.css").read_text("utf-8")
    by_day, _, by_night = css.partition("prefers-color-scheme: dark")
    for part in (by_day, by_night):
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part))
        for ink in ("ink", "quiet", "deep", "warm"):
            for ground in ("paper", "ground"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        assert contrast(colours["ink"], colours["mark"]) >= 4.5
    night = dict(re.findall(r"\.f-(\w+) { fill: (#[0-9a-f]{6})", by_night))
    assert set(night) == set(svg.INKS)
    for ink in ("ink", "quiet", "line", "deep", "warm"):
        assert contrast(night[ink], night["paper"]) >= 4.5
        assert contrast(night[ink], night["tint"]) >= 4.5


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(st.lists(DAYS, min_size=1, max_size=12), DAYS)
def test_the_scale_keeps_the_order_of_days_and_its_ends(days: list[date], between: date) -> None:
    made = scale(days, 100, 700)
    places = [made.place(day) for day in sorted(set(days))]
    assert all(one < other for one, other in pairwise(places))
    assert all(100 - 1e-6 <= place <= 700 + 1e-6 for place in (*places, made.place(between)))
    if len(places) > 1:
        assert (places[0], round(places[-1], 6)) == (100, 700)
    inside = sorted({*days, between})
    assert sorted(inside, key=made.place) == inside


@given(st.lists(DAYS, min_size=2, max_size=12))
def test_days_without_a_break_between_them_stand_in_proportion(days: list[date]) -> None:
    made = scale(days, 0, 600)
    broken = set(made.breaks)
    pairs = list(zip(pairwise(made.days), pairwise(made.places), strict=True))
    per_day = {round((b - a) / (last - first).days, 6) for (first, last), (a, b) in pairs if (a, b) not in broken}
    assert len(per_day) <= 1
    assert all(b - a <= max(BREAK_PX, 600 / len(broken)) + 1e-6 for a, b in broken)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 90)), max_size=12), st.integers(1, 3))
def test_labels_on_one_line_never_touch_and_the_most_wanted_is_there(
    wanted: list[tuple[float, float]], rows: int
) -> None:
    kept = labelled(wanted, rows)
    assert not wanted or kept[0] == (0, 0)
    for (one, line), (other, other_line) in combinations(kept, 2):
        apart = abs(wanted[one][0] - wanted[other][0]) >= (wanted[one][1] + wanted[other][1]) / 2
        assert apart or line != other_line


EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20, unique=True)


@given(EDGES)
def test_any_graph_is_laid_out_without_overlap_and_edges_run_on_except_to_close_a_circle(
    edges: list[tuple[int, int]],
) -> None:
    nodes = list(range(10))
    edges = [(start, end) for start, end in edges if start != end]
    heights = {node: 10.0 + 3 * node for node in nodes}
    last = depth(nodes, edges) - 1
    made = layered(nodes, edges, heights, last, 5)
    assert set(made.y) == set(nodes)
    for one, other in combinations(nodes, 2):
        if made.layer[one] == made.layer[other]:
            assert abs(made.y[one] - made.y[other]) >= (heights[one] + heights[other]) / 2 + 5 - 1e-6
    assert all(heights[node] / 2 - 1e-6 <= made.y[node] <= made.height - heights[node] / 2 + 1e-6 for node in nodes)
    for (start, end), route in zip(edges, made.routes, strict=True):
        assert route[0] == (made.layer[start], made.y[start])
        assert route[-1] == (made.layer[end], made.y[end])
        assert all(abs(a - b) == 1 for (a, _), (b, _) in pairwise(route))
    if all(start < end for start, end in edges):
        assert all(made.layer[start] < made.layer[end] for start, end in edges)
        ends = {end for _, end in edges} - {start for start, _ in edges}
        assert all(made.layer[node] == last for node in ends)


@given(EDGES)
def test_components_part_the_nodes_and_no_edge_leaves_one(edges: list[tuple[int, int]]) -> None:
    groups = components(range(10), edges)
    assert sorted(node for group in groups for node in group) == list(range(10))
    home = {node: i for i, group in enumerate(groups) for node in group}
    assert all(home[start] == home[end] for start, end in edges)


def test_the_pictures_of_an_empty_ledger_say_so() -> None:
    whole = report(ledger([]), DAY, {}, sentences)
    assert "0 dated and 0 undated claims" in timeline(whole)[0]
    assert "0 captured pages lead to 0 roots" in citations(whole)[0]


def test_the_same_ledger_gives_the_same_pictures() -> None:
    assert (timeline(gathered()), citations(gathered())) == (timeline(gathered(edition())), citations(gathered()))
