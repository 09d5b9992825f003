# SPDX-License-Identifier: Apache-2.0
"""The core of verify.html, run under node: quick, and the same script that stands in the page."""

import atexit
import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.seal.recipient.assembling import core_script

NODE = shutil.which("node")
WHY_NOT = "node is not installed here: the core of verify.html cannot run outside a browser"
_RUNNER = Path(__file__).parent / "page/core_runner.js"


class RefusedError(Exception):
    """The core refused what it was given as malformed; the text says why."""


@cache
def _core() -> "subprocess.Popen[str]":
    assert NODE, WHY_NOT
    folder = Path(tempfile.mkdtemp(prefix="safeconduct-core-"))
    (folder / "core.js").write_text(core_script() + _RUNNER.read_text(encoding="utf-8"), encoding="utf-8")
    core = subprocess.Popen(
        [NODE, "--no-warnings", str(folder / "core.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    @atexit.register
    def end() -> None:
        assert core.stdin
        assert core.stdout
        core.stdin.close()
        core.stdout.close()
        core.wait(10)
        shutil.rmtree(folder, ignore_errors=True)

    return core


def _ask(question: Mapping[str, Any]) -> Any:
    core = _core()
    assert core.stdin
    assert core.stdout
    core.stdin.write(json.dumps(question) + "\n")
    core.stdin.flush()
    answer = core.stdout.readline()
    assert answer, "the core of verify.html ended: see what it wrote to stderr"
    return json.loads(answer)


def core_call(name: str, *given: Any) -> Any:
    """Return what a function of the core answers (core_runner.js lists them); raises `RefusedError`."""
    answer = _ask({"call": name, "given": given})
    if "refused" in answer:
        raise RefusedError(answer["refused"])
    return answer.get("answer")


def page_verdict_in_node(
    package: Path,
    today: date,
    trusted: str | None = None,
    seen: Mapping[str, Any] | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """Return what verify.html says of `package`, a folder or a file, as `chromium.looked_at_in_browser` does."""
    answer: dict[str, Any] = _ask(
        {"look": str(package), "today": f"{today}", "trusted": trusted, "seen": seen, "language": language}
    )
    return answer
