# SPDX-License-Identifier: Apache-2.0
"""The rows of the report: worked out of the measurements, before anything is drawn or set."""

from itertools import groupby

from attrs import evolve, frozen

from safeconduct.model.captions import readable
from safeconduct.model.product import Master, Taken, Treated

from .doings import Doing, doing, figure
from .limits import NEAR
from .orders import ReportOrder
from .sentences import hum_told

_DRAFT = "draft"
_FEW_SIGNS = 90


@frozen
class Done:
    """One thing that was done: its plain words, and (where, what is measured, before, after) for each place."""

    doing: Doing
    places: tuple[tuple[str, str, str, str], ...]


@frozen
class Spoken:
    """One paragraph: when, in which voice, how fast, where it was cut, and its first words."""

    block: str
    when: str
    synthetic: bool
    pace: str
    too_fast: bool
    cut: str
    words: str


def done_told(master: Master) -> list[Done]:
    """Return what was done, each treatment once, in the order in which it was first done, to takes and to the whole."""
    to_takes = (evolve(one, where=one.where or taken.file) for taken in master.taken for one in taken.treated)
    treated = [*to_takes, *master.treated]
    order = {one.what: n for n, one in reversed(list(enumerate(treated)))}
    together = groupby(sorted(treated, key=lambda one: order[one.what]), key=lambda one: one.what)
    return [Done(doing(what), tuple(map(_place, ones))) for what, ones in together]


def _place(one: Treated) -> tuple[str, str, str, str]:
    after = figure(one.after, one.unit) if one.after != one.before else "left as it is"
    return one.where or "all of it", doing(one.what).measures.get(one.unit, ""), figure(one.before, one.unit), after


def spoken_told(master: Master, order: ReportOrder) -> list[Spoken]:
    """Return a row for each paragraph."""
    cuts = {cut.block: cut for cut in master.cuts}
    most = order.limits.most_syllables_per_s
    rows = []
    for part in master.paragraphs:
        length_s = part.end_s - part.start_s
        pace = part.syllables / length_s if part.syllables and length_s > 0 else 0.0
        cut = cuts.get(part.block)
        pause = f"in a pause of {cut.pause_s:.2f} s" if cut and cut.pause_s > 0 else "no pause before it" if cut else ""
        rows.append(
            Spoken(
                block=part.block + (f" (saying {part.saying})" if part.saying > 1 else ""),
                when=f"{part.start_s:.1f} to {part.end_s:.1f} s",
                synthetic=part.voice == _DRAFT,
                pace=f"{pace:.1f}" if pace else "",
                too_fast=bool(most) and pace > most + NEAR,
                cut=pause,
                words=_first(order.texts.get(part.block, "")),
            )
        )
    return rows


def takes_told(master: Master) -> list[tuple[Taken, list[tuple[str, str]]]]:
    """Return each recording as it came in, with its figures by name."""
    return [(taken, _came_in(taken)) for taken in master.taken]


def _came_in(taken: Taken) -> list[tuple[str, str]]:
    channels = "one channel" if taken.channels == 1 else f"{taken.channels} channels, joined"
    rows = [
        ("Kind", f"{taken.kind}, {taken.rate_hz:,} Hz, {channels}"),
        ("Length", figure(taken.length_s, "s")),
        ("Loudness", figure(taken.loudness_lufs, "LUFS")),
        ("True peak", figure(taken.peak_dbtp, "dBTP")),
        ("Noise in the pauses", figure(taken.noise_dbfs, "dBFS")),
    ]
    return [*rows, ("Mains hum", hum_told(taken))]


def _first(text: str) -> str:
    text = readable(text)
    return text if len(text) <= _FEW_SIGNS else f"{text[:_FEW_SIGNS].rpartition(' ')[0] or text[:_FEW_SIGNS]} …"
