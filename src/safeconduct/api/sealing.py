# SPDX-License-Identifier: Apache-2.0
"""Sealing: the decision is taken again, every byte re-hashed, and a key signs."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.graph.store import Store
from safeconduct.model.refusal import StepRefusal
from safeconduct.preflight.ending import first_end
from safeconduct.seal.manifest import write_up
from safeconduct.seal.pack import pack

from .making import Made

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
        valid_until=first_end(judged.scene),
        artifacts=made.artifacts,
        outcomes=judged.outcomes,
        waived=judged.decision.waived,
        signed=[record for record in edition.signed if edition.piece(record.piece)],
        signer_keys={signer.person: signer.key for signer in edition.signers},
        made_with=_made_with(made),
    )
    pack({artifact.file: store.path(artifact.sha256) for artifact in made.artifacts}, manifest, key, folder)


def _made_with(made: Made) -> Mapping[str, str]:
    tools = {tool for plan in made.plans for step in plan.steps for tool in step.tools}
    return {name: version(name) for name in sorted({"safeconduct", *tools})}
