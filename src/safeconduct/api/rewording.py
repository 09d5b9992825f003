# SPDX-License-Identifier: Apache-2.0
"""Whether a change is cosmetic, and if not, which words changed first."""

from safeconduct.manuscript.seen import bare_words
from safeconduct.model.edition import Piece
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.signed import ReaderTest, SignOff
from safeconduct.preflight.scene import Scene


def refuse_reworded(piece: Piece, scene: Scene) -> None:
    """Raise `UsageRefusal` unless whatever has lapsed on the piece lapsed by spacing and punctuation alone."""
    signed: list[SignOff | ReaderTest] = [*scene.edition.sign_offs, *scene.edition.reader_tests]
    lapsed = [one for one in signed if one.piece == piece.id and scene.is_genuine(one) and not scene.is_as_seen(one)]
    if not lapsed:
        raise UsageRefusal(
            f"Nothing that was signed on “{piece.id}” has lapsed, so there is nothing to confirm again.",
            "mark a change as cosmetic after it was made.",
        )
    for record in lapsed:
        if record.bare != scene.bare[piece.id]:
            raise UsageRefusal(
                f"More than spacing and punctuation changed since “{record.person}” signed “{piece.id}” as "
                f"{record.role}: {_first_change(piece, record)}.",
                "have the piece read and signed again, or delete the old record.",
            )


def _first_change(piece: Piece, record: SignOff | ReaderTest) -> str:
    if record.bare is None:
        return "the record is of an older kind that does not tell what was read"
    before = record.words if isinstance(record, SignOff) else {}
    for language, now in bare_words(piece).items() if before else ():
        old, new = before.get(language, "").split(), now.split()
        blocks = piece.copies[language].blocks
        for number, block in enumerate(blocks):
            if old[number : number + 1] != new[number : number + 1]:
                return f"the first changed words stand at {block.at}, “{_short(block.text)}”"
        if len(old) > len(new):
            return f"in {piece.copies[language].at.file} a paragraph at the end is gone"
    if set(before) - set(piece.copies):
        return f"the copy in {min(set(before) - set(piece.copies))} is gone"
    return "not the words, but what they rest on or go out with: a claim, a source, a picture, a recording, a channel"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"
