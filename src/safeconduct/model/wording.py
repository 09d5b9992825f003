# SPDX-License-Identifier: Apache-2.0
"""What was noted on the words of a copy: plain values, so that who judges need not know who looked."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class Noted:
    """One remark: its `kind`, the block, the words as they stand, a proposal ("" where there is none), and why.

    `place` counts the signs before the words in the block.  `why` is a whole sentence.
    """

    kind: str
    block: str
    place: int
    words: str
    proposal: str
    why: str


@frozen
class WordsOrder:
    """What is to be looked at: for each text its block, kind of block, language, words; the rest as `look` has it."""

    texts: tuple[tuple[str, str, str, str], ...]
    own: tuple[str, ...]
    guarded: tuple[str, ...]
    choices: Mapping[str, str]
    typefaces: tuple[str, ...]
    models: bool


@frozen
class Looked:
    """What was noted on one copy, and what could not be looked at: a whole sentence each."""

    noted: tuple[Noted, ...]
    not_looked: tuple[str, ...]
