# SPDX-License-Identifier: Apache-2.0
"""The process that the recogniser lives in: `python -m safeconduct.tools.recogniser_child LANGUAGE WEIGHTS …`.

It loads the libraries and the weights, lets them start their threads on a second of silence, and only then locks
itself in (`jail_child.serve`): the recording is read, and heard, in a process that reaches neither files nor network.
A recording comes on standard input (16-bit samples of one channel at 16 kHz), what was heard goes out as JSON.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.ma  # numpy fetches it at the first median, when no file can be opened any more
import numpy.typing as npt

from .jail_child import serve
from .recogniser import EXIT_ALTERED, EXIT_LIBRARY, EXIT_MODEL, RATE_HZ

THREADS: Final = 2
BEAMS: Final = 5
MOST_TOKENS: Final = 200
"""What 28 seconds of speech cannot exceed; a loop can."""
LONGEST_PART_S: Final = 28.0
"""Whisper listens to 30 seconds at a time; we part a recording where it is quietest, so that no word is cut."""
SHORTEST_PART_S: Final = 14.0

_STEP: Final = RATE_HZ // 50
_QUIET_STEPS: Final = 15

Samples = npt.NDArray[np.float32]


def main(arguments: list[str]) -> int:
    """Load, lock, listen; return the exit code."""
    language, weights = arguments[0], json.loads(arguments[1])
    files: dict[str, bytes] = {}
    for name, (digest, *paths) in weights.items():
        content = b"".join(Path(path).read_bytes() for path in paths)
        if hashlib.sha256(content).hexdigest() != digest:
            return EXIT_ALTERED
        files[name] = content
    try:
        from faster_whisper import WhisperModel
    except (ImportError, OSError):
        return EXIT_LIBRARY
    try:
        # With the files in memory no name is ever looked up anywhere; `tokenizer.json` must be among them.
        model = WhisperModel("weights", device="cpu", compute_type="int8", cpu_threads=THREADS, files=files)
        _heard(model, np.zeros(RATE_HZ, np.float32), language, most_tokens=4)
    except (RuntimeError, ValueError, KeyError, OSError):
        return EXIT_MODEL

    def listen(recording: bytes) -> bytes:
        samples = np.frombuffer(recording, "<i2").astype(np.float32) / np.float32(32768)
        spans = [
            span | {"start": round(span["start"] + at, 2), "words": [_moved(word, at) for word in span["words"]]}
            for at, part in parts(samples)
            for span in _heard(model, part, language)
        ]
        return json.dumps(spans, ensure_ascii=False).encode()

    serve(listen)
    return 0


def parts(samples: Samples) -> Iterator[tuple[float, Samples]]:
    """Yield a recording in parts of at most `LONGEST_PART_S`, each with its first second, cut where it is quietest."""
    first = 0
    while samples.size - first > LONGEST_PART_S * RATE_HZ:
        window = samples[first + round(SHORTEST_PART_S * RATE_HZ) : first + round(LONGEST_PART_S * RATE_HZ)]
        energy = np.square(window[: window.size // _STEP * _STEP], dtype=np.float64).reshape(-1, _STEP).sum(axis=1)
        over = np.convolve(energy, np.ones(_QUIET_STEPS), "valid")
        quietest = (int(np.argmin(over)) + _QUIET_STEPS // 2) * _STEP
        end = first + round(SHORTEST_PART_S * RATE_HZ) + quietest
        yield first / RATE_HZ, samples[first:end]
        first = end
    yield first / RATE_HZ, samples[first:]


def _moved(word: list[Any], by_s: float) -> list[Any]:
    return [word[0], round(word[1] + by_s, 2), round(word[2] + by_s, 2), word[3]]


def _heard(model: Any, samples: Samples, language: str, most_tokens: int = MOST_TOKENS) -> list[dict[str, Any]]:
    """Return every stretch that was heard, with the recogniser's own doubts; nothing is left out, nothing guessed on.

    Temperature 0: the same sound gives the same words.  No stretch knows the text of the one before, no filter takes
    out what looks like silence, and no threshold makes it try again at random.
    """
    found, _ = model.transcribe(
        samples,
        language=language,
        beam_size=BEAMS,
        temperature=0.0,
        condition_on_previous_text=False,
        word_timestamps=True,
        vad_filter=False,
        no_speech_threshold=None,
        log_prob_threshold=None,
        compression_ratio_threshold=None,
        max_new_tokens=most_tokens,
    )
    return [
        {
            "start": float(span.start),
            "log_probability": round(float(span.avg_logprob), 3),
            "silence": round(float(span.no_speech_prob), 3),
            "words": [
                [word.word, float(word.start), float(word.end), round(float(word.probability), 3)]
                for word in span.words or ()
            ],
        }
        for span in found
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
