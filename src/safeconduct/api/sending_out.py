# SPDX-License-Identifier: Apache-2.0
"""Sending out: the copies of a manuscript as one file for translators, XLIFF or PO."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from safeconduct.language.exchange.po import po
from safeconduct.language.exchange.units import units
from safeconduct.language.exchange.xliff_writing import Exported, xliff
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.forms import forms
from safeconduct.manuscript.glossary import NAMES
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Edition, Piece
from safeconduct.model.refusal import UsageRefusal

from .faultless import copies_of, faultless
from .going_out import printed, refuse_traces, words_in


def exported(
    folder: Path, to: str, begun: str | None, pieces: tuple[str, ...], form: str, today: date
) -> tuple[bytes, tuple[Exported, ...]]:
    """Return a file for translators, and what is in it; raises `UsageRefusal` for unknown pieces and languages."""
    manuscript = read_manuscript(folder)
    edition = manuscript.edition
    source = begun or _usual_source(edition, to)
    for tag in (source, to):
        _known_language(edition, tag)
    if source == to:
        raise UsageRefusal(f"Source and target are both “{to}”.", "name two languages with --from and --to.")
    faultless(manuscript, NAMES)
    faultless(manuscript, copies_of(pieces or [one.id for one in edition.pieces], source, to))
    chosen = [_piece(edition, name) for name in pieces] or [one for one in edition.pieces if source in one.copies]
    told = tuple(_exported(edition, piece, source, to) for piece in chosen)
    if not any(one.units for one in told):
        raise UsageRefusal(f"There is nothing in “{source}” to translate.", "name another language with --from.")
    told = tuple(one for one in told if one.units)
    day = (edition.as_of or today).isoformat()
    content = po(told, source, to, day) if form == "po" else xliff(told, source, to)
    said = words_in(copy for piece in edition.pieces for copy in piece.copies.values())
    refuse_traces({f"{to}.po" if form == "po" else f"{to}.xlf": content}, printed(said, day))
    return content, told


def _exported(edition: Edition, piece: Piece, source: str, to: str) -> Exported:
    if source not in piece.copies:
        raise UsageRefusal(f"“{piece.id}” has no copy in “{source}”.", f"name one of: {', '.join(piece.copies)}.")
    one_source(piece, source, to)
    return Exported(piece.id, piece.copies[source].at.file, units(edition, piece, source, to), tuple(_limits(piece)))


def one_source(piece: Piece, source: str, to: str) -> None:
    """Raise `UsageRefusal` when the states that are kept tell of another source: they would be lost."""
    kept = piece.segments.get(to)
    if kept and kept.translated_from != source:
        begun, path = kept.translated_from, f"pieces/{piece.id}/copy.{to}.segments.toml"
        raise UsageRefusal(
            f"“{piece.id}” in {to} was translated from {begun}, and not from {source}.",
            f"export it with --from {begun}, or take {path} away first: its states go with it.",
        )


def _limits(piece: Piece) -> Iterator[str]:
    for name in piece.channels:
        channel = channels().get(name)
        if isinstance(channel, PaperChannel):
            yield f"At most {channel.most_words} words in all on {channel.title}."
    form = forms().get(piece.format)
    if form and form.most_syllables:
        yield f"At most {form.most_syllables} syllables in all, for it is spoken."


def _usual_source(edition: Edition, to: str) -> str:
    others = [tag for tag in ("en", *edition.languages) if tag in edition.languages and tag != to]
    if not others:
        raise UsageRefusal(f"The edition has no language but “{to}”.", "add a language to edition.toml.")
    return others[0]


def _known_language(edition: Edition, tag: str) -> None:
    if tag not in edition.languages:
        raise UsageRefusal(
            f"“{tag}” is no language of this edition.", f"name one of: {', '.join(edition.languages)}, or add it."
        )


def _piece(edition: Edition, name: str) -> Piece:
    piece = edition.piece(name)
    if piece is None:
        raise UsageRefusal(
            f"There is no piece “{name}”.", f"name one of: {', '.join(one.id for one in edition.pieces)}."
        )
    return piece


def unit_count(told: Iterable[Exported]) -> int:
    """Return how many units were exported."""
    return sum(len(one.units) for one in told)
