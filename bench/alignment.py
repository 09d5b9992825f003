# SPDX-License-Identifier: Apache-2.0
"""Are the paragraphs of a long take cut in the right pauses?  Prints a table.

    python bench/alignment.py                              draft voices read the paragraphs of an example, three ways
    python bench/alignment.py --prompts FOLDER --texts FILE    and a person's recorded prompts, with their texts

A draft voice reads 15 paragraphs (specimen text, not reviewed by a native reader in Korean, Ukrainian and Russian) at
three rates; two of the readings are shifted in pitch and formants, so that they are other voices, and all get noise
30 dB under them.  The reference is a fourth rate.  A prompt FILE has lines "name: words", FOLDER holds name.wav; what
is recorded there is cut and joined like the rest.  Pauses between paragraphs are drawn from a fixed seed: 0.4 to
1.8 s, as between paragraphs, and 0.08 to 0.25 s, as of somebody in a hurry.  Then ten minutes, for the time it takes.
"""

import argparse
import io
import re
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
import soxr

from safeconduct.studio.aligning.aligning import aligned
from safeconduct.studio.samples import RATE_HZ, Samples, speech_bounds
from safeconduct.tools import espeak

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "kursk-2024" / "pieces"
LANGUAGES = ("en", "ko-KP", "uk")
REFERENCE_WPM = 140
VOICES = ((120, 1.0), (165, 0.87), (145, 1.14))
"""Words a minute, and the factor of pitch and formants."""

NOISE_DB = -30.0
LONG, SHORT = (0.4, 1.8), (0.08, 0.25)
PARAGRAPHS = 15


def main() -> None:
    """Read, align, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--prompts", type=Path)
    options.add_argument("--texts", type=Path)
    asked = options.parse_args()
    print("reading                        pauses      in the pause   median   p90    max (s)")
    for language in LANGUAGES:
        texts = paragraphs(language)
        reference = [spoken(text, language, REFERENCE_WPM, 1.0) for text in texts]
        for number, (wpm, shift) in enumerate(VOICES):
            read = [spoken(text, language, wpm, shift) for text in texts]
            for pauses in (LONG, SHORT):
                report(f"{language}, draft voice {number + 1}", read, reference, pauses)
    if asked.prompts:
        told = dict(line.split(": ", 1) for line in asked.texts.read_text().splitlines() if ": " in line)
        names = [name for name in told if (asked.prompts / f"{name}.wav").exists()]
        for first in range(0, len(names) - PARAGRAPHS + 1, 5):
            part = names[first : first + PARAGRAPHS]
            read = [speech(*soundfile.read(asked.prompts / f"{name}.wav", dtype="float32")) for name in part]
            reference = [spoken(told[name], "en", REFERENCE_WPM, 1.0) for name in part]
            for pauses in (LONG, SHORT):
                report(f"en, person, prompts from {first + 1}", read, reference, pauses)
    ten_minutes()


def report(name: str, read: Sequence[Samples], reference: Sequence[Samples], pauses: tuple[float, float]) -> None:
    """Align one reading and print how well."""
    take, true = joined(read, pauses, seed=len(name))
    found = aligned([take], [[paragraph] for paragraph in reference])
    cuts = found.spans
    errors, inside = [], 0
    for before, after, (first, end) in zip(cuts[:-1], cuts[1:], true, strict=True):
        middle = (before.end_s + after.start_s) / 2
        inside += first - 0.03 <= middle <= end + 0.03
        errors.append(max(0.0, first - middle, middle - end))
    told = " ".join(f"{np.quantile(errors, share):7.2f}" for share in (0.5, 0.9, 1))
    told += f"  {found.doubt.what}?" if found.doubt else ""
    print(f"{name:30} {pauses[0]}-{pauses[1]:<6}  {inside:3} of {len(errors):3}     {told}", flush=True)


def ten_minutes() -> None:
    """Print how long ten minutes take."""
    texts = paragraphs("en")
    read, size = [], 0
    while size < 600 * RATE_HZ:
        read.append(spoken(texts[len(read) % len(texts)], "en", *VOICES[len(read) // len(texts) % 3]))
        size += read[-1].size + RATE_HZ
    reference = [spoken(texts[number % len(texts)], "en", REFERENCE_WPM, 1.0) for number in range(len(read))]
    take, _ = joined(read, LONG, 1)
    stretches = [take[first : first + 10 * RATE_HZ] for first in range(0, take.size, 10 * RATE_HZ)]
    start, started = time.perf_counter(), time.process_time()
    aligned(stretches, [[paragraph] for paragraph in reference])
    wall_s, cpu_s = time.perf_counter() - start, time.process_time() - started
    print(f"{take.size / RATE_HZ:.0f} s of sound, {len(read)} paragraphs: {wall_s:.2f} s wall, {cpu_s:.2f} s processor")


def joined(
    read: Sequence[Samples], pauses: tuple[float, float], seed: int
) -> tuple[Samples, list[tuple[float, float]]]:
    """Join paragraphs with pauses, in noise; return the take, and where each pause begins and ends."""
    rng = np.random.default_rng(seed)
    parts, true, at = [np.zeros(RATE_HZ // 5, np.float32)], [], 0.2
    for number, paragraph in enumerate(read):
        if number:
            pause_s = float(rng.uniform(*pauses))
            parts.append(np.zeros(round(pause_s * RATE_HZ), np.float32))
            true.append((at, at + pause_s))
            at += parts[-1].size / RATE_HZ
        parts.append(np.asarray(paragraph, np.float32))
        at += paragraph.size / RATE_HZ
    take = np.concatenate([*parts, parts[0]])
    level = np.sqrt(np.mean(np.concatenate(read) ** 2))
    return take + rng.normal(0, level * 10 ** (NOISE_DB / 20), take.size).astype(np.float32), true


@cache
def paragraphs(language: str) -> tuple[str, ...]:
    """The first paragraphs of the example that are long enough to be read aloud."""
    found = []
    for piece in ("guide", "loudspeaker", "letter", "campaign"):
        for line in (EXAMPLE / piece / f"copy.{language}.md").read_text().splitlines():
            words = re.sub(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\{#[^}]*\}|[\[\]*#|]|^\d+\. ", "", line).strip()
            if len(words) > (15 if language == "ko-KP" else 30) and words not in found:
                found.append(words)
    return tuple(found[:PARAGRAPHS])


@cache
def spoken(text: str, language: str, wpm: int, shift: float) -> Samples:
    """Return what the draft voice says; a `shift` over 1 is a smaller throat."""
    samples, rate_hz = soundfile.read(io.BytesIO(espeak.speak(text, language, round(wpm / shift))), dtype="float32")
    return speech(samples, rate_hz * shift)


def speech(samples: Samples, rate_hz: float) -> Samples:
    """Return a recording at 48 kHz without the silence before and after."""
    sound = np.asarray(soxr.resample(samples, rate_hz, RATE_HZ, "HQ"), np.float32)
    first, end = speech_bounds(sound) or (0, sound.size)
    return sound[first:end]


if __name__ == "__main__":
    sys.exit(main())
