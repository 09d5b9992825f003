# SPDX-License-Identifier: Apache-2.0
"""The one gate: SPECIMEN unless every claim, promise, consent, check, sign-off, confirmation and test holds."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from safeconduct.model.edition import Edition, Piece
from safeconduct.model.judgement import Finding, Outcome, Severity, Waived
from safeconduct.model.places import Place, Sheet
from safeconduct.model.status import Status

from .engine import checks
from .scene import Imposed, Printed, PrintFile, Scene
from .subjects import PRODUCTS
from .waiving import apply_waivers, concerned


@frozen
class Decision:
    """The status of each piece and of the edition, every finding that stands, and every one that is waived."""

    pieces: Mapping[str, Status]
    edition: Status
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()


def decide(edition: Edition, read: Iterable[Finding], outcomes: Iterable[Outcome], scene: Scene) -> Decision:
    """Decide from the faults met while reading and the outcomes of the checks; nothing else has a say.

    A finding concerns the pieces it names, the piece in whose folder it lies, or else the whole edition.  A NOTE
    stops nothing, nor does a finding on a piece for which it is waived.
    """
    outcomes = tuple(outcomes)
    met = [*read, *(finding for outcome in outcomes for finding in outcome.findings)]
    met += _not_run(edition, outcomes, scene)
    findings, waived = apply_waivers(met, scene)
    statuses = {piece.id: Status.FINAL for piece in edition.pieces}
    for finding in findings:
        if finding.severity is not Severity.NOTE:
            for piece in concerned(finding, statuses):
                statuses[piece] = Status.SPECIMEN
    findings += _enclosing(edition, statuses)
    whole = Status.FINAL if statuses and set(statuses.values()) == {Status.FINAL} else Status.SPECIMEN
    if any(finding.severity is not Severity.NOTE and not finding.pieces for finding in findings):
        whole = Status.SPECIMEN
    return Decision(statuses, whole, tuple(findings), waived)


def _enclosing(edition: Edition, statuses: dict[str, Status]) -> Iterator[Finding]:
    # Once per piece, so that a letter over a brief over a guide is reached whatever their order.
    told: set[str] = set()
    for piece in edition.pieces * len(edition.pieces):
        specimens = [name for name in piece.covers if statuses.get(name) is not Status.FINAL]
        if specimens and piece.id not in told:
            told.add(piece.id)
            statuses[piece.id] = Status.SPECIMEN
            yield Finding(
                "encloses-specimen",
                Severity.STOP,
                piece.at,
                f"“{piece.id}” covers pieces that are specimens: {', '.join(specimens)}.",
                checks()["encloses-specimen"].remedy,
                (piece.id,),
            )


def _not_run(edition: Edition, outcomes: tuple[Outcome, ...], scene: Scene) -> Iterator[Finding]:
    if scene.printed is None and scene.spoken is None:
        return
    made = {(one.piece.id, one.channel.id, one.language) for one in scene.printed or ()}
    made |= {(one.piece.id, one.channel.id, one.language) for one in scene.spoken or ()}
    examined = {outcome.check for outcome in outcomes if outcome.examined}
    for piece in edition.pieces:
        for name in piece.channels:
            channel = scene.channels.get(name)
            wanted = channel.must_run if channel else ()
            whole = all((piece.id, name, language) in made for language in piece.copies)
            kinds = _made_of(scene, piece, name)
            lacking = [c for c in wanted if c not in examined or not _could_look(c, kinds)] if whole else wanted
            if lacking:
                what = f"For “{piece.id}” on {name} these checks examined nothing: {', '.join(lacking)}."
                yield _unexamined(piece.at, what, piece.id)
    for file in scene.files or ():
        for seen in file.proof.all("not-looked") if file.piece else ():
            at = Sheet(file.proof.file, max(1, seen.page), seen.box_mm)
            yield _unexamined(at, f"Of {file.proof.file} nobody could find out {seen.what}.", file.piece or "")


def _made_of(scene: Scene, piece: Piece, channel: str) -> set[type]:
    """The kinds of products that each language of the piece has on the channel; another piece's count for nothing."""
    files = {file.proof.file for file in scene.files or () if file.piece == piece.id}
    every: set[type] = set(PRODUCTS)
    for language in piece.copies:
        papers: list[Printed | Imposed] = [*(scene.printed or ()), *(scene.imposed or ())]
        made = [one for one in papers if (one.piece.id, one.channel.id, one.language) == (piece.id, channel, language)]
        kinds: set[type] = {type(one) for one in made}
        kinds |= {PrintFile} if made and all(one.proof.file in files for one in made) else set()
        spoken = scene.spoken or ()
        kinds |= {type(s) for s in spoken if (s.piece.id, s.channel.id, s.language) == (piece.id, channel, language)}
        scanned = scene.scanned or ()
        kinds |= {type(s) for s in scanned if (s.piece.id, s.channel.id, s.language) == (piece.id, channel, language)}
        every &= kinds
    return every


def _could_look(check: str, kinds: set[type]) -> bool:
    products = {kind for kind in checks()[check].subjects if kind in PRODUCTS}
    return not products or bool(products & kinds)


def _unexamined(at: Place, what: str, piece: str) -> Finding:
    return Finding("check-not-run", Severity.STOP, at, what, checks()["check-not-run"].remedy, (piece,))
