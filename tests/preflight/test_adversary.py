# SPDX-License-Identifier: Apache-2.0
"""Ways to a FINAL that should be none: each of them is closed."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from casework import BASE, CHECKS, TODAY, Case, key_of, lay_out, sign_all

from safeconduct.api import sealing
from safeconduct.api.judging import Judged, judge
from safeconduct.api.making import Made
from safeconduct.api.planning import plan_edition
from safeconduct.api.signing import confirm, mark_cosmetic, record_test, sign_off, waive
from safeconduct.graph.store import Store
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.signed import Reader
from safeconduct.model.status import Status
from safeconduct.preflight.ending import ends, first_end
from safeconduct.seal.chancery.acting import begin, sign_root, write_root
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.keys import public_of
from safeconduct.seal.manifest import Manifest

SUMMER = date(2027, 7, 31)
LATER = TODAY + timedelta(days=2)
"""East of us it is tomorrow already; nowhere is it the day after."""
GUIDE, CALL, BEDS = "pieces/steps/copy.en.md", "pieces/call/copy.en.md", "claims/beds.toml"
NUMBERS = 'low = 40\nhigh = 40\nunit = "beds"\nscope = "the hall at Brook"\nbound = "exact"\n'
PART = 'unit = "beds"\nscope = "the hall at Brook"\nsum_of = ["ground-floor"]\n'
GOOD = (Reader("villager", True, True),) * 10
ONE_TOOK_IT_WRONG = (*GOOD[1:], Reader("villager", True, True, critical=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript that everybody has signed."""
    shutil.copytree(BASE, tmp_path / "manuscript")
    sign_all(tmp_path / "manuscript")
    return tmp_path / "manuscript"


def now(folder: Path, as_of: date | None = None, today: date = TODAY, only: tuple[str, ...] = ()) -> Judged:
    return judge(folder, (), as_of, today, only)


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def checks_of(judged: Judged, piece: str) -> set[str]:
    found = judged.decision.findings
    return {one.check for one in found if (not one.pieces or piece in one.pieces) and one.severity != "note"}


def messages(judged: Judged, check: str) -> list[str]:
    return [one.message for one in judged.decision.findings if one.check == check]


def derive(folder: Path) -> Path:
    """Make the number of the note a sum, and return the claim that it is the sum of, which nothing cites."""
    text = (folder / BEDS).read_text("utf-8")
    part = folder / "claims/ground-floor.toml"
    part.write_text(text.replace('topic = "beds"', 'topic = "beds/ground-floor"'), "utf-8")
    (folder / BEDS).write_text(text.replace(NUMBERS, PART), "utf-8")
    return part


@pytest.fixture
def derived(tmp_path: Path) -> Path:
    """A signed manuscript whose number is derived from a claim that nothing cites."""
    folder = tmp_path / "derived"
    shutil.copytree(BASE, folder)
    part = derive(folder)
    part.write_text(part.read_text("utf-8").replace("2027-05-31", "2027-02-28"), "utf-8")
    sign_all(folder)
    assert now(folder).decision.edition is Status.FINAL
    return folder


def consented(folder: Path, dates: str) -> Path:
    lay_out(Case("consent-lapsed", CHECKS / "consent-lapsed" / "good"), folder)
    path = folder / "consents/swift.toml"
    kept = [line for line in path.read_text("utf-8").splitlines() if line.startswith(("person", "terms", "covers"))]
    path.write_text("\n".join([*kept, dates, ""]), "utf-8")
    return folder


def test_a_voice_that_was_taken_back_after_the_day_of_the_edition_is_silent_today(tmp_path: Path) -> None:
    folder = consented(tmp_path / "m", "given = 2026-10-25\nwithdrawn = 2026-11-10")
    before, after = now(folder, today=date(2026, 11, 9)), now(folder, today=date(2026, 11, 10))
    assert "consent-lapsed" not in checks_of(before, "call")
    assert first_end(before.scene) == date(2026, 11, 9), "what is to be taken back ends the edition the day before"
    assert "consent-lapsed" in checks_of(after, "call")


