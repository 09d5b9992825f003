# SPDX-License-Identifier: Apache-2.0
"""States, back-translations and glossaries beside the copies: read as written, told when spoilt, printed nowhere."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import copied, told

from safeconduct.manuscript.back_translations import back_translation_text, read_back_translation
from safeconduct.manuscript.copy_writing import written
from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.manuscript.seen import seen_digest
from safeconduct.manuscript.segments import bare_fingerprint, fingerprint, read_segments, segments_text
from safeconduct.manuscript.toml import read_table
from safeconduct.model.exchange import BackTranslation, Segment, Segments, SegmentState
from safeconduct.model.places import Span

NAME = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
ROLE = st.text(st.characters(codec="utf-8"), max_size=8).map(str.strip).filter(bool)
DIGITS = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)
ANYWHERE = Span("x.toml")
COPIES = {tag: written("# T {#title}\n", tag, "").copy for tag in ("en", "uk")}
STATES = "pieces/note/copy.uk.segments.toml"
BACK = "pieces/note/back.uk.en.md"


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(NAME, st.tuples(st.sampled_from(SegmentState), st.booleans(), DIGITS, DIGITS, ROLE), max_size=5))
def test_states_are_read_as_written_whatever_somebody_calls_a_role(
    made: dict[str, tuple[SegmentState, bool, str, str, str]],
) -> None:
    blocks = {
        name: Segment(name, state, by, machine, words, source, words, ANYWHERE)
        for name, (state, machine, words, source, by) in made.items()
    }
    text = segments_text(Segments("uk", "en", blocks, ANYWHERE))
    faults = Faults()
    table = read_table(text.encode(), "x.toml", faults)
    assert table
    read = read_segments("uk", table, COPIES)
    assert read
    assert not faults.found
    assert segments_text(read) == text


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(NAME, DIGITS, max_size=4), st.dictionaries(NAME, DIGITS, max_size=4), st.booleans())
def test_a_back_translation_is_read_as_written(copy: dict[str, str], source: dict[str, str], machine: bool) -> None:
    made = BackTranslation("uk", "en", "second reader", date(2026, 11, 1), machine, {}, copy, source, ANYWHERE)
    faults = Faults()
    text = back_translation_text(made, "# A hall {#title}\n\nWords. {#p}\n")
    read = read_back_translation(text, "back.uk.en.md", "uk", "en", faults)
    assert read
    assert not faults.found
    assert (read.by, read.on, read.machine, read.copy, read.source) == (made.by, made.on, machine, copy, source)
    assert read.words == {"title": "A hall", "p": "Words."}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_text_is_a_back_translation_or_a_fault(text: str, headed: bool) -> None:
    faults = Faults()
    whole = f"+++\n{text}\n+++\n# T {{#title}}\n" if headed else text
    read = read_back_translation(whole, "back.uk.en.md", "uk", "en", faults)
    assert read or faults.found
    assert all(isinstance(fault.place, Span) and fault.place.first >= 1 for fault in faults.found)


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (STATES, 'from = "fr"\n', [("value-wrong", f"{STATES}:1")]),
        (STATES, 'from = "uk"\n', [("value-wrong", f"{STATES}:1")]),
        (STATES, "", [("key-missing", f"{STATES}:1")]),
        (STATES, 'from = "en"\n\n[segment.tea]\nstate = "done"\nby = "x"\nwords = "a"\nsource = "b"\ncopy = "c"\n',
         [("value-wrong", f"{STATES}:4")]),
        (STATES, 'from = "en"\nto = "uk"\n', [("key-unknown", f"{STATES}:2")]),
        ("pieces/note/copy.ko.segments.toml", "", [("file-not-used", "pieces/note/copy.ko.segments.toml:1")]),
        ("pieces/note/back.ko.en.md", "x", [("file-not-used", "pieces/note/back.ko.en.md:1")]),
        (BACK, '+++\nby = "x"\non = 2026-11-01\nmachine = false\n\n[copy]\n+++\n\n# T {#title}\n\n> Words {#p}\n',
         [("mark-up-unknown", f"{BACK}:11")]),
        (BACK, '+++\nby = "x"\non = "today"\nmachine = false\n+++\n# T {#title}\n', [("value-wrong", f"{BACK}:3")]),
        ("glossary.tbx", "<html/>", [("value-wrong", "glossary.tbx:1")]),
        ("glossary.csv", "concept;status\n", [("value-wrong", "glossary.csv:1")]),
    ],
)  # fmt: skip
def test_what_is_spoilt_is_told_with_its_line(
    path: str, text: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    (folder / path).write_text(text, "utf-8")
    open_ = {"segment-not-final", "back-translation-out-of-date"}
    assert [(one.check, str(one.place)) for one in told(folder) if one.check not in open_] == found


def test_states_change_nothing_that_was_signed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = read_manuscript(folder).edition
    piece = before.piece("note")
    assert piece
    (folder / STATES).write_text('from = "en"\n', "utf-8")
    (folder / "glossary.csv").write_text("concept,status,en\nhall,preferred,hall\n", "utf-8")
    after = read_manuscript(folder).edition
    now = after.piece("note")
    assert now
    assert now.segments
    assert after.glossary
    assert seen_digest(after, now) == seen_digest(before, piece)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("A [b](claim:x), c.", "A  [b](claim:x) — c!", True),
        ("A [b](claim:x), c.", "A [b](claim:y), c.", False),
        ("A [b](claim:x), c.", "A b, c.", False),
        ("A [b](claim:x), c.", "A [b](claim:x), d.", False),
        ("A 1.5 b", "A 15 b", False),
        ("A b", "A **b**", False),
    ],
)
def test_a_comma_is_no_change_of_meaning_and_everything_else_is(old: str, new: str, same: bool) -> None:
    one, other = (written(f"# T {{#t}}\n\n{words} {{#p}}\n", "en", "").copy.blocks[1] for words in (old, new))
    assert (bare_fingerprint(one) == bare_fingerprint(other)) is same
    assert fingerprint(one) != fingerprint(other)
