# SPDX-License-Identifier: Apache-2.0
"""A manuscript to spoil, and what must be true of every answer to a spoilt one."""

import json
import shutil
from datetime import date
from pathlib import Path

from safeconduct.api.judging import Judged, judge
from safeconduct.api.kit import report
from safeconduct.model.canonical import canonical
from safeconduct.model.judgement import Finding
from safeconduct.model.places import Span
from safeconduct.model.refusal import FolderRefusal
from safeconduct.preflight.engine import checks

BASE = Path(__file__).parents[1] / "checks" / "_base"
TODAY = date(2026, 11, 1)
CLAIM, SOURCE, PROMISE = "claims/beds.toml", "sources/parish-note.toml", "promises/tea.toml"
PIECE, COPY = "pieces/note/piece.toml", "pieces/note/copy.en.md"
WAITING = {"sign-off-missing", "step-not-confirmed", "encloses-specimen", "reader-test-missing"}
"""What every manuscript that nobody has signed off is told."""


def copied(folder: Path) -> Path:
    """A fresh, faultless, unsigned manuscript."""
    shutil.copytree(BASE, folder / "manuscript")
    return folder / "manuscript"


def told(folder: Path) -> list[Finding]:
    """Every finding but those of a manuscript that only waits for its sign-offs; each must be well formed."""
    found = [finding for finding in judged(folder).decision.findings if finding.check not in WAITING]
    for finding in found:
        well_formed(finding)
    return found


def judged(folder: Path) -> Judged:
    """Judge, and write the report that `--json` prints: that must be possible whatever was read."""
    whole = judge(folder, (), None, TODAY)
    canonical(report(whole))
    json.dumps(report(whole), ensure_ascii=False).encode()
    return whole


def well_formed(finding: Finding) -> None:
    """A known check, a line, a whole sentence of one line, and what to do."""
    assert finding.check in checks()
    assert isinstance(finding.place, Span)
    assert finding.place.file
    assert 1 <= finding.place.first <= finding.place.last
    for sentence in (finding.message, finding.remedy):
        assert sentence.endswith((".", "!", "?", "}", "FOLDER")), sentence
        assert len(sentence) > 10
        assert "Traceback" not in sentence


def is_refusal(fault: FolderRefusal) -> None:
    """One sentence what, one what to do, and the exit code of a folder that cannot be read."""
    assert fault.code == 4
    assert fault.what.endswith(".")
    assert fault.do.endswith((".", "FOLDER"))


def places(findings: list[Finding], check: str) -> list[str]:
    """Where a check found something, as "file:line"."""
    return [str(finding.place) for finding in findings if finding.check == check]
