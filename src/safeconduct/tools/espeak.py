# SPDX-License-Identifier: Apache-2.0
"""The draft voice: eSpeak NG, which is GPL-3.0-or-later and therefore only ever runs in a process of its own.

The child (`espeak_child`) gets the words on its standard input and answers with one WAV on its standard output.  Only
that WAV and an exit code cross back: whatever the library prints is thrown away, and the WAV is parsed before anyone
sees it.
"""

import re
import subprocess
import sys
import threading
import wave
from collections.abc import Sequence
from importlib import metadata, util
from io import BytesIO
from typing import Final

from attrs import frozen

from safeconduct.model.refusal import ToolRefusal

from . import arithmetic
from .espeak_child import EXIT_LIBRARY, EXIT_SPEECH, EXIT_USAGE, EXIT_VOICE
from .exchange import exchange

VOICES: Final = {"ko-KP": "ko", "uk": "uk", "ru": "ru", "en": "en"}
"""Our language tags and eSpeak's voices.  Its Korean is South Korean, and a placeholder: not fit to broadcast."""

SLOWEST_WPM: Final = 80
FASTEST_WPM: Final = 450
"""The rates eSpeak accepts, in its own words per minute."""

WIDEST_GAP: Final = 100

MOST_CHARACTERS: Final = 5_000
MOST_BYTES: Final = 64 << 20
LONGEST_WAIT_S: Final = 30.0

COMMAND: Final = (sys.executable, "-I", "-m", "safeconduct.tools.espeak_child")
INSTALL: Final = "Install the draft voice: pip install 'safeconduct[draft-voice]'; or put a recording into takes/."

_VOICE_NAME: Final = re.compile(r"[a-z0-9]{2,4}(?:-[a-z0-9]{2,9}){0,3}")
_AGAIN: Final = "Build again; if it stays, reinstall safeconduct[draft-voice] or put a recording into takes/."

_BROKEN: Final = {
    EXIT_LIBRARY: "The draft voice is installed but its library does not load on this machine.",
    EXIT_VOICE: "The installed draft voice does not know this language.",
    EXIT_SPEECH: "The draft voice could not speak this text.",
    EXIT_USAGE: "The draft voice was asked in a way it does not understand.",
}


@frozen
class Espeak:
    """The draft voice as installed: the version of its wheel."""

    version: str


def probe() -> Espeak:
    """Return the installed draft voice; raises `ToolRefusal` that says what to install.  Loads no foreign code."""
    if util.find_spec("espeakng_loader") is None:
        raise ToolRefusal("The draft voice (eSpeak NG) is not installed.", INSTALL)
    return Espeak(metadata.version("espeakng-loader"))


def speak(
    text: str, language: str, words_per_minute: int, *, word_gap: int = 0, wait_s: float = LONGEST_WAIT_S
) -> bytes:
    """Speak `text` in one of our `VOICES` and return it as a WAV: mono, 16 bit, the voice's own sampling rate.

    `word_gap` is an extra pause between words in hundredths of a second, as eSpeak counts them.  The same words at
    the same rate give the same bytes.  Raises `ToolRefusal` when the voice is missing, does not know the language,
    is given an empty or overlong text, dies, takes more than `wait_s` seconds, or answers with anything but one whole
    WAV of at most `MOST_BYTES`.
    """
    probe()
    voice = VOICES.get(language)
    if voice is None:
        raise ToolRefusal(f"There is no draft voice for the language {language}.", "Put a recording into takes/.")
    if not text.strip() or len(text) > MOST_CHARACTERS or "\0" in text:
        raise ToolRefusal(
            f"The draft voice speaks texts of 1 to {MOST_CHARACTERS} characters; this one has {len(text)}.",
            "Split the paragraph, or put a recording into takes/.",
        )
    rate = min(max(words_per_minute, SLOWEST_WPM), FASTEST_WPM)
    gap = min(max(word_gap, 0), WIDEST_GAP)
    return _checked(_answer((*COMMAND, voice, str(rate), str(gap)), text.encode(), wait_s))


def phonemes(texts: Sequence[str], voice: str, *, wait_s: float = LONGEST_WAIT_S) -> tuple[str, ...]:
    """Return the phonemes (IPA) of each of `texts` in one of eSpeak's own voices ("ko", "en-us"), marks left out.

    Raises `ToolRefusal` as `speak` does, and for a voice of another name than eSpeak gives.
    """
    probe()
    lines = [" ".join(text.split()) for text in texts]
    if not _VOICE_NAME.fullmatch(voice):
        raise ToolRefusal(f"eSpeak has no voice of the name “{voice[:40]}”.", "Look at the voice's configuration.")
    if not all(lines) or not lines or sum(map(len, lines)) > MOST_CHARACTERS or "\0" in "".join(lines):
        raise ToolRefusal(
            f"The phonemes of 1 to {MOST_CHARACTERS} characters can be found at once.", "Split the paragraph."
        )
    answer = _answer((*COMMAND, "phonemes", voice), "\n".join(lines).encode(), wait_s)
    try:
        said = tuple(answer.decode().split("\n"))
    except UnicodeDecodeError as fault:
        raise ToolRefusal("eSpeak answered with something that is not phonemes.", _AGAIN) from fault
    if len(said) != len(lines):
        raise ToolRefusal("eSpeak answered with something that is not phonemes.", _AGAIN)
    return said


def _answer(command: tuple[str, ...], question: bytes, wait_s: float) -> bytes:
    """Run `command` with an empty environment and return what it wrote; raises `ToolRefusal` unless it ended well."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, arguments from fixed tables
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "TZ": "UTC", **arithmetic.fixed()},
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(wait_s, stop)
    timer.start()
    try:
        answer = exchange(child, question, MOST_BYTES, child.kill)
        child.wait()
    except BaseException:
        child.kill()
        child.wait()
        raise
    finally:
        timer.cancel()
    if late.is_set():
        raise ToolRefusal(f"The draft voice did not answer within {wait_s:g} seconds.", _AGAIN)
    if len(answer) > MOST_BYTES:
        raise ToolRefusal("The draft voice answered with more sound than the text can hold.", _AGAIN)
    if child.returncode < 0:
        raise ToolRefusal(f"The draft voice died (signal {-child.returncode}).", _AGAIN)
    if child.returncode:
        what = _BROKEN.get(child.returncode, f"The draft voice failed (code {child.returncode}).")
        raise ToolRefusal(what, _AGAIN)
    return answer


def _checked(untrusted_wav: bytes) -> bytes:
    """Return the WAV if it is exactly one mono 16-bit recording with sound in it; raises `ToolRefusal` otherwise."""
    try:
        with wave.open(BytesIO(untrusted_wav)) as reader:
            shape = (reader.getnchannels(), reader.getsampwidth())
            frames, rate = reader.getnframes(), reader.getframerate()
            whole = len(reader.readframes(frames)) == 2 * frames
    except (wave.Error, EOFError) as fault:
        raise ToolRefusal("The draft voice answered with something that is not sound.", _AGAIN) from fault
    if shape != (1, 2) or not whole or not frames or not 8_000 <= rate <= 48_000:
        raise ToolRefusal("The draft voice answered with something that is not speech.", _AGAIN)
    return untrusted_wav
