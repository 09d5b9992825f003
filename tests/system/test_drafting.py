# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language draft` and `export-draft`: a copy goes out to a word processor, is edited, and comes home.

Korean text here is SPECIMEN text, not reviewed by a native reader.
"""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document

import safeconduct.cli  # noqa: F401 - imported, the commands are registered
from safeconduct.cli.options import cli

from .press_room import ROOT, Room

SAMPLER = ROOT / "src" / "safeconduct" / "manuscript" / "sampler"
STEPS = "pieces/steps/copy.ko-KP.md"
LISTED = "edition.toml"


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "manuscript"
    shutil.copytree(SAMPLER, folder)
    return folder


def run(*words: str) -> tuple[int, str, str]:
    """Run the command in this process; only the reader of drafts gets one of its own."""
    ran = CliRunner().invoke(cli, words)
    return ran.exit_code, ran.stdout, ran.stderr


def exported(manuscript: Path, form: str, *more: str, language: str = "ko-KP") -> Path:
    out = manuscript.with_name(f"out.{form}")
    words = ("export-draft", str(manuscript), "steps", language, "--form", form, "-o", str(out), *more)
    code, told, err = run("language", *words)
    assert (code, err) == (0, "")
    assert "working text, not for handing out" in told
    return out


def brought(manuscript: Path, file: Path, *more: str, language: str = "ko-KP") -> tuple[int, str, str]:
    return run("language", "draft", str(file), str(manuscript), "--piece", "steps", "--language", language, *more)


def edited(file: Path, how: Callable[[Document], None]) -> None:
    paper = docx.Document(str(file))
    how(paper)
    paper.save(str(file))


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="'
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def packed(main: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", main)
    return held.getvalue()


@pytest.mark.parametrize(("form", "more"), [("docx", ()), ("hwpx", ()), ("docx", ("--beside", "en"))])
def test_what_nobody_edited_changes_nothing(manuscript: Path, form: str, more: tuple[str, ...]) -> None:
    before = (manuscript / STEPS).read_bytes()
    code, out, err = brought(manuscript, exported(manuscript, form, *more))
    assert (code, err) == (0, "")
    assert "12 blocks; jailed" in out
    assert "Nothing to change" in out
    assert (manuscript / STEPS).read_bytes() == before


def test_edits_come_back_in_their_blocks_and_nothing_is_replaced_unasked(manuscript: Path) -> None:
    file = exported(manuscript, "docx")

    def edit(paper: Document) -> None:
        paragraphs = {p.text.partition("{#")[2].rstrip("}"): p for p in paper.paragraphs}
        assert paragraphs["power-off"].runs[3].text == "전기를 끄시오."
        paragraphs["power-off"].runs[3].text = "전기를 "
        paragraphs["power-off"].add_run("꼭").bold = True
        paragraphs["power-off"].add_run(" 끄시오.")
        paragraphs["radio"].insert_paragraph_before("물을 가져가시오.", style="CopyStep")
        gone = paragraphs["not-known"]._p
        gone.getparent().remove(gone)
        paper.core_properties.author = "A. Reviewer"

    edited(file, edit)
    before = (manuscript / STEPS).read_text("utf-8")
    code, out, err = brought(manuscript, file)
    assert code == 4
    assert "do the same again with --replace" in err
    assert (manuscript / STEPS).read_text("utf-8") == before
    assert "+2. ![뽑아놓은 전기꽂개](art/power-off.svg) 전기를 **꼭** 끄시오. {#power-off}" in out
    assert "new: step-1\n" in out
    assert "changed: power-off\n" in out
    assert "gone: not-known\n" in out
    code, out, err = brought(manuscript, file, "--replace")
    assert (code, err) == (0, "")
    after = (manuscript / STEPS).read_text("utf-8")
    assert "2. ![뽑아놓은 전기꽂개](art/power-off.svg) 전기를 **꼭** 끄시오. {#power-off}\n" in after
    assert (
        "6. 물을 가져가시오. {#step-1}\n7. ![소형라지오](art/radio.svg) 라지오를 들으며 기다리시오. {#radio}\n" in after
    )
    assert "Reviewer" not in "".join(path.read_text("utf-8", "replace") for path in manuscript.rglob("*.*"))
    assert len(set(before.splitlines()) - set(after.splitlines())) == 3


def test_a_citation_that_was_lost_is_told(manuscript: Path) -> None:
    file = exported(manuscript, "docx")

    def edit(paper: Document) -> None:
        for paragraph in paper.paragraphs:
            if "claim:siren" in paragraph.text:
                paragraph.text = "고동소리가 나면 떠나시오. {#intro}"

    edited(file, edit)
    _, out, _ = brought(manuscript, file)
    assert "! The citation claim:siren of {#intro} is not in the draft" in out


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def stranger(body: str) -> bytes:
    """A DOCX as somebody else's program writes it, with traces of changes, a comment and a note."""
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}"/>')
        link = f'<Relationship Id="r" Type="{office}/{{}}" Target="{{}}"/>'
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{links}">{link.format("officeDocument", "word/document.xml")}</Relationships>',
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{links}">{link.format("comments", "comments.xml")}</Relationships>',
        )
        package.writestr("word/comments.xml", f'<w:comments xmlns:w="{W}"><w:comment><w:p/></w:comment></w:comments>')
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        package.writestr("docProps/core.xml", "<core><creator>A. Stranger</creator></core>")
    return held.getvalue()


