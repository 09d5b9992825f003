# SPDX-License-Identifier: Apache-2.0
"""The words of an HWPX as it prints.  The Korean here is specimen text, not reviewed by a native reader."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.tools.extract_child import read
from safeconduct.tools.extract_kinds import UnreadableError

from .layouts import hwpx_paragraph as p
from .layouts import hwpx_parts, packed


def t(text: str) -> str:
    return f"<hp:t>{text}</hp:t>"


def told(*sections: str) -> str:
    kind, words = read(packed(hwpx_parts(sections)))
    assert kind == "hwpx"
    return words.removesuffix("\n")


def within(name: str, inside: str) -> str:
    return f"<hp:ctrl><hp:{name}><hp:subList>{inside}</hp:subList></hp:{name}></hp:ctrl>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<hp:tc><hp:subList>{cell}</hp:subList></hp:tc>" for cell in row) for row in rows)
    return f"<hp:tbl>{''.join(f'<hp:tr>{row}</hp:tr>' for row in cells)}</hp:tbl>"


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (p(t("북한") + t("군")) + p(t("만 명")), "북한군\n만 명"),
        (p(t("a<hp:tab/>b<hp:lineBreak/>c<hp:nbSpace/>d<hp:fwSpace/>e")), "a\tb\nc\u00a0d\u3000e"),
        (p(t("유지<hp:deleteBegin Id='1'/>삭제<hp:deleteEnd Id='1'/>남음")), "유지남음"),
        (p(t("a<hp:deleteBegin Id='1'/>b")) + p(t("c")) + p(t("d<hp:deleteEnd Id='1'/>e")), "a\ne"),
        (
            p(t("<hp:deleteBegin Id='1'/>a<hp:deleteBegin Id='2'/>b<hp:deleteEnd Id='1'/>c<hp:deleteEnd Id='2'/>d")),
            "d",
        ),
        (p(t("a<hp:insertBegin Id='1'/>b<hp:insertEnd Id='1'/>c")), "abc"),
        (p(t("만 ") + within("footNote", p(t("각주"))) + t("명")), "만 명\n각주"),
        (p(within("header", p(t("머리"))) + t("글")), "글\n머리"),
        (p(within("hiddenComment", p(t("no"))) + t("글")), "글"),
        (p(within("fieldBegin", p(t("memo"))) + t("글")), "글"),
        (p(table([p(t("a")), p(t("b"))], [p(t("c")), p(t("d"))])), "a\tb\nc\td"),
        (p(table([p(t("a")) + p(t("b")), p(t("c"))])), "a\nb\nc"),
        (p("<hp:dutmal><hp:mainText>北</hp:mainText><hp:subText>북</hp:subText></hp:dutmal>" + t("한")), "北한"),
        (
            p(
                "<hp:rect><hp:drawText><hp:subList><hp:p><hp:run><hp:t>상자</hp:t></hp:run></hp:p></hp:subList></hp:drawText></hp:rect>"
            ),
            "상자",
        ),
        ("<hp:memogroup><hp:memo>" + p(t("no")) + "</hp:memo></hp:memogroup>" + p(t("글")), "글"),
    ],
)
def test_what_is_printed(section: str, words: str) -> None:
    assert told(section) == words


def test_the_spine_says_the_order() -> None:
    sections = [p(t("second")), p(t("first"))]
    assert read(packed(hwpx_parts(sections, [1, 0])))[1] == "first\nsecond\n"


def test_a_section_that_is_missing_is_not_passed_over() -> None:
    made = hwpx_parts([p(t("first")), p(t("second"))])
    del made["Contents/section1.xml"]
    with pytest.raises(UnreadableError, match="damaged"):
        read(packed(made))


def test_a_raised_number_is_no_digit_of_a_figure() -> None:
    runs = "<hp:p><hp:run charPrIDRef='0'><hp:t>10,000</hp:t></hp:run><hp:run charPrIDRef='7'><hp:t>1</hp:t></hp:run>"
    runs += "<hp:run charPrIDRef='0'><hp:t>2명</hp:t></hp:run></hp:p>"
    made = hwpx_parts([runs])
    assert read(packed(made))[1] == "10,00012명\n"
    made["Contents/header.xml"] = b"<head><charPr id='0'/><charPr id='7'><supscript/></charPr></head>"
    assert read(packed(made))[1] == "10,000 1 2명\n"


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(str.isprintable)


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_every_paragraph_comes_back(paragraphs: list[list[str]]) -> None:
    section = "".join(p("".join(t(escape(run)) for run in runs)) for runs in [*paragraphs, ["끝"]])
    assert told(section) == "\n".join(["".join(runs) for runs in paragraphs] + ["끝"])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("META-INF/manifest.xml", b"<m><file-entry><encryption-data/></file-entry></m>", "locked"),
        ("META-INF/container.xml", b"<c/>", "damaged"),
        ("Contents/content.hpf", b"<p/>", "damaged"),
        ("Contents/section0.xml", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", "dtd"),
        ("Contents/section0.xml", b"<x/>", "no-words-hwpx"),
        ("mimetype", b"application/hwp+xml", "other-kind"),
    ],
)
def test_what_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError, match=code):
        read(packed({**hwpx_parts([p(t("글"))]), name: content}))
