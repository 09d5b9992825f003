# SPDX-License-Identifier: Apache-2.0
"""Consigning, receiving, recalling and looking, at the command line, with a chancery and packages of its own."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from click.testing import CliRunner, Result
from log_office import RECIPIENT
from sealing_office import Desk, a_root, a_status, id_of, made_key, sign_off, signed_root, signed_status

from safeconduct.api.handing_out import head_to_name
from safeconduct.cli import log_map, log_name  # noqa: F401 - imported, the commands are registered
from safeconduct.cli.options import cli
from safeconduct.model.canonical import digest_of
from safeconduct.model.sealed import Recall, StatusWord, Urgency
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.consignments import sealed_names
from safeconduct.seal.consignments.reading import log_file
from safeconduct.seal.keys import public_of, save_key
from safeconduct.seal.sshsig import sign

TODAY = date.today()  # noqa: DTZ011 - the commands read the same clock
REASON = {"en": "The gate is closed.", "ko": "문이 닫혔습니다.", "ru": "Закрыто.", "uk": "Зачинено."}
RECALL = Recall("kursk-2024", 1, 2, TODAY, Urgency.STOP, (), REASON, None)


@frozen
class Office:
    """A chancery and a package in one folder, and the command line."""

    folder: Path
    desk: Desk

    @property
    def chancery(self) -> Path:
        return self.folder / "chancery"

    @property
    def package(self) -> Path:
        return self.desk.folder / "package"

    def word(self, status: StatusWord) -> None:
        """Put a status into the chancery."""
        for name, content in signed_status(status).items():
            path = self.chancery / name.replace("seal/", "status/", 1)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def run(self, *words: object, said: str = "") -> Result:
        return CliRunner().invoke(cli, [*map(str, words), "--chancery", str(self.chancery)], input=said)

    def consign(self, to: str = "heron", *more: object) -> str:
        ran = self.run("consign", self.package, "--to", to, "--key", self.folder / "clerk", *more)
        assert ran.exit_code == 0, ran.output
        found = re.search(r"reads back: ([0-9 ]{23})", ran.output)
        assert found is not None
        return found[1]


def current(**changed: Any) -> StatusWord:
    return evolve(a_status(), issued=TODAY, next=TODAY + timedelta(30), **changed)


@pytest.fixture(scope="module")
def model_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Made once; each test gets a copy."""
    folder = tmp_path_factory.mktemp("office")
    root = a_root(expires=TODAY + timedelta(900))
    (folder / "desk").mkdir()
    desk = Desk(folder / "desk", root=root, trust=signed_root(root))
    desk.package(word=current(), change=lambda one: evolve(one, valid_until=TODAY + timedelta(400)))
    office = Office(folder, desk)
    for name, content in desk.trust.items():
        path = office.chancery / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    office.word(current())
    save_key(made_key("clerk"), folder / "clerk")
    save_key(made_key("author-1"), folder / "author")
    return office


