# SPDX-License-Identifier: Apache-2.0
"""The group of commands: the words of one are loaded when it is called, those of all when somebody asks for help."""

from importlib import import_module
from typing import Any, Final

import click

from .telling import refusals

WHERE: Final = {
    "attest": ("attest",),
    "build": ("commands",),
    "capture": ("capture",),
    "check": ("commands",),
    "confirm": ("confirm",),
    "consents": ("consents",),
    "consign": ("consign",),
    "cosmetic": ("cosmetic",),
    "disguise": ("disguise",),
    "drift": ("drift",),
    "evidence": ("evidence",),
    "explain": ("commands",),
    "gallery": ("gallery",),
    "impose": ("impose",),
    "keys": ("keys",),
    "language": ("language", "convert", "draft", "exchange", "put_back"),
    "log": ("log", "log_map", "log_name"),
    "master": ("sound",),
    "measure": ("sound",),
    "new": ("commands",),
    "ours": ("ours",),
    "pictograms": ("pictograms",),
    "preflight": ("preflight",),
    "print-run": ("print_run",),
    "reader-test": ("reader_test",),
    "rebuild": ("rebuild",),
    "recall": ("status",),
    "recall-notice": ("recall_notice",),
    "receipt": ("consign",),
    "script": ("script",),
    "seal": ("seal",),
    "sign-off": ("commands",),
    "status": ("status",),
    "store": ("commands",),
    "take": ("take",),
    "trust": ("trust",),
    "verify": ("verify",),
    "waive": ("waive",),
    "zip": ("attest",),
}
"""By command, the modules of this folder that register it, and what stands below it, when they are imported."""


class Front(click.Group):
    """The group of commands; what interrupts one before its own care begins still ends in a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        with refusals():
            return super().invoke(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, loaded by now; None when there is none of this name."""
        for module in WHERE.get(cmd_name, ()):
            import_module(f".{module}", __package__)
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the alphabet."""
        del ctx
        return sorted(WHERE)
