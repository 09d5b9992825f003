# SPDX-License-Identifier: Apache-2.0
"""The page: nothing in a manuscript can become mark-up, and nothing in the page reaches out."""

import re
from base64 import b64encode
from hashlib import sha256

from defusedxml import ElementTree
from gathered import gathered, with_text
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from safeconduct.evidence.legible import legible
from safeconduct.evidence.outlining import outline
from safeconduct.evidence.page import page
from safeconduct.evidence.pictures.citations import citations
from safeconduct.evidence.pictures.timeline import timeline
from safeconduct.evidence.report import Report

NASTY = st.one_of(
    st.text(min_size=1, max_size=20),
    st.sampled_from(
        [
            "<script>alert(1)</script>", "</style><script>", '" onload="x', "' style='x", "]]><svg/onload=x>",
            "&lt;b&gt;",
            "<!-- x", "-->", "\u202egpj", "\x00", "\x0b", "{{ 7 * 7 }}", "{% raw %}", "javascript:x", "\ufffe", "&#0;",
        ]
    ),
)  # fmt: skip


def whole(report: Report) -> str:
    return page(outline(report), timeline(report)[0], citations(report)[0])


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes: what must not depend on the words."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return [(str(node.tag), tuple(sorted(node.attributes))) for node in root.traverse(include_text=False)]


@settings(max_examples=60, deadline=None)
@given(NASTY)
def test_no_text_becomes_mark_up(text: str) -> None:
    tags = {tag for tag, _ in shape(whole(with_text(text)))}
    assert tags == {tag for tag, _ in shape(whole(with_text("plain")))}
    named = {name for _, names in shape(whole(with_text(text))) for name in names}
    assert not {name for name in named if name.startswith("on") or name in ("style", "src", "xlink:href", "action")}


def test_a_nasty_text_changes_no_element_and_is_read_as_it_stands() -> None:
    nasty = '<script>alert("1")</script>&amp;\'{{x}}'
    html = whole(with_text(nasty))
    assert "<script" not in html
    parsed = LexborHTMLParser(html)
    heading = parsed.css_first("article h3")
    assert heading is not None
    assert heading.text() == nasty
    pictures = {"svg", "g", "path", "line", "text", "title", "desc"}  # a cut text may take more lines
    assert [each for each in shape(html) if each[0] not in pictures] == [
        each for each in shape(whole(with_text("plain"))) if each[0] not in pictures
    ]


@settings(max_examples=60, deadline=None)
@given(NASTY)
def test_pictures_are_xml_whatever_they_tell(text: str) -> None:
    report = with_text(text)
    for drawn in (*timeline(report), *citations(report)):
        root = ElementTree.fromstring(drawn)
        tags = {str(node.tag).rpartition("}")[2] for node in root.iter()}
        assert tags <= {"svg", "title", "desc", "g", "path", "line", "text"}
        assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or "href" in name]


def test_the_page_reaches_nothing_and_its_policy_names_its_one_style_sheet() -> None:
    html = whole(gathered())
    parsed = LexborHTMLParser(html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = parsed.css_first("meta[http-equiv]")
    assert style
    assert policy is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not parsed.css("script, link, img, iframe, object, embed, form, [src], [style]")
    assert {str(link.attributes["href"])[0] for link in parsed.css("a")} == {"#"}
    assert set(re.findall(r"https?://[^\"' <]+", html)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_every_link_leads_to_a_claim_of_the_page() -> None:
    parsed = LexborHTMLParser(whole(gathered()))
    ids = {node.attributes["id"] for node in parsed.css("[id]")}
    assert {str(link.attributes["href"])[1:] for link in parsed.css("a")} <= ids
    assert len(ids) == len(parsed.css("[id]"))


def test_the_page_tells_claims_quotes_places_and_contradictions() -> None:
    parsed = LexborHTMLParser(whole(gathered()))
    beds = parsed.css_first("#claim-beds")
    assert beds is not None
    said = " ".join(beds.text().split())
    for words in (
        "attribute: may be used with its speaker named. An agency says so.",
        "40 beds are ready",
        "Brook Post reports that River Agency said so.",
        "post.txt, line 3. post (post), Brook Post; reliability: B, usually reliable.",
        "There are 40 beds, says the agency. note, en, told (pieces/note/copy.en.md:3)",
        "Open.",
        "“60 beds” (news.txt:2; claims/some.toml:9)",
    ):
        assert words in said
    assert "Expired." in (parsed.css_first("#claim-bridge") or beds).text()
    assert [node.attributes["lang"] for node in parsed.css("#claim-bridge li [lang]")] == ["uk"]


@given(st.text())
def test_legible_text_has_only_signs_with_a_shape_and_stays_so(text: str) -> None:
    shown = legible(text)
    assert shown == legible(shown)
    assert all(sign.isprintable() for sign in shown)
    if text.isprintable():
        assert shown == text.replace("\u3000", " ") or " " in text


def test_invisible_signs_are_named() -> None:
    assert legible("a\u00adb\u202ec\nd") == "a[U+00AD]b[U+202E]c d"
