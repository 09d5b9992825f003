# SPDX-License-Identifier: Apache-2.0
"""Coverage-guided fuzzing of what reads a package: `python bench/fuzz_seal.py [READER] [-max_total_time=60]`.

Needs atheris (Apache-2.0), which is no dependency of anything here: install it into an environment of its own, beside
attrs, cattrs and cryptography, and run this file with that Python.  READER is one of those below; without one, all are
taken in turn.  Whatever is not the refusal that a reader promises is a finding, and ends the run with the input that
led there; so is a record that our reader takes and verify.py does not, or the other way round.
"""

import copy
import io
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests/seal"), str(ROOT / "tests/seal/attacks")]

with atheris.instrument_imports(include=["safeconduct.seal", "safeconduct.model"]):
    from parcel import FIRST, MANIFEST, RELEASE, STATUS, Parcel, digits_of, honest, sig, sign_off_of
    from sealing_office import TODAY

    from safeconduct.seal import records
    from safeconduct.seal.metadata import MetadataError, checksums_of
    from safeconduct.seal.names import name_faults
    from safeconduct.seal.public_keys import KeyRefusal, public_key
    from safeconduct.seal.recipient.stand_alone import stand_alone_verifier
    from safeconduct.seal.sshsig import SignatureRefusal, signature_in
    from safeconduct.seal.verdict import Colour
    from safeconduct.seal.verify import verify
    from safeconduct.seal.verifying.zip_reading import ZipSpellingError, entries_of, looks_like_zip

REFUSED = None


def loaded() -> Any:
    """verify.py as it ships, instrumented."""
    alone = ModuleType("verify_alone")
    alone.__file__ = "/nowhere/verify.py"
    exec(compile(stand_alone_verifier(), "verify.py", "exec"), alone.__dict__)  # noqa: S102 - it is ours
    for name in ("record", "root_in", "misnamed", "signer", "blob_of", "key_in", "unzipped", "fits"):
        setattr(alone, name, atheris.instrument_func(getattr(alone, name)))
    return alone


ALONE = loaded()
SCRATCH = Path(tempfile.mkdtemp(prefix="safeconduct-fuzz-")) / "package.zip"


def refused_or(read: Callable[[], Any], *refusals: type[Exception]) -> Any:
    try:
        return read()
    except refusals:
        return REFUSED


def agreed(raw: bytes, ours: bool, theirs: bool) -> None:
    if ours != theirs:
        raise AssertionError(
            f"safeconduct {'takes' if ours else 'refuses'} it, verify.py does not agree: {raw[:400]!r}"
        )


def record(read: Callable[[bytes], Any], kind: str) -> Callable[[bytes], None]:
    def judge(raw: bytes) -> None:
        ours = refused_or(lambda: read(raw), MetadataError)
        agreed(raw, ours is not REFUSED, ALONE.record(raw, kind) is not None)
        if ours is not REFUSED and records.record_bytes(ours) != raw:
            raise AssertionError("it was taken, and does not spell back")

    return judge


def root(raw: bytes) -> None:
    ours = refused_or(lambda: records.root_from(raw), MetadataError)
    agreed(raw, ours is not REFUSED and ours.version == 1, ALONE.root_in(raw, 1) is not None)


def checksums(raw: bytes) -> None:
    listed = refused_or(lambda: checksums_of(raw), MetadataError)
    if listed is not REFUSED:
        if ALONE.checksums(listed) != raw:
            raise AssertionError("verify.py spells the list otherwise")
        names = {name for name, _ in name_faults(listed)}
        if ALONE.misnamed(listed) != names:
            raise AssertionError(f"other names: {names ^ ALONE.misnamed(listed)}")


def signature(raw: bytes) -> None:
    try:
        armored = raw.decode("ascii")
    except UnicodeDecodeError:
        armored = ""
    found = refused_or(lambda: signature_in(armored), SignatureRefusal, KeyRefusal)
    purpose = b"safeconduct.release" if found is REFUSED else found.namespace
    blob, _ = ALONE.signer(raw, purpose, b"message")
    agreed(raw, found is not REFUSED, bool(blob))


def key(raw: bytes) -> None:
    try:
        line = raw.decode("ascii")
    except UnicodeDecodeError:
        return
    found = refused_or(lambda: public_key(line), KeyRefusal)
    agreed(raw, found is not REFUSED, bool(ALONE.blob_of(line)))


def zip_file(raw: bytes) -> None:
    file = io.BytesIO(raw)
    ours = looks_like_zip(file) and refused_or(lambda: list(entries_of(file)), ZipSpellingError)
    SCRATCH.write_bytes(raw)
    theirs = ALONE.unzipped(str(SCRATCH))
    agreed(raw, isinstance(ours, list), isinstance(theirs, dict))
    if isinstance(ours, list) and {one.name: one.size for one in ours} != {n: t[2] for n, t in theirs.items()}:
        raise AssertionError("they find other files in it")


