# SPDX-License-Identifier: Apache-2.0
"""What must not be taken: each spoilt file is refused with its line or unit, and what to do."""

from collections.abc import Callable

import pytest
from exchanged import SOURCE, back, copies, edition_of, out
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.exchange.content import Mark
from safeconduct.language.exchange.po import po, read_po
from safeconduct.language.exchange.taking import Terms
from safeconduct.language.exchange.units import units
from safeconduct.language.exchange.xliff_reading import read_xliff
from safeconduct.language.exchange.xliff_writing import Exported
from safeconduct.manuscript.copy_writing import written
from safeconduct.model.exchange import SegmentState
from safeconduct.model.refusal import UsageRefusal

EN = """# The hall {#title}

The hall has [40 **beds**](claim:beds). There is [tea](promise:tea). {#beds}

1. ![A lamp](art/lamp.svg) Take the lamp. {#lamp}
"""
KO = """# 회관 {#title}

회관에는 [침대가 **40개**](claim:beds) 있다. [차](promise:tea)도 있다. {#beds}

1. ![등불](art/lamp.svg) 등불을 들라. {#lamp}
"""
PC = '<pc id="3" '


def file() -> str:
    return out(EN, KO).decode()


def as_po(segments: str = "") -> str:
    edition, piece = edition_of(EN, KO, segments)
    told = Exported("note", SOURCE, units(edition, piece, "en", "ko-KP"), ())
    return po([told], "en", "ko-KP", "2026-11-01").decode()


def changed(old: str, new: str, text: str | None = None, count: int = -1) -> str:
    text = text or file()
    assert old in text
    return text.replace(old, new, count)


def target_of(unit: str, text: str) -> tuple[int, int]:
    start = text.index("<target>", text.index(f'<unit id="{unit}"'))
    return start, text.index("</unit>", start)


def in_target(old: str, new: str, unit: str = "beds") -> str:
    text = file()
    start, end = target_of(unit, text)
    assert old in text[start:end]
    return text[:start] + text[start:end].replace(old, new) + text[end:]


SPOILT: dict[str, tuple[Callable[[], str], str]] = {
    "no XML": (lambda: file()[:400], "stops being XML"),
    "a document type": (lambda: changed("?>\n", "?>\n<!DOCTYPE xliff>\n", count=1), "document type"),
    "an entity": (
        lambda: changed("?>\n", '?>\n<!DOCTYPE xliff [<!ENTITY a "b">]>\n', count=1),
        "document type or an entity",
    ),
    "XLIFF 1.2": (lambda: '<xliff version="1.2"/>', "It is XLIFF 1.2"),
    "something else": (lambda: "<html/>", "It is <html>"),
    "no state": (lambda: changed('state="initial"', 'state="done"'), "“done” is no state"),
    "an unknown unit": (lambda: changed('unit id="lamp"', 'unit id="lump"'), "no unit “lump”"),
    "a unit twice": (lambda: changed('unit id="lamp"', 'unit id="title"'), "“title” stands in the file twice"),
    "a strange element": (lambda: in_target("등불", "<b>등불</b>", "lamp"), "<b>, which XLIFF does not know"),
    "a strange code": (lambda: in_target('id="1"', 'id="9"'), "a code “9” that was never there"),
    "a code twice": (lambda: in_target(">차</pc>", '>차</pc><pc id="3">차</pc>'), "stands there 2 times"),
    "a code without words": (lambda: in_target(">차</pc>", "></pc>차"), "is left without words"),
    "a code lost": (
        lambda: in_target('<ph id="1"', '<cp hex="0020"/><mrk id="9"', "lamp"),
        "“1” (picture art/lamp.svg) is",
    ),
    "a picture behind words": (
        lambda: in_target("들라.", '들라.<ph id="1"/>', "lamp").replace('<target><ph id="1"', '<target><mrk id="m"', 1),
        "must stand before all words",
    ),
    "no sign": (lambda: in_target("등불", '<cp hex="zz"/>', "lamp"), "<cp> that names no sign"),
    "half a sign": (lambda: in_target("등불", '<cp hex="D800"/>', "lamp"), "<cp> that names no sign"),
    "invisible words": (lambda: in_target(">차</pc>", ">\u200b\u00ad</pc>차"), "is left without words"),
    "no order": (lambda: changed("<target>", '<target order="one">', count=1), "“one” is no place"),
    "other source words": (lambda: changed("Take the lamp.", "Leave the lamp."), "other source words"),
}


