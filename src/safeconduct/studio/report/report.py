# SPDX-License-Identifier: Apache-2.0
"""The recipe of the studio's report: one web page a piece, no script, no network."""

import json
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen
from markupsafe import Markup

from safeconduct.evidence.web_page import web_page
from safeconduct.model.codec import record_from
from safeconduct.model.product import Master
from safeconduct.model.works import Json

from .limits import files_told
from .looking import Look, look_at
from .orders import ReportOrder
from .pictures import loudness, spectrum, waves
from .sentences import summary, unchecked
from .spectrogram import loudest_of, spectrogram
from .telling import done_told, spoken_told, takes_told

HERE = Path(__file__).resolve().parent


def report(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write the page that a `ReportOrder` asks for.

    `inputs["master"]` is master.json; `inputs["before"]` the mix before its treatment and `inputs["after"]` a finished
    file, WAV or FLAC: without them there is nothing to draw, and the page says so.  Each is read once, as it runs.
    """
    order = record_from(params, ReportOrder)
    master = record_from(json.loads(inputs["master"].read_bytes()), Master)
    before, after = (look_at(inputs[name]) if name in inputs else None for name in ("before", "after"))
    (out / order.file).write_text(page(order, master, before, after), encoding="utf-8", newline="\n")


@frozen
class _Pictures:
    waves: Markup
    loudness: Markup
    spectrum: Markup
    spectrograms: tuple[tuple[str, Markup], ...]


def page(order: ReportOrder, master: Master, before: Look | None, after: Look | None) -> str:
    """Return the page; the pictures are drawn here, and are the only mark-up let through."""
    return web_page(
        HERE / "page.html.j2",
        HERE / "page.css",
        "data:",
        o=order,
        sentences=tuple(summary(master, order)),
        files=files_told(master, order.limits),
        done=done_told(master),
        spoken=spoken_told(master, order),
        cut=bool(master.cuts),
        takes=takes_told(master),
        unchecked=tuple(unchecked(master)),
        pictures=_pictures(order, master, before, after) if after else None,
        compared=before is not None,
    )


def _pictures(order: ReportOrder, master: Master, before: Look | None, after: Look) -> _Pictures:
    looks = [("Before", before), ("After", after)] if before else [("The sound", after)]
    return _Pictures(
        _drawn(waves(before, after, master.paragraphs)),
        _drawn(loudness(before, after, order.limits)),
        _drawn(spectrum(before, after)),
        tuple((name, spectrogram(look, loudest_of(look))) for name, look in looks if look),
    )


def _drawn(svg: str) -> Markup:
    return Markup(svg.strip())  # noqa: S704 - drawn here, every text in it escaped
