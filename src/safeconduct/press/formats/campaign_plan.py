# SPDX-License-Identifier: Apache-2.0
"""The campaign plan: what is handed to which institution, when and how many; what has to be printed for it."""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve

from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import BlockKind
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Plan
from safeconduct.press.consigned import Delivery, Product, by_piece, ordered
from safeconduct.press.figures import figure, measured, rounded, size
from safeconduct.press.geometry import panels
from safeconduct.press.job import Job, blocks_of, no_rows, picture_paths
from safeconduct.press.print_run import CARTON_KG, PrintRun, print_run
from safeconduct.press.steps import Layout, printed
from safeconduct.press.wording import SetText

_LABELS = ("handovers", "purpose", "piece", "language", "size", "copies", "status", "in_all", "print_needs")
_NEEDS = ("sheets", "weight", "cartons", "plan_limits", "specimen_plan")
NOTHING = "–"


def plan(job: Job) -> Plan:
    """Yield the steps of a plan: a table for each handover, then what has to be printed, with sums.

    Raises `StepRefusal` when nothing is handed over, or something that the plan does not enclose.
    """
    no_rows(job)
    products = _handed_over(job)
    pictures = job.picture_names(picture_paths(job.copy.blocks))
    title = [block for block in job.copy.blocks if block.kind is BlockKind.TITLE]
    body = [block for block in job.copy.blocks if block.kind is not BlockKind.TITLE]
    rounding = job.label("print_rounding").format(kg=measured(CARTON_KG, "kg", job.copy.language))
    table = {
        "head": blocks_of(title, job.copy.language, pictures),
        "text": blocks_of(body, job.copy.language, pictures),
        "deliveries": [_delivery(job, one, products) for one in job.deliveries],
        **_needs(job, products),
        "specimen": not all(product.final for product in products.values()),
        "labels": {
            **{key: job.line(key, job.label(key)) for key in (*_LABELS, *_NEEDS)},
            "rounding": job.line("print_rounding", rounding),
        },
        "page": job.label("page"),
        "colophon": job.colophon(),
    }
    languages = frozenset(product.title_language for product in job.products)
    sides = (panels(job.channel.width_mm, job.channel.height_mm, 1),)
    # It lists no files: it need not wait until they are made.
    return printed(evolve(job, enclosed={}), Layout("campaign-plan.typ", table, pictures, sides, 16, 11, languages))


def _handed_over(job: Job) -> dict[tuple[str, str, str], Product]:
    if not job.deliveries:
        raise StepRefusal(
            f"The plan “{job.piece.id}” has nothing to plan: the edition has no handovers.",
            "write one in handovers/<name>.toml, or take the plan out.",
        )
    known = {product.key: product for product in job.products}
    copies = ordered(job.deliveries)
    for piece, language, channel in copies:
        if (piece, language, channel) not in known:
            raise StepRefusal(
                f"The handovers give “{piece}” ({language}, {channel}), which “{job.piece.id}” does not enclose.",
                f'add "{piece}" to encloses in its piece.toml, or correct the handover.',
            )
    return {key: product for key, product in known.items() if key in copies}


def _delivery(job: Job, one: Delivery, products: dict[tuple[str, str, str], Product]) -> dict[str, object]:
    rows = [(product, one.lots[key]) for key, product in products.items() if key in one.lots]
    return {
        "heading": job.line(f"handover-{one.id}", f"{one.day} · {one.to}"),
        "purpose": job.line(f"purpose-{one.id}", one.purpose),
        "rows": [[*_named(job, product), job.line("copies", _figure(job, copies))] for product, copies in rows],
        "total": job.line("total", _figure(job, sum(copies for _, copies in rows))),
    }


def _needs(job: Job, products: dict[tuple[str, str, str], Product]) -> dict[str, object]:
    copies = ordered(job.deliveries)
    runs = {
        key: print_run(product.channel, copies[key])
        for key, product in products.items()
        if isinstance(product.channel, PaperChannel)
    }
    rows: list[dict[str, object]] = []
    for members in by_piece(list(products.values())).values():
        for number, product in enumerate(members):
            title, *named = _named(job, product)
            needed = _run(job, [runs[product.key]] if product.key in runs else [])
            status = job.line("status", job.label("status_final" if product.final else "status_specimen"))
            row = [*named, job.line("copies", _figure(job, copies[product.key])), *needed, status]
            # The title stands once for all the rows of a piece.
            rows.append({"title": title, "span": 0 if number else len(members), "row": row})
    total = [job.line("copies", _figure(job, sum(copies[key] for key in products))), *_run(job, list(runs.values()))]
    return {"needs": rows, "needs_total": total}


def _named(job: Job, product: Product) -> list[SetText]:
    channel, tag = product.channel, job.copy.language
    shape = size(channel.width_mm, channel.height_mm, tag) if isinstance(channel, PaperChannel) else ""
    return [
        product.heading(f"title-of-{product.piece}"),
        job.line("language", job.label(f"column_{product.language}")),
        job.line("size", shape or job.label("as_recording")),
    ]


def _run(job: Job, runs: Sequence[PrintRun]) -> list[SetText]:
    if not runs:
        return [job.line(key, NOTHING) for key in ("sheets", "weight", "cartons")]
    weight = rounded(sum((run.leaves_kg for run in runs), Decimal(0)))
    return [
        job.line("sheets", _figure(job, sum(run.sheets for run in runs))),
        job.line("weight", measured(weight, "kg", job.copy.language)),
        job.line("cartons", _figure(job, sum(run.cartons for run in runs))),
    ]


def _figure(job: Job, number: int) -> str:
    return figure(number, job.copy.language)
