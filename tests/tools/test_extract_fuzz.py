# SPDX-License-Identifier: Apache-2.0
"""Random and mutated pages: nothing but words or a refusal ever comes out."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.tools.extract import ENTRY
from safeconduct.tools.extract_child import read
from safeconduct.tools.extract_kinds import KINDS, UnreadableError
from safeconduct.tools.jail import run

from .layouts import hangul, html, hwpx_paragraph, hwpx_parts, packed, pdf, word
from .test_extract_docx import p, parts, r

SENTENCES = [("en", "As many as 10,000 soldiers were sent."), ("uk", "Десять тисяч, а не сто тисяч.")]
WEB, DOCX, HWPX, PDF = (layout(SENTENCES) for layout in (html, word, hangul, pdf))
STORED = packed(parts(p(r("text"))))


def mutated(page: bytes) -> st.SearchStrategy[bytes]:
    """`page` with a few stretches replaced, doubled or cut out."""
    place = st.integers(0, len(page))
    change = st.tuples(place, st.integers(0, 40), st.binary(max_size=12) | st.just(page[:40]))

    def changed(changes: list[tuple[int, int, bytes]]) -> bytes:
        result = page
        for at, length, fresh in changes:
            result = result[:at] + fresh + result[at + length :]
        return result

    return st.lists(change, min_size=1, max_size=4).map(changed)


def harmless(page: bytes) -> None:
    """Read `page` as the jailed process would, and look at what comes out."""
    with suppress(UnreadableError):
        kind, words = read(page)
        assert kind in KINDS
        assert kind == "text" or words.strip()
        words.encode("utf-8", "replace")


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=400))
def test_any_bytes(page: bytes) -> None:
    harmless(page)


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=300), st.sampled_from([b"<html>", b"PK\x03\x04", b"\xef\xbb\xbf<p>", b"\xff\xfe<\0p\0>\0"]))
def test_any_bytes_behind_a_known_beginning(page: bytes, start: bytes) -> None:
    harmless(start + page)


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.text(alphabet="<>/!-&;= \"'apbrsuph0ltmdivcex#\0\n", max_size=300))
def test_any_soup_of_tags(soup: str) -> None:
    harmless(b"<p>" + soup.encode())


@pytest.mark.parametrize("page", [WEB, DOCX, HWPX, STORED], ids=["html", "docx", "hwpx", "small docx"])
def test_mutated_pages(page: bytes) -> None:
    @settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(mutated(page))
    def try_it(mutant: bytes) -> None:
        harmless(mutant)

    try_it()


DOCUMENT = parts(p(r("As many as"), "<w:del>" + r("not") + "</w:del>", r("10,000")))
SECTION = hwpx_parts([hwpx_paragraph("<hp:t>만<hp:deleteBegin Id='1'/>천<hp:deleteEnd Id='1'/> 명</hp:t>")])


@pytest.mark.parametrize(
    ("whole", "name"),
    [(DOCUMENT, "word/document.xml"), (DOCUMENT, "_rels/.rels"), (SECTION, "Contents/section0.xml")]
    + [(SECTION, name) for name in ("Contents/content.hpf", "META-INF/container.xml", "mimetype")],
)
def test_packages_with_a_mutated_part(whole: dict[str, bytes], name: str) -> None:
    @settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(mutated(whole[name]))
    def try_it(mutant: bytes) -> None:
        harmless(packed({**whole, name: mutant}))

    try_it()


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.text(max_size=60), st.sampled_from(["word/document.xml", "_rels/.rels", "[Content_Types].xml"]))
def test_any_xml_in_a_part(inside: str, name: str) -> None:
    made = parts(p(r("text")))
    made[name] = made[name].replace(b"<w:t>", b"<w:t>" + inside.encode("utf-8", "replace"), 1)
    harmless(packed(made))


def jailed(page: bytes) -> None:
    """Read `page` in the jail: a library that breaks must not take this process with it."""
    ended = run(ENTRY, page)
    assert not ended.why.startswith("code "), "an exception of our own"
    if ended.answer is not None:
        told = json.loads(ended.answer.split(b"\n")[0])
        assert told.get("kind") in KINDS or told["refused"]


HEADED = st.binary(max_size=900).map(lambda tail: PDF[:900] + tail)


@pytest.mark.parametrize("strategy", [mutated(PDF), HEADED], ids=["mutated", "headed"])
def test_mutated_pdfs_in_the_jail(strategy: st.SearchStrategy[bytes]) -> None:
    @settings(max_examples=15, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def try_it(mutant: bytes) -> None:
        jailed(mutant)

    try_it()


@pytest.mark.slow
@pytest.mark.parametrize("page", [WEB, DOCX, HWPX, PDF], ids=["html", "docx", "hwpx", "pdf"])
def test_many_mutated_pages_in_the_jail(page: bytes) -> None:
    @settings(max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(mutated(page))
    def try_it(mutant: bytes) -> None:
        jailed(mutant)

    try_it()
