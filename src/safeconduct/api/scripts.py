# SPDX-License-Identifier: Apache-2.0
"""Scripts: what a narrator reads, how long it will take, what its limits say of it, and the steps that write it."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from safeconduct.language.reading import reading
from safeconduct.language.reading.marks import ideas
from safeconduct.model.channel import SoundChannel
from safeconduct.model.edition import SPOKEN, Block
from safeconduct.model.product import SLATE_END, SLATE_START
from safeconduct.model.reading_script import ReadingScript, ScriptPart
from safeconduct.model.spoken import ADDED, Said, Script
from safeconduct.model.works import Made, Plan, Planned
from safeconduct.press.reading_script import reading_script as paper_steps
from safeconduct.studio.job import Job
from safeconduct.studio.sentences import BY_MACHINE

from .speaking import told_of

PACE_SHARE = 0.9
"""How fast a narrator is expected to read, as a share of the most that a channel allows."""
SLOWEST_SHARE = 0.6
"""Slower than this share nobody reads on for long."""


def with_pages(plan: Plan, job: Job, sheet: ReadingScript) -> Plan:
    """Return the plan of a spoken piece with the narrator's pages in large type among its files."""
    commission = job.commission
    steps = paper_steps(job.base, sheet, commission.labels, commission.as_of.isoformat(), commission.mark)
    made = Planned(f"{job.name}.script.pdf", "application/pdf", Made(steps[-1].name, steps[-1].outputs[0]))
    return evolve(plan, steps=(*plan.steps, *steps), artifacts=(*plan.artifacts, made))


def reading_script(job: Job, script: Script) -> ReadingScript:
    """Return the reading script of a job; `script` has one entry for each of its sentences."""
    pace = round(job.channel.most_syllables_per_s * PACE_SHARE, 2)
    blocks = {block.id: block for block in job.copy.blocks}
    numbers = {block.id: n for n, block in enumerate((b for b in job.copy.blocks if b.kind in SPOKEN), 1)}
    once = [said for said in script if said.saying == 1]
    parts = tuple(_part(said, blocks.get(said.block), numbers.get(said.block, 0), job, pace) for said in once)
    spoken = [said for said in script if said.block not in (SLATE_START, SLATE_END)]
    return ReadingScript(
        piece=job.piece.id,
        language=job.copy.language,
        title=job.title,
        sender=job.sender,
        channel=job.channel.title,
        form=job.form.title,
        times=job.form.times,
        pace=pace,
        most_syllables_per_s=job.channel.most_syllables_per_s,
        syllables=sum(said.syllables for said in spoken),
        expected_s=round(length_s(spoken, pace, job.channel.pause_s), 1),
        parts=parts,
    )


def _part(said: Said, block: Block | None, number: int, job: Job, pace: float) -> ScriptPart:
    read = reading(said.text, job.copy.language)
    by_machine = said.block in BY_MACHINE
    north = None if by_machine else told_of(job, said.block, said.text)
    return ScriptPart(
        block=said.block,
        number=number,
        reader="machine" if by_machine else "narrator",
        syllables=said.syllables,
        expected_s=round(said.syllables / pace, 1),
        ideas=ideas(read, _strong(block) if block else ()),
        left=read.left,
        sayings=north.untold if north else (),
        unsure=north.unsure if north else (),
    )


def _strong(block: Block) -> tuple[tuple[int, int], ...]:
    """The stressed stretches of a block as it is said: with single spaces, and none around it."""
    spans: list[tuple[int, int]] = []
    text = ""
    for run in block.runs:
        start = len(text)
        for letter in run.text:
            if not letter.isspace():
                text += letter
            elif text and not text.endswith(" "):
                text += " "
        if run.strong and len(text) > start:
            spans.append((start, len(text)))
    return tuple(spans)


def length_s(script: Sequence[Said], pace: float, pause_s: float) -> float:
    """Return how long a script takes at `pace` syllables a second with `pause_s` between paragraphs, in seconds."""
    return sum(said.syllables for said in script) / pace + pause_s * max(0, len(script) - 1)


def verdicts(job: Job, script: Script) -> tuple[tuple[str, bool], ...]:
    """Return what the limits of form and channel say of a script that nobody has read yet, and whether each is kept."""
    return tuple(_verdicts(job, script))


def _verdicts(job: Job, script: Script) -> Iterator[tuple[str, bool]]:
    form, channel = job.form, job.channel
    saying = [said for said in script if said.block not in ADDED and said.saying == 1]
    message = [said for said in script if said.block not in (SLATE_START, SLATE_END)]
    name = form.title.lower()
    if form.most_syllables:
        count = sum(said.syllables for said in saying)
        kept = count <= form.most_syllables
        yield f"{name}: {count} syllables, at most {form.most_syllables}", kept
    if form.longest_s:
        bound, what = (saying, "one saying") if form.times > 1 else (message, "the message")
        limits = f"{form.shortest_s:g} to {form.longest_s:g} s"
        yield _lasting(f"{name}: {what}", bound, channel, form.shortest_s, form.longest_s, limits)
    if channel.longest_s:
        most = f"at most {channel.longest_s:g} s"
        yield _lasting(f"{channel.title}: the message", message, channel, 0, channel.longest_s, most)
    left = [word for said in script if said.saying == 1 for word in reading(said.text, job.copy.language).left]
    if left:
        yield f"the narrator must decide how to read: {', '.join(dict.fromkeys(left))}", True
    told = [told_of(job, said.block, said.text) for said in script if said.saying == 1 and said.block not in BY_MACHINE]
    unsure = [word for north in told if north for word in north.unsure]
    if unsure:
        yield f"the narrator must decide how to say: {', '.join(dict.fromkeys(unsure))}", True


def _lasting(
    what: str, said: Sequence[Said], channel: SoundChannel, shortest_s: float, longest_s: float, limits: str
) -> tuple[str, bool]:
    most, pause_s = channel.most_syllables_per_s, channel.pause_s
    expected = length_s(said, most * PACE_SHARE, pause_s)
    least, slow = length_s(said, most, pause_s), length_s(said, most * SLOWEST_SHARE, pause_s)
    says = f"{what} is expected to last {expected:.0f} s, {limits}"
    if shortest_s <= expected <= longest_s:
        return says, True
    if least <= longest_s < expected:
        return f"{says}: it fits only when it is read faster", True
    if expected < shortest_s <= slow:
        return f"{says}: it fits only when it is read more slowly", True
    return says, False
