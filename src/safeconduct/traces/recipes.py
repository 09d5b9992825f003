# SPDX-License-Identifier: Apache-2.0
"""The step that looks into one finished file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain, record_from
from safeconduct.model.traces import OwnWords
from safeconduct.model.works import Json

from .looking import look_at

FOUND: Final = "traces.json"


def look_into(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write what the file among the inputs tells to "traces.json"; see `looking.look`."""
    scan = look_at(inputs["file"], str(params["file"]), record_from(params["own"], OwnWords))
    (out / FOUND).write_bytes(canonical(plain(scan)))
