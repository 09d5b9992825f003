# SPDX-License-Identifier: Apache-2.0
"""Every format in every theme looks as it did: small rasters of the sampler, kept in goldens/.

Save them again, after looking at the gallery, with: pytest -n0 tests/press/test_goldens.py --save-golden
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest
from rasters import Raster, difference, keep, raster, read, shown

from safeconduct.api.gallery import SAMPLER, products
from safeconduct.api.gallery_pictures import Cell
from safeconduct.api.papers import paper
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.works import Made, Step
from safeconduct.press.formats import names as formats
from safeconduct.press.themes import themes

GOLDENS = Path(__file__).with_name("goldens")
LANGUAGES = ("en", "ko-KP")
DAY = date(2026, 11, 1)
MOST_BYTES = 1_500_000


@cache
def sampler() -> Manuscript:
    return read_manuscript(SAMPLER, (), formats())


EVERY = [
    f"{piece.id}.{channel}.{language}.{theme}"
    for piece in sampler().edition.pieces
    for channel in piece.channels
    for language in LANGUAGES
    for theme in themes()
]


@cache
def planned() -> tuple[Mapping[str, Cell], tuple[Step, ...]]:
    cells, steps, _ = products(sampler().edition, LANGUAGES, tuple(themes()), DAY)
    return {f"{cell.piece}.{cell.channel}.{cell.language}.{cell.theme}": cell for cell in cells}, tuple(steps)


@cache
def folder() -> Path:
    return Path(mkdtemp(prefix="goldens-"))


@cache
def stand_in() -> Path:
    """What a letter encloses here: its digest stays the same when another format changes."""
    path = folder() / "enclosed"
    path.write_bytes(b"a finished file")
    return path


@cache
def finished(name: str) -> Path:
    """Run a step in this process and return its folder."""
    step = next(step for step in planned()[1] if step.name == name)
    files = {digest: SAMPLER / path for path, digest in sampler().edition.files.items()}
    inputs = {
        key: files[ref]
        if not isinstance(ref, Made)
        else stand_in()
        if "enclosed" in key
        else finished(ref.step) / ref.output
        for key, ref in step.inputs.items()
    }
    out = folder() / name.replace("/", "-")
    out.mkdir()
    module, _, function = step.recipe.partition(":")
    getattr(import_module(module), function)(inputs, step.params, out)
    return out


def pdf_of(name: str) -> Path:
    cell = planned()[0][name]
    return finished(cell.made.step) / cell.made.output


def ppi_of(name: str) -> float:
    # What lies in a hand shows more than what hangs on a wall, for about as many bytes.
    channel = paper(name.split(".")[1])
    if channel.height_mm > 400:
        return 26
    return 46 if channel.width_mm < 150 else 36


@pytest.mark.parametrize("name", EVERY)
def test_every_format_looks_as_it_did_in_every_theme(name: str, save_golden: bool) -> None:
    made = raster(pdf_of(name), ppi_of(name))
    golden = GOLDENS / f"{name}.png"
    if save_golden:
        if not golden.exists() or not difference(read(golden), made).same:
            keep(made, golden)
        return
    assert golden.exists(), f"there is no {golden}: look at the page, then save it with --save-golden"
    kept = read(golden)
    apart = difference(kept, made)
    if not apart.same:
        new, marked = golden.with_suffix(".new.png"), golden.with_suffix(".diff.png")
        keep(made, new)
        keep(shown(kept, made), marked)
        pytest.fail(
            f"{name} looks different: {apart.mean:.2f} levels on average, {apart.off:.2%} of it far off.\n"
            f"Compare {golden} with {new} (differences in red: {marked}); if it is right, run with --save-golden."
        )


def test_the_sampler_is_read_and_planned_without_a_fault() -> None:
    assert products(sampler().edition, LANGUAGES, tuple(themes()), DAY)[2] == []
    assert {piece.format for piece in sampler().edition.pieces} == set(formats())


def test_no_golden_is_left_of_what_is_no_longer_made(save_golden: bool) -> None:
    kept = {path.stem: path for path in GOLDENS.glob("*.png") if not path.stem.endswith((".new", ".diff"))}
    if save_golden:
        for name in set(kept) - set(EVERY):
            kept[name].unlink()
        return
    assert sorted(set(kept) - set(EVERY)) == []


def test_the_goldens_stay_small() -> None:
    kept = [path for path in GOLDENS.glob("*.png") if not path.stem.endswith((".new", ".diff"))]
    assert sum(path.stat().st_size for path in kept) < MOST_BYTES


MUTATED = ("pocket.pocket-a7.en.black", "notice.postcard-a6.ko-KP.full-colour", "steps.fold-strip.en.two-colour")


def set_again(name: str, ppi: float, change: Any) -> Raster:
    """Set a product once more with its table changed, and stamp it."""
    stamp = next(step for step in planned()[1] if step.name == planned()[0][name].made.step)
    pages = stamp.inputs["pdf"]
    assert isinstance(pages, Made)
    typeset = next(step for step in planned()[1] if step.name == pages.step)
    files = {digest: SAMPLER / path for path, digest in sampler().edition.files.items()}
    out = Path(mkdtemp(dir=folder()))
    params: Any = {**typeset.params, "table": change(dict(typeset.params["table"]))}  # type: ignore[arg-type]
    for step, given, inputs in (
        (typeset, params, {key: files[ref] for key, ref in typeset.inputs.items() if not isinstance(ref, Made)}),
        (stamp, stamp.params, {"pdf": out / pages.output}),
    ):
        module, _, function = step.recipe.partition(":")
        getattr(import_module(module), function)(inputs, given, out)
    return raster(out / planned()[0][name].made.output, ppi)


@pytest.mark.parametrize("name", MUTATED)
@pytest.mark.parametrize("line", ["sender", "valid", "sources"])
def test_a_lost_line_of_small_print_is_seen(name: str, line: str) -> None:
    def without(table: dict[str, Any]) -> dict[str, Any]:
        empty = {**table["colophon"][line], "words": []}
        return {**table, "colophon": {**table["colophon"], line: empty}}

    made = raster(pdf_of(name), ppi_of(name))
    assert difference(made, set_again(name, ppi_of(name), lambda table: table)).same
    assert not difference(made, set_again(name, ppi_of(name), without)).same


@pytest.mark.parametrize("name", MUTATED)
def test_a_line_painted_over_is_seen_wherever_it_stands(name: str) -> None:
    made = raster(pdf_of(name), ppi_of(name))
    line = round(7 / 72 * ppi_of(name))
    rows = [top for top in range(0, made.shape[0] - line, line) if made[top : top + line].std(axis=1).mean() > 30]
    assert len(rows) > 10
    unseen = []
    for top in rows:
        gone = made.copy()
        gone[top : top + line] = np.median(made[top : top + line], axis=1, keepdims=True)
        if difference(made, gone).same:
            unseen.append(top)
    assert unseen == [], made.shape


@pytest.mark.parametrize("name", MUTATED)
def test_other_smoothing_of_edges_is_not_a_difference(name: str) -> None:
    made = raster(pdf_of(name), ppi_of(name))
    for finer in (3, 6):
        apart = difference(made, raster(pdf_of(name), ppi_of(name), finer))
        assert apart.same, (finer, apart)


def test_noise_and_a_change_of_one_level_are_no_difference() -> None:
    made = raster(pdf_of(MUTATED[0]), 50)
    noise = np.random.default_rng(7).integers(-3, 4, made.shape)
    assert difference(made, np.clip(made.astype(int) + noise, 0, 255).astype(np.uint8)).same
    assert difference(made, np.clip(made.astype(int) - 1, 0, 255).astype(np.uint8)).same


def test_a_page_in_the_inks_of_another_theme_is_different() -> None:
    for other in ("two-colour", "full-colour"):
        one, two = (raster(pdf_of(f"steps.fold-strip.en.{theme}"), 36) for theme in ("black", other))
        assert not difference(one, two).same


def test_pages_of_another_size_are_different() -> None:
    made = raster(pdf_of(MUTATED[0]), 50)
    assert not difference(made, made[:-1]).same
