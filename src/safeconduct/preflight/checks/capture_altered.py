# SPDX-License-Identifier: Apache-2.0
"""A capture is the very page that was pinned."""

from collections.abc import Iterator

from safeconduct.model.canonical import digest_of
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Source
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="capture-altered",
    subject=Source,
    severity=Severity.STOP,
    rationale="A capture is evidence only as long as not one byte of it has changed since it was taken.",
    remedy="Fetch the page again as a new capture; never edit a captured file or its digest.",
    reference="docs/standard.md#sources",
)
def capture_altered(source: Source, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for the page, and one for its plain words, when they are not the ones that were pinned."""
    capture = source.capture
    pinned = {"page": (capture.file, capture.page), "words": (capture.readable, capture.words)}
    if capture.words_file is None and capture.page != capture.words:
        del pinned["words"]
        yield Fault(
            f"{source.id} pins other words than the file “{capture.file}” itself, and names no words_file.",
            remedy="Write the same digest for page and words, or take the page again with “safeconduct capture”.",
        )
    for what, (file, digest) in pinned.items():
        content = scene.captured.get(file)
        if content is not None and digest_of(content) != digest:
            found = f"its digest is now sha256:{digest_of(content)}"
            yield Fault(f"The captured {what} “{file}” of {source.id} is not what was pinned: {found}.")
            return
