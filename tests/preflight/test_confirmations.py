# SPDX-License-Identifier: Apache-2.0
"""What the receiving side confirms and rejects, and how far a rejection reaches."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from casework import BASE, TODAY, key_of, sign_all

from safeconduct.api.judging import Judged, judge
from safeconduct.api.signing import confirm, sign_off
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.status import Status

SUMMER = date(2027, 7, 31)
NEXT_DAY = date(2026, 11, 2)
GUIDE = "pieces/steps/copy.en.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript that everybody has signed."""
    shutil.copytree(BASE, tmp_path / "manuscript")
    sign_all(tmp_path / "manuscript")
    return tmp_path / "manuscript"


def now(folder: Path) -> Judged:
    return judge(folder, (), None, TODAY)


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def found(folder: Path) -> set[tuple[str, str]]:
    return {(one.check, piece) for one in now(folder).decision.findings for piece in one.pieces}


def answer(folder: Path, on: date = TODAY, person: str = "gate", **rejected: str) -> Path:
    return confirm(now(folder), "steps", person, "", SUMMER, rejected, key_of(person), on)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (GUIDE, "Take a lamp.", "Take the lamp."),
        (GUIDE, "Take a lamp.", "Take a lamp!"),
        (GUIDE, "{#walk}", "{#walk-on}"),
        ("pieces/steps/copy.uk.md", "міст", "брід"),
        ("art/lamp.svg", "M4 9", "M5 9"),
        ("edition.toml", 'id = "brook-hall"', 'id = "brook-hall-2"'),
    ],
)
def test_a_confirmation_binds_to_the_steps_as_they_stand(folder: Path, path: str, old: str, new: str) -> None:
    edit(folder, path, old, new)
    assert ("step-not-confirmed", "steps") in found(folder)


def test_two_steps_that_change_places_are_other_steps(folder: Path) -> None:
    lines = (folder / GUIDE).read_text("utf-8").splitlines()
    lines[2], lines[3] = "1." + lines[3][2:], "2." + lines[2][2:]
    (folder / GUIDE).write_text("\n".join(lines) + "\n", "utf-8")
    assert ("step-not-confirmed", "steps") in found(folder)


def test_what_is_no_step_does_not_matter_to_it(folder: Path) -> None:
    edit(folder, GUIDE, "How to reach the hall", "How to get to the hall")
    edit(folder, "pieces/steps/piece.toml", "The parish of Brook", "The people of Brook")
    assert "step-not-confirmed" not in {check for check, _ in found(folder)}


def test_one_rejected_step_stops_the_piece_and_the_others_are_confirmed(folder: Path) -> None:
    answer(folder, walk="The bridge is gone.")
    judged = now(folder)
    assert found(folder) == {("step-rejected", "steps"), ("step-not-confirmed", "steps")}
    messages = {one.check: one.message for one in judged.decision.findings}
    assert "The bridge is gone." in messages["step-rejected"]
    assert "{#walk}" in messages["step-not-confirmed"]
    assert [one.check for one in judged.decision.findings].count("step-not-confirmed") == 1


def test_a_rejection_outlives_a_confirmation_by_somebody_else(folder: Path) -> None:
    edit(folder, "edition.toml", 'person = "reed"\nroles = ["reviewer"]', 'person = "reed"\nroles = ["recipient"]')
    answer(folder, walk="The bridge is gone.")
    answer(folder, person="reed")
    assert ("step-rejected", "steps") in found(folder)
    assert "step-not-confirmed" not in {check for check, _ in found(folder)}


def test_it_has_no_end(folder: Path) -> None:
    answer(folder, walk="The bridge is gone.")
    judged = judge(folder, (), date(2028, 1, 1), TODAY)
    assert "step-rejected" in {one.check for one in judged.decision.findings}


def test_the_same_person_takes_it_back_over_changed_steps_only(folder: Path) -> None:
    answer(folder, walk="The bridge is gone.")
    answer(folder, NEXT_DAY)
    assert ("step-rejected", "steps") in found(folder), "the very words that were rejected still stand there"
    edit(folder, GUIDE, "Walk over the bridge.", "Walk round the pond.")
    assert ("step-rejected", "steps") in found(folder)
    answer(folder, NEXT_DAY)
    assert not {check for check, _ in found(folder)} & {"step-rejected", "step-not-confirmed"}


def test_a_forged_rejection_stops_by_its_forgery_alone(folder: Path) -> None:
    path = answer(folder, walk="The bridge is gone.")
    edit(folder, str(path.relative_to(folder)), "bridge", "garden")
    assert "step-rejected" not in {check for check, _ in found(folder)}
    assert ("sign-off-not-genuine", "steps") in found(folder)


