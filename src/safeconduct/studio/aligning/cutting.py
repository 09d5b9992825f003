# SPDX-License-Identifier: Apache-2.0
"""The recipe that cuts one long take into its paragraphs, in the pauses between them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain, record_from
from safeconduct.model.product import Cut
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json
from safeconduct.studio.orders import CutOrder
from safeconduct.studio.reel import STRETCH, Reel, read_flac, wound, write_flac
from safeconduct.studio.samples import RATE_HZ, Samples

from .aligning import aligned
from .doubting import Doubt

TAKE, REFERENCE = "take", "reference:"
"""The input that is cut, and how those begin that are synthetic readings; the name of the block follows."""

_FADE = RATE_HZ // 200
_WORD = "Hear the recording there; record it again, or give each paragraph a recording of its own."


def cut(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Cut `inputs["take"]` (params: a `CutOrder`) into `<block>.flac` for each block, and say where in `cuts.json`.

    `inputs["reference:<block>"]` is a synthetic reading of that block.  `cuts.json` holds a list of
    `model.product.Cut`; the pause before the first paragraph is the silence the take begins with.  Raises
    `StepRefusal` for a take that is silent, and where a paragraph is clearly missing, read twice or out of order: it
    names the second.
    """
    order = record_from(params, CutOrder)
    try:
        take = wound(out / "take.reel", read_flac(inputs[TAKE]))
        found = aligned(take.tape(), [read_flac(inputs[REFERENCE + block]) for block in order.blocks])
    except ValueError:
        raise StepRefusal(
            f"The recording {order.file} cannot be cut into paragraphs: nobody speaks in it.", _WORD
        ) from None
    if found.doubt:
        raise _refused(order, found.doubt)
    cuts = [
        Cut(block, span.start_s, span.end_s, span.pause_s)
        for block, span in zip(order.blocks, found.spans, strict=True)
    ]
    for each in cuts:
        reel = wound(out / "cut.reel", _part(take, each))
        if not reel.size:
            raise _refused(order, Doubt("missing", order.blocks.index(each.block), each.start_s))
        write_flac(out / f"{each.block}.flac", reel)
        reel.path.unlink()
    take.path.unlink()
    (out / "cuts.json").write_bytes(canonical(plain(cuts)))


def _part(take: Reel, each: Cut) -> Iterator[Samples]:
    """Yield one span of a take, rising and falling within 5 ms so that the cut does not click."""
    first, end = round(each.start_s * RATE_HZ), min(take.size, round(each.end_s * RATE_HZ))
    for at in range(first, end, STRETCH):
        place = np.arange(at, min(end, at + STRETCH))
        fade = np.minimum(1.0, (np.minimum(place - first, end - 1 - place) + 1) / _FADE)
        yield take.read(at, at + place.size) * fade.astype(np.float32)


def _refused(order: CutOrder, doubt: Doubt) -> StepRefusal:
    block, at = order.blocks[doubt.paragraph], f"second {doubt.at_s:.0f} of the recording {order.file}"
    around: Sequence[str] = order.blocks[doubt.paragraph : doubt.paragraph + 2]
    what = {
        "missing": f"At {at} the paragraph {block}, or one beside it, seems to be missing.",
        "twice": f"At {at} the paragraph {block} seems to be read twice, or more is said than stands there.",
        "swapped": f"At {at} the paragraphs {' and '.join(around)} seem to be read in the other order.",
    }
    return StepRefusal(what[doubt.what], _WORD)
