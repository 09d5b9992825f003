# SPDX-License-Identifier: Apache-2.0
"""Reading drafts: what each line is shaped as, what is counted, and answers of the jail that are not believed."""

import json
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import UsageRefusal
from safeconduct.tools import drafts
from safeconduct.tools.draft_child import answer, plain, read
from safeconduct.tools.draft_lines import Line, Stretch
from safeconduct.tools.extract import SENTENCES
from safeconduct.tools.jail import Ended, Limits, Lock

from .layouts import hwpx_paragraph, hwpx_parts

HEADER = (
    b'<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head">'
    b'<hh:charPr id="0" textColor="#000000"/><hh:charPr id="1" textColor="#000000"><hh:bold/></hh:charPr>'
    b'<hh:charPr id="2" textColor="#7f8c8d"/>'
    b'<hh:paraPr id="0"><hh:heading type="NONE"/></hh:paraPr>'
    b'<hh:paraPr id="1"><hh:heading type="OUTLINE" level="1"/></hh:paraPr>'
    b'<hh:paraPr id="2"><hh:heading type="NUMBER" level="0"/></hh:paraPr>'
    b'<hh:paraPr id="3"><hh:heading type="BULLET" level="2"/></hh:paraPr>'
    b'<hh:style id="0" name="&#48148;&#53461;&#44544;" engName="Normal" charPrIDRef="0"/>'
    b'<hh:style id="1" name="x" engName="Title" charPrIDRef="1"/>'
    b'<hh:style id="2" name="CopyHeader" engName="CopyHeader"/></hh:head>'
)


def package(body: str) -> bytes:
    parts = hwpx_parts([body]) | {"Contents/header.xml": HEADER}
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return held.getvalue()


def p(inside: str, para: int = 0, style: int = 0) -> str:
    return f'<hp:p paraPrIDRef="{para}" styleIDRef="{style}">{inside}</hp:p>'


def r(text: str, look: int = 0) -> str:
    return f'<hp:run charPrIDRef="{look}"><hp:t>{text}</hp:t></hp:run>'


def test_an_hwpx_says_what_its_lines_are() -> None:
    body = (
        p(r("Title", 1), 0, 1)
        + p(r("Head"), 1)
        + p(r("One ") + r("bold", 1) + r("{#id}", 2), 2)
        + p(r("Point"), 3)
        + p(r("Plain"))
    )
    kind, left, lines = read(package(body))
    assert (kind, left) == ("hwpx", {})
    assert [(line.shape, line.level) for line in lines] == [
        ("title", 1), ("heading", 2), ("step", 1), ("point", 3), ("plain", 1),
    ]  # fmt: skip
    assert lines[0].stretches == (Stretch("Title"),)  # the style is bold, and says so of every word
    assert lines[2].stretches == (Stretch("One "), Stretch("bold", strong=True), Stretch("{#id}", mark=True))


def test_an_hwpx_is_told_from_its_traces() -> None:
    changed = "kept<hp:insertBegin/>new<hp:insertEnd/><hp:deleteBegin Id='3'/>old<hp:deleteEnd Id='3'/> end"
    ctrl = (
        "<hp:run><hp:ctrl><hp:fieldBegin type='MEMO'/></hp:ctrl><hp:ctrl><hp:footNote>"
        f"{hwpx_paragraph('<hp:t>note</hp:t>')}</hp:footNote></hp:ctrl><hp:pic/><hp:t>seen</hp:t></hp:run>"
    )
    head = "<hp:run><hp:ctrl><hp:header>{}</hp:header></hp:ctrl><hp:t>x</hp:t></hp:run>"
    _, left, lines = read(
        package(p(r(changed)) + p(ctrl) + p(head.format(p(r("ours"), 0, 2))) + p(head.format(p(r("no")))))
    )
    assert [line.stretches[0].text for line in lines] == ["keptnew end", "seen", "x", "x"]
    assert left == {"changes": 2, "comments": 1, "notes": 1, "pictures": 1, "headers": 1}


