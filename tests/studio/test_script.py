# SPDX-License-Identifier: Apache-2.0
"""The reading script as text: every paragraph with its id, time, voice, syllables, marks and words."""

import json
from pathlib import Path

from attrs import evolve

from safeconduct.model.codec import plain
from safeconduct.model.product import Master, Paragraph
from safeconduct.model.reading_script import BREATH, STOP, Idea, ReadingScript, Saying, ScriptPart, Stretch
from safeconduct.studio.script import clock, script, written
from safeconduct.studio.script_order import ScriptOrder

SENDER = ScriptPart("sender-start", 0, "narrator", 8, 2.8, (Idea((Stretch("From us."),), STOP),))
FIRST = ScriptPart(
    "open",
    1,
    "narrator",
    14,
    4.9,
    (
        Idea((Stretch("Do "), Stretch("not ", strong=True), Stretch("run,")), BREATH),
        Idea((Stretch("come with "), Stretch("ten thousand", figure="10,000"), Stretch(" others to B2.")), STOP),
    ),
    ("B2",),
)
CALL = ReadingScript(
    "call", "en", "The call", "The parish", "Loudspeaker", "Call-out", 3, 2.88, 3.2, 30, 18.4, (SENDER, FIRST)
)


def test_before_a_take_lengths_are_the_expected_ones() -> None:
    assert written(CALL, "SPECIMEN.") == (
        "SPECIMEN.\nThe call\nThe parish\n"
        "Call-out · Loudspeaker · 30 σ · expected 0:18.4 at 2.9 σ/s (at most 3.2) · the words are said 3 times\n\n"
        "[0:02.8] sender-start · narrator · 8 σ · 2.9 σ/s\nFrom us. //\n\n"
        "[0:04.9] 1. open · narrator · 14 σ · 2.9 σ/s\n"
        "Do *not* run, /\ncome with ten thousand [10,000] others to B2. //\n(decide how to read: B2)\n"
    )


def test_with_a_master_times_voices_and_paces_are_the_measured_ones(tmp_path: Path) -> None:
    paragraphs = (
        Paragraph("slate-start", 0.0, 1.0, "draft", 3),
        Paragraph("sender-start", 1.5, 3.5, "take", 8),
        *(Paragraph("open", 4.0 + 6 * n, 9.0 + 6 * n, "take", 14, saying=n + 1) for n in range(3)),
    )
    master = Master((), paragraphs, slate_start=True, slate_end=True, sender_start=True, sender_end=True)
    measured = tmp_path / "master.json"
    measured.write_text(json.dumps(plain(master)), "utf-8")
    script({"master": measured}, plain(ScriptOrder("a.txt", "", CALL)), tmp_path)
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert "[0:01.5 - 0:03.5] sender-start · take · 8 σ · 4.0 σ/s\n" in text
    assert "[0:04.0 - 0:09.0], [0:10.0 - 0:15.0], [0:16.0 - 0:21.0] 1. open · take · 14 σ · 2.8 σ/s\n" in text
    assert text.startswith("The call\n")
    assert "slate" not in text, "the script tells what it was asked for"


def test_words_that_do_not_show_their_sound_stand_below_the_paragraph(tmp_path: Path) -> None:
    """SPECIMEN text, not reviewed by a native reader."""
    lines = (Idea((Stretch("나무잎이 지면 회수를 적고 어디로 갈가?"),), STOP),)
    sayings = (Saying("나무잎", "나문닙"), Saying("갈가", "갈까"))
    part = ScriptPart("open", 1, "narrator", 16, 5.5, lines, (), sayings, ("회수",))
    script({}, plain(ScriptOrder("a.txt", "", evolve(CALL, language="ko-KP", parts=(part,)))), tmp_path)
    told = "(say: 나무잎 [나문닙], 갈가 [갈까])\n(decide how to say: 회수)\n"
    assert (tmp_path / "a.txt").read_text("utf-8").endswith(f"\n나무잎이 지면 회수를 적고 어디로 갈가? //\n{told}")


def test_the_recipe_writes_the_same_without_a_master(tmp_path: Path) -> None:
    script({}, plain(ScriptOrder("a.txt", "SPECIMEN.", CALL)), tmp_path)
    assert (tmp_path / "a.txt").read_text("utf-8") == written(CALL, "SPECIMEN.")


def test_what_nobody_counted_has_no_pace() -> None:
    part = evolve(SENDER, syllables=0, expected_s=0.0)
    assert "[0:00.0] sender-start · narrator\n" in written(evolve(CALL, parts=(part,)))


def test_the_clock() -> None:
    assert [clock(s) for s in (0, 4.24, 59.96, 600)] == ["0:00.0", "0:04.2", "1:00.0", "10:00.0"]
