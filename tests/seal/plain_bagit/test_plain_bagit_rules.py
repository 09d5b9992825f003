# SPDX-License-Identifier: Apache-2.0
"""RFC 8493 rule by rule, beyond what the public suite has, each beside the answer of bagit-python."""

import os
from functools import partial
from pathlib import Path

import pytest
from bag_makers import INVALID, PAYLOAD, VALID, WARNING, Bag, Case, checksum, declared, holds, lines, verdict_of

from safeconduct.seal.plain_bagit.examining import examine
from safeconduct.seal.plain_bagit.telling import MOST

M = "manifest-sha512.txt"
T = "tagmanifest-sha512.txt"
LIST = lines("sha512", PAYLOAD)
ONE = {"data/foo": b"foo"}
FOO = checksum("sha512", b"foo")


def declaring(content: bytes, version: str = "1.0") -> Bag:
    return Bag(version, tags={"bagit.txt": content})


def listing(text: str, payload: dict[str, bytes] | None = None, version: str = "1.0", **parts: object) -> Bag:
    return Bag(version, payload=payload or PAYLOAD, tags={M: text.encode()}, **parts)  # type: ignore[arg-type]


def told(text: str, version: str = "1.0") -> Bag:
    return Bag(version, tags={"bag-info.txt": text.encode()})


def fetching(text: str, version: str = "1.0") -> Bag:
    return Bag(version, tags={"fetch.txt": text.encode()})


def listing_itself(version: str) -> Bag:
    return listing(f"{LIST}{checksum('sha512', declared(version))}  bagit.txt\n", version=version)


OXUM = f"{sum(map(len, PAYLOAD.values()))}.{len(PAYLOAD)}"
BOTH = ("sha256", "sha512")
EMPTIED = lines("sha256", dict.fromkeys(PAYLOAD, b"")).encode()
LETTER, NORTH = (checksum("sha512", content) for content in PAYLOAD.values())

