# SPDX-License-Identifier: Apache-2.0
"""What the studio does to a voice, in plain words: one entry for each word of `model.product.Treated`."""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from safeconduct.model.product import Treated


@frozen
class Doing:
    """How a treatment is called, why it was done, and what its figures measure, by their unit."""

    name: str
    why: str
    measures: Mapping[str, str] = field(factory=dict)


DOINGS: Final[Mapping[str, Doing]] = {
    "hum": Doing(
        "Mains hum",
        "The tones of the power grid and their multiples were taken out, as narrowly as possible. Hum can tell in "
        "which grid, and sometimes when, a recording was made. It is reduced, not removed.",
        {"dB": "level of the hum"},
    ),
    "rumble": Doing(
        "Rumble",
        "What lies below a voice, such as wind, handling and traffic, was taken away.",
        {"dB": "level in the pauses"},
    ),
    "noise": Doing(
        "Steady noise",
        "The even noise of a room or a machine is turned down, mildly, where it would cover the voice. Pauses are not "
        "made silent, and a recording that is quiet enough is left as it is.",
        {"dB": "level in the pauses", "dBFS": "level in the pauses"},
    ),
    "clipped": Doing(
        "Clipped samples",
        "The recording was louder than its recorder could hold. That cannot be repaired: record it again if you can.",
        {"s": "clipped in all"},
    ),
    "level": Doing(
        "Loudness",
        "Every paragraph was brought to the same loudness, and the whole to that of the channel: nobody has to turn a "
        "knob in the middle of a message.",
        {"LUFS": "loudness"},
    ),
    "band": Doing(
        "Band",
        "What the channel cannot carry was taken away, so that it neither wastes power nor disturbs a neighbour.",
        {"Hz": "edge of the band"},
    ),
    "presence": Doing(
        "Clearness",
        "The range that carries consonants, 2 to 4 kHz, was lifted for receivers that lose it.",
        {"dB": "share of that range"},
    ),
    "shaping": Doing(
        "Shaped for noise",
        "Parts of the voice that noise covers first were lifted. The same is done to every recording; nothing "
        "listens to the place where it is played.",
        {"dB": "share of what carries words"},
    ),
    "sibilants": Doing(
        "Sharp sounds",
        "Sounds such as “s” were turned down where they stuck out: transmitters and small loudspeakers sharpen them.",
        {"dB": "the sharpest sounds"},
    ),
    "compressor": Doing(
        "Loud and soft syllables",
        "Loud syllables were brought nearer to soft ones, so that the soft ones are heard where it is not quiet.",
        {"dB": "from soft to loud"},
    ),
    "limiter": Doing(
        "Peaks",
        "Short peaks were turned down so that none is above the ceiling. The more, the denser the voice sounds.",
        {"dBTP": "highest peak", "dB": "taken away on average", "LUFS": "loudest three seconds"},
    ),
    "trim": Doing(
        "Last trim",
        "The finished file was measured after decoding, and its level set once more.",
        {"dB": "level", "LUFS": "loudness", "s": "length"},
    ),
}

SURPRISE_DB: Final = 10.0
"""More limiting than this changes how a voice sounds: the report says so."""


def doing(what: str) -> Doing:
    """Return the entry of a treatment; one that nobody described is told by its own word, not left out."""
    return DOINGS.get(
        what, Doing(what.capitalize(), "The studio did this, and the report has no further words for it.")
    )


def is_surprise(treated: Treated) -> bool:
    """Whether this is more limiting than a listener would take for the same recording."""
    return treated.what == "limiter" and treated.unit.startswith("dB") and treated.before - treated.after > SURPRISE_DB


def figure(value: float, unit: str) -> str:
    """Return a figure with its unit as people read it: a true minus, one decimal, none for hertz and counts."""
    digits = 0 if unit in ("Hz", "") else 2 if unit == "s" else 1
    rounded = round(value, digits) + 0.0
    told = f"{abs(rounded):,.{digits}f}"
    return f"{'−' if rounded < 0 else ''}{told}{f' {unit}' if unit else ''}"
