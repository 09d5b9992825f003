# SPDX-License-Identifier: Apache-2.0
"""What press a file says it was made for: its output intent and the profile inside it."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from safeconduct.model.product import Seen

from .objects import FAULTS, said
from .opened import NOWHERE, Opened

_CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield what is wrong with the output intent; "intent" when there is one, with the name of its condition."""
    if sheet.pdf is None:
        return
    try:
        given = sheet.pdf.Root.get("/OutputIntents")
        intents = [each for each in given if isinstance(each, pikepdf.Dictionary)] if given is not None else []
    except FAULTS:
        intents = []
    for_press = [each for each in intents if str(each.get("/S", "")) == "/GTS_PDFX"]
    if not for_press:
        yield Seen("no-output-intent", 0, NOWHERE, "The file does not say for which press it was made.")
        return
    if len(for_press) > 1:
        yield _wrong(f"The file names {len(for_press)} presses (output intents), and only one can be meant.")
    profiles = [_profile(each) for each in intents]
    if len({key for key, _ in profiles if key is not None}) > 1:
        yield _wrong("The output intents of the file hold different profiles.")
    for each in for_press[:1]:
        if not said(each.get("/OutputConditionIdentifier", "")):
            yield _wrong("The output intent does not name its printing condition.")
        yield Seen("intent", 0, NOWHERE, said(each.get("/OutputConditionIdentifier", "?")))
        yield from _judge_profile(_profile(each)[1])


def _profile(intent: Any) -> tuple[Any, Any]:
    try:
        profile = intent.get("/DestOutputProfile")
        return (
            (profile.objgen if profile.is_indirect else id(profile), profile) if profile is not None else (None, None)
        )
    except FAULTS:
        return None, None


def _judge_profile(profile: Any) -> Iterator[Seen]:
    if not isinstance(profile, pikepdf.Stream):
        yield Seen("no-press-profile", 0, NOWHERE, "The output intent holds no profile of the press.")
        return
    try:
        icc, count = profile.read_bytes(), int(profile.get("/N", 0))
    except FAULTS:
        yield _wrong("The profile of the output intent cannot be read.")
        return
    if len(icc) < 132 or icc[36:40] != b"acsp":
        yield _wrong("The profile of the output intent is no ICC profile.")
        return
    channels = icc[16:20]
    if icc[12:16] != b"prtr":
        yield _wrong("The profile of the output intent is not that of a press.")
    if channels == b"RGB ":
        yield _wrong("The profile of the output intent is for a screen or an office printer (RGB).")
    elif channels not in _CHANNELS:
        yield _wrong(f"The profile of the output intent is for {said(channels.decode('latin-1'))}.")
    if _CHANNELS.get(channels) != count:
        yield _wrong("The profile of the output intent has another number of inks than it says.")
    if icc[8] > 4:
        yield _wrong("The profile of the output intent is of a version that presses do not know yet.")


def _wrong(what: str) -> Seen:
    return Seen("wrong-press-profile", 0, NOWHERE, what)
