# SPDX-License-Identifier: Apache-2.0
"""A step of the studio names every library that may decide about its bytes: they are in its key and in the manifest."""

import sys
from functools import cache

import grimp
import pytest
from attrs import evolve

from safeconduct.model.channel import SoundFile
from safeconduct.model.works import Step

from .conftest import channel, job, planned, spoken_piece

DISTRIBUTIONS = {
    "PIL": "pillow",
    "av": "av",
    "espeakng_loader": "espeakng-loader",
    "jinja2": "jinja2",
    "lameenc": "lameenc",
    "numpy": "numpy",
    "onnxruntime": "onnxruntime",
    "soundfile": "soundfile",
    "soxr": "soxr",
}
HARMLESS = {
    "attrs": "records",
    "markupsafe": "writes what jinja2 asks it to",
}
ENCODERS = {"lameenc", "av"}
"""Loaded by whoever writes any file; a step names those of the containers that it writes."""

NETWORKS = {"onnxruntime"}
"""Loaded for the voices in folders alone, whose steps name it."""


@cache
def house() -> grimp.ImportGraph:
    return grimp.build_graph("safeconduct", include_external_packages=True)


def foreign(module: str) -> set[str]:
    found = {module} | house().find_upstream_modules(module)
    return {name for name in found if not name.startswith("safeconduct")}


def steps() -> list[Step]:
    files = tuple(SoundFile(kind, 48_000, 16, 64) for kind in ("wav", "mp3", "ogg"))
    wanted = evolve(channel(files=files), companions=("cue", "vtt", "transcript"))
    return list(planned(job(spoken_piece("You can leave on foot."), channel=wanted)).steps)


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.name)
def test_every_step_of_the_studio_names_the_libraries_that_its_recipe_may_use(step: Step) -> None:
    used = {DISTRIBUTIONS[name] for name in foreign(step.recipe.partition(":")[0]) & set(DISTRIBUTIONS)}
    own = used if step.name.endswith(".master") else used - ENCODERS
    own -= NETWORKS if step.params.get("voice") == "espeak" else set()
    assert own <= set(step.tools), own - set(step.tools)


def test_no_library_of_the_studio_is_unknown_to_this_test() -> None:
    ours = {name for name in house().modules if name.startswith("safeconduct.studio")}
    others = {far for one in ours for far in house().find_modules_directly_imported_by(one)}
    unknown = {name for name in others if not name.startswith("safeconduct")} - set(sys.stdlib_module_names)
    assert unknown <= set(DISTRIBUTIONS) | set(HARMLESS), unknown
