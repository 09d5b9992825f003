# SPDX-License-Identifier: Apache-2.0
"""Appending to the log, alone and with others, on a full disk and killed in the middle; mending what is left."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
from datetime import date, timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from log_office import CLERK, DAY, STRANGER, chained, id_of, laid_down, lines_of, looked_at, received, rights
from log_office import given as gave

from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import AlteredRefusal, BusyRefusal, FolderRefusal, Refusal, TrustRefusal, UsageRefusal
from safeconduct.model.sealed import Key
from safeconduct.seal.consignments.appending import append, locked
from safeconduct.seal.consignments.chain import examine
from safeconduct.seal.consignments.deeds import Returned
from safeconduct.seal.consignments.looking_up import given
from safeconduct.seal.consignments.mending import mend
from safeconduct.seal.consignments.reading import log_file, read_lines
from safeconduct.seal.consignments.rights import Rights
from safeconduct.seal.keys import public_of

TWO = chained([gave(1), gave(2)])
HERE = Path(__file__).parent


def test_lines_follow_one_another(tmp_path: Path) -> None:
    first = append(tmp_path, gave, DAY, CLERK, rights(), DAY)
    second = append(tmp_path, lambda _: received(1), DAY + timedelta(1), CLERK, rights(), DAY + timedelta(2))
    assert log_file(tmp_path).read_bytes() == first.line + second.line
    assert (first.n, first.prev, second.n, second.prev) == (1, None, 2, digest_of(first.line))
    examined = examine(read_lines(tmp_path, rights()), rights())
    assert (examined.entries, examined.faults) == ((first, second), ())
    if os.name == "posix":
        assert log_file(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("log", "on", "today", "known", "refusal", "sentence"),
    [
        (TWO, DAY, DAY, Rights({}), TrustRefusal, "is not in the role “log”"),
        (TWO, DAY, DAY, rights(until=DAY - timedelta(1)), TrustRefusal, "was retired before this day"),
        (TWO, DAY, DAY, rights(revoked={id_of(CLERK): DAY}), TrustRefusal, "was revoked"),
        (TWO, DAY - timedelta(1), DAY, rights(), UsageRefusal, "a line of 2026-02-28 cannot follow it"),
        (TWO, DAY + timedelta(1), DAY, rights(), UsageRefusal, "is still to come"),
        ([TWO[0], TWO[1][:-1]], DAY, DAY, rights(), AlteredRefusal, "not written to its end"),
        ([TWO[0], TWO[1].replace(b"heron", b"egret")], DAY, DAY, rights(), AlteredRefusal, "was edited"),
        ([b"x" * 99_999 + b"\n"], DAY, DAY, rights(), AlteredRefusal, "was edited"),
        (chained([gave(1)], keys=[STRANGER]), DAY, DAY, rights(), TrustRefusal, "is signed, is not in the role"),
    ],
)
def test_what_cannot_be_appended_leaves_the_log_as_it_was(
    tmp_path: Path, log: list[bytes], on: date, today: date, known: Rights, refusal: type[Refusal], sentence: str
) -> None:
    path = laid_down(tmp_path, log)
    with pytest.raises(refusal) as refused:
        append(tmp_path, gave, on, CLERK, known, today)
    assert sentence in refused.value.what
    assert path.read_bytes() == b"".join(log)


def test_a_pseudonym_that_is_none_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UsageRefusal, match="at most four digits"):
        append(tmp_path, lambda n: gave(n, "0441234567"), DAY, CLERK, rights(), DAY)
    assert not log_file(tmp_path).exists()


def test_no_line_takes_the_number_of_one_that_was_cut_off(tmp_path: Path) -> None:
    keys = {id_of(CLERK): Key(public_of(CLERK), None)}
    path = laid_down(tmp_path, TWO[:1])
    with pytest.raises(AlteredRefusal, match="lacks the line that the status names"):
        append(tmp_path, gave, DAY, CLERK, Rights(keys, {}, (digest_of(TWO[1]), DAY)), DAY)
    assert path.read_bytes() == TWO[0]
    assert append(tmp_path, gave, DAY, CLERK, Rights(keys, {}, (digest_of(TWO[0]), DAY)), DAY).n == 2


def test_after_a_theft_the_log_goes_on_once_the_status_vouches_for_it(tmp_path: Path) -> None:
    new = {id_of(STRANGER): Key(public_of(STRANGER), None)}
    laid_down(tmp_path, TWO)
    revoked = {id_of(CLERK): DAY}
    with pytest.raises(TrustRefusal, match="was revoked"):
        append(tmp_path, gave, DAY, STRANGER, Rights(new, revoked), DAY)
    known = Rights(new, revoked, (digest_of(TWO[1]), DAY))
    append(tmp_path, gave, DAY, STRANGER, known, DAY)
    assert examine(read_lines(tmp_path, known), known).faults == ()


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    laid_down(tmp_path, [])
    with FileLock(str(log_file(tmp_path).with_name("lock"))), pytest.raises(BusyRefusal), locked(tmp_path, 0.05):
        pass


WRITER = """
    import sys
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from log_office import CLERK, DAY, given, rights
    from safeconduct.seal.consignments.appending import append
    for _ in range(15):
        append(Path({chancery!r}), given, DAY, CLERK, rights(), DAY)
