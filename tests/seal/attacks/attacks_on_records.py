# SPDX-License-Identifier: Apache-2.0
"""Records in another spelling or with other fields, rightly signed: two programs read two things, or one stumbles."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from attack import BOTH, FOLDER, GREEN, OWN, Attacks
from attrs import frozen
from parcel import FIRST, RELEASE, SECOND, STATUS, Parcel, signed_by, spelled

attack = Attacks("records")


@frozen
class Kind:
    """A kind of record: what is said when it is bad, and how it is put into a package with right signatures."""

    name: str
    expected: str
    put: Callable[[Parcel, bytes], None]
    read: Callable[[Parcel], Any]


def put_release(parcel: Parcel, content: bytes) -> None:
    parcel.files[RELEASE] = content
    parcel.sign(RELEASE, "press")
    parcel.agreed()


def put_status(parcel: Parcel, content: bytes) -> None:
    parcel.files[STATUS] = content
    parcel.sign(STATUS, "clerk")


def put_root(parcel: Parcel, content: bytes) -> None:
    parcel.files[SECOND] = content
    parcel.sign(SECOND, "root-1", "root-2")


def put_attestation(parcel: Parcel, content: bytes) -> None:
    name = parcel.sign_off("legal", "lawyer-1")
    parcel.files[name] = content
    parcel.files[name[:-5] + ".sig"] = signed_by("lawyer-1", "attestation.legal", content)


KINDS = {
    "release": Kind("release", f"R--- whole form {RELEASE} 6", put_release, lambda parcel: parcel.record(RELEASE)),
    "status": Kind("status", f"GGGR current status {STATUS} 7", put_status, lambda parcel: parcel.record(STATUS)),
    "root": Kind(
        "root", f"GR-- genuine root {SECOND} 7", put_root, lambda parcel: {**parcel.record(FIRST), "version": 2}
    ),
    "sign-off": Kind(
        "sign-off",
        "GGRG signed_off role legal 7",
        put_attestation,
        lambda parcel: parcel.record(parcel.sign_off("legal", "lawyer-1")),
    ),
}


def spell(parcel: Parcel, kind: Kind, bend: Callable[[bytes], bytes]) -> None:
    honest = spelled(kind.read(parcel))
    assert bend(honest) != honest
    kind.put(parcel, bend(honest))


def tell(parcel: Parcel, kind: Kind, bend: Callable[[Any], Any]) -> None:
    kind.put(parcel, spelled(bend(kind.read(parcel))))


# ---- Other spellings, of every kind of record.


def twice(raw: bytes) -> bytes:
    return raw.replace(b'"schema":', b'"schema":"safeconduct.other/1","schema":', 1)


def floated(raw: bytes) -> bytes:
    """One number of it, or else a new field, as a float."""
    for number in (b'"version":2', b'"version":3'):
        if number in raw:
            return raw.replace(number, number + b".0", 1)
    return raw[:-1] + b',"version":2.0}'


def numbered(raw: bytes, spelling: bytes) -> bytes:
    for number in (b'"version":2', b'"version":3'):
        if number in raw:
            return raw.replace(number, b'"version":' + spelling, 1)
    return raw[:-1] + b',"version":' + spelling + b"}"


SPELLINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a key twice": ("of two equal keys each program takes another", twice),
    "a byte order mark": ("one program skips it", lambda raw: b"\xef\xbb\xbf" + raw),
    "a line end": ("an editor adds it, and a second digest is right", lambda raw: raw + b"\n"),
    "CRLF": ("Windows adds it", lambda raw: raw + b"\r\n"),
    "spaces": ("a second spelling of one record", lambda raw: json.dumps(json.loads(raw), ensure_ascii=False).encode()),
    "keys not sorted": (
        "a second spelling of one record",
        lambda raw: json.dumps(
            dict(reversed(json.loads(raw).items())), ensure_ascii=False, separators=(",", ":")
        ).encode(),
    ),
    "a float": ("2.0 is 2 for one program", floated),
    "an exponent": ("1e3 is 1000 for one program", partial(numbered, spelling=b"1e3")),
    "minus zero": ("-0 is 0, and is not", partial(numbered, spelling=b"-0")),
    "a leading zero": ("02 is 2 for one program", partial(numbered, spelling=b"02")),
    "a number above 2^53": ("two numbers are one for JavaScript", partial(numbered, spelling=b"9007199254740993")),
    "the number 2^53": ("the first that JavaScript cannot tell apart", partial(numbered, spelling=b"9007199254740992")),
    "a number of 5,000 digits": ("the reader stumbles or waits", partial(numbered, spelling=b"1" * 5000)),
    "NaN": ("Python reads it", partial(numbered, spelling=b"NaN")),
    "Infinity": ("Python reads it", partial(numbered, spelling=b"Infinity")),
    "an escape": (r"\u0073 is s", lambda raw: raw.replace(b'"schema":"s', b'"schema":"\\u0073', 1)),
    "an escaped slash": (r"\/ is /", lambda raw: raw.replace(b"/1", b"\\/1", 1).replace(b"/2", b"\\/2", 1)),
    "half a surrogate, escaped": (
        "one program keeps it, another replaces it",
        lambda raw: raw.replace(b'"schema":"', b'"schema":"\\ud800', 1),
    ),
    "half a surrogate in UTF-8": (
        "one program replaces it",
        lambda raw: raw.replace(b'"schema":"', b'"schema":"\xed\xa0\x80', 1),
    ),
    "another byte than UTF-8 has": ("one program replaces it", lambda raw: raw.replace(b"safe", b"\xff", 1)),
    "an overlong slash": ("one program reads / and another does not", lambda raw: raw.replace(b"/", b"\xc0\xaf", 1)),
    "UTF-16": ("a program that guesses reads it", lambda raw: raw.decode().encode("utf-16")),
    "a zero byte behind it": ("a program in C stops there", lambda raw: raw + b"\0"),
    "a comment": ("some programs skip it", lambda raw: raw + b"/* true */"),
    "two records": ("each program takes another", lambda raw: raw + raw),
    "cut off": ("what is left is believed", lambda raw: raw[:-1]),
    "empty": ("nothing is not wrong", lambda _: b""),
    "nested 100,000 deep": ("the reader's stack is full", lambda _: b"[" * 100_000),
    "nested deep, and well-formed": (
        "the reader's stack is full",
        lambda raw: raw[:-1] + b',"zz":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    ),
}
# ---- Other fields, of every kind of record.
FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "a field that nobody knows": ("a new field is skipped by old programs", lambda v: {**v, "requires": ["publisher"]}),
    "a field named __proto__": ("JavaScript takes it for something else", lambda v: {**v, "__proto__": {"version": 9}}),
    "a field that is missing": ("a usual value is taken", lambda v: {key: v[key] for key in v if key != "schema"}),
    "another schema": (
        "an older form is read by older rules",
        lambda v: {**v, "schema": v["schema"].split("/")[0] + "/0"},
    ),
    "the schema of another record": ("one record is taken for another", lambda v: {**v, "schema": "safeconduct.log/1"}),
    "a schema in which a dot is another sign": (
        "a dot of a pattern fits any sign",
        lambda v: {**v, "schema": v["schema"].replace(".", ",")},
    ),
    "a list for a table": ("an empty list is an empty table", lambda v: [v]),
    "null": ("nothing is not wrong", lambda _: None),
    "a text for a table": ("the reader stumbles", lambda _: "safeconduct"),
}
for kind in KINDS.values():
    # How a record is spelled does not depend on how a package travels: only statuses do both.
    shapes = BOTH if kind.name == "status" else FOLDER
    for what, (why, bend) in SPELLINGS.items():
        attack.add(f"{kind.name}: {what}", why, partial(spell, kind=kind, bend=bend), kind.expected, shapes=shapes)
    for what, (why, tale) in FIELDS.items():
        attack.add(f"{kind.name}: {what}", why, partial(tell, kind=kind, bend=tale), kind.expected, shapes=shapes)


# ---- What single fields may not hold.


def with_field(value: Any, path: str, what: object) -> Any:
    """`value` with another `what` at "a.b.0"."""
    *way, last = path.split(".")
    spot = value
    for step in way:
        spot = spot[int(step)] if isinstance(spot, list) else spot[step]
    spot[int(last) if isinstance(spot, list) else last] = what
    return value


LATER = {
    "id": "kursk-2024",
    "first": 1,
    "last": 2,
    "on": "2024-11-24",
    "severity": "stop",
    "steps": [],
    "reason": {"en": "No.", "ko": "아니.", "ru": "Нет.", "uk": "Ні."},
    "replaced_by": None,
}
BAD_TEXTS = {
    "a control character": "An\x07appeal",
    "a command of the terminal": "An\x1b[2Jappeal",
    "a tab": "An\tappeal",
    "a carriage return": "An appeal\rWHOLE: yes",
    "a control character of Latin-1": "An\x85appeal",
    "a direction that turns all round": "An \u202elaeppa",
    "an isolated direction": "An \u2067appeal",
    "a mark of direction": "An\u200fappeal",
    "an Arabic mark of direction": "An\u061cappeal",
    "a byte order mark": "An\ufeffappeal",
    "nothing": "",
    "white space alone": " \n\u00a0\u2003\u3000",
    "2,001 signs": "a" * 2001,
    "2,001 signs beyond 16 bits": "\U0001f54a" * 2001,
}
for what, text in BAD_TEXTS.items():
    for kind, at in ((KINDS["release"], "titles.en"), (KINDS["sign-off"], "conditions")):
        told: object = text if at != "conditions" else {"en": text}
        attack.add(
            f"{kind.name}: a text with {what}",
            "the reader sees another text than was signed",
            partial(tell, kind=kind, bend=partial(with_field, path=at, what=told)),
            kind.expected,
            shapes=FOLDER,
        )

BAD_FIELDS: dict[str, tuple[str, str, object]] = {
    "a day that does not exist": ("status", "next", "2025-02-29"),
    "a day in the month 13": ("status", "next", "2025-13-01"),
    "a day with an hour": ("status", "next", "2025-02-01T00:00"),
    "a day in other digits": ("status", "next", "２０２５-02-01"),
    "a day before the year 2000": ("status", "issued", "1999-12-31"),
    "a day after the year 9999": ("status", "next", "10000-01-01"),
    "a short day": ("status", "next", "2025-2-1"),
    "a version of zero": ("status", "version", 0),
    "a version that is true": ("status", "version", True),
    "a version that is a text": ("status", "version", "3"),
    "a version that is null": ("status", "version", None),
    "a version that is a list": ("status", "version", [3]),
    "latest zero": ("status", "latest", {"kursk-2024": 0}),
    "latest for an id in capitals": ("status", "latest", {"Kursk-2024": 2}),
    "latest for __proto__": ("status", "latest", {"__proto__": 9}),
    "a key that is not ASCII": ("status", "latest", {"курск": 2}),
    "a log head in capitals": ("status", "log_head", "AB" * 32),
    "a recall without Korean": (
        "status",
        "recalled",
        [{**LATER, "reason": {"en": "No.", "ru": "Нет.", "uk": "Ні."}}],
    ),
    "a recall that ends before it begins": ("status", "recalled", [{**LATER, "first": 3}]),
    "a recall of an unknown severity": ("status", "recalled", [{**LATER, "severity": "note"}]),
    "a recall with a step of many words": ("status", "recalled", [{**LATER, "steps": ["step 4"]}]),
    "a recall with one field more": ("status", "recalled", [{**LATER, "unless": "x"}]),
    "no kinds": ("release", "kinds", []),
    "kinds not sorted": ("release", "kinds", ["letter", "leaflet"]),
    "a kind twice": ("release", "kinds", ["leaflet", "leaflet", "letter"]),
    "a kind in capitals": ("release", "kinds", ["Leaflet"]),
    "another status": ("release", "status", "draft"),
    "a status in capitals": ("release", "status", "FINAL"),
    "no English title": ("release", "titles", {"uk": "Звернення"}),
    "a language that is none": ("release", "titles", {"en": "An appeal", "english": "An appeal"}),
    "an id that climbs": ("release", "id", "../kursk"),
    "an id with a line end": ("release", "id", "kursk-2024\n"),
    "an id of 41 signs": ("release", "id", "k" * 41),
    "a digest with a line end": ("release", "manuscript", "0" * 64 + "\n"),
    "a digest of 63 digits": ("release", "toolchain", "0" * 63),
    "an expiry that is a text": ("release", "expires", "never"),
    "a sign-off of no role": ("sign-off", "role", ""),
    "a sign-off whose scope is not sorted": ("sign-off", "covers", ["b", "a"]),
    "a sign-off whose scope is a text": ("sign-off", "covers", "all"),
    "a sign-off with a review that is no day": ("sign-off", "review_by", "soon"),
}
for what, (of, path, value) in BAD_FIELDS.items():
    attack.add(
        f"{of}: {what}",
        "each program reads it in its own way",
        partial(tell, kind=KINDS[of], bend=partial(with_field, path=path, what=value)),
        KINDS[of].expected,
        shapes=FOLDER,
    )


def without_digest(value: Any, name: str) -> Any:
    del value["digests"][name]
    return value


def with_digest(value: Any, name: str) -> Any:
    value["digests"][name] = "0" * 64
    return value


for left_out in ("READ-ME.txt", "verify.py", "seal/manifest.json", "manifest-sha256.txt"):
    attack.add(
        f"release: no digest of {left_out}",
        "what is not listed is not compared",
        partial(tell, kind=KINDS["release"], bend=partial(without_digest, name=left_out)),
        KINDS["release"].expected,
        shapes=FOLDER,
    )
for put_in in ("data/report.json", STATUS, SECOND, "../x", "nul", "seal/attestations/legal.0123456789abcdef.sig"):
    attack.add(
        f"release: a digest of {put_in}",
        "one file is judged by two rules",
        partial(tell, kind=KINDS["release"], bend=partial(with_digest, name=put_in)),
        KINDS["release"].expected,
        shapes=FOLDER,
    )


@attack("release: everything at its edge", "a control: the longest texts, the largest numbers, all languages", GREEN)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(
        titles={"en": "a" * 2000, "ko-KP": "\U0001f54a" * 2000, "uk": 'Рядок\nдругий «\u2019»\u200b\\"/\u2028'},
        version=2**53 - 1,
        manuscript="0" * 64,
        expires="9999-12-31",
    )
    parcel.word(latest={"kursk-2024": 2**53 - 1})


@attack("status: names that JavaScript knows", "a control: tables have no fields but those that they have", GREEN)
def _(parcel: Parcel) -> None:
    parcel.word(latest={"constructor": 9, "kursk-2024": 2, "valueof": 9})


@attack("release: an id that JavaScript knows", "a version of something else is found for it", GREEN)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(id="constructor", kinds=["constructor"])


attack.add("first root: a key twice", "of two equal keys each program takes another",
           lambda parcel: first_root(parcel, twice), f"GR-- genuine root {FIRST} 7", trusted=OWN)  # fmt: skip


def first_root(parcel: Parcel, bend: Callable[[bytes], bytes]) -> None:
    parcel.files[FIRST] = bend(parcel.files[FIRST])
    parcel.sign(FIRST, "root-1", "root-2")
