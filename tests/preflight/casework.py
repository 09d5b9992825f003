# SPDX-License-Identifier: Apache-2.0
"""Case work: lays a case of `tests/checks/` over the base manuscript, signs it off, and has it judged."""

import hashlib
import json
import os
import shutil
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from attrs import evolve, frozen

from safeconduct.api.hearing import hearing
from safeconduct.api.judging import Judged, judge, with_products, with_words
from safeconduct.api.making import _changed, make
from safeconduct.api.signing import confirm, mark_cosmetic, record_test, sign_off, waive
from safeconduct.graph.store import Store
from safeconduct.graph.worker import Answer
from safeconduct.language.labels import mark
from safeconduct.language.speech import sentences, syllables
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.forms import forms
from safeconduct.model.channel import PaperChannel, SoundChannel
from safeconduct.model.codec import record_from
from safeconduct.model.edition import SPOKEN, Copy, Piece
from safeconduct.model.product import Cell, Heard, Master, MasterFile, Paragraph, Proof, ProofPage, Seen, Word
from safeconduct.model.signed import Reader
from safeconduct.model.spoken import Said
from safeconduct.model.status import Status
from safeconduct.model.traces import Scan
from safeconduct.model.wording import Looked
from safeconduct.model.works import Mark
from safeconduct.preflight.reader_tests import wanted
from safeconduct.preflight.scene import Imposed, Printed, PrintFile, Scanned, Spoken, Worded
from safeconduct.preflight.standard import required, steps_of
from safeconduct.seal.keys import make_key

CHECKS = Path(__file__).parents[1] / "checks"
BASE = CHECKS / "_base"
TODAY, NEXT_SUMMER = date(2026, 11, 1), date(2027, 7, 31)
MEASURED = ("_proof.json", "_imposed.json", "_master.json", "_seen.json", "_scan.json")
RESERVED = ("_case.toml", *MEASURED, "_looked.json", "_after")
SIGNERS = {
    "author": "mill",
    "reviewer": "reed",
    "en": "lark",
    "uk": "wren",
    "recipient": "gate",
    "tester": "ford",
    "editor": "dell",
}
ROLES = {"waive": "editor", "cosmetic": "editor", "confirm": "recipient", "test": "tester"}
TESTED_BY_TEN = (Reader("villager, 20-60", found=True, explained=True),) * 10


@frozen
class Case:
    """One folder `checks/<check>/bad…` or `good…`.

    Its files are laid over the base.  `_case.toml` may say:

    - `at`: where a bad case must be found, "file:line";
    - `as_of`, `only` (piece ids), `products` (judge finished products too), `not_made` ("piece.channel" or
      "piece.language.channel"), `fails` (every step fails): how it is judged;
    - `unsigned`, `signers` (role or language -> person), `not_signed` (roles), `keys` (person -> whose key): who signs;
    - `delete` (paths), `later` (path -> text, written after the reading), `changes` (a path that grows while it is
      read), `unreadable` (a path), and a list `make` of what no repository can hold: `path` with one of `link`,
      `hex`, `size` (sparse), `fill` (that many spaces appended), `fifo`, `folder`, `name_hex` (added to the path).

    - `[heard.en]` (paragraph -> words): what a recogniser heard in a take, where it is not what is written;
      `[unsure.en]` (paragraph -> why, or "nobody" listened).

    `_after/` is laid over after the signing.  `[[signed]]` (before that) and `[[then]]` (after it) list what else is
    signed: `does` is "waive", "confirm", "test", "cosmetic" or "sign-all", the other keys are its parts.
    `_proof.json`, `_imposed.json` and `_master.json` stand in for what was measured; `_seen.json` holds the `use` of a
    file ("press", "screen", "sheet") and what was `seen` on it, for every print file of the case; `_scan.json` holds
    what one `file` tells besides its work; `_looked.json` holds
    what was noted on the words of the copy of one `piece` in one `language`.
    """

    check: str
    folder: Path

    @property
    def told(self) -> Mapping[str, Any]:
        """What `_case.toml` says."""
        path = self.folder / "_case.toml"
        return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}

    def __str__(self) -> str:
        return f"{self.check}/{self.folder.name}"


