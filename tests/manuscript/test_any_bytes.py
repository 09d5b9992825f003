# SPDX-License-Identifier: Apache-2.0
"""Whatever lies in a file, reading and judging end in findings or a refusal, never in an exception."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from manuscripts import BASE, CLAIM, COPY, PIECE, PROMISE, SOURCE, copied, is_refusal, told

from safeconduct.model.refusal import FolderRefusal

SPLINTERS = [
    *(
        "[[quote]]\n",
        "[quantity]\n",
        "[a.b.c]\n",
        'x = """',
        "= ",
        "\n\n",
        "[",
        "]",
        "{",
        "}",
        "2026-13-40",
        "0x",
        "inf",
    ),
    *(
        "2026-11-01T10:00:00Z",
        "10:00:00",
        "true",
        "{}",
        "[]",
        '""',
        "'",
        '"\\ud800"',
        '"\\u0000"',
        "\\",
        "-",
        "99999999999999",
    ),
    *(
        "# ",
        "## ",
        "{#",
        "}",
        "{#title}",
        "](",
        "](claim:",
        "](promise:tea)",
        "![",
        "](art/lamp.svg)",
        "**",
        "`",
        "<b>",
    ),
    *("|", "| en | say |\n|--|--|\n", "1. ", "- ", "    ", "> ", "&#0;", "&#xD800;", "\\\n", "  \n", "---\n", "===\n"),
    *("\u2028", "\u0085", "\x0b", "\x00", "\r", "\ufeff", "\ud7ff", "\U0010ffff", "é", "조선", "ї"),
]
"""What a slip of the hand or a hostile one might put anywhere."""


def spoilt(path: str) -> st.SearchStrategy[bytes]:
    """Anything at all, or the right content with stretches cut out and splinters put in."""
    right = (BASE / path).read_text("utf-8")
    cut = st.tuples(st.integers(0, len(right)), st.integers(0, 30), st.lists(st.sampled_from(SPLINTERS), max_size=4))

    def with_cuts(cuts: list[tuple[int, int, list[str]]]) -> bytes:
        text = right
        for at, length, splinters in cuts:
            text = text[:at] + "".join(splinters) + text[at + length :]
        return text.encode()

    return st.one_of(
        st.lists(cut, min_size=1, max_size=4).map(with_cuts),
        st.lists(st.sampled_from(SPLINTERS), max_size=30).map(lambda parts: "".join(parts).encode()),
        st.binary(max_size=200),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("any"))


CONSENT = b'person = "swift"\nterms = "This."\ncovers = ["sha256:%s"]\ngiven = 2026-10-25\n' % (b"0" * 64)
SIGN_OFF = b"""role = "author"
person = "mill"
piece = "note"
saw = "sha256:%s"
on = 2026-11-01
signature = '''
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg
-----END SSH SIGNATURE-----
'''
""" % (b"0" * 64)


@pytest.mark.parametrize("path", ["edition.toml", CLAIM, COPY, PIECE, PROMISE, SOURCE])
def test_any_bytes(folder: Path, path: str) -> None:
    right = (BASE / path).read_bytes()

    @settings(max_examples=45, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(spoilt(path))
    @example(b"")
    @example(right.replace(b'"', b"'"))
    @example(right + b"\xc0\x80")
    def spoil(content: bytes) -> None:
        answer(folder, path, content)

    try:
        spoil()
    finally:
        (folder / path).write_bytes(right)


@pytest.mark.parametrize(
    ("path", "right"), [("consents/swift.toml", CONSENT), ("sign-offs/note.author.mill.toml", SIGN_OFF)]
)
def test_any_bytes_in_an_optional_record(folder: Path, path: str, right: bytes) -> None:
    (folder / path).parent.mkdir()

    @settings(max_examples=30, deadline=None, database=None, derandomize=True)
    @given(st.integers(0, len(right)), st.integers(0, 20), st.lists(st.sampled_from(SPLINTERS), max_size=3))
    @example(0, 0, [])
    def spoil(at: int, length: int, splinters: list[str]) -> None:
        answer(folder, path, right[:at] + "".join(splinters).encode() + right[at + length :])

    try:
        spoil()
    finally:
        (folder / path).unlink()


def answer(folder: Path, path: str, content: bytes) -> None:
    """Put `content` there and see that it is answered."""
    (folder / path).write_bytes(content)
    try:
        told(folder)
    except FolderRefusal as fault:
        assert path == "edition.toml"
        is_refusal(fault)
