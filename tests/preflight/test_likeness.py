# SPDX-License-Identifier: Apache-2.0
"""What two texts have in common: stems, whatever their endings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.preflight.likeness import alike, kinship, stems

EXAMPLES = settings(max_examples=200, deadline=None, database=None, derandomize=True)
TEXT = st.text(alphabet="abcdeабвгд가나다든드 .,", max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A hand lays a rifle on the ground", "Lay your weapon on the GROUND."),
        ("Рука кладе рушницю на землю", "Покладіть зброю на землі."),
        ("두손을 펴서 든 사람", "두손을 잘 보이게 드십시오."),
    ],
)
def test_inflected_words_have_stems_in_common(one: str, other: str) -> None:
    assert stems(one) & stems(other)
    assert 0 < alike(one, other) < 1


def test_particles_have_none() -> None:
    assert stems("to the in 40") == frozenset()


@EXAMPLES
@given(TEXT, TEXT)
def test_likeness_is_mutual_and_a_share(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1
    assert alike(one, one) == 1


@EXAMPLES
@given(st.lists(TEXT, max_size=5))
def test_kinship_is_a_square_and_counts_for_nobody_twice(texts: list[str]) -> None:
    kin = kinship(texts, texts)
    assert [len(row) for row in kin] == [len(texts)] * len(texts)
    # All shares of one stem together are at most one.
    assert sum(map(sum, kin)) <= len(frozenset[str]().union(*map(stems, texts))) + 1e-6
