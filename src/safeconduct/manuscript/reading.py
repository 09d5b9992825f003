# SPDX-License-Identifier: Apache-2.0
"""Reading: folder in; an edition, its findings and the bytes that belong to it out."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from attrs import frozen

from safeconduct.model.edition import Edition, Piece, Signer
from safeconduct.model.judgement import Finding
from safeconduct.model.places import Span
from safeconduct.model.refusal import FolderRefusal

from .deriving import check_names, derived
from .faults import Faults
from .glossary import read_glossary
from .handovers import read_handover
from .house_sound import read_house_sound
from .house_type import read_house_type
from .pieces import read_piece
from .records import read_claim, read_consent, read_entity, read_promise, read_source
from .signed_records import read_confirmation, read_cosmetic, read_reader_test, read_sign_off, read_waiver
from .snapshot import Seen, Snapshot, take_named, take_snapshot
from .toml import Table, read_table

Record = TypeVar("Record")
_FINGERPRINT = re.compile(r"\d{5}( \d{5}){7}", re.ASCII)
SCHEMA = 1


@frozen
class Manuscript:
    """What was read: the edition, the faults met, the snapshot, and the captured words by archive file name."""

    edition: Edition
    findings: tuple[Finding, ...]
    snapshot: Snapshot
    archive: Mapping[str, Seen]


def read_manuscript(folder: Path, archives: tuple[Path, ...] = (), formats: tuple[str, ...] = ()) -> Manuscript:
    """Read the manuscript in `folder`; captures are looked for in its `archive/` and then in `archives`.

    `formats` are those that paper can come in; none: any name will do, and planning will tell.  Raises
    `FolderRefusal` when there is no folder or no readable edition.toml in it; every other fault is a finding.
    """
    faults = Faults()
    snapshot = take_snapshot(folder, faults)
    files = snapshot.files
    if "edition.toml" not in files:
        for fault in faults.found:
            if fault.place == Span("edition.toml"):
                raise FolderRefusal(fault.message, fault.remedy)
        raise FolderRefusal(
            f"There is no readable edition.toml in {folder}.",
            "name the folder that holds edition.toml, or begin one with: safeconduct new FOLDER",
        )
    used = {"edition.toml"}
    table = read_table(files["edition.toml"].content, "edition.toml", faults)
    if table is None:
        fault = faults.found[-1]
        raise FolderRefusal(f"{fault.place}: {fault.message}", fault.remedy)
    edition = _edition(table, files, formats, used, faults)
    captured = _archive(files, edition, archives, used, faults)
    for path in sorted(set(files) - used):
        if "/" in path or not path.upper().startswith(("READ", "LICENSE", "NOTES")):
            faults.note(
                "file-not-used",
                Span(path),
                f"Nothing uses “{path}”.",
                "check its name and place against docs/manuscript.md, or take it out of the folder.",
            )
    return Manuscript(edition, tuple(faults.found), snapshot, captured)


def _edition(
    table: Table, files: Mapping[str, Seen], formats: tuple[str, ...], used: set[str], faults: Faults
) -> Edition:
    if table.whole("schema") not in (SCHEMA, None):
        table.wrong("schema", f"schema = {SCHEMA}, the only one this version of safeconduct reads")
    languages = table.texts("languages")
    edition_id, readers = table.text("id"), table.text("readers")
    if readers and readers not in languages:
        table.wrong("readers", f"readers = one of the languages listed: {', '.join(languages)}")
    if edition_id and not all(part.isalnum() and part.isascii() for part in edition_id.split("-")):
        table.wrong("id", 'id = "words-joined-by-hyphens" in plain Latin letters and digits')
    signers = tuple(signer for entry in table.tables("signer") if (signer := _signer(entry)))
    title, notice, as_of = table.words("title"), table.words("notice", needed=False), table.date("as_of", needed=False)
    press = " ".join(table.text("press", needed=False).split())
    if press and not _FINGERPRINT.fullmatch(press):
        table.wrong("press", 'press = "12345 12345 …": eight groups of five digits, as `safeconduct trust show` prints')
    type_sizes, sound = table.table("type", needed=False), table.table("sound", needed=False)
    table.done()
    paths = [path.split("/") for path in files if path.startswith("pieces/")]
    piece_ids = [parts[1] for parts in paths if len(parts) == 3 and parts[2] == "piece.toml"]
    pieces = [read_piece(piece_id, files, languages, formats, used, faults) for piece_id in sorted(piece_ids)]
    if not piece_ids:
        faults.stop(
            "pieces-missing",
            table.at(),
            "The edition has no piece: there is nothing to print or speak.",
            "add a folder pieces/<name> with a piece.toml and a copy.<language>.md.",
        )
    _names(pieces, faults)

    def records(kind: str, read: Callable[[str, Table], Record | None]) -> dict[str, Record]:
        return _records(kind, read, files, used, faults)

    claims, entities = derived(records("claims", read_claim), faults), records("entities", read_entity)
    check_names(claims, entities, [piece for piece in pieces if piece], faults)
    return Edition(
        id=edition_id or "edition",
        title=title,
        as_of=as_of,
        languages=languages,
        readers=readers,
        notice=notice,
        pieces=tuple(piece for piece in pieces if piece),
        sources=records("sources", read_source),
        claims=claims,
        entities=entities,
        promises=records("promises", read_promise),
        consents=tuple(records("consents", read_consent).values()),
        signers=signers,
        sign_offs=tuple(records("sign-offs", read_sign_off).values()),
        waivers=tuple(records("waivers", read_waiver).values()),
        confirmations=tuple(records("confirmations", read_confirmation).values()),
        reader_tests=tuple(records("reader-tests", read_reader_test).values()),
        cosmetics=tuple(records("cosmetic", read_cosmetic).values()),
        handovers=tuple(records("handovers", read_handover).values()),
        files={path: seen.digest for path, seen in files.items()},
        at=table.at(),
        house_type=read_house_type(type_sizes, [piece for piece in pieces if piece]),
        house_sound=read_house_sound(sound, [piece for piece in pieces if piece], languages, files, used),
        glossary=read_glossary(files, used, faults),
        press=press,
    )


def _names(read: list[Piece | None], faults: Faults) -> None:
    pieces = [piece for piece in read if piece]
    known = {piece.id for piece in pieces}
    for piece in pieces:
        for name in piece.covers:
            if name not in known or name == piece.id:
                faults.stop(
                    "piece-unknown",
                    piece.at,
                    f"“{piece.id}” names the piece “{name}”, which is not another piece of this edition.",
                    f"write one of: {', '.join(sorted(known - {piece.id}))}.",
                )
    covers = {piece.id: set(piece.covers) for piece in pieces}
    for piece in pieces:
        below = set(covers[piece.id])
        while more := {name for inner in below for name in covers.get(inner, ())} - below:
            below |= more
        if piece.id in below and piece.id not in covers[piece.id]:
            faults.stop(
                "piece-unknown",
                piece.at,
                f"“{piece.id}” covers pieces that in the end cover “{piece.id}” itself.",
                "take one of them out of encloses or about: no letter can list a file that lists the letter.",
            )


def _records(
    kind: str, read: Callable[[str, Table], Record | None], files: Mapping[str, Seen], used: set[str], faults: Faults
) -> dict[str, Record]:
    found: dict[str, Record] = {}
    # Text is compared as text here and below: taking every path apart for every kind took longer than the reading.
    for path in sorted(path for path in files if path.startswith(f"{kind}/") and path.endswith(".toml")):
        if path.count("/") == 1:
            used.add(path)
            table = read_table(files[path].content, path, faults)
            record = read(PurePosixPath(path).stem, table) if table else None
            if record is not None:
                found[PurePosixPath(path).stem] = record
    return found


def _signer(entry: Table) -> Signer | None:
    signer = Signer(entry.text("person"), entry.texts("roles"), entry.text("key"), entry.at())
    entry.done()
    for key, names in (("person", (signer.person,)), ("roles", signer.roles)):
        # They become the names of the files in sign-offs/.
        if any(mark in name or not name.isprintable() for name in names for mark in "/\\"):
            entry.wrong(key, "names without slashes and on one line")
            return None
    return signer


def _archive(
    files: Mapping[str, Seen], edition: Edition, archives: tuple[Path, ...], used: set[str], faults: Faults
) -> dict[str, Seen]:
    captures = [source.capture for source in edition.sources.values()]
    wanted = {capture.file for capture in captures} | {capture.readable for capture in captures}
    captured: dict[str, Seen] = {}
    for name in sorted(wanted):
        if f"archive/{name}" in files:
            used.add(f"archive/{name}")
            captured[name] = files[f"archive/{name}"]
    for folder in archives:
        captured.update(take_named(folder, wanted - set(captured), faults))
    return captured
