# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.seal.names import fault_of_name, name_faults, shown


@pytest.mark.parametrize(
    "name", ["a", "a/b/c.pdf", "pocket.ko-KP.pocket-a7.SPECIMEN.pdf", "0", "a" * 100, "COM", "con-x"]
)
def test_a_plain_name_is_allowed(name: str) -> None:
    assert fault_of_name(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/../b",
        ".hidden",
        "-rf",
        "a b",
        "a\\b",
        "a:b",
        "a\n",
        "a.",
        "a/b./c",
        "CON",
        "con.txt",
        "a/Lpt1.pdf",
        "NUL.tar.gz",
        "안내.pdf",
        "e\u0301.txt",
        "\u202efdp.exe",
        "a" * 101,
        "a\x00",
        "\uff41",
        "٣",
    ],
)
def test_any_other_name_is_refused_with_a_sentence(name: str) -> None:
    sentence = fault_of_name(name)
    assert sentence
    assert sentence.endswith(".")
    assert [fault[0] for fault in name_faults(["good.pdf", name])] == [name]


@pytest.mark.parametrize(
    "pair", [("a.pdf", "A.pdf"), ("x/a", "X/b"), ("a", "a/b"), ("A", "a/b"), ("a/b", "a/B"), ("b/a", "B")]
)
def test_names_that_fall_together_on_some_disk_are_named(pair: tuple[str, str]) -> None:
    assert len(name_faults(pair)) == 1
    assert len(name_faults(reversed(pair))) == 1


def test_names_that_differ_are_not_said_to_clash() -> None:
    assert name_faults(["a/b", "a/c", "ab", "a.b", "b/a", "b/c/d", "b/c/e"]) == ()


@given(st.text(max_size=300))
def test_a_name_is_shown_without_anything_that_moves_the_cursor(name: str) -> None:
    assert shown(name).isascii()
    assert shown(name).isprintable()
    assert len(shown(name)) <= 200


@given(st.lists(st.text("aA.b/", max_size=5)))
def test_faults_never_raise_and_name_only_what_was_given(names: list[str]) -> None:
    assert {name for name, _ in name_faults(names)} <= set(names)
