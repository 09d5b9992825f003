# SPDX-License-Identifier: Apache-2.0
"""Signed records, one TOML file each: sign-offs, waivers, confirmations, reader tests, cosmetic marks."""

from pathlib import Path

from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.signed import Answer, Confirmation, Cosmetic, Reader, ReaderTest, SignOff, Waiver

from .faults import Faults
from .loose import read_loose
from .snapshot import MOST_BYTES
from .toml import Table, read_table

LONGEST_BAND = 40


def read_sign_off(record_id: str, table: Table) -> SignOff | None:
    """A sign-off."""
    role, person, piece = table.text("role"), table.text("person"), table.text("piece")
    saw, on = table.digest("saw"), table.date("on")
    language = table.text("language", needed=False) or None
    bare, words = table.digest("bare", needed=False), table.words("words", needed=False)
    signature = table.text("signature")
    table.done()
    if not (role and person and piece and saw and on and signature):
        return None
    return SignOff(record_id, role, person, piece, saw, on, language, signature, table.at(), bare, words)


def read_waiver(record_id: str, table: Table) -> Waiver | None:
    """A waiver."""
    check, piece, person = table.text("check"), table.text("piece"), table.text("person")
    covers, reason = table.digests("covers"), table.text("reason")
    until, on, signature = table.date("until"), table.date("on"), table.text("signature")
    table.done()
    if not (check and piece and covers and person and reason and until and on and signature):
        return None
    return Waiver(record_id, check, piece, covers, person, reason, until, on, signature, table.at())


def read_confirmation(record_id: str, table: Table) -> Confirmation | None:
    """The receiving side's answers to the steps of a piece."""
    piece, person, force = table.text("piece"), table.text("person"), table.text("force", needed=False)
    saw, until, on = table.digest("saw"), table.date("until"), table.date("on")
    answers, reasons = table.words("steps"), table.words("reasons", needed=False)
    words, cites = _lists(table, "words"), _lists(table, "cites")
    signature = table.text("signature")
    table.done()
    if set(answers.values()) - set(Answer):
        table.wrong("steps", f'[steps] with a line such as a-step = "confirmed" or "{Answer.REJECTED}" for each step')
        return None
    if not (piece and person and saw and answers and until and on and signature):
        return None
    steps = {step: Answer(answer) for step, answer in answers.items()}
    return Confirmation(
        record_id, piece, person, force, saw, steps, reasons, words, cites, until, on, signature, table.at()
    )  # fmt: skip


def _lists(table: Table, key: str) -> dict[str, tuple[str, ...]]:
    entry = table.table(key, needed=False)
    lists = {name: entry.texts(name) for name in entry.values} if entry else {}
    return {name: texts for name, texts in lists.items() if texts}


def read_reader_test(record_id: str, table: Table) -> ReaderTest | None:
    """A round of reader tests."""
    piece, language, person = table.text("piece"), table.text("language"), table.text("person")
    saw, bare, on = table.digest("saw"), table.digest("bare", needed=False), table.date("on")
    tried = table.digest("tried", needed=False)
    readers, signature = read_readers(table), table.text("signature")
    table.done()
    if not (piece and language and person and saw and on and readers and signature):
        return None
    return ReaderTest(record_id, piece, language, person, saw, bare, on, readers, signature, table.at(), tried)


def read_readers(table: Table) -> tuple[Reader, ...]:
    """The readers of a test, [[reader]] each; empty when one of them cannot be read."""
    readers = tuple(_reader(entry) for entry in table.tables("reader"))
    if not readers:
        table.missing("reader", "one table [[reader]] for each reader")
    return tuple(reader for reader in readers if reader) if None not in readers else ()


def read_sessions(path: Path) -> tuple[Reader, ...]:
    """Read a tester's notes, a TOML file with [[reader]] tables only.  Raises `UsageRefusal` for its first fault."""
    faults = Faults()
    try:
        content = read_loose(path, MOST_BYTES[".toml"])
    except OSError as fault:
        raise UsageRefusal(
            f"{path} cannot be read ({fault.strerror}).", "name a file with [[reader]] tables."
        ) from None
    if len(content) > MOST_BYTES[".toml"]:
        raise UsageRefusal(f"{path} is larger than a TOML file may be.", "name a file with [[reader]] tables.")
    table = read_table(content, path.name, faults)
    readers = read_readers(table) if table else ()
    if table:
        table.done()
    for found in faults.found:
        raise UsageRefusal(f"{found.place}: {found.message}", found.remedy)
    return readers


def _reader(entry: Table) -> Reader | None:
    band, confusion = entry.text("band"), entry.text("confusion", needed=False)
    found, explained = entry.flag("found", needed=True), entry.flag("explained", needed=True)
    done = entry.flag("done") if "done" in entry.values else None
    critical = entry.flag("critical")
    entry.asked.add("done")
    entry.done()
    if len(band) > LONGEST_BAND:
        entry.wrong("band", f'band = "driver, 30-39", a role or an age in at most {LONGEST_BAND} letters, and no name')
        return None
    return Reader(band, found, explained, done, confusion, critical) if band else None


def read_cosmetic(record_id: str, table: Table) -> Cosmetic | None:
    """An editor's mark that a change was cosmetic."""
    piece, person = table.text("piece"), table.text("person")
    saw, bare = table.digest("saw"), table.digest("bare")
    on, signature = table.date("on"), table.text("signature")
    table.done()
    if not (piece and person and saw and bare and on and signature):
        return None
    return Cosmetic(record_id, piece, person, saw, bare, on, signature, table.at())
