# SPDX-License-Identifier: Apache-2.0
"""The colophon of a small leaflet: sender and validity share lines only where that saves one."""

from safeconduct.press.setting.colophon import colophon
from safeconduct.press.wording import set_line

LINES = {
    "notice": set_line("notice", "en", "This is a sample."),
    "sender": set_line("sender", "en", "From the village council of Nettle Ford"),
    "behalf": None,
    "valid": set_line("valid", "en", "Valid until 31 December 2027."),
    "sources": None,
}


def test_sender_and_validity_begin_lines_of_their_own_where_that_costs_none() -> None:
    told = [len(one.lines) for _, one in colophon(LINES, 63.0, 7.2, brief=True).passages]
    assert told == [1, 1, 1]


def test_they_share_a_line_that_holds_both() -> None:
    told = [len(one.lines) for _, one in colophon(LINES, 120.0, 7.2, brief=True).passages]
    assert told == [1, 1]