@pytest.fixture
def office(model_office: Office, tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    shutil.copytree(model_office.folder, folder)
    return Office(folder, evolve(model_office.desk, folder=folder / "desk"))


def test_a_package_goes_out_is_received_and_the_log_is_right(office: Office) -> None:
    code = office.consign("heron", "--copies", 3, "--medium", "card", "--handover", "spring-1")
    ran = office.run("receipt", "c-0001", *code.split(), "--key", office.folder / "clerk")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "C-0001 (line 2 of the log)" in ran.output
    again = office.run("receipt", "C-0001", code, "--key", office.folder / "clerk")
    assert (again.exit_code, "received already" in again.stderr) == (2, True)
    verified = office.run("log", "verify")
    assert (verified.exit_code, verified.stderr) == (0, "")
    assert "Every one of 2 lines is there" in verified.output
    head = digest_of(log_file(office.chancery).read_bytes().splitlines(keepends=True)[-1])
    assert head in verified.output
    shown = office.run("log", "show").output
    assert "C-0001: kursk-2024 version 2 to heron, 3 copies (card), as planned in the handover spring-1" in shown
    assert "C-0001: received, the code was read back" in shown
    found = json.loads(office.run("log", "map", "--json").output)
    assert [(one["to"], one["version"], one["received_by"]) for one in found["holdings"]] == [("heron", 2, "code")]
    assert re.search(r"heron +C-0001 +kursk-2024 2 .* 3 × card +received", office.run("log", "map").output)


def test_a_wrong_code_writes_nothing(office: Office) -> None:
    code = office.consign()
    before = log_file(office.chancery).read_bytes()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    ran = office.run("receipt", "C-0001", wrong, "--key", office.folder / "clerk")
    assert (ran.exit_code, "the fourth group differs. Nothing was written" in ran.stderr) == (7, True)
    assert log_file(office.chancery).read_bytes() == before


def test_a_recipient_with_a_key_signs(office: Office) -> None:
    office.consign()
    text, signature = office.folder / "receipt.json", office.folder / "receipt.json.sig"
    assert office.run("receipt", "C-0001", "--text", text).exit_code == 0
    signature.write_text(sign(RECIPIENT, "safeconduct.receipt", text.read_bytes()), "ascii")
    key = ("--key", office.folder / "clerk")
    forged = office.run("receipt", "C-0001", "--signature", signature, "--key-line", public_of(made_key("x")), *key)
    assert forged.exit_code == 7
    line = f"{public_of(RECIPIENT)} somebody@somewhere"
    ran = office.run("receipt", "C-0001", "--signature", signature, "--key-line", line, *key)
    assert ran.exit_code == 0
    assert "signed by the recipient" in office.run("log", "show", "c-0001").output
    assert b"somebody" not in log_file(office.chancery).read_bytes()
    assert office.run("log", "verify").exit_code == 0


def alter(office: Office) -> None:
    path = next(path for path in office.package.glob("data/*.pdf"))
    path.write_bytes(path.read_bytes() + b" ")


def withhold_sign_off(office: Office) -> None:
    for path in office.package.glob("seal/attestations/legal.*"):
        path.unlink()


def condition(office: Office) -> None:
    for path in office.package.glob("seal/attestations/legal.*"):
        path.unlink()
    sign_off(office.package, "legal", "lawyer-1", conditions={"en": "Only for embassies."})


def remove_status(office: Office) -> None:
    for folder in (office.package / "seal", office.chancery / "status"):
        (folder / "status.json").unlink()
        for path in (folder / "status.json.sigs").iterdir():
            path.unlink()


@pytest.mark.parametrize(
    ("hurt", "code", "sentence"),
    [
        (alter, 6, "must not be handed out"),
        (withhold_sign_off, 7, "must not be handed out"),
        (condition, 7, "say --conditions-read when they are met"),
        (remove_status, 7, "safeconduct status give"),
        (lambda office: office.word(current(version=4, recalled=(RECALL,))), 7, "The gate is closed."),
        (lambda office: office.word(current(version=4, latest={"kursk-2024": 3})), 7, "must not be handed out"),
        (lambda office: office.word(current(version=2)), 7, "must not be handed out"),
        (lambda office: (office.package / "seal/release.json").unlink(), 6, "must not be handed out"),
    ],
)
def test_a_package_that_is_not_fit_is_not_consigned(
    office: Office, hurt: Callable[[Office], object], code: int, sentence: str
) -> None:
    hurt(office)
    ran = office.run("consign", office.package, "--to", "heron", "--key", office.folder / "clerk")
    assert (ran.exit_code, sentence in ran.stderr) == (code, True), ran.output
    assert not log_file(office.chancery).exists()


def test_conditions_that_were_read_let_it_pass(office: Office) -> None:
    condition(office)
    assert office.consign("heron", "--conditions-read")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--to", "Heron"), 2, "A pseudonym has"),
        (("--to", "heron", "--handover", "Old Mill 5"), 2, "must hold"),
        (("--to", "heron", "--on", "2999-01-01"), 2, "is still to come"),
    ],
)
def test_what_may_not_stand_in_the_log_is_refused(
    office: Office, words: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = office.run("consign", office.package, *words, "--key", office.folder / "clerk")
    assert (ran.exit_code, sentence in ran.stderr) == (code, True), ran.output


def test_a_key_of_another_role_may_not_write(office: Office) -> None:
    ran = office.run("consign", office.package, "--to", "heron", "--key", office.folder / "author")
    assert (ran.exit_code, "is not in the role “log”" in ran.stderr) == (7, True)
    assert id_of("author-1") in ran.stderr


def test_a_recall_is_told_to_everybody_who_holds_it(office: Office) -> None:
    office.consign("heron")
    office.consign("reed")
    office.consign("egret")
    assert office.run("log", "returned", "C-0003", "--key", office.folder / "clerk").exit_code == 0
    assert office.run("log", "map").exit_code == 0
    asked = office.run("log", "map", "--recall", "kursk-2024", "--first", 2, "--json")
    assert (asked.exit_code, json.loads(asked.output)["recalls"][0]["left"]) == (1, ["heron", "reed"])
    office.word(current(version=4, recalled=(RECALL,)))
    ran = office.run("log", "map")
    assert ran.exit_code == 1
    assert "still to be told: heron (C-0001)" in ran.output
    told = office.run("log", "told", "heron", "--key", office.folder / "clerk")
    assert (told.exit_code, "heron was told of the recall of kursk-2024, versions 1 to 2" in told.output) == (0, True)
    assert office.run("log", "told", "heron", "--key", office.folder / "clerk").exit_code == 2
    assert office.run("log", "told", "egret", "--key", office.folder / "clerk").exit_code == 2
    assert office.run("log", "told", "reed", "--recall", "kursk-2024", "--key", office.folder / "clerk").exit_code == 0
    ended = office.run("log", "map")
    assert (ended.exit_code, "Nobody is left to be told" in ended.output) == (0, True)
    assert office.run("log", "verify").exit_code == 0
    only = json.loads(office.run("log", "show", "--to", "heron", "--json").output)["lines"]
    assert [line["kind"] for line in only] == ["consignment", "told"]


def test_what_was_done_to_the_log_is_named(office: Office) -> None:
    for to in ("heron", "reed", "egret"):
        office.consign(to)
    path = log_file(office.chancery)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    ran = office.run("log", "verify")
    assert (ran.exit_code, ran.stderr) == (6, "Line 2 was deleted.\n")
    path.write_bytes(lines[0] + lines[1].replace(b"reed", b"rush") + lines[2])
    told = json.loads(office.run("log", "verify", "--json").stdout)
    assert [(fault["wrong"], fault["number"]) for fault in told["faults"]] == [("edited", 2)]
    mapped = office.run("log", "map")
    assert (mapped.exit_code, "this line must not be believed" in mapped.output) == (6, True)
    path.write_bytes(lines[0] + lines[1])
    assert office.run("log", "verify").exit_code == 0
    assert office.run("log", "verify", "--head", digest_of(lines[2])).exit_code == 6
    office.word(current(version=4, log_head=digest_of(lines[2])))
    cut = office.run("log", "verify")
    assert (cut.exit_code, "lines were cut off behind line 2" in cut.stderr) == (6, True)
    refused = office.run("consign", office.package, "--to", "heron", "--key", office.folder / "clerk")
    assert (refused.exit_code, path.read_bytes()) == (6, lines[0] + lines[1])


def test_a_half_written_line_is_mended(office: Office) -> None:
    office.consign()
    path = log_file(office.chancery)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:99])
    refused = office.run("consign", office.package, "--to", "reed", "--key", office.folder / "clerk")
    assert (refused.exit_code, "safeconduct log mend" in refused.stderr) == (6, True)
    assert office.run("log", "verify").exit_code == 6
    assert "half-written-2.txt" in office.run("log", "mend").output.replace("\n", "")
    assert path.read_bytes() == whole
    assert office.run("log", "mend").exit_code == 2


