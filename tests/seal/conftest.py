# SPDX-License-Identifier: Apache-2.0
"""A press with a key for every role."""

from pathlib import Path

import pytest
from sealing_office import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Makes packages in a folder of its own."""
    return Desk(tmp_path)
