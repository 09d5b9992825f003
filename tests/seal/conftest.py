# SPDX-License-Identifier: Apache-2.0
"""A press with a key for every role."""

from pathlib import Path

import pytest
from sealing_office import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Makes packages in a folder of its own."""
    return Desk(tmp_path)


@pytest.fixture(autouse=True)
def nothing_seen(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests has seen no press before, and remembers none of ours."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
