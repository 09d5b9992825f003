# SPDX-License-Identifier: Apache-2.0
"""Options of the whole suite."""

import pytest
from attrs import evolve
from hypothesis import settings

from safeconduct.model.wording import Looked

# The same tree gets the same verdict: whoever looks for new examples runs `make search`.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--save-golden` keeps what is made now as what is expected."""
    parser.addoption("--save-golden", action="store_true", help="keep the rasters made now as the goldens")


@pytest.fixture
def save_golden(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be saved instead of compared."""
    return bool(request.config.getoption("--save-golden"))


@pytest.fixture(autouse=True)
def by_tables_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Korean copy is looked at by tables alone, and nobody minds: the analysers take seconds to load in every build.

    A test marked `analysed` looks as a user does.
    """
    if request.node.get_closest_marker("analysed"):
        return
    from safeconduct.api import making, wording

    looked_at = wording.looked_at

    def content_with_tables(content: bytes) -> Looked:
        return evolve(looked_at(content), not_looked=())

    monkeypatch.setattr(wording, "available", lambda: False)
    for module in (making, wording):
        monkeypatch.setattr(module, "looked_at", content_with_tables)
