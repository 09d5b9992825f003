# SPDX-License-Identifier: Apache-2.0
"""Making: plan, build, measure, judge again; a product that fails turns its piece into a specimen, never back."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path

from attrs import define, field, frozen

from safeconduct.graph.build import Built, Ending, Failed, Notice, build
from safeconduct.graph.store import Store
from safeconduct.language.labels import mark
from safeconduct.language.speech import sentences
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.forms import forms
from safeconduct.model.channel import SoundChannel
from safeconduct.model.codec import record_from
from safeconduct.model.edition import SPOKEN, Block, Copy, Edition
from safeconduct.model.judgement import Finding
from safeconduct.model.places import Span
from safeconduct.model.product import Master, Proof
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.spoken import Script
from safeconduct.model.status import Status
from safeconduct.model.works import Artifact, Plan
from safeconduct.model.works import Made as Ref
from safeconduct.preflight.engine import checks, of_products
from safeconduct.preflight.scene import Imposed, Printed, PrintFile, Scanned, Spoken, Worded

from .clean_files import scanned, with_looks
from .commissions import commission_of
from .exactness import sealed_outputs
from .hearing import hearing
from .judging import Judged, with_products
from .planning import cannot_be_made, plan_edition
from .speaking import job_of, script_of
from .wording import USE, looked_at, worded
from .wording import plans as plan_wording

ExecutorMaker = Callable[[], Executor]


@frozen
class Made:
    """What a build came to: the last judgement, the files of the kit, each step's key, and the steps that ran.

    `failed` holds the exit code of a failed step, or None; then there are no artifacts.
    """

    judged: Judged
    artifacts: tuple[Artifact, ...]
    plans: tuple[Plan, ...]
    endings: Mapping[str, Ending]
    ran: tuple[str, ...]
    failed: int | None


def make(judged: Judged, store: Store, executor: ExecutorMaker, notice: Notice, uniform: bool = False) -> Made:
    """Build the edition in `store` (its lock held).

    `uniform` gives every piece the status of the edition: a sealed package is one thing.  The loop ends because a
    piece only ever turns from FINAL to SPECIMEN.
    """
    edition, as_of = judged.edition, judged.scene.as_of
    for path in sorted(edition.files):
        store.put(judged.manuscript.snapshot.files[path].content)
    statuses = _statuses(judged, uniform)
    wording = plan_wording(judged.manuscript)
    ran: dict[str, None] = {}
    why: tuple[Finding, ...] = ()
    while True:
        plans, faults = plan_edition(edition, as_of, statuses, judged.scene.today)
        plans = (*wording, *with_looks(edition, plans, as_of))
        endings = build((step for plan in plans for step in plan.steps), store, executor, as_of, notice)
        ran.update((name, None) for name, ending in endings.items() if isinstance(ending, Built) and ending.ran)
        failures = {name: ending for name, ending in endings.items() if isinstance(ending, Failed)}
        if failures or faults:
            met = [_failure(edition, plans, name, failed) for name, failed in sorted(failures.items())]
            again = with_products(judged, None, None, _once([*faults, *met, *why, *_changed(judged)]))
            code = max((failed.code for failed in failures.values()), default=StepRefusal.code)
            return Made(again, (), plans, endings, tuple(ran), code)
        made = _products(judged, plans, endings, store, statuses)
        again = _with(judged, made, ())
        if lost := _lost(why, again):
            again = _with(judged, made, lost)
        now = {piece: min(status, statuses[piece], key=_order) for piece, status in _statuses(again, uniform).items()}
        if now == statuses:
            return Made(again, _artifacts(plans, endings, store), plans, endings, tuple(ran), None)
        statuses, why = now, _once([*why, *_of_products(again)])


def _with(judged: Judged, made: "_Products", more: Iterable[Finding]) -> Judged:
    findings = (*_changed(judged), *more)
    return with_products(
        judged,
        tuple(made.printed),
        tuple(made.spoken),
        findings,
        imposed=tuple(made.imposed),
        files=tuple(made.files),
        worded=tuple(made.worded),
        scanned=tuple(made.scanned),
    )


def _of_products(judged: Judged) -> Iterator[Finding]:
    wanted = {record.id for record in checks().values() if of_products(record) or record.id == "check-not-run"}
    return (finding for finding in judged.decision.findings if finding.check in wanted)


def _lost(why: Iterable[Finding], judged: Judged) -> tuple[Finding, ...]:
    # What made a piece a specimen may be gone with the mark; the piece stays one, so its reason must stay too.
    there = {(finding.check, finding.pieces) for finding in judged.decision.findings}
    return tuple(finding for finding in why if (finding.check, finding.pieces) not in there)


def differing_steps(made: Made, executor: ExecutorMaker, notice: Notice) -> tuple[str, ...]:
    """Make everything once more in an empty store, and return the steps whose outputs are not the same bytes."""
    steps = [step for plan in made.plans for step in plan.steps]
    with tempfile.TemporaryDirectory(prefix="safeconduct-twice-") as folder, Store(Path(folder)).locked() as store:
        for seen in made.judged.manuscript.snapshot.files.values():
            store.put(seen.content)
        endings = build(steps, store, executor, made.judged.scene.as_of, notice)
    first, second = made.endings, endings
    return tuple(step.name for step in steps if _outputs(first[step.name]) != _outputs(second[step.name]))


def _outputs(ending: Ending) -> Mapping[str, str]:
    return ending.outputs if isinstance(ending, Built) else {}


def _order(status: Status) -> int:
    return 0 if status is Status.SPECIMEN else 1


def _statuses(judged: Judged, uniform: bool) -> dict[str, Status]:
    decision = judged.decision
    return {piece: decision.edition if uniform else status for piece, status in decision.pieces.items()}


def _failure(edition: Edition, plans: tuple[Plan, ...], name: str, failed: Failed) -> Finding:
    plan = next(plan for plan in plans if any(step.name == name for step in plan.steps))
    piece = edition.piece(plan.piece) or next(piece for piece in edition.pieces if plan.language in piece.copies)
    return cannot_be_made(piece, piece.copies[plan.language], failed.what, failed.do)


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))


def _changed(judged: Judged) -> tuple[Finding, ...]:
    record = checks()["manuscript-changed"]
    return tuple(
        Finding(
            record.id,
            record.severity,
            Span(path),
            f"“{path}” was changed while the kit was being made; the kit holds it as it was before.",
            record.remedy,
        )
        for path in judged.manuscript.snapshot.changed_since()
    )


@define
class _Products:
    """What the plans came to, as the checks want to see it."""

    printed: list[Printed] = field(factory=list)
    imposed: list[Imposed] = field(factory=list)
    files: list[PrintFile] = field(factory=list)
    spoken: list[Spoken] = field(factory=list)
    worded: list[Worded] = field(factory=list)
    scanned: list[Scanned] = field(factory=list)


def _products(
    judged: Judged,
    plans: tuple[Plan, ...],
    endings: Mapping[str, Ending],
    store: Store,
    statuses: Mapping[str, Status],
) -> _Products:
    edition, products = judged.edition, _Products()
    for plan in plans:
        if plan.measured and plan.measured[0].use == USE:
            made = _built(endings, plan.measured[0].made.step).outputs[plan.measured[0].made.output]
            products.worded.append(worded(edition, plan, looked_at(store.path(made).read_bytes())))
            continue
        products.scanned += scanned(edition, plan, endings, store)
        piece = next(piece for piece in edition.pieces if piece.id == plan.piece)
        channel, copy = channels()[plan.channel], piece.copies[plan.language]
        where = (piece, plan.language)
        stamp = None if statuses[piece.id] is Status.FINAL else mark(plan.language)
        measured = {one.use: _measured(one.made, endings, store) for one in plan.measured}
        if isinstance(channel, SoundChannel):
            blocks = tuple(block for block in copy.blocks if block.kind in SPOKEN)
            master = record_from(measured["sound"], Master)
            told = hearing(_script(judged, plan, channel, statuses), master, plan.language) if master.heard else ()
            products.spoken.append(Spoken(*where, channel, forms()[piece.format], master, blocks, stamp, told))
            continue
        channel = edition.house_type.raised(channel)
        proofs = {use: record_from(value, Proof) for use, value in measured.items()}
        for use, proof in proofs.items():
            products.files.append(PrintFile(proof, use, channel, piece.id))
            if use == "sheet":
                products.imposed.append(Imposed(*where, channel, proof, proofs["press"], stamp))
            else:
                products.printed.append(Printed(*where, channel, proof, _sentences(copy), stamp, plan.imprint, use))
    return products


def _script(judged: Judged, plan: Plan, channel: SoundChannel, statuses: Mapping[str, Status]) -> Script:
    """What was to be said in a recording."""
    edition, scene = judged.edition, judged.scene
    piece = next(piece for piece in edition.pieces if piece.id == plan.piece)
    copy = piece.copies[plan.language]
    commission = commission_of(edition, piece, copy, scene.as_of, statuses[piece.id])
    return script_of(job_of(edition, piece, copy, channel, commission, scene.today))


def _measured(ref: Ref, endings: Mapping[str, Ending], store: Store) -> object:
    return json.loads(store.path(_built(endings, ref.step).outputs[ref.output]).read_bytes())


def _built(endings: Mapping[str, Ending], step: str) -> Built:
    ending = endings[step]
    assert isinstance(ending, Built)  # noqa: S101 - failures and what hangs on them have left before
    return ending


def _sentences(copy: Copy) -> tuple[tuple[Block, str], ...]:
    return tuple(
        (block, sentence) for block in copy.blocks for part in block.text.split("\t") for sentence in sentences(part)
    )


def _artifacts(plans: tuple[Plan, ...], endings: Mapping[str, Ending], store: Store) -> tuple[Artifact, ...]:
    artifacts, sealed = [], sealed_outputs(step for plan in plans for step in plan.steps)
    for plan in plans:
        for planned in plan.artifacts:
            built = _built(endings, planned.made.step)
            digest = built.outputs[planned.made.output]
            artifacts.append(
                Artifact(
                    file=planned.file,
                    sha256=digest,
                    size=store.path(digest).stat().st_size,
                    piece=plan.piece,
                    language=plan.language,
                    channel=plan.channel,
                    media_type=planned.media_type,
                    key=built.key,
                    sealed=planned.made in sealed,
                )
            )
    return tuple(sorted(artifacts, key=lambda artifact: artifact.file))
