# SPDX-License-Identifier: Apache-2.0
"""The job ticket: all that a print shop has to know of each printed piece, and all that it must not do."""

from itertools import groupby

from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import BlockKind
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Plan
from safeconduct.press.consigned import Product, ordered
from safeconduct.press.figures import figure, measured, rounded, size, written_unit
from safeconduct.press.geometry import folded, panels
from safeconduct.press.job import Job, blocks_of, no_rows, picture_paths
from safeconduct.press.print_run import MAKE_READY, WASTE_PERCENT, PrintRun, print_run
from safeconduct.press.steps import Layout, printed
from safeconduct.press.themes import spot
from safeconduct.press.wording import SetText

NEVER = ("never_marks", "never_names", "never_change", "never_more", "never_waste", "never_specimen")
_LABELS = ("language", "copies", "sheets", "weight", "cartons", "stack", "file", "digest", "never", "check_files")
_TURNS = {
    "long-edge": "turn_long",
    "short-edge": "turn_short",
    "work-and-turn": "turn_same",
    "work-and-tumble": "turn_tumble",
    "one-side": "turn_one",
}
_FOR_PLATES = (".press.pdf", ".sheet-", ".proof-")


def plan(job: Job) -> Plan:
    """Yield the steps of a ticket: one job for each piece and channel that it encloses and that somebody is to get.

    Raises `StepRefusal` when no handover orders a printed copy of what it encloses.
    """
    no_rows(job)
    copies = ordered(job.deliveries)
    wanted = [one for one in job.products if isinstance(one.channel, PaperChannel) and one.key in copies]
    if not wanted:
        raise StepRefusal(
            f"The job ticket “{job.piece.id}” has nothing to print: no handover gives copies of what it encloses.",
            'write encloses = ["…"] in its piece.toml, and lots of those pieces in handovers/.',
        )
    pictures = job.picture_names(picture_paths(job.copy.blocks))
    title = [block for block in job.copy.blocks if block.kind is BlockKind.TITLE]
    body = [block for block in job.copy.blocks if block.kind is not BlockKind.TITLE]
    sender = job.piece.attribution.speaker.get(job.copy.language, "")
    table = {
        "head": blocks_of(title, job.copy.language, pictures),
        "text": blocks_of(body, job.copy.language, pictures),
        "jobs": [
            _job(job, list(group), copies) for _, group in groupby(wanted, lambda one: (one.piece, one.channel.id))
        ],
        "never": [job.line(key, job.label(key)) for key in NEVER],
        "ask": [
            job.line("ask_whom", job.label("ask_whom")),
            job.line("ask_text", job.label("ask_text").format(sender=sender)),
        ],
        "labels": {key: job.line(key, job.label(key)) for key in _LABELS},
        "page": job.label("page"),
        "colophon": job.colophon(),
    }
    languages = frozenset(product.title_language for product in wanted)
    sides = (panels(job.channel.width_mm, job.channel.height_mm, 1),)
    return printed(job, Layout("job-ticket.typ", table, pictures, sides, 16, 11, languages))


def _job(job: Job, products: list[Product], copies: dict[tuple[str, str, str], int]) -> dict[str, object]:
    first = products[0]
    channel = first.channel
    assert isinstance(channel, PaperChannel)  # noqa: S101 - chosen above
    runs = {product.key: print_run(channel, copies[product.key]) for product in products}
    status = "status_final" if all(product.final for product in products) else "status_specimen"
    return {
        "title": first.heading(f"title-of-{first.piece}"),
        "status": job.line("status", job.label(status)),
        "facts": _facts(job, first, channel, runs[first.key]),
        "rows": [_row(job, product, runs[product.key]) for product in products],
        "files": [
            {"language": job.line("language", job.label(f"column_{product.language}")), "files": _files(product, job)}
            for product in products
        ],
    }


def _facts(job: Job, product: Product, channel: PaperChannel, run: PrintRun) -> list[list[SetText]]:
    tag = job.copy.language
    stock = "coated" if channel.stock.name.startswith("coated") else "uncoated"
    weight = measured(channel.stock.grams_per_m2, "g/m²", tag)
    bleed = job.label("bleed_text").format(bleed=measured(channel.bleed_mm, "mm", tag))
    waste = job.label("waste_text").format(make_ready=figure(MAKE_READY, tag), percent=figure(WASTE_PERCENT, tag))
    told = {
        "trim_size": size(channel.width_mm, channel.height_mm, tag),
        "bleed": bleed if channel.bleed_mm else job.label("bleed_none"),
        "inks": _inks(job, product.theme),
        "paper": f"{job.label(f'stock_{stock}')}, {weight}",
        "press_sheet": _sheet(job, run),
        "turn": job.label(_TURNS.get(channel.sheet.turn, "turn_none") if channel.sheet else "turn_none"),
        "folding": _folding(job, channel),
        "cutting": job.label("cutting_text"),
        "waste": waste,
    }
    return [[job.line(key, job.label(key)), job.line(f"{key}-told", text)] for key, text in told.items()]


def _inks(job: Job, theme: str) -> str:
    second = spot(theme)
    if second:
        return job.label("inks_spot").format(ink=second["name"])
    return job.label("inks_black" if theme == "black" else "inks_process")


def _sheet(job: Job, run: PrintRun) -> str:
    shape = size(*run.sheet_mm, job.copy.language)
    if run.sheet is None:
        return job.label("press_sheet_none").format(size=shape)
    leaves = figure(run.leaves_per_sheet, job.copy.language)
    return job.label("press_sheet_text").format(sheet=run.sheet.upper(), size=shape, leaves=leaves)


def _folding(job: Job, channel: PaperChannel) -> str:
    if channel.fold == "none":
        return job.label("fold_none")
    widths = " + ".join(figure(box[2], job.copy.language) for box in folded(channel)[0])
    return job.label(f"fold_{channel.fold}").format(widths=f"{widths} {written_unit('mm', job.copy.language)}")


def _row(job: Job, product: Product, run: PrintRun) -> list[SetText]:
    tag = job.copy.language
    figures = {
        "copies": figure(run.copies, tag),
        "sheets": figure(run.sheets, tag),
        "weight": measured(rounded(run.leaves_kg), "kg", tag),
        "cartons": figure(run.cartons, tag),
        "stack": measured(rounded(run.stack_mm, "1"), "mm", tag),
    }
    language = job.line("language", job.label(f"column_{product.language}"))
    return [language, *(job.line(key, text) for key, text in figures.items())]


def _files(product: Product, job: Job) -> list[str]:
    known = [file for file in sorted(product.files) if file in job.enclosed]
    return [file for file in known if any(part in file for part in _FOR_PLATES)] or known
