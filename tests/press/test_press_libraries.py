# SPDX-License-Identifier: Apache-2.0
"""A step names every library that may decide about its bytes: an upgrade must not recall what the old one made."""

import sys
from functools import cache

import grimp
from press_samples import POSTCARD, channel, commission, copy_of, piece

from safeconduct.press.inspecting.looking import OBSERVERS
from safeconduct.press.planning import plan

DISTRIBUTIONS = {
    "PIL": "pillow",
    "defusedxml": "defusedxml",
    "numpy": "numpy",
    "page": "page-validation",
    "pikepdf": "pikepdf",
    "pypdfium2": "pypdfium2",
    "typst": "typst",
    "zxingcpp": "zxing-cpp",
}
RECORDS = {"attrs"}
LOOKING = "safeconduct.press.inspecting.looking"


@cache
def reached(module: str) -> frozenset[str]:
    """Return every module, of ours and of others, that importing `module` may load; observers are found by name."""
    graph = house()
    found = {module} | graph.find_upstream_modules(module)
    if LOOKING in found:
        observers = [f"safeconduct.press.inspecting.{name}" for name in OBSERVERS]
        found.update(observers, *(graph.find_upstream_modules(one) for one in observers))
    return frozenset(found)


@cache
def house() -> grimp.ImportGraph:
    return grimp.build_graph("safeconduct", include_external_packages=True)


def test_every_step_names_the_libraries_that_its_recipe_may_use() -> None:
    text = copy_of(POSTCARD["en"], "en")
    made = plan(piece("p", "leaflet", {"front": "art/dawn.svg"}), text, channel("postcard-a6"), commission("en"))
    recipes = {step.recipe: set(step.tools) for step in made.steps}
    assert len(recipes) >= 6
    for recipe, named in recipes.items():
        others = {name for name in reached(recipe.partition(":")[0]) if not name.startswith("safeconduct")}
        used = {DISTRIBUTIONS[name] for name in others & set(DISTRIBUTIONS)}
        assert used <= named, (recipe, used - named)


def test_no_library_of_the_press_is_unknown_to_this_test() -> None:
    ours = {name for name in house().modules if name.startswith("safeconduct.press")}
    others = {far for one in ours for far in house().find_modules_directly_imported_by(one)}
    foreign = {name for name in others if not name.startswith("safeconduct")} - set(sys.stdlib_module_names)
    assert foreign <= set(DISTRIBUTIONS) | RECORDS, foreign
