# SPDX-License-Identifier: Apache-2.0
"""Preparing a recording: the script of one piece for its narrator, before anything is recorded."""

from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, frozen

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import SoundChannel
from safeconduct.model.edition import Piece
from safeconduct.model.reading_script import ReadingScript
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.status import Status
from safeconduct.press.reading_script import reading_script as paper_steps
from safeconduct.press.reading_script import set_script
from safeconduct.press.stamp import stamp
from safeconduct.studio.job import Job
from safeconduct.studio.script import written

from .commissions import commission_of
from .going_out import printed, refuse_traces, spelled
from .judging import Judged
from .scripts import reading_script, verdicts
from .speaking import job_of, script_of


@frozen
class Prepared:
    """The script of one spoken piece for one channel, and what its limits say of it: a sentence each, kept or not."""

    job: Job
    script: ReadingScript
    verdicts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The script as text."""
        mark = self.job.commission.mark
        return written(self.script, self.job.commission.labels["specimen_long"] if mark else "")

    def file(self, ending: str) -> bytes:
        """Return the script as a file, ".pdf" or ".txt"; raises `StepRefusal` when it tells more than its work."""
        content = self.pdf() if ending == ".pdf" else self.text.encode()
        commission = self.job.commission
        own = evolve(printed((self.text,), commission.as_of.isoformat()), titles=spelled(self.script.title))
        refuse_traces({f"script{ending}": content}, own)
        return content

    def pdf(self) -> bytes:
        """Return the script in large type."""
        commission = self.job.commission
        steps = paper_steps(
            self.job.base, self.script, commission.labels, commission.as_of.isoformat(), commission.mark
        )
        with TemporaryDirectory(prefix="safeconduct-script-") as folder:
            out = Path(folder)
            set_script({}, steps[0].params, out)
            stamp({"pdf": out / "pages.pdf"}, steps[1].params, out)
            return (out / "stamped.pdf").read_bytes()


def prepare(judged: Judged, piece_id: str, language: str | None = None, channel: str | None = None) -> Prepared:
    """Return the script of a spoken piece; by default in the readers' language, for the first of its channels.

    Raises `UsageRefusal` when there is no such piece, language or channel, or when it is not spoken.
    """
    edition = judged.edition
    piece = edition.piece(piece_id)
    spoken = [one.id for one in edition.pieces if one.spoken]
    if piece is None or not piece.spoken:
        what = "is printed, not spoken" if piece else "is not in this edition"
        raise UsageRefusal(
            f"The piece “{piece_id}” {what}.",
            f"name one of: {', '.join(spoken)}." if spoken else "an edition without spoken pieces has no scripts.",
        )
    tag = language or (edition.readers if edition.readers in piece.copies else next(iter(piece.copies)))
    if tag not in piece.copies:
        raise UsageRefusal(f"“{piece_id}” has no copy in “{tag}”.", f"use one of: {', '.join(piece.copies)}.")
    copy = piece.copies[tag]
    status = judged.decision.pieces.get(piece.id, Status.SPECIMEN)
    commission = commission_of(edition, piece, copy, judged.scene.as_of, status)
    job = job_of(edition, piece, copy, _channel(piece, channel), commission, judged.scene.today)
    script = script_of(job)
    return Prepared(job, reading_script(job, script), verdicts(job, script))


def _channel(piece: Piece, name: str | None) -> SoundChannel:
    chosen = name or next(iter(piece.channels), "")
    found = channels().get(chosen) if chosen in piece.channels else None
    if not isinstance(found, SoundChannel):
        raise UsageRefusal(
            f"“{piece.id}” does not go through the channel “{chosen}”.", f"use one of: {', '.join(piece.channels)}."
        )
    return found
