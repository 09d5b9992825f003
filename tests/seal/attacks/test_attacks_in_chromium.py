# SPDX-License-Identifier: Apache-2.0
"""Every attack that a page can see, looked at by verify.html in a real browser."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attack import Attack
from chromium import CHROMIUM, WHY_NOT, Browser, looked_at_in_browser
from corpus import ALL
from judged import named
from looking import Look, Said, looks_at, said_by_page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=WHY_NOT)]


def can_be_told(attack: Attack) -> bool:
    """The page has fields for the numbers that were seen, and none for recalls: those it remembers by itself."""
    return attack.page and not (attack.seen and attack.seen["recalled"])


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def looked_at(browser: Browser, look: Look) -> Said:
    return said_by_page(
        looked_at_in_browser(browser, look.path, date.fromisoformat(look.today), look.trusted, look.seen)
    )


TOLD = [one for one in ALL if can_be_told(one)]


@pytest.mark.parametrize("number", range(len(TOLD)), ids=lambda number: named(TOLD[number]))
def test_what_is_said(browser: Browser, number: int, tmp_path: Path) -> None:
    """Of two shapes one, in turn: what differs between them is how a browser hands them over."""
    attack = TOLD[number]
    shapes = list(looks_at(attack, tmp_path))
    shape, look = shapes[number % len(shapes)]
    if look.path.is_dir() and not any(look.path.iterdir()):
        pytest.skip("a browser hands nothing over when an empty folder is chosen")
    said = looked_at(browser, look)
    assert said.is_as(attack.told(shape)), f"as a {shape}: {said}"
    # A browser spells a backslash as a slash: which of two files is the true one, it cannot tell.
    if "\\" not in f"{attack.expected.main}":
        assert said.reasons == look.by_safeconduct().reasons
    for event in browser.events:
        assert event["method"] != "Runtime.exceptionThrown", event
        if event["method"] == "Network.requestWillBeSent":
            assert event["params"]["request"]["url"].split(":")[0] in ("file", "blob"), event
    browser.events.clear()


def test_most_of_the_corpus_is_seen() -> None:
    assert sum(map(can_be_told, ALL)) > 600
