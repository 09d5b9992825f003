# SPDX-License-Identifier: Apache-2.0
"""The gallery: pictures of everything, from finished PDFs, none of them anything but a SPECIMEN."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.api.gallery import SAMPLER, Gallery, gallery, publish
from safeconduct.cli.options import cli
from safeconduct.graph.store import Store
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.refusal import UsageRefusal
from safeconduct.press.formats import names as formats
from safeconduct.press.themes import themes

TODAY = date(2026, 11, 2)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The sampler cut down to one leaflet, and a leaflet too long for its sheet."""
    for name in (
        "edition.toml",
        "art/river.svg",
        "art/river-grey.svg",
        "art/bag.svg",
        "art/power-off.svg",
        "art/neighbour.svg",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((SAMPLER / name).read_bytes())
    for folder in ("pieces/pocket", "claims", "sources", "archive", "promises", "entities"):
        (tmp_path / folder).mkdir(parents=True)
        for path in (SAMPLER / folder).iterdir():
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
    long = tmp_path / "pieces" / "too-long"
    long.mkdir()
    (long / "piece.toml").write_bytes((SAMPLER / "pieces" / "pocket" / "piece.toml").read_bytes())
    (long / "copy.en.md").write_text("# Title {#title}\n\n" + "Far too many words. " * 200 + "{#words}\n", "utf-8")
    return tmp_path


def made(
    folder: Path, store: Path, *, languages: tuple[str, ...] = (), wear: tuple[str, ...] = ()
) -> tuple[Gallery, Path]:
    out = store.with_name("out")
    with Store(store).locked() as shelf:
        found = gallery(folder, (), languages, wear, shelf, lambda: ThreadPoolExecutor(1), TODAY)
        publish(found, shelf, out)
    return found, out


def test_the_sampler_has_every_format_in_every_language() -> None:
    manuscript = read_manuscript(SAMPLER, (), formats())
    assert [str(finding) for finding in manuscript.findings if finding.severity == "stop"] == []
    for name in formats():
        for language in ("ko-KP", "uk", "ru", "en"):
            assert any(p.format == name and language in p.copies for p in manuscript.edition.pieces), (name, language)


def test_a_gallery_shows_what_can_be_made_and_says_what_cannot(
    small: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found, out = made(small, tmp_path_factory.mktemp("s") / "store", languages=("en",), wear=("black", "full-colour"))
    assert [(cell.piece, cell.theme) for cell in found.cells] == [
        (piece, theme) for theme in ("black", "full-colour") for piece in ("pocket", "too-long")
    ]
    assert {made.step.partition("/")[2].partition(".")[0] for made in found.finished} == {"pocket"}
    assert len(found.faults) == 2
    assert all("too-long" in fault and "overflows" in fault for fault in found.faults)
    listed = json.loads((out / "gallery.json").read_bytes())
    files = {entry["path"] for entry in listed["files"]}
    assert files == {path.name for path in out.iterdir()} - {"gallery.json"}
    assert {"overview.png", "index.html", "leaflet.pocket-a7.pocket.png"} <= files
    page = (out / "index.html").read_text("utf-8")
    assert "http" not in page
    assert "SPECIMEN" in page
    assert "2 of 2" in page
    assert "0 of 2" in page


def test_another_theme_takes_the_picture_that_suits_it(small: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    # The coloured picture would be refused where only black is printed.
    found, _ = made(small, tmp_path_factory.mktemp("s") / "store", languages=("en",))
    assert {made.step.partition("/")[0] for made in found.finished} == set(themes())


def test_an_unknown_language_or_theme_is_refused(small: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for asked in ({"languages": ("fr",)}, {"wear": ("pink",)}):
        with pytest.raises(UsageRefusal, match=r"There is no (language|theme) “(fr|pink)” here"):
            made(small, tmp_path_factory.mktemp("s") / "store", **asked)


def test_the_command_refuses_a_folder_that_is_not_its_own(small: Path, tmp_path: Path) -> None:
    taken = tmp_path.parent / f"{tmp_path.name}-taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine")
    ended = CliRunner().invoke(
        cli, ["gallery", "--manuscript", str(small), "-o", str(taken), "--store", str(taken / "s")]
    )
    assert ended.exit_code == 4
    assert "letter.txt" in ended.output
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]
