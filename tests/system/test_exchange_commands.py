# SPDX-License-Identifier: Apache-2.0
"""The commands of the exchange: out, translated, back in, states, back-translation and glossary."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.cli import main as _main  # noqa: F401 - registers every command
from safeconduct.cli.options import cli
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.manuscript.segments import open_segments

BASE = Path(__file__).parents[1] / "checks" / "_base"
UK, STATES = "pieces/note/copy.uk.md", "pieces/note/copy.uk.segments.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "manuscript")
    return tmp_path / "manuscript"


def run(*words: object, code: int = 0) -> Result:
    told = CliRunner().invoke(cli, ["language", *map(str, words)])
    assert told.exit_code == code, told.output
    return told


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sent(folder: Path, *more: object) -> Path:
    path = folder.with_name("note.xlf")
    run("export", folder, "--to", "uk", "--piece", "note", "-o", path, *more)
    return path


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("form", ["xliff", "po"])
def test_out_and_in_again_changes_no_byte(folder: Path, form: str) -> None:
    before = files(folder)
    run("export", folder, "--to", "uk", "--form", form, "-o", folder.with_name("all"))
    assert "Nothing was new." in run("import", folder, folder.with_name("all")).output
    assert files(folder) == before


def test_new_words_and_states_come_in_and_nothing_else_changes(folder: Path) -> None:
    before, path = files(folder), sent(folder)
    edit(path, ("Щовечора є чай.", "Чай є щовечора."), ('state="initial"', 'state="reviewed"'))
    shown = run("import", folder, path, "--dry-run", "--by", "reviewer").output
    assert "-[Щовечора є чай.](promise:tea) {#tea}" in shown
    assert "+[Чай є щовечора.](promise:tea) {#tea}" in shown
    assert files(folder) == before
    assert "note: 1 blocks changed in uk." in run("import", folder, path, "--by", "reviewer").output
    after = files(folder)
    assert {name for name in after if after[name] != before.get(name)} == {UK, STATES}
    assert after[UK].decode() == before[UK].decode().replace("Щовечора є чай.", "Чай є щовечора.")
    assert run("export", folder, "--to", "uk", "--piece", "note").output.count('state="reviewed"') == 3


def test_the_table_tells_what_is_open_and_a_comma_reopens_nothing(folder: Path) -> None:
    path = sent(folder)
    edit(path, ('state="initial"', 'state="final"'))
    run("import", folder, path)

    def counts() -> dict[str, int]:
        told = json.loads(run("status", folder, "--json").output)["copies"]
        found = next(row for row in told if row["piece"] == "note" and row["language"] == "uk")
        return {name: found["counts"][name] for name in ("final", "reopened", "open", "machine")}

    assert counts() == {"final": 3, "reopened": 0, "open": 0, "machine": 0}
    edit(folder / "pieces/note/copy.en.md", ("tea every evening.", "tea, every evening!"))
    assert counts() == {"final": 3, "reopened": 0, "open": 0, "machine": 0}
    assert open_segments(read_manuscript(folder).edition) == ()
    edit(folder / "pieces/note/copy.en.md", ("40 beds", "50 beds"))
    assert counts() == {"final": 2, "reopened": 1, "open": 0, "machine": 0}
    (left,) = open_segments(read_manuscript(folder).edition)
    assert (left.piece.id, left.language, left.stood.source.id) == ("note", "uk", "beds")
    assert "reopened" in run("export", folder, "--to", "uk", "--form", "po", "--piece", "note").output
    assert "note" in run("status", folder).output


def test_what_a_machine_wrote_is_marked(folder: Path) -> None:
    path = sent(folder)
    edit(path, ("Щовечора є чай.", "Чай щовечора."))
    run("import", folder, path, "--machine", "--state", "translated")
    assert 'by = "machine"\nmachine = true' in (folder / STATES).read_text("utf-8")
    assert "no person has reviewed" in run("export", folder, "--to", "uk").output
    run("import", folder, path, "--machine", "--state", "final", code=2)
    run("import", folder, path, "--by", "machine", code=2)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "--to", "fr"), 2, "“fr” is no language of this edition."),
        (("export", "--to", "en", "--from", "en"), 2, "Source and target are both “en”."),
        (("export", "--to", "uk", "--piece", "nothing"), 2, "There is no piece “nothing”."),
        (("import", "{there}/none.xlf"), 4, "cannot be read"),
        (("back", "note", "uk"), 2, "Nobody has put “note” back from uk yet."),
        (("back", "note", "fr"), 2, "“note” has no copy in “fr”."),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, words: tuple[str, ...], code: int, said: str) -> None:
    command, *rest = (word.format(there=folder.parent) for word in words)
    assert said in run(command, folder, *rest, code=code).output


def test_a_file_for_another_edition_or_too_large_is_refused_and_nothing_is_written(folder: Path) -> None:
    path, before = sent(folder), files(folder)
    edit(path, ('trgLang="uk"', 'trgLang="ru"'))
    assert "Its target language is “ru”" in run("import", folder, path, code=2).output
    edit(path, ('trgLang="ru"', 'trgLang="uk"'), ('file id="note"', 'file id="other"'))
    assert "There is no piece “other”" in run("import", folder, path, code=2).output
    with path.open("ab") as stream:
        stream.truncate(9 << 20)
    assert "larger than 8 MiB" in run("import", folder, path, code=4).output
    assert files(folder) == before


def test_all_pieces_are_taken_or_none(folder: Path) -> None:
    path = folder.with_name("all.xlf")
    run("export", folder, "--to", "uk", "-o", path)
    before = files(folder)
    edit(path, ("Щовечора є чай.", "Чай є щовечора."), ('state="initial"', 'state="final"'))
    blocked = folder / "pieces" / "steps" / ".copy.uk.segments.toml.new"
    blocked.mkdir()
    assert "nothing was changed" in run("import", folder, path, code=4).output
    assert files(folder) == before


BACK = "# The hall was opened {#title}\n\nIn the hall are 40 beds. {#beds}\n\nEvery <b>evening</b> tea. {#tea}\n"


def test_what_was_put_back_is_shown_and_lapses(folder: Path) -> None:
    path = folder.with_name("back.md")
    path.write_text(BACK.replace("<b>", "").replace("</b>", ""), "utf-8")
    run("back", folder, "note", "uk", "--store", path, code=2)
    shown = run("back", folder, "note", "uk", "--store", path, "--by", "second reader", "--machine").output
    assert "Put back by second reader on" in shown
    assert "A machine put it back" in shown
    assert "[In] the hall [are] 40 beds." in shown
    page = folder.with_name("back.html")
    run("back", folder, "note", "uk", "--html", page)
    told = page.read_text("utf-8")
    assert told.count("<tr>") == 4
    assert "<mark>" in told
    assert "<script" not in told
    edit(folder / UK, ("40 ліжок", "50 ліжок"))
    assert "1 of 3 blocks have changed since." in run("back", folder, "note", "uk").output
    path.write_text(BACK.replace("{#tea}", "{#milk}").replace("<b>", "").replace("</b>", ""), "utf-8")
    assert "lacks the block {#tea}" in run("back", folder, "note", "uk", "--store", path, "--by", "x", code=2).output


def test_a_glossary_is_turned_and_used(folder: Path) -> None:
    (folder / "glossary.csv").write_text("concept,status,en,uk\nhall,forbidden,barrack,казарма\n", "utf-8")
    assert "1 concepts" in run("glossary", folder / "glossary.csv", "-o", folder.with_name("g.tbx")).output
    run("glossary", folder.with_name("g.tbx"), "-o", folder.with_name("g.csv"))
    assert (
        folder.with_name("g.csv").read_text("utf-8") == "concept,status,en,uk,note\nhall,forbidden,barrack,казарма,\n"
    )
    run("glossary", folder / "glossary.csv", "-o", folder / "glossary.csv", code=2)
    (folder / "glossary.csv").write_text("concept,status,en\nhall,wrong,barrack\n", "utf-8")
    found = [str(one.place) for one in read_manuscript(folder).findings if one.check == "value-wrong"]
    assert found == ["glossary.csv:2"]
