# SPDX-License-Identifier: Apache-2.0
"""The message, from the sender's first word to the last, has the length of its form; each saying of a call-out too."""

from collections.abc import Iterator, Sequence

from safeconduct.model.judgement import Severity
from safeconduct.model.product import Paragraph
from safeconduct.model.spoken import ADDED
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken

_ORDINALS = {1: "first", 2: "second", 3: "third"}


@check(
    id="length-wrong",
    subject=Spoken,
    severity=Severity.STOP,
    rationale="What is too long is cut off or missed; what is too short is over before one listens.",
    remedy="Shorten or lengthen the script.",
    reference="docs/standard.md#sound",
)
def length_wrong(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    form, channel = spoken.form, spoken.channel
    message = spoken.master.message
    whole = _length(message)
    told = f"“{spoken.piece.id}” in {spoken.language} lasts"
    if form.times == 1 and (whole < form.shortest_s or 0 < form.longest_s < whole):
        yield Fault(f"{told} {whole:.0f} s; a {form.title.lower()} takes {form.shortest_s:g} to {form.longest_s:g} s.")
    for saying in range(1, form.times + 1) if form.times > 1 else ():
        length = _length([part for part in message if part.block not in ADDED and part.saying == saying])
        if not form.shortest_s <= length <= form.longest_s:
            yield Fault(
                f"{told} {length:.1f} s when it is said for the {_ORDINALS.get(saying, f'{saying}th')} time; "
                f"one saying of a {form.title.lower()} takes {form.shortest_s:g} to {form.longest_s:g} s."
            )
    if 0 < channel.longest_s < whole:
        yield Fault(f"{told} {whole:.0f} s; {channel.title} takes at most {channel.longest_s:g} s.")


def _length(paragraphs: Sequence[Paragraph]) -> float:
    return paragraphs[-1].end_s - paragraphs[0].start_s if paragraphs else 0.0
