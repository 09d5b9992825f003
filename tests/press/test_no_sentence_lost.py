# SPDX-License-Identifier: Apache-2.0
"""Whatever is written: either every sentence stands in both finished files, or the press refuses in a sentence."""

import re
import tempfile
from collections import Counter
from importlib import import_module
from pathlib import Path

import pypdfium2
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from random_copies import AT, Asked, asked, commission, sampler

from safeconduct.api.gallery import SAMPLER
from safeconduct.manuscript.channels import channels
from safeconduct.model.canonical import Digest
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Block, BlockKind, Copy, Run
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Made, Mark
from safeconduct.press.planning import plan

# What a reader of PDFs may add or turn around: spaces and line ends.
_LOOSE = re.compile(r"\s+")
# PDFium hands this out for a hyphen that ends a line; the press never hyphenates, so it is one of the copy.
_HYPHEN_AT_LINE_END = "\ufffe"


def finished(wanted: Asked, folder: Path) -> list[Path]:
    """Plan, set and stamp each build in this process; raises `StepRefusal` as the press does."""
    files = {digest: SAMPLER / path for path, digest in sampler().files.items()}
    planned = plan(wanted.piece, wanted.copy, wanted.channel, wanted.commission)
    done: dict[Made, Path] = {}
    stamps = [step for step in planned.steps if step.recipe.endswith(":stamp")]
    needed = [step for step in planned.steps if step.recipe.endswith((":typeset", ":stamp"))]
    for step in needed:
        out = folder / step.name
        out.mkdir()
        module, _, function = step.recipe.partition(":")
        inputs = {name: done[ref] if isinstance(ref, Made) else files[ref] for name, ref in step.inputs.items()}
        getattr(import_module(module), function)(inputs, step.params, out)
        done |= {Made(step.name, output): out / output for output in step.outputs}
    return [done[Made(step.name, step.outputs[0])] for step in stamps]


def read(pdf: Path, mark: Mark | None) -> str:
    """All letters of a PDF in the order in which they are read, without the mark, which lies across the lines."""
    with pypdfium2.PdfDocument(pdf) as opened:
        drawn = "".join(page.get_textpage().get_text_range() for page in opened)
    letters = _LOOSE.sub("", drawn.replace(_HYPHEN_AT_LINE_END, "-"))
    for text in (mark.printed, mark.printed_short) if mark else ():
        letters = letters.replace(_LOOSE.sub("", text), "")
    return letters


def lost(wanted: Asked, pdf: Path) -> list[str]:
    """The sentences of the copy that a finished file does not hold as often as they are in the copy."""
    letters = read(pdf, wanted.commission.mark)
    counted = Counter(_LOOSE.sub("", sentence) for sentence in wanted.sentences)
    return [sentence for sentence, times in counted.items() if letters.count(sentence) < times]


def check(wanted: Asked) -> str:
    """Return "held" or "refused"; anything else is a failure."""
    with tempfile.TemporaryDirectory() as place:
        try:
            made = finished(wanted, Path(place))
        except StepRefusal as refusal:
            said = (refusal.what, refusal.do)
            made = []
        if not made:
            assert said[0].endswith(".")
            assert said[1]
            assert wanted.piece.id in said[0]
            return "refused"
        assert len(made) == len(wanted.channel.builds)
        for pdf in made:
            assert lost(wanted, pdf) == [], (wanted.piece.format, wanted.channel.id, wanted.piece.theme)
    return "held"


EVERYWHERE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(EVERYWHERE, max_examples=100)
@given(asked())
def test_no_sentence_of_a_hundred_random_copies_is_lost(wanted: Asked) -> None:
    check(wanted)


@pytest.mark.slow
@settings(EVERYWHERE, max_examples=1000)
@given(asked())
def test_no_sentence_of_a_thousand_random_copies_is_lost(wanted: Asked) -> None:
    check(wanted)


def test_a_hyphen_at_a_line_end_is_read_as_one_of_the_copy() -> None:
    said = [(BlockKind.TITLE, "«Ідіть».")] + 3 * [(BlockKind.STEP, "«Ідіть».")]
    said.append((BlockKind.HEADING, "«Ідіть Вимкніть а-ні»."))
    picture = {BlockKind.STEP: "art/bag.svg"}
    blocks = tuple(
        Block(f"block-{n}", kind, (Run(text),), AT, picture.get(kind), "a bag" if kind in picture else "")
        for n, (kind, text) in enumerate(said)
    )
    copy = Copy("uk", blocks, Digest("0" * 64), AT)
    piece = evolve(next(piece for piece in sampler().pieces if piece.format == "poster"), copies={"uk": copy}, art={})
    channel = channels()["poster-a4"]
    assert isinstance(channel, PaperChannel)
    wanted = Asked(evolve(piece, id="random", theme="full-colour"), copy, channel, commission("uk", marked=True))
    with tempfile.TemporaryDirectory() as place:
        for pdf in finished(wanted, Path(place)):
            with pypdfium2.PdfDocument(pdf) as opened:
                assert "а\ufffeні" in opened[0].get_textpage().get_text_range()
            assert lost(wanted, pdf) == []


def test_the_random_copies_are_neither_all_printed_nor_all_refused() -> None:
    seen: Counter[str] = Counter()

    @settings(EVERYWHERE, max_examples=40, derandomize=True, database=None)
    @given(asked())
    def count(wanted: Asked) -> None:
        seen[check(wanted)] += 1

    count()
    assert seen["held"] >= 8, seen
    assert seen["refused"] >= 4, seen


def test_a_sentence_that_is_left_out_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = next(piece for piece in sampler().pieces if piece.id == "pocket")
    copy = piece.copies["en"]
    channel = channels()["pocket-a7"]
    wanted = Asked(piece, evolve(copy, blocks=copy.blocks[:-1]), channel, commission("en", True))  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as place:
        made = finished(wanted, Path(place))
        assert [lost(wanted, pdf) for pdf in made] == [[], []]
        whole = evolve(wanted, copy=copy)
        assert [lost(whole, pdf) for pdf in made] == [["Fetchyourneighbours."]] * 2
