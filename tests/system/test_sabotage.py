# SPDX-License-Identifier: Apache-2.0
"""An edition that is FINAL, and a press that spoils its file in one step: the kit turns SPECIMEN in every name."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from attrs import frozen
from pikepdf import Array, Name

from safeconduct.api.judging import Judged, judge
from safeconduct.api.making import Made, make
from safeconduct.graph.store import Store
from safeconduct.graph.worker import Answer, Order, obey
from safeconduct.model.status import Status

from .press_room import EXAMPLES

Spoil = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented notice, signed by keys made on the spot."""
    folder = tmp_path_factory.mktemp("final") / "river"
    script = EXAMPLES / "river_town_final.py"
    done = subprocess.run([sys.executable, str(script), str(folder)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return folder / "manuscript"


@frozen
class Spoiling(Executor):
    """Runs each step here, and spoils what comes out of those whose outputs are asked for."""

    output: str
    spoil: Spoil

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> "Future[Any]":
        assert fn is obey
        order: Order = args[0]
        answer: Answer = obey(order)
        made = Path(order.place) / "out" / self.output
        if made.exists() and order.params.get("build", "press") == "press":
            with pikepdf.open(made, allow_overwriting_input=True) as pdf:
                self.spoil(pdf)
                pdf.save(made)
        future: Future[Any] = Future()
        future.set_result(answer)
        return future


def built(final: Path, folder: Path, output: str, spoil: Spoil) -> tuple[Judged, Made]:
    judged = judge(final, (), None, date(2026, 11, 22), ("notice",))
    assert set(judged.decision.pieces.values()) == {Status.FINAL}
    with Store(folder / "store").locked() as store:
        return judged, make(judged, store, lambda: Spoiling(output, spoil), lambda _name, _ending: None)


def in_red(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 1 0 0 rg 100 100 20 20 re f Q")


def without_intent(pdf: pikepdf.Pdf) -> None:
    if "/OutputIntents" in pdf.Root:
        del pdf.Root.OutputIntents


def without_bleed(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.MediaBox = page.obj.BleedBox = Array(page.obj.TrimBox)


def that_acts(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.beep()"))


def numbered(pdf: pikepdf.Pdf) -> None:
    """One cell of the first side gets a dot that no other has."""
    pdf.pages[0].contents_add(b"q 0 0 0 1 k 150 150 2 2 re f Q")


def swapped(pdf: pikepdf.Pdf) -> None:
    """The back is printed as the front, and the front as the back."""
    first, second = pdf.pages[0].obj, pdf.pages[1].obj
    for key in ("/Contents", "/Resources"):
        first[key], second[key] = second[key], first[key]


@pytest.mark.parametrize(("output", "spoil", "check"), [
    ("stamped.pdf", in_red, "colour-not-for-press"),
    ("stamped.pdf", without_intent, "output-intent-missing"),
    ("stamped.pdf", without_bleed, "bleed-too-narrow"),
    ("stamped.pdf", that_acts, "file-acts"),
    ("sheet.pdf", in_red, "colour-not-for-press"),
    ("sheet.pdf", numbered, "cell-differs"),
    ("sheet.pdf", swapped, "cell-differs"),
])  # fmt: skip
def test_a_spoilt_file_turns_piece_names_and_edition(
    final: Path, tmp_path: Path, output: str, spoil: Spoil, check: str
) -> None:
    _, made = built(final, tmp_path, output, spoil)
    assert made.failed is None
    assert check in {one.check for one in made.judged.decision.findings}
    assert made.judged.decision.pieces["notice"] is Status.SPECIMEN
    assert made.judged.decision.edition is Status.SPECIMEN
    assert made.artifacts
    assert all("SPECIMEN" in one.file for one in made.artifacts if one.piece == "notice")


def test_the_same_press_unspoilt_makes_the_final(final: Path, tmp_path: Path) -> None:
    _, made = built(final, tmp_path, "stamped.pdf", lambda _pdf: None)
    assert made.failed is None
    assert not any("SPECIMEN" in one.file for one in made.artifacts)
