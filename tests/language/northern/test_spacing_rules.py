# SPDX-License-Identifier: Apache-2.0
"""Rules of spacing: each is asked wherever it has something to say."""

from pathlib import Path

import pytest

from safeconduct.language.northern import analysing
from safeconduct.language.northern.rules.spacing import RULES
from safeconduct.language.northern.rules.spacing.places import Line, tag

modelled = pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")
PHRASES = ("spacing_phrases.tsv", "whole_phrases.tsv", "vocabulary_phrases.tsv")


def lines() -> list[str]:
    tables = [Path(__file__).with_name(name) for name in PHRASES]
    rows = [row for table in tables if table.exists() for row in table.read_text("utf-8").splitlines()]
    return [row.split("\t")[0] for row in rows if row and not row.startswith("#")]


@modelled
def test_a_rule_that_is_not_asked_has_nothing_to_say() -> None:
    text = "\n".join(lines())
    said = 0
    for place in Line(text, analysing.tokens(text)).places:
        for rule in RULES:
            if rule.says(place) is not None:
                said += 1
                asked = rule.fits(tag(place.left), tag(place.right))
                assert asked, f"{rule.says.__name__} is not asked of {place.left.tag} and {place.right.tag}"
    assert said > 100
