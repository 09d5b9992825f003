# SPDX-License-Identifier: Apache-2.0
"""Every kind of case in the public conformance suite of the Library of Congress, made anew here.

A case's name is the suite's folder and name; a case "valid" there may warn here, a case "warning" there must.
"""

import unicodedata
from functools import partial
from pathlib import Path

import pytest
from bag_makers import (
    INVALID,
    PAYLOAD,
    VALID,
    WARNING,
    Bag,
    Case,
    bagit_python_accepts,
    checksum,
    declared,
    holds,
    lines,
)

from safeconduct.seal.plain_bagit.examining import examine

OLD = {"algorithms": ("md5",), "tag_algorithms": ("md5",)}
FOO = checksum("md5", b"foo")
URL = "http://localhost:8989/bags/foo"
ACCENTED = "data/N\u00fa\u00f1ez"
ONE = {"data/foo": b"foo"}
TWICE = b"Contact-Name: One\nContact-Name: Two\nBagging-Date: 2016-02-26\nBagging-Date: 2016-03-10\n"


def old(version: str = "0.97", **parts: object) -> Bag:
    return Bag(version=version, **{**OLD, **parts})  # type: ignore[arg-type]


def astray(path: str) -> Bag:
    """A bag whose manifest lists a file that is not its own."""
    return old(tags={"manifest-md5.txt": f"{lines('md5', PAYLOAD)}{FOO}  {path}\n".encode()})


def fetched_astray(path: str) -> Bag:
    return old(tags={"fetch.txt": f"{URL} - {path}\n".encode()})


def twice(version: str, first: bytes, second: bytes) -> Bag:
    text = f"{checksum('md5', first)}  data/foo\n{checksum('md5', second)}  data/foo\n".encode()
    return old(version, payload=ONE, tags={"manifest-md5.txt": text})


def spaced(version: str) -> Bag:
    text = f"BagIt-Version : {version}\nTag-File-Character-Encoding : UTF-8\n".encode()
    return Bag(version, algorithms=("sha256", "sha512"), tags={"bagit.txt": text})


def holey(version: str = "0.97") -> Bag:
    asked = "".join(f"{URL}/{path} {len(content)} {path}\n" for path, content in PAYLOAD.items())
    return old(version, tags={"fetch.txt": asked.encode()})


SHELLS = {
    "absolute-path": "/tmp/foo",  # noqa: S108 (a path in a list; nothing is opened)
    "shortcut": "~/foo",
    "shortcut-username": "~root/foo",
    "windows-absolute-path": "C:\\Windows\\System32\\setx.exe",
    "windows-shortcut": "%HomeDrive%\\Windows\\System32\\setx.exe",
    "windows-unc": "\\\\?\\UNC\\server\\Windows\\System32\\setx.exe",
    "dot-notation": "../../../README.md",
}
# bagit-python looks for the Windows names on Linux as for any other, and does not look for what would be fetched.
LET_THROUGH = {"windows-absolute-path", "windows-shortcut", "windows-unc"}

