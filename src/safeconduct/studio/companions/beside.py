# SPDX-License-Identifier: Apache-2.0
"""The recipe of the companions: what was measured on a master, and the words that it says, as files beside it."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from attrs import define

from safeconduct.evidence.legible import legible
from safeconduct.model.captions import readable
from safeconduct.model.codec import record_from
from safeconduct.model.product import Master
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

from .clock import in_ms
from .cue_sheet import begins, read_cue, tracks_of, write_cue
from .lrc import old_spelling, read_lrc, write_lrc
from .orders import CompanionOrder, outputs
from .parity import CompanionError, rising, same_words
from .playlist import checked, played
from .run_sheet import run_sheet
from .timing import Shown, shown, told
from .transcript import lines_of, read_page, read_transcript, transcript_page, transcript_text
from .vtt import read_vtt, write_vtt

_ESTIMATED = "Captions follow the script; inside a paragraph their times are worked out from syllables."


def companions(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write every file of `orders.outputs`, and read each back before the step ends.

    `inputs["master"]` is master.json (`model.product.Master`), `params` a `CompanionOrder`.  Raises `StepRefusal` when
    a paragraph has no text, when a finished file is not in the master, and when a file reads otherwise than written.
    """
    order = record_from(params, CompanionOrder)
    master = record_from(json.loads(inputs["master"].read_bytes()), Master)
    beside = _Beside(order, master)
    writers: dict[str, Callable[[str], str]] = {
        ".cue": beside.cue,
        ".run-sheet.txt": beside.run_sheet,
        ".m3u8": beside.m3u,
        ".vtt": beside.vtt,
        ".lrc": beside.lrc,
        ".transcript.txt": beside.transcript,
        ".transcript.html": beside.page,
    }
    for file in outputs(order):
        ending = file.removeprefix(order.name)
        try:
            if ending == ".cp949.lrc":
                (out / file).write_bytes(beside.old_lrc(file))
            else:
                (out / file).write_bytes(writers[ending](file).encode())
        except CompanionError as fault:
            raise StepRefusal(f"{file} cannot be written: {fault}.", "this is our fault: please report it.") from None


@define(slots=False)
class _Beside:
    """One piece's words and times, and each file that is made of them.  Every method reads back what it wrote."""

    order: CompanionOrder
    master: Master

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(told(part, self.order.texts) for part in self.master.paragraphs)

    @cached_property
    def length_s(self) -> float:
        return max((file.length_s for file in self.master.files), default=0.0)

    @cached_property
    def captions(self) -> tuple[Shown, ...]:
        order = self.order
        return shown(self.master.paragraphs, order.texts, order.language, order.most_beats, self.length_s)

    @property
    def file(self) -> str:
        names = self.order.files or tuple(file.file for file in self.master.files)
        if not names:
            raise StepRefusal(f"The piece “{self.order.name}” has no finished file.", "give its channel a file.")
        return names[0]

    def cue(self, _: str) -> str:
        order = self.order
        tracks = tracks_of(self.master.paragraphs, self.texts)
        written = write_cue(self.file, order.headed, order.sender, order.mark, tracks)
        read = read_cue(written).tracks
        if len(read) != len(tracks) or not all(
            begins(one.title, text) for one, (_, text) in zip(read, tracks, strict=True)
        ):
            raise CompanionError("a track does not begin with the words of its paragraph")
        return written

    def run_sheet(self, _: str) -> str:
        return run_sheet(self.order, self.master, self.texts)

    def m3u(self, _: str) -> str:
        words = " - ".join(part for part in (self.order.sender, self.order.headed) if readable(part))
        return checked([played(self.master, self.file, words)], "")

    def vtt(self, file: str) -> str:
        order = self.order
        notes = (order.mark, f"{order.title} - {order.sender}", *order.imprint, _ESTIMATED)
        written = write_vtt(self.captions, notes)
        _, cues = read_vtt(written)
        same_words(file, [line for cue in cues for line in cue.lines], self.texts)
        rising(file, [cue.start_ms for cue in cues])
        return written

    def lrc(self, file: str) -> str:
        order = self.order
        tags = {"ti": order.headed, "ar": order.sender, "al": order.album, "la": order.language.partition("-")[0]}
        written = write_lrc(self.captions, tags, in_ms(self.length_s))
        same_words(file, [words for _, words in read_lrc(written).lines], self.texts)
        return written

    def old_lrc(self, file: str) -> bytes:
        spelled = old_spelling(self.lrc(file))
        if spelled is None:
            raise CompanionError("a sign has no place in code page 949")
        same_words(file, [words for _, words in read_lrc(spelled.decode("cp949")).lines], self.texts)
        return spelled

    def transcript(self, file: str) -> str:
        written = transcript_text(self.order, lines_of(self.master.paragraphs, self.texts))
        same_words(file, read_transcript(written), self.texts)
        return written

    def page(self, file: str) -> str:
        written = transcript_page(self.order, lines_of(self.master.paragraphs, self.texts))
        same_words(file, read_page(written), [legible(readable(text)) for text in self.texts])
        return written