def p(inside: str, form: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{form}</w:pPr>' if form else ''}{inside}</w:p>"


def r(text: str, form: str = "") -> str:
    return f"<w:r><w:rPr>{form}</w:rPr><w:t>{text}</w:t></w:r>"


def test_a_strangers_file_is_told_from_its_traces(manuscript: Path) -> None:
    body = "".join(
        [
            p(r("Six steps")),
            p(
                r("Leave ")
                + f"<w:ins>{r('now', '<w:b/>')}</w:ins><w:del><w:r><w:delText>later</w:delText></w:r></w:del>"
            ),
            p(r("kept") + r("secret", "<w:vanish/>") + "<w:r><w:footnoteReference/></w:r><w:r><w:drawing/></w:r>"),
            p(r("half"), "<w:rPr><w:del/></w:rPr>") + p(r(" and half")),
            p(r("What helps"), '<w:outlineLvl w:val="0"/>'),
            p(r("1. Take a bag.")) + p(r("2) Go.")) + p(r("• Water")),
            "<w:tbl><w:tr><w:tc>" + p(r("left")) + "</w:tc><w:tc>" + p(r("right")) + "</w:tc></w:tr></w:tbl>",
        ]
    )
    (manuscript.parent / "theirs.docx").write_bytes(stranger(body))
    (manuscript / "pieces/steps/copy.en.md").unlink()
    code, out, err = brought(manuscript, manuscript.parent / "theirs.docx", language="en")
    assert (code, err) == (0, "")
    for told in (
        "tracked changes: 3",
        "comments: 1",
        "hidden words: in 1",
        "notes: 1",
        "pictures: 1",
        "no title is marked",
    ):
        assert told in out, told
    assert (manuscript / "pieces/steps/copy.en.md").read_text("utf-8") == (
        "# Six steps {#title}\n\nLeave **now** {#paragraph-1}\n\nkept {#paragraph-2}\n\n"
        "half and half {#paragraph-3}\n\n"
        "## What helps {#heading-1}\n\n1. Take a bag. {#step-1}\n2. Go. {#step-2}\n\n- Water {#point-1}\n\n"
        "left {#paragraph-4}\n\nright {#paragraph-5}\n"
    )


def test_a_translation_of_the_same_shape_takes_the_ids_of_the_other_language(manuscript: Path) -> None:
    (manuscript / "pieces/steps/copy.uk.md").rename(manuscript.parent / "known.md")
    known = (manuscript.parent / "known.md").read_text("utf-8")
    lines = [line.partition(" {#")[0].replace("![", "").replace("](art/", " ") for line in known.splitlines()]
    (manuscript.parent / "draft.txt").write_text("\n".join(lines), "utf-8")
    code, _, err = brought(manuscript, manuscript.parent / "draft.txt", language="uk")
    assert (code, err) == (0, "")
    ids = [line.partition("{#")[2] for line in known.splitlines()]
    assert [
        line.partition("{#")[2] for line in (manuscript / "pieces/steps/copy.uk.md").read_text("utf-8").splitlines()
    ] == ids


def test_a_translator_fills_the_second_column(manuscript: Path) -> None:
    (manuscript / "pieces/steps/copy.uk.md").unlink()
    file = exported(manuscript, "docx", "--beside", "en", language="uk")
    code, _, err = brought(manuscript, file, language="uk")
    assert code == 2
    assert "The title has no translation yet." in err

    def translate(paper: Document) -> None:
        for row in paper.tables[0].rows[1:3]:
            row.cells[2].text = row.cells[1].text.replace("The", "Це")

    edited(file, translate)
    code, out, _ = brought(manuscript, file, language="uk")
    assert code == 0
    assert "blocks without a translation: 10, left out" in out
    copy = (manuscript / "pieces/steps/copy.uk.md").read_text("utf-8").splitlines()
    assert len(copy) == 3
    assert copy[0].endswith("{#title}")
    assert copy[2].endswith("](claim:siren) {#intro}")
    code, _, err = brought(manuscript, file, language="ko-KP")
    assert code == 2
    assert "The draft holds a translation into uk, not into ko-KP." in err


def test_a_southern_draft_is_turned_north_and_what_was_done_is_listed(manuscript: Path) -> None:
    (manuscript / STEPS).unlink()
    draft = manuscript.parent / "south.txt"
    draft.write_text("학교로 올라가는 길\n\n『라디오』를 **들었다**.\n\n- 하천을 건넜다.", "utf-8")
    code, out, err = brought(manuscript, draft, "--south")
    assert (code, err) == (0, "")
    assert "From South to North:" in out
    assert "《라지오》를 **들었다**. {#" in (manuscript / STEPS).read_text("utf-8")
    code, _, err = brought(manuscript, draft, "--south", language="uk")
    assert code == 2
    assert "Only Korean is turned from South to North." in err


def test_without_south_no_word_is_turned(manuscript: Path) -> None:
    (manuscript / STEPS).unlink()
    draft = manuscript.parent / "south.md"
    draft.write_text("# 학교로 올라가는 길\n\n『라디오』를 **들었다**. {#heard}\n", "utf-8")
    assert brought(manuscript, draft)[0] == 0
    expected = "# 학교로 올라가는 길 {#title}\n\n『라디오』를 **들었다**. {#heard}\n"
    assert (manuscript / STEPS).read_text("utf-8") == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty."),
        (b"%PDF-1.7\n", "is a page for reading, not a draft."),
        (b"{\\rtf1 words}", "is an RTF file, which is not read here."),
        (b"PK\x03\x04 nonsense", "is a damaged or incomplete file."),
        (b"\n \n", "is empty."),
        (b"...", "holds no word."),
        (packed('<!DOCTYPE w [<!ENTITY a "b">]><w/>'), "ask whoever sent it for the words as plain text."),
    ],
)
def test_what_is_no_draft_is_refused(manuscript: Path, content: bytes, said: str) -> None:
    (manuscript.parent / "theirs.docx").write_bytes(content)
    code, _, err = brought(manuscript, manuscript.parent / "theirs.docx")
    assert code == 2
    assert said in err
    assert "capture" not in err


