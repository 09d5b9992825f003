# SPDX-License-Identifier: Apache-2.0
"""Consents: which hold, what rests on each, and, for those that do not, what to rebuild and what to call back."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from safeconduct.language.labels import catalogue, languages
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.agreed import voice_agreed
from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Edition, Take
from safeconduct.model.ledger import Consent, ConsentState
from safeconduct.model.refusal import UsageRefusal
from safeconduct.press.formats import names as formats

from .kit import REPORT, SCHEMA


@frozen
class GivenFile:
    """A file of a kit that was given away; `sure` is False where the kit does not say which voices it holds."""

    kit: str
    file: str
    sha256: str
    sure: bool


@frozen
class Standing:
    """A consent on a day: its state, the takes it covers, and the pieces and languages that use them.

    `unfound` are covered recordings that lie no longer in takes/.  `recall` names files that must be called back: the
    consent has lapsed, or never agreed to this voice.
    """

    consent: Consent
    state: ConsentState
    takes: tuple[Take, ...]
    unfound: tuple[Digest, ...]
    recall: tuple[GivenFile, ...]

    @property
    def used(self) -> tuple[tuple[str, str], ...]:
        """Each piece and language in which a recording of this consent would be heard, once."""
        return tuple(dict.fromkeys((take.piece, take.language) for take in self.takes))

    @property
    def rebuild(self) -> tuple[str, ...]:
        """The pieces that must be built again without a recording that may not be heard."""
        bad = [
            take
            for take in self.takes
            if self.state is not ConsentState.IN_FORCE or not voice_agreed(take, self.consent)
        ]
        return tuple(dict.fromkeys(take.piece for take in bad))


@frozen
class Consents:
    """Every consent of an edition, in the order of their files, and the notices to send: language tag to text."""

    edition: str
    standings: tuple[Standing, ...]
    notices: Mapping[str, str]

    @property
    def recall(self) -> tuple[GivenFile, ...]:
        """Every file that must be called back, once."""
        return tuple(dict.fromkeys(file for standing in self.standings for file in standing.recall))


def consents(folder: Path, kits: Iterable[Path], today: date) -> Consents:
    """Look at every consent of the manuscript in `folder`, and at the kits (their folders) that were given away.

    Raises `FolderRefusal` for a folder that is no manuscript, `UsageRefusal` for a kit without a report of ours.
    """
    edition = read_manuscript(folder, (), formats()).edition
    given = [(kit.name, _artifacts(kit)) for kit in kits]
    standings = tuple(_standing(consent, edition, given, today) for consent in edition.consents)
    files = tuple(dict.fromkeys(file for standing in standings for file in standing.recall))
    tags = [tag for tag in edition.languages if tag in languages()]
    return Consents(edition.id, standings, {tag: notice(tag, files) for tag in tags} if files else {})


def notice(language: str, files: Iterable[GivenFile]) -> str:
    """Return the words with which files are called back: they name files and digests, never a person."""
    lines = [f"{file.file}  sha256:{file.sha256}" for file in files]
    return "\n".join([catalogue(language)["recall_recording"], "", *dict.fromkeys(lines)])


def _standing(
    consent: Consent, edition: Edition, given: Iterable[tuple[str, list[Mapping[str, object]]]], today: date
) -> Standing:
    state = consent.state(today, today)
    takes = tuple(take for piece in edition.pieces for take in piece.takes if take.digest in consent.covers)
    found = {take.digest for take in takes}
    barred = {
        digest
        for digest in consent.covers
        if state in (ConsentState.WITHDRAWN, ConsentState.ENDED)
        or not all(voice_agreed(take, consent) for take in takes if take.digest == digest)
    }
    where = {(take.piece, take.language) for take in takes if take.digest in barred}
    recall = [
        GivenFile(kit, str(artifact["path"]), str(artifact["sha256"]), sure="takes" in artifact)
        for kit, artifacts in given
        for artifact in artifacts
        if _holds(artifact, barred, where)
    ]
    return Standing(consent, state, takes, tuple(sorted(set(consent.covers) - found)), tuple(recall))


def _holds(artifact: Mapping[str, object], barred: set[Digest], where: set[tuple[str, str]]) -> bool:
    """Whether a barred recording is heard in a file; one that does not tell counts, when it is sound of that piece."""
    takes = artifact.get("takes")
    if isinstance(takes, list):
        return not barred.isdisjoint(takes)
    sound = str(artifact.get("media_type", "")).startswith(("audio/", "video/"))
    return sound and not artifact["told"] and (str(artifact.get("piece")), str(artifact.get("language"))) in where


def _artifacts(kit: Path) -> list[Mapping[str, object]]:
    """The files that a kit's report names; `told` says whether the kit is one that names takes at all."""
    again = "name the folder of a kit that safeconduct built; its report is kit.json."
    try:
        report = json.loads((kit / REPORT).read_bytes())
    except OSError as fault:
        raise UsageRefusal(f"The kit {kit} has no report that can be read ({fault.strerror}).", again) from None
    except (ValueError, RecursionError):
        raise UsageRefusal(f"The report of the kit {kit} is damaged.", again) from None
    artifacts = report.get("artifacts") if isinstance(report, dict) and report.get("schema") == SCHEMA else None
    if not isinstance(artifacts, list) or not all(_is_artifact(one) for one in artifacts):
        raise UsageRefusal(f"The report of the kit {kit} is none of ours.", again)
    return [{**one, "told": report.get("tells_takes") is True} for one in artifacts]


def _is_artifact(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("path", "sha256"))
