# SPDX-License-Identifier: Apache-2.0
"""The recipe of a master: paragraphs joined, given what the channel needs, finished as files, measured and reported."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.model.canonical import canonical, digest_of
from safeconduct.model.channel import SoundChannel
from safeconduct.model.codec import plain, record_from
from safeconduct.model.product import (
    SENDER_END,
    SENDER_START,
    SLATE_END,
    SLATE_START,
    Cut,
    Heard,
    Master,
    MasterFile,
    Paragraph,
    Taken,
    Treated,
)
from safeconduct.model.spoken import ADDED
from safeconduct.model.works import Json

from .files import suffix
from .finishing.finish import Finished, finish
from .finishing.survey import surveyed
from .orders import MasterOrder
from .reel import Reel, read_flac, wound, write_flac
from .tags import Chapter, Tags
from .treating.mixing import Mix, mixed
from .treating.voicing import voiced

MASTER, BEFORE = "master.json", "before.flac"
"""What the recipe writes besides the files of the channel: the measurements, and the sound as it was recorded."""

_AT_ONCE: Final = 2
_LONGEST_CHAPTER: Final = 40
Span = tuple[str, float, float]


def master(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Make the files of a channel, `before.flac` and `master.json` (a `model.product.Master`) from spoken paragraphs.

    `params` is a `MasterOrder`; each cue names one of `inputs`, `reports` name those that hold what takes, cuts and
    recognisers found.  Figures in `master.json` are those of the written files, decoded again.
    """
    order = record_from(params, MasterOrder)
    with tempfile.TemporaryDirectory(prefix="safeconduct-master-") as folder:
        scratch = Path(folder)
        wanted = dict.fromkeys(cue.input for cue in order.cues)
        reels = {name: wound(scratch / f"{n}.f4", read_flac(inputs[name])) for n, name in enumerate(wanted)}
        blocks = tuple(cue.said.block for cue in order.cues)
        mix = mixed([reels[cue.input] for cue in order.cues], order.channel.pause_s, scratch / "mix.f4", blocks)
        write_flac(out / BEFORE, mix.reel)
        spans = tuple((cue.said.block, *span) for cue, span in zip(order.cues, mix.spoken, strict=True))
        done = carried(mix.reel, order.channel, _tags(order, mix), spans, order.name, out, scratch)
    report = _report(order, mix, done, _found(inputs, order.reports))
    (out / MASTER).write_bytes(canonical(plain(report)))


@frozen
class Carried:
    """The finished files of one channel, and what was done to the voice for it."""

    files: tuple[MasterFile, ...]
    treated: tuple[Treated, ...]


def carried(
    mix: Reel,
    channel: SoundChannel,
    tags: Tags,
    spoken: tuple[Span, ...],
    name: str,
    out: Path,
    scratch: Path,
    at_once: int = _AT_ONCE,
) -> Carried:
    """Give a mix what `channel` needs and write each of its files as `out/<name>.<suffix>`, `at_once` at a time.

    `spoken` says what is heard when: (block, first second, last second).
    """
    spans = tuple(span[1:] for span in spoken)
    reel, treated = voiced(mix, channel.voicing, spans, scratch / f"{channel.id}.f4")
    survey = surveyed(reel.tape())

    def finished(number: int) -> Finished:
        spec = channel.files[number]
        place = scratch / f"{channel.id}-{number}"
        place.mkdir()
        return finish(reel, channel, spec, tags, out / f"{name}.{suffix(spec)}", spoken, place, survey)

    # Encoders leave the interpreter alone while they work: two of them run side by side, and nothing depends on which
    # is ready first.
    with ThreadPoolExecutor(at_once) as pool:
        made = tuple(pool.map(finished, range(len(channel.files))))
    reel.path.unlink()
    done = dict.fromkeys(one for file in made for one in file.treated)
    return Carried(tuple(file.file for file in made), (*treated, *done))


def _tags(order: MasterOrder, mix: Mix) -> Tags:
    chapters = tuple(
        Chapter(start_s, _begun(cue.said.text))
        for cue, (start_s, _) in zip(order.cues, mix.spoken, strict=True)
        if cue.said.saying == 1 and cue.said.block not in ADDED
    )
    return Tags(order.title, order.artist, order.album, order.language, order.comment, order.day, chapters)


def _begun(text: str) -> str:
    """The first words of a paragraph: a player shows one line."""
    words = text.split()
    while len(words) > 1 and len(" ".join(words)) > _LONGEST_CHAPTER:
        words.pop()
    begun = " ".join(words)
    return begun if begun == " ".join(text.split()) else f"{begun} …"


@frozen
class _Found:
    """What the steps before found out about the recordings."""

    taken: tuple[Taken, ...]
    cuts: tuple[Cut, ...]
    heard: tuple[Heard, ...]


def _found(inputs: Mapping[str, Path], reports: tuple[str, ...]) -> _Found:
    told = {name: json.loads(inputs[name].read_bytes()) for name in reports}

    def of_kind(kind: str) -> Iterator[object]:
        return (value for name, value in told.items() if name.partition(":")[0] == kind)

    return _Found(
        taken=tuple(record_from(value, Taken) for value in of_kind("take")),
        cuts=tuple(record_from(cut, Cut) for value in of_kind("cuts") if isinstance(value, list) for cut in value),
        heard=tuple(record_from(one, Heard) for value in of_kind("heard") if isinstance(value, list) for one in value),
    )


def _report(order: MasterOrder, mix: Mix, done: Carried, found: _Found) -> Master:
    paragraphs = tuple(
        Paragraph(
            block=cue.said.block,
            start_s=round(start_s, 3),
            end_s=round(end_s, 3),
            voice=cue.voice,
            syllables=cue.said.syllables,
            script=digest_of(cue.said.spoken.encode()),
            saying=cue.said.saying,
        )
        for cue, (start_s, end_s) in zip(order.cues, mix.spoken, strict=True)
    )
    blocks = [cue.said.block for cue in order.cues]

    def everywhere(block: str, at: int) -> bool:
        return blocks[at] == block and all(block in file.heard for file in done.files)

    return Master(
        files=done.files,
        paragraphs=paragraphs,
        slate_start=everywhere(SLATE_START, 0),
        slate_end=everywhere(SLATE_END, -1),
        sender_start=SENDER_START in blocks and everywhere(SENDER_START, blocks.index(SENDER_START)),
        sender_end=SENDER_END in blocks and everywhere(SENDER_END, blocks.index(SENDER_END)),
        treated=(*mix.treated, *done.treated),
        taken=found.taken,
        cuts=found.cuts,
        heard=found.heard,
    )
