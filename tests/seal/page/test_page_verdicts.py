# SPDX-License-Identifier: Apache-2.0
"""What the core of verify.html says of packages; the attacks stand in tests/seal/attacks."""

import json
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from page_in_node import NODE, WHY_NOT, page_verdict_in_node
from sealing_office import EVERYBODY, PEOPLE, TODAY, Desk, a_root, a_status, id_of, sign_off, signed_root, signed_status

from safeconduct.model.sealed import Key, Recall, Urgency
from safeconduct.model.status import Status
from safeconduct.seal.recipient.assembling import words
from safeconduct.seal.zipping import write_zip

pytestmark = pytest.mark.skipif(NODE is None, reason=WHY_NOT)

GREEN = {"whole": "green", "genuine": "green", "signed_off": "green", "current": "green"}
REASON = {"en": "The bridge is gone.", "uk": "Моста немає.", "ko": "다리가 없습니다.", "ru": "Моста нет."}


def judged(desk: Desk, package: Path, today: date = TODAY, seen: Any = None, language: str = "en") -> dict[str, Any]:
    return page_verdict_in_node(package, today, desk.fingerprint, seen, language)


def told(verdict: dict[str, Any]) -> list[tuple[str, str]]:
    return [(reason["code"], reason["file"]) for reason in verdict["reasons"]]


def lights(**changed: str) -> dict[str, str]:
    return {**GREEN, **changed}


def greyed(whole: str = "green", genuine: str = "grey") -> dict[str, str]:
    return {"whole": whole, "genuine": genuine, "signed_off": "grey", "current": "grey"}


def zipped(package: Path) -> Path:
    target = package.with_suffix(".zip")
    write_zip(package, target)
    return target


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_good_package_has_four_green_lights(desk: Desk, form: str) -> None:
    package = desk.package() if form == "folder" else zipped(desk.package())
    verdict = judged(desk, package)
    assert (verdict["lights"], verdict["reasons"], verdict["exit"], verdict["code"]) == (GREEN, [], 0, "")
    assert verdict["sentence"] == "This package is whole, genuine, signed off and current."


def test_without_digits_the_reader_is_asked_to_compare(desk: Desk) -> None:
    verdict = page_verdict_in_node(desk.package(), TODAY)
    assert (verdict["lights"], verdict["exit"]) == (lights(genuine="yellow"), 7)
    assert verdict["code"] == "not-compared"
    assert desk.fingerprint in verdict["sentence"]


def test_a_stranger_is_told_from_the_press(desk: Desk) -> None:
    verdict = page_verdict_in_node(desk.package(), TODAY, "11111 " * 7 + "11111")
    assert (verdict["lights"], told(verdict)) == (greyed(genuine="red"), [("other-root", "trust/1.root.json")])


def test_altered_missing_and_added_files_are_named(desk: Desk) -> None:
    package = desk.package()
    (package / "data/report.json").write_bytes(b"[]")
    (package / "data/spot.ko-KP.fm.wav").unlink()
    (package / "data/Thumbs.db").write_bytes(b"")
    (package / "READ-ME.txt").write_bytes(b"trust me")
    (package / "trust/notes.txt").write_bytes(b"")
    verdict = judged(desk, package)
    assert (verdict["lights"], verdict["exit"]) == (lights(whole="red"), 6)
    assert told(verdict) == [
        ("missing", "data/spot.ko-KP.fm.wav"),
        ("altered", "READ-ME.txt"),
        ("altered", "data/report.json"),
        ("unlisted", "data/Thumbs.db"),
        ("unlisted", "trust/notes.txt"),
    ]


def test_an_altered_list_is_accused_and_not_what_it_lists(desk: Desk) -> None:
    package = desk.package()
    (package / "data/report.json").write_bytes(b"[]")
    (package / "manifest-sha256.txt").write_bytes(b"")
    assert told(judged(desk, package)) == [("altered", "manifest-sha256.txt")]


