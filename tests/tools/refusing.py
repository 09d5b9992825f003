# SPDX-License-Identifier: Apache-2.0
"""What must be true of every refusal of a page."""

import pytest

from safeconduct.model.refusal import Refusal
from safeconduct.tools.extract import extract
from safeconduct.tools.jail import USUAL, Limits


def refusal(page: bytes, limits: Limits = USUAL) -> Refusal:
    """Have `page` refused, in one whole sentence and another one that says what to do."""
    with pytest.raises(Refusal) as refused:
        extract(page, "page", limits)
    what, do = refused.value.what, refused.value.do
    assert what.endswith(".")
    assert do.endswith(".")
    assert "\n" not in what + do
    return refused.value
