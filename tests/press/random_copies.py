# SPDX-License-Identifier: Apache-2.0
"""Random copies in the four languages: real words in no order, in blocks that a format can print or must refuse."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from safeconduct.api.gallery import SAMPLER
from safeconduct.language.labels import labels, mark
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.canonical import digest_of
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Attribution, Block, BlockKind, Copy, Edition, Piece, Run
from safeconduct.model.places import Span
from safeconduct.model.works import Commission

LANGUAGES = ("ko-KP", "uk", "ru", "en")
CHANNELS: Mapping[str, tuple[str, ...]] = {
    "leaflet": ("pocket-a7", "postcard-a6", "leaflet-220x140"),
    "fold-guide": ("fold-strip", "fold-roll"),
    "poster": ("poster-a4", "poster-a3"),
    "letter": ("letter-a4",),
}
Draw = Callable[..., Any]
PICTURES = ("art/bag.svg", "art/radio.svg", "art/no-car.svg", "art/house-up.svg")
QUOTES = {"ko-KP": ("《", "》"), "uk": ("«", "»"), "ru": ("«", "»"), "en": ("“", "”")}
AT = Span("copy.md")
_NO_LETTERS = re.compile(r"[^\w’ʼ'-]")


@frozen
class Asked:
    """A copy, and where it is to be printed."""

    piece: Piece = field(repr=lambda piece: f"{piece.format} {piece.theme} {piece.art}")
    copy: Copy = field(repr=lambda copy: f"{copy.language} {[(str(b.kind), b.text) for b in copy.blocks]}")
    channel: PaperChannel = field(repr=lambda channel: channel.id)
    commission: Commission = field(repr=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every sentence that must stand on the page."""
        return tuple(block.text for block in self.copy.blocks)


@cache
def sampler() -> Edition:
    """The sampler's edition."""
    return read_manuscript(SAMPLER).edition


@cache
def words(language: str) -> tuple[str, ...]:
    """The words of the sampler in a language."""
    copies = (piece.copies[language] for piece in sampler().pieces if language in piece.copies)
    found = {_NO_LETTERS.sub("", word) for copy in copies for block in copy.blocks for word in block.text.split()}
    return tuple(sorted(word for word in found if word and word not in "-’ʼ'"))


@st.composite
def sentences(draw: Draw, language: str, most: int) -> str:
    """A sentence of up to `most` words, ended and sometimes quoted or stressed like real ones."""
    chosen = draw(st.lists(st.sampled_from(words(language)), min_size=1, max_size=most))
    said = " ".join(chosen)
    if draw(st.integers(0, 7)) == 0:
        said = f"{QUOTES[language][0]}{said}{QUOTES[language][1]}"
    return said + str(draw(st.sampled_from([".", "!", "?", ""])))


@st.composite
def asked(draw: Draw) -> Asked:
    """A copy in any language for any channel and theme: from one line to far too much."""
    language = str(draw(st.sampled_from(LANGUAGES)))
    form = str(draw(st.sampled_from(sorted(CHANNELS))))
    channel = channels()[draw(st.sampled_from(CHANNELS[form]))]
    assert isinstance(channel, PaperChannel)
    theme = str(draw(st.sampled_from(channel.themes)))
    kinds = [BlockKind.TITLE, *draw(st.lists(st.just(BlockKind.PARAGRAPH), max_size=3))]
    if form in ("fold-guide", "poster"):
        kinds += draw(st.lists(st.just(BlockKind.STEP), min_size=1, max_size=7))
    kinds += draw(st.lists(st.sampled_from([BlockKind.HEADING, BlockKind.POINT, BlockKind.PARAGRAPH]), max_size=6))
    blocks = tuple(_block(draw, number, kind, language) for number, kind in enumerate(kinds))
    text = "\n".join(block.text for block in blocks)
    copy = Copy(language, blocks, digest_of(text.encode()), AT)
    speaker = {tag: labels(tag, date(2026, 11, 1), None)["sender"] for tag in LANGUAGES}
    art = {"front": "art/river-grey.svg"} if draw(st.booleans()) and form != "letter" else {}
    piece = Piece("random", form, (channel.id,), Attribution(speaker), {language: copy}, (), art, None, (), AT)
    return Asked(evolve(piece, theme=theme), copy, channel, commission(language, bool(draw(st.booleans()))))


def _block(draw: Draw, number: int, kind: BlockKind, language: str) -> Block:
    most = {BlockKind.TITLE: 6, BlockKind.HEADING: 5, BlockKind.STEP: 8}.get(kind, 22)
    picture = None
    if kind is BlockKind.STEP or (kind is BlockKind.POINT and draw(st.booleans())):
        picture = str(draw(st.sampled_from(PICTURES)))
    said = str(draw(sentences(language, most)))
    return Block(f"block-{number}", kind, (Run(said),), AT, picture, "a picture" if picture else "")


def commission(language: str, marked: bool) -> Commission:
    """A commission as the hall would give it, with the sampler's pictures."""
    day = date(2026, 11, 1)
    return Commission(
        edition="random",
        as_of=day,
        labels=labels(language, day, date(2027, 12, 31)),
        notice=sampler().notice[language],
        credits=(),
        valid_until=date(2027, 12, 31),
        mark=mark(language) if marked else None,
        files=sampler().files,
    )
