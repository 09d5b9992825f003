# SPDX-License-Identifier: Apache-2.0
"""The recipe that brings a person's recording into the studio: their voice untouched, and nothing else of the file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain, record_from
from safeconduct.model.refusal import StepRefusal, UsageRefusal
from safeconduct.model.works import Json
from safeconduct.studio.cleaning.clean import Cleaning, clean
from safeconduct.studio.meters.meter import measured
from safeconduct.studio.orders import TakeOrder
from safeconduct.studio.reel import reel_at, wound, write_flac
from safeconduct.tools.decode import decode

from .told import taken_of
from .trimming import trimmed

MARGIN_S: Final = 0.06
"""What is kept of the silence before and after: a breath, the end of a sound."""

_AGAIN: Final = "Export the recording again from the recorder, or record the paragraph again."


def take(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Bring `inputs["recording"]` in (params: a `TakeOrder`) as `take.flac`: one channel at 48 kHz, cleaned, trimmed.

    Pitch and pace are the speaker's own and stay.  Only samples go on: no tag, name, place or date of the recording
    survives.  `take.json` is a `model.product.Taken`: what the recording measured when it came in, and what was done
    to it.  Raises `StepRefusal` for a recording that `tools.decode` refuses, and for silence; `ToolRefusal` when what
    reads or cleans it is not installed.
    """
    order = record_from(params, TakeOrder)
    raw = out / "raw.reel"
    try:
        decoded = decode(inputs["recording"], order.file, raw)
    except UsageRefusal as refused:  # on the command line it is the words that are wrong; here it is a step
        raise StepRefusal(refused.what, refused.do) from None
    came = reel_at(raw)
    figures = measured(came.tape())
    if trimmed(came, MARGIN_S) is None:
        raise _silent(order)
    cleaned = clean(came, out / "clean.reel", Cleaning(order.denoise, order.at_risk))
    span = trimmed(cleaned.reel, MARGIN_S)
    if span is None:
        raise _silent(order)
    kept = wound(out / "kept.reel", (cleaned.reel.read(*part) for part in span))
    write_flac(out / "take.flac", kept)
    taken = taken_of(order.file, decoded, figures, cleaned)
    (out / "take.json").write_bytes(canonical(plain(taken)))
    for scratch in out.glob("*.reel"):
        scratch.unlink()


def _silent(order: TakeOrder) -> StepRefusal:
    return StepRefusal(f"The recording {order.file} is silent.", _AGAIN)
