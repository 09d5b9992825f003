# SPDX-License-Identifier: Apache-2.0
"""What `build` tells about the files of a kit: product by product, each with what it is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cli.kit_files import purpose, told
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Attribution, Piece
from safeconduct.model.places import Span
from safeconduct.model.works import Artifact

ENDINGS = {
    ".pdf": "to read on a screen",
    ".press.pdf": "for a print shop",
    ".sheet-sra3.pdf": "press sheets",
    ".proof-sra3.pdf": "a trial sheet without words",
    ".preview.png": "a picture of its pages",
    ".wav": "the recording to hand over",
    ".flac": "without loss",
    ".mp3": "the recording, small",
    ".m4a": "with chapters",
    ".ogg": "voice notes",
    ".mp4": "its words as pictures",
    ".cue": "where each paragraph begins",
    ".run-sheet.txt": "puts it on the air",
    ".vtt": "captions",
    ".lrc": "small players",
    ".cp949.lrc": "old Korean players",
    ".m3u8": "the playlist",
    ".m3u": "old players",
    ".transcript.txt": "what is said",
    ".transcript.html": "web page",
    ".report.html": "what was done to the voice",
    ".script.txt": "for the narrator",
    ".script.pdf": "in large type",
}
ENOUGH = digest_of(b"")


def artifact(piece: str, language: str, ending: str) -> Artifact:
    file = f"{piece}.{language}.postcard-a6{ending}"
    return Artifact(file, ENOUGH, 1, piece, language, "postcard-a6", "application/pdf", ENOUGH)


def listed(artifacts: list[Artifact]) -> list[str]:
    named = {one.piece for one in artifacts}
    speaker = Attribution({"en": "Council"}, {})
    pieces = {
        name: Piece(name, "leaflet", ("postcard-a6",), speaker, {}, (), {}, None, (), Span("piece.toml"))
        for name in named
    }
    return list(told(artifacts, pieces, {"postcard-a6": "Postcard leaflet A6, two sides"}))


@pytest.mark.parametrize("mark", ["", ".SPECIMEN"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_of_the_kit_has_its_purpose(ending: str, mark: str) -> None:
    assert ENDINGS[ending] in purpose(f"notice.en.postcard-a6{mark}{ending}")


def test_an_ending_that_nobody_knows_has_none() -> None:
    assert purpose("notice.en.postcard-a6.zip") == ""


def test_a_product_is_named_once_and_what_is_read_first_stands_first() -> None:
    assert listed([artifact("notice", "en", ending) for ending in sorted(ENDINGS) if ending.endswith("f")]) == [
        "notice: leaflet in en, Postcard leaflet A6, two sides",
        "  notice.en.postcard-a6.pdf             to read on a screen, and for an office printer",
        "  notice.en.postcard-a6.press.pdf       for a print shop: with bleed, PDF/X-4",
        "  notice.en.postcard-a6.sheet-sra3.pdf  press sheets, to print and cut; made from the print shop's file",
        "  notice.en.postcard-a6.proof-sra3.pdf  a trial sheet without words: print it first, to see that fronts and "
        "backs meet",
        "  notice.en.postcard-a6.script.pdf      the reading script in large type",
    ]


@given(st.sets(st.tuples(st.sampled_from("ab"), st.sampled_from(["en", "uk"]), st.sampled_from(sorted(ENDINGS)))))
def test_every_file_is_told_exactly_once(parts: set[tuple[str, str, str]]) -> None:
    artifacts = [artifact(*part) for part in sorted(parts)]
    lines = listed(artifacts)
    files = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(files) == sorted(one.file for one in artifacts)
    assert len(lines) - len(files) == len({(piece, language) for piece, language, _ in parts})