def package(raw: bytes) -> None:
    """Whole packages: a file of a good one is chosen by the first byte, and exchanged for the rest."""
    parcel = Parcel()
    names = sorted(parcel.files)
    parcel.files[names[(raw or b"\0")[0] % len(names)]] = raw[1:]
    parcel.as_file(SCRATCH)
    digits = digits_of(honest())
    ours = verify(SCRATCH, TODAY, digits)
    lights, said, *_ = ALONE.verify(str(SCRATCH), str(TODAY), digits)
    told = {(f"{one.code}", one.untrusted_file) for one in ours.reasons}
    if told != set(said) or {f"{one}": f"{colour}" for one, colour in ours.lights.items()} != lights:
        raise AssertionError(f"safeconduct: {told}; verify.py: {set(said)}")
    if all(colour is Colour.GREEN for colour in ours.lights.values()) and parcel.files != honest():
        raise AssertionError("it is green")


GOOD = honest()
READERS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "root": (root, [GOOD[FIRST]]),
    "release": (record(records.release_from, "release/2"), [GOOD[RELEASE]]),
    "attestation": (record(records.attestation_from, "attestation/1"), [GOOD[sign_off_of("legal", "lawyer-1")]]),
    "status": (record(records.status_from, "status/1"), [GOOD[STATUS]]),
    "checksums": (checksums, [GOOD[MANIFEST], GOOD["tagmanifest-sha256.txt"]]),
    "zip": (zip_file, [Parcel({"a": b"b", "c/d": b""}).zipped()]),
    "signature": (signature, [GOOD[sig(RELEASE, "press")], GOOD[sig(STATUS, "clerk")]]),
    "key": (key, [line.encode() for line in GOOD["trust/allowed_signers"].decode().splitlines()[:2]]),
    "package": (package, [bytes([n]) + GOOD[name] for n, name in enumerate(sorted(GOOD)) if len(GOOD[name]) < 5000]),
}


ODDITIES: tuple[Any, ...] = (
    None, True, False, 0, 1, 2, 2**53 - 1, 2**53, -1, 1.5, "", " ", "a", "en", "0" * 64, "2024-02-29", "2023-02-29",
    "1999-12-31", "9999-12-31", "10000-01-01", "stop", "final\n", "\u00e9", "\u202e", "\ufeff", "\ud800", "\u0085",
    "\u180e", "a" * 2001, [], [[]], ["a"], {}, {"en": "a"}, {"en": "a", "ko": "a", "ru": "a", "uk": "a"}, {"": ""},
    "k" * 41, "data/x", "nul", "\u2028", "\u3000", "\x1c", "\U0001f54a",
)  # fmt: skip


def told_otherwise(raw: bytes, most: int, seed: int) -> bytes:
    """Two times in three: another value somewhere in a record, spelled canonically; else other bytes."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    try:
        value = json.loads(raw) if chance.random() < 0.7 else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict | list) or not value:
        return bytes(atheris.Mutate(raw, most))
    change(value, chance)
    try:
        said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError):
        return bytes(atheris.Mutate(raw, most))
    return said.encode("utf-8", "surrogatepass")[:most]


def change(value: Any, chance: random.Random) -> None:
    """Change one thing in a table or list, however deep."""
    spots: list[tuple[Any, Any]] = []
    waiting: list[Any] = [value]
    while waiting:
        inside = waiting.pop()
        for place in list(inside) if isinstance(inside, dict) else range(len(inside)):
            spots.append((inside, place))
            if isinstance(inside[place], dict | list):
                waiting.append(inside[place])
    inside, place = chance.choice(spots)
    odd = copy.deepcopy(chance.choice([*ODDITIES, *(holder[key] for holder, key in spots)]))
    deed = chance.randrange(6)
    if deed == 0:
        del inside[place]
    elif deed == 1 and isinstance(inside, dict):
        inside[chance.choice(("constructor", "__proto__", "zz", "en", "kursk-2024", "ko-KP", "a" * 41))] = odd
    elif deed == 2 and isinstance(inside, list):
        inside.append(odd)
    elif deed == 3 and isinstance(inside[place], str) and inside[place]:
        text, at = inside[place], chance.randrange(len(inside[place]))
        sign = chance.choice((*"aZ0-./,\n\t:# ", "\u202e", "é", ""))
        inside[place] = text[:at] + sign + text[at + chance.randrange(2) :]
    else:
        inside[place] = odd


RECORDS = ("root", "release", "attestation", "status")


def main() -> None:
    """Fuzz one reader, or all, each in a process of its own: libFuzzer ends the process."""
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        for reader in READERS:
            sys.stdout.write(f"== {reader}\n")
            sys.stdout.flush()
            subprocess.run([sys.executable, __file__, reader, *sys.argv[1:]], check=True)
        return
    reader = sys.argv.pop(1)
    judge, seeds = READERS[reader]
    corpus = Path(tempfile.mkdtemp(prefix=f"safeconduct-fuzz-{reader}-"))
    for number, seed in enumerate(seeds):
        judge(seed)
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [*sys.argv, "-print_final_stats=1", "-max_len=6000", f"-artifact_prefix={corpus}/", str(corpus)], judge
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
