# SPDX-License-Identifier: Apache-2.0
"""Options of the whole suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--save-golden` keeps what is made now as what is expected."""
    parser.addoption("--save-golden", action="store_true", help="keep the rasters made now as the goldens")


@pytest.fixture
def save_golden(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be saved instead of compared."""
    return bool(request.config.getoption("--save-golden"))
