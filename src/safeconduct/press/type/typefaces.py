# SPDX-License-Identifier: Apache-2.0
"""Which typeface sets which language.  One face per language, never a list: nothing is substituted in silence."""

from collections.abc import Mapping

from attrs import frozen

from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.works import Json


@frozen
class Cut:
    """A family drawn for sizes from `from_pt` up, and its files; `bold` alone where only headlines are set in it."""

    from_pt: float
    family: str
    regular: str | None
    bold: str


@frozen
class Face:
    """How a language is set: cuts for text and for labels (smallest sizes first), the tags for the PDF.

    `keep_words`: words never part at a line end.  `pitch` is the distance of two baselines in em.  `body_share` turns
    the body size of a channel, which is meant for Korean, into the least size for this script.
    """

    texts: tuple[Cut, ...]
    labels: tuple[Cut, ...]
    lang: str
    region: str
    keep_words: bool
    pitch: float
    body_share: float

    @property
    def text(self) -> str:
        """The family that sets text of the usual size."""
        return self.cut(_USUAL_PT, 400, label=False).family

    @property
    def label(self) -> str:
        """The family that sets labels."""
        return self.labels[0].family

    @property
    def files(self) -> tuple[str, ...]:
        """Every font file that may set this language."""
        return tuple(file for cut in (*self.texts, *self.labels) for file in (cut.regular, cut.bold) if file)

    def cut(self, size_pt: float, weight: int, *, label: bool) -> Cut:
        """Return the cut that sets `size_pt` in `weight` (400 or 700)."""
        cuts = [cut for cut in (self.labels if label else self.texts) if weight > 400 or cut.regular]
        return next((cut for cut in reversed(cuts) if cut.from_pt <= size_pt), cuts[0])


_USUAL_PT = 14
# Noto Serif KR is drawn in one optical size only.
_KOREAN = (Cut(0, "Noto Serif KR", "NotoSerifKR_400Regular.ttf", "NotoSerifKR_700Bold.ttf"),)
# Source Serif is drawn anew for small text (larger eye, sturdier strokes) and for headlines (finer, closer).
_SERIF = (
    Cut(0, "Source Serif 4 SmText", "SourceSerif4SmText_400Regular.ttf", "SourceSerif4SmText_700Bold.ttf"),
    Cut(13.5, "Source Serif 4", "SourceSerif4_400Regular.ttf", "SourceSerif4_700Bold.ttf"),
    Cut(18, "Source Serif 4 Subhead", None, "SourceSerif4Subhead_700Bold.ttf"),
    Cut(34, "Source Serif 4 Display", None, "SourceSerif4Display_700Bold.ttf"),
)
_SANS = (Cut(0, "Source Sans 3", "SourceSans3_400Regular.ttf", "SourceSans3_700Bold.ttf"),)


def _source(lang: str, region: str) -> Face:
    # The small letters of Source Serif SmText are 0.486 em high, those of Times 0.448: at 10/11 of the Korean body size
    # (10 pt for 11) they look like Times at 10.8 pt, well above the 9 pt of the European readability guideline.
    return Face(_SERIF, _SANS, lang, region, keep_words=False, pitch=1.34, body_share=10 / 11)


FACES: Mapping[str, Face] = {
    "ko-KP": Face(_KOREAN, _KOREAN, "ko", "KP", keep_words=True, pitch=1.5, body_share=1.0),
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


def plain_faces(languages: set[str]) -> dict[str, Json]:
    """Return the faces of `languages` as plain values for a template."""
    return {
        tag: {
            "text": face.text,
            "label": face.label,
            "texts": _plain_cuts(face.texts),
            "labels": _plain_cuts(face.labels),
            "lang": face.lang,
            "region": face.region,
            "keep": face.keep_words,
            "pitch": face.pitch,
            "body_share": face.body_share,
        }
        for tag, face in sorted((tag, face_of(tag)) for tag in languages)
    }


def _plain_cuts(cuts: tuple[Cut, ...]) -> list[Json]:
    return [[cut.from_pt, cut.family, cut.regular is not None] for cut in cuts]
