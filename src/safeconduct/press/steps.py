# SPDX-License-Identifier: Apache-2.0
"""The steps that every format has in common: typeset, stamp, impose where there is a sheet, measure, show."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from safeconduct.model.works import Json, Made, Measured, Plan, Planned, Step

from .geometry import Box
from .imposing.of_channel import asked_by
from .job import Job
from .themes import process_inks, spot, tones
from .type.typefaces import plain_faces

ROOM = "safeconduct.press"
TYPESETTING = ("typst", "pillow")
FINISHING = ("pikepdf", "typst", "pillow", "numpy")
MEASURING = ("pypdfium2", "numpy")
INSPECTING = ("pikepdf", "pillow", "defusedxml", "zxing-cpp", "page-validation", *MEASURING)


@frozen
class Layout:
    """What a format decided: a template, what it prints, its pictures, and where the mark goes.

    `languages` are those set besides that of the copy; `sides` holds, for each page in turn, the boxes that will lie in
    a hand; `mark_right_mm` and `mark_top_mm` the free place of the framed label, from a cell's top right corner.
    """

    template: str
    table: Mapping[str, object]
    pictures: Mapping[str, str]
    sides: tuple[tuple[Box, ...], ...]
    mark_right_mm: float
    mark_top_mm: float
    languages: frozenset[str] = frozenset()


def printed(job: Job, layout: Layout) -> Plan:
    """Return the steps of one printed product.

    For each build of the channel: typeset, stamp, measure; the press file is imposed and measured again where the
    channel has a sheet; the first build is shown.
    """
    builds = [_Build(job, layout, build) for build in job.channel.builds]
    steps = [step for build in builds for step in build.steps()]
    planned = [Planned(build.file, "application/pdf", build.stamped) for build in builds]
    measured = [Measured(build.proof, build.build) for build in builds]
    preview = Made(f"{job.name}.preview", "preview.png")
    shown = {"pdf": builds[0].stamped}
    steps.append(Step(preview.step, f"{ROOM}.preview:preview", shown, {"ppi": 110}, (preview.output,), MEASURING))
    planned.append(Planned(job.kit_file(".preview.png"), "image/png", preview))
    if job.channel.sheet and builds[-1].build == "press":
        made, made_steps, proof = _imposed(job, layout, builds[-1].stamped)
        steps += made_steps
        planned += made
        measured.append(Measured(proof, "sheet"))
    where = (job.piece.id, job.copy.language, job.channel.id)
    return Plan(*where, tuple(steps), tuple(planned), tuple(measured))


@frozen
class _Build:
    """One of the two files that come from one source: for a screen, or for a press."""

    job: Job
    layout: Layout
    build: str

    @property
    def name(self) -> str:
        return f"{self.job.name}.{self.build}"

    @property
    def file(self) -> str:
        return self.job.kit_file(".press.pdf" if self.build == "press" else ".pdf")

    @property
    def bleed_mm(self) -> float:
        # Nobody trims what is read on a screen.
        return self.job.channel.bleed_mm if self.build == "press" else 0.0

    @property
    def pages(self) -> Made:
        return Made(f"{self.name}.typeset", "pages.pdf")

    @property
    def stamped(self) -> Made:
        return Made(f"{self.name}.stamp", "stamped.pdf")

    @property
    def proof(self) -> Made:
        return Made(f"{self.name}.measure", "proof.json")

    def steps(self) -> tuple[Step, ...]:
        measured = _measure(self.job, self.stamped, self.proof, self.file, self.bleed_mm, self.layout.sides)
        return (self._typeset(), self._stamp(), measured)

    def _typeset(self) -> Step:
        job, layout, channel = self.job, self.layout, self.job.channel
        table: dict[str, Json] = {
            "build": self.build,
            "theme": job.theme,
            "tones": _json(tones(job.theme, self.build)),
            "spot": _json(spot(job.theme)),
            "language": job.copy.language,
            "faces": plain_faces({job.copy.language, *layout.languages}),
            "width": channel.width_mm,
            "height": channel.height_mm,
            "bleed": self.bleed_mm,
            "safe": channel.safe_mm,
            "smallest": channel.smallest_pt,
            "body": channel.body_pt,
            "steps_pt": channel.steps_pt,
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
        return Step(self.pages.step, recipe, {**inputs, **enclosed}, params, (self.pages.output,), TYPESETTING)

    def _stamp(self) -> Step:
        job, layout = self.job, self.layout
        mark = job.commission.mark
        params: dict[str, Json] = {
            "build": self.build,
            "piece": job.piece.id,
            "inks": _inks(job),
            "title": _pdf_title(job),
            "as_of": _day(job),
            "language": job.copy.language,
            "two_sided": job.channel.bleed_mm > 0,
            "sides": _boxes(layout.sides),
            "right_mm": layout.mark_right_mm,
            "top_mm": layout.mark_top_mm,
            "printed": mark.printed if mark else None,
            "printed_short": mark.printed_short if mark else None,
        }
        made = self.stamped
        return Step(made.step, f"{ROOM}.stamp:stamp", {"pdf": self.pages}, params, (made.output,), FINISHING)


def _imposed(job: Job, layout: Layout, leaf: Made) -> tuple[list[Planned], list[Step], Made]:
    sheet = job.channel.sheet
    assert sheet is not None  # noqa: S101 - asked before
    made, proof = Made(f"{job.name}.impose", "sheet.pdf"), Made(f"{job.name}.measure-sheet", "proof.json")
    file = job.kit_file(f".sheet-{sheet.name}.pdf")
    slug = " · ".join([job.commission.edition, file, *(["SPECIMEN"] if job.commission.mark else [])])
    asked = asked_by(job.channel, layout.sides[0])
    params: dict[str, Json] = {"asked": asked, "slug": slug, "as_of": _day(job), "title": _pdf_title(job)}
    measured = _measure(job, made, proof, file, job.channel.bleed_mm, None)
    measured = evolve(measured, inputs={**measured.inputs, "leaf": leaf}, params={**measured.params, "asked": asked})
    trial = Made(f"{job.name}.register", "registration.pdf")
    # Nothing of the piece is on it: one is made for all pieces of the channel that are equally far.
    mark = ["SPECIMEN"] if job.commission.mark else []
    blank: dict[str, Json] = {
        "asked": asked,
        "pages": 2,
        "slug": " · ".join([job.channel.id, *mark]),
        "as_of": _day(job),
        "title": " - ".join([*mark, f"Registration proof for {job.channel.id}"]),
    }
    steps = [
        Step(made.step, f"{ROOM}.imposing.recipes:impose", {"pdf": leaf}, params, (made.output,), FINISHING),
        Step(trial.step, f"{ROOM}.imposing.recipes:impose_registration", {}, blank, (trial.output,), FINISHING),
        measured,
    ]
    files = {file: made, job.kit_file(f".proof-{sheet.name}.pdf"): trial}
    return [Planned(name, "application/pdf", each) for name, each in files.items()], steps, proof


def _measure(
    job: Job, pdf: Made, made: Made, file: str, bleed_mm: float, sides: Sequence[Sequence[Box]] | None
) -> Step:
    copies = [copy for copy in (job.copy, job.about, job.about_readers) if copy]
    params: dict[str, Json] = {
        "file": file,
        "bleed_mm": bleed_mm,
        "safe_mm": job.channel.safe_mm,
        "sides": _boxes(sides) if sides is not None else None,
        "asked": None,
        "copy": [block.text for copy in copies for block in copy.blocks],
    }
    return Step(made.step, f"{ROOM}.proof:measure", {"pdf": pdf}, params, (made.output,), INSPECTING)


def _boxes(sides: Sequence[Sequence[Box]]) -> list[Json]:
    return [[list(box) for box in side] for side in sides]


def _inks(job: Job) -> Json:
    return {
        "process": process_inks(job.theme),
        "spot": _json(spot(job.theme)),
        "most_percent": job.channel.most_ink_percent,
    }


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
