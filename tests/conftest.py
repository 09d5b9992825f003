# SPDX-License-Identifier: Apache-2.0
"""Options of the whole suite."""

import pytest
from hypothesis import settings

# The same tree gets the same verdict: whoever looks for new examples runs `make search`.
settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("search", deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--save-golden` keeps what is made now as what is expected."""
    parser.addoption("--save-golden", action="store_true", help="keep the rasters made now as the goldens")


@pytest.fixture
def save_golden(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be saved instead of compared."""
    return bool(request.config.getoption("--save-golden"))
