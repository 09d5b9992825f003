# SPDX-License-Identifier: Apache-2.0
"""The invented notice reaches FINAL with keys made on the spot, and falls back as soon as anything changes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from safeconduct.seal.chancery.keeping import Chancery

from .press_room import Ran, Room


def _build(room: Room, final: Path, *words: str) -> Ran:
    return room.run("build", str(final / "manuscript"), "-o", str(room.folder / "kit"), "--json", *words)


def test_nothing_says_specimen(final: Path) -> None:
    report = json.loads((final / "kit" / "kit.json").read_bytes())
    assert report["status"] == "final"
    assert set(report["pieces"].values()) == {"final"}
    assert [f for f in report["findings"] if f["severity"] != "note"] == []
    for path in (final / "kit").glob("*.pdf"):
        assert "SPECIMEN" not in path.name
        with pikepdf.open(path) as pdf:
            assert "SPECIMEN" not in str(pdf.docinfo["/Title"])
        with pypdfium2.PdfDocument(path) as pages:
            for page in pages:
                assert "SPECIMEN" not in page.get_textpage().get_text_range()


def test_one_date_turns_everything_that_cites_the_claim(final: Path, room: Room) -> None:
    ran = _build(room, final, "--as-of", "2035-01-01")
    assert ran.code == 1
    assert set(ran.report["pieces"].values()) == {"specimen"}
    assert {"claim-expired", "promise-expired"} & {finding["check"] for finding in ran.report["findings"]}
    assert all("SPECIMEN" in artifact["path"] for artifact in ran.report["artifacts"])


def test_a_comma_makes_every_sign_off_of_the_piece_lapse(final: Path, room: Room, tmp_path: Path) -> None:
    manuscript = tmp_path / "manuscript"
    shutil.copytree(final / "manuscript", manuscript)
    copy = manuscript / "pieces/notice/copy.en.md"
    copy.write_text(copy.read_text("utf-8").replace(". ", "., ", 1), "utf-8")
    report = room.run("check", str(manuscript), "--json").report
    assert report["pieces"] == {"notice": "specimen", "steps": "final"}
    assert {"sign-off-lapsed", "sign-off-missing"} == {
        f["check"] for f in report["findings"] if f["severity"] == "stop"
    }


def test_a_reason_that_goes_away_with_the_mark_is_still_told(final: Path, room: Room, tmp_path: Path) -> None:
    """As FINAL the page would bear the word; as a specimen it may.  The piece stays a specimen and must say so."""
    manuscript = tmp_path / "manuscript"
    shutil.copytree(final / "manuscript", manuscript)
    copy = manuscript / "pieces/notice/copy.en.md"
    copy.write_text(copy.read_text("utf-8").replace("Leave the car.", "SPECIMEN cars stay.", 1), "utf-8")
    signed = [("author", "writer-1"), ("reviewer", "reader-2")]
    for role, person, *more in [*signed, *(("language", "native-3", "--language", one) for one in ("en", "uk"))]:
        key = str(final / "demo-keys" / person)
        words = ("--piece", "notice", "--role", role, "--person", person, "--key", key, *more)
        assert room.run("sign-off", str(manuscript), *words).code == 0
    tester = ("--piece", "notice", "--person", "tester-5", "--key", str(final / "demo-keys" / "tester-5"))
    sessions = str(final / "sessions.toml")
    assert room.run("reader-test", str(manuscript), sessions, *tester, "--language", "en").code == 0
    ran = room.run("build", str(manuscript), "-o", str(room.folder / "kit"), "--json")
    assert ran.code == 1
    assert ran.report["status"] == "specimen"
    assert ran.report["pieces"] == {"notice": "specimen", "steps": "final"}
    assert {finding["check"] for finding in ran.report["findings"] if finding["severity"] == "stop"} == {"mark-missing"}
    for artifact in ran.report["artifacts"]:
        assert ("SPECIMEN" in artifact["path"]) is (artifact["piece"] == "notice")


@pytest.mark.parametrize(("role", "language"), [("language", None), ("language", "ko-KP"), ("author", "en")])
def test_a_sign_off_that_would_count_for_nothing_is_refused(
    final: Path, room: Room, role: str, language: str | None
) -> None:
    person = "native-3" if role == "language" else "writer-1"
    words = ["--piece", "notice", "--role", role, "--person", person, "--key", str(final / "demo-keys" / person)]
    ran = room.run("sign-off", str(final / "manuscript"), *words, *(["--language", language] if language else []))
    assert ran.code == 2
    assert "--language" in ran.err


def test_what_people_signed_travels_in_the_package(final: Path) -> None:
    manifest = json.loads((final / "package/seal/manifest.json").read_bytes())
    kinds = [one["namespace"] for one in manifest["signed"]]
    assert kinds.count("safeconduct.confirmation.recipient") == 1
    assert kinds.count("safeconduct.reader-test.tester") == 2
    assert kinds.count("safeconduct.sign-off.author") == 2
    assert manifest["waived"] == []


def test_a_forged_sign_off_is_named(final: Path, room: Room, tmp_path: Path) -> None:
    manuscript = tmp_path / "manuscript"
    shutil.copytree(final / "manuscript", manuscript)
    record = next((manuscript / "sign-offs").glob("notice.author.*"))
    record.write_text(record.read_text("utf-8").replace("on = 20", "on = 19", 1), "utf-8")
    checks = {finding["check"] for finding in room.run("check", str(manuscript), "--json").report["findings"]}
    assert "sign-off-not-genuine" in checks


def fingerprint(final: Path) -> str:
    return Chancery(final / "chancery").fingerprint


def test_the_package_has_four_green_lights_and_names_an_altered_file(final: Path, room: Room, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(final / "package", package)
    trust = ("--trust", fingerprint(final))
    assert room.run("verify", str(package), *trust).code == 0
    assert room.run("verify", str(final / "package.zip"), *trust).code == 0
    assert Room(tmp_path / "stranger").run("verify", str(package)).code == 7
    victim = next(path for path in sorted((package / "data").rglob("*")) if path.is_file())
    victim.chmod(0o644)
    content = bytearray(victim.read_bytes())
    content[10] ^= 4
    victim.write_bytes(content)
    ran = room.run("verify", str(package), *trust)
    assert ran.code == 6
    assert victim.name in ran.out


def test_the_program_in_the_package_says_the_same(final: Path) -> None:
    alone = [sys.executable, "-I", str(final / "package/verify.py"), str(final / "package.zip")]
    done = subprocess.run([*alone, "--trust", fingerprint(final), "--json"], capture_output=True, check=False)
    assert json.loads(done.stdout)["lights"] == dict.fromkeys(("whole", "genuine", "signed_off", "current"), "green")
    assert done.returncode == 0


def test_the_kit_is_made_again_to_the_bit_by_somebody_else(final: Path, tmp_path: Path) -> None:
    stranger = Room(tmp_path / "somewhere/else")
    environment = {"TZ": "Asia/Seoul", "LANG": "ko_KR.UTF-8"}
    words = ("rebuild", str(final / "package"), "--manuscript", str(final / "manuscript"))
    ran = stranger.run(*words, "--json", environment=environment)
    assert (ran.code, ran.report["differing"], ran.report["missing"], ran.report["added"]) == (0, [], [], [])
    assert len(ran.report["same"]) == 20
    assert not ran.report["manuscript_differs"]
    assert ran.report["tools"] == ran.report["why"] == {}
    zipped = stranger.run("rebuild", str(final / "package.zip"), *words[2:], "--json")
    assert (zipped.code, zipped.report) == (0, ran.report)


def test_a_rebuild_of_what_is_no_package_is_refused(final: Path, room: Room, tmp_path: Path) -> None:
    words, wrong = ("--manuscript", str(final / "manuscript")), tmp_path / "wrong.zip"
    wrong.write_bytes((final / "package.zip").read_bytes()[:-7])
    for path in (final / "sessions.toml", tmp_path / "nowhere", wrong):
        refused = room.run("rebuild", str(path), *words)
        assert refused.code in {4, 6}, refused.err
        assert "package" in refused.err


def test_a_changed_word_is_found_by_making_the_kit_again(final: Path, room: Room, tmp_path: Path) -> None:
    manuscript = tmp_path / "manuscript"
    shutil.copytree(final / "manuscript", manuscript)
    copy = manuscript / "pieces/notice/copy.en.md"
    copy.write_text(copy.read_text("utf-8").replace("Leave the car.", "Take the car.", 1), "utf-8")
    ran = room.run("rebuild", str(final / "package"), "--manuscript", str(manuscript), "--json")
    assert ran.code == 5
    assert ran.report["manuscript_differs"]
    # Nobody has signed the other word off, so the whole kit comes out marked, under other names.
    assert len(ran.report["missing"]) == len(ran.report["added"]) == 20
    (tmp_path / "package").mkdir()
    shutil.copytree(final / "package", tmp_path / "package", dirs_exist_ok=True)
    (tmp_path / "package/READ-ME.txt").write_text("other")
    refused = room.run("rebuild", str(tmp_path / "package"), "--manuscript", str(final / "manuscript"))
    assert refused.code == 6
    assert "READ-ME.txt" in refused.err
