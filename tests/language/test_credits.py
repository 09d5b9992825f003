# SPDX-License-Identifier: Apache-2.0
"""Printed attributions."""

from safeconduct.language.credits import merged


def test_a_no_break_space_makes_no_second_credit() -> None:
    assert merged(["US State Department, 4\u00a0Nov 2024", "US State Department, 4 Nov 2024"]) == (
        "US State Department, 4 Nov 2024",
    )
