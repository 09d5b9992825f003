# SPDX-License-Identifier: Apache-2.0
"""A voice that the operator brings along: a folder with a model (NAME.onnx) and its configuration (NAME.onnx.json).

The kind is that of Piper (VITS): numbers of phonemes or letters in, sound out.  The model is a stranger's: it is looked
over for other files it might want (`onnx_parts`) and runs in the jail, without network, files, or much time.  Whoever
brings a voice answers for whose voice it is, and for its licence; a real person's voice without that person's leave is
not to be used.
"""

import json
import wave
from importlib import metadata, util
from io import BytesIO
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.model.refusal import ToolRefusal

from .jail import Ended, Limits, run
from .onnx_parts import look_over
from .voice_config import MOST_BYTES as LONGEST_CONFIG
from .voice_config import VoiceConfig, numbered, read_config
from .voice_folder_child import EXIT_LIBRARY, EXIT_MODEL, EXIT_SHAPE, EXIT_SOUND

MOST_CHARACTERS: Final = 5_000
MOST_BYTES: Final = 256 << 20
PAUSE_S: Final = 0.35
LIMITS: Final = Limits(memory_mb=3072, cpu_s=300, wall_s=600.0, answer_bytes=64 << 20)
INSTALL: Final = (
    "Install what runs it: pip install 'safeconduct[voice-folder]'; choose the draft voice espeak, or put a recording "
    "into takes/."
)

_ENTRY: Final = ("-m", "safeconduct.tools.voice_folder_child")
_AGAIN: Final = "Try another voice folder, choose the draft voice espeak, or put a recording into takes/."
_BROKEN: Final = {
    EXIT_LIBRARY: "The library that runs voice folders (onnxruntime) does not load on this machine.",
    EXIT_MODEL: "The model of the voice cannot be run: it is damaged, or of a kind that is not known here.",
    EXIT_SHAPE: "The model of the voice is not one that reads numbers and answers with sound, as Piper's voices do.",
    EXIT_SOUND: "The model of the voice answered with something that is not sound.",
}
_ENDED: Final = {
    "wall": "The model of the voice did not answer in time.",
    "cpu": "The model of the voice did not answer in time.",
    "flood": "The model of the voice answered with more sound than the text can hold.",
}


@frozen
class VoiceFolder:
    """A voice as its folder tells: the bytes of its model, looked over, and its configuration."""

    model: bytes
    config: VoiceConfig


def probe() -> str:
    """Return the version of what runs voice folders; raises `ToolRefusal` that says what to install."""
    if util.find_spec("onnxruntime") is None:
        raise ToolRefusal("What runs voice folders (onnxruntime) is not installed.", INSTALL)
    return metadata.version("onnxruntime")


def read_folder(model: Path, config: Path) -> VoiceFolder:
    """Return the voice in these two files; raises `ToolRefusal` when they are not a voice, or want other files."""
    for path, most, what in ((model, MOST_BYTES, "model"), (config, LONGEST_CONFIG, "configuration")):
        if path.stat().st_size > most:
            raise ToolRefusal(f"The {what} of the voice is larger than {most >> 20} MB.", _AGAIN)
    content = model.read_bytes()
    look_over(content)
    return VoiceFolder(content, read_config(config.read_bytes()))


def speak(text: str, voice: VoiceFolder, slower: float = 1.0, limits: Limits = LIMITS) -> bytes:
    """Speak `text`, `slower` times as slow as the voice's own pace; return a WAV, mono, 16 bit, at the voice's rate.

    The noise of the model is switched off: on one machine the same words give the same bytes (another processor may
    round otherwise).  Raises `ToolRefusal` when the library is missing, the text is empty or has letters that the voice
    does not know, or the model breaks, hangs, floods, or answers with anything but sound.
    """
    probe()
    if not any(map(str.isalnum, text)) or len(text) > MOST_CHARACTERS:
        raise ToolRefusal(
            f"A voice folder speaks texts of 1 to {MOST_CHARACTERS} characters; this one has {len(text)}.",
            "Split the paragraph, or put a recording into takes/.",
        )
    config = voice.config
    question = {
        "ids": numbered(config, text),
        "slower": config.slower * slower,
        "speaker": 0 if config.speakers > 1 else None,
        "pause": round(PAUSE_S * slower * config.rate_hz),
    }
    ended = run(_ENTRY, json.dumps(question).encode() + b"\n" + voice.model, limits)
    return _wav(_checked(ended), config.rate_hz)


def _checked(ended: Ended) -> bytes:
    if ended.answer is None:
        kind, _, code = ended.why.partition(" ")
        told = _BROKEN.get(int(code)) if kind == "code" and code.isdigit() else _ENDED.get(ended.why)
        raise ToolRefusal(told or f"The model of the voice broke down ({ended.why}).", _AGAIN)
    if len(ended.answer) % 2:
        raise ToolRefusal(_BROKEN[EXIT_SOUND], _AGAIN)
    return ended.answer


def _wav(samples: bytes, rate_hz: int) -> bytes:
    into = BytesIO()
    with wave.open(into, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(samples)
    return into.getvalue()
