# SPDX-License-Identifier: Apache-2.0
"""The measurement must see faults: here each fault is planted, and must be found."""

import json
from pathlib import Path
from typing import Any

import pikepdf
import typst
from press_samples import POCKET, channel, commission, copy_of, piece, run

from safeconduct.model.works import Json, Plan, Step
from safeconduct.press.compiling import FONTS
from safeconduct.press.planning import plan
from safeconduct.press.proof import measure
from safeconduct.press.typeset import typeset


def steps_of(text: str, language: str) -> dict[str, Step]:
    made = plan(piece("p", "leaflet"), copy_of(text, language), channel("pocket-a7"), commission(language))
    return press_steps(made)


def press_steps(made: Plan, build: str = "press") -> dict[str, Step]:
    return {step.name.rpartition(".")[2]: step for step in made.steps if f".{build}." in step.name}


def measured(steps: dict[str, Step], pages: Path, folder: Path) -> Any:
    measure({"pdf": pages}, steps["measure"].params, folder)
    return json.loads((folder / "proof.json").read_bytes())


def typeset_with(step: Step, folder: Path, **changed: Json) -> Path:
    params: Any = dict(step.params)
    params["table"] = {**params["table"], **changed}
    typeset({}, params, folder)
    return folder / "pages.pdf"


def test_a_korean_word_that_is_cut_is_found(tmp_path: Path) -> None:
    steps = steps_of(POCKET["ko-KP"], "ko-KP")
    # Our own lines are never cut; an engine left to itself does it.
    text = "\n\n".join(block.text for block in copy_of(POCKET["ko-KP"], "ko-KP").blocks)
    sheet = "#set page(width: 74mm, height: 105mm, margin: (x: 26mm, y: 6mm))"
    setting = f'{sheet}\n#set text(font: "Noto Serif KR", lang: "ko", 7pt)\n'
    pages = tmp_path / "cut.pdf"
    pages.write_bytes(typst.compile(f"{setting}{text}".encode(), font_paths=typst.Fonts(False, False, [str(FONTS)])))
    proof = measured(steps, pages, tmp_path)
    broken = {word for page in proof["pages"] for word in page["broken_words"]}
    assert len(broken) >= 5
    whole = {word.strip(".,") for block in copy_of(POCKET["ko-KP"], "ko-KP").blocks for word in block.text.split()}
    assert {word.strip(".,") for word in broken} <= whole


def test_no_word_is_cut_in_many_lengths_of_line(tmp_path: Path) -> None:
    words = "당신은 고향을 멀리 떠나 남의 전쟁에 끌려왔으며 《무기를 내려놓을수 있다》고 법은 말한다."
    for number in range(6):
        folder = tmp_path / str(number)
        folder.mkdir()
        text = f"# {'가' * (number + 2)} 제목 {{#title}}\n{'나' * number} {words} {words} {{#body}}"
        steps = steps_of(text, "ko-KP")
        proof = measured(steps, typeset_with(steps["typeset"], folder), folder)
        assert all(page["broken_words"] == [] for page in proof["pages"])


def test_type_near_the_trim_is_found_and_the_mark_is_not(tmp_path: Path) -> None:
    made = plan(piece("p", "leaflet"), copy_of(POCKET["en"], "en"), channel("pocket-a7"), commission("en"))
    kit = run(made, tmp_path / "kit")
    steps = press_steps(made, "screen")
    pages = next(path for file, path in kit.items() if file.endswith(".SPECIMEN.pdf"))
    assert measured(steps, pages, tmp_path)["pages"][0]["outside_safe"] == ""
    with pikepdf.open(pages) as pdf:
        trim = [float(value) for value in pdf.pages[0].obj.TrimBox]
        pdf.pages[0].obj.TrimBox = [trim[0] + 10, trim[1], trim[2], trim[3]]
        pdf.save(tmp_path / "moved.pdf")
    assert measured(steps, tmp_path / "moved.pdf", tmp_path)["pages"][0]["outside_safe"] != ""


def test_a_field_of_ink_that_stops_at_the_trim_is_found(tmp_path: Path) -> None:
    steps = steps_of(POCKET["en"], "en")
    pages = typeset_with(steps["typeset"], tmp_path)
    assert measured(steps, pages, tmp_path)["pages"][0]["bleed_white"] == 0
    with pikepdf.open(pages) as pdf:
        box = [float(value) for value in pdf.pages[0].obj.TrimBox]
        clip = f"q {box[0]} {box[1]} {box[2] - box[0]} {box[3] - box[1]} re W n\n".encode()
        pdf.pages[0].contents_add(clip, prepend=True)
        pdf.pages[0].contents_add(b"\nQ")
        pdf.save(tmp_path / "clipped.pdf")
    assert measured(steps, tmp_path / "clipped.pdf", tmp_path)["pages"][0]["bleed_white"] > 0.9


def test_the_smallest_type_is_named(tmp_path: Path) -> None:
    steps = steps_of(POCKET["en"], "en")
    proof = measured(steps, typeset_with(steps["typeset"], tmp_path), tmp_path)
    assert proof["pages"][1]["smallest_pt"] == 7.2
    assert proof["pages"][1]["smallest_text"].startswith("From Defectors’ Appeal")


def test_a_font_that_is_not_embedded_is_named(tmp_path: Path) -> None:
    steps = steps_of(POCKET["en"], "en")
    with pikepdf.open(typeset_with(steps["typeset"], tmp_path)) as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].obj.Resources.Font["/Foreign"] = pdf.make_indirect(font)
        pdf.save(tmp_path / "foreign.pdf")
    assert measured(steps, tmp_path / "foreign.pdf", tmp_path)["fonts_not_embedded"] == ["Helvetica"]
