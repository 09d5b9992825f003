# SPDX-License-Identifier: Apache-2.0
"""Files of our own have no fault that a print shop would name: each format and theme, on screen, leaf and sheet."""

import time
from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet
from finished import THEMES, finished, formats
from inspecting_samples import OURS, found, print_file

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.press.inspecting.looking import look_at
from safeconduct.press.inspecting.opened import laid_open

# Office paper looks alike in every theme, and takes longest: the fast suite looks at it once a language.
OFFICE = ("brief", "campaign-plan", "job-ticket", "letter")


def cases() -> Iterator[ParameterSet]:
    """Each format in English in every theme, and final in two more languages."""
    for form in formats():
        for theme in THEMES:
            is_slow = form in OFFICE and theme != THEMES[0]
            yield pytest.param(form, "en", theme, False, marks=[pytest.mark.slow] if is_slow else [])
        for language in ("ko-KP", "uk"):
            is_slow = form in OFFICE and language != "ko-KP"
            yield pytest.param(form, language, "full-colour", True, marks=[pytest.mark.slow] if is_slow else [])


MOST_CPU_S = 0.4
"""Ten times what a postcard takes on a quiet machine."""


@pytest.mark.parametrize(("form", "language", "theme", "final"), list(cases()))
def test_no_fault_is_found_in_a_file_of_ours(form: str, language: str, theme: str, final: bool) -> None:
    for one in finished(form, language, theme, final):
        channel = channels()[one.channel]
        assert isinstance(channel, PaperChannel)
        assert found(print_file(one.path.read_bytes(), one.use, channel=channel)) == {}, one.file


def test_looking_costs_little() -> None:
    files = [one for one in finished("leaflet", "uk", "full-colour", False) if one.use == "press"]
    assert files
    for one in files:
        content = one.path.read_bytes()
        with laid_open(content) as opened:
            start = time.process_time()
            assert look_at(opened, OURS)
            assert time.process_time() - start < MOST_CPU_S
