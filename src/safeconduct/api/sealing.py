# SPDX-License-Identifier: Apache-2.0
"""Sealing and signing off: the decision is taken again, every byte re-hashed, and a key signs."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from safeconduct.graph.store import Store
from safeconduct.manuscript.appending import append_sign_off
from safeconduct.model.canonical import canonical
from safeconduct.model.judgement import SignOff
from safeconduct.model.places import Span
from safeconduct.model.refusal import StepRefusal, UsageRefusal
from safeconduct.preflight.standard import LANGUAGE
from safeconduct.seal.keys import public_of, without_comment
from safeconduct.seal.manifest import write_up
from safeconduct.seal.pack import pack
from safeconduct.seal.sshsig import sign

from .judging import SIGN_OFF_NAMESPACE, Judged
from .making import Made
from .planning import first_expiry

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def seal(made: Made, store: Store, key: "Ed25519PrivateKey", folder: Path) -> None:
    """Pack the kit that was just made (uniformly marked) into the sealed package `folder`.

    Raises `StepRefusal` when the build failed, `FolderRefusal` when the folder is taken.
    """
    if made.failed is not None:
        raise StepRefusal("The kit could not be made, so there is nothing to seal.", "mend what `build` reports first.")
    judged, edition = made.judged, made.judged.edition
    manifest = write_up(
        edition=edition.id,
        title=edition.title,
        as_of=judged.scene.as_of,
        status=judged.decision.edition,
        valid_until=first_expiry(edition),
        artifacts=made.artifacts,
        outcomes=judged.outcomes,
        sign_offs=edition.sign_offs,
        signer_keys={signer.person: signer.key for signer in edition.signers},
        made_with=_made_with(made),
    )
    pack({artifact.file: store.path(artifact.sha256) for artifact in made.artifacts}, manifest, key, folder)


def _made_with(made: Made) -> Mapping[str, str]:
    tools = {tool for plan in made.plans for step in plan.steps for tool in step.tools}
    return {name: version(name) for name in sorted({"safeconduct", *tools})}


def sign_off(
    judged: Judged, piece_id: str, role: str, person: str, language: str | None, key: "Ed25519PrivateKey", on: date
) -> Path:
    """Append a signed record to the manuscript's sign-offs/ and return its path; it binds to the piece as it stands.

    Raises `UsageRefusal` when the piece, its language, or the person with this role and key is not in the edition: a
    sign-off that nothing asks for would look like one that counts.
    """
    edition = judged.edition
    if piece_id not in judged.scene.seen:
        raise UsageRefusal(f"There is no piece “{piece_id}”.", f"name one of: {', '.join(judged.scene.seen)}.")
    piece = edition.piece(piece_id)
    copies = piece.copies if piece else {}
    if (role == LANGUAGE) is not (language in copies):
        raise UsageRefusal(
            f"The role “{role}” {'reads one language of the piece' if role == LANGUAGE else 'reads the whole piece'}.",
            f"add --language with one of: {', '.join(copies)}." if role == LANGUAGE else "leave --language out.",
        )
    signer = next((s for s in edition.signers if s.person == person and role in s.roles), None)
    if signer is None or without_comment(signer.key) != public_of(key):
        raise UsageRefusal(
            f"edition.toml does not list “{person}” with the role “{role}” and this key.",
            f'add a table [[signer]] with person = "{person}", roles = ["{role}"], key = "{public_of(key)}".',
        )
    name = ".".join(part for part in (piece_id, role, language, person) if part)
    at = Span(f"sign-offs/{name}.toml")
    unsigned = SignOff(name, role, person, piece_id, judged.scene.seen[piece_id], on, language, "", at)
    armored = sign(key, SIGN_OFF_NAMESPACE + role, canonical(unsigned.payload()))
    return append_sign_off(judged.manuscript.snapshot.folder, evolve(unsigned, signature=armored))
