# SPDX-License-Identifier: Apache-2.0
"""The exchange with a manuscript that is damaged or hostile: nothing is lost, and nothing is written elsewhere."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.cli import main as _main  # noqa: F401 - registers every command
from safeconduct.cli.options import cli

BASE = Path(__file__).parents[1] / "checks" / "_base"
UK, STATES, BACK = "pieces/note/copy.uk.md", "pieces/note/copy.uk.segments.toml", "pieces/note/back.uk.en.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "manuscript")
    return tmp_path / "manuscript"


def run(*words: object, code: int = 0) -> Result:
    told = CliRunner().invoke(cli, ["language", *map(str, words)])
    assert told.exit_code == code, told.output
    return told


def translated(folder: Path, words: str = "Чай є щовечора.") -> Path:
    path = folder.with_name("note.xlf")
    run("export", folder, "--to", "uk", "--piece", "note", "-o", path)
    text = path.read_text("utf-8")
    assert "Щовечора є чай." in text
    path.write_text(text.replace("Щовечора є чай.", words), "utf-8")
    return path


def stored(folder: Path) -> tuple[object, ...]:
    back = folder.with_name("back.md")
    shutil.copyfile(folder / "pieces/note/copy.en.md", back)
    return ("back", folder, "note", "uk", "--store", back, "--by", "second reader")


def test_a_link_in_the_way_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine", "utf-8")
    for name in (UK, STATES, BACK):
        place = folder / name
        place.with_name(f".{place.name}.new").symlink_to(elsewhere)
    run("import", folder, translated(folder))
    run(*stored(folder))
    assert elsewhere.read_text("utf-8") == "mine"
    assert "Чай є щовечора." in (folder / UK).read_text("utf-8")
    assert not [path for path in (folder / "pieces/note").iterdir() if path.is_symlink()]


def test_a_link_beside_a_file_to_write_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine", "utf-8")
    (tmp_path / ".out.xlf.new").symlink_to(elsewhere)
    run("export", folder, "--to", "uk", "-o", tmp_path / "out.xlf")
    assert elsewhere.read_text("utf-8") == "mine"
    assert (tmp_path / "out.xlf").is_file()


@pytest.mark.parametrize("name", [STATES, BACK])
def test_a_link_in_the_place_of_a_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    path, words = translated(folder), stored(folder)
    (folder / name).symlink_to(tmp_path / "nowhere")
    told = run("import", folder, path, code=4) if name == STATES else run(*words, code=4)
    assert f"“{name}” is a link" in told.output
    assert not (tmp_path / "nowhere").exists()


def test_a_linked_folder_is_named(folder: Path, tmp_path: Path) -> None:
    path = translated(folder)
    shutil.move(folder / "pieces", tmp_path / "out")
    (folder / "pieces").symlink_to(tmp_path / "out")
    assert "“pieces” is a link" in run("import", folder, path, code=4).output


def test_broken_states_are_mended_by_a_person_and_not_written_over(folder: Path) -> None:
    path = translated(folder)
    (folder / STATES).write_text('from = "en"\n\n[segment.tea]\nstate = "done"\n', "utf-8")
    before = (folder / STATES).read_bytes(), (folder / UK).read_bytes()
    told = run("import", folder, path, code=4)
    assert f"{STATES}:4: " in told.output
    assert ((folder / STATES).read_bytes(), (folder / UK).read_bytes()) == before
    assert STATES in run("export", folder, "--to", "uk", code=4).output
    assert STATES in run("status", folder, code=4).output


def test_a_copy_with_a_fault_is_not_sent_out(folder: Path) -> None:
    copy = folder / UK
    copy.write_text(copy.read_text("utf-8").replace("{#tea}", ""), "utf-8")
    told = run("export", folder, "--to", "uk", code=4)
    assert "has no id" in told.output
    assert UK in told.output


def test_a_glossary_with_a_fault_is_told_before_anything_is_sent_out(folder: Path) -> None:
    (folder / "glossary.csv").write_text("nothing", "utf-8")
    assert "glossary.csv:1: " in run("export", folder, "--to", "uk", code=4).output


def test_an_ending_that_no_glossary_has_is_refused_in_a_whole_sentence(folder: Path) -> None:
    glossary = folder.with_name("g.csv")
    glossary.write_text("concept,status,en\nhall,preferred,hall\n", "utf-8")
    told = run("glossary", glossary, "-o", folder.with_name("g.txt"), code=2)
    assert "“g.txt” is neither .csv nor .tbx." in told.output


def test_a_broken_back_translation_is_not_called_missing(folder: Path) -> None:
    run(*stored(folder))
    (folder / BACK).write_text("nothing", "utf-8")
    assert BACK in run("back", folder, "note", "uk", code=4).output


def test_the_back_translation_that_has_a_source_is_shown_first(folder: Path) -> None:
    run(*stored(folder))
    run(*stored(folder), "--into", "de")
    assert "no copy in de" not in run("back", folder, "note", "uk").output
    assert "no copy in de" in run("back", folder, "note", "uk", "--into", "de").output


def test_a_machine_does_not_take_the_place_of_a_person(folder: Path) -> None:
    run(*stored(folder))
    before = (folder / BACK).read_bytes()
    assert "A person has put “note” back already" in run(*stored(folder), "--machine", code=2).output
    assert (folder / BACK).read_bytes() == before
    run(*stored(folder), "--into", "de", "--machine")


def test_what_a_machine_wrote_can_still_be_told_in_a_second_import(folder: Path) -> None:
    path = translated(folder)
    run("import", folder, path)
    assert "machine = true" not in (folder / STATES).read_text("utf-8")
    run("import", folder, path, "--machine")
    assert (folder / STATES).read_text("utf-8").count("machine = true") == 1


def test_states_from_one_language_are_not_lost_to_a_file_from_another(folder: Path) -> None:
    edition = folder / "edition.toml"
    languages = 'languages = ["en", "uk"]'
    assert languages in edition.read_text("utf-8")
    edition.write_text(edition.read_text("utf-8").replace(languages, 'languages = ["en", "uk", "ru"]'), "utf-8")
    shutil.copyfile(folder / "pieces/note/copy.en.md", folder / "pieces/note/copy.ru.md")
    other = folder.with_name("other.xlf")
    run("export", folder, "--from", "ru", "--to", "uk", "--piece", "note", "-o", other)
    run("import", folder, translated(folder), "--state", "reviewed")
    before = (folder / STATES).read_bytes()
    other.write_text(other.read_text("utf-8").replace('state="initial"', 'state="final"'), "utf-8")
    for words in (["import", folder, other], ["export", folder, "--from", "ru", "--to", "uk"]):
        told = run(*words, code=2)
        assert "“note” in uk was translated from en, and not from ru" in told.output
    assert (folder / STATES).read_bytes() == before


def test_no_sign_of_a_strangers_file_steers_the_terminal(folder: Path) -> None:
    path = folder.with_name("note.po")
    run("export", folder, "--to", "uk", "--form", "po", "-o", path)
    path.write_text(path.read_text("utf-8").replace('"note/beds"', '"note/be\x1b[31mds\u202e"'), "utf-8")
    for more in ([], ["--skip-changed"]):
        told = CliRunner().invoke(cli, ["language", "import", str(folder), str(path), *more], color=True)
        assert "be\ufffd[31mds\ufffd" in told.output
        assert not {"\x1b", "\u202e"} & set(told.output)


def test_a_block_that_is_gone_does_not_cost_the_translator_the_rest(folder: Path) -> None:
    path = translated(folder)
    for tag in ("en", "uk"):
        copy = folder / f"pieces/note/copy.{tag}.md"
        lines = copy.read_text("utf-8").splitlines(keepends=True)
        copy.write_text("".join(line for line in lines if "{#beds}" not in line), "utf-8")
    told = run("import", folder, path, code=2)
    assert "no unit “beds”" in told.output
    assert "--skip-changed" in told.output
    assert "left out: beds" in run("import", folder, path, "--skip-changed").output
    assert "Чай є щовечора." in (folder / UK).read_text("utf-8")