def test_a_bad_name_is_named_and_shown_without_its_tricks(desk: Desk) -> None:
    package = desk.package()
    (package / "data/appeal\u202efdp.exe").write_bytes(b"")
    (package / "data/REPORT.json").write_bytes(b"")
    verdict = judged(desk, package)
    assert told(verdict) == [
        ("name", "data/appeal\u202efdp.exe"),
        ("name", "data/report.json"),
        ("unlisted", "data/REPORT.json"),
    ]
    assert "\\u202e" in verdict["sentence"]
    assert "\u202e" not in verdict["sentence"]


@pytest.mark.parametrize("given", ["empty", "picture"])
def test_what_is_no_package_is_said_to_be_none(tmp_path: Path, given: str) -> None:
    path = tmp_path / given
    if given == "empty":
        path.mkdir()
    else:
        path.write_bytes(b"\x89PNG")
    verdict = page_verdict_in_node(path, TODAY)
    assert (verdict["lights"], told(verdict), verdict["exit"]) == (greyed("red"), [("not-a-package", "")], 6)


def test_every_other_spelling_of_the_zip_is_refused(desk: Desk, tmp_path: Path) -> None:
    package = desk.package()
    good = zipped(package).read_bytes()
    directory = good.index(b"PK\x01\x02")
    other = tmp_path / "other.zip"
    changed = {
        "behind": good + b"\0",
        "before": b"\0" + good,
        "cut": good[:-1],
        "time": good[:10] + b"\1" + good[11:],
        "flags": good[:6] + b"\1" + good[7:],
        "central": good[: directory + 5] + b"\0" + good[directory + 6 :],
        "comment": good[:-2] + b"\1\0x",
        "count": good[:-12] + b"\1\0" + good[-10:],
        "crc": good[:14] + b"\xaa" + good[15:],
        "size": good[:18] + b"\xaa" + good[19:],
        "name": good.replace(b"READ-ME.txt", b"READ-ME.tx ", 1),
    }
    for what, content in changed.items():
        other.write_bytes(content)
        assert told(judged(desk, other)) == [("zip", "")], what
    with zipfile.ZipFile(other, "w") as made:
        made.write(package / "seal/release.json", "seal/release.json")
    assert told(judged(desk, other)) == [("zip", "")]


