# SPDX-License-Identifier: Apache-2.0
"""Pieces: `pieces/<id>/piece.toml`, one copy per language beside it, a draft, and recordings in `takes/`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from safeconduct.model.edition import DISGUISED, SPOKEN, WHOLE, Attribution, BlockKind, Copy, Piece, Take
from safeconduct.model.exchange import BackTranslation, Segments
from safeconduct.model.places import Span
from safeconduct.model.product import SENDER_END, SENDER_START, VALID_UNTIL
from safeconduct.model.spoken import SPOKEN_FORMS

from .back_translations import read_back_translation
from .channels import channels
from .copy_text import read_copy
from .faults import Faults
from .segments import read_segments
from .snapshot import Seen
from .toml import Table, read_table, read_text

_COPY = re.compile(r"^copy\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.md$")
_SEGMENTS = re.compile(r"^copy\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.segments\.toml$")
_BACK = re.compile(r"^back\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.md$")
_DRAFT = re.compile(r"^draft\.(ko-KR)\.md$")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,49}")
_PICTURES = (".svg", ".png", ".jpg")
_SOUND = re.compile(
    r"3g(2|pp?)|aac|ai(f|fc|ff)|amr|awb|caf|flac|m4[ab]|mka|mov|mp[34]|og[ag]|opus|wave?|web[am]|wma", re.IGNORECASE
)


def read_piece(
    piece_id: str,
    files: Mapping[str, Seen],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    used: set[str],
    faults: Faults,
) -> Piece | None:
    """Read one piece; `formats` are those that paper comes in (none: any), `used` collects every path needed."""
    folder = f"pieces/{piece_id}"
    main = f"{folder}/piece.toml"
    used.add(main)
    table = read_table(files[main].content, main, faults)
    if table is None:
        return None
    if not _NAME.fullmatch(piece_id):
        faults.stop(
            "value-wrong",
            table.at(),
            f"The folder “{folder}” has a name that cannot become a part of file names.",
            "rename it: 1 to 50 plain Latin letters, digits, hyphens and underscores.",
        )
    shape = table.text("format")
    spoken = shape in SPOKEN_FORMS
    if shape and not spoken and formats and shape not in formats:
        table.wrong("format", f"format = one of: {', '.join([*formats, *SPOKEN_FORMS])}")
        shape = ""
    copies = _copies(folder, files, languages, used, faults)
    piece = Piece(
        id=piece_id,
        format=shape,
        channels=_channels(table, shape),
        attribution=_attribution(table) or Attribution({"und": "?"}),
        copies=copies,
        takes=_takes(piece_id, files, copies if spoken else {}, used, faults),
        art=_art(table, files, used),
        about=table.text("about", needed=False) or None,
        encloses=table.texts("encloses", needed=False),
        at=table.at(),
        addressee=table.text("addressee", needed=False) or None,
        theme=table.text("theme", needed=False) or None,
        segments=_segments(folder, files, copies, used, faults),
        backs=_backs(folder, files, copies, used, faults),
        draft=_draft(folder, files, copies, used, faults),
    )
    table.done()
    _pictures(piece, files, used, faults)
    if spoken:
        _all_spoken(piece, faults)
    return piece if copies and shape and "und" not in piece.attribution.speaker else None


def _channels(table: Table, shape: str) -> tuple[str, ...]:
    chosen = table.texts("channels")
    paper = shape not in SPOKEN_FORMS
    known = [c for c, channel in channels().items() if paper == hasattr(channel, "width_mm")]
    if shape and any(channel not in known for channel in chosen):
        table.wrong("channels", f"channels = a list out of: {', '.join(known)}")
        return ()
    if len(set(chosen)) < len(chosen):
        table.wrong("channels", "each channel once")
    return tuple(dict.fromkeys(chosen))


def _attribution(table: Table) -> Attribution | None:
    entry = table.table("attribution", needed=False)
    speaker = entry.words("speaker", needed=False) if entry else {}
    behalf = entry.words("on_behalf_of", needed=False) if entry else {}
    if entry:
        entry.done()
    if not speaker:
        table.faults.stop(
            "sender-missing",
            table.at("attribution"),
            "The piece does not say who speaks, and nothing is built without a sender.",
            'add a table [attribution.speaker] with a line such as en = "Former soldiers in Seoul" for each language.',
        )
        return None
    return Attribution(speaker, behalf)


def _art(table: Table, files: Mapping[str, Seen], used: set[str]) -> dict[str, str]:
    art = table.words("art", needed=False)
    for name, path in art.items():
        _picture(path, table.at("art"), files, used, table.faults)
        art[name] = path
    return art


def _pictures(piece: Piece, files: Mapping[str, Seen], used: set[str], faults: Faults) -> None:
    for copy in piece.copies.values():
        for block in copy.blocks:
            if block.picture is not None:
                _picture(block.picture, block.at, files, used, faults)


def _all_spoken(piece: Piece, faults: Faults) -> None:
    for copy in piece.copies.values():
        for block in copy.blocks:
            if block.kind not in (BlockKind.TITLE, *SPOKEN):
                faults.stop(
                    "mark-up-unknown",
                    block.at,
                    f"Here stands a {block.kind}; only paragraphs, steps and points are spoken and heard.",
                    "write it as a paragraph, or take it out.",
                )


def _picture(path: str, at: Span, files: Mapping[str, Seen], used: set[str], faults: Faults) -> None:
    used.add(path)
    if not path.startswith("art/") or PurePosixPath(path).suffix not in _PICTURES or path not in files:
        faults.stop(
            "picture-missing",
            at,
            f"The picture “{path}” is not in the manuscript.",
            f"put it there, as art/name with one of the endings {', '.join(_PICTURES)}, or correct the name.",
        )


def _copies(
    folder: str, files: Mapping[str, Seen], languages: tuple[str, ...], used: set[str], faults: Faults
) -> dict[str, Copy]:
    copies: dict[str, Copy] = {}
    for path in sorted(path for path in files if path.startswith(f"{folder}/")):
        found = _COPY.match(path.removeprefix(f"{folder}/"))
        if not found:
            continue
        used.add(path)
        if found[1] not in languages:
            faults.stop(
                "language-unknown",
                Span(path),
                f"“{path}” is in a language that edition.toml does not list.",
                f"add “{found[1]}” to languages in edition.toml, or correct the file's name.",
            )
            continue
        text = read_text(files[path].content, path, faults)
        if text is not None:
            copies[found[1]] = read_copy(text, files[path].digest, found[1], path, faults)
            _check_columns(copies[found[1]], languages, faults)
    if not copies:
        faults.stop(
            "copy-missing",
            Span(f"{folder}/piece.toml"),
            f"The piece in {folder} has no copy that can be read.",
            f"write its text in a file such as {folder}/copy.{languages[0] if languages else 'en'}.md.",
        )
    return copies


def _segments(
    folder: str, files: Mapping[str, Seen], copies: Mapping[str, Copy], used: set[str], faults: Faults
) -> dict[str, Segments]:
    read: dict[str, Segments] = {}
    for path, (language,) in _beside(folder, files, _SEGMENTS):
        # One for a copy that is not there is told as a file that nothing uses.
        if language in copies:
            used.add(path)
            table = read_table(files[path].content, path, faults)
            segments = read_segments(language, table, copies) if table else None
            read |= {language: segments} if segments else {}
    return read


def _backs(
    folder: str, files: Mapping[str, Seen], copies: Mapping[str, Copy], used: set[str], faults: Faults
) -> tuple[BackTranslation, ...]:
    read: list[BackTranslation] = []
    for path, (language, into) in _beside(folder, files, _BACK):
        if language in copies and into != language:
            used.add(path)
            text = read_text(files[path].content, path, faults)
            back = read_back_translation(text, path, language, into, faults) if text is not None else None
            read += [back] if back else []
    return tuple(read)


def _draft(
    folder: str, files: Mapping[str, Seen], copies: Mapping[str, Copy], used: set[str], faults: Faults
) -> Copy | None:
    for path, (language,) in _beside(folder, files, _DRAFT):
        # A draft of a copy that is not there is told as a file that nothing uses.
        if "ko-KP" in copies:
            used.add(path)
            text = read_text(files[path].content, path, faults)
            return read_copy(text, files[path].digest, language, path, faults) if text is not None else None
    return None


def _beside(folder: str, files: Mapping[str, Seen], named: re.Pattern[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in sorted(path for path in files if path.startswith(f"{folder}/")):
        if found := named.match(path.removeprefix(f"{folder}/")):
            yield path, found.groups()


def _check_columns(copy: Copy, languages: tuple[str, ...], faults: Faults) -> None:
    told: set[str] = set()
    for block in copy.blocks:
        for column in sorted(set(block.columns) - {"say", *languages} - told):
            told.add(column)
            faults.stop(
                "language-unknown",
                block.at,
                f"The table has a column in “{column}”, a language that edition.toml does not list.",
                f"add “{column}” to languages in edition.toml, or correct the heading of the column.",
            )


def _takes(
    piece_id: str, files: Mapping[str, Seen], copies: Mapping[str, Copy], used: set[str], faults: Faults
) -> tuple[Take, ...]:
    takes: list[Take] = []
    for path in sorted(path for path in files if f"{path}/".startswith(f"takes/{piece_id}/")):
        parts = PurePosixPath(path).parts
        used.add(path)
        language, block = (parts[2], _block_of(parts[3])) if len(parts) == 4 else ("", "")
        copy = copies.get(language)
        spoken = [b.id for b in copy.blocks if b.kind in SPOKEN] if copy else []
        if copy is None or block not in (WHOLE, SENDER_START, VALID_UNTIL, SENDER_END, *spoken):
            faults.stop(
                "take-unknown",
                Span(path),
                f"The recording “{path}” belongs to no paragraph of “{piece_id}”.",
                f"name it takes/{piece_id}/<language>/<id of the paragraph>.wav, or {WHOLE}.wav when it is all in one.",
            )
            continue
        if any((take.language, take.block) == (language, block) for take in takes):
            faults.stop(
                "take-unknown",
                Span(path),
                f"The recording “{path}” is the second one for its paragraph, and only one can be heard.",
                "keep the one that is to be heard, and take the other out of takes/.",
            )
        takes.append(Take(piece_id, language, block, path, files[path].digest, Span(path)))
    return tuple(takes)


def _block_of(name: str) -> str:
    """The block that a file in takes/ is a recording of: its name without its ending and the mark of a disguise.

    "" where the ending is none that recorders write: the name of a take is told in kits, so it holds no other word.
    """
    stem, _, ending = name.rpartition(".")
    return stem.removesuffix(DISGUISED[:-1]) if _SOUND.fullmatch(ending) else ""
