# SPDX-License-Identifier: Apache-2.0
"""Cue sheets, playlists, captions and song lines: what is written is read back, and nothing else is taken."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.captions import captions_of, readable
from safeconduct.studio.companions import clock
from safeconduct.studio.companions.cue_sheet import LONGEST, CueSheet, begins, quotable, read_cue, write_cue
from safeconduct.studio.companions.lrc import bracketed, old_spelling, read_lrc, write_lrc
from safeconduct.studio.companions.m3u import Played, in_ascii, read_m3u, write_m3u
from safeconduct.studio.companions.parity import CompanionError
from safeconduct.studio.companions.timing import Shown
from safeconduct.studio.companions.vtt import read_vtt, write_vtt

NASTY = st.text(
    st.one_of(st.sampled_from("abц가 -->[]<>&\"'#:,;.\n\r\t\u00a0\u200b\u202eאب\u0301\x00\x85\u2028"), st.characters()),
    max_size=120,
)
LANGUAGES = st.sampled_from(["en", "uk", "ko-KP"])


def shown_of(text: str, language: str) -> list[Shown]:
    """Return the captions of a text, a second each."""
    return [
        Shown("p1", 1, n + 1, 1000 * n, 1000 * n + 990, caption)
        for n, caption in enumerate(captions_of(text, language))
    ]


@settings(deadline=None)
@given(NASTY, NASTY, LANGUAGES)
def test_captions_come_back_sign_by_sign(text: str, note: str, language: str) -> None:
    captions = shown_of(text, language)
    notes, cues = read_vtt(write_vtt(captions, [note]))
    assert [cue.lines for cue in cues] == [caption.caption.lines for caption in captions]
    assert [(cue.start_ms, cue.end_ms) for cue in cues] == [(one.start_ms, one.end_ms) for one in captions]
    assert notes == ((readable(note).replace("-->", "→"),) if readable(note) else ())


@settings(deadline=None)
@given(NASTY, NASTY, LANGUAGES)
def test_song_lines_come_back(text: str, title: str, language: str) -> None:
    captions = shown_of(text, language)
    read = read_lrc(write_lrc(captions, {"ti": title}, 123_456))
    assert read.tags.get("ti", "") == bracketed(title)
    assert read.tags["length"] == "02:03.45"
    said = [(one.start_ms, bracketed(one.caption.text)) for one in captions]
    assert list(read.lines[:-1]) == said
    assert read.lines[-1:] == (((captions[-1].end_ms, ""),) if captions else ())


@settings(deadline=None)
@given(NASTY, NASTY, st.lists(NASTY, max_size=20))
def test_cue_sheets_come_back(title: str, sender: str, texts: list[str]) -> None:
    tracks = [(700 + 1000 * n, text) for n, text in enumerate(texts)]
    read = read_cue(write_cue("spot.mp3", title, sender, "", tracks))
    assert (read.title, read.performer, read.file) == (quotable(title), quotable(sender), "spot.mp3")
    assert [track.title for track in read.tracks] == [quotable(text) for text in texts]
    assert [track.start for track in read.tracks][:2] == [0, clock.from_cue("00:01:52")][: len(texts)]
    assert all(
        len(track.title) <= LONGEST and begins(track.title, text)
        for track, text in zip(read.tracks, texts, strict=True)
    )


@settings(deadline=None)
@given(NASTY, st.lists(st.tuples(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True), NASTY)))
def test_playlists_come_back(title: str, told: list[tuple[str, str]]) -> None:
    entries = [Played(file, 7, words) for file, words in told]
    heading, read = read_m3u(write_m3u(entries, title))
    assert heading == readable(title)
    assert read == tuple(Played(one.file, 7, readable(one.title) or one.file) for one in entries)
    old = write_m3u([in_ascii(entry) for entry in entries])
    assert old.encode("ascii").decode() == old


@settings(deadline=None)
@given(st.integers(0, 10**8))
def test_clocks_lose_less_than_their_smallest_part(ms: int) -> None:
    assert clock.from_vtt(clock.vtt_time(ms)) == ms
    assert 0 <= ms - clock.from_lrc(clock.lrc_time(ms)) < 10
    assert 0 <= ms / 1000 - clock.from_cue(clock.cue_time(ms)) / 75 < 1 / 75 + 1e-6


def test_times_as_people_and_players_read_them() -> None:
    assert clock.vtt_time(3_723_004) == "01:02:03.004"
    assert clock.lrc_time(6_000_999) == "100:00.99"
    assert clock.cue_time(61_999) == "01:01:74"
    assert clock.told_time(59_960) == "1:00.0"
    assert clock.told_time(3_661_000, tenths=False) == "1:01:01"


GOOD_VTT = write_vtt(
    shown_of("Walk slowly to us & stop there. Then <wait> for the soldiers to come.", "en"), ["SPECIMEN"]
)
GOOD_LRC = write_lrc(
    shown_of("Walk slowly along the road. Then wait there for the soldiers to come.", "en"), {"ti": "T"}, 4000
)
GOOD_CUE = write_cue("a.wav", "T", "S", "SPECIMEN", [(0, "Walk."), (2000, "Stop.")])
GOOD_M3U = write_m3u([Played("a.mp3", 3, "T")], "L")


@pytest.mark.parametrize(
    ("good", "read", "spoil"),
    [
        (GOOD_VTT, read_vtt, lambda text: text[1:]),
        (GOOD_VTT, read_vtt, lambda text: text[:-1]),
        (GOOD_VTT, read_vtt, lambda text: text.replace("&amp;", "&")),
        (GOOD_VTT, read_vtt, lambda text: text.replace("&lt;wait", "<wait")),
        (GOOD_VTT, read_vtt, lambda text: text.replace("00:00:01.000", "00:00:00.500")),
        (GOOD_VTT, read_vtt, lambda text: text.replace("00:00:00.990", "00:00:61.990")),
        (GOOD_VTT, read_vtt, lambda text: text.replace("\n1\n", "\n3\n")),
        (GOOD_VTT, read_vtt, lambda text: f"{text}\nNOTE late\n"),
        (GOOD_VTT, read_vtt, lambda text: text.replace("NOTE SPECIMEN", "NOTE a --> b")),
        (GOOD_LRC, read_lrc, lambda text: text.replace("\r\n", "\n")),
        (GOOD_LRC, read_lrc, lambda text: text.replace("[ti:", "[by:")),
        (GOOD_LRC, read_lrc, lambda text: text + "[ti:again]\r\n"),
        (GOOD_LRC, read_lrc, lambda text: text.replace("[00:00.00]", "[00:01.00]")),
        (GOOD_LRC, read_lrc, lambda text: text.replace("Walk slowly", "Walk [slowly]")),
        (GOOD_LRC, read_lrc, lambda text: text.replace("Walk slowly along the road.", "")),
        (GOOD_LRC, read_lrc, lambda text: text.replace("[00:00.00]", "[00:77.00]")),
        (GOOD_CUE, read_cue, lambda text: text.replace("TRACK 02", "TRACK 03")),
        (GOOD_CUE, read_cue, lambda text: text.replace("00:00:00", "00:00:01")),
        (GOOD_CUE, read_cue, lambda text: text.replace("00:02:00", "00:02:75")),
        (GOOD_CUE, read_cue, lambda text: text.replace('"Stop."', '"Stop".')),
        (GOOD_CUE, read_cue, lambda text: text.replace('PERFORMER "S"\r\n', "")),
        (GOOD_CUE, read_cue, lambda text: text.replace("REM COMMENT", "REM GENRE")),
        (GOOD_CUE, read_cue, lambda text: text.rstrip()),
        (GOOD_M3U, read_m3u, lambda text: text.replace("#EXTM3U", "")),
        (GOOD_M3U, read_m3u, lambda text: text.replace("a.mp3", "/home/a.mp3")),
        (GOOD_M3U, read_m3u, lambda text: text.replace("a.mp3", "http://a.mp3")),
        (GOOD_M3U, read_m3u, lambda text: text.replace(":3,", ":-1,")),
        (GOOD_M3U, read_m3u, lambda text: text + "b.mp3\n"),
    ],
)
def test_strict_readers_take_nothing_else(
    good: str, read: Callable[[str], object], spoil: Callable[[str], str]
) -> None:
    read(good)
    spoilt = spoil(good)
    assert spoilt != good
    with pytest.raises(CompanionError):
        read(spoilt)


def test_a_sheet_has_at_most_99_tracks() -> None:
    with pytest.raises(CompanionError, match="99"):
        read_cue(write_cue("a.wav", "T", "S", "", [(1000 * n, "x") for n in range(100)]))
    assert isinstance(read_cue(write_cue("a.flac", "T", "S", "", [])), CueSheet)


@pytest.mark.parametrize("name", ["a b.mp3", "#a.mp3", "../a.mp3", "звук.mp3", "", "a\n.mp3"])
def test_a_playlist_refuses_names_that_an_old_card_cannot_hold(name: str) -> None:
    with pytest.raises(CompanionError):
        write_m3u([Played(name, 1, "T")])


def test_old_korean_players_get_what_their_code_page_holds() -> None:
    assert old_spelling("《무기를 내려놓으십시오》") == "《무기를 내려놓으십시오》".encode("cp949")
    assert old_spelling("солдат") is not None
    assert old_spelling("Київ") is None
