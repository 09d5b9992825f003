# SPDX-License-Identifier: Apache-2.0
"""An editor confirms sign-offs again after a change of spacing and punctuation, and after no other change."""

import shutil
from pathlib import Path

import pytest
from attrs import evolve
from casework import BASE, TODAY, key_of, sign_all
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.api.judging import Judged, judge
from safeconduct.api.signing import mark_cosmetic
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.seen import bare_digest, seen_digest
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Edition
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.status import Status

COPY = "pieces/note/copy.en.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript that everybody has signed."""
    shutil.copytree(BASE, tmp_path / "manuscript")
    sign_all(tmp_path / "manuscript")
    return tmp_path / "manuscript"


def now(folder: Path) -> Judged:
    return judge(folder, (), None, TODAY)


def edit(folder: Path, old: str, new: str, path: str = COPY) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def mark(folder: Path) -> Path:
    return mark_cosmetic(now(folder), "note", "dell", key_of("dell"), TODAY)


def test_one_step_confirms_every_sign_off_and_test_again(folder: Path) -> None:
    edit(folder, "The hall has 40 beds.", "The hall  has 40 beds!")
    assert now(folder).decision.pieces["note"] is Status.SPECIMEN
    mark(folder)
    assert now(folder).decision.findings == ()
    assert now(folder).decision.edition is Status.FINAL


def test_a_brief_is_confirmed_again_after_a_comma_in_what_it_repeats(folder: Path) -> None:
    edit(folder, 'encloses = ["note"]', 'about = "steps"', "pieces/letter/piece.toml")
    sign_all(folder)
    edit(folder, "evening.", "evening!")
    edit(folder, "How to reach the hall", "How to reach: the hall", "pieces/steps/copy.en.md")
    for piece in ("note", "steps", "letter"):
        mark_cosmetic(now(folder), piece, "dell", key_of("dell"), TODAY)
    assert now(folder).decision.edition is Status.FINAL


def test_the_next_change_needs_the_next_mark(folder: Path) -> None:
    edit(folder, "beds.", "beds!")
    mark(folder)
    edit(folder, "evening.", "evening!")
    assert now(folder).decision.pieces["note"] is Status.SPECIMEN
    mark(folder)
    assert now(folder).decision.edition is Status.FINAL
    edit(folder, "beds!", "beds.")
    assert now(folder).decision.pieces["note"] is Status.SPECIMEN, "a mark is for one state of the piece"


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (COPY, "40 beds", "41 beds", "pieces/note/copy.en.md:3, “The hall has 41 beds.”"),
        (COPY, "tea every", "no tea every", "pieces/note/copy.en.md:5"),
        (COPY, "evening.", "evening?", "pieces/note/copy.en.md:5"),
        (COPY, "The hall has", "Thehall has", "pieces/note/copy.en.md:3"),
        (COPY, "](claim:beds)", "](promise:tea)", "pieces/note/copy.en.md:3"),
        (COPY, "The hall has", "The **hall** has", "pieces/note/copy.en.md:3"),
        ("pieces/note/copy.uk.md", "Щовечора", "Щоранку", "pieces/note/copy.uk.md:5"),
        (COPY, "\n[There is tea every evening.](promise:tea) {#tea}\n", "", "a paragraph at the end is gone"),
        ("claims/beds.toml", "2027-05-31", "2027-06-30", "not the words, but what they rest on"),
        ("pieces/note/piece.toml", "pocket-a7", "postcard-a6", "not the words, but what they rest on"),
    ],
)
def test_any_other_change_is_refused_naming_the_first_changed_words(
    folder: Path, path: str, old: str, new: str, said: str
) -> None:
    edit(folder, old, new, path)
    with pytest.raises(UsageRefusal) as caught:
        mark(folder)
    assert said in caught.value.what
    assert caught.value.what.endswith((".", "”"))
    assert not (folder / "cosmetic").exists()


