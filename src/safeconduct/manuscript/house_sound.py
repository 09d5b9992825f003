# SPDX-License-Identifier: Apache-2.0
"""Reading `[sound]` of edition.toml: what a house asks of sound."""

import re
from collections.abc import Collection, Iterable, Mapping

from safeconduct.model.edition import Piece
from safeconduct.model.spoken import BUILT_IN_VOICES, DENOISE, SPOKEN_FORMS, HouseSound

from .toml import Table

VOICES = "voices"
_FOLDER = re.compile(rf"{VOICES}/([^/]+)/[^/]+")


def read_house_sound(
    table: Table | None, pieces: Iterable[Piece], languages: Collection[str], files: Collection[str], used: set[str]
) -> HouseSound:
    """Read the table; a piece, a language or a voice that is not there is a fault at its line.

    `used` collects the files of the voices that are named.
    """
    if table is None:
        return HouseSound()
    spoken = sorted(piece.id for piece in pieces if piece.format in SPOKEN_FORMS)
    synthetic = table.texts("synthetic", needed=False)
    if unknown := sorted(set(synthetic) - set(spoken)):
        table.wrong("synthetic", f"spoken pieces of this edition ({', '.join(spoken)}), not “{unknown[0]}”")
    voices = table.words("voices", needed=False)
    _check_voices(table, voices, languages, files)
    used |= {path for path in files for voice in voices.values() if path.startswith(f"{VOICES}/{voice}/")}
    denoise = table.text("denoise", needed=False, default=DENOISE[0])
    if denoise not in DENOISE:
        table.wrong("denoise", f"denoise = one of: {', '.join(DENOISE)}")
    house = HouseSound(table.flag("say_valid_until"), synthetic, voices, denoise, table.flag("at_risk"))
    table.done()
    return house


def _check_voices(table: Table, voices: Mapping[str, str], languages: Collection[str], files: Iterable[str]) -> None:
    folders = {found[1] for path in files if (found := _FOLDER.fullmatch(path))}
    known = (*BUILT_IN_VOICES, *sorted(folders - set(BUILT_IN_VOICES)))
    for language, voice in voices.items():
        if language not in languages:
            table.wrong("voices", f"a language of this edition ({', '.join(languages)}), not “{language}”")
        if voice not in known:
            table.wrong("voices", f"a voice that is there ({', '.join(known)}), not “{voice}”")
