# SPDX-License-Identifier: Apache-2.0
"""The draft voice as a narrator, for tests that want words and no person."""

import wave
from io import BytesIO

import numpy as np
import soxr

from safeconduct.tools.espeak import speak


def said_16k(text: str, language: str, words_per_minute: int = 150) -> bytes:
    """Return spoken words as 16-bit samples at 16 kHz."""
    with wave.open(BytesIO(speak(text, language, words_per_minute))) as reader:
        rate_hz = reader.getframerate()
        samples = np.frombuffer(reader.readframes(reader.getnframes()), "<i2").astype(np.float64)
    quiet = np.asarray(soxr.resample(samples, rate_hz, 16_000)) * 0.7
    return bytes(np.round(quiet).astype("<i2").tobytes())
