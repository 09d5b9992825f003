# SPDX-License-Identifier: Apache-2.0
"""Project Wycheproof's vectors for Ed25519, all of them, in each of the three verifiers.

An "acceptable" vector has a key that nobody makes honestly: one of small order may sign nothing; of one of mixed order
all three must say the same.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from alone import ALONE
from page_in_node import NODE, WHY_NOT, core_call

from safeconduct.model.refusal import TrustRefusal
from safeconduct.seal import sshsig
from safeconduct.seal.public_keys import PublicKey, public_key

VECTORS = [
    json.loads(line) for line in (Path(__file__).parent / "wycheproof" / "ed25519.jsonl").read_text().splitlines()
]


def by_the_house(raw: bytes, message: bytes, signature: bytes) -> bool:
    try:
        key = public_key(PublicKey(raw).line)
    except TrustRefusal:
        return False
    return sshsig.holds(key.raw, signature, message)


def by_the_program_alone(raw: bytes, message: bytes, signature: bytes) -> bool:
    return ALONE.key_in(PublicKey(raw).blob) is not None and bool(ALONE.ed25519(raw, message, signature))


def by_the_page(raw: bytes, message: bytes, signature: bytes) -> bool:
    return bool(core_call("ed25519", raw.hex(), message.hex(), signature.hex()))  # it looks at the key as well


VERIFIERS = [by_the_house, by_the_program_alone, by_the_page]


def expected(vector: dict[str, Any], answer: bool) -> bool:
    if "SmallOrderPublicKey" in vector["flags"]:
        return False
    return answer if vector["result"] == "acceptable" else vector["result"] == "valid"


@pytest.mark.parametrize("verifier", VERIFIERS, ids=lambda one: one.__name__)
def test_every_vector_is_judged_as_it_must_be(verifier: Any) -> None:
    if verifier is by_the_page and NODE is None:
        pytest.skip(WHY_NOT)
    assert Counter(vector["result"] for vector in VECTORS) == {"valid": 117, "invalid": 64, "acceptable": 29}
    for vector in VECTORS:
        raw, message, signature = (bytes.fromhex(vector[part]) for part in ("key", "message", "signature"))
        answer = verifier(raw, message, signature)
        assert answer == expected(vector, answer), vector
        assert answer == by_the_house(raw, message, signature), vector
