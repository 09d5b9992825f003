# SPDX-License-Identifier: Apache-2.0
"""The kit: its report, its folder, and why a file in it is, or is not, the one of last time."""

import json
from collections.abc import Mapping
from pathlib import Path

from safeconduct.graph.build import Built
from safeconduct.graph.keys import differences
from safeconduct.graph.store import Store
from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.judgement import Finding, Waived
from safeconduct.model.places import Moment, Sheet, Span
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.works import Artifact
from safeconduct.model.works import Made as Ref

from .discreet import discreet
from .judging import Judged
from .making import Made
from .whole_folder import Kept, check_folder, publish_folder

REPORT = "kit.json"
SCHEMA = "safeconduct-report-1"


def report(judged: Judged, made: Made | None = None) -> dict[str, object]:
    """The one object that `--json` prints and that lies in the kit as kit.json.

    With `made` it is a kit's, and what it finds is told so that it points at no narrator.
    """
    decision = judged.decision
    findings = dict.fromkeys(discreet(finding) if made else finding for finding in decision.findings)
    whole: dict[str, object] = {
        "schema": SCHEMA,
        "edition": judged.edition.id,
        "as_of": judged.scene.as_of.isoformat(),
        "status": str(decision.edition),
        "pieces": {piece: str(status) for piece, status in decision.pieces.items()},
        "findings": [plain_finding(finding) for finding in findings],
        "waived": [plain_waived(one) for one in decision.waived],
        "outcomes": [
            {"check": outcome.check, "examined": outcome.examined, "not_run": outcome.not_run}
            for outcome in judged.outcomes
        ],
        "artifacts": [],
    }
    if made:
        whole["artifacts"] = [
            {
                "path": artifact.file,
                "sha256": artifact.sha256,
                "size": artifact.size,
                "piece": artifact.piece,
                "language": artifact.language,
                "channel": artifact.channel,
                "media_type": artifact.media_type,
                "key": artifact.key,
                **({"takes": heard} if (heard := takes_heard(judged, made, artifact)) else {}),
            }
            for artifact in made.artifacts
        ]
        # An artifact without "takes" holds nobody's voice; in reports that do not say this, it may.
        whole["tells_takes"] = True
        whole["steps"] = {name: end.key for name, end in made.endings.items() if isinstance(end, Built)}
    return whole


def takes_heard(judged: Judged, made: Made, artifact: Artifact) -> list[Digest]:
    """Return the digests of the takes that are heard, or pictured, in a file of a kit: by them a recall finds it.

    The studio's report draws the voice: its wave, its spectrum, and what was found in the recording as it came.
    """
    if not (artifact.media_type.startswith(("audio/", "video/")) or artifact.file.endswith(".report.html")):
        return []
    known = {take.digest for piece in judged.edition.pieces for take in piece.takes}
    where = (artifact.piece, artifact.language, artifact.channel)
    plans = (plan for plan in made.plans if (plan.piece, plan.language, plan.channel) == where)
    inputs = {one for plan in plans for step in plan.steps for one in step.inputs.values()}
    return sorted(known & {one for one in inputs if isinstance(one, str)})


def plain_finding(finding: Finding) -> dict[str, object]:
    """Return a finding as plain values."""
    place = finding.place
    whole: dict[str, object] = {
        "check": finding.check,
        "severity": str(finding.severity),
        "file": place.file,
        "line": place.first if isinstance(place, Span) else None,
        "message": finding.message,
        "remedy": finding.remedy,
        "pieces": list(finding.pieces),
    }
    if isinstance(place, Sheet):
        whole |= {"page": place.page, "box_mm": list(place.box_mm)}
    elif isinstance(place, Moment):
        whole |= {"start_s": place.start_s, "end_s": place.end_s}
    return whole


def plain_waived(one: Waived) -> dict[str, object]:
    """Return a waived finding as plain values, with who waived it, why and until when."""
    waiver = one.waiver
    told = {"piece": one.piece, "person": waiver.person, "reason": waiver.reason, "until": waiver.until.isoformat()}
    return {**plain_finding(one.finding), "waived": told}


def check_target(out: Path) -> None:
    """Refuse a kit folder that holds anything that we did not put there."""
    check_folder(out, REPORT, SCHEMA, "artifacts")


def publish(made: Made, store: Store, out: Path) -> bool:
    """Write the kit to `out`, whole or not at all, and return True, or False when it already was exactly so.

    Raises `FolderRefusal` when the disk refuses.
    """
    files = {artifact.file: Kept(store.path(artifact.sha256), artifact.sha256) for artifact in made.artifacts}
    content = canonical(report(made.judged, made)) + b"\n"
    return publish_folder({**files, REPORT: content}, out, REPORT, SCHEMA, "artifacts")


def _old_report(out: Path) -> dict[str, object]:
    try:
        value = json.loads((out / REPORT).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and value.get("schema") == SCHEMA else {}


def old_steps(out: Path) -> Mapping[str, Digest]:
    """The key of each step of the kit that lies in `out` now."""
    steps = _old_report(out).get("steps")
    return {str(name): Digest(str(key)) for name, key in steps.items()} if isinstance(steps, dict) else {}


def why(made: Made, before: Mapping[str, Digest], store: Store, file: str) -> tuple[str, ...]:
    """Say step by step why `file` of the kit is, or is not, the one of last time.

    `before` are the step keys of the last kit.  Raises `UsageRefusal` when the kit has no such file.
    """
    steps = {step.name: step for plan in made.plans for step in plan.steps}
    found = [planned for plan in made.plans for planned in plan.artifacts if planned.file == Path(file).name]
    if not found:
        names = ", ".join(sorted(planned.file for plan in made.plans for planned in plan.artifacts))
        raise UsageRefusal(f"The kit has no file “{Path(file).name}”.", f"name one of: {names}.")
    lines: list[str] = []
    queue, seen = [found[0].made.step], set[str]()
    while queue:
        name = queue.pop(0)
        if name in seen:
            continue
        seen.add(name)
        queue += [ref.step for ref in steps[name].inputs.values() if isinstance(ref, Ref)]
        ending = made.endings[name]
        if isinstance(ending, Built):
            lines += _why_step(name, ending, before.get(name), store)
    return tuple(lines)


def _why_step(name: str, ending: Built, old_key: Digest | None, store: Store) -> list[str]:
    if old_key == ending.key:
        return [f"{name}: as before"]
    old = store.read_recipe(old_key) if old_key else None
    new = store.read_recipe(ending.key)
    if old is None or new is None:
        return [f"{name}: made for the first time, or its last recipe is no longer in the store"]
    return [f"{name}: made again, because"] + [f"  {line}" for line in differences(old.table, new.table)]
