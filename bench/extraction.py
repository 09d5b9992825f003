# SPDX-License-Identifier: Apache-2.0
"""How many of thirty published sentences are found again after capture, and what that costs; prints a table.

    python bench/extraction.py

Whole captures, each with its jailed process (user + system), median of several runs after one that is not counted.
"""

import os
import re
import statistics
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

# E402: what follows is looked for in tests/ too, so the path must be told first.
from safeconduct.evidence.normal import normal  # noqa: E402
from safeconduct.evidence.quotes import find  # noqa: E402
from safeconduct.model.ledger import Quote  # noqa: E402
from safeconduct.model.places import Span  # noqa: E402
from safeconduct.tools.extract import extract  # noqa: E402
from tools.layouts import LAYOUTS, Sentences, thirty_sentences  # noqa: E402

RUNS = 9


def spent(page: bytes) -> float:
    """Processor milliseconds of one extraction."""
    before = os.times()
    extract(page, "page")
    after = os.times()
    return 1000 * sum(now - then for now, then in zip(after[:4], before[:4], strict=True))


def found_again(sentences: Sentences, words: str) -> tuple[int, int]:
    """How many sentences stand in the words after folding white space, and how many exactly once in the normal form."""
    plain, page = _folded(words), normal(words)
    exact = sum(_folded(sentence) in plain for _, sentence in sentences)
    return exact, sum(find(Quote("page", s, Span("bench")), page).times == 1 for _, s in sentences)


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def table() -> str:
    """Measure and write the table."""
    sentences = thirty_sentences()
    rows = []
    for name, layout in LAYOUTS.items():
        page = layout(sentences)
        words = extract(page, name).words
        exact, normally = found_again(sentences, (words or page).decode())
        cost = statistics.median(spent(page) for _ in range(RUNS))
        rows.append(f"| {name} | {exact} | **{normally}** | {cost:.0f} |")
    head = f"| {len(sentences)} sentences laid out as | word for word | in the normal form | cpu-ms, jail included |\n"
    return head + "| --- | --- | --- | --- |\n" + "\n".join(rows)


if __name__ == "__main__":
    print(table())
