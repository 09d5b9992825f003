# SPDX-License-Identifier: Apache-2.0
"""Which typeface sets which language.  One face per language, never a list: nothing is substituted in silence."""

from collections.abc import Mapping

from attrs import frozen

from safeconduct.model.refusal import UsageRefusal


@frozen
class Face:
    """How a language is set: families for text and for labels, the tags for the PDF, and if words stay whole.

    `pitch` is the distance of two baselines in em.  `files` are the font files of (text, text bold, label, label bold).
    """

    text: str
    label: str
    lang: str
    region: str
    keep_words: bool
    pitch: float
    files: tuple[str, str, str, str]


_KOREAN_FILES = ("NotoSerifKR_400Regular.ttf", "NotoSerifKR_700Bold.ttf")
_SOURCE_FILES = (
    "SourceSerif4_400Regular.ttf",
    "SourceSerif4_700Bold.ttf",
    "SourceSans3_400Regular.ttf",
    "SourceSans3_700Bold.ttf",
)


def _source(lang: str, region: str) -> Face:
    return Face("Source Serif 4", "Source Sans 3", lang, region, False, 1.34, _SOURCE_FILES)


FACES: Mapping[str, Face] = {
    "ko-KP": Face("Noto Serif KR", "Noto Serif KR", "ko", "KP", True, 1.52, _KOREAN_FILES * 2),
    "uk": _source("uk", "UA"),
    "ru": _source("ru", "RU"),
    "en": _source("en", "GB"),
}


def face_of(language: str) -> Face:
    """Return the face of a language tag; raises `UsageRefusal` for a language that we have no type for."""
    if language not in FACES:
        known = ", ".join(FACES)
        raise UsageRefusal(f"The press has no typeface for the language “{language}”.", f"use one of: {known}.")
    return FACES[language]


def plain_faces(languages: set[str]) -> dict[str, dict[str, str | bool | float]]:
    """Return the faces of `languages` as plain values for a template."""
    return {
        tag: {
            "text": face.text,
            "label": face.label,
            "lang": face.lang,
            "region": face.region,
            "keep": face.keep_words,
            "pitch": face.pitch,
        }
        for tag, face in sorted((tag, face_of(tag)) for tag in languages)
    }
