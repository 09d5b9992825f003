# SPDX-License-Identifier: Apache-2.0
"""Nobody has to believe our own verifier: ssh-keygen and sha256sum say the same."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from safeconduct.model.refusal import TrustRefusal
from safeconduct.seal import keys, sshsig

SPACE = "safeconduct.release"
needs_ssh_keygen = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen (openssh-client) is missing")
needs_sha256sum = pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum (coreutils) is missing")


def stock_verify(folder: Path, line: str, namespace: str, message: bytes, signature: Path) -> bool:
    (folder / "allowed.txt").write_text(f"press {line}\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(folder / "allowed.txt"), "-I", "press", "-n", namespace]
    ran = subprocess.run([*command, "-s", str(signature)], input=message, capture_output=True, check=False)
    return ran.returncode == 0


@needs_ssh_keygen
def test_ssh_keygen_accepts_our_release_and_refuses_an_altered_one(desk: Any) -> None:
    package = desk.package()
    line = (package / "trust/press.pub").read_text().strip()
    release, signature = (package / "seal/release.json").read_bytes(), package / "seal/release.json.sig"
    assert stock_verify(desk.folder, line, SPACE, release, signature)
    assert not stock_verify(desk.folder, line, SPACE, release + b" ", signature)
    assert not stock_verify(desk.folder, line, "file", release, signature)


@needs_ssh_keygen
def test_we_read_the_keys_and_signatures_of_ssh_keygen_and_make_the_same(tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a@b", "-f", key], check=True)
    message = tmp_path / "message"
    message.write_bytes(os.urandom(100))
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", SPACE, message], check=True, capture_output=True)
    signature = (tmp_path / "message.sig").read_text()
    line = keys.without_comment((tmp_path / "key.pub").read_text())
    ours = keys.load_key(key)
    assert keys.public_of(ours) == line
    assert sshsig.verify(line, SPACE, message.read_bytes(), signature)
    assert sshsig.sign(ours, SPACE, message.read_bytes()) == signature


@needs_ssh_keygen
def test_ssh_keygen_reads_our_key_file_and_shows_the_same_hash(tmp_path: Path) -> None:
    keys.save_key(keys.make_key(b"7" * 32), tmp_path / "key")
    ran = subprocess.run(["ssh-keygen", "-y", "-f", tmp_path / "key"], capture_output=True, text=True, check=True)
    assert keys.without_comment(ran.stdout) + "\n" == (tmp_path / "key.pub").read_text()


@needs_ssh_keygen
@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_other_algorithms_are_refused(tmp_path: Path, kind: str) -> None:
    key, message = tmp_path / "key", tmp_path / "message"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", key], check=True)
    message.write_bytes(b"m")
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", SPACE, message], check=True, capture_output=True)
    line = keys.without_comment((tmp_path / "key.pub").read_text())
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
