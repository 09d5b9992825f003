# SPDX-License-Identifier: Apache-2.0
"""No number, denial or run of words is heard otherwise, or elsewhere, than it is written."""

from collections.abc import Iterator

from safeconduct.model.hearing import Differs
from safeconduct.model.judgement import Severity
from safeconduct.preflight.listening import weighing
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="words-changed-in-take",
    subject=Spoken,
    severity=Severity.WARN,
    rationale=(
        "Another number sends people to another hour or place, and steps in another order are other steps. A machine "
        "listened and guesses; a person who listens decides."
    ),
    remedy=(
        "Listen at that second with the script in hand. If the voice says what is written, an editor waives this; "
        "if not, record the paragraph again."
    ),
    reference="docs/standard.md#takes",
)
def words_changed_in_take(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    yield from weighing(spoken, (Differs.CHANGED, Differs.MOVED))
