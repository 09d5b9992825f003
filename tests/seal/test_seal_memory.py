# SPDX-License-Identifier: Apache-2.0
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import FolderRefusal
from safeconduct.seal.memory import Memory
from safeconduct.seal.seen import Seen

ONE, OTHER = " ".join(["12345"] * 8), " ".join(["00000"] * 8)
NUMBERS = st.integers(1, 9)
SEEN = st.builds(
    Seen,
    NUMBERS,
    st.none() | NUMBERS,
    st.dictionaries(st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True), NUMBERS),
)


def test_what_was_seen_is_remembered_press_by_press_and_never_lowered(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    memory.check()
    assert (memory.seen(ONE), memory.trusted()) == (None, ())
    assert not memory.folder.exists()
    memory.remember(ONE, Seen(2, None, {"a": 4}))
    memory.remember(ONE, Seen(1, 7, {"a": 3, "b": 1}, (("a", 2, 2),)))
    memory.remember(ONE, Seen(1, 7, {}, (("a", 1, 3),)))
    memory.remember(OTHER, Seen(1, None, {}))
    assert memory.seen(ONE) == Seen(2, 7, {"a": 4, "b": 1}, (("a", 1, 3), ("a", 2, 2)))
    assert memory.seen(OTHER) == Seen(1, None, {})
    assert (memory.folder / "seen.json").read_bytes() == (
        b'{"%s":{"recalled":[],"releases":{},"root":1,"status":null},'
        b'"%s":{"recalled":[["a",1,3],["a",2,2]],"releases":{"a":4,"b":1},"root":2,"status":7}}'
        % (OTHER.encode(), ONE.encode())
    )
    memory.forget(ONE)
    assert (memory.seen(ONE), memory.seen(OTHER)) == (None, Seen(1, None, {}))


def test_what_an_earlier_version_wrote_knows_of_no_recall(tmp_path: Path) -> None:
    (tmp_path / "seen.json").write_bytes(b'{"%s":{"releases":{},"root":1,"status":2}}' % ONE.encode())
    assert Memory(tmp_path).seen(ONE) == Seen(1, 2, {})


def test_presses_are_trusted_and_trusted_no_longer(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for one in (ONE, OTHER, ONE):
        memory.keep(one)
    memory.remember(ONE, Seen(1, 1, {}))
    assert memory.trusted() == (OTHER, ONE)
    memory.distrust(ONE)
    memory.distrust(ONE)
    assert (memory.trusted(), memory.seen(ONE)) == ((OTHER,), None)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SEEN, SEEN, SEEN)
def test_the_highest_of_all_does_not_depend_on_the_order(one: Seen, other: Seen, third: Seen) -> None:
    assert one.and_also(other) == other.and_also(one)
    assert one.and_also(other).and_also(third) == one.and_also(other.and_also(third))
    assert one.and_also(one) == one == one.and_also(None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}\n",
        b"[]",
        b"null",
        b"{" * 99_999,
        b"\xff",
        b'{"12345":{"releases":{},"root":1,"status":null}}',
        b'{"%s":{"releases":{},"root":0,"status":null}}' % ONE.encode(),
        b'{"%s":{"releases":{"A":1},"root":1,"status":null}}' % ONE.encode(),
        b'{"%s":{"releases":{},"root":1}}' % ONE.encode(),
        b'{"%s":{"recalled":[["a",2,1]],"releases":{},"root":1,"status":null}}' % ONE.encode(),
        b'{"%s":{"recalled":[["a",1,1],["a",1,1]],"releases":{},"root":1,"status":null}}' % ONE.encode(),
        b'{"%s":{"recalled":[["a",1]],"releases":{},"root":1,"status":null}}' % ONE.encode(),
        b'{"%s":{"releases":{},"root":1,"status":0}}' % ONE.encode(),
        b'{"%s":{"releases":{},"root":true,"status":null}}' % ONE.encode(),
    ],
)
def test_a_broken_memory_is_refused_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    (tmp_path / "seen.json").write_bytes(content)
    with pytest.raises(FolderRefusal, match=r"seen\.json"):
        memory.check()
    with pytest.raises(FolderRefusal, match=r"seen\.json"):
        memory.seen(ONE)
    with pytest.raises(FolderRefusal, match=r"seen\.json"):
        memory.remember(ONE, Seen(1, None, {}))
    assert (tmp_path / "seen.json").read_bytes() == content


def test_digits_that_are_none_are_refused(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    (tmp_path / "trusted.json").write_bytes(b'["1"]')
    with pytest.raises(FolderRefusal, match=r"trusted\.json"):
        memory.check()
    with pytest.raises(FolderRefusal, match=r"trusted\.json"):
        memory.keep(ONE)


def test_a_memory_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seen.json").symlink_to("/dev/zero")
    with pytest.raises(FolderRefusal, match="cannot be read"):
        Memory(tmp_path).check()


def _remember(folder: Path, number: int) -> None:
    Memory(folder).remember(ONE, Seen(1, number, {f"line-{number}": number}))


def test_several_who_remember_at_once_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    others = [spawn.Process(target=_remember, args=(tmp_path, number)) for number in range(1, 4)]
    for one in others:
        one.start()
    for one in others:
        one.join()
    assert [one.exitcode for one in others] == [0] * 3
    assert Memory(tmp_path).seen(ONE) == Seen(1, 3, {f"line-{number}": number for number in range(1, 4)})