@pytest.mark.parametrize("name", list(SPOILT))
def test_a_spoilt_file_is_refused_with_its_place(name: str) -> None:
    make, said = SPOILT[name]
    with pytest.raises(UsageRefusal) as caught:
        back(EN, KO, make().encode())
    assert said in caught.value.what
    assert caught.value.what.startswith("note.xlf")
    assert caught.value.do.endswith(".")


def test_codes_that_cross_are_refused() -> None:
    crossing = '<sc id="1"/>침대가 <sc id="2"/>40개<ec startRef="1"/> 있다.<ec startRef="2"/> <pc id="3">차</pc>'
    text = file()
    start, end = text.index("<segment", text.index('<unit id="beds"')), text.index("</unit>", text.index('id="beds"'))
    source = "The hall has 40 beds. There is tea."
    both = source.replace("40 beds", '<pc id="1">40 <pc id="2">beds</pc></pc>').replace("tea", '<pc id="3">tea</pc>')
    one = f'<segment id="s1" state="final"><source>{both}</source><target>{crossing}</target></segment>'
    with pytest.raises(UsageRefusal, match="crosses another"):
        back(EN, KO, (text[:start] + one + text[end:]).encode())
    well = one.replace('있다.<ec startRef="2"/>', "있다.").replace("40개<ec", '40개<ec startRef="2"/><ec')
    told = back(EN, KO, (text[:start] + well + text[end:]).encode())
    assert told.copy == KO.replace(" 있다. [차](promise:tea)도 있다.", " 있다. [차](promise:tea)").replace(
        "회관에는 [침대가", "[침대가"
    )


def test_a_source_that_says_something_else_is_refused_and_a_comma_is_not() -> None:
    sent = changed("등불을 들라.", "등불을 드시오.").encode()
    comma = EN.replace("Take the lamp.", "Take the lamp!")
    assert "드시오" in (back(comma, KO, sent).copy or "")
    other = EN.replace("Take the lamp", "Take no lamp").replace("The hall {", "A hall {")
    with pytest.raises(UsageRefusal, match="source have changed since the export in the units “title”, “lamp”"):
        back(other, KO, sent)
    told = back(EN.replace("The hall {", "A hall {"), KO, sent, terms=Terms("translator", skip_changed=True))
    assert told.skipped == ("title",)
    assert "드시오" in (told.copy or "")


def test_a_citation_moved_in_the_source_is_a_change() -> None:
    moved = EN.replace("There is [tea](promise:tea)", "[There](promise:tea) is tea")
    with pytest.raises(UsageRefusal, match="have changed since the export in the unit “beds”"):
        back(moved, KO, file().encode())


def test_what_somebody_wrote_in_the_manuscript_meanwhile_is_not_lost() -> None:
    sent = changed("등불을 들라.", "등불을 드시오.").encode()
    edited = KO.replace("등불을 들라.", "등을 드시오.")
    with pytest.raises(UsageRefusal, match="translation has changed in the manuscript since the export"):
        back(EN, edited, sent)
    told = back(EN, edited, sent, terms=Terms("translator", skip_changed=True))
    assert (told.copy, told.skipped) == (None, ("lamp",))
    # Whoever left the unit alone overwrites nothing, nor says anything of words that they have not seen.
    told = back(EN, edited, changed('state="initial"', 'state="final"').encode())
    assert (told.copy, told.skipped) == (None, ("lamp",))
    assert "[segment.lamp]" not in (told.segments or "")


def test_words_that_no_copy_can_hold_are_refused() -> None:
    with pytest.raises(UsageRefusal, match="cannot be written in a copy"):
        back(EN, KO, in_target("등불을 들라.", "등불을](claim:x) 들라.", "lamp").encode())
    bold = in_target(">40개</pc>", ">《40개》</pc>가").encode()
    with pytest.raises(UsageRefusal, match="cannot be written in a copy"):
        back(EN, KO, bold)


