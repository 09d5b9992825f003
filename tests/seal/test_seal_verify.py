# SPDX-License-Identifier: Apache-2.0
"""The verdict on made packages: every code of docs/package.md, in a folder and in a ZIP."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from sealing_office import PEOPLE, TODAY, Desk, a_root, a_status, id_of, sign_off, signed_root, signed_status
from verdict_cases import CASES, STATUS, Case, attested, recall, with_files

from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.model.sealed import READERS, Key, Urgency
from safeconduct.seal.files import opened_plain
from safeconduct.seal.layout import RELEASE, signature_file
from safeconduct.seal.reasons import Code, Colour, Light, Reason
from safeconduct.seal.seen import Seen
from safeconduct.seal.verdict import Verdict
from safeconduct.seal.verify import fingerprint_of, verify
from safeconduct.seal.zipping import write_zip

SPECIFICATION = Path(__file__).parents[2] / "docs/package.md"
GREEN = dict.fromkeys(Light, Colour.GREEN)


def said_in(verdict: Verdict) -> set[tuple[str, str]]:
    return {(str(reason.code), reason.untrusted_file) for reason in verdict.reasons}


def looked_at(case: Case, desk: Desk, path: Path) -> Verdict:
    trusted = desk.fingerprint if case.trusted == "" else case.trusted
    return verify(path, case.today, trusted, case.seen)


@pytest.fixture
def closing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files that cannot be opened."""
    closed: set[str] = set()

    def guarded(path: Path) -> object:
        if any(path.as_posix().endswith(f"/{name}") for name in closed):
            raise PermissionError(13, "Permission denied", str(path))
        return opened_plain(path)

    monkeypatch.setattr("safeconduct.seal.verifying.packages.opened_plain", guarded)
    return closed


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_and_nothing_else(name: str, desk: Desk, closing: set[str], tmp_path: Path) -> None:
    case = CASES[name](desk)
    closing.update(case.more.get("closed", ()))
    verdict = looked_at(case, desk, case.package)
    assert said_in(verdict) == case.said
    assert name.split()[0] in {code for code, _ in case.said}
    assert str(verdict.reasons[0].code) == min((code for code, _ in case.said), key=list(map(str, Code)).index)
    assert verdict.lights != GREEN
    assert verdict.exit_code == (6 if verdict.lights[Light.WHOLE] is not Colour.GREEN else 7)
    for language in READERS:
        assert verdict.sentence(language).strip()
    if case.as_zip:
        zipped = tmp_path / "package.zip"
        write_zip(case.package, zipped)
        same = looked_at(case, desk, zipped)
        assert (same.lights, same.reasons) == (verdict.lights, verdict.reasons)


def table() -> Iterator[tuple[str, str, str]]:
    """Yield light, code and colour of each line of the specification's table."""
    light = ""
    for line in SPECIFICATION.read_text("utf-8").splitlines():
        if found := re.match(r"\| ([A-Z ]*)\| `([a-z-]+)` \| (red|yellow) \|", line):
            light = found[1].strip() or light
            yield light, found[2], found[3]


def test_the_codes_are_those_of_the_specification_each_with_a_case() -> None:
    ours = [(str(code), Reason(code, "")) for code in Code]
    assert [(r.light.replace("_", " ").upper(), code, str(r.colour)) for code, r in ours] == list(table())
    assert {name.split()[0] for name in CASES} == {code for code, _ in ours}


def test_a_good_package_has_four_green_lights_however_it_travels(desk: Desk, tmp_path: Path) -> None:
    package, zipped = desk.package(), tmp_path / "package.zip"
    write_zip(package, zipped)
    for path in (package, zipped):
        verdict = verify(path, TODAY, desk.fingerprint.replace(" ", "-"))
        assert (verdict.lights, verdict.reasons, verdict.main, verdict.exit_code) == (GREEN, (), None, 0)
        assert verdict.sentence("en") == "This package is whole, genuine, signed off and current."
        assert len({verdict.sentence(language) for language in READERS}) == 4
        assert verdict.fingerprint == desk.fingerprint
        assert verdict.newly_seen == Seen(1, 3, {"kursk-2024": 2})
        assert verdict.root
        assert verdict.status
        assert verdict.release
        assert (verdict.root.version, verdict.status.version, verdict.release.titles["uk"]) == (1, 3, "Звернення")


