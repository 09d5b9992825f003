# SPDX-License-Identifier: Apache-2.0
"""`safeconduct recall-notice`: from a recall to a page and a message, final only when the word is proven."""

import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from attrs import evolve

from safeconduct.api.recall_naming import notice_of, stems_of
from safeconduct.api.recall_notices import MadeNotice, Manner, recall_notice
from safeconduct.api.recordings import measure
from safeconduct.model.recall_notice import LONGEST_SPOKEN_S
from safeconduct.model.refusal import FolderRefusal, ToolRefusal
from safeconduct.model.sealed import READERS, Recall, StatusWord, Urgency
from safeconduct.tools import espeak

from .press_room import Room

# SPECIMEN text in Korean, Ukrainian and Russian: not reviewed by a native reader.
REASON = {
    "en": "The bridge in step 4 has been closed since 3 November. Nobody waits on the other side any more.",
    "uk": "Міст, названий у кроці 4, зачинено від 3 листопада. По той бік уже ніхто не чекає.",
    "ko": "4단계에 적힌 다리는 11월 3일부터 건널수 없습니다. 건너편에서 기다리는 사람도 이제는 없습니다.",
    "ru": "Мост, названный в шаге 4, закрыт с 3 ноября. На той стороне больше никто не ждёт.",
}
TITLES = {"en": "The hall is open", "uk": "Зала відчинена", "ko-KP": "모임방은 열려있다", "ru": "Зал открыт"}
PRESS = {"en": "The River Town Press", "uk": "Друкарня Річкового міста", "ru": "Типография Речного города"}
GROUPS = "40713 00951 88120 34567 90009 12345 67890 04321"
CALLED = Recall("river-town", 2, 3, date(2026, 11, 20), Urgency.STOP, ("guide#cross",), REASON, 4)
WORD = StatusWord(
    "safeconduct.status/1", 17, date(2026, 11, 22), date(2026, 12, 6), 2, None, {"river-town": 4}, (CALLED,)
)
SILENT = Manner(sound=False)
EVERY = ("pdf", "script.pdf", "script.txt")


def noticed(out: Path, *doubts: str, manner: Manner = SILENT, recall: Recall = CALLED) -> tuple[MadeNotice, ...]:
    return recall_notice(WORD, recall, TITLES, PRESS, GROUPS, out, doubts=doubts, manner=manner)


def words_of(pdf: Path) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_one_page_and_one_script_for_each_reader(tmp_path: Path) -> None:
    made = noticed(tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"recall.river-town.2-3.{tag}.{ending}" for tag in READERS for ending in EVERY
    }
    assert [one.final for one in made] == [True] * 4
    for path in (tmp_path / "out").iterdir():
        assert "SPECIMEN" not in (words_of(path) if path.suffix == ".pdf" else path.read_text("utf-8"))
    assert not any(one.too_long for one in made)


def test_with_a_doubt_everything_says_specimen_in_name_mark_and_script(tmp_path: Path) -> None:
    made = noticed(tmp_path / "out", "The signatures do not count.")
    assert not any(one.final for one in made)
    for path in (tmp_path / "out").iterdir():
        assert ".SPECIMEN." in path.name
        assert "SPECIMEN" in (words_of(path) if path.suffix == ".pdf" else path.read_text("utf-8"))


def test_the_same_word_gives_the_same_pages_and_scripts(tmp_path: Path) -> None:
    noticed(tmp_path / "1")
    noticed(tmp_path / "2")
    assert digests(tmp_path / "1") == digests(tmp_path / "2")
    assert len(digests(tmp_path / "1")) == len(READERS) * len(EVERY)


@pytest.mark.slow
def test_the_same_word_gives_the_same_recordings(tmp_path: Path) -> None:
    noticed(tmp_path / "1", manner=Manner(synthetic=True))
    noticed(tmp_path / "2", manner=Manner(synthetic=True))
    assert digests(tmp_path / "1") == digests(tmp_path / "2")
    assert len(digests(tmp_path / "1")) == len(READERS) * (len(EVERY) + 2)


def test_the_draft_voice_keeps_its_minute_and_is_a_specimen_while_the_page_is_final(tmp_path: Path) -> None:
    recording = spoken_well("en", noticed(tmp_path, manner=Manner(("en",))), "SPECIMEN")
    assert "SPECIMEN" not in "".join(path.name for path in tmp_path.iterdir() if path.suffix not in (".wav", ".mp3"))
    assert recording.name == "recall.river-town.2-3.en.fm.SPECIMEN.wav"


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_a_house_may_stand_for_a_computer_voice_but_never_for_the_korean_placeholder(
    reader: str, tmp_path: Path
) -> None:
    spoken_well(
        reader, noticed(tmp_path, manner=Manner((reader,), synthetic=True)), "SPECIMEN" if reader == "ko" else ""
    )


def spoken_well(reader: str, made: tuple[MadeNotice, ...], mark: str) -> Path:
    """The recording of a notice, which keeps its minute and the level of a broadcaster."""
    (one,) = made
    assert one.sound
    assert 20 < one.sound.message_s <= LONGEST_SPOKEN_S
    assert one.sound.message_s == pytest.approx(one.expected_s, abs=1.5)
    recorded = [path for path in one.files if path.suffix in (".wav", ".mp3")]
    assert [path.suffix for path in recorded] == [".wav", ".mp3"]
    assert all((f".{mark}." in path.name) if mark else ("SPECIMEN" not in path.name) for path in recorded)
    told = measure(recorded[0], ["fm"])
    assert told.verdicts == {"fm": ()}
    assert told.figures.integrated_lufs == pytest.approx(-23, abs=0.2)
    return recorded[0]


