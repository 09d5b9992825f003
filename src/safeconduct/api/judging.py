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
from safeconduct.manuscript.seen import seen_digest
from safeconduct.model.canonical import canonical
from safeconduct.model.edition import Edition
from safeconduct.model.judgement import Finding, Outcome, Severity, SignOff
from safeconduct.model.refusal import Refusal, UsageRefusal
from safeconduct.preflight.engine import checks, examine
from safeconduct.preflight.gate import Decision, decide
from safeconduct.preflight.registry import Check
from safeconduct.preflight.scene import Imposed, Printed, Scene, Spoken

SIGN_OFF_NAMESPACE = "safeconduct.sign-off."


@frozen
class Judged:
    """A manuscript with everything the checks and the gate said about it."""

    manuscript: Manuscript
    scene: Scene
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
    manuscript = _without_words(read_manuscript(folder, tuple(archives)))
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
        genuine=genuine(edition),
        seen={piece.id: seen_digest(edition, piece) for piece in edition.pieces},
        words=_words(edition),
        read=cache(reader(edition.entities)),
    )
    if only:
        wanted = _with_what_they_cover(edition, only)
        chosen = tuple(piece for piece in edition.pieces if piece.id in wanted)
        scene = evolve(scene, edition=evolve(edition, pieces=chosen))
    return _judged(manuscript, scene)


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


def with_products(
    judged: Judged,
    printed: tuple[Printed, ...] | None,
    spoken: tuple[Spoken, ...] | None,
    more: Iterable[Finding] = (),
    *,
    imposed: tuple[Imposed, ...] = (),
) -> Judged:
    """Judge again, now with what was measured on the products (None: none) and findings met while making them."""
    manuscript = evolve(judged.manuscript, findings=(*judged.manuscript.findings, *more))
    scene = evolve(judged.scene, printed=printed, imposed=imposed, spoken=spoken)
    return _judged(manuscript, scene, {outcome.check: outcome for outcome in judged.outcomes})


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
    return Judged(evolve(manuscript, edition=scene.edition), scene, every, decision)


def _declared(record: Check, manuscript: Manuscript, scene: Scene) -> Outcome:
    if not record.while_making:
        return Outcome(record.id, len(manuscript.snapshot.files), ())
    products = len(scene.printed or ()) + len(scene.imposed or ()) + len(scene.spoken or ())
    made = scene.printed is not None
    return Outcome(record.id, products, (), None if made else "The product has not been made yet.")


def genuine(edition: Edition) -> Mapping[str, str | None]:
    """For each sign-off None, or the reason why its signature does not hold."""
    return {sign_off.id: _fault(sign_off, edition) for sign_off in edition.sign_offs}


def _fault(sign_off: SignOff, edition: Edition) -> str | None:
    signers = [s for s in edition.signers if s.person == sign_off.person]
    if len(signers) != 1:
        return f"edition.toml lists {len(signers)} signers called “{sign_off.person}” instead of one"
    if sign_off.role not in signers[0].roles:
        return f"“{sign_off.person}” is not listed for the role “{sign_off.role}”"
    from safeconduct.seal.keys import without_comment
    from safeconduct.seal.sshsig import verify

    message = canonical(sign_off.payload())
    try:
        verify(without_comment(signers[0].key), SIGN_OFF_NAMESPACE + sign_off.role, message, _armored(sign_off))
    except Refusal as fault:
        return fault.what.rstrip(".")
    return None


def _armored(sign_off: SignOff) -> str:
    # A TOML text has lost the line end that an armored signature closes with.
    return sign_off.signature.strip() + "\n"


def _words(edition: Edition) -> dict[tuple[str, str], int]:
    counted: Counter[tuple[str, str]] = Counter()
    for piece in edition.pieces:
        for language, copy in piece.copies.items():
            counted[piece.id, language] = sum(speech.words(block.text) for block in copy.blocks)
    return counted
