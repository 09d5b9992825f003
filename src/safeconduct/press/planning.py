# SPDX-License-Identifier: Apache-2.0
"""How a piece of paper is made: find its format and let it yield the steps.  Imports nothing heavy."""

from collections.abc import Mapping
from types import MappingProxyType

from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Copy, Piece
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.works import Commission, Made, Plan

from .consigned import Delivery, Product
from .formats import formats
from .job import Job
from .type.typefaces import face_of


def plan(
    piece: Piece,
    copy: Copy,
    channel: PaperChannel,
    commission: Commission,
    *,
    about: Copy | None = None,
    about_readers: Copy | None = None,
    promises: tuple[tuple[str, str], ...] = (),
    enclosed: Mapping[str, Made] = MappingProxyType({}),
    addressee: str | None = None,
    products: tuple[Product, ...] = (),
    deliveries: tuple[Delivery, ...] = (),
    press: str = "",
) -> Plan:
    """Plan one piece in one language for one paper channel.

    `about`, `about_readers`: the guide that a brief repeats, in the brief's language and in the readers'.
    `promises`: (text, promisor) pairs for a brief.  `enclosed`: kit file name -> finished file, for a letter or a
    ticket; `addressee`: whom a letter is to; `products`, `deliveries`: what letters, plans and tickets tell of others;
    `press`: the fingerprint by which recipients know the press, for letters.
    Raises `UsageRefusal` for an unknown format or language, `StepRefusal` when the copy does not suit the format.
    """
    known = formats()
    if piece.format not in known:
        raise UsageRefusal(
            f"The press knows no format “{piece.format}” (piece “{piece.id}”).",
            f"write one of these as format: {', '.join(sorted(known))}.",
        )
    face_of(copy.language)
    told = (about, about_readers, promises, enclosed, addressee, products, deliveries, press)
    return known[piece.format](Job(piece, copy, channel, commission, *told))
