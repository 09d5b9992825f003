# SPDX-License-Identifier: Apache-2.0
"""Waivers: which findings an editor has let pass, on which piece, and until when."""

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from safeconduct.model.canonical import Digest, digest_of_value
from safeconduct.model.edition import Edition
from safeconduct.model.judgement import Finding, Severity, Waived
from safeconduct.model.places import Span
from safeconduct.model.signed import Waiver

from .engine import checks, of_products
from .scene import Scene
from .standard import AUTHOR

UNUSED = "waiver-unused"
MARK = ".SPECIMEN"
_LINE = re.compile(r"(\.(?:md|toml)):\d+")


def waived_digest(edition: Edition, finding: Finding, piece: str) -> Digest:
    """Return the digest by which a waiver covers a finding on a piece.

    It binds to the check, the file, the message and the words of the block in every language (of all blocks, where the
    finding is on the piece as a whole), so that no other words are let pass; not to line numbers, nor to the mark in a
    product's name, which comes and goes with the status.
    """
    return digest_of_value(
        {
            "edition": edition.id,
            "check": finding.check,
            "piece": piece,
            "file": finding.place.file.replace(MARK, ""),
            "message": _LINE.sub(r"\1", finding.message.replace(MARK, "")),
            "words": _words(edition, finding, piece),
        }
    )


def _words(edition: Edition, finding: Finding, piece_id: str) -> Mapping[str, str]:
    piece = edition.piece(piece_id)
    copies = piece.copies if piece else {}
    here = {block.id for copy in copies.values() for block in copy.blocks if block.at == finding.place}
    whole = not here and finding.place.file.startswith(f"pieces/{piece_id}/")
    return {
        language: "\n".join(block.text for block in copy.blocks if whole or block.id in here)
        for language, copy in copies.items()
    }


def fault_of(waiver: Waiver, scene: Scene) -> str | None:
    """Return why a waiver does not count (its end apart), or None."""
    record = checks().get(waiver.check)
    if record is None or not record.waivable:
        return f"“{waiver.check}” is no check that can be waived"
    if any(other.role == AUTHOR for other in scene.by_same_hand(waiver)):
        return f"“{waiver.person}” wrote “{waiver.piece}” and cannot waive what is found on it"
    return scene.genuine.get(waiver.at.file, "it was not looked at")


def concerned(finding: Finding, pieces: Iterable[str]) -> tuple[str, ...]:
    """Return which of `pieces` a finding concerns: those it names, the one in whose folder it lies, or else all."""
    known = tuple(pieces)
    if finding.pieces:
        return tuple(piece for piece in finding.pieces if piece in known)
    parts = finding.place.file.split("/") if isinstance(finding.place, Span) else []
    if len(parts) > 2 and parts[0] == "pieces" and parts[1] in known:
        return (parts[1],)
    return known


def apply_waivers(findings: Iterable[Finding], scene: Scene) -> tuple[list[Finding], tuple[Waived, ...]]:
    """Return the findings that still stand, with those of the waivers themselves, and those that are waived.

    A finding that is waived on some of its pieces still stands on the others.
    """
    if not scene.edition.waivers:
        return list(findings), ()
    waivers = [one for one in scene.edition.waivers if fault_of(one, scene) is None and scene.is_current(one.until)]
    covering = {(one.piece, digest): one for one in reversed(waivers) for digest in one.covers}
    standing: list[Finding] = []
    waived: list[Waived] = []
    found: set[tuple[str, Digest]] = set()
    pieces = tuple(piece.id for piece in scene.edition.pieces)
    for finding in findings:
        digests = _digests(finding, pieces, scene.edition)
        found |= digests.items()
        passed = {piece: covering[piece, digest] for piece, digest in digests.items() if (piece, digest) in covering}
        waived += [Waived(finding, piece, waiver) for piece, waiver in passed.items()]
        left = tuple(piece for piece in concerned(finding, pieces) if piece not in passed)
        if not passed:
            standing.append(finding)
        elif left:
            standing.append(evolve(finding, pieces=left))
    return [*standing, *_unused(waivers, found, scene)], tuple(waived)


def _digests(finding: Finding, pieces: tuple[str, ...], edition: Edition) -> Mapping[str, Digest]:
    if finding.severity is not Severity.WARN:
        return {}
    return {piece: waived_digest(edition, finding, piece) for piece in concerned(finding, pieces)}


def _unused(waivers: Iterable[Waiver], found: set[tuple[str, Digest]], scene: Scene) -> Iterator[Finding]:
    here = {piece.id for piece in scene.edition.pieces}
    made = scene.printed is not None or scene.spoken is not None
    for waiver in waivers:
        waits = of_products(checks()[waiver.check]) and not made
        gone = [digest for digest in waiver.covers if (waiver.piece, digest) not in found]
        if gone and not waits and (waiver.piece in here or waiver.piece not in scene.seen):
            yield Finding(
                UNUSED,
                checks()[UNUSED].severity,
                waiver.at,
                f"The waiver “{waiver.id}” covers {len(waiver.covers)} findings of {waiver.check} on “{waiver.piece}”, "
                f"and {len(gone)} of them no check finds any more.",
                checks()[UNUSED].remedy,
                (waiver.piece,) if waiver.piece in here else (),
            )