def test_a_copy_that_is_gone_is_named(folder: Path) -> None:
    (folder / "pieces/note/copy.uk.md").unlink()
    with pytest.raises(UsageRefusal, match="the copy in uk is gone"):
        mark(folder)


def test_nothing_to_confirm_is_refused(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="Nothing that was signed"):
        mark(folder)
    edit(folder, "beds.", "beds!")
    with pytest.raises(UsageRefusal, match="does not list “reed”"):
        mark_cosmetic(now(folder), "note", "reed", key_of("reed"), TODAY)


def test_an_older_record_without_a_bare_digest_still_counts_and_cannot_be_confirmed_again(folder: Path) -> None:
    scene = now(folder).scene
    sign_off = next(one for one in scene.edition.sign_offs if one.piece == "note")
    old = evolve(sign_off, bare=None, words={})
    assert scene.is_as_seen(old)
    assert set(old.payload()) == {"on", "person", "piece", "role", "saw"}
    changed = evolve(scene, seen={**scene.seen, "note": digest_of(b"another")})
    assert not changed.is_as_seen(old)


def test_a_forged_mark_confirms_nothing(folder: Path) -> None:
    edit(folder, "beds.", "beds!")
    path = mark(folder)
    path.write_text(path.read_text("utf-8").replace("on = 2026-11-01", "on = 2026-11-02"), "utf-8")
    judged = now(folder)
    assert judged.decision.pieces["note"] is Status.SPECIMEN
    assert {"sign-off-not-genuine", "sign-off-lapsed"} <= {one.check for one in judged.decision.findings}


FIRST = "Bring 40 blankets, not more: "
SECOND = "[the hall has 10,000 beds.](claim:beds) Is it yours? {#open}"
TEXT = f"# The call {{#title}}\n\n{FIRST}{SECOND}\n\nCome **soon**. {{#soon}}\n"
SPACING = [
    (", not", " – not"), ("more: ", "more. "), ("beds.]", "beds!]"), (" Is it", "  Is it"), ("soon**.", "soon**!"),
    ("Come ", "Come: "), ("The call", "“The call”"), ("beds.](claim:beds) ", "beds](claim:beds). "),
]  # fmt: skip
MEANING = [
    ("40 ", "4 0 "), ("not ", ""), ("10,000", "10.000"), ("10,000", "1,000"), ("yours?", "yours."),
    ("claim:beds", "claim:bed"),
    ("**soon**", "soon"), ("{#soon}", "{#later}"), ("not more", "nomore"), ("Come", "Came"), ("[the hall", "the [hall"),
    ("Come **soon**. {#soon}\n", ""), ("\n\nCome", "\n\n- Come"),
]  # fmt: skip


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The base edition, unsigned."""
    folder = tmp_path_factory.mktemp("base") / "manuscript"
    shutil.copytree(BASE, folder)
    return now(folder).edition


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.lists(st.sampled_from(SPACING), unique=True), st.lists(st.sampled_from(MEANING), max_size=2, unique=True))
def test_a_change_of_meaning_never_gets_through(
    edition: Edition, spacing: list[tuple[str, str]], meaning: list[tuple[str, str]]
) -> None:
    def digests(text: str) -> tuple[str, str]:
        piece = edition.piece("call")
        assert piece is not None
        copy = read_copy(text, digest_of(text.encode()), "en", "pieces/call/copy.en.md", Faults())
        told = evolve(piece, copies={**piece.copies, "en": copy})
        return seen_digest(edition, told), bare_digest(edition, told)

    text = TEXT
    applied = []
    for old, new in [*meaning, *spacing]:
        if old in text:
            text = text.replace(old, new, 1)
            applied.append((old, new))
    before, after = digests(TEXT), digests(text)
    assert (before[0] == after[0]) is (text == TEXT)
    assert (before[1] == after[1]) is (not set(applied) & set(MEANING))
