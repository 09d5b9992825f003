# SPDX-License-Identifier: Apache-2.0
"""Sealing: the decision is taken again, every byte re-hashed, and a publisher's key signs."""

from pathlib import Path

from safeconduct.graph.store import Store
from safeconduct.model.canonical import digest_of, digest_of_value
from safeconduct.model.refusal import AlteredRefusal, StepRefusal, UsageRefusal
from safeconduct.model.sealed import Release
from safeconduct.preflight.ending import first_end
from safeconduct.seal.adding import release_in
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.chancery.numbers import next_number, note_given, refuse_given
from safeconduct.seal.chancery.writing import alone
from safeconduct.seal.manifest import write_up
from safeconduct.seal.pack import Terms, pack
from safeconduct.seal.signers import Signer

from .clean_files import clean_faults
from .making import Made
from .toolchain import made_with


def seal(made: Made, store: Store, chancery: Chancery, signer: Signer, version: int | None, folder: Path) -> Release:
    """Pack the kit that was just made (uniformly marked) into the sealed package `folder`, and return its release.

    Its number is `version`, or the one after the highest that a release of this line was given.  Raises `StepRefusal`
    when the build failed, `FolderRefusal` when the folder is taken, `UsageRefusal` when another release bears the
    number, or the covering letter names another press; by hand also what `signed` raises.
    """
    if made.failed is not None:
        raise StepRefusal("The kit could not be made, so there is nothing to seal.", "mend what `build` reports first.")
    judged, edition = made.judged, made.judged.edition
    _refuse_traces(made, store)
    if edition.press and edition.press != chancery.fingerprint:
        raise UsageRefusal(
            f"edition.toml prints the fingerprint {edition.press}, and this chancery has {chancery.fingerprint}.",
            "name the right chancery with --chancery, or mend press in edition.toml.",
        )
    tools = made_with(made)
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
        made_with=tools,
    )
    files = {artifact.file: store.path(artifact.sha256) for artifact in made.artifacts}
    with alone(chancery.folder):
        number = version or next_number(chancery, edition.id)
        terms = Terms(
            version=number,
            kinds=tuple(sorted({piece.format for piece in edition.pieces})),
            manuscript=digest_of_value(edition.files),
            toolchain=digest_of_value(tools),
        )

        def agree(release: bytes) -> None:
            refuse_given(chancery, edition.id, number, digest_of(release))

        pack(files, manifest, terms, chancery.root(), chancery.signed_files(), signer, folder, agree)
        release, raw = release_in(folder)
        note_given(chancery, edition.id, number, digest_of(raw))
    return release


def _refuse_traces(made: Made, store: Store) -> None:
    faults = clean_faults(made.judged.edition, made.judged.scene.as_of, made.artifacts, store)
    if faults:
        raise AlteredRefusal(
            f"This kit cannot be sealed. {' '.join(faults)}",
            "Mend what brought it in, build the edition again, and seal that; see docs/clean-files.md.",
        )
