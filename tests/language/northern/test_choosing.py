# SPDX-License-Identifier: Apache-2.0
"""The author's word: hanja in braces, and the choice file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.northern import analysing, choosing
from safeconduct.language.northern.converting import convert
from safeconduct.language.northern.edits import Edit, Grade, applied
from safeconduct.model.refusal import FolderRefusal, UsageRefusal

WORDS = st.sampled_from(
    ["연대{聯隊}", "연대{年代}", "노력{勞力}", "이상{理想}", "연대", "사람", "{聯隊}", "연대{틀림}", "가{나", "}", " "]
)


@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("연대{聯隊}가 왔다", "련대가 왔다"),
        ("연대{年代}를 적다", "년대를 적다"),
        ("노력{勞力}을 보태다", "로력을 보태다"),
        ("노력{努力}을 하다", "노력을 하다"),
        ("표지{標識}를 보다", "표식을 보다"),
    ],
)
def test_hanja_in_braces_settle_a_word_and_go(south: str, north: str) -> None:
    done = convert(south)
    assert done.text.replace(" ", "") == north.replace(" ", "")
    assert [edit for edit in done.edits if edit.grade is not Grade.CONVERT and edit.old.strip()] == []
    assert all(south[edit.start : edit.end] == edit.old for edit in done.edits)
    assert applied(south, done.edits) == done.text


@pytest.mark.parametrize("text", ["{聯隊}", "연대{틀림}", "연대{聯}", "a{聯}", "연대 {聯隊}"])
def test_braces_that_fit_no_word_stay(text: str) -> None:
    assert choosing.unbraced(text).text == text


@given(st.lists(WORDS, max_size=12).map("".join))
def test_edits_of_the_text_without_braces_are_edits_of_the_text(written: str) -> None:
    braced = choosing.unbraced(written)
    words = [
        Edit(start, end, braced.text[start:end], "가" * (end - start), "r", Grade.CONVERT, "")
        for start, end in braced.settled
    ]
    moved = choosing.rebraced(written, braced, words)
    assert all(written[edit.start : edit.end] == edit.old for edit in moved)
    assert applied(written, moved) == applied(braced.text, words)
    assert choosing.unbraced(applied(written, moved)).dropped == () or "{" in braced.text


def test_an_edit_across_braces_takes_them_along() -> None:
    braced = choosing.unbraced("연대{聯隊}장은")
    (edit,) = choosing.rebraced("연대{聯隊}장은", braced, [Edit(0, 3, "연대장", "련대장", "r", Grade.CONVERT, "")])
    assert (edit.old, edit.new) == ("연대{聯隊}장", "련대장")


@pytest.mark.parametrize("models", [True, False])
def test_a_choice_holds_wherever_the_word_stands(models: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if models and not analysing.available():
        pytest.skip("the extra `korean` is not installed")
    if not models:
        monkeypatch.setattr(analysing, "available", lambda: False)
    done = convert("노력과 연대, 연대", {"노력": "로력", "연대": "연대"})
    assert done.text == "로력과 연대, 연대"
    assert [(edit.old, edit.grade) for edit in done.edits] == [("노력", Grade.CONVERT)]


def test_a_choice_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "choices.tsv"
    file.write_text("# words\n노력\t로력\n\n연대\t련대\t聯隊\n노력\t로력\n", "utf-8")
    assert choosing.read_choices(file) == {"노력": "로력", "연대": "련대"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("노력", "not a choice"),
        ("노력 로력", "not a choice"),
        ("effort\t로력", "not a choice"),
        ("노력\t로력\t勞", "not the hanja"),
        ("노력\t로력\tab", "not the hanja"),
        ("연대\t년대", "chosen as 련대 already"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(line: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "choices.tsv"
    file.write_text(f"연대\t련대\n{line}\n", "utf-8")
    with pytest.raises(UsageRefusal) as refused:
        choosing.read_choices(file)
    assert told in refused.value.what
    assert f"{file}:2" in refused.value.what
    assert refused.value.do


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal, match="cannot be read"):
        choosing.read_choices(tmp_path / "none.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FolderRefusal, match="cannot be read"):
        choosing.read_choices(tmp_path / "bytes.tsv")


@given(
    st.dictionaries(
        st.text("가나다노력", min_size=1, max_size=4), st.text("로력라", min_size=1, max_size=4), max_size=6
    )
)
def test_what_is_written_is_read(choices: dict[str, str]) -> None:
    lines = [f"{south}\t{north}" for south, north in choices.items()]
    assert dict(choosing._choice("here", line) for line in lines) == choices