def cases(kind: str) -> list[Case]:
    """Every case whose folder's name begins with `kind` ("bad", "good")."""
    return [
        Case(folder.parent.name, folder)
        for folder in sorted(CHECKS.glob(f"*/{kind}*"))
        if folder.is_dir() and not folder.parent.name.startswith("_")
    ]


def lay_over(source: Path, target: Path) -> None:
    """Copy every file of a case over the manuscript."""
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.is_file() and inside.parts[0] not in RESERVED:
            (target / inside).parent.mkdir(parents=True, exist_ok=True)
            (target / inside).unlink(missing_ok=True)
            shutil.copyfile(path, target / inside)


def lay_out(case: Case, folder: Path) -> None:
    """Write the manuscript of a case to `folder` and sign it off."""
    told = case.told
    shutil.copytree(BASE, folder)
    for name in told.get("delete", []):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    lay_over(case.folder, folder)
    for entry in told.get("make", []):
        _make(folder, entry)
    who = (told.get("signers", {}), told.get("keys", {}), told.get("not_signed", []))
    if not told.get("unsigned"):
        sign_all(folder, *who)
    for act in told.get("signed", []):
        _act(folder, act, *who)
    if (case.folder / "_after").is_dir():
        lay_over(case.folder / "_after", folder)
    for act in told.get("then", []):
        _act(folder, act, *who)


def _act(folder: Path, act: Mapping[str, Any], *who: Any) -> None:
    """Have somebody sign something: a tester's `found`, `explained` and `critical` are numbers of `of` readers."""
    judged, people, keys = judge(folder, (), None, TODAY), {**SIGNERS, **who[0]}, who[1]
    person = act.get("person") or people[ROLES.get(act["does"], "author")]
    key, piece, until = key_of(keys.get(person, person)), act.get("piece", ""), act.get("until", NEXT_SUMMER)
    match act["does"]:
        case "waive":
            waive(judged, act["check"], piece, person, "It is only a village.", until, key, TODAY)
        case "confirm":
            confirm(judged, piece, person, "The people of the hall", until, act.get("reject", {}), key, TODAY)
        case "test":
            count = act.get("of", 10)
            readers = [
                Reader("villager", n < act.get("found", count), n < act.get("explained", count), confusion="",
                       critical=n < act.get("critical", 0))
                for n in range(count)
            ]  # fmt: skip
            record_test(judged, piece, judged.edition.readers, person, readers, key, TODAY)
        case "cosmetic":
            mark_cosmetic(judged, piece, person, key, TODAY)
        case "sign-all":
            sign_all(folder, *who)


