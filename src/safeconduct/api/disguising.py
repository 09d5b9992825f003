# SPDX-License-Identifier: Apache-2.0
"""The light disguise of a recording, with figures that nobody keeps."""

import secrets
import tempfile
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.studio import speech
from safeconduct.studio.cleaning.clean import Cleaning, clean
from safeconduct.studio.disguise.disguising import disguised
from safeconduct.studio.disguise.veil import drawn
from safeconduct.studio.reel import reel_at, wound, write_flac
from safeconduct.tools.decode import decode

HONEST: Final = (
    "Light disguise: it makes a casual listener less sure. It does not protect against anyone who has your voice on "
    "file. If your family is at risk, do not use it: have someone else read, or use the draft voice."
)
STAYS: Final = (
    "What stays in every disguise: the words you choose, your dialect, your rhythm and breath, the room, sounds in the "
    "background, and the story itself."
)
HUM: Final = "Mains hum, which can tell where and when a recording was made, is reduced and not removed. Found: {}."
RECORD: Final = ".disguised"
"""What is added to the name of a disguised recording for the small file that says so."""

_SCHEMA: Final = "safeconduct-disguise-1 sha256:"


@frozen
class Disguise:
    """A disguised recording and its record; `hum_hz` 0: no hum was found in the original."""

    path: Path
    record: Path
    hum_hz: float


def disguise(recording: Path, out: Path) -> Disguise:
    """Write a lightly disguised version of `recording` to `out` (FLAC), and beside it a record that it is one.

    Every figure of the disguise comes from the system's random source, is used once and forgotten: none is kept,
    printed, or derived from anything.  Raises `UsageRefusal` for a recording that is refused or silent, or a name that
    does not end in .flac, `FolderRefusal` when `out` is there already or cannot be written.
    """
    record = out.with_name(out.name + RECORD)
    if out.suffix != ".flac":
        raise UsageRefusal(f"“{out.name}” does not end in .flac.", "name the disguised recording so: -o voice.flac")
    for path in (out, record):
        if path.exists():
            raise FolderRefusal(f"{path} is there already.", "name another file.")
    if not recording.is_file():
        raise UsageRefusal(f"There is no recording {recording}.", "name the file that the recorder made.")
    with tempfile.TemporaryDirectory(prefix="safeconduct-disguise-") as scratch:
        home = Path(scratch)
        decode(recording, recording.name, home / "decoded")
        reel = reel_at(home / "decoded")
        if speech.bounds(speech.levels(reel.tape()), reel.size) is None:
            raise UsageRefusal("The recording is silent.", "check the microphone and record it again.")
        cleaned = clean(reel, home / "clean", Cleaning(at_risk=True))
        veiled = wound(home / "veiled", disguised(cleaned.reel, drawn(secrets.SystemRandom().uniform)))
        write_flac(home / "out.flac", veiled)
        content = (home / "out.flac").read_bytes()
    try:
        with out.open("xb") as file:
            file.write(content)
        record.write_text(f"{_SCHEMA}{digest_of(content)}\n", "utf-8")
    except OSError as fault:
        raise FolderRefusal(f"{out} cannot be written ({fault.strerror}).", "choose another place.") from None
    return Disguise(out, record, cleaned.hum_hz)


def is_disguised(recording: Path) -> bool:
    """Return whether a recording came from `disguise`: its record lies beside it.

    Raises `UsageRefusal` where the record is there and is that of another recording.
    """
    record = recording.with_name(recording.name + RECORD)
    if not record.is_file():
        return False
    with record.open("rb") as file:
        told = file.read(200).decode("utf-8", "replace").strip()
    if told != f"{_SCHEMA}{digest_of(recording.read_bytes())}":
        raise UsageRefusal(
            f"{record.name} is not the record of this recording: one of the two was changed.",
            "disguise the recording again, under a new name.",
        )
    return True