def test_the_next_status_names_a_log_that_is_right(office: Office) -> None:
    chancery = Chancery(office.chancery)
    assert head_to_name(chancery) is None
    office.consign()
    content = log_file(office.chancery).read_bytes()
    assert head_to_name(chancery) == digest_of(content)
    office.word(current(version=4, log_head=digest_of(content)))
    office.consign("reed")
    longer = log_file(office.chancery).read_bytes()
    assert head_to_name(chancery) == digest_of(longer[len(content) :])
    log_file(office.chancery).write_bytes(longer.replace(b"reed", b"rush"))
    assert head_to_name(chancery) == digest_of(content)


def test_a_word_that_is_given_names_the_last_line(office: Office) -> None:
    office.consign()
    soon = TODAY + timedelta(7)
    ran = office.run("status", "give", "--key", office.folder / "clerk", "--next", soon)
    assert ran.exit_code == 0, ran.output
    status = Chancery(office.chancery).status()
    assert status is not None
    assert status.log_head == digest_of(log_file(office.chancery).read_bytes())
    assert office.run("log", "verify").exit_code == 0
    log_file(office.chancery).unlink()
    assert office.run("log", "verify").exit_code == 6


def test_no_log_is_not_a_right_log(office: Office) -> None:
    assert office.run("log", "verify").exit_code == 4
    assert office.run("log", "verify", "--head", "a" * 64).exit_code == 6
    assert office.run("log", "verify", "--head", "a").exit_code == 2
    office.word(current(version=4, log_head="a" * 64))
    assert office.run("log", "verify").exit_code == 6
    assert "Nothing was handed out yet" in office.run("log", "map").output


