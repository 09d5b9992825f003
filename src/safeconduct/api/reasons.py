# SPDX-License-Identifier: Apache-2.0
"""The reasons of one piece's status, as data and as plain values."""

from safeconduct.language.speech import sentences
from safeconduct.model.refusal import UsageRefusal
from safeconduct.preflight.why import Held, Why, why

from .judging import Judged
from .kit import plain_finding, plain_waived


def reasons(judged: Judged, piece_id: str) -> Why:
    """Return why the piece is FINAL or a SPECIMEN; raises `UsageRefusal` when there is none of that id."""
    piece = judged.edition.piece(piece_id)
    if piece is None:
        known = ", ".join(one.id for one in judged.edition.pieces)
        raise UsageRefusal(f"There is no piece “{piece_id}”.", f"name one of: {known}.")
    return why(piece, judged.decision, judged.scene, sentences)


def plain_reasons(told: Why) -> dict[str, object]:
    """Return the reasons as the plain values that `--json` prints."""
    return {
        "piece": told.piece,
        "status": str(told.status),
        "sentences": [
            {
                "text": one.text,
                "language": one.language,
                "block": one.block,
                "file": one.at.file,
                "line": one.at.first,
                "findings": [plain_finding(finding) for finding in one.findings],
            }
            for one in told.sentences
        ],
        "whole": [plain_finding(finding) for finding in told.whole],
        "waived": [plain_waived(one) for one in told.waived],
        "held": _plain_held(told.held) if told.held else None,
    }


def _plain_held(held: Held) -> dict[str, object]:
    return {
        "sign_offs": [
            {"role": one.role, "person": one.person, "language": one.language, "on": one.on.isoformat()}
            for one in held.sign_offs
        ],
        "confirmations": [
            {"person": one.person, "force": one.force, "until": one.until.isoformat()} for one in held.confirmations
        ],
        "reader_tests": [
            {"person": one.person, "readers": len(one.readers), "on": one.on.isoformat()} for one in held.reader_tests
        ],
        "until": held.until.isoformat() if held.until else None,
    }
