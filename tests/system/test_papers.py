# SPDX-License-Identifier: Apache-2.0
"""The papers of the project: the tutorial runs, links lead somewhere, and the house stands as drawn."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from .press_room import ROOT, Room

# Kept apart, or whoever looks for licences takes the line of a test for the licence of the test.
TAG = "SPDX-License" + "-Identifier"
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_command_of_the_tutorial_runs_and_prints_what_it_says(room: Room) -> None:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "docs/tutorial.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) >= 6
    printed = ""
    for line in "\n".join(blocks).splitlines():
        if not line.startswith("$ "):
            assert line.strip() in printed, line
            continue
        words = shlex.split(line[2:])
        if words[0] == "safeconduct":
            ran = room.run(*words[1:])
            # What the tutorial makes is a specimen: whoever checks it is told not to use it.
            assert ran.code in ((7,) if words[1] == "verify" else (0, 1)), ran
            printed = ran.out + ran.err
        else:
            subprocess.run(words, cwd=room.folder, check=True)


def test_relative_links_lead_somewhere() -> None:
    for page in DOCS:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not re.match(r"(claim|promise|art/)", target):
                assert (page.parent / target).exists(), (page.name, target)


def test_the_readme_lists_every_command_and_nothing_else() -> None:
    from safeconduct.cli.front import WHERE

    listed = re.findall(r"^\| `safeconduct ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(WHERE)


def test_the_help_has_a_whole_sentence_for_every_command(room: Room) -> None:
    told = room.run("--help", environment={"COLUMNS": "80"}).out
    assert "..." not in told[told.index("Commands:") :]


def test_the_house_stands_as_drawn() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(lint)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_every_source_file_names_its_licence() -> None:
    for folder in ("src", "tests", "examples", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            assert path.read_text("utf-8").startswith(f"# {TAG}: Apache-2.0\n"), path


def test_the_manuscript_page_names_every_format_channel_and_theme() -> None:
    from safeconduct.manuscript.channels import channels
    from safeconduct.press.formats import names
    from safeconduct.press.themes import themes

    page = (ROOT / "docs/manuscript.md").read_text("utf-8")
    wanted = {*names(), *channels(), *themes()}
    assert {name for name in wanted if f"`{name}`" not in page} == set()


def test_the_preflight_page_names_every_check_of_a_finished_file_and_no_other() -> None:
    from safeconduct.preflight.engine import checks
    from safeconduct.preflight.scene import Against, PrintFile

    page = (ROOT / "docs/preflight.md").read_text("utf-8")
    table = "\n".join(line for line in page.splitlines() if line.startswith("| "))
    named = set(re.findall(r"`([a-z][a-z-]+)`", table))
    assert named == {check.id for check in checks().values() if {PrintFile, Against} & set(check.subjects)}