@pytest.mark.parametrize(
    "words",
    [
        ("receipt", "C-0001"), ("receipt", "C-0001", "12345"), ("receipt", "C-0001", "--text", "x", "--key", "y"),
        ("receipt", "C-0001", "--signature", "x", "--key", "y"), ("receipt", "C-0009", "--text", "x"),
        ("log", "map", "--recall", "x"), ("log", "map", "--first", "2"), ("log", "name"), ("log", "name", "heron"),
        ("log", "name", "heron", "--add", "--remove"), ("log", "name", "--add"),
        ("log", "name", "heron", "--forget-all"),
    ],
)  # fmt: skip
def test_slips_are_told_in_a_sentence(office: Office, words: tuple[str, ...]) -> None:
    ran = office.run(*words)
    assert (ran.exit_code, "Do: " in ran.stderr) == (2, True), ran.output


def test_names_are_kept_shown_and_forgotten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_names, "_derived", lambda said, salt: digest_of(salt + said.encode())[:32].encode())
    secret = "five words drawn by dice\n"  # noqa: S105 - opens nothing
    kept = office.run("log", "name", "heron", "--add", said=f"{secret}Друкарня для перевірок\n")
    assert kept.exit_code == 0, kept.output
    assert office.run("log", "name", "heron", said=secret).stdout == "Друкарня для перевірок\n"
    (office.folder / "secret").write_text(secret, "utf-8")
    listed = office.run("log", "name", "--passphrase-file", office.folder / "secret")
    assert listed.stdout == "heron  Друкарня для перевірок\n"
    wrong = office.run("log", "name", "heron", said="something else\n")
    assert (wrong.exit_code, "passphrase is wrong, or names.sealed was altered" in wrong.stderr) == (7, True)
    assert office.run("log", "name", "heron", "--remove", said=secret).exit_code == 0
    assert office.run("log", "name", "heron", said=secret).exit_code == 2
    assert office.run("log", "name", "--forget-all", said="n\n").exit_code == 2
    assert "Deleted" in office.run("log", "name", "--forget-all", "--yes").output
    assert "no name to forget" in office.run("log", "name", "--forget-all", "--yes").output
