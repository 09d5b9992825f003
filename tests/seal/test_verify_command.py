# SPDX-License-Identifier: Apache-2.0
"""`safeconduct verify` as a person types it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from click.testing import CliRunner
from sealing_office import Desk, a_status, signed_status
from verdict_cases import with_files

from safeconduct.cli.options import cli
from safeconduct.seal.consignments.receipts import receipt_code
from safeconduct.seal.layout import RELEASE

DAY = ("--today", "2024-12-01")


@frozen
class Told:
    """How it ended, and what was said on both outputs."""

    code: int
    out: str
    err: str


Verify = Callable[..., Told]


@pytest.fixture
def verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Runs `safeconduct verify` with a memory of its own."""
    import safeconduct.cli  # noqa: F401 - imported, the commands are registered

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: Any) -> Told:
        ran = CliRunner().invoke(cli, ["verify", *map(str, words)])
        return Told(ran.exit_code, ran.stdout, ran.stderr)

    return run


def remembered(tmp_path: Path) -> Any:
    path = tmp_path / "state/safeconduct/seen.json"
    return json.loads(path.read_bytes()) if path.exists() else {}


def test_four_lights_the_digits_the_numbers_and_one_sentence(desk: Desk, verify: Verify) -> None:
    package = desk.package()
    told = verify(package, *DAY)
    assert told == Told(
        7,
        "An appeal (kursk-2024)\n  WHOLE: yes\n  GENUINE: look closer\n  SIGNED OFF: yes\n  CURRENT: yes\n"
        f"Fingerprint of the press: {desk.fingerprint}\nList of keys: 1, Word: 3, Version: 2\n"
        "trust/1.root.json: Compare these digits with the press, by telephone or sealed letter, before you trust the "
        f"package: {desk.fingerprint}.\n",
        "",
    )
    told = verify(package, "--trust", desk.fingerprint, *DAY)
    assert (told.code, told.out.splitlines()[-1]) == (0, "This package is whole, genuine, signed off and current.")


