# SPDX-License-Identifier: Apache-2.0
"""Whatever is changed in a package: an answer, never an exception, and never four green lights."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sealing_office import TODAY, Desk

from safeconduct.seal.layout import is_own
from safeconduct.seal.reasons import Code, Colour, Light
from safeconduct.seal.verdict import Verdict
from safeconduct.seal.verifying.judging import judge
from safeconduct.seal.verifying.packages import opened

TRICKS = [b"\xed\xa0\x80", b"\\ud800", b"null", b"-1", b"1e9", b"[", b"{" * 5000, b'"', b"\r\n"]


class Held:
    """A package in memory."""

    barred: dict[str, Code] = {}  # noqa: RUF012 - it stays empty
    folders: frozenset[str] = frozenset()

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents
        self.files = {name: len(content) for name, content in contents.items()}

    def slices(self, name: str) -> Iterator[bytes]:
        yield self.contents[name]


@cache
def good() -> tuple[dict[str, bytes], str]:
    """The files of a good package, and the fingerprint of its press."""
    desk = Desk(Path(mkdtemp(prefix="safeconduct-tests-")))
    package = desk.package(contents={"a.txt": b"lie flat on the ground", "b/b.txt": b"call this number"})
    with opened(package) as found:
        return {name: b"".join(map(bytes, found.slices(name))) for name in found.files}, desk.fingerprint


def judged(contents: dict[str, bytes]) -> Verdict:
    return judge(Held(contents), TODAY, [good()[1]], lambda _: None)


def is_green(verdict: Verdict) -> bool:
    return all(colour is Colour.GREEN for colour in verdict.lights.values())


def names() -> list[str]:
    return sorted(good()[0])


def test_the_package_in_memory_is_good() -> None:
    assert is_green(judged(good()[0]))
    assert sum(map(is_own, names())) == 15


def test_one_flipped_bit_in_any_file_is_never_green_and_the_file_is_named() -> None:
    contents, _ = good()
    flips = 0
    for name in names():
        content = contents[name]
        places = range(0, len(content), max(1, len(content) // 6))
        for at in {*places, len(content) - 1}:
            for bit in (1, 0x20):
                harmed = content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
                verdict = judged({**contents, name: harmed})
                accused = {reason.untrusted_file for reason in verdict.reasons}
                signatures = {one for one in names() if one.startswith((f"{name}.sigs/", f"{name[:-5]}.sig"))}
                assert not is_green(verdict)
                assert accused & {name, *signatures}, (name, at, bit, accused)
                if name.startswith("data/"):
                    assert accused == {name}
                flips += 1
    assert flips > 300


@pytest.mark.parametrize("kind", ["gone", "empty", "longer", "cut", "doubled", "huge"])
def test_every_file_hurt_in_every_way_is_never_green(kind: str) -> None:
    contents, _ = good()
    for name in names():
        content = contents[name]
        ways = {
            "empty": b"",
            "longer": content + b"\n",
            "cut": content[:-1],
            "doubled": content * 2,
            "huge": content + b" " * (2 << 20),
        }
        hurt = {**contents, name: ways[kind]} if kind in ways else {n: c for n, c in contents.items() if n != name}
        verdict = judged(hurt)
        assert not is_green(verdict), name
        assert name == "seal/release.json" or verdict.main is None or verdict.main.untrusted_file


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_mutated_own_files_and_lists(drawn: st.DataObject) -> None:
    contents = dict(good()[0])
    for _ in range(drawn.draw(st.integers(1, 3))):
        name = drawn.draw(st.sampled_from(names()))
        content = contents[name]
        at = drawn.draw(st.integers(0, len(content)))
        gone = drawn.draw(st.integers(0, 40))
        put = drawn.draw(st.binary(max_size=12) | st.sampled_from(TRICKS))
        contents[name] = content[:at] + put + content[at + gone :]
    verdict = judged(contents)
    assert is_green(verdict) == (contents == good()[0])
    assert verdict.lights[Light.WHOLE] in (Colour.GREEN, Colour.RED)
    assert all(verdict.sentence(language) for language in ("en", "uk", "ko", "ru"))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(["trust/2.root.json", "trust/999999.root.json", "trust/1000000.root.json"]),
            st.from_regex(r"trust/[0-9]{1,7}\.root\.json(\.sigs/[0-9a-f]{16}\.sig)?", fullmatch=True),
            st.from_regex(r"seal/attestations/[a-z]{1,9}\.[0-9a-f]{16}\.(json|sig)", fullmatch=True),
        ).filter(lambda name: name not in good()[0]),
        st.one_of(st.binary(max_size=60), st.sampled_from(list(good()[0].values()))),
        min_size=1,
        max_size=4,
    )
)
def test_added_files_are_never_green(added: dict[str, bytes]) -> None:
    verdict = judged({**good()[0], **added})
    assert not is_green(verdict)
    assert verdict.sentence("en").isprintable()


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_files_in_each_others_place_are_never_green(drawn: st.DataObject) -> None:
    contents = dict(good()[0])
    one, other = drawn.draw(st.lists(st.sampled_from(names()), min_size=2, max_size=2, unique=True))
    contents[one], contents[other] = contents[other], contents[one]
    assert not is_green(judged(contents))