def test_red_is_not_remembered_and_a_strangers_words_are_not_repeated(desk: Desk) -> None:
    package = desk.package(attested={"author": ("author-1",)})
    sign_off(package, "author", "author-1", conditions={"en": "Trust me."})
    verdict = verify(package, TODAY, "99999" * 8)
    assert [str(colour) for colour in verdict.lights.values()] == ["green", "red", "grey", "grey"]
    assert (verdict.newly_seen, verdict.conditions, verdict.recalls) == (None, {}, ())
    assert verify(package, TODAY).newly_seen is None
    assert verify(package, TODAY).conditions == {attested("author", "author-1")[0]: {"en": "Trust me."}}


def test_the_highest_of_all_that_was_seen_is_remembered(desk: Desk) -> None:
    package = desk.package()
    seen = Seen(1, 7, {"other": 9, "kursk-2024": 1})
    assert verify(package, TODAY, desk.fingerprint, seen).newly_seen == Seen(1, 7, {"other": 9, "kursk-2024": 2})


def test_recalls_are_remembered_for_ever(desk: Desk) -> None:
    case = CASES["recalled"](desk)
    seen = Seen(1, 2, {}, (("other", 1, 1),))
    remembered = verify(case.package, TODAY, desk.fingerprint, seen).newly_seen
    assert remembered == Seen(
        1, 3, {"kursk-2024": 2}, (("kursk-2024", 1, 2), ("kursk-2024", 3, 9), ("other", 1, 1))
    )  # fmt: skip
    later = desk.package("later", word=a_status(4))
    assert said_in(verify(later, TODAY, desk.fingerprint, remembered)) == {("rollback", STATUS)}
    third = desk.package("third", version=10, word=a_status(4, latest={}))
    assert said_in(verify(third, TODAY, desk.fingerprint, remembered)) == set()


def test_a_newer_status_cannot_take_the_packages_own_recall_back(desk: Desk, tmp_path: Path) -> None:
    package = desk.package(word=a_status(recalled=(recall(Urgency.STOP),)))
    newer = with_files(tmp_path / "mail", signed_status(a_status(9)))
    verdict = verify(package, TODAY, desk.fingerprint, status=newer)
    assert said_in(verdict) == {("rollback", STATUS)}


def test_an_altered_leaflet_beside_a_genuine_release_leaves_the_other_lights(desk: Desk) -> None:
    package = with_files(desk.package(), {"data/report.json": b"[]"})
    verdict = verify(package, TODAY, desk.fingerprint)
    assert [str(colour) for colour in verdict.lights.values()] == ["red", "green", "green", "green"]
    assert verdict.sentence("en") == "The file “data/report.json” was altered after sealing."
    assert verdict.exit_code == 6


def test_words_of_the_press_are_told_in_the_readers_language(desk: Desk) -> None:
    case = CASES["recalled"](desk)
    verdict = looked_at(case, desk, case.package)
    assert verdict.sentence("uk").endswith("4: Номер хибний.")
    assert verdict.sentence("en").endswith("4: A number is wrong.")
    assert len(verdict.recalls) == 2


def test_names_from_outside_are_spelled_so_that_they_can_be_printed(desk: Desk) -> None:
    name = "data/\u202egnp.{what}\x1b[2J\n.pdf"
    verdict = verify(with_files(desk.package(), {name: b""}), TODAY, desk.fingerprint)
    assert said_in(verdict) == {("name", name)}
    assert verdict.sentence("en").isprintable()
    assert "data/\\u202egnp.{what}\\x1b[2J\\n.pdf" in verdict.sentence("en")


def rotated(revoked: Mapping[str, date]) -> dict[str, bytes]:
    """The files of root 2, in which `press-2` follows `press`."""
    people = {**PEOPLE, "press-2": ("publisher",)}
    people.pop("press")
    return signed_root(a_root(2, people, issued=date(2024, 11, 29), revoked=revoked))