def test_what_is_given_or_confirmed_only_later_is_not_given_today(tmp_path: Path) -> None:
    folder = consented(tmp_path / "m", "given = 2027-01-01")
    assert "consent-lapsed" not in checks_of(now(folder, date(2027, 2, 1), date(2027, 2, 1)), "call")
    edit(folder, "promises/tea.toml", "confirmed = 2026-10-20", "confirmed = 2027-01-01")
    judged = now(folder, as_of=date(2027, 2, 1))
    assert "consent-lapsed" in checks_of(judged, "call")
    assert "promise-without-authority" in checks_of(judged, "note")


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ('verdict = "attribute"', 'verdict = "withdrawn"', "claim-not-cleared"),
        ('verdict = "attribute"', 'verdict = "refuse"', "claim-not-cleared"),
        ('verdict = "attribute"', 'verdict = "disputed"', "claim-not-cleared"),
        ("expires = 2027-02-28", "expires = 2026-10-31", "claim-expired"),
        ('[[quote]]\nsource = "parish-note"\nexact = "The hall has 40 beds."\n', "", "claim-without-quote"),
    ],
)
def test_a_derived_number_stands_no_better_than_what_it_is_derived_from(
    derived: Path, old: str, new: str, check: str
) -> None:
    edit(derived, "claims/ground-floor.toml", old, new)
    judged = now(derived)
    assert {check, "sign-off-lapsed"} <= checks_of(judged, "note")
    assert judged.decision.pieces["letter"] is Status.SPECIMEN
    (message,) = messages(judged, check)
    assert "ground-floor" in message
    assert "derived" in message


def test_a_derived_number_ends_with_what_it_is_derived_from(derived: Path) -> None:
    judged = now(derived)
    assert first_end(judged.scene) == date(2027, 2, 28)
    plans, _ = plan_edition(judged.edition, TODAY, judged.decision.pieces)
    assert {plan.piece for plan in plans if any("28 February 2027" in line for line in plan.imprint)} == {"note"}
    assert "piece-out-of-date" in checks_of(now(derived, today=date(2027, 3, 1)), "note")


def test_a_letter_ends_with_what_it_encloses(folder: Path) -> None:
    scene = now(folder).scene
    ended = {piece.id: min(ends(piece, scene), default=None) for piece in scene.edition.pieces}
    assert ended == {"note": date(2027, 5, 31), "letter": date(2027, 5, 31), "steps": SUMMER, "call": None}


def test_letters_that_enclose_each_other_have_an_end(folder: Path) -> None:
    edit(folder, "pieces/note/piece.toml", "[attribution", 'encloses = ["letter"]\n[attribution')
    judged = now(folder)
    assert first_end(judged.scene) == date(2027, 5, 31)
    assert judged.decision.pieces["letter"] is Status.SPECIMEN


def test_a_piece_built_alone_is_judged_beside_those_it_contradicts(tmp_path: Path) -> None:
    lay_out(Case("tellings-differ", CHECKS / "tellings-differ" / "bad"), folder := tmp_path / "m")
    whole, alone = now(folder), now(folder, only=("note",))
    assert "tellings-differ" in checks_of(whole, "note")
    assert checks_of(alone, "note") == checks_of(whole, "note")
    assert set(alone.decision.pieces) == {"note"}


def test_a_waiver_of_what_another_piece_tells_otherwise_holds_for_a_piece_built_alone(tmp_path: Path) -> None:
    lay_out(Case("tellings-differ", CHECKS / "tellings-differ" / "bad"), folder := tmp_path / "m")
    reason = "Both say the same."
    waive(now(folder), "tellings-differ", "note", "dell", reason, SUMMER, key_of("dell"), TODAY)
    assert checks_of(now(folder, only=("note",)), "note") == checks_of(now(folder), "note") == set()


@pytest.mark.parametrize("only", [("note",), ("call", "steps"), ("letter",)])
def test_what_is_final_is_final_alone(folder: Path, only: tuple[str, ...]) -> None:
    assert now(folder, only=only).decision.edition is Status.FINAL


def test_nothing_is_signed_on_a_day_that_has_not_come(folder: Path) -> None:
    sign_off(now(folder), "note", "author", "mill", None, key_of("mill"), LATER)
    confirm(now(folder), "steps", "gate", "", SUMMER, {}, key_of("gate"), LATER)
    record_test(now(folder), "call", "en", "ford", GOOD, key_of("ford"), LATER)
    early = now(folder)
    assert len(messages(early, "sign-off-not-genuine")) == 3
    assert all("2026-11-03" in message for message in messages(early, "sign-off-not-genuine"))
    assert now(folder, today=LATER).decision.edition is Status.FINAL


