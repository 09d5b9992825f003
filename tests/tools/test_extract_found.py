# SPDX-License-Identifier: Apache-2.0
"""Sentences that were published in any of our formats are found again as quotations."""

import pytest

from safeconduct.evidence.normal import normal
from safeconduct.evidence.quotes import find
from safeconduct.model.ledger import Quote
from safeconduct.model.places import Span
from safeconduct.tools.extract import extract

from .layouts import LAYOUTS, Sentences, thirty_sentences


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    return thirty_sentences()


def lost(sentences: Sentences, words: bytes) -> list[str]:
    """The sentences that do not stand exactly once in the words of a page."""
    page = normal(words.decode())
    return [s for _, s in sentences if find(Quote("page", s, Span("claims/x.toml")), page).times != 1]


def test_there_are_thirty_of_three_languages(sentences: Sentences) -> None:
    counted = {language: sum(tag == language for tag, _ in sentences) for language in ("en", "ko-KP", "uk")}
    assert counted == {"en": 18, "ko-KP": 6, "uk": 6}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_thirty_of_thirty_sentences_are_found_again(layout: str, sentences: Sentences) -> None:
    words = extract(LAYOUTS[layout](sentences), layout).words
    assert words is not None
    assert lost(sentences, words) == []


def test_one_changed_letter_is_lost(sentences: Sentences) -> None:
    words = extract(LAYOUTS["HTML with navigation and footer"](sentences), "page").words
    assert words is not None
    assert lost([("en", sentences[0][1].replace("a", "o", 1))], words)
