# SPDX-License-Identifier: Apache-2.0
"""Attacks by somebody without any key, who changes what lies in the package."""

from attack import FOLDER, GREEN, OWN, ZIP, Attacks
from parcel import (
    FIRST,
    LETTER,
    MANIFEST,
    POCKET,
    RELEASE,
    REPORT,
    SPOT,
    STATUS,
    TAGS,
    Parcel,
    digest,
    listed,
    sig,
    sign_off_of,
    signed_by,
    spelled,
)
from sealing_office import PEOPLE, id_of, made_key

from safeconduct.seal.keys import public_of

attack = Attacks("files")


@attack("a byte flipped", "one digit of a telephone number goes unnoticed", f"RGGG whole altered {SPOT} 6")
def _(parcel: Parcel) -> None:
    parcel.flip(SPOT)


@attack("a file cut short", "the last steps of a guide are not there", f"RGGG whole altered {POCKET} 6")
def _(parcel: Parcel) -> None:
    parcel.files[POCKET] = parcel.files[POCKET][:-1]


@attack("a file made longer", "a PDF reader shows what was appended last", f"RGGG whole altered {POCKET} 6")
def _(parcel: Parcel) -> None:
    parcel.files[POCKET] += b"\n%%EOF 1 0 obj"


@attack("a file emptied", "an empty file looks like a bad copy", f"RGGG whole altered {REPORT} 6")
def _(parcel: Parcel) -> None:
    parcel.files[REPORT] = b""


@attack("a file deleted", "nobody misses the letter to the lawyer", f"RGGG whole missing {LETTER} 6")
def _(parcel: Parcel) -> None:
    parcel.drop(LETTER)


@attack("a file added", "BagIt's own tools let it pass", "RGGG whole unlisted data/extra.pdf 6")
def _(parcel: Parcel) -> None:
    parcel.put({"data/extra.pdf": b"%PDF-1.7 go north instead"})


@attack("a file renamed", "the right bytes under a wrong name", f"RGGG whole missing {REPORT} 6")
def _(parcel: Parcel) -> None:
    parcel.rename(REPORT, "data/report2.json")


@attack("two files swapped", "all digests are there, at other names", f"RGGG whole altered {LETTER} 6")
def _(parcel: Parcel) -> None:
    parcel.files[LETTER], parcel.files[SPOT] = parcel.files[SPOT], parcel.files[LETTER]


@attack("the list written anew", "sha256sum -c says OK to all files", f"RGGG whole altered {MANIFEST} 6")
def _(parcel: Parcel) -> None:
    parcel.flip(SPOT)
    kit = {name: digest(content) for name, content in parcel.files.items() if name.startswith("data/")}
    parcel.files[MANIFEST] = listed(kit)


@attack("both lists written anew", "the whole bag is valid BagIt", f"RGGG whole altered {MANIFEST} 6")
def _(parcel: Parcel) -> None:
    before = parcel.files[RELEASE]
    parcel.flip(SPOT)
    parcel.list_again()
    parcel.files[RELEASE] = before


@attack(
    "everything hashed anew", "an old signature is not checked", f"GR-- genuine publisher {sig(RELEASE, 'press')} 7"
)
def _(parcel: Parcel) -> None:
    parcel.flip(SPOT)
    parcel.list_again()


@attack(
    "hashed anew and signed by a stranger",
    "any right signature is taken for the publisher's",
    f"GR-- genuine publisher {sig(RELEASE, 'stranger')} 7",
)
def _(parcel: Parcel) -> None:
    parcel.flip(SPOT)
    parcel.list_again()
    parcel.publish("stranger")


@attack(
    "signed by a stranger in the publisher's file name",
    "the name of the file is believed, not the key in it",
    f"GR-- genuine publisher {sig(RELEASE, 'press')} 7",
)
def _(parcel: Parcel) -> None:
    parcel.flip(SPOT)
    parcel.list_again()
    parcel.files[sig(RELEASE, "press")] = signed_by("stranger", "release", parcel.files[RELEASE])


