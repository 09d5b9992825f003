# SPDX-License-Identifier: Apache-2.0
"""The recipe of a spoken paragraph: a draft voice, no faster than the channel bears.

Korean from eSpeak is a placeholder for timing, not fit to broadcast: no recogniser finds words in it.  hn1 and a voice
folder are machine voices too; whatever they speak is labelled synthetic in speech, tags and report.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from safeconduct.model.codec import record_from
from safeconduct.model.refusal import StepRefusal, ToolRefusal
from safeconduct.model.works import Json
from safeconduct.studio.orders import VoiceOrder
from safeconduct.studio.punctuation import speakable
from safeconduct.studio.samples import Samples, trimmed, write_working
from safeconduct.tools import espeak, mbrola, voice_folder

from .pacing import from_wav, least_length_s, slowed, slowed_espeak
from .prosody import score

_MARGIN_S: Final = 0.02
_RECORD: Final = "Write words, or put a recording of it into takes/."

_Voice = Callable[[VoiceOrder, str, Mapping[str, Path]], Samples]


def voice(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Speak one paragraph (params: a `VoiceOrder`) into `voice.flac`, trimmed, one channel at 48 kHz.

    `inputs` holds "model" and "config" where the order names a voice folder.  Raises `ToolRefusal` when the voice is
    missing or breaks, `StepRefusal` for a text it cannot speak.  When even its slowest speech is too fast, the
    paragraph is left as it is: the checks measure it and say so.
    """
    order = record_from(params, VoiceOrder)
    words = speakable(order.text)
    if len(words) > espeak.MOST_CHARACTERS:
        raise StepRefusal(
            f"The paragraph {order.block} is longer than the {espeak.MOST_CHARACTERS} characters of the draft voice.",
            "Split the paragraph into steps, or put a recording of it into takes/.",
        )
    if not any(character.isalnum() for character in words):
        raise _no_sound(order.block)
    speech = trimmed(_VOICES.get(order.voice, _in_folder)(order, words, inputs), _MARGIN_S)
    if not speech.size:
        raise _no_sound(order.block)
    write_working(out / "voice.flac", speech)


def _by_espeak(order: VoiceOrder, words: str, _inputs: Mapping[str, Path]) -> Samples:
    def say(rate_wpm: int, word_gap: int) -> Samples:
        return from_wav(espeak.speak(words, order.language, rate_wpm, word_gap=word_gap))

    return slowed_espeak(say, len(words.split()), _least_s(order))


def _by_hn1(order: VoiceOrder, _words: str, _inputs: Mapping[str, Path]) -> Samples:
    if order.language.partition("-")[0] != "ko":
        raise StepRefusal(
            f"The paragraph {order.block} is not Korean, and the voice hn1 speaks nothing else.",
            "Choose hn1 for Korean alone, or put a recording into takes/.",
        )
    sounds = speakable(order.sounds)
    silent = sorted({letter for letter in sounds if letter.isalnum() and not "가" <= letter <= "힣"})
    if silent or not sounds:
        raise StepRefusal(
            f"The paragraph {order.block} has what the voice hn1 cannot read: {' '.join(silent) or 'nothing to read'}.",
            "Write numbers and foreign words out in Hangul, or put a recording of it into takes/.",
        )
    found = mbrola.probe()

    def say(slower: float) -> Samples:
        phones = score(sounds, slower)
        return from_wav(mbrola.speak(phones.lines, phones.length_s, found))

    return slowed(say, _least_s(order))


def _in_folder(order: VoiceOrder, words: str, inputs: Mapping[str, Path]) -> Samples:
    if not {"model", "config"} <= inputs.keys():
        raise ToolRefusal(
            f"The voice folder {order.voice} is not whole: a model (NAME.onnx) and its NAME.onnx.json are needed.",
            f"Put both into voices/{order.voice}/, or choose the draft voice espeak.",
        )
    found = voice_folder.read_folder(inputs["model"], inputs["config"])
    return slowed(lambda slower: from_wav(voice_folder.speak(words, found, slower)), _least_s(order))


def _least_s(order: VoiceOrder) -> float:
    return least_length_s(order.syllables, order.most_syllables_per_s)


def _no_sound(block: str) -> StepRefusal:
    return StepRefusal(f"The paragraph {block} has no sound: the draft voice finds no word in it.", _RECORD)


_VOICES: Final[Mapping[str, _Voice]] = {"espeak": _by_espeak, "hn1": _by_hn1}