def test_a_waiver_of_a_later_day_waives_nothing_today(tmp_path: Path) -> None:
    shutil.copytree(BASE, folder := tmp_path / "m")
    sign_all(folder, not_signed=("tester",))
    waive(now(folder), "reader-test-missing", "note", "dell", "Nobody is here.", SUMMER, key_of("dell"), LATER)
    assert {"waiver-not-genuine", "reader-test-missing"} <= checks_of(now(folder), "note")
    assert checks_of(now(folder, today=LATER), "note") == set()


def test_a_waiver_for_a_piece_as_a_whole_is_for_its_words(tmp_path: Path) -> None:
    shutil.copytree(BASE, folder := tmp_path / "m")
    sign_all(folder, not_signed=("tester",))
    waive(now(folder), "reader-test-missing", "call", "dell", "Nobody is here.", SUMMER, key_of("dell"), TODAY)
    assert checks_of(now(folder), "call") == set()
    edit(folder, CALL, "Bring a blanket.", "Bring nothing but your papers.")
    assert {"reader-test-missing", "waiver-unused"} <= checks_of(now(folder), "call")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("pieces/note/piece.toml", '"pocket-a7"', '"pocket-a7", "postcard-a6"'),
        (BEDS, "It says how many may come.", "It says how many can come."),
        ("pieces/note/copy.en.md", "{#tea}", "{#warm}"),
        ("pieces/note/copy.uk.md", "{#tea}", "{#warm}"),
        ("pieces/note/copy.en.md", "every evening.", "every evening!"),
    ],
)
def test_a_failed_test_is_not_shaken_off_while_the_readers_read_the_same(
    folder: Path, path: str, old: str, new: str
) -> None:
    record_test(now(folder), "note", "en", "ford", ONE_TOOK_IT_WRONG, key_of("ford"), TODAY)
    edit(folder, path, old, new)
    record_test(now(folder), "note", "en", "ford", GOOD, key_of("ford"), TODAY)
    assert "reader-test-failed" in checks_of(now(folder), "note")


def test_a_failed_test_lapses_with_the_words_and_the_pictures(folder: Path) -> None:
    record_test(now(folder), "steps", "en", "ford", ONE_TOOK_IT_WRONG, key_of("ford"), TODAY)
    assert "reader-test-failed" in checks_of(now(folder), "steps")
    edit(folder, "art/lamp.svg", "M4 9", "M5 9")
    assert "reader-test-failed" not in checks_of(now(folder), "steps")
    edit(folder, "art/lamp.svg", "M5 9", "M4 9")
    assert "reader-test-failed" in checks_of(now(folder), "steps"), "a way back is a way back"
    edit(folder, GUIDE, "Take a lamp", "Take a good lamp")
    assert "reader-test-failed" not in checks_of(now(folder), "steps")


def test_a_failed_round_stays_when_an_earlier_record_was_deleted(folder: Path) -> None:
    first = record_test(now(folder), "note", "en", "ford", GOOD, key_of("ford"), TODAY)
    failed = record_test(now(folder), "note", "en", "ford", ONE_TOOK_IT_WRONG, key_of("ford"), TODAY)
    first.unlink()
    third = record_test(now(folder), "note", "en", "ford", GOOD, key_of("ford"), TODAY)
    assert third != failed
    assert "reader-test-failed" in checks_of(now(folder), "note")


def test_the_readers_cannot_be_exchanged_after_the_signing(folder: Path) -> None:
    edit(
        folder,
        "edition.toml",
        'languages = ["en", "uk"]\nreaders = "en"',
        'languages = ["en", "uk", "ru"]\nreaders = "ru"',
    )
    assert {"sign-off-lapsed", "sign-off-missing"} <= checks_of(now(folder), "note")


