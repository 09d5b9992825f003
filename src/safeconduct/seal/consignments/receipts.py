# SPDX-License-Identifier: Apache-2.0
"""Receipts: the code that is read back, and the text that a recipient with a key signs."""

import hashlib

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.fingerprints import spoken_groups
from safeconduct.model.refusal import TrustRefusal, UsageRefusal
from safeconduct.seal.layout import RECEIPT_PURPOSE
from safeconduct.seal.public_keys import KeyRefusal, without_comment
from safeconduct.seal.sshsig import SignatureRefusal, verify

from .deeds import CODE, Consignment, Receipt

SCHEMA = "safeconduct.receipt/1"
_GROUPS, _DIGITS = 4, 5
_ORDINALS = ("first", "second", "third", "fourth")


def receipt_code(challenge: str, release: Digest) -> str:
    """Return four groups of five digits for eight digits and the digest of a release.json (docs/package.md)."""
    told = b"\n".join((RECEIPT_PURPOSE.encode(), challenge.encode("ascii"), release.encode("ascii")))
    return " ".join(spoken_groups(hashlib.sha256(told).digest()).split()[:_GROUPS])


def receipt_text(consignment: Consignment) -> bytes:
    """Return what the recipient signs in the namespace safeconduct.receipt: canonical JSON, no line end."""
    return canonical(
        {
            "schema": SCHEMA,
            "consignment": consignment.consignment,
            "release": consignment.release.digest,
            "to": consignment.to,
            "challenge": consignment.challenge,
        }
    )


def received_by_code(consignment: Consignment, heard: str) -> Receipt:
    """Return the receipt of `consignment` when `heard` (20 digits, spaces and hyphens as you like) is its code.

    Raises `UsageRefusal` when it is no code, `TrustRefusal` when it is another one.
    """
    digits = "".join(heard.replace("-", " ").split())
    said = " ".join(digits[n : n + _DIGITS] for n in range(0, len(digits), _DIGITS))
    if not CODE.fullmatch(said):
        raise UsageRefusal("A receipt code has 20 digits.", "ask for the four groups of five digits again.")
    right = receipt_code(consignment.challenge, consignment.release.digest)
    wrong = [name for name, one, other in zip(_ORDINALS, said.split(), right.split(), strict=True) if one != other]
    if wrong:
        raise TrustRefusal(_not_the_code(consignment, wrong), _ask_again(wrong))
    return Receipt(consignment.consignment, right, None, None)


def received_by_key(consignment: Consignment, signature: str, key_line: str) -> Receipt:
    """Return the receipt of `consignment` that the owner of `key_line` signed; the comment of the key is dropped.

    Raises `TrustRefusal` when the signature is not by this key over this receipt text.
    """
    line = without_comment(key_line)
    verify(line, RECEIPT_PURPOSE, receipt_text(consignment), signature)
    return Receipt(consignment.consignment, None, line, signature)


def fault_of_receipt(receipt: Receipt, consignment: Consignment) -> str | None:
    """Return the sentence that says why `receipt` does not prove that `consignment` arrived, or None."""
    if receipt.code is not None:
        right = receipt.code == receipt_code(consignment.challenge, consignment.release.digest)
        return None if right else "Its code is not the code of the consignment."
    try:
        verify(receipt.signed_by or "", RECEIPT_PURPOSE, receipt_text(consignment), receipt.signature or "")
    except (SignatureRefusal, KeyRefusal) as refusal:
        return f"The recipient's signature in it is not right. {refusal.what}"
    return None


def _not_the_code(consignment: Consignment, wrong: list[str]) -> str:
    what = f"This is not the code of {consignment.consignment}"
    if len(wrong) == _GROUPS:
        return f"{what}: no group of it is right. Nothing was written."
    groups = f"the {wrong[0]} group" if len(wrong) == 1 else f"the {', '.join(wrong[:-1])} and {wrong[-1]} groups"
    return f"{what}: {groups} differ{'s' if len(wrong) == 1 else ''}. Nothing was written."


def _ask_again(wrong: list[str]) -> str:
    if len(wrong) == _GROUPS:
        return (
            "ask which challenge stands on the letter and whether the verifier showed four green lights; it may be "
            "another package, another consignment, or a forgery."
        )
    return "have the code read back once more, digit by digit."
