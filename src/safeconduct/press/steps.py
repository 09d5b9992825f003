# SPDX-License-Identifier: Apache-2.0
"""The steps that every format has in common: typeset, stamp, impose where there is a sheet, measure, show."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from safeconduct.model.works import Json, Made, Plan, Planned, Step

from .geometry import Box
from .job import Job
from .typefaces import plain_faces

ROOM = "safeconduct.press"
TYPESETTING = ("typst", "fonttools")
FINISHING = ("pikepdf", "typst", "fonttools")
MEASURING = ("pypdfium2", "numpy")


@frozen
class Layout:
    """What a format decided: a template, what it prints, its pictures, and where the mark goes.

    `texts` are the languages set; `cells` the boxes that will lie in a hand, the same on every page; `mark_right_mm`
    and `mark_top_mm` the free place of the framed label, from the top right corner of a cell.
    """

    template: str
    table: Mapping[str, object]
    pictures: Mapping[str, str]
    cells: tuple[Box, ...]
    mark_right_mm: float
    mark_top_mm: float
    languages: frozenset[str] = frozenset()


def printed(job: Job, layout: Layout) -> Plan:
    """Return the steps of one printed product: typeset, stamp, impose when the channel has a sheet, measure, show."""
    pages, stamped = Made(f"{job.name}.typeset", "pages.pdf"), Made(f"{job.name}.stamp", "stamped.pdf")
    proof = Made(f"{job.name}.measure", "proof.json")
    preview = Made(f"{job.name}.preview", "preview.png")
    mark = job.commission.mark
    measured = [proof]
    steps = [
        _typeset(job, layout, pages),
        _stamp(job, layout, pages, stamped),
        _measure(job, stamped, proof, job.kit_file(".pdf"), layout.cells),
        Step(preview.step, f"{ROOM}.preview:preview", {"pdf": stamped}, {"ppi": 110}, (preview.output,), MEASURING),
    ]
    planned = [
        Planned(job.kit_file(".pdf"), "application/pdf", stamped),
        Planned(job.kit_file(".preview.png"), "image/png", preview),
    ]
    if job.channel.n_up_sheet:
        sheet = Made(f"{job.name}.impose", "sheet.pdf")
        sheet_proof = Made(f"{job.name}.measure-sheet", "proof.json")
        file = job.kit_file(f".sheet-{job.channel.n_up_sheet}.pdf")
        slug = " · ".join([job.commission.edition, file, *(["SPECIMEN"] if mark else [])])
        params: dict[str, Json] = {**_trim(job), "sheet": job.channel.n_up_sheet, "slug": slug, "as_of": _day(job)}
        params["title"] = _pdf_title(job)
        steps += [
            Step(sheet.step, f"{ROOM}.impose:impose", {"pdf": stamped}, params, (sheet.output,), FINISHING),
            _measure(job, sheet, sheet_proof, file, None),
        ]
        planned.append(Planned(file, "application/pdf", sheet))
        measured.append(sheet_proof)
    where = (job.piece.id, job.copy.language, job.channel.id)
    return Plan(*where, tuple(steps), tuple(planned), tuple(measured))


def _typeset(job: Job, layout: Layout, made: Made) -> Step:
    channel = job.channel
    table: dict[str, Json] = {
        "ink": channel.ink,
        "language": job.copy.language,
        "faces": plain_faces({job.copy.language, *layout.languages}),
        "width": channel.width_mm,
        "height": channel.height_mm,
        "bleed": channel.bleed_mm,
        "safe": channel.safe_mm,
        "panels": channel.panels,
        "smallest": channel.smallest_pt,
        "mark": {"right": layout.mark_right_mm, "top": layout.mark_top_mm},
        "title": job.title,
        **{key: _json(value) for key, value in layout.table.items()},
    }
    params: dict[str, Json] = {
        "piece": job.piece.id,
        "template": layout.template,
        "as_of": _day(job),
        "pictures": {name: path for path, name in layout.pictures.items()},
        "enclosed": sorted(job.enclosed),
        "table": table,
    }
    inputs = {name: job.commission.files[path] for path, name in layout.pictures.items()}
    enclosed = {f"enclosed/{file}": made for file, made in sorted(job.enclosed.items())}
    recipe = f"{ROOM}.typeset:typeset"
    return Step(made.step, recipe, {**inputs, **enclosed}, params, (made.output,), TYPESETTING)


def _stamp(job: Job, layout: Layout, pages: Made, made: Made) -> Step:
    mark = job.commission.mark
    params: dict[str, Json] = {
        **_trim(job),
        "title": _pdf_title(job),
        "as_of": _day(job),
        "language": job.copy.language,
        "cells": [list(cell) for cell in layout.cells],
        "right_mm": layout.mark_right_mm,
        "top_mm": layout.mark_top_mm,
        "printed": mark.printed if mark else None,
        "printed_short": mark.printed_short if mark else None,
    }
    return Step(made.step, f"{ROOM}.stamp:stamp", {"pdf": pages}, params, (made.output,), FINISHING)


def _measure(job: Job, pdf: Made, made: Made, file: str, cells: Sequence[Box] | None) -> Step:
    copies = [copy for copy in (job.copy, job.about, job.about_readers) if copy]
    params: dict[str, Json] = {
        **_trim(job),
        "file": file,
        "safe_mm": job.channel.safe_mm,
        "cells": [list(cell) for cell in cells] if cells is not None else None,
        "sheet": job.channel.n_up_sheet if cells is None else None,
        "copy": [block.text for copy in copies for block in copy.blocks],
    }
    return Step(made.step, f"{ROOM}.proof:measure", {"pdf": pdf}, params, (made.output,), ("pikepdf", *MEASURING))


def _trim(job: Job) -> dict[str, Json]:
    channel = job.channel
    return {"width_mm": channel.width_mm, "height_mm": channel.height_mm, "bleed_mm": channel.bleed_mm}


def _day(job: Job) -> str:
    return job.commission.as_of.isoformat()


def _pdf_title(job: Job) -> str:
    return f"SPECIMEN - {job.title}" if job.commission.mark else job.title


def _json(value: object) -> Json:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _json(each) for key, each in value.items()}
    assert isinstance(value, Sequence)  # noqa: S101 - formats build nothing else
    return [_json(each) for each in value]
