# SPDX-License-Identifier: Apache-2.0
"""Checksum lists and bagit.txt in another spelling, published and signed off by everybody."""

from collections.abc import Callable
from functools import partial

from attack import FOLDER, ZIP, Attacks
from parcel import MANIFEST, RELEASE, REPORT, SPOT, TAGS, Parcel, digest, listed, spelled

attack = Attacks("lists")
FORM = f"RGGG whole form {MANIFEST} 6"
MORE = b"0" * 64 + b"  data/"


def relist(parcel: Parcel, bend: Callable[[bytes], bytes], name: str = MANIFEST) -> None:
    """Publish a bent list."""
    parcel.files[name] = bend(parcel.files[name])
    if name == TAGS:
        digests = {**parcel.record(RELEASE)["digests"], TAGS: digest(parcel.files[TAGS])}
        parcel.files[RELEASE] = spelled({**parcel.record(RELEASE), "digests": digests})
    else:
        parcel.digest_again()
    parcel.everybody_agrees()


def last_first(raw: bytes) -> bytes:
    return b"".join(reversed(raw.splitlines(keepends=True)))


BENT: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "not sorted": ("a second spelling of one list", last_first),
    "with CRLF": ("sha256sum looks for names that end in a carriage return", lambda raw: raw.replace(b"\n", b"\r\n")),
    "with digests in capitals": ("a second spelling of one digest", lambda raw: raw[:64].upper() + raw[64:]),
    "with a line twice": ("each program takes another line", lambda raw: raw[: raw.index(b"\n") + 1] + raw),
    "with two digests for one file": (
        "each program takes another line",
        lambda raw: raw + b"f" * 64 + b"  " + SPOT.encode() + b"\n",
    ),
    "with one space": ("older BagIt allows it", lambda raw: raw.replace(b"  ", b" ")),
    "with a tab": ("BagIt allows it", lambda raw: raw.replace(b"  ", b"\t")),
    "with the mark of a binary file": ("sha256sum allows it", lambda raw: raw.replace(b"  ", b" *")),
    "with an escape of BagIt's": ("%0A is a line end in a BagIt list", lambda raw: raw + MORE + b"z%0Az\n"),
    "with a backslash before a line": ("sha256sum unescapes that name", lambda raw: b"\\" + raw),
    "with a comment": ("sha256sum skips it", lambda raw: b"# all is well\n" + raw),
    "with an empty line": ("it is skipped", lambda raw: raw + b"\n"),
    "without its last line end": ("the last line is not read", lambda raw: raw[:-1]),
    "with a byte order mark": ("the first line is not read", lambda raw: b"\xef\xbb\xbf" + raw),
    "with nothing in it": ("nothing is not wrong", lambda _: b""),
    "with a zero byte": ("a program in C stops there", lambda raw: raw + b"\0"),
    "with bytes that are no text": ("one program replaces them", lambda raw: raw + MORE + b"\xff\n"),
    "with a line of Unicode": ("U+2028 ends a line for one program", lambda raw: raw + MORE + "z\u2028z\n".encode()),
    "with a file outside data/": ("a file of the reader's is hashed", lambda raw: raw + b"0" * 64 + b"  seal/x\n"),
    "with a path that climbs": ("a file of the reader's is hashed", lambda raw: b"0" * 64 + b"  ../x\n" + raw),
    "with an absolute path": ("a file of the reader's is hashed", lambda raw: b"0" * 64 + b"  /etc/passwd\n" + raw),
    "with ./ before a path": ("a second spelling of one path", lambda raw: b"0" * 64 + b"  ./data/report.json\n" + raw),
    "with paths that differ by case": (
        "one of two files is left",
        lambda raw: b"0" * 64 + b"  data/REPORT.json\n" + raw,
    ),
    "with one digit too few": ("a shorter digest is easier to meet", lambda raw: raw[1:]),
    "with no path": ("it fits any file", lambda raw: raw + b"f" * 64 + b"  \n"),
    "with a path alone": ("it fits any digest", lambda raw: raw + b"  data/zz\n"),
}
for what, (why, bend) in BENT.items():
    attack.add(f"the list {what}", why, partial(relist, bend=bend), FORM, shapes=FOLDER)

BENT_TAGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "not sorted": BENT["not sorted"],
    "with CRLF": BENT["with CRLF"],
    "with one line less": ("what is not listed is not compared", lambda raw: raw[raw.index(b"\n") + 1 :]),
    "with a line more": ("a file of the reader's is hashed", lambda raw: raw + b"f" * 64 + b"  verify.pyc\n"),
    "with itself": ("a list that nobody can write", lambda raw: raw + b"f" * 64 + b"  " + TAGS.encode() + b"\n"),
    "with another digest": ("two lists disagree, each program takes one", lambda raw: b"0" * 64 + raw[64:]),
    "with nothing in it": ("nothing is not wrong", lambda _: b""),
}
for what, (why, bend) in BENT_TAGS.items():
    attack.add(
        f"the tag list {what}", why, partial(relist, bend=bend, name=TAGS), f"RGGG whole form {TAGS} 6", shapes=FOLDER
    )

for what, other in {
    "of an older BagIt": b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
    "in another encoding": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n",
    "with CRLF": b"BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n",
    "with a byte order mark": b"\xef\xbb\xbfBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "with nothing in it": b"",
}.items():

    def put_other(parcel: Parcel, other: bytes = other) -> None:
        relist(parcel, lambda _: other, "bagit.txt")

    attack.add(
        f"bagit.txt {what}",
        "stock tools judge the bag by other rules",
        put_other,
        "RGGG whole form bagit.txt 6",
        shapes=FOLDER,
    )


@attack("a list that lists what is not there", "the reader looks for it elsewhere", "RGGG whole missing data/zz 6")
def _(parcel: Parcel) -> None:
    relist(parcel, lambda raw: raw + MORE + b"zz\n")


@attack("a list that leaves a file out", "what is not listed is not compared", f"RGGG whole unlisted {SPOT} 6")
def _(parcel: Parcel) -> None:
    relist(parcel, lambda raw: b"".join(line for line in raw.splitlines(True) if b"spot" not in line))


@attack("a list with a false digest", "everybody signed a list that nobody computed", f"RGGG whole altered {REPORT} 6")
def _(parcel: Parcel) -> None:
    kit = {name: digest(content) for name, content in parcel.files.items() if name.startswith("data/")}
    relist(parcel, lambda _: listed({**kit, REPORT: digest(b"[]")}))


@attack("a file outside data/ more, published", "the release may list more than it must", "GGGG 0")
def _(parcel: Parcel) -> None:
    parcel.put({"notes.txt": b"hello"})
    digests = {**parcel.record(RELEASE)["digests"], "notes.txt": digest(b"hello")}
    parcel.files[RELEASE] = spelled({**parcel.record(RELEASE), "digests": digests})
    relist(parcel, lambda raw: raw)


@attack(
    "a list that is altered, and files too",
    "the list is doubted, or the files: not both",
    f"RGGG whole altered {MANIFEST} 6",
    shapes=ZIP,
)
def _(parcel: Parcel) -> None:
    parcel.flip(MANIFEST)
    parcel.flip(SPOT)
    parcel.put({"data/new": b""})
