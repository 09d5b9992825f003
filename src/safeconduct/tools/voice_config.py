# SPDX-License-Identifier: Apache-2.0
"""The configuration of a voice folder (NAME.onnx.json, as Piper writes it), and the numbers of what is to be said.

Format: "phoneme_type", "phoneme_id_map", "audio", "espeak", "inference", "num_speakers" of Piper's voices; whatever
else stands in the file is not looked at.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import frozen

from safeconduct.model.refusal import ToolRefusal

from . import espeak

MOST_BYTES: Final = 1 << 20
_BEGIN, _END, _PAD = "^", "$", "_"
_MOST_ID: Final = 10_000
_SENTENCE: Final = re.compile(r"[^.!?…]+[.!?…]*")
_CLAUSE: Final = re.compile(r"([^,;:.!?…]*)([,;:.!?…]*)")
_DO: Final = "Compare the file with the one that came with the voice: NAME.onnx.json as Piper writes it."


@frozen
class VoiceConfig:
    """How a voice wants to be asked: its sampling rate, its symbols and their numbers, its pace, and who speaks.

    `espeak_voice` is "" for a voice that reads letters; `slower` is its length scale at its natural pace.
    """

    rate_hz: int
    espeak_voice: str
    ids: Mapping[str, tuple[int, ...]]
    slower: float
    speakers: int


def read_config(untrusted: bytes) -> VoiceConfig:
    """Return the configuration in a file; raises `ToolRefusal` when it is none."""
    try:
        if len(untrusted) > MOST_BYTES:
            raise ValueError("too long")
        told = json.loads(untrusted)
        kind = told.get("phoneme_type", "espeak")
        if kind not in ("espeak", "text"):
            raise ToolRefusal(
                f"The voice wants its words as “{str(kind)[:20]}”; only espeak and text are known here.",
                "Choose a voice with the phoneme type espeak or text.",
            )
        rate_hz, speakers = told["audio"]["sample_rate"], told.get("num_speakers", 1)
        slower = told.get("inference", {}).get("length_scale", 1.0)
        voice = told["espeak"]["voice"] if kind == "espeak" else ""
        ids = {str(symbol): _ids(numbers) for symbol, numbers in told["phoneme_id_map"].items()}
        whole = type(rate_hz) is int and type(speakers) is int and isinstance(voice, str)
        if not whole or not 8_000 <= rate_hz <= 48_000 or not 0.2 <= float(slower) <= 5.0 or not ids:
            raise ValueError("out of bounds")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ToolRefusal("The configuration of the voice is not one of a Piper voice.", _DO) from fault
    return VoiceConfig(rate_hz, voice, ids, float(slower), max(1, speakers))


def numbered(config: VoiceConfig, text: str) -> list[list[int]]:
    """Return the numbers of each sentence of `text`, as the voice learnt to read them.

    Behind each symbol stands a pad, around a sentence its begin and end, where the voice has them.  A mark that the
    voice does not know is left out; raises `ToolRefusal` for a letter or a figure, since no word may be lost.
    """
    sentences = [_symbols(config, sentence) for sentence in _SENTENCE.findall(text)]
    pad = config.ids.get(_PAD, ())
    numbers = []
    for symbols in sentences:
        known = [number for symbol in symbols if (ids := _known(config, symbol)) for number in (*ids, *pad)]
        if any(symbol.isalnum() for symbol in symbols):
            numbers.append([*config.ids.get(_BEGIN, ()), *known, *config.ids.get(_END, ())])
    return numbers


def _ids(numbers: Any) -> tuple[int, ...]:
    listed = numbers if isinstance(numbers, list) else [numbers]
    if not all(type(number) is int and 0 <= number < _MOST_ID for number in listed):
        raise ValueError("no numbers")
    return tuple(listed)


def _symbols(config: VoiceConfig, sentence: str) -> list[str]:
    if not config.espeak_voice:
        return list(_letters(config, " ".join(sentence.split())))
    clauses = [(words, marks) for words, marks in _CLAUSE.findall(sentence) if any(map(str.isalnum, words))]
    if not clauses:
        return []
    said = espeak.phonemes([words for words, _ in clauses], config.espeak_voice)
    parts = (f"{unicodedata.normalize('NFD', one)}{marks[:1]}" for one, (_, marks) in zip(said, clauses, strict=True))
    return list(" ".join(parts))


def _letters(config: VoiceConfig, sentence: str) -> Iterable[str]:
    """Yield letters as the voice knows them: whole, as small letters, or in parts."""
    for letter in unicodedata.normalize("NFC", sentence):
        forms = (letter, letter.casefold())
        whole = next((form for form in forms if form in config.ids), None)
        yield from [whole] if whole else unicodedata.normalize("NFD", letter.casefold())


def _known(config: VoiceConfig, symbol: str) -> tuple[int, ...]:
    if symbol not in config.ids and unicodedata.category(symbol) in ("Ll", "Lu", "Lo", "Lt", "Nd"):
        raise ToolRefusal(
            f"The voice has no sound for “{symbol}” (U+{ord(symbol):04X}).",
            "Write the word otherwise, choose another voice, or put a recording into takes/.",
        )
    return config.ids.get(symbol, ())
