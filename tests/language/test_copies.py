# SPDX-License-Identifier: Apache-2.0
"""The copies that come along, read by speller, compositor and plain-language reader."""

import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.language import plain, spelling, typography
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Block, Copy

ROOT = Path(__file__).parents[2]
MANUSCRIPTS = [
    *(path.parent for path in sorted((ROOT / "examples").glob("*/edition.toml"))),
    ROOT / "src" / "safeconduct" / "manuscript" / "sampler",
    ROOT / "src" / "safeconduct" / "manuscript" / "starter",
]
WARM_S = 0.2


def copies(manuscript: Path) -> Iterator[tuple[str, Copy]]:
    for path in sorted(manuscript.glob("pieces/*/copy.*.md")):
        language = path.name.split(".")[1]
        if language in spelling.LANGUAGES:
            name = f"{path.parent.name}/{path.name}"
            yield name, read_copy(path.read_text("utf-8"), Digest("sha256:" + "0" * 64), language, name, Faults())


def words_of(block: Block, language: str) -> str:
    """The words of a block that are in the language of its copy."""
    if not block.cells:
        return "".join(run.text for run in block.runs)
    own = [cell for column, cell in zip(block.columns, block.cells, strict=False) if column == language]
    return " ".join("".join(run.text for run in cell) for cell in own)


def text_of(copy: Copy) -> str:
    return "\n".join(words_of(block, copy.language) for block in copy.blocks)


def names_in(manuscript: Path, language: str) -> list[str]:
    names: list[str] = []
    for path in manuscript.glob("entities/*.toml"):
        entity = tomllib.loads(path.read_text("utf-8"))
        names += [entity["name"][language]] if language in entity["name"] else []
        for kind in ("forms", "also"):
            names += entity.get(kind, {}).get(language, [])
    return names


@pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda path: path.name)
def test_every_word_is_known_to_the_dictionary_or_the_manuscript(manuscript: Path) -> None:
    read = 0
    for name, copy in copies(manuscript):
        own = names_in(manuscript, copy.language)
        assert spelling.remarks(text_of(copy), copy.language, own) == (), name
        read += 1
    assert read


@pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda path: path.name)
def test_a_compositor_would_change_little(manuscript: Path) -> None:
    for name, copy in copies(manuscript):
        found = typography.remarks(text_of(copy), copy.language)
        assert {one.kind for one in found} <= {"no-break-missing", "apostrophe-straight"}, name


def test_plain_copies_get_few_remarks() -> None:
    told: Counter[str] = Counter()
    words = 0
    for manuscript in MANUSCRIPTS:
        for _, copy in copies(manuscript):
            text = text_of(copy)
            told.update(one.kind for one in plain.remarks(text, copy.language))
            words += plain.read_ease(text, copy.language).words
    assert words > 3_000
    assert sum(told.values()) <= words / 250
    assert {"sentence-long", "doer-missing"} <= set(told)
    assert "denial-doubled" not in told


@pytest.mark.parametrize("language", spelling.LANGUAGES)
def test_a_whole_copy_is_read_in_a_fifth_of_a_second(language: str) -> None:
    texts = [text_of(copy) for manuscript in MANUSCRIPTS for _, copy in copies(manuscript) if copy.language == language]
    longest = max(texts, key=len)
    spelling.speller(language)
    begin = time.process_time()
    spelling.remarks(longest, language)
    typography.remarks(longest, language)
    plain.remarks(longest, language)
    plain.read_ease(longest, language)
    assert time.process_time() - begin < WARM_S
