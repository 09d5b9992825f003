# SPDX-License-Identifier: Apache-2.0
"""Hanja in braces: they say which word is meant, and are not printed.

Specimen text, not reviewed by a native reader.
"""

from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Block


def block(text: str) -> tuple[Block, Faults]:
    faults = Faults()
    copy = read_copy(f"# 글 {{#title}}\n\n{text}\n", digest_of(b""), "ko-KP", "copy.ko-KP.md", faults)
    return copy.blocks[1], faults


def test_hanja_are_read_and_not_printed() -> None:
    found, faults = block("[두 련대{聯隊}와 년대{年代}](claim:beds), 로력{勞力}. {#p}")
    assert not faults.found
    assert found.text == "두 련대와 년대, 로력."
    assert [run.hanja for run in found.runs] == [((4, "聯隊"), (8, "年代")), ((4, "勞力"),)]
    assert "".join(run.settled for run in found.runs) == "두 련대{聯隊}와 년대{年代}, 로력{勞力}."


def test_what_is_no_hanja_behind_a_korean_word_stays() -> None:
    found, _ = block("beds{聯隊} 련대{two} {#p}")
    assert found.text == "beds{聯隊} 련대{two}"
    assert found.runs[0].hanja == ()


def test_hanja_in_a_table() -> None:
    found, faults = block("| ko-KP | en |\n| --- | --- |\n| 련대{聯隊} | regiment {#r} |")
    assert not faults.found
    assert found.text == "련대\tregiment"
    assert found.cells[0][0].hanja == ((2, "聯隊"),)
