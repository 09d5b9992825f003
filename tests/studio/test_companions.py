# SPDX-License-Identifier: Apache-2.0
"""The files beside the sound: all that is said, once, in order, at rising times; a SPECIMEN says so in each of them."""

import re
import sys
from html import unescape
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import grimp
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.captions import LONGEST_S, SHORTEST_S, captions_of, readable
from safeconduct.model.codec import plain
from safeconduct.model.product import Paragraph
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Made
from safeconduct.studio.companions import beside
from safeconduct.studio.companions.beside import companions
from safeconduct.studio.companions.cue_sheet import MOST_TRACKS, read_cue, tracks_of
from safeconduct.studio.companions.lrc import read_lrc
from safeconduct.studio.companions.m3u import Played, read_m3u
from safeconduct.studio.companions.orders import (
    CompanionOrder,
    Entry,
    PlaylistOrder,
    companions_step,
    media_type,
    outputs,
    playlist_step,
)
from safeconduct.studio.companions.parity import rising, same_words
from safeconduct.studio.companions.playlist import playlist
from safeconduct.studio.companions.timing import Shown, pictures, shown
from safeconduct.studio.companions.transcript import read_page, read_transcript
from safeconduct.studio.companions.vtt import read_vtt, write_vtt
from safeconduct.studio.report.orders import Limits, ReportOrder, report_step

from .companion_samples import KOREAN, TEXTS, master_of, order_of, written


def made(order: CompanionOrder, folder: Path) -> Path:
    """Make the companions of an order from a master of its texts."""
    out = folder / "out"
    out.mkdir()
    companions({"master": written(master_of(dict(order.texts)), folder)}, plain(order), out)
    return out


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(order_of(), tmp_path_factory.mktemp("specimen"))


def read(folder: Path, ending: str) -> str:
    return (folder / f"spot.en.fm{ending}").read_bytes().decode()


def test_the_files_are_those_that_were_planned(specimen: Path) -> None:
    assert sorted(path.name for path in specimen.iterdir()) == sorted(outputs(order_of()))
    assert {media_type(path.name) for path in specimen.iterdir()} >= {"text/vtt", "text/html", "application/x-cue"}
    assert outputs(order_of(kinds=("film",))) == ()
    assert outputs(order_of(kinds=("m3u", "m3u"))) == ("spot.en.fm.m3u8",)


def test_all_of_them_say_every_paragraph(specimen: Path) -> None:
    texts = [readable(text) for text in TEXTS.values()]
    _, cues = read_vtt(read(specimen, ".vtt"))
    assert " ".join(" ".join(cue.lines) for cue in cues) == " ".join(texts)
    lines = read_lrc(read(specimen, ".lrc")).lines
    assert " ".join(words for _, words in lines[:-1]) == " ".join(texts).replace("[", "(").replace("]", ")")
    assert list(read_transcript(read(specimen, ".transcript.txt"))) == texts
    assert list(read_page(read(specimen, ".transcript.html"))) == texts
    tracks = read_cue(read(specimen, ".cue")).tracks
    assert [track.title.rstrip(" …") for track in tracks] == [
        text[: len(track.title.rstrip(" …"))] for text, track in zip(texts, tracks, strict=True)
    ]


def test_every_one_of_a_specimen_says_so_and_none_of_a_final(specimen: Path, tmp_path: Path) -> None:
    final = made(order_of({k: v for k, v in TEXTS.items() if "slate" not in k}, mark=""), tmp_path)
    for path in specimen.iterdir():
        assert "SPECIMEN" in path.read_text("utf-8"), path.name
        assert "specimen" not in (final / path.name).read_text("utf-8").lower(), path.name


def test_paragraphs_begin_where_they_are_heard(specimen: Path) -> None:
    starts = [part.start_s for part in master_of(TEXTS).paragraphs]
    _, cues = read_vtt(read(specimen, ".vtt"))
    assert {round(start * 1000) for start in starts} <= {cue.start_ms for cue in cues}
    tracks = read_cue(read(specimen, ".cue")).tracks
    assert [track.start / 75 for track in tracks] == pytest.approx([0.0, *starts[1:]], abs=0.02)


def test_the_run_sheet_tells_a_broadcaster_what_to_expect(specimen: Path) -> None:
    sheet = read(specimen, ".run-sheet.txt")
    for told in (
        "Leave on foot", "the Joint Appeal", "2024-11-05", "no last day was given", "0:40.6", "(40.6 s)",
        "“Specimen. Not for use. This recording has not …”", "“End of specimen. Do not use this recording.”",
        "spot.en.fm.wav: 0:40.6, -23.0 LUFS, true peak -1.3 dBTP, loudest 3 s -19.1 LUFS",
        "synthetic in 5 of 6 paragraphs", "0:13.9  lay-down: ",
    ):  # fmt: skip
        assert told in sheet, told
    assert not re.search(r"lay-down \[synthetic", sheet)


def test_a_playlist_names_the_first_file(specimen: Path) -> None:
    entry = Played("spot.en.fm.wav", 41, "the Joint Appeal - SPECIMEN - Leave on foot")
    assert read_m3u(read(specimen, ".m3u8")) == ("", (entry,))