@pytest.mark.parametrize("at", range(0, 4000, 97))
def test_a_changed_byte_in_a_zip_never_leaves_it_whole(desk: Desk, at: int) -> None:
    target = zipped(desk.package())
    content = bytearray(target.read_bytes())
    content[at * len(content) // 4000] ^= 0x20
    target.write_bytes(content)
    verdict = judged(desk, target)
    assert verdict["exit"] != 0


def test_a_specimen_says_so_even_to_a_stranger(desk: Desk) -> None:
    package = desk.package(status=Status.SPECIMEN)
    assert told(judged(desk, package)) == [("specimen", "seal/release.json")]
    verdict = page_verdict_in_node(package, TODAY, "1" * 40)
    assert verdict["lights"] == {**greyed(genuine="red"), "signed_off": "red"}


def test_a_missing_sign_off_is_named_by_its_role(desk: Desk) -> None:
    package = desk.package(attested={role: people for role, people in EVERYBODY.items() if role != "legal"})
    assert told(judged(desk, package)) == [("role", "legal")]


def test_a_sign_off_of_another_release_is_bad(desk: Desk) -> None:
    package, other = desk.package(), desk.package("other", version=3)
    file = f"seal/attestations/legal.{id_of('lawyer-1')}"
    for suffix in (".json", ".sig"):
        (package / f"{file}{suffix}").write_bytes((other / f"{file}{suffix}").read_bytes())
    assert told(judged(desk, package)) == [("role", "legal"), ("attestation", f"{file}.json")]


def test_conditions_are_shown_in_the_language_of_the_reader(desk: Desk) -> None:
    package = desk.package()
    sign_off(
        package,
        "fact-check",
        "checker-2",
        conditions={"en": "Not by radio.", "uk": "Не по радіо."},
        review_by=date(2024, 11, 30),
    )
    verdict = judged(desk, package, language="uk")
    file = f"seal/attestations/fact-check.{id_of('checker-2')}.json"
    assert told(verdict) == [("conditions", file), ("review", file)]
    assert verdict["sentence"].endswith("Не по радіо.")
    assert judged(desk, package, language="ru")["sentence"].endswith("Not by radio.")


@pytest.mark.parametrize(
    ("severity", "code", "colour"), [(Urgency.STOP, "recalled", "red"), (Urgency.CARE, "care", "yellow")]
)
def test_a_recall_is_told_with_its_reason(desk: Desk, severity: Urgency, code: str, colour: str) -> None:
    recall = Recall("kursk-2024", 1, 2, date(2024, 11, 24), severity, ("pocket#4",), REASON, 3)
    other = evolve(recall, id="elsewhere")
    verdict = judged(desk, desk.package(word=a_status(recalled=(recall, other))), language="ko")
    assert (verdict["lights"], verdict["code"]) == (lights(current=colour), code)
    assert verdict["sentence"].endswith("pocket#4: 다리가 없습니다.")


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2024, 12, 25), []),
        (date(2024, 12, 26), ["silent"]),
        (date(2025, 2, 1), ["silent"]),
        (date(2025, 2, 2), ["expired", "silent"]),
        (date(2030, 1, 2), ["expired", "silent", "root-expired"]),
        (date(2024, 11, 24), []),
        (date(2024, 11, 23), ["clock"]),
        (date(2020, 1, 1), ["clock"] * 3),
    ],
)
def test_days(desk: Desk, today: date, codes: list[str]) -> None:
    assert [code for code, _ in told(judged(desk, desk.package(), today))] == codes


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"root": 1, "status": 3, "releases": {"kursk-2024": 2}}, []),
        ({"status": 4}, [("rollback", "seal/status.json")]),
        ({"releases": {"kursk-2024": 3}}, [("superseded", "seal/release.json")]),
        ({"releases": {"elsewhere": 3}}, []),
        ({"root": 2}, [("root-withheld", "trust/2.root.json")]),
    ],
)
def test_what_was_seen_before_is_held_against_it(
    desk: Desk, seen: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert told(judged(desk, desk.package(), seen=seen)) == expected


def test_no_status_and_half_a_status(desk: Desk) -> None:
    package = desk.package()
    (package / "seal/status.json").unlink()
    assert told(judged(desk, package)) == [("status", "seal/status.json")]
    (package / f"seal/status.json.sigs/{id_of('clerk')}.sig").unlink()
    assert told(judged(desk, package)) == [("no-status", "seal/status.json")]


def test_a_signature_for_another_purpose_is_bad(desk: Desk) -> None:
    package = desk.package()
    forged = signed_status(a_status(version=9), signers=("press",))
    for name, content in forged.items():
        (package / name).write_bytes(content)
    assert told(judged(desk, package)) == [
        ("status", f"seal/status.json.sigs/{one}.sig") for one in sorted((id_of("clerk"), id_of("press")))
    ]


def test_a_bad_signature_beside_a_good_one_does_not_silence_the_word(desk: Desk) -> None:
    package = desk.package(word=a_status(recalled=(RECALL,)))
    junk = package / f"seal/status.json.sigs/{id_of('press')}.sig"
    junk.write_bytes(b"junk")
    assert told(judged(desk, package)) == [
        ("recalled", "seal/status.json"),
        ("status", f"seal/status.json.sigs/{id_of('press')}.sig"),
    ]


RECALL = Recall("kursk-2024", 1, 2, date(2024, 11, 24), Urgency.STOP, (), REASON, 3)


@pytest.mark.parametrize(
    ("recalled", "said"),
    [
        ((), ["rollback"]),
        ((evolve(RECALL, severity=Urgency.CARE),), ["rollback", "care"]),
        ((evolve(RECALL, last=1),), ["rollback"]),
        ((evolve(RECALL, first=2, last=9),), ["recalled"]),
        ((RECALL,), ["recalled"]),
    ],
)
def test_a_recall_that_was_seen_is_not_taken_back(desk: Desk, recalled: tuple[Recall, ...], said: list[str]) -> None:
    package = desk.package(word=a_status(version=9, recalled=recalled))
    seen = {"status": 3, "recalled": [["elsewhere", 1, 9], ["kursk-2024", 1, 2]]}
    assert [code for code, _ in told(judged(desk, package, seen=seen))] == said
    assert [code for code, _ in told(judged(desk, package))] == [code for code in said if code != "rollback"]
    assert "rollback" not in str(told(judged(desk, package, seen={"recalled": [["kursk-2024", 3, 4]]})))


def test_a_recall_that_was_seen_is_held_against_silence(desk: Desk) -> None:
    package = desk.package()
    for file in [package / "seal/status.json", *package.glob("seal/status.json.sigs/*")]:
        file.unlink()
    seen = {"recalled": [["kursk-2024", 2, 2]]}
    assert [code for code, _ in told(judged(desk, package, seen=seen))] == ["rollback", "no-status"]


def test_without_the_first_root_there_are_no_digits_to_compare(desk: Desk) -> None:
    package = desk.package()
    (package / "trust/1.root.json").unlink()
    verdict = page_verdict_in_node(package, TODAY)
    assert told(verdict) == [
        ("missing", "trust/1.root.json"),
        ("root", "trust/1.root.json"),
        ("root-withheld", "trust/1.root.json"),
    ]


def rotated(desk: Desk, signers: tuple[str, ...], **changed: Any) -> Desk:
    """A desk whose second root has another publisher's key."""
    people = {**{name: roles for name, roles in PEOPLE.items() if name != "press"}, "press-2": ("publisher",)}
    second = a_root(2, people, **changed)
    return evolve(desk, press="press-2", root=second, trust={**desk.trust, **signed_root(second, signers)})


def test_a_key_is_rotated_by_a_new_root(desk: Desk) -> None:
    new = rotated(desk, ("root-1", "root-3"))
    package = new.package()
    assert told(judged(desk, package)) == []
    for file in package.glob("trust/2.root.json*/*"):
        file.unlink()
    assert told(judged(desk, package))[0] == ("root", "trust/2.root.json")
    (package / "trust/2.root.json").unlink()
    codes = [code for code, _ in told(judged(desk, package))]
    assert codes == ["root-withheld", "publisher"]


def test_one_root_key_of_two_is_not_enough(desk: Desk) -> None:
    verdict = judged(desk, rotated(desk, ("root-1",)).package())
    assert told(verdict)[0] == ("root", "trust/2.root.json")
    assert verdict["lights"] == greyed(genuine="red")


def test_a_revoked_key_counts_nowhere_and_is_no_fault(desk: Desk) -> None:
    people = {name: roles for name, roles in PEOPLE.items() if name != "checker-1"}
    second = a_root(2, people, revoked={id_of("checker-1"): date(2024, 10, 1)})
    first = desk.package()
    for name, content in signed_root(second).items():
        (first / name).parent.mkdir(exist_ok=True)
        (first / name).write_bytes(content)
    assert told(judged(desk, first)) == [("role", "fact-check")]


def test_a_retired_key_counts_for_what_it_signed_before(desk: Desk) -> None:
    package = desk.package()
    for until, expected in ((date(2024, 11, 20), []), (date(2024, 11, 19), [("publisher", "seal/release.json")])):
        root = a_root()
        keys = {**root.keys, id_of("press"): Key(root.keys[id_of("press")].key, until)}
        for name, content in signed_root(evolve(root, version=2, keys=keys)).items():
            (package / name).parent.mkdir(exist_ok=True)
            (package / name).write_bytes(content)
        assert told(judged(desk, package)) == expected


def test_an_unreadable_release_leaves_nothing_to_judge(desk: Desk) -> None:
    package = desk.package()
    release = json.loads((package / "seal/release.json").read_bytes())
    (package / "seal/release.json").write_text(json.dumps(release))
    (package / "READ-ME.txt").write_bytes(b"")
    verdict = judged(desk, package)
    assert (verdict["lights"], told(verdict)) == (greyed("red"), [("form", "seal/release.json")])


def shape(table: Mapping[str, object]) -> dict[str, object]:
    """The keys of a table of words, and which marks each sentence has."""
    return {
        key: shape(value)
        if isinstance(value, Mapping)
        else [mark for mark in ("{file}", "{what}") if mark in str(value)]
        for key, value in table.items()
    }


def test_every_key_of_the_words_stands_in_all_four_languages() -> None:
    told_words = words()
    assert set(told_words) == {"en", "uk", "ko", "ru"}
    for language in ("uk", "ko", "ru"):
        assert shape(told_words[language]) == shape(told_words["en"])