def test_a_revoked_publisher_key_counts_nowhere(desk: Desk) -> None:
    package = with_files(desk.package(), rotated({id_of("press"): date(2024, 11, 28)}))
    verdict = verify(package, TODAY, desk.fingerprint)
    assert said_in(verdict) == {("publisher", RELEASE)}
    assert verdict.root
    assert verdict.root.version == 2


def test_a_key_that_a_later_root_no_longer_lists_is_a_fault_of_its_signature(desk: Desk) -> None:
    verdict = verify(with_files(desk.package(), rotated({})), TODAY, desk.fingerprint)
    assert said_in(verdict) == {("publisher", signature_file(RELEASE, id_of("press")))}


@pytest.mark.parametrize(("until", "counts"), [(date(2024, 11, 20), True), (date(2024, 11, 19), False)])
def test_a_retired_key_counts_for_what_it_signed_in_its_time(desk: Desk, until: date, counts: bool) -> None:
    root = a_root(2, issued=date(2024, 11, 29))
    retired = evolve(root, keys={**root.keys, id_of("press"): Key(desk.line, until)})
    verdict = verify(with_files(desk.package(), signed_root(retired)), TODAY, desk.fingerprint)
    assert said_in(verdict) == (set() if counts else {("publisher", RELEASE)})


def test_a_newer_status_takes_the_place_of_the_packages_own(desk: Desk, tmp_path: Path) -> None:
    package = desk.package()
    newer = with_files(tmp_path / "mail", signed_status(a_status(4, latest={"kursk-2024": 3})))
    for path in (newer, newer / "seal", newer / STATUS):
        verdict = verify(package, TODAY, desk.fingerprint, status=path)
        assert said_in(verdict) == {("superseded", RELEASE)}
        assert verdict.newly_seen == Seen(1, 4, {"kursk-2024": 2})


def test_an_older_status_does_not_undo_the_packages_own(desk: Desk, tmp_path: Path) -> None:
    older = with_files(tmp_path / "mail", signed_status(a_status(2)))
    verdict = verify(desk.package(), TODAY, desk.fingerprint, status=older)
    assert said_in(verdict) == {("rollback", STATUS)}
    assert verdict.newly_seen == Seen(1, 3, {"kursk-2024": 2})


def test_a_status_from_outside_is_judged_like_any_other(desk: Desk, tmp_path: Path) -> None:
    forged = with_files(tmp_path / "mail", signed_status(a_status(4), ("press",)))
    verdict = verify(desk.package(), TODAY, desk.fingerprint, status=forged)
    assert said_in(verdict) == {("status", signature_file(STATUS, id_of("press")))}
    with pytest.raises(FolderRefusal, match="no status"):
        verify(desk.package("again"), TODAY, status=tmp_path)


def test_a_folder_that_cannot_be_listed_is_named_and_its_files_are_not_accused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = desk.package()
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if path.name == "letter":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert said_in(verify(package, TODAY, desk.fingerprint)) == {("unreadable", "data/letter")}


@pytest.mark.parametrize("said", ["12345", "1234a" * 8, "١٢٣٤٥" * 8, "ssh-ed25519 AAAA"])
def test_what_is_no_fingerprint_is_refused(said: str) -> None:
    with pytest.raises(UsageRefusal, match="8 groups of 5 digits"):
        fingerprint_of(said)


def test_verifying_loads_neither_typesetting_nor_sound(desk: Desk) -> None:
    package = desk.package()
    code = (
        "import sys; before = set(sys.modules); from safeconduct.seal.verify import verify; import datetime, pathlib;"
        f"v = verify(pathlib.Path({str(package)!r}), datetime.date(2024, 12, 1)); assert v.exit_code == 7;"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert not loaded & {"numpy", "typst", "pikepdf", "soundfile", "click", "rich", "filelock", "platformdirs"}
    assert {"attrs", "cryptography"} <= loaded
