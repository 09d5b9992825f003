# SPDX-License-Identifier: Apache-2.0
"""`safeconduct evidence`, as a person runs it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from safeconduct.api.evidence import evidence, gather

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "checks" / "_base"
NAMES = [
    "annotations.jsonld", "citations.svg", "claim-review.jsonld", "evidence.html", "evidence.json", "evidence.pdf",
    "provenance.jsonld", "timeline.svg",
]  # fmt: skip


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    home = {"HOME": environment.pop("HOME", "/nonexistent"), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-W", "error", "-m", "safeconduct", "evidence", *words]
    return subprocess.run(command, capture_output=True, text=True, env={**home, **environment}, check=False)


def there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_runs_in_two_places_of_the_world_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    first = run(str(BASE), "-o", str(one), TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    second = run(str(BASE), "-o", str(other), TZ="America/Anchorage", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert there(one) == there(other)
    assert sorted(there(one)) == NAMES
    assert "1 claim (1 attribute), as of 2026-11-01" in first.stdout


def test_json_lists_every_file_with_its_digest(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run(str(BASE), "-o", str(out), "--as-of", "2026-11-02", "--json")
    told = json.loads(ran.stdout)
    assert told == json.loads((out / "evidence.json").read_bytes())
    assert (told["schema"], told["as_of"], told["claims"]) == ("safeconduct-evidence-1", "2026-11-02", 1)
    assert [entry["path"] for entry in told["files"]] == [name for name in NAMES if name != "evidence.json"]
    for entry in told["files"]:
        content = (out / entry["path"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert entry["size"] == len(content)


def test_grades_are_exported_only_when_asked_for(tmp_path: Path) -> None:
    run(str(BASE), "-o", str(tmp_path / "kept"))
    run(str(BASE), "-o", str(tmp_path / "told"), "--grades")
    kept, told = there(tmp_path / "kept"), there(tmp_path / "told")
    assert {name for name in kept if kept[name] != told[name]} == {"claim-review.jsonld", "evidence.json"}
    assert b"probably true" not in kept["claim-review.jsonld"]
    assert b"probably true" in told["claim-review.jsonld"]


def test_refusals(tmp_path: Path) -> None:
    manuscript = tmp_path / "manuscript"
    shutil.copytree(BASE, manuscript)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "mine.txt").write_text("x")
    inside = run(str(manuscript), "-o", str(manuscript / "out"))
    stranger = run(str(manuscript), "-o", str(theirs), "--json")
    nothing = run(str(tmp_path / "nowhere"), "-o", str(tmp_path / "out"))
    assert (inside.returncode, stranger.returncode, nothing.returncode) == (2, 4, 4)
    assert "inside the manuscript" in inside.stderr
    assert json.loads(stranger.stdout)["refusal"]["what"].endswith(
        "which this press did not put there and will not delete."
    )
    assert not (manuscript / "out").exists()
    assert [path.name for path in theirs.iterdir()] == ["mine.txt"]


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "manuscript"
    shutil.copytree(BASE, folder)
    return folder


def test_a_capture_that_was_changed_carries_nothing(manuscript: Path) -> None:
    note = manuscript / "archive" / "parish-note.txt"
    note.write_text(note.read_text("utf-8") + " ", "utf-8")
    gathered = gather(manuscript, (), None, date(2026, 11, 1))
    (carried,) = gathered.claims[0].quotes
    assert carried.anchor.fault == "The capture in the archive is not the one whose digest is in the ledger."
    assert evidence(gathered).listed()["quotes_not_found"] == 1
    note.unlink()
    (carried,) = gather(manuscript, (), None, date(2026, 11, 1)).claims[0].quotes
    assert carried.anchor.fault == "The captured words parish-note.txt are not in the archive."


def test_a_claim_that_cannot_be_read_is_said_to_be_missing(manuscript: Path) -> None:
    (manuscript / "claims" / "broken.toml").write_text("kind = ", "utf-8")
    gathered = gather(manuscript, (), None, date(2026, 11, 1))
    assert [fault.partition(":")[0] for fault in gathered.faults] == ["claims/broken.toml"]


def test_every_quote_of_the_river_town_is_found() -> None:
    gathered = gather(ROOT / "examples" / "river-town", (), None, date(2026, 11, 1))
    assert gathered.lacking == {}
    assert [carried.anchor.fault for told in gathered.claims for carried in told.quotes if carried.anchor.fault] == []
    assert all(told.roots for told in gathered.claims)


def test_a_ledger_that_nobody_would_print_gets_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gathered = gather(BASE, (), None, date(2026, 11, 1))
    assert "evidence.pdf" in evidence(gathered).files
    monkeypatch.setattr("safeconduct.api.evidence.MOST_ON_PAPER", 0)
    assert sorted(evidence(gathered).files) == [name for name in NAMES if name not in ("evidence.pdf", "evidence.json")]