def test_the_page_asks_nothing_of_anybody_and_can_be_read_aloud(specimen: Path) -> None:
    page = read(specimen, ".transcript.html")
    assert '<html lang="en">' in page
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"<(script|link|img|iframe)\b|https?:|url\(", page)
    assert page.count("<time datetime=") == len(TEXTS)
    assert page.index('role="note"') < page.index("<h1>")
    assert "--&gt; stop &amp; wait" in page


def test_old_korean_players_get_their_own_lines(tmp_path: Path) -> None:
    folder = made(evolve(order_of(KOREAN, "ko-KP", mark=""), sender="공동호소", title="무기를 놓으십시오"), tmp_path)
    old = (folder / "spot.en.fm.cp949.lrc").read_bytes().decode("cp949")
    assert read_lrc(old) == read_lrc(read(folder, ".lrc"))
    assert "《전쟁포로대우에" in old
    assert "spot.en.fm.cp949.lrc" not in outputs(evolve(order_of(KOREAN, "ko-KP"), sender="Київ"))
    assert "spot.en.fm.cp949.lrc" not in outputs(order_of(KOREAN, "en"))


def test_a_block_that_is_said_three_times_is_shown_three_times(tmp_path: Path) -> None:
    master = master_of({"call": "Come out. You will be safe."}, each_s=3.0)
    (once,) = master.paragraphs
    parts = tuple(evolve(once, start_s=once.start_s + 4 * n, end_s=once.end_s + 4 * n, saying=n + 1) for n in range(3))
    order = order_of({"call": "Come out. You will be safe."}, mark="")
    companions({"master": written(evolve(master, paragraphs=parts), tmp_path)}, plain(order), tmp_path)
    assert read(tmp_path, ".transcript.txt").count("Come out.") == 3
    assert "call (saying 3)" in read(tmp_path, ".run-sheet.txt")


def test_a_paragraph_without_a_text_is_refused(tmp_path: Path) -> None:
    order = order_of({key: text for key, text in TEXTS.items() if key != "walk"})
    with pytest.raises(StepRefusal, match="walk"):
        companions({"master": written(master_of(TEXTS), tmp_path)}, plain(order), tmp_path)


def test_a_file_that_nobody_made_is_refused(tmp_path: Path) -> None:
    order = evolve(order_of(), files=("other.wav",))
    with pytest.raises(StepRefusal, match=r"other\.wav"):
        companions({"master": written(master_of(TEXTS), tmp_path)}, plain(order), tmp_path)


def test_a_writer_that_drops_or_swaps_a_word_does_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = write_vtt
    path = written(master_of(TEXTS), tmp_path)
    for spoil in (
        lambda text: text.replace("Do not use", "Do use"),
        lambda text: text.replace("Walk slowly", "slowly Walk"),
        lambda text: text.replace("Raise both hands", "Raise both hands Raise both hands"),
    ):
        monkeypatch.setattr(beside, "write_vtt", lambda *told, spoil=spoil: spoil(right(*told)))
        with pytest.raises(StepRefusal, match="does not say what the recording says"):
            companions({"master": path}, plain(order_of(kinds=("vtt",))), tmp_path)


def test_parity_compares_letters_and_times() -> None:
    same_words("x", ["Do ", "not go!"], ["Do not", "go"])
    with pytest.raises(StepRefusal):
        same_words("x", ["Do go"], ["Do not go"])
    with pytest.raises(StepRefusal):
        same_words("x", ["Do not go", "go"], ["Do not go"])
    rising("x", [0, 1, 2])
    with pytest.raises(StepRefusal):
        rising("x", [0, 2, 2])


PARAGRAPHS = st.lists(
    st.tuples(st.text("abcdefg .,!", min_size=1, max_size=300), st.floats(0.2, 40.0), st.floats(0.0, 3.0)),
    min_size=1,
    max_size=8,
)


def timed(told: list[tuple[str, float, float]]) -> tuple[list[Paragraph], dict[str, str], float]:
    parts, at = [], 0.3
    for n, (_, lasts, pause) in enumerate(told):
        parts.append(Paragraph(f"p{n}", at, at + lasts, "take", 0))
        at += lasts + pause
    return parts, {f"p{n}": text for n, (text, _, _) in enumerate(told)}, at


@settings(deadline=None)
@given(PARAGRAPHS)
def test_captions_lie_in_their_paragraphs_and_never_over_one_another(told: list[tuple[str, float, float]]) -> None:
    parts, texts, length_s = timed(told)
    try:
        captions = shown(parts, texts, "en", 0, length_s)
    except StepRefusal:
        crowded = [len(captions_of(texts[p.block], "en")) * 0.04 for p in parts]
        assert any(p.end_s - p.start_s <= least + 0.002 for p, least in zip(parts, crowded, strict=True))
        return
    for before, after in pairwise(captions):
        assert before.start_ms < before.end_ms <= after.start_ms
    for caption in captions:
        assert caption.end_ms - caption.start_ms <= LONGEST_S * 1000
        part = parts[int(caption.block[1:])]
        among = [one for one in captions if one.block == caption.block]
        room_ms = (part.end_s - part.start_s) * 1000
        if room_ms >= SHORTEST_S * 1000 * len(among) + 2:
            assert caption.end_ms - caption.start_ms >= SHORTEST_S * 1000 - 1
            assert part.start_s * 1000 - 1 <= caption.start_ms < caption.end_ms <= part.end_s * 1000 + 1


