# SPDX-License-Identifier: Apache-2.0
"""The glossary: no term is lost between CSV and TBX, and terms are found in their forms and nowhere else."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.api.glossaries import turned
from safeconduct.manuscript.glossary import concepts_of_csv, csv_of
from safeconduct.manuscript.glossary_tbx import concepts_of_tbx, sorted_terms, tbx_of
from safeconduct.manuscript.terms import pattern, used
from safeconduct.model.exchange import Concept, Term, TermStatus
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal

ANYWHERE = Span("glossary.csv")
WORDS = st.text("abc éїж조선'\"<>&,;=«|", min_size=1, max_size=9).map(lambda text: " ".join(text.split())).filter(bool)
TERMS = st.builds(Term, st.sampled_from(["en", "uk", "ru", "ko-KP"]), WORDS, st.sampled_from(list(TermStatus)))
NOTES = st.lists(WORDS, max_size=2).map("\n".join)


@st.composite
def glossaries(draw: st.DrawFn) -> tuple[Concept, ...]:
    names = draw(st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,6}", fullmatch=True), unique=True, max_size=4))
    return tuple(
        Concept(name, sorted_terms(draw(st.lists(TERMS, min_size=1, max_size=5))), draw(NOTES), ANYWHERE)
        for name in names
    )


def said(concepts: tuple[Concept, ...]) -> list[Concept]:
    return [evolve(concept, at=ANYWHERE) for concept in concepts]


@settings(max_examples=80, deadline=None)
@given(glossaries())
def test_csv_and_tbx_hold_the_same(concepts: tuple[Concept, ...]) -> None:
    assert said(concepts_of_csv(csv_of(concepts), "g.csv")) == said(concepts)
    read, lost = concepts_of_tbx(tbx_of(concepts, "en"), "g.tbx")
    assert (said(read), lost) == (said(concepts), 0)


DCT = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:basic="http://www.tbxinfo.net/ns/basic" xmlns:min="http://www.tbxinfo.net/ns/min">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="hall">
<min:subjectField>village</min:subjectField><note>Big
 room.</note><langSec xml:lang="en"><termSec><term>hall</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>shed</term><termNoteGrp><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>
</termNoteGrp></termSec><termSec><term>room</term></termSec></langSec></conceptEntry></body></text></tbx>"""


def test_the_other_style_is_read_and_what_is_not_kept_is_counted() -> None:
    (hall,), lost = concepts_of_tbx(DCT.encode(), "g.tbx")
    assert [(term.words, term.status.value) for term in hall.terms] == [
        ("hall", "preferred"),
        ("room", "admitted"),
        ("shed", "forbidden"),
    ]
    assert lost == 2  # the subject field, and a group that only holds a status


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("g.csv", "", "g.csv:1: The glossary is empty."),
        ("g.csv", "concept,english\n", "g.csv:1: The first row must name the columns"),
        ("g.csv", "concept,status,en\nhall,good,hall\n", "g.csv:2: “good” is no status"),
        ("g.csv", "concept,status,en\n\nhall,preferred,\n", "g.csv:3: It has no term."),
        ("g.csv", "concept,status,en\nhall,preferred,a,b\n", "g.csv:2: It has more cells"),
        ("g.csv", "concept,status,en\n1,preferred,a\n", "g.csv:2: “1” cannot be the id"),
        ("g.csv", 'concept,status,en\nhall,preferred,"a\n', "g.csv:2: It is no CSV"),
        ("g.tbx", "<martif/>", "g.tbx:1: It is TBX of 2008 or older"),
        ("g.tbx", DCT.replace("<term>hall</term>", "<term/>"), "g.tbx:6: A term has no words"),
        ("g.tbx", DCT.replace("deprecatedTerm", "nice"), "g.tbx:8: “nice-admn-sts” is no status"),
        ("g.tbx", "<!DOCTYPE tbx>" + DCT.partition("\n")[2], "g.tbx: It holds a document type"),
    ],
)
def test_a_spoilt_glossary_is_refused_with_its_line(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(UsageRefusal) as caught:
        turned(tmp_path / name, tmp_path / "out.csv", "en")
    assert caught.value.what.startswith(said)
    assert not (tmp_path / "out.csv").exists()


def test_a_glossary_that_the_other_form_cannot_hold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("concept,status,en\nhall,preferred,ha\x01ll\n", "utf-8")
    with pytest.raises(UsageRefusal, match="cannot hold"):
        turned(tmp_path / "g.csv", tmp_path / "g.tbx", "en")


# Words of a made-up village; the Korean and Slavic ones are samples that no native reader has looked at.
@pytest.mark.parametrize(
    ("language", "term", "found", "not_found"),
    [
        ("en", "prisoner", ["prisoner", "Prisoners", "prisoner’s"], ["imprisoner", "prisonerly"]),
        ("en", "surrender", ["surrenders", "surrendered", "surrendering"], ["surrenderee"]),
        ("en", "enemy", ["enemies", "enemy's"], ["enem"]),
        ("en", "white flag", ["white flags", "White  flag"], ["white and flag", "off-white flagship"]),
        ("uk", "полонений", ["полоненого", "полоненими", "Полонені"], ["полоненість2", "полон"]),
        ("uk", "армія", ["армії", "армією", "Армій"], ["армійський", "арман"]),
        ("uk", "військова частина", ["військової частини", "військовою частиною"], ["військовий"]),
        ("ru", "пленный", ["пленного", "пленные", "пленными"], ["пленница", "плен"]),
        ("ru", "армия", ["армией", "армиями"], ["армейский"]),
        ("ko-KP", "포로", ["포로는", "포로들에게", "전쟁 포로입니다"], ["전쟁포로소", "포로수용소", "대포로"]),
        ("ko-KP", "항복하다", ["항복하면", "항복하십시오"], ["항복을 하면", "항복"]),
        ("zz", "abc", ["abc"], ["abcs"]),
    ],
)
def test_a_term_is_found_in_its_forms(language: str, term: str, found: list[str], not_found: list[str]) -> None:
    looked = pattern(term, language.partition("-")[0])
    assert [words for words in found if not looked.search(words)] == []
    assert [words for words in not_found if looked.search(words)] == []


def test_the_place_of_a_term_is_exact() -> None:
    concept = Concept("hall", (Term("uk", "казарма", TermStatus.FORBIDDEN),), "", ANYWHERE)
    text = "У казармі та біля казарми."
    places = [text[one.start : one.end] for one in used(text, "uk", [concept], TermStatus.FORBIDDEN)]
    assert places == ["казармі", "казарми"]
    assert not list(used(text, "uk", [concept], TermStatus.PREFERRED))
