# SPDX-License-Identifier: Apache-2.0
"""Refusals: what we will not do, in one sentence, and what to do instead in another."""


class Refusal(Exception):  # noqa: N818 - the field's word; it is an answer, not an error
    """An end with an explanation and no traceback; `code` is the exit code."""

    code = 2

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


class StillToSign(Refusal):
    """Nothing is wrong, and nothing done: what is to be signed by hand lies ready; then the same command goes on."""

    code = 9


class UsageRefusal(Refusal):
    """The words on the command line do not make sense."""

    code = 2


class ToolRefusal(Refusal):
    """An outside program is missing or too old."""

    code = 3


class FolderRefusal(Refusal):
    """The folder cannot be read, or must not be written."""

    code = 4


class StepRefusal(Refusal):
    """A step of the build failed."""

    code = 5


class AlteredRefusal(Refusal):
    """A package is altered or incomplete."""

    code = 6


class TrustRefusal(Refusal):
    """A signature is missing, not trusted, expired or recalled."""

    code = 7


class BusyRefusal(Refusal):
    """Somebody else is using the store."""

    code = 8
