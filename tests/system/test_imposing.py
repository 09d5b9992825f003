# SPDX-License-Identifier: Apache-2.0
"""`safeconduct impose` with words that make no sense: a sentence, and nothing is written or lost."""

from pathlib import Path

import pytest

from .press_room import Room
from .test_preflight import WORDS, pdf


@pytest.mark.parametrize(("words", "code", "said"), [
    (("--gutter", "nan"), 2, "“nan” is no length."),
    (("--thickness", "nan"), 2, "“nan” is no length."),
    (("--gutter", "-1"), 2, "gutter"),
    (("--leaf", "0x0"), 2, "“0x0” is no leaf"),
    (("--leaf", "wide"), 2, "“wide” is no size in mm"),
    (("--up", "400"), 2, "do not fit"),
])  # fmt: skip
def test_what_makes_no_sense_ends_in_a_sentence(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    room, sheet = Room(tmp_path), tmp_path / "sheet.pdf"
    leaf = pdf(tmp_path / "leaf.pdf", WORDS)
    ran = room.run("impose", leaf, "--sheet", "a3", "--turn", "one-side", "-o", str(sheet), *words)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"leaf.pdf"}


@pytest.mark.parametrize("command", ["impose", "preflight"])
def test_the_file_that_is_read_is_never_overwritten(tmp_path: Path, command: str) -> None:
    leaf = Path(pdf(tmp_path / "leaf.pdf", WORDS))
    (tmp_path / "other-name.pdf").symlink_to(leaf)
    before = leaf.read_bytes()
    more = ("--sheet", "a3", "--turn", "one-side") if command == "impose" else ()
    for out in (str(leaf), str(tmp_path / "other-name.pdf")):
        ran = Room(tmp_path).run(command, str(leaf), *more, "-o", out)
        assert ran.code == 2
        assert "it would be lost" in ran.err
        assert leaf.read_bytes() == before
