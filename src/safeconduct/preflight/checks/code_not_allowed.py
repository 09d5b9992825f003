# SPDX-License-Identifier: Apache-2.0
"""No code that a machine reads is on the page, unless the channel lists exactly what it says."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="code-not-allowed",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale=(
        "Whoever follows a code is seen by those who own the address and the network, and a code can differ "
        "from copy to copy."
    ),
    remedy="Take the code out. If it must stay, the channel has to list its exact content under codes.",
    reference="docs/standard.md#addresses",
)
def code_not_allowed(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    allowed = file.channel.codes if file.channel else ()
    for seen in file.proof.all("code"):
        kind, _, content = seen.what.partition(": ")
        if content not in allowed or not content:
            says = f"that says “{content}”" if content else "that cannot be read"
            yield Fault(f"On page {seen.page} there is a code ({kind}) {says}.", at=at(file, seen))
