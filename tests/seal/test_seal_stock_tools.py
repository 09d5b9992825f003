# SPDX-License-Identifier: Apache-2.0
"""Nobody has to believe our own verifier: ssh-keygen and sha256sum say the same."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from safeconduct.model.refusal import TrustRefusal, UsageRefusal
from safeconduct.seal import keys, public_keys, sshsig

SPACE = "safeconduct.release"
needs_ssh_keygen = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen (openssh-client) is missing")
needs_sha256sum = pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum (coreutils) is missing")


@needs_ssh_keygen
def test_ssh_keygen_says_the_same_of_every_signature_by_the_recipe_in_the_read_me(desk: Any) -> None:
    package = desk.package()
    signed = {"seal/release.json": "publisher", "seal/status.json": "status", "trust/1.root.json": "root"}
    recipe = [(name, path, role) for name, role in signed.items() for path in (package / f"{name}.sigs").iterdir()]
    attested = (package / "seal/attestations").glob("*.sig")
    recipe += [(f"seal/attestations/{path.stem}.json", path, path.name.split(".")[0]) for path in attested]
    assert len(recipe) == 8
    purposes = {"publisher": "safeconduct.release", "status": "safeconduct.status", "root": "safeconduct.root"}
    for name, path, role in recipe:
        purpose = purposes.get(role, f"safeconduct.attestation.{role}")
        content = (package / name).read_bytes()
        command = ["ssh-keygen", "-Y", "verify", "-f", "trust/allowed_signers", "-I", role, "-n", purpose, "-s", path]
        for said, right in ((content, True), (content + b" ", False)):
            ran = subprocess.run(command, input=said, capture_output=True, check=False, cwd=package)
            assert (ran.returncode == 0) is right, (name, ran.stderr)
        command[9] = "file"
        assert subprocess.run(command, input=content, capture_output=True, check=False, cwd=package).returncode


@needs_ssh_keygen
def test_ssh_keygen_opens_our_locked_key_with_its_passphrase_alone(tmp_path: Path) -> None:
    key = keys.make_key(b"8" * 32)
    keys.save_key(key, tmp_path / "key", b"three plain words")
    for said, right in (("three plain words", True), ("three plain word", False)):
        ran = subprocess.run(["ssh-keygen", "-y", "-P", said, "-f", tmp_path / "key"], capture_output=True, check=False)
        assert (ran.returncode == 0) is right
    assert keys.is_locked(tmp_path / "key")
    assert keys.public_of(keys.load_key(tmp_path / "key", b"three plain words")) == keys.public_of(key)
    for wrong in (b"", b"three plain word"):
        with pytest.raises(UsageRefusal, match="passphrase"):
            keys.load_key(tmp_path / "key", wrong)
    keys.change_passphrase(key, tmp_path / "key", b"")
    assert not keys.is_locked(tmp_path / "key")
    assert keys.public_of(keys.load_key(tmp_path / "key", b"not needed")) == keys.public_of(key)


@needs_ssh_keygen
def test_we_read_the_keys_and_signatures_of_ssh_keygen_and_make_the_same(tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a@b", "-f", key], check=True)
    message = tmp_path / "message"
    message.write_bytes(os.urandom(100))
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", SPACE, message], check=True, capture_output=True)
    signature = (tmp_path / "message.sig").read_text()
    line = public_keys.without_comment((tmp_path / "key.pub").read_text())
    ours = keys.load_key(key)
    assert keys.public_of(ours) == line
    assert sshsig.verify(line, SPACE, message.read_bytes(), signature)
    assert sshsig.sign(ours, SPACE, message.read_bytes()) == signature


@needs_ssh_keygen
def test_ssh_keygen_reads_our_key_file_and_shows_the_same_hash(tmp_path: Path) -> None:
    keys.save_key(keys.make_key(b"7" * 32), tmp_path / "key")
    ran = subprocess.run(["ssh-keygen", "-y", "-f", tmp_path / "key"], capture_output=True, text=True, check=True)
    assert public_keys.without_comment(ran.stdout) + "\n" == (tmp_path / "key.pub").read_text()


@needs_ssh_keygen
@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_other_algorithms_are_refused(tmp_path: Path, kind: str) -> None:
    key, message = tmp_path / "key", tmp_path / "message"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", key], check=True)
    message.write_bytes(b"m")
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", SPACE, message], check=True, capture_output=True)
    line = public_keys.without_comment((tmp_path / "key.pub").read_text())
    with pytest.raises(TrustRefusal):
        sshsig.verify(line, SPACE, b"m", (tmp_path / "message.sig").read_text())
    with pytest.raises(TrustRefusal):
        sshsig.signer_of((tmp_path / "message.sig").read_text())


@needs_sha256sum
def test_sha256sum_reads_both_lists_and_names_an_altered_file(desk: Any) -> None:
    package = desk.package()
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--strict", "-c", name], cwd=package, check=True, capture_output=True)
    (package / "data/report.json").write_bytes(b"[]")
    command = ["sha256sum", "--quiet", "-c", "manifest-sha256.txt"]
    ran = subprocess.run(command, cwd=package, check=False, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "data/report.json: FAILED" in ran.stdout
