# SPDX-License-Identifier: Apache-2.0
"""The evidence of a manuscript as files for others: exports, a report to read and to print, and two pictures."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from safeconduct.evidence.exports.annotations import annotations
from safeconduct.evidence.exports.claim_review import claim_reviews
from safeconduct.evidence.exports.names import written
from safeconduct.evidence.exports.provenance import provenance
from safeconduct.evidence.outlining import outline, title_of
from safeconduct.evidence.page import page
from safeconduct.evidence.pictures.citations import citations
from safeconduct.evidence.pictures.timeline import timeline
from safeconduct.evidence.report import CapturedWords, Report, report
from safeconduct.language.speech import sentences
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.canonical import canonical, digest_of
from safeconduct.model.codec import plain
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Source
from safeconduct.model.works import Json
from safeconduct.press.evidence import evidence_title, set_evidence
from safeconduct.traces.text import strings_in

from .going_out import printed, refuse_traces
from .whole_folder import publish_folder

SCHEMA = "safeconduct-evidence-1"
LIST = "evidence.json"
A4_PX = 1250.0
"""A picture of this height and of the usual width fills a page of A4."""
MOST_ON_PAPER = 2_000
"""With more claims than this nobody prints the report, and setting it would take gigabytes."""


@frozen
class Evidence:
    """What was gathered and the files made of it, by name."""

    report: Report
    files: Mapping[str, bytes]

    def listed(self) -> dict[str, Json]:
        """The one object that `--json` prints and that lies in the folder as evidence.json."""
        return {
            "schema": SCHEMA,
            "edition": self.report.edition.id,
            "as_of": self.report.as_of.isoformat(),
            "claims": len(self.report.claims),
            "verdicts": {str(verdict): count for verdict, count in self.report.verdicts.items()},
            "open_contradictions": sum(not each.settled for each in self.report.contradictions),
            "quotes_not_found": sum(
                bool(carried.anchor.fault) for told in self.report.claims for carried in told.quotes
            ),
            "files": [
                {"path": name, "sha256": digest_of(content), "size": len(content)}
                for name, content in sorted(self.files.items())
            ],
        }


def gather(folder: Path, archives: Iterable[Path], as_of: date | None, today: date) -> Report:
    """Read the manuscript in `folder` and gather its evidence.

    The day that counts is `as_of`, else the one in edition.toml, else `today`.  Raises `FolderRefusal`.
    """
    manuscript = read_manuscript(folder, tuple(archives))
    edition = manuscript.edition
    captured = {name: _captured(source, manuscript) for name, source in edition.sources.items()}
    faults = [
        f"{finding.place}: {finding.message}" for finding in manuscript.findings if finding.severity is Severity.STOP
    ]
    return report(edition, as_of or edition.as_of or today, captured, sentences, faults)


def _captured(source: Source, manuscript: Manuscript) -> CapturedWords:
    capture = source.capture
    page, words = manuscript.archive.get(capture.file), manuscript.archive.get(capture.readable)
    if words is None:
        return CapturedWords(fault=f"The captured words {capture.readable} are not in the archive.")
    if words.digest != capture.words or (page is not None and page.digest != capture.page):
        return CapturedWords(fault="The capture in the archive is not the one whose digest is in the ledger.")
    return CapturedWords(words.content.decode("utf-8", "replace"))


def evidence(gathered: Report, *, grades: bool = False) -> Evidence:
    """Make every file of the evidence; `grades` puts the Admiralty grades into the ClaimReviews too.

    There is no evidence.pdf for a ledger of more than `MOST_ON_PAPER` claims.
    """
    (when,), (whom,) = timeline(gathered), citations(gathered)
    told = outline(gathered)
    files = {
        "annotations.jsonld": written(annotations(gathered)),
        "citations.svg": whom.encode(),
        "claim-review.jsonld": written(claim_reviews(gathered, grades=grades)),
        "evidence.html": page(told, when, whom).encode(),
        "provenance.jsonld": written(provenance(gathered)),
        "timeline.svg": when.encode(),
    }
    if len(gathered.claims) <= MOST_ON_PAPER:
        pictures = (*timeline(gathered, A4_PX), *citations(gathered, A4_PX))
        files["evidence.pdf"] = set_evidence(plain(told), pictures, gathered.as_of.isoformat())
    return Evidence(gathered, files)


def _words(file: str, content: bytes) -> Iterator[str]:
    """Yield the words of a file as a reader gets them: in JSON a line end is spelled with a letter."""
    if file.endswith(".jsonld"):
        yield from (text for _, text in strings_in(content))
    elif not file.endswith(".pdf"):
        yield content.decode()


def publish(made: Evidence, out: Path) -> bool:
    """Write the folder whole or not at all; True unless it already was exactly so.

    Raises `FolderRefusal`, and `StepRefusal` when a file tells more than the evidence.
    """
    # The report quotes the whole world, and prints whatever addresses stand there.
    said = (text for file, content in made.files.items() for text in _words(file, content))
    own = evolve(printed(said, made.report.as_of.isoformat()), titles=(evidence_title(title_of(made.report.edition)),))
    refuse_traces(made.files, own)
    return publish_folder({**made.files, LIST: canonical(made.listed()) + b"\n"}, out, LIST, SCHEMA)
