# SPDX-License-Identifier: Apache-2.0
"""verify.py as it ships, loaded like any module of Python."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from safeconduct.seal.recipient.stand_alone import stand_alone_verifier

SOURCE = stand_alone_verifier().decode()


def loaded() -> Any:
    alone = ModuleType("verify_alone")
    alone.__file__ = "/nowhere/verify.py"
    exec(compile(SOURCE, "verify.py", "exec"), alone.__dict__)  # noqa: S102
    return alone


ALONE = loaded()


def fingerprint_of(package: Path) -> str:
    """The fingerprint of a package folder, "" when it has no first root."""
    first = package / "trust" / "1.root.json"
    return str(ALONE.groups(ALONE.sha256(first.read_bytes()).hexdigest())) if first.is_file() else ""


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    """What `verify.py … --json` prints, and its exit."""
    capsys.readouterr()
    leave = ALONE.main([*map(str, arguments), "--json"])
    return leave, json.loads(capsys.readouterr().out)
