# SPDX-License-Identifier: Apache-2.0
"""The codecs live in a jailed process of their own, and nothing that process does can hurt us."""

import json
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator
from importlib import util
from typing import Any

import pytest

from safeconduct.model.refusal import ToolRefusal
from safeconduct.tools import media

from .test_jail import HAS_FILTER

needs_media = pytest.mark.skipif(util.find_spec("av") is None, reason="the media extra is not installed")

SOUND = array("f", [0.1 * ((at % 97) / 48 - 1) for at in range(9_600)]).tobytes()

REPORT = "import json, sys, os, time\nprint(json.dumps({'network': None, 'unmet': []}), flush=True)\n"
HEAR = "sys.stdin.buffer.read()\n"
ANSWER = "out = sys.stdout.buffer\nout.write(json.dumps({head}).encode() + b'\\n' + {sizes} + {packets}); out.flush()\n"


def packets() -> list[bytes]:
    with media.encoded("opus", 48_000, 24, [SOUND], 0.2) as made:
        return list(made.packets)


@pytest.fixture
def saboteur(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a few lines of Python in the place of the child, and wait for it for a second."""
    monkeypatch.setattr(media, "probe", lambda: media.Media("0"))
    monkeypatch.setattr(media, "_LEAST_WALL_S", 1.5)

    def instead(code: str) -> None:
        monkeypatch.setattr(media, "ENTRY", ("-c", code))

    return instead


@needs_media
@pytest.mark.parametrize(("codec", "rate", "frame"), [("opus", 48_000, 960), ("aac", 44_100, 1_024)])
def test_what_is_asked_is_encoded(codec: str, rate: int, frame: int) -> None:
    # Pieces of any length, as a tape comes.
    pieces = [SOUND[:4_000], b"", SOUND[4_000:4_002], SOUND[4_002:]]
    with media.encoded(codec, rate, 48, pieces, 0.2) as made:
        heard = list(made.packets)
        assert [len(packet) for packet in heard] == list(made.sizes)
        assert len(heard) * frame >= made.lead + len(SOUND) // 4
    with media.encoded(codec, rate, 48, [SOUND], 0.2) as again:
        assert list(again.packets) == heard


@needs_media
def test_what_was_encoded_is_decoded() -> None:
    with media.encoded("aac", 48_000, 96, [SOUND], 0.2) as made:
        heard = list(made.packets)
    raw = b"".join(media.decoded(48_000, made.head[:2], made.sizes, iter(heard), 0.2))
    back = array("f", raw)
    assert len(back) == 1_024 * len(heard)
    assert max(abs(a - b) for a, b in zip(back[2_000:9_000], array("f", SOUND)[976:], strict=False)) < 0.09


@needs_media
def test_pictures_come_as_packets() -> None:
    black, grey = bytes(64 * 48) + b"\x80" * (64 * 48 // 2), b"\x80" * (64 * 48 * 3 // 2)
    with media.pictures(64, 48, [3, 2], 10, [black, grey]) as made:
        units = list(made.packets)
    assert len(units) == 5
    # The first packet of each slide holds a slice that refers to nothing (kind 5), the others none.
    assert [any(part[:1] == b"\x65" for part in unit.split(b"\0\0\1")) for unit in units] == [
        True,
        False,
        False,
        True,
        False,
    ]


@needs_media
def test_the_library_is_never_loaded_in_our_own_process() -> None:
    code = (
        "import sys; from safeconduct.tools import media\n"
        "with media.encoded('opus', 48_000, 24, [bytes(3_840)], 1) as made: list(made.packets)\n"
        "assert 'av' not in sys.modules, 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@needs_media
@pytest.mark.skipif(not HAS_FILTER, reason="this system has no such filter")
def test_the_process_is_locked_in() -> None:
    command = [sys.executable, "-I", *media.ENTRY, str(1 << 30), "20"]
    order = json.dumps({"do": "encode", "codec": "opus", "rate_hz": 48_000, "kbps": 24}).encode() + b"\n"
    said = subprocess.run(command, input=order + SOUND, capture_output=True, check=True).stdout
    assert json.loads(said.partition(b"\n")[0]) == {"network": "filter", "unmet": []}


@needs_media
def test_sound_streams_in_while_it_is_made() -> None:
    """The pieces are asked for one by one: whoever makes them holds none but the last."""
    alive = 0

    def pieces() -> Iterator[bytes]:
        nonlocal alive
        for _ in range(50):
            alive += 1
            yield SOUND

    with media.encoded("opus", 48_000, 24, pieces(), 10.0) as made:
        assert alive == 50
        assert sum(1 for _ in made.packets) == 501


@needs_media
def test_a_fault_while_sound_is_made_stays_what_it_is() -> None:
    def pieces() -> Iterator[bytes]:
        yield SOUND
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), media.encoded("opus", 48_000, 24, pieces(), 10.0):
        pytest.fail("nothing can have been encoded")


@needs_media
def test_whoever_stops_listening_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*arguments: Any, **more: Any) -> "subprocess.Popen[bytes]":
        started.append(start(*arguments, **more))
        return started[-1]

    sizes, packets = _aac()
    monkeypatch.setattr(subprocess, "Popen", noted)
    raw = media.decoded(48_000, b"\x11\x88", sizes, packets, 60.0)
    next(raw)
    raw.close()  # type: ignore[attr-defined]
    with pytest.raises(KeyError), media.encoded("opus", 48_000, 24, [SOUND], 0.2):
        raise KeyError
    assert len(started) == 2
    assert all(child.poll() is not None for child in started)


def _aac() -> tuple[list[int], Iterator[bytes]]:
    with media.encoded("aac", 48_000, 96, [SOUND], 0.2) as made:
        heard = list(made.packets)
    return [len(packet) for packet in heard] * 40, iter(heard * 40)


@needs_media
def test_an_order_that_makes_no_sense_is_a_sentence() -> None:
    with pytest.raises(ToolRefusal, match=r"died \(code 1\)"), media.encoded("opus", 7, 24, [SOUND], 0.2):
        pytest.fail("nothing can have been encoded")
    with pytest.raises(ToolRefusal, match="died"):
        list(media.decoded(48_000, b"\x11\x88", [40, 40], iter([b"\xff" * 40, b"\x5a" * 40]), 0.2))


def test_missing_codecs_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _name: None)
    with pytest.raises(ToolRefusal) as refusal, media.encoded("opus", 48_000, 24, [SOUND], 0.2):
        pytest.fail("there is nothing to encode with")
    assert refusal.value.code == 3
    assert "pip install 'safeconduct[media]'" in refusal.value.do


def answer(head: str, sizes: str = "b''", packets: str = "b''") -> str:
    return REPORT + HEAR + ANSWER.format(head=head, sizes=sizes, packets=packets)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("", "nothing"),
        ("import sys; sys.exit(3)", "code 3"),
        ("print('Traceback: /home/kim')", "nothing"),
        ("print('[1, 2]')", "nothing"),
        ("import os; os.kill(os.getpid(), 9)", "signal 9"),
        ("import os; os.abort()", "signal 6"),
        (REPORT, "nothing"),
        (REPORT + HEAR, "nothing"),
        (REPORT + HEAR + "raise RuntimeError('/home/kim')", "code 1"),
        (REPORT + HEAR + "os.kill(os.getpid(), 11)", "signal 11"),
        (REPORT + "time.sleep(60)", "in time"),
        (REPORT + HEAR + "time.sleep(60)", "in time"),
        ("import time; time.sleep(60)", "in time"),
        (REPORT + "import signal; signal.signal(15, signal.SIG_IGN); sys.stdin.close(); time.sleep(60)", "in time"),
        (REPORT + "while True: print('x' * 4096, flush=True)", "more than"),
        (REPORT + HEAR + "while True: sys.stdout.buffer.write(bytes(1 << 20))", "more than"),
        (answer("{}"), "neither"),
        (answer("[]"), "neither"),
        (answer("{'count': 0, 'lead': 0, 'head': ''}"), "neither"),
        (answer("{'count': -1, 'lead': 0, 'head': ''}"), "neither"),
        (answer("{'count': 1 << 40, 'lead': 0, 'head': ''}"), "neither"),
        (answer("{'count': 1, 'lead': 1e9, 'head': ''}"), "neither"),
        (answer("{'count': 1, 'lead': 0, 'head': '/home/kim'}"), "neither"),
        (answer("{'count': 1, 'lead': 0, 'head': ''}", "bytes(4)"), "neither"),
        (answer("{'count': 1, 'lead': 0, 'head': ''}", "b'\\xff' * 4"), "neither"),
        (answer("{'count': 2, 'lead': 0, 'head': ''}", "b'\\x01\\0\\0\\0'"), "nothing"),
        (answer("{'count': 1, 'lead': 0, 'head': ''}", "b'\\x09\\0\\0\\0'", "bytes(8)"), "nothing"),
        (answer("{'count': 1, 'lead': 0, 'head': ''}", "b'\\x09\\0\\0\\0'", "bytes(10)"), "more than"),
        (answer("{'count': 1, 'lead': 0, 'head': ''}", "b'\\x09\\0\\0\\0'", "bytes(9)") + "sys.exit(7)", "code 7"),
        (answer("{'count': 1, 'lead': 0, 'head': ''}", "b'\\x09\\0\\0\\0'", "bytes(9)") + "time.sleep(60)", "in time"),
    ],
)
def test_a_broken_child_becomes_a_sentence(saboteur: Callable[[str], None], code: str, what: str) -> None:
    saboteur(code)
    with pytest.raises(ToolRefusal, match=what) as refusal, media.encoded("opus", 48_000, 24, [SOUND] * 9, 0.2) as made:
        list(made.packets)
    assert "kim" not in refusal.value.what + refusal.value.do


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (REPORT + HEAR, "nothing"),
        (REPORT + HEAR + "print('{}', end=chr(10) + 'abc', flush=True)", "nothing"),
        (REPORT + HEAR + "print('{}', flush=True); sys.exit(4)", "code 4"),
        (REPORT + HEAR + "print('{}', flush=True)\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))", "more than"),
    ],
)
def test_a_decoder_that_breaks_becomes_a_sentence(saboteur: Callable[[str], None], code: str, what: str) -> None:
    saboteur(code)
    with pytest.raises(ToolRefusal, match=what):
        for _ in media.decoded(48_000, b"\x11\x88", [4], [bytes(4)], 0.2):
            pass