def test_the_words_on_the_command_line_are_looked_at(manuscript: Path) -> None:
    draft = manuscript.parent / "a.txt"
    draft.write_text("words", "utf-8")
    unknown = run("language", "draft", str(draft), str(manuscript), "--piece", "nothing", "--language", "en")
    assert "There is no piece “nothing”" in unknown[2]
    assert "fr is none of the languages" in brought(manuscript, draft, language="fr")[2]
    out = exported(manuscript, "docx")
    code, _, err = run("language", "export-draft", str(manuscript), "steps", "en", "--form", "docx", "-o", str(out))
    assert code == 4
    assert "somebody may have worked in it" in err


@pytest.mark.parametrize("form", ["docx", "hwpx"])
def test_hanja_in_braces_go_out_and_come_home(manuscript: Path, form: str) -> None:
    copy = manuscript / STEPS
    text = copy.read_text("utf-8").replace(" {#title}", " 련대{聯隊}와 **중대{中隊} 앞** {#title}", 1)
    copy.write_text(text, "utf-8")
    file = exported(manuscript, form)
    code, told, _ = brought(manuscript, file, "--replace")
    assert (code, copy.read_text("utf-8")) == (0, text)
    assert "Nothing to change" in told
    lines = copy.read_text("utf-8").split("\n")
    copy.write_text("\n".join([lines[0].replace("련대{聯隊}", "대대"), *lines[1:]]), "utf-8")
    assert brought(manuscript, file, "--replace")[0] == 0
    assert copy.read_text("utf-8") == text


