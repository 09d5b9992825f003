# SPDX-License-Identifier: Apache-2.0
"""A link calls nothing the largest, the only or the first of which its record does not say so."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.passages import Link, mentions, printed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import texts


@check(
    id="extreme-not-claimed",
    subject=Link,
    severity=Severity.WARN,
    rationale=(
        "“The only” and “the largest” are the easiest words to add and the easiest to refute: one counter-example is "
        "enough, and the citation seems to vouch for them."
    ),
    remedy="Take the word out of the link, or cite a record whose text or quotation says it.",
    reference="docs/standard.md#wording",
)
def extreme_not_claimed(link: Link, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    record = scene.edition.record(link.cite)
    extremes = mentions(link, scene.read, MentionKind.SUPERLATIVE)
    if record is None or not extremes:
        return
    # Which extreme it is, no word list matches across languages: that there is one at all is what is compared.
    known = (one for text, language in texts(record, scene) for one in scene.read(text, language))
    if all(one.kind is not MentionKind.SUPERLATIVE for one in known):
        yield Fault(f"{printed(link, extremes)} in {link.where} is not said by “{link.cite}” ({record.at}).")
