# SPDX-License-Identifier: Apache-2.0
"""The examples keep the rules that the press exists for."""

import re

import pytest

from safeconduct.evidence.normal import normal
from safeconduct.evidence.quotes import find
from safeconduct.manuscript.reading import Manuscript, read_manuscript

from .press_room import EXAMPLES, SEEDS


def _read(name: str) -> Manuscript:
    return read_manuscript(EXAMPLES / name, (SEEDS,) if SEEDS.is_dir() else ())


@pytest.mark.parametrize("name", ["kursk-2024", "river-town"])
def test_reading_finds_no_fault(name: str) -> None:
    assert [f for f in _read(name).findings if f.check != "file-not-used"] == []


@pytest.mark.parametrize("name", ["kursk-2024", "river-town"])
def test_every_quote_is_found_exactly_once_where_its_capture_is_at_hand(name: str) -> None:
    manuscript = _read(name)
    looked_up = 0
    for claim in manuscript.edition.claims.values():
        for quote in claim.quotes:
            seen = manuscript.archive.get(manuscript.edition.sources[quote.source].capture.file)
            if seen:
                looked_up += 1
                assert find(quote, normal(seen.content.decode())).times == 1, quote
    assert looked_up >= 4


def test_the_appeal_keeps_to_what_may_be_said() -> None:
    edition = _read("kursk-2024").edition
    assert set(edition.languages) == {"ko-KP", "uk", "en"}
    assert edition.signers == ()
    assert edition.sign_offs == ()
    cited = {cite for piece in edition.pieces for copy in piece.copies.values() for cite, _ in copy.cites()}
    assert not any(cite.startswith("promise:") for cite in cited)
    refused = {f"claim:{claim.id}" for claim in edition.claims.values() if claim.verdict in ("hold", "refuse")}
    assert len(refused) >= 10
    assert not cited & refused
    banned = re.compile(
        r"tens of thousands|safely|reward of|coordinates|https?:|www\.|\bQR\b|десятки тисяч|수만", re.IGNORECASE
    )
    for piece in edition.pieces:
        assert set(piece.copies) <= set(piece.attribution.speaker)
        for copy in piece.copies.values():
            for block in copy.blocks:
                assert not banned.search(block.text), (piece.id, copy.language, block.text)


def test_only_the_guide_has_steps_and_one_action_each() -> None:
    for piece in _read("kursk-2024").edition.pieces:
        for copy in piece.copies.values():
            steps = [block for block in copy.blocks if block.kind == "step"]
            assert bool(steps) is (piece.id == "guide")
            assert all(len(step.text.split()) <= 12 and step.picture for step in steps)


def test_every_numeral_of_the_appeal_carries_a_claim() -> None:
    for piece in _read("kursk-2024").edition.pieces:
        for copy in piece.copies.values():
            for block in copy.blocks:
                for run in block.runs:
                    assert run.cites or not re.search(r"\d", run.text), (piece.id, copy.language, run.text)
