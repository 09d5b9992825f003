# SPDX-License-Identifier: Apache-2.0
"""What is read aloud of every spoken piece, as the checks of the text want to see it."""

from collections.abc import Iterator

from safeconduct.language.reading import reading
from safeconduct.manuscript.forms import forms
from safeconduct.model.edition import SPOKEN, Edition
from safeconduct.preflight.scene import Scripted


def scripted(edition: Edition) -> Iterator[Scripted]:
    """Yield each copy of each spoken piece, with its syllables and what no rule could read.

    A language without rules is left out; that is a fault found elsewhere (`language-unknown`).
    """
    for piece in edition.pieces:
        for copy in piece.copies.values() if piece.spoken else ():
            try:
                read = [
                    (block, reading(" ".join(block.text.split()), copy.language))
                    for block in copy.blocks
                    if block.kind in SPOKEN
                ]
            except KeyError:
                continue
            left = tuple((block, one.left) for block, one in read if one.left)
            yield Scripted(copy, piece, forms()[piece.format], sum(one.syllables for _, one in read), left)
