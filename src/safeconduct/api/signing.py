# SPDX-License-Identifier: Apache-2.0
"""Signing: a person's word about a piece as it stands becomes a signed record in the manuscript."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from safeconduct.manuscript.appending import append_signed
from safeconduct.manuscript.seen import bare_words
from safeconduct.model.edition import Piece
from safeconduct.model.judgement import Finding
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.signed import (
    Answer,
    Confirmation,
    Cosmetic,
    Reader,
    ReaderTest,
    SignOff,
    Waiver,
    namespace,
    signed_message,
)
from safeconduct.preflight.engine import checks
from safeconduct.preflight.standard import LANGUAGE, RECIPIENT, required, steps_of
from safeconduct.preflight.waiving import concerned, waived_digest
from safeconduct.seal.keys import public_of
from safeconduct.seal.public_keys import without_comment
from safeconduct.seal.sshsig import sign

from .judging import Judged
from .rewording import refuse_reworded

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Record = TypeVar("Record", SignOff, Waiver, Confirmation, ReaderTest, Cosmetic)


def sign_off(
    judged: Judged, piece_id: str, role: str, person: str, language: str | None, key: "Ed25519PrivateKey", on: date
) -> Path:
    """Append a sign-off to the manuscript and return its path; it binds to the piece as it stands.

    Raises `UsageRefusal` when the piece, its language, or the person with this role and key is not in the edition: a
    sign-off that nothing asks for would look like one that counts.
    """
    piece = _piece(judged, piece_id)
    if role == RECIPIENT:
        raise UsageRefusal(
            "The receiving side signs off no piece: it confirms its steps, one by one.",
            f"use: safeconduct confirm MANUSCRIPT --piece {piece_id} --person {person} --key KEY --until DATE",
        )
    asked = dict.fromkeys(wanted for wanted, _ in required(piece))
    if role not in asked:
        raise UsageRefusal(f"No piece is signed off in the role “{role}”.", f"write one of: {', '.join(asked)}.")
    if (role == LANGUAGE) is not (language in piece.copies):
        raise UsageRefusal(
            f"The role “{role}” {'reads one language of the piece' if role == LANGUAGE else 'reads the whole piece'}.",
            f"add --language with one of: {', '.join(piece.copies)}." if role == LANGUAGE else "leave --language out.",
        )
    scene = judged.scene
    record = SignOff(
        id="", role=role, person=person, piece=piece_id, saw=scene.seen[piece_id], on=on, language=language,
        signature="", at=judged.edition.at, bare=scene.bare[piece_id], words=bare_words(piece),
    )  # fmt: skip
    return _append(judged, record, key, piece_id, role, language, person)


def waive(
    judged: Judged, check_id: str, piece_id: str, person: str, reason: str, until: date, key: "Ed25519PrivateKey",
    on: date,
) -> Path:  # fmt: skip
    """Append a waiver of all that `check_id` now finds on the piece, and return its path.

    Raises `UsageRefusal` for a check that stops, for one that finds nothing there, and for an end that has passed.
    """
    _piece(judged, piece_id)
    check = checks().get(check_id)
    if check is None:
        raise UsageRefusal(
            f"There is no check called “{check_id}”.", "see which ones find something: safeconduct check"
        )
    if not check.waivable:
        raise UsageRefusal(
            f"What “{check_id}” finds cannot be waived.", check.remedy[0].lower() + check.remedy[1:]
        )  # fmt: skip
    if not reason.strip():
        raise UsageRefusal("A waiver without a reason waives nothing.", "say why in a sentence with --reason.")
    _not_over(until, judged)
    covers = [waived_digest(judged.edition, found, piece_id) for found in _found(judged, check_id, piece_id)]
    if not covers:
        raise UsageRefusal(
            f"“{check_id}” finds nothing on “{piece_id}”, so there is nothing to waive.",
            "see what stands against it: safeconduct check MANUSCRIPT --why PIECE",
        )
    record = Waiver(
        id="", check=check_id, piece=piece_id, covers=tuple(sorted(set(covers))), person=person, reason=reason.strip(),
        until=until, on=on, signature="", at=judged.edition.at,
    )  # fmt: skip
    return _append(judged, record, key, piece_id, check_id, person)


def confirm(
    judged: Judged, piece_id: str, person: str, force: str, until: date, rejected: Mapping[str, str],
    key: "Ed25519PrivateKey", on: date,
) -> Path:  # fmt: skip
    """Append the receiving side's answer to every step of the piece, and return its path.

    `rejected` maps steps to reasons; all others are confirmed.  One record per person and day: who answers again on the
    same day replaces the answer.  Raises `UsageRefusal` for a piece or a step that is not there.
    """
    piece = _piece(judged, piece_id)
    steps = steps_of(piece)
    if not steps:
        raise UsageRefusal(f"“{piece_id}” has no steps to confirm.", "name the guide whose steps were read.")
    for step, reason in rejected.items():
        if step not in steps:
            raise UsageRefusal(f"“{piece_id}” has no step “{step}”.", f"write one of: {', '.join(steps)}.")
        if not reason.strip():
            raise UsageRefusal(f"The rejection of “{step}” has no reason.", 'write --reject "step=what is wrong".')
    _not_over(until, judged)
    record = Confirmation(
        id="", piece=piece_id, person=person, force=force.strip(), saw=judged.scene.steps[piece_id],
        steps={step: Answer.REJECTED if step in rejected else Answer.CONFIRMED for step in steps},
        reasons={step: reason.strip() for step, reason in rejected.items()},
        words={step: _words(piece, step) for step in steps},
        cites={step: cites for step in rejected if (cites := _cites(piece, step))},
        until=until, on=on, signature="", at=judged.edition.at,
    )  # fmt: skip
    return _append(judged, record, key, piece_id, person, on.isoformat())


def record_test(
    judged: Judged, piece_id: str, language: str, person: str, readers: Sequence[Reader], key: "Ed25519PrivateKey",
    on: date,
) -> Path:  # fmt: skip
    """Append a round of reader tests and return its path; it binds to the piece as it stands.

    No round ever replaces another: a failed one stays on record.
    """
    piece = _piece(judged, piece_id)
    if language not in piece.copies:
        raise UsageRefusal(
            f"“{piece_id}” has no copy in the language “{language}”.", f"write one of: {', '.join(piece.copies)}."
        )
    scene = judged.scene
    record = ReaderTest(
        id="", piece=piece_id, language=language, person=person, saw=scene.seen[piece_id], bare=scene.bare[piece_id],
        on=on, readers=tuple(readers), signature="", at=judged.edition.at, tried=scene.tried[piece_id, language],
    )  # fmt: skip
    name = ".".join((piece_id, language, person, on.isoformat()))
    stems = (name, *(f"{name}.{number}" for number in range(2, len(judged.edition.files) + 3)))
    free = next(stem for stem in stems if f"{record.folder}/{stem}.toml" not in judged.edition.files)
    return _append(judged, record, key, free)


def mark_cosmetic(judged: Judged, piece_id: str, person: str, key: "Ed25519PrivateKey", on: date) -> Path:
    """Append an editor's mark that only spacing and punctuation changed; it re-confirms what had lapsed by that.

    Raises `UsageRefusal` when nothing has lapsed, and, naming the first changed words, when more has changed.
    """
    piece = _piece(judged, piece_id)
    scene = judged.scene
    refuse_reworded(piece, scene)
    record = Cosmetic(
        id="", piece=piece_id, person=person, saw=scene.seen[piece_id], bare=scene.bare[piece_id], on=on, signature="",
        at=judged.edition.at,
    )  # fmt: skip
    return _append(judged, record, key, piece_id, person)


def _piece(judged: Judged, piece_id: str) -> Piece:
    piece = judged.edition.piece(piece_id)
    if piece is None:
        raise UsageRefusal(f"There is no piece “{piece_id}”.", f"name one of: {', '.join(judged.scene.seen)}.")
    return piece


def _found(judged: Judged, check_id: str, piece_id: str) -> Iterator[Finding]:
    """Yield what the check finds on the piece, waived already or not: a waiver can be given a later end."""
    yield from (one.finding for one in judged.decision.waived if (one.finding.check, one.piece) == (check_id, piece_id))
    for finding in judged.decision.findings:
        if finding.check == check_id and piece_id in concerned(finding, judged.decision.pieces):
            yield finding


def _not_over(until: date, judged: Judged) -> None:
    if not judged.scene.is_current(until):
        last = max(judged.scene.as_of, judged.scene.today)
        raise UsageRefusal(f"{until} is over: the edition must hold on {last}.", "write a later day with --until.")


def _words(piece: Piece, step: str) -> tuple[str, ...]:
    texts = (block.text.strip() for copy in piece.copies.values() for block in copy.blocks if block.id == step)
    return tuple(text for text in texts if text)


def _cites(piece: Piece, step: str) -> tuple[str, ...]:
    cites = {cite for copy in piece.copies.values() for cite, block in copy.cites() if block.id == step}
    return tuple(sorted(cites))


def _append(judged: Judged, record: Record, key: "Ed25519PrivateKey", *name: str | None) -> Path:
    """Sign the record with the key of its person, who must be listed for its role, and write it to its folder."""
    role, person = record.role, record.person
    signer = next((s for s in judged.edition.signers if s.person == person and role in s.roles), None)
    if signer and without_comment(signer.key) != public_of(key):
        raise UsageRefusal(
            f"This is not the key that edition.toml lists for “{person}”.",
            f"name with --key the private half of {without_comment(signer.key)}, or list a new key of that person.",
        )
    if signer is None:
        raise UsageRefusal(
            f"edition.toml does not list “{person}” with the role “{role}”.",
            f'add a table [[signer]] with person = "{person}", roles = ["{role}"], key = "{public_of(key)}".',
        )
    stem = ".".join(part for part in name if part)
    armored = sign(key, namespace(record), signed_message(record))
    signed = evolve(record, id=stem, at=Span(f"{record.folder}/{stem}.toml"), signature=armored)
    return append_signed(judged.manuscript.snapshot.folder, signed)
