# SPDX-License-Identifier: Apache-2.0
"""The kit folder: written whole beside the old one and swapped in; what is not ours is never touched."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from safeconduct.graph.build import Built
from safeconduct.graph.keys import differences
from safeconduct.graph.store import Store, hash_file
from safeconduct.model.canonical import Digest, canonical, digest_of
from safeconduct.model.judgement import Finding, Waived
from safeconduct.model.places import Moment, Sheet, Span
from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.model.works import Made as Ref

from .judging import Judged
from .making import Made

REPORT = "kit.json"
SCHEMA = "safeconduct-report-1"
LEFT_BY_FILE_MANAGERS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def report(judged: Judged, made: Made | None = None) -> dict[str, object]:
    """The one object that `--json` prints and that lies in the kit as kit.json."""
    decision = judged.decision
    whole: dict[str, object] = {
        "schema": SCHEMA,
        "edition": judged.edition.id,
        "as_of": judged.scene.as_of.isoformat(),
        "status": str(decision.edition),
        "pieces": {piece: str(status) for piece, status in decision.pieces.items()},
        "findings": [plain_finding(finding) for finding in decision.findings],
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
            }
            for artifact in made.artifacts
        ]
        whole["steps"] = {name: end.key for name, end in made.endings.items() if isinstance(end, Built)}
    return whole


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


def outside(out: Path, manuscript: Path) -> Path:
    """Return `out` as a whole path; raises a refusal when it is no place for a folder of ours, as in the manuscript."""
    try:
        inside = out.resolve().is_relative_to(manuscript.resolve())
        out.lstat()
    except FileNotFoundError:
        pass
    except (OSError, RuntimeError) as fault:  # a circle of links is a RuntimeError up to Python 3.12
        why = getattr(fault, "strerror", None) or "it is a circle of links"
        raise FolderRefusal(f"{out} cannot be written ({why}).", "name another folder with -o FOLDER.") from None
    whole = Path(os.path.abspath(out))  # noqa: PTH100 - “.” and “..” must get a name, and links must stay
    if inside or not whole.name:
        what = f"inside the manuscript ({out})" if inside else f"in the place of {out} itself"
        raise UsageRefusal(f"What is made would lie {what}.", "name another folder with -o FOLDER.")
    return whole


def check_target(out: Path) -> None:
    """Refuse a kit folder that holds anything that we did not put there."""
    _restore(out)
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise FolderRefusal(f"{out} is not a folder.", "name another folder with -o FOLDER.")
    if not out.exists():
        return
    ours = {REPORT, *(str(entry["path"]) for entry in _old_artifacts(out))}
    strangers = sorted(path.name for path in out.iterdir() if path.name not in ours | LEFT_BY_FILE_MANAGERS)
    if strangers:
        raise FolderRefusal(
            f"{out} holds “{strangers[0]}”, which this press did not put there and will not delete.",
            "move it elsewhere, or name another folder with -o FOLDER.",
        )


def publish(made: Made, store: Store, out: Path) -> bool:
    """Write the kit to `out` and return True, or False when it already was exactly so.

    The folder is swapped in one rename: a build that is killed leaves the old kit or the new one.  Raises
    `FolderRefusal` when the disk refuses.
    """
    wanted = {artifact.file: artifact.sha256 for artifact in made.artifacts}
    content = canonical(report(made.judged, made)) + b"\n"
    if _is_already(out, wanted, digest_of(content)):
        return False
    fresh, old = _beside(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        for name, digest in wanted.items():
            shutil.copyfile(store.path(digest), fresh / name)
        (fresh / REPORT).write_bytes(content)
        if out.exists():
            out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        _restore(out)
        raise FolderRefusal(
            f"The kit cannot be written to {out} ({fault.strerror}).",
            "make room or allow yourself to write there; the old kit, if there was one, is untouched.",
        ) from None
    return True


def _beside(out: Path) -> tuple[Path, Path]:
    return out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")


def _restore(out: Path) -> None:
    # Killed between the two renames: the old kit is whole, only under another name.
    fresh, old = _beside(out)
    if old.is_dir() and not out.exists():
        old.rename(out)
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)


def _is_already(out: Path, wanted: Mapping[str, Digest], report_digest: Digest) -> bool:
    try:
        there = {entry.name for entry in os.scandir(out) if entry.is_file(follow_symlinks=False)}
        expected = {**wanted, REPORT: report_digest}
        return there == set(expected) and all(hash_file(out / name) == digest for name, digest in expected.items())
    except OSError:
        return False


def _old_report(out: Path) -> dict[str, object]:
    try:
        value = json.loads((out / REPORT).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and value.get("schema") == SCHEMA else {}


def _old_artifacts(out: Path) -> list[dict[str, object]]:
    listed = _old_report(out).get("artifacts")
    return (
        [entry for entry in listed if isinstance(entry, dict) and "path" in entry] if isinstance(listed, list) else []
    )


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
