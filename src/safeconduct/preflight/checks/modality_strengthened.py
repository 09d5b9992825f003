# SPDX-License-Identifier: Apache-2.0
"""What is only possible, expected or denied is not printed as a fact."""

from collections.abc import Iterator

from safeconduct.model.edition import BlockKind
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim, Modality
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.passages import Link, mentions
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import MILDER_MODALITIES, modality_of


@check(
    id="modality-strengthened",
    subject=Link,
    severity=Severity.STOP,
    rationale="A plan printed as a deed, or a “may” printed as an “is”, is a rumour with our name under it.",
    remedy=(
        "Say inside the link how sure the source is (may, is expected to, plans to, denies), or give the claim a "
        "quotation and a modality that bear out what is printed."
    ),
    reference="docs/standard.md#wording",
)
def modality_strengthened(link: Link, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    claim = scene.edition.record(link.cite)
    if not isinstance(claim, Claim) or link.block.kind is BlockKind.STEP:
        return  # a step bids the reader do something, and states nothing
    modality = modality_of(claim)
    if modality in (Modality.OCCURRED, Modality.ONGOING):
        return
    said = {one.value for one in mentions(link, scene.read, MentionKind.MODAL)}
    if not said & MILDER_MODALITIES[modality]:
        yield Fault(f"“{link.cite}” is “{modality}” ({claim.at}), and {link.where} says it as a fact.")
