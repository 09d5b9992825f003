# SPDX-License-Identifier: Apache-2.0
"""The recipes: a press sheet from a finished leaf, and a registration sheet to try its turn before the run."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name

from safeconduct.model.works import Json
from safeconduct.press.finishing import describe, save

from .inks import inks_of
from .laying import lay, trim_of
from .plans import Imposition, imposition
from .registration import registration_leaves
from .slugs import slugs

_DUPLEX = {
    "long-edge": Name.DuplexFlipLongEdge,
    "short-edge": Name.DuplexFlipShortEdge,
}


def impose(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `sheet.pdf`: the pages of `pdf` as `params` ask.

    `params`: asked (see `plans.wanted`), slug, title, as_of.  Raises `StepRefusal` for what does not fit.
    """
    given: Any = params
    with pikepdf.open(inputs["pdf"]) as leaf:
        plan = imposition(given["asked"], len(leaf.pages))
        with impose_open(leaf, plan, given["slug"], given["title"], given["as_of"]) as pdf:
            save(pdf, out / "sheet.pdf")


def impose_registration(_inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `registration.pdf`: one sheet with the geometry that `impose` gives leaves of `pages` pages.

    Nothing of any piece is on it, so that all pieces of a channel have the same.  `params`: asked, pages, slug, title,
    as_of.
    """
    given: Any = params
    plan = imposition(given["asked"], given["pages"])
    with registration_sheet(plan, given["slug"], given["title"], given["as_of"]) as pdf:
        save(pdf, out / "registration.pdf")


def impose_open(
    leaf: pikepdf.Pdf, plan: Imposition, slug: str, title: str, as_of: str, *, build: str = "press"
) -> pikepdf.Pdf:
    """Return a new, finished PDF with all sides of the plan, `leaf` being open; the caller saves and closes it.

    `build` as for `describe`: "plain" for a leaf that we did not make; it keeps the press it was meant for.
    """
    pdf = pikepdf.new()
    pages = list(leaf.pages)
    inks = inks_of(pages)
    lay(pdf, plan, [(page, trim_of(page)) for page in pages], inks, slugs(pdf, plan, slug, inks, as_of))
    if "/Lang" in leaf.Root:
        pdf.Root.Lang = str(leaf.Root.Lang)
    # Layers that are switched off stay so.
    for key in ("/OCProperties", *(["/OutputIntents"] if build == "plain" else [])):
        if key in leaf.Root:
            pdf.Root[key] = pdf.copy_foreign(leaf.make_indirect(leaf.Root[key]))
    describe(pdf, title, as_of, build, two_sided=plan.flip is not None)
    pdf.Root.ViewerPreferences.Duplex = _DUPLEX.get(plan.turn.name, Name.Simplex)
    return pdf


def registration_sheet(plan: Imposition, slug: str, title: str, as_of: str) -> pikepdf.Pdf:
    """Return the first sheet of the plan with numbered outlines in place of its leaves; the caller saves and closes."""
    first, leaves = registration_leaves(plan, as_of)
    with pikepdf.open(io.BytesIO(leaves)) as leaf:
        return impose_open(leaf, first, f"{slug} · REGISTRATION PROOF, not for the run", title, as_of)
