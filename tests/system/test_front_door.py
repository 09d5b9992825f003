# SPDX-License-Identifier: Apache-2.0
"""The command line: quick, plain, and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import BuiltKit
from .press_room import EXAMPLES, ROOT, Room

HEAVY = ("typst", "pikepdf", "pypdfium2", "numpy", "scipy", "soundfile", "soxr", "lameenc", "fontTools")


def _new(room: Room) -> Path:
    folder = room.folder / "new"
    assert room.run("new", str(folder)).code == 0
    return folder


def test_help_is_quick(room: Room) -> None:
    room.run("--help")
    assert min(room.run("--help").cpu_s for _ in range(5)) <= 0.2 * 1.5


@pytest.mark.parametrize("words", [("check", str(EXAMPLES / "kursk-2024")), ("verify", str(EXAMPLES))])
def test_check_and_verify_import_neither_typesetting_nor_audio(words: tuple[str, ...], tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = " + repr(list(words)) + "\n"
        "from safeconduct.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=True)
    assert done.stderr.decode().strip().splitlines()[-1] == "[]"


def test_a_new_manuscript_lacks_only_what_people_must_give(room: Room) -> None:
    folder = _new(room)
    ran = room.run("check", str(folder))
    assert ran.code == 1
    assert "2 findings." in ran.out
    assert "sign-off-missing" in ran.out
    assert "reader-test-missing" in ran.out
    assert room.run("new", str(folder)).code == 4


def test_findings_have_file_line_remedy_and_a_way_to_learn_more(room: Room) -> None:
    folder = _new(room)
    claim = folder / "claims/boil.toml"
    text = claim.read_text("utf-8").replace('exact = "must be boiled', 'exact = "must be boilt')
    claim.write_text(text, "utf-8")
    ran = room.run("check", str(folder))
    line = text[: text.index("exact = ")].count("\n") + 1
    assert f"claims/boil.toml:{line}  STOP  quote-not-in-capture" in ran.out
    assert "Do: " in ran.out
    assert "safeconduct explain" in ran.out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("check", "nowhere"), 4, "no manuscript folder"),
        (("build", "nowhere"), 4, "no manuscript folder"),
        (("explain", "quote-not-in-captur"), 2, "did you mean quote-not-in-capture"),
        (("verify", "nowhere"), 6, ""),
        (("build", str(EXAMPLES / "river-town"), "--piece", "nothing"), 2, "no piece “nothing”"),
        (
            ("build", str(EXAMPLES / "river-town"), "-o", str(EXAMPLES / "river-town" / "kit")),
            2,
            "inside the manuscript",
        ),
        (("build", str(EXAMPLES / "river-town"), "-o", "/"), 2, "name another folder"),
        (("build", str(EXAMPLES / "river-town"), "-o", "a" * 300), 4, "cannot be written"),
        (("new", "a" * 300), 4, "cannot be written"),
        (("check", "a" * 300), 4, "cannot be looked at"),
        (
            ("seal", str(EXAMPLES / "river-town"), "-o", str(EXAMPLES / "river-town" / "p"), "--key", "k"),
            2,
            "inside the manuscript",
        ),
        (("seal", str(EXAMPLES / "river-town"), "-o", "p", "--key", "k"), 7, "has no list of keys yet"),
        (("build", str(EXAMPLES / "river-town"), "--as-of", "soon"), 2, "not a date"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_refusals_are_sentences_with_an_exit_code(room: Room, words: tuple[str, ...], code: int, told: str) -> None:
    ran = room.run(*words)
    assert ran.code == code, ran
    assert told in ran.err + ran.out
    assert "Traceback" not in ran.err


def test_a_refusal_is_json_too(room: Room) -> None:
    refusal = room.run("check", "nowhere", "--json").report["refusal"]
    assert refusal["code"] == 4
    assert refusal["do"]


def test_a_folder_with_somebody_elses_files_is_not_touched(room: Room) -> None:
    out = room.folder / "out"
    out.mkdir()
    (out / "diary.txt").write_text("mine")
    ran = room.run("build", str(EXAMPLES / "river-town"), "-o", str(out))
    assert ran.code == 4
    assert "diary.txt" in ran.err
    assert [path.name for path in out.iterdir()] == ["diary.txt"]


def test_a_circle_of_links_is_no_place_for_a_kit(room: Room) -> None:
    (room.folder / "a").symlink_to("b")
    (room.folder / "b").symlink_to("a")
    ran = room.run("build", str(EXAMPLES / "river-town"), "-o", "a")
    assert (ran.code, "Traceback" in ran.err) == (4, False)


def test_a_kit_that_a_file_manager_has_looked_at_is_still_ours(river: BuiltKit) -> None:
    (river.kit / ".DS_Store").write_bytes(b"\0")
    assert river.room.run("build", str(river.manuscript), "-o", str(river.kit)).code == 1
    assert river.room.run("build", str(river.manuscript), "-o", ".", "--piece", "notice").code == 4, "not empty"


def test_an_overflowing_copy_is_refused_with_its_place_and_the_old_kit_stays(river: BuiltKit) -> None:
    before = {path.name: path.read_bytes() for path in river.kit.iterdir()}
    copy = river.manuscript / "pieces/notice/copy.en.md"
    copy.write_text(copy.read_text("utf-8") + "\n" + "More and more words. " * 200 + "{#more}\n", "utf-8")
    ran = river.room.run("build", str(river.manuscript), "-o", str(river.kit))
    assert ran.code == 5
    assert "pieces/notice/copy.en.md:1  STOP  step-failed" in ran.out
    assert " mm" in ran.out
    assert {path.name: path.read_bytes() for path in river.kit.iterdir()} == before


def test_a_bug_of_ours_leaves_a_log_without_a_word_of_the_manuscript(room: Room) -> None:
    folder = _new(room)
    code = (
        "import sys, safeconduct.api.judging as j\n"
        "def broken(*_): raise ValueError('The tap water in the lower town')\n"
        "j._judged = broken\n"
        f"sys.argv[1:] = ['check', {str(folder)!r}]\n"
        "from safeconduct.cli import main\nmain()"
    )
    home = room.folder / "home"
    env = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=False, cwd=ROOT)
    assert done.returncode == 70
    assert b"our fault" in done.stderr
    assert b"Traceback" not in done.stderr
    logs = list(home.rglob("bug-*.txt"))
    assert len(logs) == 1
    assert "tap water" not in logs[0].read_text("utf-8")
    assert "ValueError" in logs[0].read_text("utf-8")


def test_explain_has_a_page_for_every_check(room: Room) -> None:
    from safeconduct.preflight.engine import checks

    assert len(checks()) >= 15
    ran = room.run("explain", "promise-without-authority")
    assert ran.code == 0
    assert ran.out.startswith("promise-without-authority  (stop)")
    for check in checks().values():
        file, _, anchor = check.reference.partition("#")
        headings = [
            line.lstrip("# ").lower().replace(" ", "-")
            for line in (ROOT / file).read_text("utf-8").splitlines()
            if line.startswith("#")
        ]
        assert anchor in headings, check.reference


def test_json_of_a_build_is_one_object_on_standard_output(river: BuiltKit) -> None:
    ran = river.room.run("build", str(river.manuscript), "-o", str(river.kit), "--json", "--twice")
    assert json.loads(ran.out)["status"] == "specimen"
    assert "same bytes" in ran.err


def test_two_builds_do_not_share_a_store_at_once(river: BuiltKit) -> None:
    from safeconduct.graph.store import Store

    with Store(river.room.store).locked():
        ran = river.room.run("build", str(river.manuscript), "-o", str(river.kit))
    assert ran.code == 8
    assert "--store" in ran.err


def test_every_command_is_found_by_its_name_and_no_module_registers_another() -> None:
    """A command whose module is not named in the table would be missing, but for whoever imported it by chance."""
    script = (
        "import json, pkgutil\nfrom importlib import import_module\nimport click\nimport safeconduct.cli as house\n"
        "from safeconduct.cli.front import WHERE\nfrom safeconduct.cli.options import cli\n"
        "def below(one): return one.commands if isinstance(one, click.Group) else ['']\n"
        "def leaves():\n"
        " return {(name, one) for name in cli.list_commands(None) for one in below(cli.get_command(None, name))}\n"
        "by_name = leaves()\n"
        "for one in pkgutil.iter_modules(house.__path__): import_module(f'{house.__name__}.{one.name}')\n"
        "assert set(cli.commands) == set(WHERE), set(cli.commands) ^ set(WHERE)\n"
        "assert leaves() == by_name, leaves() ^ by_name\nprint(len(by_name))\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) > 50


@pytest.mark.parametrize("name", ["verify", "keys", "zip"])
def test_one_command_does_not_load_the_others(name: str) -> None:
    script = (
        "import sys\nfrom safeconduct.cli.options import cli\n"
        f"assert cli.get_command(None, {name!r}) is not None\n"
        "print(*(one for one in sys.modules if one.startswith('safeconduct.cli.')), sep='\\n')\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "safeconduct.cli.gallery" not in told
    assert len(told) < 12
