# SPDX-License-Identifier: Apache-2.0
"""Damaged, absurd and malicious recordings, and readers that break: always a sentence, never a crash or a hang."""

import json
import struct
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import Refusal, ToolRefusal, UsageRefusal
from safeconduct.tools import decode as decoding
from safeconduct.tools import decode_child, decode_child_plain
from safeconduct.tools.decode import RATE_HZ, decode
from safeconduct.tools.decode_child import TRAILER_BYTES, looked_at
from safeconduct.tools.decode_child_bytes import Untrusted
from safeconduct.tools.decode_kinds import KINDS, OTHERS, UnreadableError, kind_of
from safeconduct.tools.decode_sentences import SENTENCES
from safeconduct.tools.jail import Limits

from . import recordings
from .recordings import box, recording, saved
from .test_decode_cut import decoded

BY_MEDIA = ("bare.aac", "narrow.amr", "aac.m4a", "fragments.mp4", "opus.webm", "wma.wma")


HURT = ("16.wav", "16.aiff", "16.caf", "16.flac", "opus.ogg", "counted.mp3", "live.webm", *BY_MEDIA)


def look(folder: Path, content: bytes) -> str:
    """Look at the outside of a recording; whatever is wrong with it must be one of our sentences."""
    with saved(folder, content).open("rb") as file:
        try:
            return looked_at(Untrusted.opened(file.fileno()))[0]
        except UnreadableError as refused:
            return refused.code


@settings(deadline=None)
@given(
    name=st.sampled_from(HURT),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12),
    near_the_head=st.booleans(),
)
def test_a_changed_outside_is_a_kind_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[tuple[float, int]], near_the_head: bool
) -> None:
    hurt = bytearray(recording(name))
    for where, byte in changes:
        hurt[int(where * min(len(hurt) - 1, 400 if near_the_head else len(hurt) - 1))] = byte
    found = look(tmp_path_factory.getbasetemp(), bytes(hurt))
    assert found in SENTENCES or found in KINDS or found == "other-kind"


@settings(deadline=None)
@given(head=st.sampled_from([recording(name)[:24] for name in ("16.wav", "16.aiff", "16.caf")]), rest=st.binary())
def test_a_head_with_anything_behind_it_is_a_kind_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, rest: bytes
) -> None:
    found = look(tmp_path_factory.getbasetemp(), head + rest)
    assert found in SENTENCES or found in KINDS


@given(content=st.binary(max_size=64))
def test_any_bytes_are_a_known_kind_or_none(content: bytes) -> None:
    assert kind_of(content) in (*KINDS, *OTHERS, "")


@pytest.mark.parametrize("reader", ["plain", "media"])
def test_noise_inside_a_recording_is_sound_or_a_sentence_but_never_a_crash(tmp_path: Path, reader: str) -> None:
    rng = np.random.default_rng(5)
    hurt = []
    for name in BY_MEDIA if reader == "media" else ("16.wav", "16.flac", "opus.ogg", "vorbis.ogg", "counted.mp3"):
        for number in range(16):
            content = bytearray(recording(name))
            near = len(content) if number % 2 else min(len(content), 600)
            for at in rng.integers(0, near, 1 + number // 2):
                content[at] = int(rng.integers(0, 256))
            hurt.append(bytes(content))
    told = decoded(tmp_path / "hurt", hurt, reader)
    refused = {answer["refused"] for answer in told if "refused" in answer}
    assert "cut" in refused
    assert refused <= set(SENTENCES) | {"other-kind"}
    assert any("refused" not in answer for answer in told)


def test_thousands_of_tracks_are_a_sentence(tmp_path: Path) -> None:
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", box(b"minf", box(b"stbl", box(b"stsd", bytes(8))))))
    content = box(b"ftyp", b"M4A ", bytes(4)) + box(b"moov", track * 15_000) + box(b"mdat", bytes(100))
    with pytest.raises(UsageRefusal, match="more parts than any recorder writes"):
        decode(saved(tmp_path, content), "a", tmp_path / "sink")


def test_boxes_within_boxes_without_end_are_a_sentence(tmp_path: Path) -> None:
    deep = b""
    for _ in range(2_000):
        deep = box(b"moov", deep)
    assert look(tmp_path, box(b"ftyp", b"M4A ", bytes(4)) + deep + box(b"mdat", bytes(100))) == "many"
    assert look(tmp_path, box(b"ftyp", b"M4A ") + b"\0\0\0\x08free" * 30_000 + box(b"moov") + box(b"mdat")) == "many"


def test_a_small_file_that_unpacks_to_hours_is_a_sentence(tmp_path: Path) -> None:
    silence = recordings.plain(np.zeros(8_000 * 400, np.float32), 8_000, "FLAC")
    assert len(silence) < 100_000
    at = 4 + 4 + 10
    told = int.from_bytes(silence[at : at + 8], "big")
    hours = (told & ~0xFFFFFFFFF | 8_000 * 3_600 * 4).to_bytes(8, "big")
    with pytest.raises(UsageRefusal, match="is longer than 3 hours"):
        decode(saved(tmp_path, silence[:at] + hours + silence[at + 8 :]), "a", tmp_path / "sink")
    assert not (tmp_path / "sink").exists()


def test_one_that_says_nothing_of_its_length_is_stopped_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode_child, "LONGEST_S", 100)
    silence = recordings.plain(np.zeros(8_000 * 400, np.float32), 8_000, "FLAC")
    untold = (int.from_bytes(silence[18:26], "big") & ~0xFFFFFFFFF).to_bytes(8, "big")
    out = BytesIO()
    with saved(tmp_path, silence[:18] + untold + silence[26:]).open("rb") as file:
        decode_child.answer(file.fileno(), out, decode_child_plain.opened)
    assert json.loads(out.getvalue()[-TRAILER_BYTES:]) == {"refused": "too-long", "detail": ""}
    assert len(out.getvalue()) <= 4 * 100 * RATE_HZ + TRAILER_BYTES


