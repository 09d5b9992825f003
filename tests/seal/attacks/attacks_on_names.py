# SPDX-License-Identifier: Apache-2.0
"""Names that some disk, archive, shell or eye takes for others, all of them listed and signed by everybody."""

from attack import GREEN, ZIP, Attacks
from parcel import LETTER, RELEASE, SPOT, Parcel, digest

attack = Attacks("names")
BAD = {
    "an option": ("-rf", "a shell takes it for an option"),
    "hidden": (".profile", "nobody sees it"),
    "a device": ("nul", "Windows loses it"),
    "a device with an ending": ("CON.txt", "Windows loses it"),
    "a port": ("com1.pdf", "Windows waits for ever"),
    "a port in capitals, two endings": ("LPT9.tar.gz", "Windows waits for ever"),
    "a dot at its end": ("letter.", "Windows drops the dot, and two files are one"),
    "too long": ("x" * 101, "some disks cut it"),
    "a drive": ("C:letter.pdf", "Windows writes to another drive"),
    "a stream": ("letter.pdf:hidden", "Windows hides it in another file"),
    "a folder of Windows": ("..\\..\\letter.pdf", "it is unpacked elsewhere"),
    "a pattern": ("*", "a shell takes it for all files"),
    "a home": ("~root", "a shell takes it for a folder elsewhere"),
    "a percent sign": ("%2e%2e", "a browser takes it for a folder elsewhere"),
    "markup": ("<img src=x onerror=alert(1)>", "the page runs it"),
    "a space": ("letter 2.pdf", "a list is split there"),
    "a line end": ("a\nREAD-ME.txt", "one line of a list is two"),
    "a command of the terminal": ("a\x1b[2J", "the terminal forgets the warning"),
    "a direction": ("letter\u202efdp.exe", "a program looks like a PDF"),
    "of no width": ("letter\u200b.pdf", "two names look alike"),
    "a Latin letter that is Cyrillic": ("l\u0435tter.pdf", "two names look alike"),
    "composed (NFC)": ("sp\u00f3t.wav", "one list fits on some disks only"),
    "decomposed (NFD)": ("spo\u0301t.wav", "one list fits on some disks only"),
    "Korean, composed": ("호소문.pdf", "a Mac decomposes it"),
    "Korean, decomposed": ("\u1112\u1169\u1109\u1169\u1106\u116e\u11ab.pdf", "a Mac decomposes it"),
    "a letter that is a k when made small": ("\u212a.pdf", "it falls together with k.pdf"),
    "too deep": ("d/" * 19 + "x", "the reader's stack is full"),
    "a device for a folder": ("aux/letter.pdf", "Windows loses the folder"),
}


def is_printable(name: str) -> bool:
    return all("!" <= sign <= "~" for sign in name)


for what, (bad, why) in BAD.items():

    def add_signed(parcel: Parcel, name: str = f"data/{bad}") -> None:
        parcel.put({name: b"hello"})
        parcel.list_again()
        parcel.everybody_agrees()

    told = f"RGGG whole name data/{bad} 6"
    attack.add(f"a name that is {what}", why, add_signed, told, told if is_printable(bad) else "R--- whole zip - 6")

for what, bad in {
    "climbs": "data/../../x",
    "is absolute": "/etc/cron.d/x",
    "has an empty part": "data//x",
    "has a dot": "data/./x",
}.items():

    def add_climbing(parcel: Parcel, name: str = bad) -> None:
        parcel.put({name: b"hello"})
        parcel.list_again()
        parcel.everybody_agrees()

    attack.add(f"a name that {what}", "it is unpacked elsewhere", add_climbing, f"RGGG whole name {bad} 6", shapes=ZIP)


@attack("names that differ by case", "on the reader's disk one of two files is left", f"RGGG whole name {SPOT} 6")
def _(parcel: Parcel) -> None:
    parcel.put({"data/SPOT.ko-KP.fm.wav": b"another number"})
    parcel.list_again()
    parcel.everybody_agrees()


@attack("folders that differ by case", "on the reader's disk they are one", f"RGGG whole name {LETTER} 6")
def _(parcel: Parcel) -> None:
    parcel.put({"data/Letter/zz.pdf": b""})
    parcel.list_again()
    parcel.everybody_agrees()


@attack("the seal in capitals", "on the reader's disk another release is read", f"RGGG whole name {RELEASE} 6")
def _(parcel: Parcel) -> None:
    parcel.put({"seal/RELEASE.json": b"{}"})


@attack("a second kit in capitals", "on the reader's disk the two are one", f"RGGG whole name {LETTER} 6")
def _(parcel: Parcel) -> None:
    parcel.put({"DATA/report.json": b"{}"})


@attack(
    "a name for a file and a folder",
    "an archive can hold both, a disk cannot",
    "RGGG whole name data/report.json/x 6",
    shapes=ZIP,
)
def _(parcel: Parcel) -> None:
    parcel.put({"data/report.json/x": b""})


@attack("a bad name in the release's digests", "what the publisher listed is not questioned", "R--- whole name -x 6")
def _(parcel: Parcel) -> None:
    parcel.put({"-x": b"hello"})
    parcel.everybody_agrees(digests={**parcel.record(RELEASE)["digests"], "-x": digest(b"hello")})


@attack(
    "names by case in the release's digests",
    "what the publisher listed is not questioned",
    f"R--- whole form {RELEASE} 6",
)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(digests={**parcel.record(RELEASE)["digests"], "read-me.TXT": digest(b"hello")})


@attack(
    "a name of bytes that are no text",
    "the list cannot name it",
    "RGGG whole name data/\udcff\udcfe 6",
    "R--- whole zip - 6",
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.put({"data/\udcff\udcfe": b"hello"})


BACKSLASH = "data\\letter/letter.uk.letter-a4.pdf"


@attack(
    "a folder with a backslash beside the true one",
    "a browser spells both alike, and one hides the other",
    f"RGGG whole name {BACKSLASH} 6",
)
def _(parcel: Parcel) -> None:
    parcel.put({BACKSLASH: b"%PDF-1.7 go north instead"})


@attack(
    "the true file in a folder with a backslash",
    "a browser finds the true one, the reader the false one",
    f"RGGG whole name {BACKSLASH} 6",
)
def _(parcel: Parcel) -> None:
    parcel.put({BACKSLASH: parcel.files[LETTER]})
    parcel.flip(LETTER)


@attack(
    "a file with a backslash beside the true one",
    "a browser spells both alike, and one hides the other",
    "RGGG whole name data\\report.json 6",
)
def _(parcel: Parcel) -> None:
    parcel.put({"data\\report.json": b"[]"})


@attack("a name at the edge", "a control: 100 signs, 20 parts, dots and capitals", GREEN)
def _(parcel: Parcel) -> None:
    deep = "data/" + "D/" * 18 + "x"
    parcel.put({"data/" + "x" * 100: b"", deep + ".-_": b"", "data/conn.txt": b"", "data/0": b"", "data/a..b": b""})
    parcel.list_again()
    parcel.everybody_agrees()
