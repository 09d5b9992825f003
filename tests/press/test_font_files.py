# SPDX-License-Identifier: Apache-2.0
"""Our own reading of font files says what a general font library says."""

import random
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.press.compiling import FONTS
from safeconduct.press.type.font_file import FontError, FontFile, opened
from safeconduct.press.type.font_layout import Kerning, ligatures
from safeconduct.press.type.typefaces import FACES

EVERY = sorted(path.name for path in FONTS.glob("*.ttf"))


@cache
def library(name: str) -> Any:
    return TTFont(FONTS / name)


def lookups(table: Any, feature: str, extension: int, kind: int) -> list[list[Any]]:
    wanted = {i for f in table.FeatureList.FeatureRecord if f.FeatureTag == feature for i in f.Feature.LookupListIndex}
    found = []
    for index in sorted(wanted):
        lookup = table.LookupList.Lookup[index]
        inner = [sub.ExtSubTable if lookup.LookupType == extension else sub for sub in lookup.SubTable]
        found.append([sub for sub in inner if sub.LookupType == kind])
    return found


def kerned(subtables: list[Any], left: str, right: str) -> int:
    for sub in subtables:
        if left not in sub.Coverage.glyphs:
            continue
        if sub.Format == 1:
            records = sub.PairSet[sub.Coverage.glyphs.index(left)].PairValueRecord
            value = next((record.Value1 for record in records if record.SecondGlyph == right), 0)
            if value == 0:
                continue
        else:
            row = sub.Class1Record[sub.ClassDef1.classDefs.get(left, 0)]
            value = row.Class2Record[sub.ClassDef2.classDefs.get(right, 0)].Value1
        return int(getattr(value, "XAdvance", 0) or 0)
    return 0


def test_every_font_of_the_faces_is_among_those_that_are_looked_at() -> None:
    assert {file for face in FACES.values() for file in face.files} <= set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_signs_glyphs_and_widths_are_those_of_the_library(name: str) -> None:
    font, theirs = opened(FONTS / name), library(name)
    numbers = theirs.getReverseGlyphMap()
    signs = {sign: numbers[glyph] for sign, glyph in theirs.getBestCmap().items()}
    assert font.signs() == {sign for sign, glyph in signs.items() if glyph}
    assert {sign: font.glyph(sign) for sign in signs} == signs
    missing = [sign for sign in (*range(0x3100), 0xFFFF, 0x10FFFF) if sign not in signs]
    assert {font.glyph(sign) for sign in missing} == {0}
    assert font.units == theirs["head"].unitsPerEm
    widths = {numbers[glyph]: width for glyph, (width, _) in theirs["hmtx"].metrics.items()}
    assert {glyph: font.width(glyph) for glyph in widths} == widths


@pytest.mark.parametrize("name", EVERY)
def test_kerning_and_ligatures_are_those_of_the_library(name: str) -> None:
    font, theirs = opened(FONTS / name), library(name)
    kerning, numbers, names = Kerning(font), theirs.getReverseGlyphMap(), theirs.getGlyphOrder()
    tables = lookups(theirs["GPOS"].table, "kern", 9, 2)
    chance = random.Random(7)  # noqa: S311 - the same each time
    letters = [
        font.glyph(sign) for sign in (*range(0x20, 0x17F), *range(0x400, 0x491), 0xAC00, 0xC744) if font.glyph(sign)
    ]
    pairs = [(left, right) for left in letters[::3] for right in letters[::2]]
    pairs += [(chance.choice(letters), chance.randrange(1, len(names))) for _ in range(500)]
    wanted = {(left, right): sum(kerned(table, names[left], names[right]) for table in tables) for left, right in pairs}
    assert any(wanted.values())
    assert {pair: kerning.between(*pair) for pair in pairs} == wanted
    joined = {
        (numbers[first], *(numbers[glyph] for glyph in one.Component)): numbers[one.LigGlyph]
        for table in lookups(theirs["GSUB"].table, "liga", 7, 4)
        for sub in table
        for first, endings in sub.ligatures.items()
        for one in endings
    }
    assert ligatures(font) == joined


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0x21, 0xFFFD) | st.integers(0x10000, 0x1FFFF), min_size=1, max_size=60), st.booleans())
def test_any_map_of_signs_is_read_in_both_formats(signs: set[int], whole: bool) -> None:
    kept = sorted(sign for sign in signs if whole or sign < 0xFFFF) or [0x41]
    font = made({sign: f"sign{sign:X}" for sign in kept})
    path = Path(mkdtemp()) / "made.ttf"
    font.save(path)
    read = FontFile(path)
    assert read.signs() == set(kept)
    assert [read.width(read.glyph(sign)) for sign in kept] == [500 + i for i in range(len(kept))]
    assert ligatures(read) == {}
    assert Kerning(read).between(1, 1) == 0


def made(signs: dict[int, str]) -> Any:
    builder = FontBuilder(1000, isTTF=True)
    order = [".notdef", *signs.values()]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(signs)
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in order})
    builder.setupHorizontalMetrics({name: (499 + i, 0) for i, name in enumerate(order)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=False)
    return builder


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 20_000), st.binary(max_size=40))
def test_a_damaged_font_is_a_font_error_or_is_read(cut: int, noise: bytes) -> None:
    whole = (FONTS / "SourceSans3_400Regular.ttf").read_bytes()
    path = Path(mkdtemp()) / ".damaged.ttf"
    path.write_bytes(whole[:cut] + noise)
    said = ""
    try:
        signs = FontFile(path).signs()
    except FontError as fault:
        said = str(fault)
    assert ".damaged.ttf" in said or signs
