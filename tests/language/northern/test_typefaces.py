# SPDX-License-Identifier: Apache-2.0
"""Southern typefaces by any of their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.northern.typefaces import Origin, southern_typefaces


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("바탕", Origin.SYSTEM),
        ("Batang", Origin.SYSTEM),
        ("돋움체", Origin.SYSTEM),
        ("GulimChe", Origin.SYSTEM),
        ("맑은 고딕", Origin.SYSTEM),
        ("Malgun Gothic Bold", Origin.SYSTEM),
        ("함초롬바탕", Origin.SYSTEM),
        ("나눔명조 ExtraBold", Origin.FOUNDRY),
        ("ABCDEF+NanumGothic-Bold", Origin.FOUNDRY),
        ("Noto Sans KR", Origin.PAN),
        ("Noto Serif CJK KR", Origin.PAN),
        ("fonts/NotoSerifKR_400Regular.ttf", Origin.PAN),
        ("Source Han Serif K", Origin.PAN),
    ],
)
def test_a_southern_face_is_known(name: str, origin: Origin) -> None:
    (found,) = southern_typefaces([name])
    assert (found.name, found.origin) == (name, origin)
    assert found.family
    assert found.why


@pytest.mark.parametrize(
    "name", ["Source Serif 4", "SourceSans3-Regular", "Noto Sans", "청봉체", "KP CheonRiMaP", "Juana", ""]
)
def test_other_faces_are_not(name: str) -> None:
    assert not list(southern_typefaces([name]))


@given(st.lists(st.text(max_size=12)))
def test_only_names_that_were_given_come_back(names: list[str]) -> None:
    found = [one.name for one in southern_typefaces(names)]
    assert found == [name for name in names if name in found]
