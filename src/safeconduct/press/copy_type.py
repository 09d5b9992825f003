# SPDX-License-Identifier: Apache-2.0
"""In what size is each paragraph and each step of the copy set on a finished PDF?"""

from collections.abc import Iterable, Iterator, Sequence

from safeconduct.model.product import Seen

from .inspecting.opened import OpenPage
from .signs import Sign

COPY_TYPE = "copy-type"


def copy_type(pages: Iterable[OpenPage], texts: Iterable[str]) -> Iterator[Seen]:
    """Yield for each of `texts` that is found its smallest size in points; where it is set several times, the largest.

    `what` is the text; letters and figures alone are compared, since lines and hyphens fall where the press wants them.
    """
    placed = [(page.number, sign) for page in pages for sign in page.signs if _counts(sign)]
    # One sign may be several letters (a ligature): each letter knows the sign it came from.
    letters = [(letter, index) for index, (_, sign) in enumerate(placed) for letter in _letters(sign.text)]
    whole = "".join(letter for letter, _ in letters)
    for text in dict.fromkeys(texts):
        wanted = "".join(_letters(text))
        found = list(_places(whole, wanted)) if wanted else []
        if found:
            stretches = [_stretch(placed, letters[at][1], letters[at + len(wanted) - 1][1]) for at in found]
            page, sign = max(stretches, key=lambda one: one[1].size_pt)
            yield Seen(COPY_TYPE, page, sign.box or (0.0, 0.0, 0.0, 0.0), text, round(sign.size_pt, 2))


def _counts(sign: Sign) -> bool:
    return sign.box is not None and not sign.of_mark


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _places(whole: str, wanted: str) -> Iterator[int]:
    at = whole.find(wanted)
    while at >= 0:
        yield at
        at = whole.find(wanted, at + 1)


def _stretch(placed: Sequence[tuple[int, Sign]], first: int, last: int) -> tuple[int, Sign]:
    inside = [one for one in placed[first : last + 1] if _letters(one[1].text)]
    return min(inside, key=lambda one: one[1].size_pt)
