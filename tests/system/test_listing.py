# SPDX-License-Identifier: Apache-2.0
"""What `check` lists on a terminal: what stands in the way last, one remedy once, nothing wider than the screen."""

from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cli.findings import tell_findings
from safeconduct.cli.lines import folded
from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.places import Span

WORDS = st.lists(st.text("abc가나다́", max_size=9), max_size=30).map(" ".join)


def finding(
    severity: Severity, check: str, line: int, message: str = "It differs.", remedy: str = "Mend it."
) -> Finding:
    return Finding(check, severity, Span("claims/a.toml", line), message, remedy)


def test_one_remedy_of_several_findings_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    tell_findings(
        [finding(Severity.STOP, "a", 1), finding(Severity.STOP, "a", 2), finding(Severity.WARN, "b", 3)], in_short=True
    )
    assert capsys.readouterr().out.splitlines() == [
        "claims/a.toml:1  STOP  a", "  It differs.", "claims/a.toml:2  STOP  a", "  It differs.", "  Do: mend it.",
        "claims/a.toml:3  WARN  b", "  It differs.", "  Do: mend it.",
    ]  # fmt: skip


def test_remedies_of_their_own_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell_findings([finding(Severity.STOP, "a", 1), finding(Severity.STOP, "a", 2, remedy="Ask.")], in_short=False)
    assert capsys.readouterr().out.count("Do: ") == 2


@pytest.mark.parametrize(("count", "in_short", "shortened"), [(3, True, False), (4, True, True), (4, False, False)])
def test_many_notes_come_first_and_a_build_tells_them_in_short(
    count: int, in_short: bool, shortened: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = [finding(Severity.NOTE, "b", line, "many words " * 40) for line in range(count)]
    tell_findings([finding(Severity.STOP, "a", 9), *notes], in_short=in_short)
    told = capsys.readouterr().out.splitlines()
    assert told[-3:] == ["claims/a.toml:9  STOP  a", "  It differs.", "  Do: mend it."]
    assert any("in full: safeconduct check" in line for line in told) is shortened
    assert (max(map(len, told)) <= 160) is shortened
    assert sum("claims/a.toml" in line for line in told) == count + 1


@given(WORDS, st.integers(1, 60))
def test_folding_loses_no_word_and_keeps_the_width(line: str, width: int) -> None:
    parts = list(folded(line, width))
    assert " ".join(parts) == line
    for part in parts:
        cells = sum(2 if east_asian_width(char) == "W" else char != "́" for char in part)
        assert cells <= width or " " not in part.strip()
