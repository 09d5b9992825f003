# SPDX-License-Identifier: Apache-2.0
"""The ruler: how wide a word will be, read from the metrics and kerning of the font files, in em."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from safeconduct.press.compiling import FONTS
from safeconduct.press.type.font_file import opened
from safeconduct.press.type.font_layout import Kerning, ligatures

# The halves of a Korean bracket that stay empty are taken away: a bracket is half a syllable wide.
SLIM = re.compile("[《〈「『》〉」』]")


class _Metrics:
    """What a font file says about widths; kerning is looked up pair by pair as it is asked for."""

    def __init__(self, file: str) -> None:
        self.font = opened(FONTS / file)
        self.kerning = Kerning(self.font)
        self._joined = ligatures(self.font)

    def glyphs(self, text: str) -> list[int]:
        """Return the glyphs of a text, ligatures joined, the longest first."""
        found: list[int] = []
        for sign in text:
            found.append(self.font.glyph(ord(sign)))
            for length in (3, 2):
                joined = self._joined.get(tuple(found[-length:]))
                if joined:
                    found[-length:] = [joined]
                    break
        return found


@cache
def _metrics(file: str) -> _Metrics:
    return _Metrics(file)


@lru_cache(maxsize=20_000)
def width_em(text: str, file: str) -> float:
    """Return the width of `text`, which has no line end, in em; every sign must be in the font."""
    metrics = _metrics(file)
    glyphs = metrics.glyphs(text)
    total = sum(metrics.font.width(glyph) for glyph in glyphs)
    total += sum(metrics.kerning.between(a, b) for a, b in pairwise(glyphs))
    slim = len(SLIM.findall(text))
    return total / metrics.font.units - slim / 2