DECLARATION = (
    Case("CRLF", partial(Bag, end="\r\n"), VALID, True),
    Case("CR", partial(Bag, end="\r"), VALID, True),
    Case("no end of the last line", partial(declaring, declared("1.0")[:-1]), VALID, True),
    Case("a third line, 1.0", partial(declaring, declared("1.0") + b"\n"), INVALID, True, "^bagit.txt: .*two lines"),
    Case("a third line, 0.97", partial(declaring, declared("0.97") + b"\n", "0.97"), WARNING, True, "^bagit.txt: "),
    Case(
        "other order",
        partial(declaring, b"Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n"),
        INVALID,
        True,
        "Line 1",
    ),
    Case(
        "other case",
        partial(declaring, b"Bagit-version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        INVALID,
        False,
        "Line 1",
    ),
    Case(
        "two spaces",
        partial(declaring, b"BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n"),
        INVALID,
        True,
        "Line 1",
    ),
    Case("a version to come", partial(declaring, declared("1.1")), INVALID, True, "BagIt 1.1 is not known"),
    Case("version 2", partial(declaring, declared("2.0")), INVALID, False, "BagIt 2.0 is not known"),
    Case("empty", partial(declaring, b""), INVALID, False, "Line 1"),
    Case("not UTF-8", partial(declaring, b"BagIt-Version: 1.0\xff\n"), INVALID, False, "not written in UTF-8"),
    Case("no such encoding", partial(declaring, declared("1.0", "KLINGON-8")), INVALID, False, "KLINGON-8"),
    Case("an encoding of bytes", partial(declaring, declared("1.0", "rot13")), INVALID, False, "rot13"),
    Case("an encoding of code", partial(declaring, declared("1.0", "unicode_escape")), INVALID, True, "unicode_escape"),
    Case("huge", partial(declaring, declared("1.0") * 5000), INVALID, False, "far too large"),
    Case("UTF-16 with its mark", partial(Bag, encoding="UTF-16"), VALID, True),
)

MANIFESTS = (
    *(
        Case(name, partial(Bag, algorithms=(name,), tag_algorithms=(name,)), VALID, True)
        for name in ("sha224", "sha256", "sha384", "blake2b", "blake2s")
    ),
    Case("sha3512", partial(Bag, algorithms=("sha3512",), tag_algorithms=("sha3256",)), VALID, False),
    Case(
        "sha3_512, 1.0",
        partial(Bag, algorithms=("sha3_512",)),
        INVALID,
        True,
        'manifest-sha3_512.txt: The algorithm .* "sha3512"',
    ),
    Case("SHA512, 0.97", partial(Bag, "0.97", algorithms=("SHA512",)), WARNING, False, '"sha512"'),
    Case("md5 alone, 1.0", partial(Bag, algorithms=("md5",), tag_algorithms=("md5",)), WARNING, True, "^manifest-md5"),
    Case("md5 beside sha512", partial(Bag, algorithms=("md5", "sha512")), VALID, True),
    Case(
        "unknown algorithm alone", partial(Bag, algorithms=("whirlpool",)), INVALID, False, "manifest-whirlpool.txt: Ch"
    ),
    Case(
        "unknown algorithm beside a known one",
        partial(Bag, algorithms=("sha512", "whirlpool")),
        INVALID,
        True,
        "manifest-whirlpool.txt: Checksums of this sort cannot be computed",
    ),
    Case("no payload manifest", partial(Bag, algorithms=()), INVALID, False, "no payload manifest"),
    Case("no tag manifest", partial(Bag, tag_algorithms=()), VALID, True),
    Case("upper-case digits", partial(listing, f"{FOO.upper()}  data/foo\n", ONE), VALID, True),
    Case("tabs and spaces", partial(listing, lines("sha512", PAYLOAD, gap=" \t  ")), VALID, True),
    Case("no gap", partial(listing, lines("sha512", PAYLOAD, gap="")), INVALID, False, f"{M}: Line 1 is not"),
    Case("no hexadecimal", partial(listing, f"{LIST}xyz  data/x\n"), INVALID, False, "Line 3 is not a checksum"),
    Case("checksum alone", partial(listing, f"{LIST}{FOO}\n"), INVALID, True, "Line 3 is not a checksum"),
    Case("checksum too short", partial(listing, LIST[1:]), INVALID, False, "Line 1: .* 128 digits, not 127"),
    Case("empty line", partial(listing, f"\n{LIST}"), WARNING, True, "Line 1 is empty"),
    Case("comment, 1.0", partial(listing, f"# ours\n{LIST}"), INVALID, True, "Line 1 is a comment"),
    Case("comment, 0.97", partial(listing, f"# ours\n{LIST}", None, "0.97"), WARNING, True, "Line 1 is a comment"),
    Case("space before, 1.0", partial(listing, f" {LIST}"), INVALID, True, "Line 1 begins with a space"),
    Case("space before, 0.97", partial(listing, f" {LIST}", None, "0.97"), WARNING, True, "begins with a space"),
    Case("last line not ended", partial(listing, LIST[:-1]), WARNING, True, "last line is not ended"),
    Case("byte-order mark, 1.0", partial(listing, f"\ufeff{LIST}"), INVALID, True, f"{M}: .*byte-order"),
    Case("byte-order mark, 0.97", partial(listing, f"\ufeff{LIST}", None, "0.97"), WARNING, True, "byte-order"),
    Case(
        "other encoding", partial(Bag, tags={M: LIST.encode("utf-16")}), INVALID, False, f"{M}: It is not written in U"
    ),
    Case("a folder", partial(listing, f"{LIST}{FOO}  data/maps\n"), INVALID, False, "^data/maps: .* is a folder"),
    Case("a folder's spelling", partial(listing, f"{LIST}{FOO}  data/maps/\n"), INVALID, False, "names a folder"),
    Case("a home folder behind a dot", partial(listing, f"{LIST}{FOO}  ./~/x\n"), INVALID, False, "home folder"),
    Case("missing", partial(listing, f"{LIST}{FOO}  data/none\n"), INVALID, False, "^data/none: .* not here"),
    Case("other case", partial(listing, f"{FOO}  data/FOO\n", ONE), INVALID, False, "only data/foo, which differs"),
    Case("backslash for a folder", partial(listing, f"{FOO}  data\\foo\n", ONE), INVALID, False, "not by"),
    Case("backslash in a name", partial(Bag, payload={"data/a\\b": b"x"}), WARNING, True, "Windows takes that"),
    Case("line separators of Unicode", partial(Bag, payload={"data/a\u2028b\x85c\x0cd": b"x"}), VALID, False),
    Case("space at the end", partial(Bag, payload={"data/foo ": b"x"}), VALID, False),
    Case("space too much", partial(listing, f"{FOO}  data/foo \n", ONE), WARNING, True, "does not spell it"),
    Case("%0A is a line end", partial(listing, f"{FOO}  data/a%0Ab%0d\n", {"data/a\nb\r": b"foo"}), VALID, False),
    Case("%25 is %, 1.0", partial(listing, f"{FOO}  data/100%25\n", {"data/100%": b"foo"}), VALID, False),
    Case("%25 is %25, 0.97", partial(listing, f"{FOO}  data/1%25\n", {"data/1%25": b"foo"}, "0.97"), VALID, True),
    Case("% as it stands, 1.0", partial(listing, f"{FOO}  data/1%25\n", {"data/1%25": b"foo"}), WARNING, True, "rules"),
    Case("bare %", partial(listing, f"{FOO}  data/100%\n", {"data/100%": b"foo"}), VALID, True),
    Case("%2E%2E is no step up", partial(listing, f"{FOO}  data/%2E%2E/x\n", {"data/%2E%2E/x": b"foo"}), VALID, True),
    Case(
        "%0A, 0.97",
        partial(listing, f"{FOO}  data/a%0Ab\n", {"data/a\nb": b"foo"}, "0.97"),
        WARNING,
        True,
        "does not spell it",
    ),
    Case(
        "a manifest less, 1.0",
        partial(Bag, algorithms=BOTH, tags={"manifest-sha256.txt": b""}),
        INVALID,
        True,
        "^data/letter.txt: manifest-sha256.txt does not list it",
    ),
    Case(
        "a manifest less, 0.97",
        partial(Bag, "0.97", algorithms=BOTH, tags={"manifest-sha256.txt": b""}),
        WARNING,
        True,
        "^data/letter.txt: manifest-sha256.txt does not list it",
    ),
    Case(
        "one of two checksums wrong",
        partial(Bag, algorithms=BOTH, tags={"manifest-sha256.txt": EMPTIED}),
        INVALID,
        False,
        "^data/letter.txt: It is not what manifest-sha256.txt says",
    ),
    Case(
        "a tag file in it, 1.0", partial(listing_itself, "1.0"), INVALID, False, "payload manifest and lists bagit.txt"
    ),
    Case("a tag file in it, 0.97", partial(listing_itself, "0.97"), WARNING, True, "lists bagit.txt"),
    Case("hidden files", partial(Bag, payload={"data/.keep": b"", "data/.a/.b": b"x"}), VALID, True),
    Case("system files, 1.0", partial(Bag, payload={"data/a/.DS_Store": b""}), WARNING, True, "operating system made"),
    Case("md5sum's mark, 1.0", partial(listing, lines("sha512", PAYLOAD, gap=" *")), WARNING, True, "as md5sum does"),
    Case("a step up within, 1.0", partial(listing, f"{FOO} data/x/../foo\n", ONE), WARNING, True, "needless"),
    Case("cases alike, 1.0", partial(Bag, payload={"data/a": b"", "data/A": b""}), WARNING, True, "in case alone"),
    Case(
        "decomposed, 1.0",
        partial(listing, f"{FOO} data/\u00e9\n", {"data/e\u0301": b"foo"}),
        WARNING,
        True,
        "another Unicode normalisation",
    ),
    Case("nothing in the bag", partial(Bag, payload={}), VALID, True),
)

TAGS = (
    Case(
        "payload in it, 1.0", partial(Bag, tags={T: lines("sha512", PAYLOAD).encode()}), INVALID, False, "lists data/"
    ),
    Case("no manifest in it, 1.0", partial(Bag, tags={T: b""}), INVALID, True, f"{T}: It does not list {M}"),
    Case("no manifest in it, 0.97", partial(Bag, "0.97", tags={T: b""}), VALID, True),
    Case(
        "a tag manifest in it, 1.0",
        partial(
            Bag,
            tags={
                "tagmanifest-sha256.txt": lines("sha256", {M: LIST.encode()}).encode(),
                T: lines(
                    "sha512",
                    {
                        "tagmanifest-sha256.txt": lines("sha256", {M: LIST.encode()}).encode(),
                        M: LIST.encode(),
                        "bagit.txt": declared("1.0"),
                    },
                ).encode(),
            },
        ),
        INVALID,
        True,
        "lists the tag manifest tagmanifest-sha256.txt",
    ),
    Case("payload in it, 0.97", partial(Bag, "0.97", algorithms=("md5",), tags={T: LIST.encode()}), WARNING, True, T),
    Case(
        "a tag manifest in it, 0.97",
        partial(
            Bag, "0.97", tags={"tagmanifest-md5.txt": b"", T: lines("sha512", {"tagmanifest-md5.txt": b""}).encode()}
        ),
        WARNING,
        True,
        "lists the tag manifest tagmanifest-md5.txt",
    ),
    Case("a file in none, 1.0", partial(Bag, after={"extra.exe": b"x"}), WARNING, True, "^extra.exe: No tag manifest"),
    Case("a file in none, 0.97", partial(Bag, "0.97", after={"extra.exe": b"x"}), VALID, True),
    Case("a tag folder", partial(Bag, tags={"notes/a.txt": b"x"}), VALID, True),
    Case("a tag folder changed", partial(Bag, tags={"notes/a.txt": b"x"}, after={"notes/a.txt": b"y"}), INVALID, False),
    Case("changed, 0.96", partial(Bag, "0.96", after={"bagit.txt": declared("0.95")}), INVALID, True, "^bagit.txt: "),
    Case("missing, 0.93", partial(Bag, "0.93", tags={"a": b"x"}, after={"a": None}), INVALID, True, "^a: .*not here"),
)

BAG_INFO = (
    Case("a continuation", partial(told, "Bag-Size: 3\n\tkB\n  more\n"), VALID, True),
    Case("no colon", partial(told, "Bag-Size 3\n"), INVALID, False, "bag-info.txt: Line 1 is neither"),
    Case("no label", partial(told, ": 3\n"), INVALID, True, "Line 1 is neither"),
    Case("a space before the colon, 1.0", partial(told, "Bag-Size : 3\n"), INVALID, True, "Line 1 has spaces"),
    Case("no space after the colon, 1.0", partial(told, "Bag-Size:3\n"), INVALID, True, "Line 1 has no space"),
    Case("no space after the colon, 0.97", partial(told, "Bag-Size:3\n", "0.97"), VALID, True),
    Case("two spaces after the colon, 1.0", partial(told, "Bag-Size:  3\n"), VALID, True),
    Case("no value", partial(told, "Bag-Size:\n"), WARNING, True, "no space after"),
    Case("a continuation of nothing", partial(told, " Bag-Size: 3\n"), INVALID, True, "Line 1 has spaces"),
    Case("an empty line", partial(told, "Bag-Size: 3\n\nA: b\n"), WARNING, True, "Line 2 is empty"),
    Case("repeated as one may", partial(told, "Contact-Name: A\ncontact-name: B\n"), VALID, True),
    Case("repeated as one should not", partial(told, "Bag-Size: 3\nbag-size: 4\n"), WARNING, True, "Bag-Size stands"),
    Case("the right sum", partial(told, f"Payload-Oxum: {OXUM}\n"), VALID, True),
    Case("the sum in other case", partial(told, "payload-oxum: 1.1\n"), INVALID, True, "promises 1 bytes in 1 files"),
    Case("a wrong length", partial(told, f"Payload-Oxum: 1{OXUM}\n"), INVALID, False, "Payload-Oxum promises"),
    Case("a wrong number", partial(told, f"Payload-Oxum: {OXUM}0\n"), INVALID, False, "Payload-Oxum promises"),
    Case("no sum", partial(told, "Payload-Oxum: many\n"), INVALID, False, 'Payload-Oxum is "many"'),
    Case("half a sum", partial(told, "Payload-Oxum: 3.\n"), INVALID, False, "Payload-Oxum is"),
    Case("two sums, 1.0", partial(told, f"Payload-Oxum: {OXUM}\n" * 2), INVALID, True, "more than once"),
    Case("two sums, 0.97", partial(told, f"Payload-Oxum: {OXUM}\n" * 2, "0.97"), WARNING, True, "more than once"),
    Case("not its version's name", partial(Bag, "0.95", tags={"bag-info.txt": b"no colon"}), VALID, True),
)

URL = "https://example.org/x"
FETCH = (
    Case("here and listed", partial(fetching, f"{URL} - data/letter.txt\n"), VALID, True),
    Case("tabs, a length", partial(fetching, f"{URL}\t11 \tdata/letter.txt\n"), VALID, True),
    Case("another length", partial(fetching, f"{URL} 12 data/letter.txt\n"), WARNING, True, "12 bytes.* has 11"),
    Case("a length of many digits", partial(fetching, f"{URL} {'9' * 9000} data/letter.txt\n"), VALID, True),
    Case("no length", partial(fetching, f"{URL} data/letter.txt\n"), INVALID, False, "Line 1 is not an address"),
    Case("no number", partial(fetching, f"{URL} 1e3 data/letter.txt\n"), INVALID, True, "length 1e3"),
    Case("no address", partial(fetching, "letter.txt - data/letter.txt\n"), INVALID, False, "not a whole address"),
    Case("no host", partial(fetching, "http:/x - data/letter.txt\n"), INVALID, False, "not a whole address"),
    Case("another scheme", partial(fetching, "urn:x:y - data/letter.txt\n"), VALID, False),
    Case("an empty line", partial(fetching, f"\n{URL} - data/letter.txt\n"), WARNING, False, "Line 1 is empty"),
    Case("not listed, 1.0", partial(fetching, f"{URL} - data/none\n"), INVALID, True, f"data/none, which {M} does not"),
    Case("not listed, 0.97", partial(fetching, f"{URL} - data/none\n", "0.97"), WARNING, True, "no payload manifest"),
    Case("a tag file, 1.0", partial(fetching, f"{URL} - bag-info.txt\n"), INVALID, True, "not below data/"),
    Case("a tag file, 0.97", partial(fetching, f"{URL} - bag-info.txt\n", "0.97"), WARNING, True, "not below data/"),
    Case("a step up", partial(fetching, f"{URL} - data/../../x\n"), INVALID, False, "would write data/../../x"),
)

LINKS = (
    Case("in the payload, unlisted", partial(Bag, links={"data/away": "/etc/hostname"}), INVALID, False, "^data/away"),
    Case(
        "in the payload, listed",
        partial(listing, f"{LIST}{checksum('sha512', b'out')}  data/in\n", links={"data/in": "letter.txt"}),
        INVALID,
        False,
        "^data/in: manifest-sha512.txt lists it. This is a link",
    ),
    Case(
        "to a folder",
        partial(
            listing,
            f"{LIST}{NORTH}  data/in/north.txt\n",
            links={"data/in": "maps"},
        ),
        INVALID,
        False,
        "^data/in/north.txt: .*This is a link",
    ),
    Case(
        "to a payload file",
        partial(listing, f"{LIST}{LETTER}  data/in\n", links={"data/in": "letter.txt"}),
        INVALID,
        True,
        "^data/in: .*This is a link",
    ),
    Case("beside the payload", partial(Bag, links={"latest": "data"}), WARNING, True, "^latest: This is a link"),
    Case(
        "the declaration",
        partial(Bag, tags={"b": declared("1.0")}, after={"bagit.txt": None}, links={"bagit.txt": "b"}),
        INVALID,
        True,
        "^bagit.txt: This is a link",
    ),
)

RULES = [
    pytest.param(case, id=f"{group}: {case.name}")
    for group, cases in (
        ("declaration", DECLARATION),
        ("manifest", MANIFESTS),
        ("tag manifest", TAGS),
        ("bag-info", BAG_INFO),
        ("fetch", FETCH),
        ("link", LINKS),
    )
    for case in cases
]


@pytest.mark.parametrize("case", RULES)
def test_each_rule_has_its_verdict_and_the_file_is_named(case: Case, tmp_path: Path) -> None:
    holds(case, tmp_path / "bag")


def test_without_a_payload_folder_it_is_no_bag(tmp_path: Path) -> None:
    folder = Bag(payload={}).write(tmp_path / "bag")
    (folder / "data").rmdir()

    assert examine(folder).faults == ("data: There is no folder of this name; a bag must have one.",)


def test_a_payload_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    folder = Bag().write(tmp_path / "bag")
    (folder / "data").rename(tmp_path / "elsewhere")
    (folder / "data").symlink_to(tmp_path / "elsewhere")

    faults = examine(folder).faults

    assert "data: This is a link; a bag holds plain files, and links are not followed." in faults
    assert any(one.startswith("data/letter.txt: manifest-sha512.txt lists it. This is a link") for one in faults)


def test_a_pipe_is_named_and_never_opened(tmp_path: Path) -> None:
    folder = Bag().write(tmp_path / "bag")
    os.mkfifo(folder / "data/pipe")

    assert examine(folder).faults == ("data/pipe: This is a pipe, a socket or a device, not a file.",)


def test_a_bag_may_be_named_by_a_link(tmp_path: Path) -> None:
    Bag().write(tmp_path / "bag")
    (tmp_path / "latest").symlink_to("bag")

    assert verdict_of(examine(tmp_path / "latest")) == VALID


def test_a_packed_bag_is_to_be_unpacked_first(tmp_path: Path) -> None:
    (tmp_path / "bag.zip").write_bytes(b"PK\x03\x04")

    assert examine(tmp_path / "bag.zip").faults == ("bag.zip: This is a file; unpack it first, then name its folder.",)
    assert examine(tmp_path / "none").faults == ("none: There is no such folder.",)
    assert examine(tmp_path / "a\0b").faults == ("a\\x00b: There is no such folder.",)


def test_a_folder_and_a_file_that_cannot_be_read_are_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Bag().write(tmp_path / "bag")

    def refused(path: Path) -> list[bytes]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("safeconduct.seal.plain_bagit.hashing.slices", refused)
    assert "data/letter.txt: It cannot be read (Permission denied)." in examine(folder).faults

    monkeypatch.setattr("os.scandir", refused)
    assert ".: This folder cannot be read (Permission denied)." in examine(folder).faults


def test_a_flood_of_faults_is_counted_not_told(tmp_path: Path) -> None:
    many = {f"data/{number}": b"" for number in range(MOST + 7)}
    folder = Bag(payload=many, tag_algorithms=(), after=dict.fromkeys(many, b"x")).write(tmp_path / "bag")

    faults = examine(folder).faults

    assert len(faults) == MOST + 1
    assert faults[-1] == "There are 7 more faults."


def test_control_signs_in_a_name_are_never_printed(tmp_path: Path) -> None:
    folder = Bag(after={"data/\x1b[2J\u202egnp.exe": b""}).write(tmp_path / "bag")

    assert examine(folder).faults == ("data/\\x1b[2J\\u202egnp.exe: No payload manifest lists it.",)
