# SPDX-License-Identifier: Apache-2.0
"""A Southern draft beside Northern copy: read for its sounds, and neither printed nor signed off.

SPECIMEN text, not reviewed by a native reader.
"""

from pathlib import Path

import pytest
from manuscripts import copied, judged, places, told

from safeconduct.api.preparing import prepare
from safeconduct.api.speaking import script_of
from safeconduct.model.reading_script import Saying

COPY = "# 다음 {#title}\n\n바다가로 가면 바다가 보입니다. {#open}\n\n회수를 적고 연대{聯隊}에 알리십시오. {#blanket}\n"
DRAFT = "# 다음 {#title}\n\n바닷가로 가면 바다가 보입니다. {#open}\n\n횟수를 적고 연대{聯隊}에 알리십시오. {#blanket}\n"
PLACE = "pieces/call/draft.ko-KR.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = copied(tmp_path)
    edition = folder / "edition.toml"
    edition.write_text(edition.read_text("utf-8").replace('["en", "uk"]', '["en", "uk", "ko-KP"]'), "utf-8")
    (folder / "pieces/call/copy.ko-KP.md").write_text(COPY, "utf-8")
    return folder


def test_the_draft_tells_the_voice_and_the_narrator_how_the_copy_sounds(folder: Path) -> None:
    without = prepare(judged(folder), "call", "ko-KP")
    assert "the narrator must decide how to say: 바다가, 회수" in [says for says, _ in without.verdicts]
    (folder / PLACE).write_text(DRAFT, "utf-8")
    script = prepare(judged(folder), "call", "ko-KP")
    parts = {part.block: part for part in script.script.parts}
    assert parts["open"].sayings == (Saying("바다가로", "바다까로"),)
    assert parts["blanket"].sayings == (Saying("회수를", "회쑤를"),)
    assert all(part.unsure == () for part in parts.values())
    assert not any("how to say" in says for says, _ in script.verdicts)
    said = {one.block: one.sounds for one in script_of(script.job)}
    assert said["open"] == "바다까로 가면 바다가 보임니다."
    assert said["blanket"].startswith("회쑤를 적꼬 ")
    assert script.text.count("(say: ") == 2


def test_what_a_machine_speaks_is_told_to_no_narrator(folder: Path) -> None:
    script = prepare(judged(folder), "call", "ko-KP").script
    assert {part.reader for part in script.parts} == {"machine", "narrator"}
    assert not any(part.sayings or part.unsure for part in script.parts if part.reader == "machine")


def test_other_languages_have_no_sayings(folder: Path) -> None:
    script = prepare(judged(folder), "call", "en").script
    assert not any(part.sayings or part.unsure for part in script.parts)


def test_nobody_signs_off_a_draft(folder: Path) -> None:
    before = judged(folder)
    (folder / PLACE).write_text(DRAFT, "utf-8")
    after = judged(folder)
    assert after.scene.seen == before.scene.seen
    assert after.scene.bare == before.scene.bare
    assert after.edition.pieces != before.edition.pieces
    assert not places(told(folder), "file-not-used")


def test_where_a_machine_may_speak_the_draft_is_signed_off_with_the_piece(folder: Path) -> None:
    edition = folder / "edition.toml"
    edition.write_text(edition.read_text("utf-8") + '\n[sound]\nsynthetic = ["call"]\n', "utf-8")
    before = judged(folder).scene.seen
    (folder / PLACE).write_text(DRAFT, "utf-8")
    after = judged(folder).scene.seen
    assert {piece for piece in after if after[piece] != before[piece]} == {"call"}


def test_a_draft_without_its_copy_or_in_another_language_is_a_file_that_nothing_uses(folder: Path) -> None:
    (folder / "pieces/note/draft.ko-KR.md").write_text(DRAFT, "utf-8")
    (folder / "pieces/call/draft.uk.md").write_text(DRAFT, "utf-8")
    assert places(told(folder), "file-not-used") == ["pieces/call/draft.uk.md:1", "pieces/note/draft.ko-KR.md:1"]


def test_a_fault_in_a_draft_is_told_with_its_place(folder: Path) -> None:
    (folder / PLACE).write_text("# 다음 {#title}\n\n하나. {#open}\n\n둘. {#open}\n", "utf-8")
    assert places(told(folder), "block-id-twice") == [f"{PLACE}:3", f"{PLACE}:5"]
