# SPDX-License-Identifier: Apache-2.0
"""Fingerprints: the same digits as a plain shell works out, and others for every change."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.fingerprints import list_fingerprint, list_of, spoken_groups

# The recipe of docs/manuscript.md, word for word.
RECIPE = """\
sum=$(LC_ALL=C sh -c 'sha256sum * | sha256sum')
for first in 1 9 17 25 33 41 49 57; do
  printf '%05d ' $((0x$(echo "$sum" | cut -c$first-$((first + 7))) % 100000))
done
"""
NAMES = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", min_size=1, max_size=30).filter(
    lambda name: name[0] not in "-."
)
FILES = st.dictionaries(NAMES, st.binary(max_size=40), min_size=1, max_size=8)
SHELLS = [shell for shell in ("sh", "bash", "dash") if shutil.which(shell)]


def digests(files: dict[str, bytes]) -> dict[str, Digest]:
    return {name: digest_of(content) for name, content in files.items()}


def test_a_known_digest() -> None:
    assert spoken_groups(bytes(range(32))) == "66051 38087 10123 82159 54195 26231 98267 70303"
    assert spoken_groups(bytes(32)) == "00000 " * 7 + "00000"


@pytest.mark.parametrize("shell", SHELLS)
def test_a_plain_shell_works_out_the_same_digits(shell: str, tmp_path: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("this machine has no sha256sum")
    files = {
        name: name.encode() * 3
        for name in ("pocket.en.pdf", "Pocket.uk.pdf", "pocket.en.press.pdf", "a-1.wav", "a.1.wav")
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    told = subprocess.run([shell, "-c", RECIPE], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == list_fingerprint(digests(files))


def test_the_manual_gives_the_recipe_that_was_tried() -> None:
    assert RECIPE in (Path(__file__).parents[2] / "docs" / "manuscript.md").read_text("utf-8")


@given(FILES)
def test_the_list_is_what_sha256sum_prints(files: dict[str, bytes]) -> None:
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files, key=str.encode)]
    assert list_of(digests(files)) == "".join(lines).encode()


@given(FILES, st.data())
def test_any_other_file_name_or_content_gives_other_digits(files: dict[str, bytes], data: st.DataObject) -> None:
    whole = list_fingerprint(digests(files))
    assert list_fingerprint(digests(dict(reversed(files.items())))) == whole
    name = data.draw(st.sampled_from(sorted(files)))
    without = {other: content for other, content in files.items() if other != name}
    assert list_fingerprint(digests({**files, name: files[name] + b"."})) != whole
    assert list_fingerprint(digests({**without, f"{name}x": files[name]})) != whole
    assert list_fingerprint(digests(without)) != whole


@given(st.binary(min_size=32, max_size=32))
def test_groups_are_eight_times_five_digits(sha256: bytes) -> None:
    groups = spoken_groups(sha256).split(" ")
    assert [len(group) for group in groups] == [5] * 8
    assert all(group.isdecimal() for group in groups)
    for n, group in enumerate(groups):
        assert int(sha256.hex()[8 * n : 8 * n + 8], 16) % 100000 == int(group)
