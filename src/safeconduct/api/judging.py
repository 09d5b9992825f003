# SPDX-License-Identifier: Apache-2.0
"""Judging: read a manuscript, set the scene for the checks, and let the gate decide."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from attrs import evolve, frozen

from safeconduct.language import speech
from safeconduct.language.facts import reader
from safeconduct.language.labels import languages
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.manuscript.seen import bare_digest, seen_digest, steps_digest, tried_digest
from safeconduct.model.edition import Edition, Piece
from safeconduct.model.judgement import Finding, Outcome, Severity
from safeconduct.model.refusal import UsageRefusal
from safeconduct.preflight.engine import checks, examine
from safeconduct.preflight.gate import Decision, decide
from safeconduct.preflight.registry import Check
from safeconduct.preflight.scene import Imposed, Printed, PrintFile, Scanned, Scene, Spoken, Worded
from safeconduct.preflight.waiving import concerned
from safeconduct.press.formats import names as formats

from .clean_files import originals
from .genuine import genuine
from .scripted import scripted


@frozen
class Judged:
    """A manuscript with everything the checks and the gate said about it.

    `examined` is what the checks found before the gate looked at waivers, `outcomes` what stands of it, for all checks.
    """

    manuscript: Manuscript
    scene: Scene
    examined: tuple[Outcome, ...]
    outcomes: tuple[Outcome, ...]
    decision: Decision

    @property
    def edition(self) -> Edition:
        """The edition that was judged."""
        return self.manuscript.edition


def judge(
    folder: Path, archives: Iterable[Path], as_of: date | None, today: date, only: Collection[str] = ()
) -> Judged:
    """Read the manuscript and judge its text; pages and sound are judged by `with_products`.

    The day that counts is `as_of`, else the one in edition.toml, else `today`.  `only` limits the edition to these
    pieces and what they repeat or enclose.  Raises `FolderRefusal` and, for an unknown piece, `UsageRefusal`.
    """
    manuscript = _without_words(read_manuscript(folder, tuple(archives), formats()))
    edition = manuscript.edition
    unknown = sorted(set(only) - {piece.id for piece in edition.pieces})
    if unknown:
        raise UsageRefusal(
            f"There is no piece “{unknown[0]}” that can be built in this edition.",
            f"name one of: {', '.join(piece.id for piece in edition.pieces)}.",
        )
    day = as_of or edition.as_of or today
    scene = Scene(
        edition=edition,
        as_of=day,
        today=today,
        channels=channels(),
        captured={name: seen.content for name, seen in manuscript.archive.items()},
        genuine=genuine(edition, today),
        seen={piece.id: seen_digest(edition, piece) for piece in edition.pieces},
        bare={piece.id: bare_digest(edition, piece) for piece in edition.pieces},
        steps={piece.id: steps_digest(edition, piece) for piece in edition.pieces},
        tried={(p.id, language): tried_digest(edition, p, language) for p in edition.pieces for language in p.copies},
        words=_words(edition),
        read=cache(reader(edition.entities)),
        scripts=tuple(scripted(edition)),
        originals=tuple(originals(edition, manuscript.snapshot.files)),
    )
    if not only:
        return _judged(manuscript, scene)
    wanted = _with_what_they_cover(edition, only)
    chosen = tuple(piece for piece in edition.pieces if piece.id in wanted)
    part = evolve(scene, edition=evolve(edition, pieces=chosen))
    return _judged(manuscript, part, _found_on(chosen, scene, part))


def _found_on(chosen: tuple[Piece, ...], whole: Scene, part: Scene) -> Mapping[str, Outcome]:
    """What the checks of the text say of the chosen pieces, each beside all the others: what differs, differs."""
    ids = [piece.id for piece in chosen]
    found = {
        outcome.check: [
            evolve(one, pieces=named) if one.pieces else one
            for one in outcome.findings
            if (named := concerned(one, ids))
        ]
        for outcome in examine(whole)
    }
    return {outcome.check: evolve(outcome, findings=tuple(found[outcome.check])) for outcome in examine(part)}


def _with_what_they_cover(edition: Edition, only: Collection[str]) -> set[str]:
    wanted = set(only)
    promising = {p.id for p in edition.pieces for c in p.copies.values() for cite, _ in c.cites() if cite[0] == "p"}
    while True:
        pieces = [piece for piece in edition.pieces if piece.id in wanted]
        more = {name for piece in pieces for name in piece.covers}
        more |= promising if any(piece.about for piece in pieces) else set()
        if more <= wanted:
            return wanted
        wanted |= more


def _without_words(manuscript: Manuscript) -> Manuscript:
    edition = manuscript.edition
    unknown = [
        Finding(
            "language-unknown",
            Severity.STOP,
            edition.at,
            f"There are no fixed words (sender, sources, specimen …) for the language “{language}”.",
            f"Use one of: {', '.join(languages())}.",
        )
        for language in edition.languages
        if language not in languages()
    ]
    return evolve(manuscript, findings=(*manuscript.findings, *unknown))


def with_words(judged: Judged, worded: tuple[Worded, ...]) -> Judged:
    """Judge again, now with what was noted on the words."""
    scene = evolve(judged.scene, worded=worded)
    return _judged(judged.manuscript, scene, {outcome.check: outcome for outcome in judged.examined})


def with_products(
    judged: Judged,
    printed: tuple[Printed, ...] | None,
    spoken: tuple[Spoken, ...] | None,
    more: Iterable[Finding] = (),
    *,
    imposed: tuple[Imposed, ...] = (),
    files: tuple[PrintFile, ...] = (),
    worded: tuple[Worded, ...] | None = None,
    scanned: tuple[Scanned, ...] = (),
) -> Judged:
    """Judge again, now with what was measured on the products (None: none) and findings met while making them."""
    manuscript = evolve(judged.manuscript, findings=(*judged.manuscript.findings, *more))
    worded = judged.scene.worded if worded is None else worded
    scene = evolve(judged.scene, printed=printed, imposed=imposed, files=files, spoken=spoken, worded=worded)
    scene = evolve(scene, scanned=scanned)
    return _judged(manuscript, scene, {outcome.check: outcome for outcome in judged.examined})


def _judged(manuscript: Manuscript, scene: Scene, text: Mapping[str, Outcome] = MappingProxyType({})) -> Judged:
    outcomes = examine(scene, text)
    decision = decide(scene.edition, manuscript.findings, outcomes, scene)
    by_check: dict[str, list[Finding]] = {}
    for finding in decision.findings:
        by_check.setdefault(finding.check, []).append(finding)
    examined = {outcome.check: outcome for outcome in outcomes}
    every = tuple(
        evolve(examined.get(name) or _declared(record, manuscript, scene), findings=tuple(by_check.get(name, ())))
        for name, record in checks().items()
    )
    return Judged(evolve(manuscript, edition=scene.edition), scene, outcomes, every, decision)


def _declared(record: Check, manuscript: Manuscript, scene: Scene) -> Outcome:
    if not record.while_making:
        return Outcome(record.id, len(manuscript.snapshot.files), ())
    products = len(scene.printed or ()) + len(scene.imposed or ()) + len(scene.spoken or ())
    made = scene.printed is not None
    return Outcome(record.id, products, (), None if made else "The product has not been made yet.")


def _words(edition: Edition) -> dict[tuple[str, str], int]:
    counted: Counter[tuple[str, str]] = Counter()
    for piece in edition.pieces:
        for language, copy in piece.copies.items():
            counted[piece.id, language] = sum(speech.words(block.text) for block in copy.blocks)
    return counted
