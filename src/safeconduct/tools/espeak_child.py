# SPDX-License-Identifier: Apache-2.0
"""The process that eSpeak NG lives in: `python -m safeconduct.tools.espeak_child VOICE WORDS_PER_MINUTE WORD_GAP`.

Words come on standard input, a WAV (mono, 16 bit) goes to standard output, and the exit code says how it ended.  Called
as `espeak_child phonemes VOICE` it answers every line of words with a line of phonemes (IPA, UTF-8) instead of sound.
Nothing of the house may import this module's `main`: the GPL library is loaded here and nowhere else.
"""

import contextlib
import ctypes
import os
import resource
import sys
import wave
from io import BytesIO
from typing import Final

EXIT_USAGE: Final = 2
EXIT_LIBRARY: Final = 11
EXIT_VOICE: Final = 12
EXIT_SPEECH: Final = 13

_SYNCHRONOUS: Final = 2
_UTF8_ONLY: Final = 1  # neither SSML (0x10) nor phoneme brackets (0x100): the copy is words, never commands
_RATE: Final = 1  # espeakRATE and espeakWORDGAP of speak_lib.h
_WORD_GAP: Final = 7
_IPA: Final = 0x02  # of espeak_TextToPhonemes
_MEMORY_BYTES: Final = 1 << 30
_CPU_S: Final = 60


def main(arguments: list[str]) -> int:
    """Speak standard input, or put it into phonemes; return the exit code."""
    wants_phonemes = len(arguments) == 2 and arguments[0] == "phonemes"
    numbers = arguments[1:]
    if not wants_phonemes and (len(numbers) != 2 or not all(n.isascii() and n.isdigit() for n in numbers)):
        return EXIT_USAGE
    voice = arguments[1] if wants_phonemes else arguments[0]
    words = sys.stdin.buffer.read()
    answer = os.dup(1)
    # The library may print: from here on standard output is ours alone, under another number.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is wanted, not a file
        os.dup2(nowhere.fileno(), 1)
    _limit()
    try:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        sampling_hz = library.espeak_Initialize(
            ctypes.c_int(_SYNCHRONOUS), ctypes.c_int(0), ctypes.c_char_p(_folder(espeakng_loader)), ctypes.c_int(0)
        )
    except (ImportError, OSError, AttributeError):
        return EXIT_LIBRARY
    if sampling_hz <= 0:
        return EXIT_LIBRARY
    if library.espeak_SetVoiceByName(ctypes.c_char_p(voice.encode())) != 0:
        return EXIT_VOICE
    if wants_phonemes:
        said = b"\n".join(_phonemes(library, line) for line in words.split(b"\n"))
    else:
        for parameter, value in zip((_RATE, _WORD_GAP), map(int, numbers), strict=True):
            library.espeak_SetParameter(ctypes.c_int(parameter), ctypes.c_int(value), ctypes.c_int(0))
        samples = _speech(library, words)
        said = _wav(samples, sampling_hz) if samples else b""
    if not said.strip():
        return EXIT_SPEECH
    with os.fdopen(answer, "wb") as out:
        out.write(said)
    return 0


def _folder(loader: object) -> bytes:
    return str(loader.get_data_path()).encode()  # type: ignore[attr-defined]


def _limit() -> None:
    """Bound memory, CPU and files; a system that knows no such limit still has the parent's clock."""
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_S),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _speech(library: ctypes.CDLL, words: bytes) -> bytes:
    """Return the 16-bit samples of `words` (UTF-8); empty when the library refuses."""
    spoken: list[bytes] = []

    def collect(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            spoken.append(ctypes.string_at(samples, 2 * count))
        return 0

    # Kept in a name: the library calls it until the speech is over.
    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(collect)
    library.espeak_SetSynthCallback(callback)
    text = ctypes.create_string_buffer(words)
    code = library.espeak_Synth(
        text,
        ctypes.c_size_t(len(text)),
        ctypes.c_uint(0),
        ctypes.c_int(1),
        ctypes.c_uint(0),
        ctypes.c_uint(_UTF8_ONLY),
        None,
        None,
    )
    return b"".join(spoken) if code == 0 else b""


def _phonemes(library: ctypes.CDLL, words: bytes) -> bytes:
    """Return the phonemes of `words` (UTF-8, one line) in IPA."""
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    text = ctypes.create_string_buffer(words)
    place = ctypes.c_void_p(ctypes.addressof(text))
    said: list[bytes] = []
    while place.value:  # the library moves it clause by clause, and to nothing at the end
        clause = library.espeak_TextToPhonemes(ctypes.byref(place), ctypes.c_int(_UTF8_ONLY), ctypes.c_int(_IPA))
        said.append(clause or b"")
    return b" ".join(b" ".join(said).split())


def _wav(samples: bytes, sampling_hz: int) -> bytes:
    into = BytesIO()
    with wave.open(into, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(sampling_hz)
        writer.writeframes(samples)
    return into.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