def another_press(parcel: Parcel) -> None:
    """Everything made by strangers who call themselves by the name of the press."""
    thieves = {id_of(name): f"thief-{name}" for name in PEOPLE}
    root = parcel.record(FIRST)
    ids = {key: id_of(thief) for key, thief in thieves.items()}
    root["keys"] = {ids[key]: {"key": public_of(made_key(thieves[key])), "until": None} for key in root["keys"]}
    root["roles"] = {
        role: {**told, "keys": sorted(ids[key] for key in told["keys"])} for role, told in root["roles"].items()
    }
    parcel.flip(SPOT)
    parcel.list_again()
    parcel.files[FIRST] = spelled(root)
    for name in (FIRST, RELEASE, STATUS):
        parcel.drop_signatures(name)
    parcel.sign(FIRST, "thief-root-1", "thief-root-2")
    parcel.sign(RELEASE, "thief-press")
    parcel.sign(STATUS, "thief-clerk")
    signed = (
        ("author", "author-1"),
        ("fact-check", "checker-1"),
        ("translator", "translator-1"),
        ("legal", "lawyer-1"),
    )
    for role, person in signed:
        parcel.drop_sign_off(role, person)
        parcel.sign_off(role, f"thief-{person}")


STRANGERS = "a whole press that calls itself by the same name is taken for it"
attack.add("another press", STRANGERS, another_press, f"GR-- genuine other-root {FIRST} 7")
attack.add(
    "another press, and nothing compared",
    STRANGERS,
    another_press,
    f"GYGG genuine not-compared {FIRST} 7",
    trusted=None,
)
attack.add(
    "another press, believed by its reader",
    "a control: strangers' digits stand for strangers",
    another_press,
    GREEN,
    trusted=OWN,
)

EXTRA = {
    "beside everything": "autorun.inf",
    "of a stock tool": "fetch.txt",
    "as a weaker list": "manifest-md5.txt",
    "as a stronger list": "manifest-sha512.txt",
    "beside the verifier, to be loaded by it": "json.py",
    "below the kit": "data/letter/letter2.pdf",
    "beside the seal": "seal/release2.json",
    "beside the attestations": "seal/attestations/note.txt",
    "as an attestation with a wrong name": "seal/attestations/legal.362987c21e6d094.json",
    "as an attestation in a folder below": f"seal/attestations/old/legal.{id_of('lawyer-1')}.json",
    "beside the roots": "trust/root.json",
    "as a root with a zero before its number": "trust/01.root.json",
    "as root zero": "trust/0.root.json",
    "as a root beyond all numbers": "trust/1000000.root.json",
    "among the signatures": f"{RELEASE}.sigs/note.txt",
    "as a signature with a longer name": f"{RELEASE}.sigs/{id_of('press')}.sig.bak",
    "as a signature in capitals": f"{RELEASE}.sigs/{'AB' * 8}.sig",
    "as a signature of what needs none": f"{MANIFEST}.sigs/{id_of('press')}.sig",
}
for where, extra in EXTRA.items():

    def put_in(parcel: Parcel, name: str = extra) -> None:
        parcel.put({name: b"{}"})

    attack.add(
        f"an extra file {where}",
        "it is opened, run or believed like the rest",
        put_in,
        f"RGGG whole unlisted {extra} 6",
    )


@attack("an empty extra file", "what has no bytes is not counted", "RGGG whole unlisted data/Thumbs.db 6")
def _(parcel: Parcel) -> None:
    parcel.put({"data/Thumbs.db": b""})


@attack("a hidden extra file", "what begins with a dot is not listed", "RGGG whole name data/.DS_Store 6")
def _(parcel: Parcel) -> None:
    parcel.put({"data/.DS_Store": b"\0"})


@attack("an empty folder", "a control: folders without a file are not looked at", GREEN, shapes=FOLDER)
def _(parcel: Parcel) -> None:
    parcel.folders.update({"data/nothing/here", "extra"})


for forged in ("READ-ME.txt", "verify.html", "verify.py", "bagit.txt", "seal/manifest.json", "bag-info.txt"):

    def replace(parcel: Parcel, name: str = forged) -> None:
        parcel.put({name: b"all is well"})

    attack.add(f"{forged} replaced", "it says that all is well", replace, f"RGGG whole altered {forged} 6")


@attack("a tag file deleted", "without bag-info.txt the bag is still valid", "RGGG whole missing bag-info.txt 6")
def _(parcel: Parcel) -> None:
    parcel.drop("bag-info.txt")


@attack("the list deleted", "without a list nothing can be wrong", f"RGGG whole missing {MANIFEST} 6")
def _(parcel: Parcel) -> None:
    parcel.drop(MANIFEST)
    parcel.flip(SPOT)


@attack("the tag list deleted", "without a list nothing can be wrong", f"RGGG whole missing {TAGS} 6")
def _(parcel: Parcel) -> None:
    parcel.drop(TAGS)


@attack("the release deleted", "what has no seal cannot be broken", "R--- whole not-a-package - 6")
def _(parcel: Parcel) -> None:
    parcel.drop(RELEASE)


