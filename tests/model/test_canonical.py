# SPDX-License-Identifier: Apache-2.0
"""One value, one spelling: RFC 8785 (JCS), against an oracle that shares nothing with our writer."""

import json
import struct
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeconduct.model.canonical import canonical, digest_of, digest_of_value

# RFC 8785, appendix B: the bits of a double, and how ECMAScript spells it.
NUMBERS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("ffefffffffffffff", "-1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("c340000000000000", "-9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef4f", "999999999999999900000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("41b3de4355555554", "333333333.33333325"),
    ("41b3de4355555555", "333333333.3333333"),
    ("41b3de4355555556", "333333333.3333334"),
    ("41b3de4355555557", "333333333.33333343"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
    ("43143ff3c1cb0959", "1424953923781206.2"),
]


@pytest.mark.parametrize(("bits", "spelled"), NUMBERS)
def test_numbers_are_spelled_as_the_rfc_lists_them(bits: str, spelled: str) -> None:
    (value,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(value) == spelled.encode()


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (1e-5, "0.00001"),
        (0.00012, "0.00012"),
        (1e-7, "1e-7"),
        (2.0**-24, "5.960464477539063e-8"),
        (4.50, "4.5"),
        (2e-3, "0.002"),
        (1e30, "1e+30"),
        (56.0, "56"),
        (-0.0, "0"),
        (100.0, "100"),
        (1e20, "100000000000000000000"),
        (10**20, "100000000000000000000"),
        (2**53, "9007199254740992"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_single_values(value: object, spelled: str) -> None:
    assert canonical(value) == spelled.encode()


def test_the_rfc_s_example_of_strings_and_literals() -> None:
    """RFC 8785, 3.2.2 and 3.2.3."""
    value = json.loads(
        r"""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""
    )
    assert canonical(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )


def test_the_rfc_s_example_of_sorting() -> None:
    """By UTF-16 code units: the emoji (a surrogate pair) comes before the Hebrew presentation form."""
    value = {
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis",
    }  # fmt: skip
    assert list(json.loads(canonical(value)).values()) == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
    ]  # fmt: skip


@pytest.mark.parametrize("code", range(0x20))
def test_control_characters_have_the_short_escape_if_there_is_one(code: int) -> None:
    short = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}
    assert canonical(chr(code)).decode() == '"' + short.get(code, f"\\u{code:04x}") + '"'


def test_nothing_else_is_escaped() -> None:
    text = "/ 안전 \x7f \u2028 \u2029 é e\u0301 \U0001f600 <&>"
    assert canonical(text) == f'"{text}"'.encode()


@pytest.mark.parametrize(
    "value",
    [
        float("nan"), float("inf"), -float("inf"), 2**53 + 1, -(2**53) - 1, 10**400, 10**21, b"x", {1, 2}, {1: "a"},
        {None: 1}, "\ud800", {"\udfff": 1}, object(), 1j, [float("nan")], {"a": {"b": b""}},
    ],
)  # fmt: skip
def test_what_json_cannot_hold_exactly_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="canonical JSON holds"):
        canonical(value)


def test_records_of_other_kinds_are_spelled_as_what_they_are() -> None:
    class Kind(StrEnum):
        FACT = "fact"

    class Pairs(dict[str, int]):
        pass

    assert canonical({Kind.FACT: (Kind.FACT,)}) == b'{"fact":["fact"]}'
    assert canonical(MappingProxyType(Pairs(b=1, a=2))) == b'{"a":2,"b":1}'


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5), max_leaves=20
)


@given(VALUES)
def test_what_is_written_reads_back_and_is_written_the_same_again(value: object) -> None:
    written = canonical(value)
    assert json.loads(written, parse_int=float) == value
    assert canonical(json.loads(written)) == written


@given(VALUES)
@example(2.0**49 + 0.75)
def test_equal_to_the_oracle(value: object) -> None:
    assert canonical(value) == oracle(value).encode()


@given(st.dictionaries(TEXT, st.integers(0, 9)), st.randoms())
def test_the_order_of_keys_does_not_matter(value: dict[str, int], chance: Any) -> None:
    shuffled = list(value.items())
    chance.shuffle(shuffled)
    assert digest_of_value(dict(shuffled)) == digest_of_value(value)


def test_digests_are_sha_256_in_small_letters() -> None:
    assert digest_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest_of_value({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def oracle(value: object) -> str:
    """Write JCS from the rules of the RFC, slowly: exact fractions for numbers, one character at a time for text."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return '"' + "".join(_character(char) for char in value) + '"'
    if isinstance(value, int | float):
        return _digits(float(value))
    if isinstance(value, Mapping):
        units = {key: [n for (n,) in struct.iter_unpack("<H", key.encode("utf-16-le"))] for key in value}
        return "{" + ",".join(f"{oracle(k)}:{oracle(value[k])}" for k in sorted(value, key=units.__getitem__)) + "}"
    assert isinstance(value, list)
    return "[" + ",".join(oracle(element) for element in value) + "]"


def _character(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}.get(
        char, f"\\u{ord(char):04x}" if char < " " else char
    )


def _digits(value: float) -> str:
    """ECMA-262, Number::toString: the fewest digits s with s · 10^(n-k) nearest to the value, the even one of two."""
    if value == 0:
        return "0"
    if value < 0:
        return "-" + _digits(-value)
    exact, n = Fraction(value), int(f"{value:.17e}".partition("e")[2]) + 1
    for k in range(1, 18):
        unit = Fraction(10) ** (n - k)
        candidates = [c for c in (exact // unit, exact // unit + 1) if _reads_as(c * unit, value)]
        if candidates:
            s = str(min(candidates, key=lambda c: (abs(c * unit - exact), c % 2)))
            s, n = s[:k], n + len(s) - k
            break
    if k <= n <= 21:
        return s + "0" * (n - k)
    if 0 < n <= 21:
        return s[:n] + "." + s[n:]
    if -6 < n <= 0:
        return "0." + "0" * -n + s
    tail = f"e{'+' if n > 0 else '-'}{abs(n - 1)}"
    return s + tail if k == 1 else s[0] + "." + s[1:] + tail


def _reads_as(exact: Fraction, value: float) -> bool:
    try:
        return float(exact) == value
    except OverflowError:
        return False
