# SPDX-License-Identifier: Apache-2.0
"""The ruler measures what the engine will print: every word of two editions, in every cut of every typeface."""

import json
from itertools import chain

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from set_samples import LANGUAGES, LETTERS, manuscript

from safeconduct.press.compiling import FONTS
from safeconduct.press.setting.ruler import width_em
from safeconduct.press.type.typefaces import FACES, Cut

# Half a tenth of a millimetre in running text; ligatures of three letters are the most that we do not know of.
_TOLERANCE_EM = 0.1
# What the engine itself does to a Korean bracket (press/templates/base.typ, `slim`).
_MEASURE = """
#let d = json(bytes(sys.inputs.table))
#set text(font: d.family, weight: d.weight, size: 10pt, fallback: false, lang: d.lang, hyphenate: false,
  cjk-latin-spacing: none, overhang: false, number-type: "lining")
#let slim(body) = {
  show regex("[》〉」』].|.[《〈「『]"): set text(features: ("halt",))
  body
}
#context [#metadata(d.words.map(w => measure(box(slim(w))).width / 10pt)) <widths>]
"""


def words_of(language: str) -> list[str]:
    found = set()
    for name, languages in LANGUAGES.items():
        for piece in manuscript(name).edition.pieces if language in languages else ():
            if language in piece.copies:
                found |= {word for block in piece.copies[language].blocks for word in block.text.split()}
    return sorted(found)


def typeset_widths(words: list[str], cut: Cut, weight: int, lang: str) -> list[float]:
    table = {"family": cut.family, "weight": weight, "words": words, "lang": lang}
    found = typst.query(
        _MEASURE.encode(),
        "<widths>",
        font_paths=typst.Fonts(False, False, [str(FONTS)]),
        sys_inputs={"table": json.dumps(table, ensure_ascii=False)},
    )
    return list(json.loads(found)[0]["value"])


CUTS = [
    (language, cut, weight)
    for language, face in FACES.items()
    for cut in dict.fromkeys(chain(face.texts, face.labels))
    for weight in (400, 700)
    if weight == 700 or cut.regular
]


@pytest.mark.parametrize(("language", "cut", "weight"), CUTS)
def test_words_are_as_wide_as_the_engine_sets_them(language: str, cut: Cut, weight: int) -> None:
    words = words_of(language)
    assert len(words) > 60
    file = cut.bold if weight == 700 else cut.regular
    assert file is not None
    set_wide = typeset_widths(words, cut, weight, FACES[language].lang)
    apart = [abs(width_em(word, file) - real) for word, real in zip(words, set_wide, strict=True)]
    assert max(apart) <= _TOLERANCE_EM
    # Nearly all of them to a hundredth of an em.
    assert sum(one > 0.01 for one in apart) <= len(words) // 40


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(tuple(LETTERS)), st.data())
def test_a_tied_word_is_as_wide_as_its_parts_and_their_gaps(language: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.text(LETTERS[language], min_size=1, max_size=8), min_size=1, max_size=4))
    file = FACES[language].files[0]
    whole = sum(width_em(part, file) for part in parts) + (len(parts) - 1) * width_em(" ", file)
    assert width_em(" ".join(parts), file) == pytest.approx(whole, abs=0.12 * len(parts))
