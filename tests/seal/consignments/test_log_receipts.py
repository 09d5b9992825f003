# SPDX-License-Identifier: Apache-2.0
"""The receipt code, the receipt that a key signs, and what each refuses."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_office import RECIPIENT, RELEASE, STRANGER
from log_office import given as gave

from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import TrustRefusal, UsageRefusal
from safeconduct.seal.consignments.receipts import (
    fault_of_receipt,
    receipt_code,
    receipt_text,
    received_by_code,
    received_by_key,
)
from safeconduct.seal.keys import public_of, save_key
from safeconduct.seal.layout import RECEIPT_PURPOSE
from safeconduct.seal.sshsig import sign

ONE = gave(1)
CODE = receipt_code(ONE.challenge, RELEASE)


def test_the_code_is_the_specified_one() -> None:
    digest = hashlib.sha256(b"safeconduct.receipt\n00000001\n" + RELEASE.encode()).digest()
    words = [int.from_bytes(digest[n : n + 4], "big") for n in (0, 4, 8, 12)]
    assert " ".join(f"{word % 100000:05d}" for word in words) == CODE


@settings(deadline=None)
@given(st.text("0123456789", min_size=8, max_size=8), st.binary(max_size=9))
def test_a_code_is_four_groups_and_another_for_another_release(challenge: str, content: bytes) -> None:
    code = receipt_code(challenge, digest_of(content))
    assert re.fullmatch(r"[0-9]{5}( [0-9]{5}){3}", code)
    assert code != receipt_code(challenge, digest_of(content + b"."))


@pytest.mark.parametrize(
    "heard", [CODE, CODE.replace(" ", ""), CODE.replace(" ", "-"), f" {CODE} ", CODE[:9] + " " + CODE[9:]]
)
def test_the_right_code_is_taken_however_it_is_written(heard: str) -> None:
    receipt = received_by_code(ONE, heard)
    assert receipt.code == CODE
    assert fault_of_receipt(receipt, ONE) is None


@settings(deadline=None)
@given(st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_refused_and_its_group_named(at: int, more: int) -> None:
    digits = CODE.replace(" ", "")
    wrong = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]
    with pytest.raises(TrustRefusal) as refused:
        received_by_code(ONE, wrong)
    name = ("first", "second", "third", "fourth")[at // 5]
    assert refused.value.what == f"This is not the code of C-0001: the {name} group differs. Nothing was written."


def test_the_code_of_another_consignment_is_refused() -> None:
    with pytest.raises(TrustRefusal, match="no group of it is right"):
        received_by_code(ONE, receipt_code("99999999", RELEASE))
    part = f"{CODE[:5]} 00000 11111 {CODE[-5:]}"
    with pytest.raises(TrustRefusal, match="the second and third groups differ"):
        received_by_code(ONE, part)


@pytest.mark.parametrize("heard", ["", "1234", CODE + "1", "ABCDE" * 4, "一二三四五" * 4, "１２３４５" * 4])
def test_what_is_no_code_is_a_slip(heard: str) -> None:
    with pytest.raises(UsageRefusal, match="20 digits"):
        received_by_code(ONE, heard)


def test_a_signed_receipt_is_bound_to_its_consignment() -> None:
    armored = sign(RECIPIENT, RECEIPT_PURPOSE, receipt_text(ONE))
    receipt = received_by_key(ONE, armored, f"{public_of(RECIPIENT)} clerk@host\n")
    assert receipt.signed_by == public_of(RECIPIENT)
    assert fault_of_receipt(receipt, ONE) is None
    assert fault_of_receipt(receipt, gave(2)) is not None
    for line, signature in ((STRANGER, armored), (RECIPIENT, sign(RECIPIENT, "file", receipt_text(ONE)))):
        with pytest.raises(TrustRefusal):
            received_by_key(ONE, signature, public_of(line))


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen")
def test_a_recipient_signs_with_stock_tools(tmp_path: Path) -> None:
    save_key(RECIPIENT, tmp_path / "key")
    (tmp_path / "receipt.json").write_bytes(receipt_text(ONE))
    subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-q", "-f", "key", "-n", "safeconduct.receipt", "receipt.json"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    armored = (tmp_path / "receipt.json.sig").read_text("ascii")
    assert received_by_key(ONE, armored, public_of(RECIPIENT)).signature == armored
