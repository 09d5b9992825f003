# SPDX-License-Identifier: Apache-2.0
"""Bring the invented notice to FINAL: make demo keys, sign in every role, build, seal and verify.

    python examples/river_town_final.py FOLDER

The keys are made anew each time and belong to nobody, and the readers of the tests do not exist: five people sign here
in one second what in earnest takes five people who have read the text, and ten more who were asked about it.  Nothing
outside FOLDER is written, your own press key and settings included.
"""

import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from safeconduct.seal.keys import fingerprint, make_key, public_of, save_key

HERE = Path(__file__).resolve().parent
PEOPLE = {
    "writer-1": ["author"],
    "reader-2": ["reviewer"],
    "native-3": ["language"],
    "rescue-4": ["recipient"],
    "tester-5": ["tester"],
}
SIGNATURES = [("author", "writer-1", None), ("reviewer", "reader-2", None)]
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
    press = make_key(secrets.token_bytes(32))
    save_key(press, keys / "press")
    edition = manuscript / "edition.toml"
    edition.write_text(edition.read_text("utf-8") + "".join(signers), "utf-8")

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
    safeconduct("seal", str(manuscript), "-o", str(folder / "package"), "--key", str(keys / "press"))
    safeconduct("verify", str(folder / "package"), "--trust", fingerprint(public_of(press)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