def test_half_a_unit_changes_nothing() -> None:
    text = file()
    start, end = target_of("beds", text)
    half = text[:start] + text[start:end].replace("도 있다.", "도 있다!", 1) + text[end:]
    first, last = text.index("<target>", start), text.index("</target>", start) + len("</target>")
    half = half[:first] + half[last:]
    told = back(EN, KO, half.encode())
    assert (told.copy, told.unfinished) == (None, ("beds",))


def test_a_machine_is_never_final_by_itself() -> None:
    sent = changed('state="initial"', 'state="final" subState="safeconduct:machine"').encode()
    told = back(EN, KO, sent)
    assert told.segments is not None
    assert told.segments.count('state = "translated"') == told.segments.count("machine = true") == 3
    assert set(told.held_back) == {"title", "beds", "lamp"}
    # A person calls all of it final at once: it is reviewed, no more.
    whole = out(EN, KO, told.segments).decode()
    final = whole.replace('state="translated" subState="safeconduct:machine"', 'state="final"').encode()
    again = back(EN, KO, final, told.segments, Terms("reviewer"))
    assert again.segments is not None
    assert again.segments.count('state = "reviewed"') == again.segments.count("machine = true") == 3
    third = out(EN, KO, again.segments).decode().replace('state="reviewed"', 'state="final"').encode()
    last = back(EN, KO, third, again.segments, Terms("reviewer"))
    assert last.segments is not None
    assert last.segments.count('state = "final"') == 3


def test_po_keeps_states_of_what_nobody_changed_and_calls_new_words_translated_at_best() -> None:
    sent = changed('state="initial"', 'state="final"').encode()
    reviewed = back(EN, KO, sent, terms=Terms("reviewer")).segments or ""
    text = as_po(reviewed)
    told = back(EN, KO, read_po(text.replace("등불을 들라.", "등불을 드시오.").encode(), "note.po"), reviewed)
    assert told.changed == ("lamp",)
    _, after = edition_of(EN, told.copy or "", told.segments or "")
    states = {name: one.state for name, one in after.segments["ko-KP"].blocks.items()}
    final = SegmentState.FINAL
    assert states == {"title": final, "beds": final, "lamp": SegmentState.TRANSLATED}


def test_what_po_calls_fuzzy_is_not_final_whatever_is_said_of_new_words() -> None:
    text = as_po().replace("등불을 들라.", "등불을 드시오.")
    assert '#, fuzzy\nmsgctxt "note/lamp"' in text
    told = back(EN, KO, read_po(text.encode(), "note.po"), terms=Terms("translator", SegmentState.FINAL))
    assert told.changed == ("lamp",)
    assert 'state = "initial"' in (told.segments or "")
    assert "final" not in (told.segments or "")


def test_invisible_signs_are_no_translation() -> None:
    told = back(EN, KO, in_target("회관", "\u200b \u2060", "title").encode())
    assert (told.copy, told.unfinished) == (None, ("title",))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<c1>", "", "“1” (cites the claim “beds”) is lost"),
        ("</c1>", "", "“3” (cites the promise “tea”) stands inside another of its kind"),
        ("</c3>", "", "“3” is not closed"),
        ("</b2></c1>", "</c1></b2>", "crosses another"),
        ("<c1>침대가 <b2>40개</b2></c1>", "침대가 40개", "“1” (cites the claim “beds”) is lost"),
        ('msgctxt "note/lamp"', 'msgctxt "lamp"', "no context"),
        ("msgstr ", "msgstr:", "stops being a PO file"),
        ("msgid", "msgnot", "neither XLIFF nor PO"),
    ],
)
def test_a_spoilt_po_is_refused(old: str, new: str, said: str) -> None:
    text = as_po()
    before, msgstr, after = text.rpartition('msgstr "회관에는')
    here = any(code in old for code in ("c1>", "c3>"))
    spoilt = before + msgstr + after.replace(old, new) if here else text.replace(old, new)
    assert spoilt != text
    with pytest.raises(UsageRefusal) as caught:
        back(EN, KO, read_po(spoilt.encode(), "note.po"))
    assert said in caught.value.what


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    for read in (read_xliff, read_po):
        try:
            told = read(content, "x")
        except UsageRefusal as refusal:
            said = refusal.what
        else:
            said = "x" if all(unit.at for unit in told.units) else ""
        assert said.startswith("x")


