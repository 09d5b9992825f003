# SPDX-License-Identifier: Apache-2.0
"""The words of a web page: what can be seen, nothing more and nothing less."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.tools.extract_child import read
from safeconduct.tools.extract_child_html import ENCODINGS, words
from safeconduct.tools.extract_kinds import UnreadableError


def seen(inside: str) -> str:
    return words(f"<!doctype html><meta charset=utf-8><body>{inside}".encode())


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>Two<hr>Three", "One\nTwo\nThree"),
        ("<p>Two <b>words</b>, <i>no</i>t three", "Two words, not three"),
        ("<p>  white \n\t space  </p>", "white space"),
        ("<pre>kept  as\n  it is</pre>after", "kept  as\n  it is\nafter"),
        ("<nav>Home</nav><main>News</main><footer>Imprint</footer>", "Home\nNews\nImprint"),
        ("<p>a<script>b</script><style>c</style><template>d</template>e", "ae"),
        ("<p hidden>a<p style='Display : None'>b<p style='visibility:hidden'>c<p>d", "d"),
        ("<div hidden><p>a</p><pre>b</pre></div>c", "c"),
        ("<p>&lt;b&gt; &amp;nbsp; &#1055;&#xAC00; &hellip;", "<b> &nbsp; П가 …"),
        ("<p>a&nbsp;b&shy;c", "a\u00a0b\u00adc"),
        ("<table><tr><th>Day<th>Sent<tr><td>4 Nov<td>10,000</table>", "Day\tSent\n4 Nov\t10,000"),
        ("<table><tr><td><p>one</p><p>two</p><td>three</table>", "one\ntwo\nthree"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<details><summary>More</summary>told</details>", "More\ntold"),
        ("<noscript>Told without scripts</noscript>", "Told without scripts"),
        ("<textarea>\ntyped\n here</textarea>", "typed\n here"),
        ("<p>漢字<ruby>北<rp>(</rp><rt>북</rt><rp>)</rp></ruby>", "漢字北(북)"),
        ("<svg><title>no</title><text>in a picture</text></svg>", "in a picture"),
        ("<!-- no --><p>a<!-- b -->c", "ac"),
        ("10,000<sup>1</sup> men and 3<sub>2</sub>4", "10,000 1 men and 3 2 4"),
        ("<p>m<sup>2</sup> and 10,000<sup>th</sup>", "m2 and 10,000th"),
        ("<b><p>crossed</b> tags</p></div></i> held", "crossed tags\nheld"),
    ],
)
def test_what_is_seen(inside: str, told: str) -> None:
    assert seen(inside) == told


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda text: " ".join(text.split()))


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.lists(PLAIN.filter(lambda text: text.strip(" ") == text and text != ""), min_size=1, max_size=6))
def test_every_paragraph_comes_back_as_it_was(paragraphs: list[str]) -> None:
    told = seen("".join(f"<p>{escape(text)}</p>" for text in paragraphs))
    assert told.split("\n") == paragraphs


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.integers(1, 3_000))
def test_depth_is_no_danger(depth: int) -> None:
    assert seen("<div>" * depth + "deep").strip() == "deep"


def test_a_hundred_thousand_nested_elements_are_read() -> None:
    assert seen("<i>" * 100_000 + "deep").strip() == "deep"


KOREAN, UKRAINIAN = "십만 명이 아니라 만 명입니다.", "Десять тисяч, а не сто."


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("utf-8", "utf-8", KOREAN),
        ("EUC-KR", "cp949", KOREAN + " 똠방"),
        ("ks_c_5601-1987", "euc-kr", KOREAN),
        ("windows-1251", "cp1251", UKRAINIAN),
        ("KOI8-U", "koi8-u", UKRAINIAN),
        ("koi8-r", "koi8-r", "Десять тысяч"),
        ("iso-8859-1", "cp1252", "“ten thousand”"),
        ("shift_jis", "cp932", "一万人"),
        ("gb2312", "gb18030", "一万人"),
    ],
)
@pytest.mark.parametrize("form", ["<meta charset='{}'>", '<META http-equiv=x content="text/html; charset={}">'])
def test_the_page_says_how_it_is_written(label: str, encoding: str, text: str, form: str) -> None:
    page = f"<html><!-- <meta charset=utf-16> --><head>{form.format(label)}</head><p>{text}".encode(encoding)
    assert words(page) == text


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_says_it_before_all(mark: str) -> None:
    assert read(f"<html><meta charset=koi8-r><p>{KOREAN}".encode(mark)) == ("html", KOREAN + "\n")


def test_an_xml_declaration_says_it_too() -> None:
    page = f"<?xml version='1.0' encoding='euc-kr'?><html><p>{KOREAN}</p></html>".encode("cp949")
    assert read(page) == ("html", KOREAN + "\n")


@pytest.mark.parametrize(
    ("page", "code", "detail"),
    [
        (b"<html><meta charset=utf-8><p>\xff", "encoding-wrong", "utf-8"),
        (b"<html><p>\xc7\xd1", "encoding-untold", "UTF-8"),
        (b"<html><meta charset=x-user-defined><p>a", "encoding-unknown", "x-user-defined"),
        (b"<html><p>be\0gun", "zero-bytes", ""),
        ("<html><p>be\0gun".encode("utf-16"), "zero-bytes", ""),
        (b"<html><script>document.write('words')</script>", "no-words-html", ""),
        (b"<html><p>\xe2\x80\x94 \xc2\xb7", "no-words-html", ""),
    ],
)
def test_what_is_refused(page: bytes, code: str, detail: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(page)
    assert (refused.value.code, refused.value.detail) == (code, detail)


def test_every_label_names_an_encoding_of_python() -> None:
    for label, encoding in ENCODINGS.items():
        assert "a".encode(encoding) == b"a", label