@pytest.mark.parametrize(
    ("words", "stopped"),
    [
        ("Bring a blanket. Walk over the bridge. Then ring.", True),
        ("Listen: Walk over the bridge!", True),
        ("“Walk over the bridge.” That is all.", True),
        ("Do not wait. Walk - over the bridge! Ring.", True),
        ("Nobody may walk over the bridge.", False),
    ],
)
def test_a_rejected_step_is_found_among_other_sentences(folder: Path, words: str, stopped: bool) -> None:
    edit(folder, CALL, "Bring a blanket.", words)
    confirm(now(folder), "steps", "gate", "", SUMMER, {"walk": "It is gone."}, key_of("gate"), TODAY)
    assert ("step-rejected" in checks_of(now(folder), "call")) is stopped


def test_two_claims_that_stand_against_each_other_settle_nothing(tmp_path: Path) -> None:
    lay_out(Case("claim-contradicted", CHECKS / "claim-contradicted" / "bad"), folder := tmp_path / "m")
    against = '\n[[against]]\nclaim = "{}"\nwhy = "The clerk counted."\n'
    with (folder / BEDS).open("a", encoding="utf-8") as stream:
        stream.write(against.format("more-beds"))
    assert "claim-contradicted" not in checks_of(now(folder), "note")
    with (folder / "claims/more-beds.toml").open("a", encoding="utf-8") as stream:
        stream.write(against.format("beds"))
    assert "claim-contradicted" in checks_of(now(folder), "note")
    assert not any(one.settled for one in now(folder).scene.contradictions)
    edit(folder, "claims/more-beds.toml", 'verdict = "hold"', 'verdict = "refuse"')
    assert "claim-contradicted" not in checks_of(now(folder), "note")


def test_a_cosmetic_mark_does_not_carry_over_two_sentences_that_change_places(folder: Path) -> None:
    edit(folder, CALL, "The hall is open tonight.", "The hall is open. Tonight is cold.")
    sign_all(folder)
    edit(folder, CALL, "The hall is open. Tonight is cold.", "Tonight is cold. The hall is open.")
    with pytest.raises(UsageRefusal, match="More than spacing"):
        mark_cosmetic(now(folder), "call", "dell", key_of("dell"), TODAY)


def test_a_package_of_one_piece_carries_only_what_was_signed_on_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder, "sign-offs/call.author.mill.toml", TODAY.isoformat(), "2026-10-31")
    judged = now(folder, only=("note",))
    assert judged.decision.edition is Status.FINAL
    packed: list[Manifest] = []
    monkeypatch.setattr(sealing, "pack", lambda _files, manifest, *_: packed.append(manifest))
    monkeypatch.setattr(sealing, "release_in", lambda folder: (folder, b""))
    (tmp_path / "press.pub").write_text(public_of(key_of("press")), "utf-8")
    office = Chancery(tmp_path / "chancery")
    begin(office, tmp_path / "press.pub", date(2999, 1, 1), "A press")
    write_root(office, TODAY)
    sign_root(office, key_of("press"))
    store = Store(tmp_path / "store")
    sealing.seal(Made(judged, (), (), {}, (), None), store, office, key_of("press"), None, tmp_path / "package")
    assert {text.piece for text in packed[0].signed} == {"note"}


@pytest.mark.parametrize("target", ["waivers", "confirmations", "reader-tests", "cosmetic"])
def test_a_sign_off_in_another_folder_stops_the_edition(folder: Path, target: str) -> None:
    (folder / target).mkdir(exist_ok=True)
    (folder / "sign-offs/note.reviewer.reed.toml").rename(folder / target / "x.toml")
    assert {"key-unknown", "sign-off-missing"} <= checks_of(now(folder), "note")


@pytest.mark.parametrize("other", ["mill", "Mill"])
def test_one_hand_under_two_names_is_one_hand(folder: Path, other: str) -> None:
    key = public_of(key_of("mill"))
    with (folder / "edition.toml").open("a", encoding="utf-8") as stream:
        stream.write(f'\n[[signer]]\nperson = "{other}"\nroles = ["editor", "reviewer", "tester"]\nkey = "{key} me"\n')
    if other == "mill":
        assert "sign-off-not-genuine" in checks_of(now(folder), "note")
        return
    sign_off(now(folder), "note", "reviewer", other, None, key_of("mill"), TODAY)
    record_test(now(folder), "note", "en", other, GOOD, key_of("mill"), TODAY)
    assert len(messages(now(folder), "own-text-reviewed")) == 2