CASES = (
    *(
        Case(f"v{version}/valid/basic-bag", partial(old, version), VALID, True)
        for version in ("0.93", "0.94", "0.95", "0.96", "0.97")
    ),
    *(
        Case(
            f"v{version}/valid/duplicate-metadata-entries",
            partial(old, version, end="\r\n", tags={"package-info.txt": TWICE}),
            VALID,
            True,
        )
        for version in ("0.93", "0.94", "0.95")
    ),
    *(
        Case(
            f"v{version}/valid/duplicate-metadata-entries",
            partial(old, version, tags={"bag-info.txt": TWICE}),
            VALID,
            True,
        )
        for version in ("0.96", "0.97")
    ),
    *(
        Case(
            f"v0.97/valid/basic-bag-{name}",
            partial(old, algorithms=(name,), tag_algorithms=(name,)),
            VALID,
            True,
        )
        for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
    ),
    Case("v0.97/valid/minimal-bag", lambda: old(payload={}, tag_algorithms=()), VALID, True),
    Case(
        "v0.97/valid/bag-in-a-bag",
        lambda: old(payload={"data/bag/bagit.txt": declared("0.97"), "data/bag/manifest-md5.txt": b""}),
        VALID,
        True,
    ),
    Case("v0.97/valid/bag-with-space", lambda: old(payload={"data/a letter .txt": b"x"}), VALID, True),
    Case(
        "v0.97/valid/bag-with-encoded-names",
        lambda: old(payload={"data/%7Edir2/test4.txt": b"x", "data/%test2.txt": b"y", "data/dir1/~test3.txt": b"z"}),
        VALID,
        True,
    ),
    Case(
        "v0.97/valid/bag-with-escapable-characters",
        lambda: old(payload={"data/a&b=c;d'e(f)!.txt": b"x", "data/[g]#h?i+j.txt": b"y", 'data/"k".txt': b"z"}),
        VALID,
        True,
    ),
    Case(
        "v0.97/valid/bag-with-leading-dot-slash-in-manifest",
        lambda: old(payload=ONE, tags={"manifest-md5.txt": f"{FOO} ./data/foo\n".encode()}),
        WARNING,
        True,
        "needless",
    ),
    Case("v0.97/valid/holey-bag", holey, VALID, True),
    Case(
        "v0.97/valid/local-fetch",
        lambda: old(
            payload={}, tags={"fetch.txt": b"file:///home/someone/picture.png 42000 picture.png\n"}, tag_algorithms=()
        ),
        WARNING,
        True,
        "fetch.txt: Line 1 would",
    ),
    Case(
        "v0.97/valid/UTF-16-encoded-tag-files",
        lambda: old(encoding="UTF-16BE", tags={"bag-info.txt": "Contact-Name: Ві\n".encode("utf-16-be")}),
        VALID,
        True,
    ),
    Case(
        "v0.97/valid/ISO-8859-1-encoded-tag-files",
        lambda: old(encoding="ISO-8859-1", tags={"bag-info.txt": "Contact-Name: Núñez\n".encode("latin-1")}),
        VALID,
        True,
    ),
    Case(
        "v0.97/valid/uncommon-metadata-separators",
        lambda: old(tags={"bag-info.txt": b"Contact-Name :\tOne\nBag-Size:    3 kB\nBag-Count\t:1 of 1\n"}),
        VALID,
        True,
    ),
    Case(
        "v0.97/warning/duplicate-file-with-different-case",
        lambda: old(payload={"data/foo": b"foo", "data/FOO": b"bar"}),
        WARNING,
        True,
        "data/foo: It differs from data/FOO in case alone",
    ),
    Case(
        "v0.97/warning/filename-normalization",
        lambda: Bag(
            "0.97",
            payload={unicodedata.normalize("NFD", ACCENTED): b""},
            tags={"manifest-sha512.txt": lines("sha512", {ACCENTED: b""}, " ").encode()},
        ),
        WARNING,
        True,
        "another Unicode normalisation",
    ),
    Case(
        "v0.97/warning/same-filename-listed-twice-with-different-normalization",
        lambda: Bag("0.97", payload=dict.fromkeys((ACCENTED, unicodedata.normalize("NFD", ACCENTED)), b"")),
        WARNING,
        True,
        "Unicode normalisation alone",
    ),
    Case(
        "v0.97/warning/same-filename-listed-twice-with-different-normalization, one file",
        lambda: Bag(
            "0.97",
            payload={ACCENTED: b""},
            tags={
                "manifest-sha512.txt": lines(
                    "sha512", {ACCENTED: b"", unicodedata.normalize("NFD", ACCENTED): b""}
                ).encode()
            },
        ),
        WARNING,
        False,
        "another Unicode normalisation",
    ),
    Case(
        "v0.97/warning/made-with-md5sum-tools",
        lambda: old(payload=ONE, tags={"manifest-md5.txt": f"{FOO} *data/foo\n".encode()}),
        WARNING,
        True,
        "md5sum",
    ),
    Case(
        "v0.97/warning/relative-path",
        lambda: old(payload=ONE, tags={"manifest-md5.txt": f"{FOO}  data/../data/./foo\n".encode()}),
        WARNING,
        True,
        "needless",
    ),
    Case(
        "v0.97/warning/same-filename-listed-twice-with-the-same-hash",
        lambda: twice("0.97", b"foo", b"foo"),
        WARNING,
        True,
        "Lines 1 and 2 both list data/foo",
    ),
    Case(
        "v0.97/warning/special-system-files",
        lambda: old(payload={"data/.DS_Store": b"", "data/Thumbs.db": b"", "data/.Spotlight-V100/store": b""}),
        WARNING,
        True,
        "Thumbs.db: The operating system made",
    ),
    Case(
        "v0.97/darwin-only/precomposed-character-in-filename",
        lambda: old(payload={"data/contr\u00f4le.txt": b"x"}),
        VALID,
        True,
    ),
    Case(
        "v0.97/invalid/baginfo-missing-encoding",
        lambda: old(tags={"bagit.txt": b"BagIt-Version: 0.97\n"}),
        INVALID,
        False,
        "bagit.txt: Line 2",
    ),
    Case(
        "v0.97/invalid/bom-in-bagit.txt",
        lambda: old(tags={"bagit.txt": b"\xef\xbb\xbf" + declared("0.97")}),
        INVALID,
        False,
        "bagit.txt: .*byte-order",
    ),
    Case("v0.97/invalid/bagit-with-invalid-whitespace", lambda: spaced("0.97"), INVALID, True, "bagit.txt: Line 1"),
    Case(
        "v0.97/invalid/corrupt-data-file",
        lambda: old(after={"data/letter.txt": b"Come hame.\n"}),
        INVALID,
        False,
        "^data/letter.txt: It is not what manifest-md5.txt says",
    ),
    Case(
        "v0.97/invalid/corrupt-tag-file",
        lambda: old(tags={"bag-info.txt": b"Contact-Name: One\n"}, after={"bag-info.txt": b"Contact-Name: Two\n"}),
        INVALID,
        False,
        "^bag-info.txt: It is not what tagmanifest-md5.txt says",
    ),
    Case(
        "v0.97/invalid/extra-file-in-bag",
        lambda: old(after={"data/bar": b""}),
        INVALID,
        False,
        "^data/bar: No payload manifest lists it",
    ),
    Case(
        "v0.97/invalid/invalid-version-number",
        lambda: old(tags={"bagit.txt": declared(".97")}),
        INVALID,
        False,
        "bagit.txt: Line 1",
    ),
    Case(
        "v0.97/invalid/missing-baginfo",
        lambda: old(tags={"bag-info.txt": b"Contact-Name: One\n"}, after={"bag-info.txt": None}),
        INVALID,
        False,
        "^bag-info.txt: tagmanifest-md5.txt lists it, but it is not here",
    ),
    Case("v0.97/invalid/missing-bagit.txt", lambda: old(after={"bagit.txt": None}), INVALID, False, "^bagit.txt: "),
    Case(
        "v0.97/invalid/same-filename-listed-twice-with-different-hashes",
        lambda: twice("0.97", b"foo", b"bar"),
        INVALID,
        False,
        "different checksums",
    ),
    *(
        Case(
            f"v0.97/invalid, linux-only, windows-only/out-of-scope-file-paths-using-{name}",
            partial(astray, path),
            INVALID,
            False,
            "README.md|foo|setx.exe",
        )
        for name, path in SHELLS.items()
    ),
    *(
        Case(
            f"v0.97/invalid, linux-only, windows-only/out-of-scope-file-paths-using-{name}-for-fetch",
            partial(fetched_astray, path),
            INVALID,
            name in LET_THROUGH,
            "^fetch.txt: Line 1 would write",
        )
        for name, path in SHELLS.items()
    ),
    Case("v1.0/valid/basicBag", Bag, VALID, True),
    Case("v1.0/invalid/bagit-with-invalid-whitespace", lambda: spaced("1.0"), INVALID, True, "bagit.txt: Line 1"),
    Case(
        "v1.0/invalid/missing-from-manifest",
        lambda: Bag(after={"data/missingFromManifest.txt": b""}),
        INVALID,
        False,
        "^data/missingFromManifest.txt: No payload manifest",
    ),
    Case(
        "v1.0/invalid/same-filename-listed-twice-with-different-hashes",
        lambda: twice("1.0", b"foo", b"bar"),
        INVALID,
        False,
        "different checksums",
    ),
    Case(
        "v1.0/invalid/same-filename-listed-twice-with-the-same-hash",
        lambda: twice("1.0", b"foo", b"foo"),
        INVALID,
        False,
        "both list data/foo",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_kind_of_case_of_the_public_suite_gets_its_verdict(case: Case, tmp_path: Path) -> None:
    holds(case, tmp_path / "bag")


def test_a_file_left_to_be_fetched_makes_the_bag_incomplete(tmp_path: Path) -> None:
    folder = holey().write(tmp_path / "bag")
    (folder / "data/letter.txt").unlink()

    assert examine(folder).faults == (
        "data/letter.txt: It is not here. fetch.txt says whence to fetch it; nothing is fetched here.",
    )
    assert not bagit_python_accepts(folder)