@attack("all of seal/ and trust/ deleted", "it passes for a plain bag", "R--- whole not-a-package - 6")
def _(parcel: Parcel) -> None:
    for name in [one for one in parcel.files if one.startswith(("seal/", "trust/"))]:
        parcel.drop(name)


@attack("the first root deleted", "without a root there is no other root", f"RR-- whole missing {FIRST} 6")
def _(parcel: Parcel) -> None:
    parcel.drop(FIRST)


@attack(
    "the package in a folder of the package", "the reader opens what lies beside it", "R--- whole not-a-package - 6"
)
def _(parcel: Parcel) -> None:
    parcel.files = {f"package/{name}": content for name, content in parcel.files.items()}


@attack("an empty folder for a package", "nothing is not wrong", "R--- whole not-a-package - 6")
def _(parcel: Parcel) -> None:
    parcel.files = {}


@attack("a picture for a package", "what is not understood is not refused", "R--- whole not-a-package - 6", shapes=ZIP)
def _(parcel: Parcel) -> None:
    parcel.raw = b"\x89PNG\r\n\x1a\n" + b"package" * 99


@attack(
    "an empty file for a package", "what is not understood is not refused", "R--- whole not-a-package - 6", shapes=ZIP
)
def _(parcel: Parcel) -> None:
    parcel.raw = b""


@attack(
    "a status too large", "the reader's memory is filled until the status is skipped", f"GGGR current status {STATUS} 7"
)
def _(parcel: Parcel) -> None:
    parcel.files[STATUS] += b" " * (1 << 20)


@attack("a root too large", "the chain is not read to its end", f"GR-- genuine root {FIRST} 7")
def _(parcel: Parcel) -> None:
    parcel.files[FIRST] += b" " * (1 << 20)


@attack("a signature too large", "it is not read and not missed", f"GR-- genuine publisher {sig(RELEASE, 'press')} 7")
def _(parcel: Parcel) -> None:
    parcel.files[sig(RELEASE, "press")] += b"\n" * 8192


@attack("a sign-off too large", "it is not read and not missed", "GGR- signed_off role legal 7".replace("R-", "RG"))
def _(parcel: Parcel) -> None:
    parcel.files[sign_off_of("legal", "lawyer-1")] += b" " * (1 << 20)


@attack("an extra file of 1 MiB below trust/", "only small files are looked at there", "RGGG whole unlisted trust/x 6")
def _(parcel: Parcel) -> None:
    parcel.put({"trust/x": bytes(1 << 20)})


# ---- What only a folder can hold.


@attack(
    "a link for a file",
    "it points at another file on the reader's disk",
    f"RGGG whole not-plain {SPOT} 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.files["READ-ME.txt.copy"] = parcel.files.pop(SPOT)
    parcel.rename("READ-ME.txt.copy", "data/copy.wav")
    parcel.links[SPOT] = "copy.wav"


@attack(
    "a link that leads nowhere",
    "what cannot be opened is left out",
    "RGGG whole not-plain data/gone 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.links["data/gone"] = "../../nowhere"


@attack(
    "a link to a folder",
    "the whole kit lies elsewhere, and can change",
    "RGGG whole not-plain data 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    for name in [one for one in parcel.files if one.startswith("data/")]:
        parcel.rename(name, f"kit/{name[5:]}")
    parcel.links["data"] = "kit"


@attack(
    "a link for the status",
    "the word of the press can be exchanged later",
    f"RGGR whole not-plain {STATUS} 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.rename(STATUS, "seal/other.json")
    parcel.links[STATUS] = "other.json"


@attack(
    "a link for the release",
    "the seal can be exchanged later",
    f"R--- whole not-plain {RELEASE} 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.rename(RELEASE, "seal/other.json")
    parcel.links[RELEASE] = "other.json"


@attack(
    "a link for the first root",
    "the root can be exchanged later",
    f"RR-- whole not-plain {FIRST} 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.rename(FIRST, "trust/other")
    parcel.links[FIRST] = "other"


@attack(
    "a pipe among the files",
    "the verifier waits for ever",
    "RGGG whole not-plain data/pipe 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.pipes.add("data/pipe")


@attack(
    "a pipe for a listed file",
    "the verifier waits for ever",
    f"RGGG whole not-plain {SPOT} 6",
    shapes=FOLDER,
    page=False,
)
def _(parcel: Parcel) -> None:
    parcel.drop(SPOT)
    parcel.pipes.add(SPOT)


@attack("a file that nobody may read", "what cannot be read is not compared", f"RGGG whole unreadable {SPOT} 6",
        shapes=FOLDER, page=False, as_root=False)  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.closed.add(SPOT)