def test_the_claim_of_a_rejected_step_is_stopped_wherever_it_is_told(folder: Path) -> None:
    for language, words in (("en", "[Walk to the 40 beds.]"), ("uk", "[Ідіть до 40 ліжок.]")):
        path = folder / f"pieces/steps/copy.{language}.md"
        kept = path.read_text("utf-8").splitlines()[:3]
        path.write_text("\n".join([*kept, f"2. {words}(claim:beds) {{#walk}}", ""]), "utf-8")
    answer(folder, walk="There are no beds.")
    rejected = {piece for check, piece in found(folder) if check == "step-rejected"}
    assert rejected == {"steps", "note"}
    assert now(folder).decision.pieces["letter"] is Status.SPECIMEN, "it encloses the note"
    for language in ("en", "uk"):
        path = folder / f"pieces/steps/copy.{language}.md"
        path.write_text("\n".join([*path.read_text("utf-8").splitlines()[:3], ""]), "utf-8")
    assert {piece for check, piece in found(folder) if check == "step-rejected"} == {"note"}


@pytest.mark.parametrize(
    ("piece", "rejected", "until", "said"),
    [
        ("ghost", {}, SUMMER, "no piece"),
        ("note", {}, SUMMER, "has no steps"),
        ("steps", {"swim": "No."}, SUMMER, "has no step “swim”"),
        ("steps", {}, date(2026, 10, 31), "is over"),
    ],
)
def test_an_answer_to_nothing_is_refused(
    folder: Path, piece: str, rejected: dict[str, str], until: date, said: str
) -> None:
    with pytest.raises(UsageRefusal, match=said):
        confirm(now(folder), piece, "gate", "", until, rejected, key_of("gate"), TODAY)


def test_nobody_but_the_receiving_side_confirms(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="does not list “reed”"):
        confirm(now(folder), "steps", "reed", "", SUMMER, {}, key_of("reed"), TODAY)
    with pytest.raises(UsageRefusal, match=r"not the key that edition.toml lists for “gate”"):
        confirm(now(folder), "steps", "gate", "", SUMMER, {}, key_of("reed"), TODAY)


def test_a_sign_off_in_a_role_that_nothing_asks_for_is_refused(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="No piece is signed off in the role “editor”") as caught:
        sign_off(now(folder), "steps", "editor", "dell", None, key_of("dell"), TODAY)
    assert caught.value.do == "write one of: author, reviewer, language."


def test_the_receiving_side_is_told_how_to_confirm(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="confirms its steps") as caught:
        sign_off(now(folder), "steps", "recipient", "gate", None, key_of("gate"), TODAY)
    assert "safeconduct confirm" in caught.value.do


def say_it_in_the_call(folder: Path, words: str) -> None:
    edit(folder, "pieces/call/copy.en.md", "Bring a blanket.", words)


def test_rejected_words_stay_rejected_elsewhere_when_the_guide_has_changed(folder: Path) -> None:
    say_it_in_the_call(folder, "Walk - over the bridge!")
    answer(folder, walk="The bridge is gone.")
    assert {piece for check, piece in found(folder) if check == "step-rejected"} == {"steps", "call"}
    edit(folder, GUIDE, "Walk over the bridge.", "Walk round the pond.")
    answer(folder, NEXT_DAY)
    assert {piece for check, piece in found(folder) if check == "step-rejected"} == {"call"}
    edit(folder, "pieces/call/copy.en.md", "Walk - over the bridge!", "Walk round the pond.")
    assert "step-rejected" not in {check for check, _ in found(folder)}


def test_words_that_the_same_person_confirms_later_are_free_again(folder: Path) -> None:
    say_it_in_the_call(folder, "Walk over the bridge.")
    answer(folder, walk="Not without a rope.")
    edit(folder, GUIDE, "Take a lamp.", "Take a lamp and a rope.")
    answer(folder, NEXT_DAY)
    assert "step-rejected" not in {check for check, _ in found(folder)}


def test_a_piece_built_alone_is_stopped_by_a_rejection_in_another(folder: Path) -> None:
    say_it_in_the_call(folder, "Walk over the bridge.")
    answer(folder, walk="The bridge is gone.")
    judged = judge(folder, (), None, TODAY, ["call"])
    assert "step-rejected" in {one.check for one in judged.decision.findings}
    assert judged.decision.pieces == {"call": Status.SPECIMEN}


def test_an_answer_for_a_piece_that_is_gone_stops_the_edition(folder: Path) -> None:
    shutil.rmtree(folder / "pieces/steps")
    judged = now(folder)
    lapsed = {one.place.file.split("/")[0] for one in judged.decision.findings if one.check == "sign-off-lapsed"}
    assert lapsed == {"sign-offs", "confirmations", "reader-tests"}
    assert judged.decision.edition is Status.SPECIMEN


def test_a_rejection_without_a_reason_is_refused(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="has no reason"):
        answer(folder, walk=" ")