def test_limits_end_in_a_sentence(tmp_path: Path) -> None:
    path, sink = saved(tmp_path, recording("24.wav")), tmp_path / "sink"
    with pytest.raises(UsageRefusal, match="unpacks to more sound"):
        decode(path, "a", sink, Limits(answer_bytes=10_000))
    with pytest.raises(Refusal, match=r"takes longer to read than the 0\.01 seconds"):
        decode(path, "a", sink, Limits(wall_s=0.01))
    assert not sink.exists()


REPORT = r"print('{\"network\": null, \"unmet\": []}', flush=True)" + "\n"
SOUND = "import sys; out = sys.stdout.buffer\n"


def lie(trailer: str, sound: str = "bytes(400)") -> str:
    return f"{REPORT}{SOUND}out.write({sound} + {trailer!r}.encode().ljust({TRAILER_BYTES}))"


FAIR = '{"kind": "WAV", "rate_hz": 48000, "channels": 1, "size": 100, "sounds": 1, "pictures": false, "ends": true}'


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import sys; sys.exit(3)", "does not start"),
        (REPORT + "import os; os.kill(os.getpid(), 11)", "the reader broke on it \\(signal 11\\)"),
        (REPORT + "import sys; sys.exit(1)", "the reader broke on it \\(code 1\\)"),
        (REPORT, "the reader broke on it \\(silent\\)"),
        (REPORT + "print('x')", "strange answer"),
        (REPORT + "import time; time.sleep(60)", "takes longer to read than the 1 seconds"),
        ("import time; time.sleep(60)", "takes longer to read than the 1 seconds"),
        (REPORT + SOUND + "out.write(bytes(3_000_000))", "unpacks to more sound"),
        (lie(FAIR.replace("100", "101")), "strange answer"),
        (lie(FAIR.replace("100", "true")), "strange answer"),
        (lie(FAIR.replace("WAV", "\\u001b[2Jowned")), "strange answer"),
        (lie(FAIR.replace("48000", '"many"')), "strange answer"),
        (lie(FAIR, "b'\\xff' * 400"), "strange answer"),
        (lie("[" * 300), "strange answer"),
        (lie('{"refused": "\\u001b[2J", "detail": "\\u001b[2J"}'), "the reader broke on it \\(file\\)"),
        (lie('{"refused": "codec", "detail": "<b>"}'), "is file with sound packed in a way"),
    ],
)
def test_a_reader_that_breaks_or_lies_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    child = tmp_path / "child.py"
    child.write_text(code)
    monkeypatch.setattr(decoding, "_ENTRY", (str(child),))
    path, sink = saved(tmp_path, recording("16.wav")), tmp_path / "sink"
    with pytest.raises(Refusal, match=told) as refused:
        decode(path, "a", sink, Limits(wall_s=1.0 if "sleep" in code else 20.0, answer_bytes=1_000_000))
    assert refused.value.do
    assert "\x1b" not in refused.value.what
    assert isinstance(refused.value, ToolRefusal) == (told == "does not start")
    assert not sink.exists()


def test_what_a_fair_reader_says_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child.py"
    child.write_text(lie(FAIR))
    monkeypatch.setattr(decoding, "_ENTRY", (str(child),))
    found = decode(saved(tmp_path, recording("16.wav")), "a", tmp_path / "sink")
    assert (found.kind, found.length_s, found.lock.network) == ("WAV", 100 / RATE_HZ, None)
    assert (tmp_path / "sink").read_bytes() == bytes(400)


def test_a_recording_that_is_not_there_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        decode(tmp_path / "nowhere", "a", tmp_path / "sink")


def test_wrong_sizes_in_a_head_are_a_sentence(tmp_path: Path) -> None:
    wav = recording("16.wav")
    for size in (0, 1 << 31, 0xFFFFFFFF):
        assert look(tmp_path, wav[:40] + struct.pack("<I", size) + wav[44:]) == "cut"
    caf = recording("16.caf")
    at = caf.index(b"data")
    assert look(tmp_path, caf[: at + 4] + struct.pack(">q", -5) + caf[at + 12 :]) == "cut"
    assert look(tmp_path, caf[: at + 4] + struct.pack(">q", -1) + caf[at + 12 :]) == "caf"
    assert sys.byteorder == "little"  # the reel is written in the order of this machine
