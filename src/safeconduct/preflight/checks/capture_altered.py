# SPDX-License-Identifier: Apache-2.0
"""A captured page has the digest that the source records."""

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
    """Yield a fault for each place where it is so."""
    content = scene.captured.get(source.capture.file)
    if content is not None and digest_of(content) == source.capture.page != source.capture.words:
        yield Fault(
            f"The words of “{source.capture.file}” are not the ones that {source.id} pins; "
            "the words of a text file are the file itself.",
            remedy="Write the same digest for page and words, or capture the page as text.",
        )
    if content is not None and digest_of(content) != source.capture.page:
        yield Fault(
            f"The captured page “{source.capture.file}” of {source.id} is not the one that was pinned: "
            f"its digest is now sha256:{digest_of(content)}."
        )
