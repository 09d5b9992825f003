# SPDX-License-Identifier: Apache-2.0
"""Whatever the bytes: a verdict, never an exception; and bags made by the rules are valid, whatever they are called."""

import os
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bag_makers import PAYLOAD, Bag, bagit_python_accepts, checksum, declared
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.seal.plain_bagit.examining import examine
from safeconduct.seal.plain_bagit.paths import OutsideError, decoded, inside

NAMES = ("bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "bag-info.txt", "fetch.txt", "manifest-x.txt")
PIECES = st.sampled_from(
    [b"\n", b"\r", b" ", b"\t", b"*", b"/", b"..", b"./", b"~", b"\\", b"%0A", b"%25", b"data/", b"letter.txt", b"\x00",
     b"\xff\xfe", b"\xef\xbb\xbf", b":", b"Payload-Oxum: ", b"22.2", b"http://a/ ", b" - ", b"#",
     *(checksum("sha512", content).encode() + b"  " + path.encode() + b"\n" for path, content in PAYLOAD.items())]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=80), st.lists(PIECES, max_size=12).map(b"".join))
# A declaration that is read leads further into the rest than a broken one.
ENCODINGS = st.sampled_from(["UTF-8", "UTF-16", "UTF-16BE", "UTF-32", "ISO-8859-1", "Shift_JIS", "UTF-7", "EUC-KR"])
VERSIONS = st.sampled_from(["0.93", "0.96", "0.97", "1.0"])
PART = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12).filter(
    lambda part: part not in (".", "..") and len(part.encode()) < 200
)


@contextmanager
def somewhere() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "bag"


@settings(deadline=None)
@given(VERSIONS, ENCODINGS, st.dictionaries(st.sampled_from(NAMES[1:]), BYTES, min_size=1))
def test_any_bytes_in_the_text_files_get_a_verdict(version: str, encoding: str, after: dict[str, bytes]) -> None:
    with somewhere() as place:
        folder = Bag(version, encoding=encoding, after=after).write(place)
        found = examine(folder)

    assert all(one.isprintable() for one in (*found.faults, *found.warnings))
    assert found.valid == (not found.faults)


@settings(deadline=None)
@given(BYTES, st.booleans())
def test_any_bytes_in_the_declaration_get_a_verdict(content: bytes, begun: bool) -> None:
    content = declared("1.0")[:-1] + content if begun else content
    with somewhere() as place:
        found = examine(Bag(after={"bagit.txt": content}).write(place))

    assert not found.valid or content.rstrip(b"\r\n") == declared("1.0")[:-1]


@settings(deadline=None)
@given(st.lists(st.lists(PART, min_size=1, max_size=3).map("/".join), min_size=1, max_size=4, unique=True))
def test_a_bag_made_by_the_rules_is_valid_whatever_its_files_are_called(names: list[str]) -> None:
    encode = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
    payload = {f"data/{name}": name.encode() for name in names}
    folders = {path[:cut] for path in payload for cut, sign in enumerate(path) if sign == "/"}
    assume(not folders & payload.keys())
    assume(len({unicodedata.normalize("NFC", path) for path in payload}) == len(payload))
    text = "".join(f"{checksum('sha512', content)} {path.translate(encode)}\n" for path, content in payload.items())
    with somewhere() as place:
        folder = Bag(payload=payload, tags={"manifest-sha512.txt": text.encode()}).write(place)
        assert examine(folder).faults == ()
        (folder / next(iter(payload))).write_bytes(b"something else")
        assert len(examine(folder).faults) == 1


@settings(deadline=None)
@given(
    VERSIONS,
    st.dictionaries(st.sampled_from(["data/a", "data/b/c", "data/d", "bag-info.txt", "notes/x"]),
                    st.sampled_from([None, b"", b"A: b\n", b"changed"])),
    st.sampled_from([(), ("md5",), ("sha256", "sha1")]),
)  # fmt: skip
def test_bagit_python_agrees_on_whole_damaged_and_incomplete_bags(
    version: str, after: dict[str, bytes | None], tag_algorithms: tuple[str, ...]
) -> None:
    assume(tag_algorithms == () or version in ("0.97", "1.0"))  # bagit-python looks at no tag manifest before 0.97
    tags = {"bag-info.txt": b"A: b\n", "notes/x": b"x"}
    bag = Bag(version, {"data/a": b"", "data/b/c": b"c"}, tags, after, ("sha256", "md5"), tag_algorithms)
    with somewhere() as place:
        folder = bag.write(place)
        assert examine(folder).valid == bagit_python_accepts(folder)


@settings(deadline=None)
@given(st.text("./\\~%2eEaA:C \0", max_size=20))
def test_no_path_leads_out(written: str) -> None:
    try:
        path = inside(written)
    except OutsideError:
        return
    assert os.path.normpath(f"/bag/{decoded(path, strict=True)}").startswith("/bag/")
    assert not {"", ".", ".."} & set(path.split("/"))
    assert inside(path) == path


@settings(deadline=None)
@given(PART)
def test_names_that_no_text_can_spell_get_a_verdict(name: str) -> None:
    with somewhere() as place:
        folder = Bag(tag_algorithms=()).write(place)
        raw = os.fsencode(folder / "data") + b"/\xff" + name.encode()
        try:
            Path(os.fsdecode(raw)).write_bytes(b"")
        except OSError:  # a system that keeps names as Unicode
            pytest.skip("this file system holds no such names")
        faults = examine(folder).faults

    assert len(faults) == 1
    assert faults[0].startswith("data/\\udcff")
