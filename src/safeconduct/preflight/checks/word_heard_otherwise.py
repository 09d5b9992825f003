# SPDX-License-Identifier: Apache-2.0
"""Every single word of a take is heard as it is written."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.listening import slight
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="word-heard-otherwise",
    subject=Spoken,
    severity=Severity.NOTE,
    rationale=(
        "A recogniser mishears a word here and there, so a single one proves nothing; but where a listener mishears as "
        "well, the word was not clear."
    ),
    remedy="Listen at that second with the script in hand; record the paragraph again if the word is not clear.",
    reference="docs/standard.md#takes",
)
def word_heard_otherwise(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    yield from slight(spoken)
