# SPDX-License-Identifier: Apache-2.0
"""Southern drafts turned Northern: right lines by category, words by the initial-sound rule, false changes, speed.

Usage: python bench/language.py DATA [--misses] [--only CATEGORY]

DATA is a folder with dev.tsv (South, North, category, source, confidence), gold_words_src.txt ([South|North] in
sentences) and nk_text_sample.tsv (year, sentence in the North's spelling).
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from safeconduct.api.wording import plans
from safeconduct.language.examining import look
from safeconduct.language.northern import analysing, validating
from safeconduct.language.northern.converting import Converted, convert
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.works import Plan

PAIR = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
ASKED_TOGETHER = ("initial", "inner", "same", "birr", "ending")
_EXAMPLE = Path(__file__).parent.parent / "examples" / "kursk-2024"
_LEAFLET = 1_200
SUGGESTION_COUNTS = ("lexicon", "military")
_LOAD = """
import time, json
begin, spent = time.perf_counter(), time.process_time()
from safeconduct.language.northern.converting import convert
convert("가")
print(json.dumps([time.perf_counter() - begin, time.process_time() - spent]))
"""


def rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a table without its head."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def with_proposals(draft: str, done: Converted) -> str:
    """The text with every proposal taken; one for a word is stronger than what was done to its letters."""
    warned = [edit for edit in done.edits if edit.grade is Grade.WARN]
    rest = [e for e in done.edits if e not in warned and not any(w.start < e.end and e.start < w.end for w in warned)]
    text, at = [], 0
    for edit in sorted([*warned, *rest], key=lambda one: (one.start, one.end)):
        text += [draft[at : edit.start], edit.new]
        at = edit.end
    return "".join([*text, draft[at:]])


def lines(path: Path, misses: bool, only: str, brief: str = "") -> None:
    """Print how many lines come out right, by category; with `brief` only all of them, under that name."""
    right: dict[str, Counter[str]] = defaultdict(Counter)
    for south, north, category, _, sure in rows(path):
        if only and category != only:
            continue
        done = convert(south)
        taken = with_proposals(south, done) if category in SUGGESTION_COUNTS else done.text
        exact = north in (done.text, taken)
        spaceless = north.replace(" ", "") in (done.text.replace(" ", ""), taken.replace(" ", ""))
        flagged = category != "homograph" or any(edit.grade is not Grade.CONVERT for edit in done.edits)
        again = convert(done.text).text == done.text
        for name in (category, "all", f"all, {sure}"):
            right[name].update(
                n=1, exact=exact, spaceless=spaceless, untouched=south == north, flagged=flagged, again=again
            )
        if misses and not (exact and flagged and again):
            print(f"  {category}\t{south}\t{north}\t{done.text}" + ("" if again else "\tNOT IDEMPOTENT"))
            for edit in done.edits:
                print(f"      {told(edit)}")
    if brief:
        right = defaultdict(Counter, {brief: right["all"]})
        print_rows(right)
        return
    together = sum((right[name] for name in ASKED_TOGETHER), Counter())
    right[" + ".join(ASKED_TOGETHER)] = together
    print("| category | lines | exact | exact without spaces | do nothing | flagged | same when converted again |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print_rows(right)


def print_rows(right: Mapping[str, Counter[str]]) -> None:
    """Print a row for each count."""
    for name, count in right.items():
        parts = [count[key] / max(count["n"], 1) for key in ("exact", "spaceless", "untouched", "flagged", "again")]
        print(f"| {name} | {count['n']} | " + " | ".join(f"{part:.3f}" for part in parts) + " |")


def told(edit: Edit) -> str:
    """One edit in a line."""
    return f"{edit.grade}: {edit.old!r} -> {edit.new!r} ({edit.rule}) {edit.alternatives or ''}"


def words(path: Path, misses: bool) -> None:
    """Print precision and recall of the words that change by the initial-sound rule, and those that do not."""
    hits = false = missed = n = 0
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        south, at = "", 0
        marks: list[tuple[int, str, str]] = []
        for found in PAIR.finditer(line):
            south += line[at : found.start()]
            marks.append((len(south), found[1], found[2]))
            south, at = south + found[1], found.end()
        south += line[at:]
        done = convert(south)
        for start, old, new in marks:
            n += 1
            now = changed(south, done, start, start + len(old))
            hits += old != new and now == new
            false += now != new and now != old
            missed += old != new and now != new
            if misses and now != new:
                print(f"  {old} -> {now}, not {new}: {line}")
    precision, recall = hits / max(hits + false, 1), hits / max(hits + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"| {n} words of the gold list | P {precision:.3f} | R {recall:.3f} | F1 {f1:.3f} |")


def changed(south: str, done: Converted, start: int, end: int) -> str:
    """What became of one stretch of the draft."""
    inside = [edit for edit in done.edits if not edit.kept and edit.start < end and start < edit.end]
    text = list(south)
    for edit in inside:
        if len(edit.old) == len(edit.new):
            text[edit.start : edit.end] = edit.new
        else:
            text[edit.start : edit.end] = [edit.new, *[""] * (edit.end - edit.start - 1)]
    return "".join(text[start:end]).replace(" ", "")


def untouched(path: Path, misses: bool) -> None:
    """Print how many words of Northern text were changed, which should be none."""
    n = 0
    false: Counter[str] = Counter()
    for _, sentence in rows(path):
        n += len(sentence.split())
        for edit in convert(sentence).edits:
            if not edit.kept:
                false[edit.rule] += 1
                if misses:
                    print(f"  {told(edit)}\t{sentence[max(edit.start - 12, 0) : edit.end + 8]}")
    changes = sum(false.values())
    print(f"| {n} words of Northern text | {changes} changed | {1000 * changes / n:.2f} in 1,000 |")
    print("  " + ", ".join(f"{rule} {count}" for rule, count in false.most_common()))


def speed(path: Path) -> None:
    """Print the time until the first answer in a new process, and the signs a second after it."""
    loads = [
        json.loads(subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    wall, spent = (sorted(load[n] for load in loads)[2] for n in (0, 1))
    print(f"| load until the first answer, median of 5 | {wall:.2f} s | {spent:.2f} cpu-s |")
    text = "\n".join(row[1] for row in rows(path))
    leaflets = [text[at : at + _LEAFLET] for at in range(0, len(text) - _LEAFLET, _LEAFLET)]
    convert(leaflets.pop())
    # What has been analysed is kept: each text is measured once.
    alone = spent_on(partial(analysing.tokens, f"{text} "))
    print(f"| the analyser of morphemes alone | {alone:.3f} cpu-s | {len(text) / alone:,.0f} signs per cpu-s |")
    for name, drafts in (("a long text, best of 3", [text + "\n" * n for n in range(3)]), ("a leaflet", leaflets)):
        spent = sorted(spent_on(partial(convert, draft)) for draft in drafts)
        best = spent[0] if name != "a leaflet" else spent[len(spent) // 2]
        size = len(drafts[0])
        print(f"| {name}, {size} signs | {best:.3f} cpu-s | {size / best:,.0f} signs per cpu-s |")


def spent_on(task: Callable[[], object]) -> float:
    """The processor time of a task, in seconds."""
    begin = time.process_time()
    task()
    return time.process_time() - begin


def checks() -> None:
    """Print what the whole check of a copy takes in a process that has checked another; the slowest by language."""
    asked: list[tuple[Plan, dict[str, Any]]] = [
        (plan, dict(plan.steps[0].params)) for plan in plans(read_manuscript(_EXAMPLE)) if plan.piece
    ]
    for language in ("ko-KP", "en", "uk"):
        first, *rest = sorted((one for one in asked if one[0].language == language), key=lambda one: len(str(one[1])))
        look(**first[1])
        spent, piece = max((spent_on(partial(look, **params)), plan.piece) for plan, params in rest)
        print(f"| check of a copy in {language}, the slowest of {len(rest)} ({piece}) | {spent:.3f} cpu-s | |")
    validating.marked.cache_clear()
    print(f"| what the North marks as its own, once a process | {spent_on(validating.marked):.3f} cpu-s | |")


def main() -> None:
    """Print all tables."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path)
    ask.add_argument("--misses", action="store_true")
    ask.add_argument("--only", default="")
    told = ask.parse_args()
    lines(told.data / "dev.tsv", told.misses, told.only)
    with analysing.tables_alone():
        lines(told.data / "dev.tsv", False, told.only, "all, by tables alone")
    if not told.only:
        words(told.data / "gold_words_src.txt", told.misses)
        untouched(told.data / "nk_text_sample.tsv", told.misses)
        speed(told.data / "nk_text_sample.tsv")
        checks()


if __name__ == "__main__":
    main()