@settings(deadline=None)
@given(PARAGRAPHS)
def test_slides_fill_the_film_without_a_gap(told: list[tuple[str, float, float]]) -> None:
    parts, texts, length_s = timed([(text, 10.0 + lasts, pause) for text, lasts, pause in told])
    captions: tuple[Shown, ...] = shown(parts, texts, "en", 0, length_s)
    film = pictures(captions, length_s)
    assert pictures((), length_s) == ()
    assert [name for name, _, _ in film] == [f"slide.{one.block}.{one.number}.png" for one in captions]
    if film:
        assert film[0][1] == 0.0
        assert film[-1][2] == pytest.approx(length_s, abs=0.001)
        assert all(end == start for (_, _, end), (_, start, _) in pairwise(film))


def test_more_paragraphs_than_tracks_share_them() -> None:
    parts = [Paragraph(f"p{n}", float(n), n + 0.9, "take", 3) for n in range(250)]
    tracks = tracks_of(parts, [f"Text {n}." for n in range(250)])
    assert len(tracks) <= MOST_TRACKS
    assert " ".join(words for _, words in tracks) == " ".join(f"Text {n}." for n in range(250))


def test_a_playlist_over_pieces(tmp_path: Path) -> None:
    path = written(master_of(TEXTS), tmp_path)
    entries = (
        Entry("one", "spot.en.fm.wav", "Leave on foot", "the Appeal"),
        Entry("two", "spot.en.fm.mp3", "손을 들고 걸으십시오", "공동호소"),
    )
    order = PlaylistOrder("fm.en", "All of it", entries, "SPECIMEN. No.")
    playlist({"one": path, "two": path}, plain(order), tmp_path)
    title, read_back = read_m3u((tmp_path / "fm.en.m3u8").read_text("utf-8"))
    assert title == "SPECIMEN - All of it"
    assert [one.title for one in read_back] == ["the Appeal - Leave on foot", "공동호소 - 손을 들고 걸으십시오"]
    _, old = read_m3u((tmp_path / "fm.en.m3u").read_bytes().decode("ascii"))
    assert [(one.file, one.length_s) for one in old] == [(one.file, one.length_s) for one in read_back]
    assert old[1].title == "spot.en.fm"
    with pytest.raises(StepRefusal, match="twice"):
        playlist({"one": path, "two": path}, plain(evolve(order, entries=(entries[0], entries[0]))), tmp_path)


NASTY = st.text(
    st.one_of(st.sampled_from('가나 abц.,!-->[]<>&"\n\t\u00a0\u200b\u202eא\x00'), st.characters()), max_size=80
)


@settings(max_examples=30, deadline=None)
@given(
    NASTY,
    NASTY,
    st.dictionaries(st.sampled_from(["p1", "p2", "sender-start"]), NASTY),
    st.sampled_from(["en", "ko-KP"]),
)
def test_whatever_the_words_are_the_planned_files_are_made(
    title: str, sender: str, texts: dict[str, str], language: str
) -> None:
    order = evolve(order_of(texts, language), title=title, sender=sender, imprint=(sender,))
    with TemporaryDirectory() as folder:
        out = made(order, Path(folder))
        assert sorted(path.name for path in out.iterdir()) == sorted(outputs(order))


def test_steps_name_what_they_make_and_the_libraries_that_may_change_it() -> None:
    order = order_of()
    made_of = Made("spot.master", "master.json")
    step = companions_step("spot.beside", order, made_of)
    assert step.outputs == outputs(order)
    listed = playlist_step("all", PlaylistOrder("fm.en", "All", (Entry("one", "a.wav", "A"),)), {"one": made_of})
    assert listed.outputs == ("fm.en.m3u8", "fm.en.m3u")
    told = report_step("spot.report", ReportOrder("r.html", "T", "FM", Limits(-23, 0.2, -1)), {"master": made_of})
    graph = grimp.build_graph("safeconduct", include_external_packages=True)
    names = {"PIL": "pillow"}
    for one in (step, listed, told):
        module = one.recipe.partition(":")[0]
        reached = {module} | graph.find_upstream_modules(module)
        foreign = {name for name in reached if not name.startswith("safeconduct")} - set(sys.stdlib_module_names)
        used = {names.get(name, name) for name in foreign} - {"attrs", "attr", "cattrs", "markupsafe"}
        assert used == set(one.tools), one.recipe


def test_the_same_words_make_the_same_bytes(specimen: Path, tmp_path: Path) -> None:
    again = made(order_of(), tmp_path)
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in specimen.iterdir()
    }
