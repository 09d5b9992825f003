# SPDX-License-Identifier: Apache-2.0
"""A link names no person, body, force, place or law that its record does not name."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.passages import Link, mentions, printed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import named


@check(
    id="name-not-claimed",
    subject=Link,
    severity=Severity.WARN,
    rationale=(
        "Words put into the wrong mouth, or a deed moved to another place, are the error that opponents quote first; "
        "and the citation seems to prove them."
    ),
    remedy=(
        "Name whom the record names; or put the name into the record, where a quotation carries it; or take the name "
        "out of the link."
    ),
    reference="docs/standard.md#wording",
)
def name_not_claimed(link: Link, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    record = scene.edition.record(link.cite)
    if record is None:
        return
    # What no entity bears cannot be told from the words of the record in another language.
    known = [one for one in mentions(link, scene.read, MentionKind.NAME) if one.value in scene.edition.entities]
    ours = named(record, scene) if known else frozenset()
    foreign = [one for one in known if one.value not in ours]
    if foreign:
        yield Fault(f"{printed(link, foreign)} in {link.where} is not named by “{link.cite}” ({record.at}).")