@settings(max_examples=40, deadline=None)
@given(copies(), st.integers(0, 40), st.sampled_from(["lost", "twice", "swapped"]))
def test_whatever_is_done_to_a_code_is_refused_or_keeps_every_citation(
    pair: tuple[str, str], which: int, how: str
) -> None:
    source, _ = pair
    sent = read_xliff(out(source, ""), "x")
    marks = [
        (n, m) for n, unit in enumerate(sent.units) for m, part in enumerate(unit.source) if isinstance(part, Mark)
    ]
    if not marks:
        return
    number, place = marks[which % len(marks)]
    unit = sent.units[number]
    parts = list(unit.source)
    parts[place : place + 1] = [] if how == "lost" else [parts[place]] * 2
    if how == "swapped":
        parts = list(unit.source)
        parts[place], parts[place - 1] = parts[place - 1], parts[place]
    spoilt = type(unit)(unit.piece, unit.unit, unit.source, tuple(parts), SegmentState.FINAL, False, unit.was, unit.at)
    try:
        told = back(source, "", type(sent)("en", "ko-KP", (spoilt,)))
    except UsageRefusal:
        return
    assert how == "swapped"
    edition, piece = edition_of(source, "")
    codes = next(one.codes for one in units(edition, piece, "en", "ko-KP") if one.id == unit.unit)
    cited = {cite for cite, _ in written(told.copy or "", "ko-KP", "").copy.cites()}
    assert told.copy is None or {means for means in codes.values() if ":" in means} <= cited


def test_structure_is_that_of_the_standard() -> None:
    """Order of elements, ids and references as OASIS XLIFF 2.1 wants them (4.2, 4.3.1)."""
    from xml.etree.ElementTree import Element

    from defusedxml.ElementTree import fromstring

    core = "{urn:oasis:names:tc:xliff:document:2.0}"
    reviewed = back(EN, KO, changed('state="initial"', 'state="reviewed"').encode()).segments or ""
    for content in (out(EN, KO), out(EN, ""), out(EN, KO, reviewed), out(EN.replace("Take", "Leave"), KO, reviewed)):
        root: Element = fromstring(content)
        assert root.attrib == {"version": "2.1", "srcLang": "en", "trgLang": "ko-KP"}
        for unit in root.iter(f"{core}unit"):
            names = [child.tag.rpartition("}")[2] for child in unit]
            order = ["metadata", "notes", "originalData", "segment", "ignorable"]
            assert sorted(names, key=lambda name: min(order.index(name), 3)) == names
            kept = [one.get("id") for one in unit.iter(f"{core}data")]
            assert len(set(kept)) == len(kept)
            assert kept or unit.find(f"{core}originalData") is None
            for side in ("source", "target"):
                inline = [
                    one.get("id") for whole in unit.iter(f"{core}{side}") for one in whole.iter() if one is not whole
                ]
                parts = [one.get("id") for one in unit if one.get("id")]
                assert len({*inline, *parts}) == len(inline) + len(parts)
            for code in [*unit.iter(f"{core}pc"), *unit.iter(f"{core}ph")]:
                refs = [code.get(name) for name in ("dataRef", "dataRefStart", "dataRefEnd") if code.get(name)]
                assert refs
                assert set(refs) <= set(kept)
                assert code.get("subType", "safeconduct:x").partition(":")[0] in ("safeconduct", "xlf")
            for segment in unit.iter(f"{core}segment"):
                assert [child.tag.rpartition("}")[2] for child in segment] in (["source"], ["source", "target"])
                has_target = segment.find(f"{core}target") is not None
                assert segment.get("state") == "initial" or has_target
                assert "subState" not in segment.attrib or segment.get("subState", "").startswith("safeconduct:")