def test_a_table_in_a_table_is_read_cell_by_cell() -> None:
    cell = "<hp:tc><hp:subList>{}</hp:subList></hp:tc>"
    inner = f"<hp:run><hp:tbl><hp:tr>{cell.format(p(r('b')))}{cell.format(p(r('c')))}</hp:tr></hp:tbl></hp:run>"
    body = p(
        f"<hp:run><hp:tbl><hp:tr>{cell.format(p(r('a')) + p(inner))}{cell.format(p(''))}</hp:tr></hp:tbl></hp:run>"
    )
    [line] = read(package(body))[2]
    assert (line.shape, line.table) == ("row", 1)
    assert ["".join(stretch.text for stretch in one) for one in line.cells] == ["a\nb\nc", ""]


@given(st.binary(max_size=200), st.integers(0, 900), st.binary(min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_whatever_comes_is_answered(noise: bytes, at: int, hurt: bytes) -> None:
    whole = package(p(r("words")))
    for draft in (noise, whole[:at] + hurt + whole[at + len(hurt) :], whole[:at]):
        told = json.loads(answer(draft).partition(b"\n")[0])
        assert told.get("kind") in ("docx", "hwpx", "text") or told["refused"] in {
            *SENTENCES,
            *drafts._OWN,
            "other-kind",
        }


STRETCHES = st.lists(
    st.builds(Stretch, st.text("ab 가\n", min_size=1, max_size=5), st.booleans(), st.booleans()), max_size=3
).map(tuple)
LINES = st.one_of(
    st.builds(Line, st.sampled_from(["title", "step", "plain"]), st.integers(1, 9), STRETCHES),
    st.builds(
        Line, st.just("row"), st.just(1), st.just(()), st.integers(1, 9), st.lists(STRETCHES, max_size=3).map(tuple)
    ),
)


@given(st.lists(LINES, min_size=1, max_size=5).map(tuple))
def test_lines_cross_the_wall_unchanged(lines: tuple[Line, ...]) -> None:
    assert drafts._lines(json.loads(json.dumps(plain(lines)))) == lines


LOCK = Lock(Limits(), "filter", ())


@pytest.mark.parametrize(
    "said",
    [
        b"", b"[]\n[]", b'{"kind":"docx","left":{}}\n[]', b'{"kind":"docx"}\n[["plain",1,[["\\u001b[2J",0]]]]',
        b'{"kind":"exe"}\n[["plain",1,[["a",0]]]]', b'{"kind":"docx"}\n[["plain",0,[["a",0]]]]',
        b'{"kind":"docx"}\n[["plain",1,[["a",9]]]]', b'{"kind":"docx"}\n[["row",1,[["a",0]]]]',
        b'{"refused":"<script>","detail":"<b>"}\n', b'{"kind":"docx"}\n' + b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_strange_answer_is_no_draft(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "run", lambda *_: Ended(said, LOCK))
    with pytest.raises(UsageRefusal) as refused:
        drafts.read_draft(b"x", "a.docx")
    assert "<" not in refused.value.what
    assert "capture" not in refused.value.do


def test_counts_that_nobody_knows_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b'{"kind":"text","left":{"comments":2,"notes":"many","other":1}}\n[["plain",1,[["a",0]]]]'
    monkeypatch.setattr(drafts, "run", lambda *_: Ended(said, LOCK))
    assert drafts.read_draft(b"x", "a.txt").left == {"comments": 2}


def test_a_draft_is_read_in_the_jail() -> None:
    read_ = drafts.read_draft("Words\n\n두번째".encode(), "a.txt")
    assert read_.kind == "text"
    assert [line.stretches for line in read_.lines] == [(Stretch("Words"),), (), (Stretch("두번째"),)]
    assert "jailed" in read_.lock.told