@pytest.mark.parametrize(
    ("language", "words"), [("uk", "ЦІЛИЙ: так"), ("ko", "온전함: 예"), ("ru", "ЦЕЛЫЙ: да"), ("en", "WHOLE: yes")]
)
def test_it_speaks_the_readers_language(
    language: str, words: str, desk: Desk, verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = desk.package()
    assert words in verify(package, "--lang", language, *DAY).out
    monkeypatch.setenv("LANG", f"{language}_XX.UTF-8")
    assert words in verify(package, *DAY).out


def test_every_reason_is_told_with_its_file_the_main_one_last(desk: Desk, verify: Verify) -> None:
    package = with_files(desk.package(), {"data/report.json": b"[]", "data/new.pdf": b"", "data/\x1b[2J": b""})
    lines = verify(package, "--trust", "12345" * 8, *DAY).out.splitlines()
    assert lines[0] == "  WHOLE: no"  # a stranger's title is not repeated
    assert lines[-4:] == [
        "  The file “data/report.json” was altered after sealing.",
        "  The file “data/new.pdf” does not belong to this package; somebody put it there.",
        "  trust/1.root.json: This package is not from the press that you trust: its fingerprint is "
        f"{desk.fingerprint}.",
        "The file “data/\\x1b[2J” has a name that no sealed package has.",
    ]


def test_one_json_object_for_programs(desk: Desk, verify: Verify) -> None:
    package = with_files(desk.package(), {"data/report.json": b"[]"})
    told = verify(package, "--json", "--challenge", "12345678", *DAY)
    found = json.loads(told.out)
    assert found["lights"] == {"whole": "red", "genuine": "yellow", "signed_off": "green", "current": "green"}
    assert found["reasons"] == [
        {"light": "whole", "colour": "red", "code": "altered", "file": "data/report.json"},
        {"light": "genuine", "colour": "yellow", "code": "not-compared", "file": "trust/1.root.json"},
    ]
    assert (found["exit"], found["fingerprint"], found["code"]) == (6, desk.fingerprint, None)
    assert set(found["sentence"]) == {"en", "uk", "ko", "ru"}
    assert json.loads(verify("nowhere", "--json").out)["reasons"][0]["code"] == "not-a-package"


def test_the_receipt_code_is_shown_unless_whole_or_genuine_is_red(desk: Desk, verify: Verify) -> None:
    from safeconduct.model.canonical import digest_of

    package = desk.package()
    code = receipt_code("12345678", digest_of((package / RELEASE).read_bytes()))
    assert f"Receipt code: {code}" in verify(package, "--challenge", "12345678", *DAY).out
    assert code not in verify(package, "--challenge", "12345678", "--trust", "1" * 40, *DAY).out
    with_files(package, {"data/report.json": b"[]"})
    assert code not in verify(package, "--challenge", "12345678", *DAY).out
    assert verify(package, "--challenge", "1234567").code == 2


def test_kept_digits_are_trusted_later_and_given_ones_go_before(desk: Desk, verify: Verify) -> None:
    package = desk.package()
    assert verify("--trust", desk.fingerprint, "--keep") == Told(0, f"Kept: {desk.fingerprint}\n", "")
    assert verify("--trust", "54321" * 8, "--keep").code == 0
    assert verify(package, *DAY).code == 0
    told = verify(package, "--trust", "54321" * 8, *DAY)
    assert (told.code, "not from the press that you trust" in told.out) == (7, True)
    assert verify("--trust", desk.fingerprint, "--forget").out == f"Forgotten: {desk.fingerprint}\n"
    assert "not from the press that you trust" in verify(package, *DAY).out
    assert verify("--trust", "54321" * 8, "--forget").code == 0
    assert "Compare these digits" in verify(package, *DAY).out


def test_numbers_are_remembered_once_the_digits_were_compared(desk: Desk, verify: Verify, tmp_path: Path) -> None:
    package = desk.package()
    newer = with_files(tmp_path / "mail", signed_status(a_status(4, latest={"kursk-2024": 2})))
    assert verify(package, *DAY).code == 7
    assert remembered(tmp_path) == {}
    assert verify(package, "--trust", desk.fingerprint, "--status", newer, *DAY).code == 0
    seen = {"recalled": [], "releases": {"kursk-2024": 2}, "root": 1, "status": 4}
    assert remembered(tmp_path) == {desk.fingerprint: seen}
    told = verify(package, "--trust", desk.fingerprint, *DAY)
    assert told.code == 7
    assert "number 4, which was seen before" in told.out
    assert verify(package, "--trust", desk.fingerprint, "--forget", *DAY).code == 0
    assert remembered(tmp_path)[desk.fingerprint]["status"] == 3
    older = desk.package("older", version=1, word=a_status(latest={}))
    told = verify(older, "--trust", desk.fingerprint, *DAY)
    assert (told.code, told.out.splitlines()[-1]) == (
        7, "seal/release.json: There is a newer version of this package: number 2."
    )  # fmt: skip


def test_a_broken_memory_is_refused_before_the_look(desk: Desk, verify: Verify, tmp_path: Path) -> None:
    package = desk.package()
    with_files(tmp_path / "state/safeconduct", {"seen.json": b"{}\n"})
    told = verify(package, "--trust", desk.fingerprint, *DAY)
    assert (told.code, told.out) == (4, "")
    assert "seen.json" in told.err
    assert (tmp_path / "state/safeconduct/seen.json").read_bytes() == b"{}\n"


def test_a_memory_that_cannot_be_written_is_told_and_the_verdict_stands(
    desk: Desk, verify: Verify, tmp_path: Path
) -> None:
    package = desk.package()
    (tmp_path / "state/safeconduct/.seen.json.new").mkdir(parents=True)
    told = verify(package, "--trust", desk.fingerprint, *DAY)
    assert (told.code, "were not remembered" in told.err) == (0, True)


@pytest.mark.parametrize(
    "words", [(), ("--keep",), ("p", "--keep"), ("--trust", "1" * 40), ("p", "--trust", "12"), ("p", "--lang", "fr")]
)
def test_words_that_make_no_sense(words: tuple[str, ...], verify: Verify) -> None:
    assert verify(*words).code == 2


def test_a_status_that_is_not_there_is_refused(desk: Desk, verify: Verify, tmp_path: Path) -> None:
    told = verify(desk.package(), "--status", tmp_path / "nothing", *DAY)
    assert (told.code, told.out, "status.json" in told.err) == (4, "", True)


def test_a_specimen_is_called_one_at_once(desk: Desk, verify: Verify) -> None:
    from safeconduct.model.status import Status

    told = verify(desk.package(status=Status.SPECIMEN), "--trust", desk.fingerprint, *DAY)
    assert (told.code, told.out.splitlines()[0]) == (7, "SPECIMEN")
    assert told.out.splitlines()[-1].endswith("This is a SPECIMEN, not for use: nobody has confirmed these texts.")


def test_a_plain_bag_of_anybody(desk: Desk, verify: Verify) -> None:
    package = desk.package()
    told = verify("--plain-bagit", package)
    assert (told.code, told.out) == (0, "This is a valid bag.\n")
    with_files(package, {"data/report.json": b"[]"})
    told = verify("--plain-bagit", package)
    assert (told.code, told.out, "report.json" in told.err) == (6, "This is no valid bag.\n", True)
    assert verify("--plain-bagit").code == 2