def test_a_missing_voice_is_told_with_the_way_round_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: Any, **__: Any) -> bytes:
        raise ToolRefusal("The draft voice (eSpeak NG) is not installed.", "Install it.")

    monkeypatch.setattr(espeak, "speak", missing)
    with pytest.raises(ToolRefusal) as refused:
        noticed(tmp_path / "out", manner=Manner(("en",)))
    assert "--no-sound" in refused.value.do
    assert not (tmp_path / "out").exists(), "nothing is half-written"


def test_what_does_not_fit_into_the_minute_stands_at_the_end_of_the_script(tmp_path: Path) -> None:
    long = evolve(CALLED, reason={tag: f"{text} " * 6 for tag, text in REASON.items()})
    for made in noticed(tmp_path / "out", recall=long):
        assert "reason" in made.left_out
        assert not made.too_long
        script = next(path for path in made.files if path.suffix == ".txt").read_text("utf-8")
        assert script.index("sender-end") < script.index("if-asked-reason")


def test_a_title_too_long_for_a_minute_is_told(tmp_path: Path) -> None:
    made = recall_notice(
        WORD,
        CALLED,
        {"en": "A very long title " * 40},
        PRESS,
        GROUPS,
        tmp_path,
        doubts=(),
        manner=Manner(("en",), False),
    )
    assert made[0].too_long


def test_several_recalls_of_the_same_versions_do_not_share_a_name() -> None:
    others = (CALLED, evolve(CALLED, severity=Urgency.CARE), evolve(CALLED, id="other"), evolve(CALLED, steps=()))
    assert stems_of(others) == (
        "recall.river-town.2-3", "recall.river-town.2-3.2", "recall.other.2-3", "recall.river-town.2-3.3",
    )  # fmt: skip


def test_each_reader_gets_the_nearest_words_there_are() -> None:
    korean = notice_of(WORD, CALLED, TITLES, PRESS, GROUPS, "ko")
    assert (korean.language, korean.title, korean.sender) == ("ko-KP", TITLES["ko-KP"], PRESS["en"])
    assert korean.reason == REASON["ko"]
    assert notice_of(WORD, CALLED, {}, PRESS, GROUPS, "uk").title == "river-town"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "recall.river-town.2-3.ru.pdf").write_bytes(b"mine")
    with pytest.raises(FolderRefusal, match="nothing is written over"):
        noticed(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["recall.river-town.2-3.ru.pdf"]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A press of one key, which has recalled version 1 of a line."""
    room = Room(tmp_path_factory.mktemp("press"))
    reasons = [word for tag, text in REASON.items() for word in ("--reason", f"{tag}={text}")]
    for words in (
        ("keys", "new", "--no-passphrase", "key"),
        ("trust", "begin", "--alone", "key.pub", "--name", "The River Town Press"),
        ("trust", "write"),
        ("trust", "sign", "--key", "key"),
        ("recall", "river-town", "--first", "1", "--next", "2099-01-01", "--key", "key", *reasons),
    ):
        ran = room.run(*words)
        assert ran.code == 0, ran.err
    return room


@pytest.fixture
def own(press: Room, tmp_path: Path) -> Room:
    """That press, in a room that a test may spoil."""
    shutil.copytree(press.folder, tmp_path / "room")
    return Room(tmp_path / "room")


def test_from_a_recall_to_the_page_in_one_command(own: Room) -> None:
    ran = own.run("recall-notice", "-o", "told", "--no-sound", "--language", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "No title is known here" in ran.out
    assert sorted(path.name for path in (own.folder / "told").iterdir()) == [
        f"recall.river-town.1-1.en.{ending}" for ending in EVERY
    ]
    assert "Thebridgeinstep4" in words_of(own.folder / "told" / "recall.river-town.1-1.en.pdf")


def test_a_word_that_lost_its_signatures_makes_specimens_and_ends_in_seven(own: Room) -> None:
    lost = list(own.folder.rglob("status.json.sigs/*.sig"))
    assert len(lost) == 1
    lost[0].unlink()
    ran = own.run("recall-notice", "-o", "told", "--no-sound", "--language", "uk", "--json")
    assert ran.code == 7
    assert (ran.report["schema"], ran.report["status"]) == ("safeconduct-recall-notice-1", "specimen")
    assert len(ran.report["doubts"]) == 1
    files = [name for one in ran.report["notices"] for name in one["files"]]
    assert sorted(files) == sorted(path.name for path in (own.folder / "told").iterdir())
    assert all(".SPECIMEN." in name for name in files)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--id", "another"), 2, "recalls nothing of “another”"),
        (("--trust", "12345"), 2, "8 groups of 5 digits"),
        (("nowhere",), 4, "no sealed package"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(press: Room, words: tuple[str, ...], code: int, says: str) -> None:
    ran = press.run("recall-notice", *words, "-o", "told", "--no-sound")
    assert ran.code == code
    assert says in ran.err
    assert "Do: " in ran.err
    assert not (press.folder / "told").exists()


def test_who_has_no_chancery_is_told_what_to_name(room: Room) -> None:
    ran = room.run("recall-notice", "-o", "told", "--json")
    assert ran.code == 4
    assert "name a package" in ran.report["refusal"]["do"]