"""


def run(program: str, **words: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(program).format(here=str(HERE), **words)])


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [run(WRITER, chancery=str(tmp_path)) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    examined = examine(read_lines(tmp_path, rights()), rights())
    assert (examined.count, examined.faults) == (30, ())


@pytest.mark.parametrize("end", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_half_way_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    path = laid_down(tmp_path, TWO)
    write = os.write
    calls: list[int] = []

    def half(opened: int, content: bytes) -> int:
        calls.append(opened)
        if len(calls) > 1:
            raise end
        return write(opened, content[: len(content) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(FolderRefusal if isinstance(end, OSError) else KeyboardInterrupt):
        append(tmp_path, gave, DAY, CLERK, rights(), DAY)
    assert len(calls) == 2
    assert path.read_bytes() == b"".join(TWO)
    monkeypatch.undo()
    assert append(tmp_path, gave, DAY, CLERK, rights(), DAY).n == 3


FULL = """
    import resource, signal, sys
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from log_office import CLERK, DAY, given, rights
    from safeconduct.model.refusal import FolderRefusal
    from safeconduct.seal.consignments.appending import append
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
    try:
        append(Path({chancery!r}), given, DAY, CLERK, rights(), DAY)
    except FolderRefusal as refusal:
        sys.exit(4 if "It is as it was" in refusal.what else 1)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of the system")
def test_a_disk_that_takes_only_half_a_line(tmp_path: Path) -> None:
    path = laid_down(tmp_path, TWO)
    most = path.stat().st_size + 100
    assert run(FULL, chancery=str(tmp_path), most=most).wait(60) == 4
    assert path.read_bytes() == b"".join(TWO)


KILLED = """
    import os, signal, sys
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from log_office import CLERK, DAY, given, rights
    from safeconduct.seal.consignments import appending
    write = os.write
    def die(opened, content):
        write(opened, content[:{length}])
        os.kill(os.getpid(), signal.SIGKILL)
    appending.os.write = die
    appending.append(Path({chancery!r}), given, DAY, CLERK, rights(), DAY)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of the system")
@pytest.mark.parametrize("length", [1, 300])
def test_killed_in_the_middle(tmp_path: Path, length: int) -> None:
    path = laid_down(tmp_path, TWO)
    assert run(KILLED, chancery=str(tmp_path), length=length).wait(60) == -signal.SIGKILL
    torn = path.read_bytes()[len(b"".join(TWO)) :]
    assert len(torn) == length
    with pytest.raises(AlteredRefusal, match="not written to its end") as refused:
        append(tmp_path, gave, DAY, CLERK, rights(), DAY)
    assert "safeconduct log mend" in refused.value.do
    mended = mend(tmp_path, rights())
    assert mended.kept_in is not None
    assert (mended.line, mended.kept_in.read_bytes()) == (3, torn)
    assert path.read_bytes() == b"".join(TWO)
    assert append(tmp_path, gave, DAY, CLERK, rights(), DAY).n == 3


def test_a_line_that_lacks_only_its_end_is_ended(tmp_path: Path) -> None:
    path = laid_down(tmp_path, [TWO[0], TWO[1][:-1]])
    mended = mend(tmp_path, rights())
    assert (mended.line, mended.kept_in) == (2, None)
    assert path.read_bytes() == b"".join(TWO)
    with pytest.raises(UsageRefusal, match="No line of the log is half-written"):
        mend(tmp_path, rights())


def test_a_piece_that_does_not_follow_is_kept_aside_even_when_it_is_signed(tmp_path: Path) -> None:
    path = laid_down(tmp_path, [TWO[1], TWO[1][:-1]])
    mended = mend(tmp_path, rights())
    assert mended.kept_in is not None
    assert mended.kept_in.read_bytes() == TWO[1][:-1]
    assert path.read_bytes() == TWO[1]


def test_a_log_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(TWO[0])
    log_file(tmp_path).parent.mkdir()
    log_file(tmp_path).symlink_to(elsewhere)
    with pytest.raises(FolderRefusal):
        read_lines(tmp_path, rights())
    with pytest.raises(FolderRefusal):
        append(tmp_path, gave, DAY, CLERK, rights(), DAY)
    assert elsewhere.read_bytes() == TWO[0]


def test_a_consignment_is_found_with_what_came_after(tmp_path: Path) -> None:
    laid_down(tmp_path, chained([gave(1), gave(2), received(1), Returned("C-0002")]))
    one, two = given(tmp_path, " c-0001 ", rights()), given(tmp_path, "C-0002", rights())
    assert (one.consignment, one.received, one.returned) == (gave(1), True, False)
    assert (two.consignment, two.received, two.returned) == (gave(2), False, True)


@pytest.mark.parametrize(
    ("log", "name", "refusal"),
    [
        (TWO, "C-0003", UsageRefusal),
        (TWO, "12", UsageRefusal),
        ([], "C-0001", UsageRefusal),
        ([TWO[0].replace(b"heron", b"egret"), TWO[1]], "C-0001", TrustRefusal),
        (chained([gave(1)], keys=[STRANGER]), "C-0001", TrustRefusal),
        ([*TWO, chained([gave(1), gave(2), received(1)])[2][:200]], "C-0001", TrustRefusal),
    ],
)
def test_a_consignment_that_cannot_be_believed_is_not_found(
    tmp_path: Path, log: list[bytes], name: str, refusal: type[Refusal]
) -> None:
    laid_down(tmp_path, log)
    with pytest.raises(refusal):
        given(tmp_path, name, rights())


def test_lines_in_memory_are_those_on_the_disk(tmp_path: Path) -> None:
    laid_down(tmp_path, TWO)
    assert read_lines(tmp_path, rights()) == lines_of(TWO)
    assert looked_at(TWO) == examine(read_lines(tmp_path, rights()), rights())