def _make(folder: Path, entry: Mapping[str, Any]) -> None:
    path = folder / entry["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in entry:
        path.symlink_to(entry["link"])
    elif "hex" in entry:
        path.write_bytes(bytes.fromhex(entry["hex"]))
    elif "size" in entry:
        with path.open("wb") as stream:
            stream.truncate(entry["size"])
    elif "fill" in entry:
        with path.open("ab") as stream:
            stream.write(b" " * entry["fill"])
    elif "fifo" in entry:
        os.mkfifo(path)
    elif "name_hex" in entry:
        Path(os.fsdecode(os.fsencode(path) + bytes.fromhex(entry["name_hex"]))).write_bytes(b"")
    else:
        path.mkdir()


def sign_all(
    folder: Path,
    signers: Mapping[str, str] | None = None,
    keys: Mapping[str, str] | None = None,
    not_signed: tuple[str, ...] = (),
    as_of: date | None = None,
) -> None:
    """Sign every piece off in every role that the house standard demands, with keys that grow from fixed seeds.

    The receiving side confirms every step, and readers are tried; `not_signed` roles (also "recipient", "tester") are
    left out.
    """
    judged = judge(folder, (), as_of, TODAY)
    people = {**SIGNERS, **(signers or {})}

    def key(person: str) -> Any:
        return key_of((keys or {}).get(person, person))

    gate, ford = people["recipient"], people["tester"]
    for piece in judged.edition.pieces:
        for role, language in required(piece):
            person = people[language or role]
            if role not in not_signed:
                sign_off(judged, piece.id, role, person, language, key(person), TODAY)
        if steps_of(piece) and "recipient" not in not_signed:
            confirm(judged, piece.id, gate, "The people of the hall", NEXT_SUMMER, {}, key(gate), TODAY)
        if wanted(piece, judged.scene) and "tester" not in not_signed:
            record_test(judged, piece.id, judged.edition.readers, ford, TESTED_BY_TEN, key(ford), TODAY)


def key_of(person: str) -> Any:
    """The key of a person of the base manuscript: always the same."""
    return make_key(hashlib.sha256(f"a test key: {person}".encode()).digest())


def judged_case(case: Case, folder: Path) -> Judged:
    """Have a case judged: its text, and its products where it tells of some."""
    told = case.told
    lay_out(case, folder)
    as_of = told.get("as_of")
    with disturbed(folder, told.get("changes"), told.get("unreadable")):
        judged = judge(folder, (), as_of, TODAY, told.get("only", ()))
    for path, text in told.get("later", {}).items():
        (folder / path).write_text(text, "utf-8")
    if told.get("fails"):
        with Store(folder.with_name("store")).locked() as store:
            return make(judged, store, NothingWorks, lambda _name, _ending: None).judged
    for looked in _held(case, "_looked.json"):
        judged = with_words(judged, tuple(_worded(judged, looked)))
    if not (told.get("products") or any((case.folder / name).exists() for name in MEASURED)):
        return judged
    printed, imposed, spoken = products(judged, case)
    files = tuple(every_file(printed, imposed, case))
    scanned = tuple(every_scanned(printed, imposed, spoken, case))
    return with_products(judged, printed, spoken, _changed(judged), imposed=imposed, files=files, scanned=scanned)


def _worded(judged: Judged, held: Any) -> Iterator[Worded]:
    """The words of one copy as if somebody had looked at them."""
    piece, language = judged.edition.piece(held["piece"]), held["language"]
    assert piece
    looked = record_from({"noted": held["noted"], "not_looked": held["not_looked"]}, Looked)
    copy = piece.copies[language]
    yield Worded(language, looked, {block.id: block.at for block in copy.blocks}, copy.at, piece)


class NothingWorks(Executor):
    """Runs nothing: each step comes back as refused."""

    def submit(self, _fn: Callable[..., Any], /, *_args: Any, **_kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(Answer(fault=("The text does not fit on the page.", "shorten the copy.", 5)))
        return future


@contextmanager
def _patched(name: str, stand_in: Callable[..., Any]) -> Iterator[None]:
    with patch.object(os, name, stand_in):
        yield


def disturbed(folder: Path, changes: str | None, unreadable: str | None) -> Any:
    """While this holds, `changes` grows as soon as it has been opened, or `unreadable` cannot be opened."""
    if changes:
        real_fstat, path, left = os.fstat, folder / changes, [1]

        def fstat(descriptor: int) -> os.stat_result:
            found = real_fstat(descriptor)
            if left and os.path.samestat(found, path.stat()):
                left.clear()
                with path.open("ab") as stream:
                    stream.write(b"# one line more\n")
            return found

        return _patched("fstat", fstat)
    if unreadable:
        real_open = os.open

        def refuse(path: Any, *rest: Any, **more: Any) -> int:
            if Path(path) == folder / unreadable:
                raise PermissionError(13, "Permission denied")
            return real_open(path, *rest, **more)

        return _patched("open", refuse)
    return nullcontext()


def products(judged: Judged, case: Case) -> tuple[tuple[Printed, ...], tuple[Imposed, ...], tuple[Spoken, ...]]:
    """Finished products of every piece as they should be, save those whose measurements lie in the case."""
    not_made = case.told.get("not_made", [])
    proofs = [record_from(held, Proof) for held in _held(case, "_proof.json")]
    sheets = [record_from(held, Proof) for held in _held(case, "_imposed.json")]
    masters = [record_from(held, Master) for held in _held(case, "_master.json")]
    printed = [one for one in every_printed(judged) if not _left_out(one, not_made)]
    printed = [evolve(one, proof=next((p for p in proofs if _named(p.file, one)), one.proof)) for one in printed]
    imposed = [
        evolve(one, proof=next((s for s in sheets if _named(s.file, one)), one.proof)) for one in every_imposed(printed)
    ]
    spoken = [
        evolve(one, master=next((m for m in masters if _named(m.files[0].file, one)), one.master))
        for one in every_spoken(judged)
    ]
    spoken = [_listened(one, case) for one in spoken]
    return tuple(printed), tuple(imposed), tuple(spoken)


def _listened(spoken: Spoken, case: Case) -> Spoken:
    """A recording that a recogniser has listened to: it heard what is written, save what the case tells of."""
    script = tuple(Said(block.id, block.text, block.text, "", 0) for block in spoken.blocks)
    words = {said.block: said.spoken for said in script} | case.told.get("heard", {}).get(spoken.language, {})
    unsure = case.told.get("unsure", {}).get(spoken.language, {})
    heard = tuple(
        Heard(
            block,
            tuple(Word(word, 0.5 * n, 0.5 * n + 0.4) for n, word in enumerate(words.get(block, "").split())),
            unsure.get(block, ""),
            "an ear",
        )
        for block in dict.fromkeys(part.block for part in spoken.master.paragraphs if part.voice == "take")
        if unsure.get(block) != "nobody"
    )
    master = evolve(spoken.master, heard=heard)
    return evolve(spoken, master=master, hearing=hearing(script, master, spoken.language))


def _held(case: Case, name: str) -> list[object]:
    path = case.folder / name
    return [json.loads(path.read_text("utf-8"))] if path.exists() else []


def _left_out(one: Printed, names: list[str]) -> bool:
    return bool({f"{one.piece.id}.{one.channel.id}", f"{one.piece.id}.{one.language}.{one.channel.id}"} & set(names))


def _named(file: str, product: Printed | Imposed | Spoken) -> bool:
    return file.split(".")[:3] == [product.piece.id, product.language, product.channel.id]


def every_printed(judged: Judged) -> Iterator[Printed]:
    """Every paper product, measured as it should be."""
    for piece, language, copy, name in _each(judged):
        channel = channels()[name]
        if isinstance(channel, PaperChannel):
            stamp = _stamp(judged, piece, language)
            parts = [(b, s) for b in copy.blocks for cell in b.text.split("\t") for s in sentences(cell)]
            proof = proof_of(piece, language, channel, " ".join(s for _, s in parts), stamp)
            yield Printed(piece, language, channel, proof, tuple(parts), stamp, imprint=(parts[0][1],))


def every_file(printed: Iterable[Printed], imposed: Iterable[Imposed], case: Case | None = None) -> Iterator[PrintFile]:
    """Every finished PDF as a print shop looks at it, with what the case has seen on its pages."""
    told = next((held for held in (_held(case, "_seen.json") if case else ()) if isinstance(held, dict)), {})
    seen = tuple(record_from(one, Seen) for one in told.get("seen", ()))
    for one in printed:
        yield PrintFile(evolve(one.proof, seen=seen), told.get("use", "press"), one.channel, one.piece.id)
    for sheet in imposed:
        yield PrintFile(sheet.proof, "sheet", sheet.channel, sheet.piece.id)


def every_scanned(
    printed: Iterable[Printed], imposed: Iterable[Imposed], spoken: Iterable[Spoken], case: Case | None = None
) -> Iterator[Scanned]:
    """Every finished file as it was looked into: it tells nothing, save what the case has found in it."""
    told = {scan.file: scan for scan in (record_from(one, Scan) for one in (_held(case, "_scan.json") if case else ()))}
    papers: list[Printed | Imposed] = [*printed, *imposed]
    for paper in papers:
        scan = told.get(paper.proof.file) or Scan(paper.proof.file, "pdf", ())
        yield Scanned(paper.piece, paper.language, paper.channel, scan)
    for one in spoken:
        for file in one.master.files:
            scan = told.get(file.file) or Scan(file.file, file.file.rpartition(".")[2], ())
            yield Scanned(one.piece, one.language, one.channel, scan)


def every_imposed(printed: Iterable[Printed]) -> Iterator[Imposed]:
    """Every press sheet, each of its cells the leaf that was printed."""
    for one in printed:
        if one.channel.sheet:
            pages = tuple(
                evolve(page, cells=tuple(Cell((x, 10.0, 74.0, 105.0), page.text) for x in (10.0, 90.0)))
                for page in one.proof.pages
            )
            parts = one.proof.file.split(".")
            sheet = evolve(
                one.proof,
                file=".".join([*parts[:3], f"{one.channel.sheet.name}-sheet", *parts[3:]]),
                pages=pages,
                seen=tuple(_alike(pages)),
            )
            yield Imposed(one.piece, one.language, one.channel, sheet, one.proof, one.mark)


def _alike(pages: Iterable[ProofPage]) -> Iterator[Seen]:
    """What is seen of cells that are the leaf of their page, drawn and in dots."""
    for page in pages:
        for look in ("drawn", "dots"):
            yield Seen(f"leaf-{look}", 0, (0.0, 0.0, 0.0, 0.0), f"{look} {page.number}", float(page.number))
            for cell in page.cells:
                yield Seen(f"cell-{look}", page.number, cell.box_mm, f"{look} {page.number}", float(page.number))


def every_spoken(judged: Judged) -> Iterator[Spoken]:
    """Every recording, measured as it should be."""
    for piece, language, copy, name in _each(judged):
        channel = channels()[name]
        if isinstance(channel, SoundChannel):
            stamp = _stamp(judged, piece, language)
            master = master_of(piece, language, channel, copy, stamp)
            blocks = tuple(block for block in copy.blocks if block.kind in SPOKEN)
            yield Spoken(piece, language, channel, forms()[piece.format], master, blocks, stamp)


def _each(judged: Judged) -> Iterator[tuple[Piece, str, Copy, str]]:
    for piece in judged.edition.pieces:
        for language, copy in piece.copies.items():
            for name in piece.channels:
                yield piece, language, copy, name


def _stamp(judged: Judged, piece: Piece, language: str) -> Mark | None:
    return None if judged.decision.pieces[piece.id] is Status.FINAL else mark(language)


def _file(piece: Piece, language: str, channel: str, stamp: Mark | None) -> str:
    return f"{piece.id}.{language}.{channel}" + (".SPECIMEN" if stamp else "")


def proof_of(piece: Piece, language: str, channel: PaperChannel, text: str, stamp: Mark | None) -> Proof:
    """A faultless proof of one page."""
    bleed = channel.bleed_mm
    text = f"{text} {stamp.printed if stamp else ''}".strip()
    page = ProofPage(
        number=1,
        width_mm=channel.width_mm + 2 * bleed,
        height_mm=channel.height_mm + 2 * bleed,
        trim_mm=(bleed, bleed, channel.width_mm, channel.height_mm),
        bleed_mm=bleed,
        text=text,
        smallest_pt=channel.smallest_pt,
        smallest_text="a",
        outside_safe="",
        bleed_white=0.0,
        broken_words=(),
        cells=(Cell((bleed, bleed, channel.width_mm, channel.height_mm), text),),
    )
    title = "SPECIMEN" if stamp else piece.id
    return Proof(f"{_file(piece, language, channel.id, stamp)}.pdf", title, (), (page,))


def master_of(piece: Piece, language: str, channel: SoundChannel, copy: Copy, stamp: Mark | None) -> Master:
    """A faultless master, every paragraph spoken by a person at a calm pace."""
    name, start = _file(piece, language, channel.id, stamp), 0.0
    words = [(b.id, syllables(b.text)) for b in copy.blocks if b.kind in SPOKEN]
    said = [(*one, saying) for saying in range(1, forms()[piece.format].times + 1) for one in words]
    paragraphs = []
    for block, count, saying in [("sender-start", 8, 1), *said, ("sender-end", 8, 1)]:
        end = start + count / 2.5
        paragraphs.append(Paragraph(block, start, end, "take", count, saying=saying))
        start = end + channel.pause_s
    heard = tuple(paragraph.block for paragraph in paragraphs)
    files = tuple(
        MasterFile(
            f"{name}.{file.container}",
            start,
            channel.loudness_lufs,
            channel.peak_dbtp,
            channel.loudness_lufs,
            5.0,
            heard,
        )
        for file in channel.files
    )
    return Master(files, tuple(paragraphs), stamp is not None, stamp is not None, sender_start=True, sender_end=True)