def test_line_ends_and_mark_of_a_copy_stay(manuscript: Path) -> None:
    copy = manuscript / "pieces/steps/copy.en.md"
    before = b"\xef\xbb\xbf" + copy.read_bytes().replace(b"\n", b"\r\n")
    copy.write_bytes(before)
    draft = manuscript.parent / "a.md"
    draft.write_bytes(before.replace(b"# ", b"# Now: ", 1))
    assert brought(manuscript, draft, "--replace", language="en")[0] == 0
    assert copy.read_bytes() == before.replace(b"# ", b"# Now: ", 1)


def test_a_strangers_words_do_not_steer_the_terminal(manuscript: Path) -> None:
    draft = manuscript.parent / "a.md"
    draft.write_text("# 450\u00a0cm \u202eback\u2066 {#title}\n", "utf-8")
    out = brought(manuscript, draft, language="en")[1]
    assert "# 450\u00a0cm \ufffdback\ufffd {#title}" in out


@pytest.mark.parametrize("name", ["pieces", "edition.toml"])
def test_nothing_is_read_or_written_through_a_link(manuscript: Path, name: str) -> None:
    elsewhere = manuscript.parent / "elsewhere"
    shutil.move(manuscript / name, elsewhere)
    (manuscript / name).symlink_to(elsewhere)
    draft = manuscript.parent / "a.md"
    draft.write_text("# Other words {#title}\n", "utf-8")
    before = {path: path.read_bytes() for path in manuscript.parent.rglob("*") if path.is_file()}
    code, _, err = brought(manuscript, draft, "--replace", language="en")
    assert (code, f"{name} is a link" in err) == (4, True)
    out = run("language", "export-draft", str(manuscript), "steps", "en", "--form", "docx", "-o", f"{manuscript}.docx")
    assert (out[0], f"{name} is a link" in out[2]) == (4, True)
    assert {path: path.read_bytes() for path in manuscript.parent.rglob("*") if path.is_file()} == before


def test_a_name_that_no_file_can_have_is_refused(manuscript: Path) -> None:
    name = str(manuscript.parent / ("x" * 300))
    code, _, err = run("language", "export-draft", str(manuscript), "steps", "en", "--form", "docx", "-o", name)
    assert code == 4
    assert "cannot be written" in err


def test_the_front_door_knows_the_commands(room: Room, manuscript: Path) -> None:
    out = room.folder / "steps.hwpx"
    ran = room.run("language", "export-draft", str(manuscript), "steps", "en", "--form", "hwpx", "-o", str(out))
    assert (ran.code, ran.err) == (0, "")
    assert out.read_bytes().startswith(b"PK")
