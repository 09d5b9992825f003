# SPDX-License-Identifier: Apache-2.0
"""Bring the invented notice to FINAL: make demo keys, sign in every role, build, seal and verify.

    python examples/river_town_final.py FOLDER

The keys are made anew each time and belong to nobody, and the readers of the tests do not exist: a dozen people sign
here in a few seconds what in earnest takes a dozen people who have read the text, and ten more who were asked about it.
Nothing outside FOLDER is written, your own keys and settings included.
"""

import secrets
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.keys import make_key, public_of, save_key

HERE = Path(__file__).resolve().parent
PEOPLE = {
    "writer-1": ["author"],
    "reader-2": ["reviewer"],
    "native-3": ["language"],
    "rescue-4": ["recipient"],
    "tester-5": ["tester"],
}
SIGNATURES = [("author", "writer-1", None), ("reviewer", "reader-2", None)]
OFFICE = {
    "root": ["root-1", "root-2", "root-3"],
    "publisher": ["press-1"],
    "status": ["word-1"],
    "log": ["word-1"],
    "author": ["author-1"],
    "translator": ["translator-1"],
    "fact-check": ["checker-1", "checker-2"],
    "legal": ["lawyer-1"],
}
REVIEWERS = ("author", "fact-check", "legal", "translator")
GUIDE, READERS = "steps", "en"
HOLDS_UNTIL = "2027-12-31"
SESSIONS = (
    """# Ten readers who do not exist, for a town that does not exist.
"""
    + """
[[reader]]
band = "invented resident, 20-70"
found = true
explained = true
"""
    * 10
)


def safeconduct(*words: str) -> None:
    """Run a command as a person would, and stop when it refuses."""
    print(f"$ safeconduct {' '.join(words)}", flush=True)
    subprocess.run([sys.executable, "-m", "safeconduct", *words], check=True)  # noqa: S603 - our own words only


def main(folder: Path) -> None:
    """Make everything below `folder`."""
    manuscript, keys = folder / "manuscript", folder / "demo-keys"
    if folder.exists():
        if not (folder / "demo-keys").is_dir():
            sys.exit(f"{folder} exists and was not made by this demo; name another folder.")
        shutil.rmtree(folder)
    shutil.copytree(HERE / "river-town", manuscript)
    keys.mkdir(parents=True)
    signers = []
    for person, roles in PEOPLE.items():
        key = make_key(secrets.token_bytes(32))
        save_key(key, keys / person)
        listed = ", ".join(f'"{role}"' for role in roles)
        signers.append(f'\n[[signer]]\nperson = "{person}"\nroles = [{listed}]\nkey = "{public_of(key)}"\n')
    (folder / "sessions.toml").write_text(SESSIONS, "utf-8")
    edition = manuscript / "edition.toml"
    chancery = begin_chancery(folder / "chancery", keys)
    press = f'press = "{Chancery(chancery).fingerprint}"\n'
    edition.write_text(press + edition.read_text("utf-8") + "".join(signers), "utf-8")

    pieces = sorted(path.parent.name for path in manuscript.glob("pieces/*/piece.toml"))
    languages = sorted({path.name.split(".")[1] for path in manuscript.glob("pieces/*/copy.*.md")})
    for piece in pieces:
        for role, person, language in [*SIGNATURES, *(("language", "native-3", one) for one in languages)]:
            words = ["--piece", piece, "--role", role, "--person", person, "--key", str(keys / person)]
            safeconduct("sign-off", str(manuscript), *words, *(["--language", language] if language else []))
        tester = ["--piece", piece, "--person", "tester-5", "--key", str(keys / "tester-5")]
        safeconduct("reader-test", str(manuscript), str(folder / "sessions.toml"), *tester, "--language", READERS)
    rescue = ["--piece", GUIDE, "--person", "rescue-4", "--key", str(keys / "rescue-4")]
    safeconduct("confirm", str(manuscript), *rescue, "--force", "Alder Bend fire service", "--until", HOLDS_UNTIL)
    safeconduct("build", str(manuscript), "-o", str(folder / "kit"))
    package, office = str(folder / "package"), ["--chancery", str(chancery)]
    soon = str(date.today() + timedelta(days=30))
    safeconduct("seal", str(manuscript), "-o", package, "--key", str(keys / "press-1"), *office)
    for role in REVIEWERS:
        safeconduct("attest", package, "--role", role, "--key", str(keys / OFFICE[role][0]))
    word = ["--key", str(keys / "word-1"), "--next", soon, "--latest", "river-town=1"]
    safeconduct("status", "give", *office, *word)
    safeconduct("status", "put", package, *office)
    safeconduct("zip", package, "-o", str(folder / "package.zip"))
    for whole in (package, f"{package}.zip"):
        safeconduct("verify", whole, "--trust", Chancery(chancery).fingerprint)


def begin_chancery(chancery: Path, keys: Path) -> Path:
    """Make a key for everybody in the office, list them in a plan, write it as the first root and sign that."""
    lines = {}
    for person in sorted({one for people in OFFICE.values() for one in people}):
        key = make_key(secrets.token_bytes(32))
        save_key(key, keys / person)
        lines[person] = public_of(key)
    office = ["--chancery", str(chancery)]
    safeconduct("trust", "begin", "--name", "Alder Bend town council (invented)", *office)
    plan = chancery / "trust.toml"
    text = plan.read_text("utf-8").split("[keys]")[0]
    text += "[keys]\n" + "".join(f'{person} = "{line}"\n' for person, line in lines.items())
    text += "\n[roles]\n"
    for role, people in OFFICE.items():
        listed = ", ".join(f'"{person}"' for person in people)
        text += f"{role} = {{ keys = [{listed}]{', threshold = 2' if role == 'root' else ''} }}\n"
    text += f"\n[policy]\nany = [{', '.join(f'{chr(34)}{role}{chr(34)}' for role in REVIEWERS)}]\n"
    plan.write_text(text, "utf-8")
    safeconduct("trust", "write", *office)
    for holder in ("root-1", "root-3"):
        safeconduct("trust", "sign", "--key", str(keys / holder), *office)
    return chancery


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
