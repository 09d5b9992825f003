# SPDX-License-Identifier: Apache-2.0
"""In what size is a text set?  Read back from a finished page, mark and small print beside it."""

import typst
from sight_samples import fonts

from safeconduct.model.product import Seen
from safeconduct.press.copy_type import copy_type
from safeconduct.press.inspecting.opened import laid_open

PAGE = """#set page(width: 100mm, height: 120mm, margin: 10mm)
#set text(font: "Source Sans 3", size: 11pt)
Walk on the road, in daylight.

Keep your #text(size: 8pt)[hands] where they can be seen.

#text(size: 6pt)[Walk on the road, in daylight.]
"""
"""Words in the size of the copy, some of them smaller, and a repeat in small print."""


def sizes(*texts: str) -> dict[str, float]:
    with laid_open(typst.compile(PAGE.encode(), font_paths=fonts())) as opened:
        seen = tuple(copy_type(opened.pages, texts))
    assert all(isinstance(one, Seen) and one.page == 1 and any(one.box_mm) for one in seen)
    return {one.what: one.value for one in seen}


def test_the_smallest_word_of_a_text_counts_and_a_repeat_in_small_print_does_not() -> None:
    walk, keep = "Walk on the road, in daylight.", "Keep your hands where they can be seen."
    assert sizes(walk, keep) == {walk: 11.0, keep: 8.0}


def test_what_is_not_there_or_has_no_letters_is_not_told() -> None:
    assert sizes("Nobody wrote this.", "…", "") == {}
