# SPDX-License-Identifier: Apache-2.0
"""What letters, plans and job tickets tell about other pieces: products with their files, lots, deliveries."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from safeconduct.model.channel import Channel

from .wording import SetText, set_line


@frozen
class Product:
    """One piece in one language for one channel, as another piece lists it.

    `title` is in `title_language`, the lister's own where the piece has a copy in it.  `files` are the names of its
    finished files in the kit, `theme` its dress, `final` whether it may go out.
    """

    piece: str
    title: str
    title_language: str
    language: str
    channel: Channel
    theme: str
    final: bool
    files: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Piece, language and channel: what a lot counts."""
        return self.piece, self.language, self.channel.id

    def heading(self, name: str) -> SetText:
        """Return the title as a line called `name`."""
        return set_line(name, self.title_language, self.title)


@frozen
class Delivery:
    """One handover in words: the day, to whom, what for, and the copies of each product by its key."""

    id: str
    day: str
    to: str
    purpose: str
    lots: Mapping[tuple[str, str, str], int]


def ordered(deliveries: Iterable[Delivery]) -> dict[tuple[str, str, str], int]:
    """Return the copies of each product that all the deliveries take together."""
    copies: dict[tuple[str, str, str], int] = {}
    for delivery in deliveries:
        for key, number in delivery.lots.items():
            copies[key] = copies.get(key, 0) + number
    return copies


def by_piece(products: Sequence[Product]) -> dict[str, list[Product]]:
    """Return the products of each piece, in the order given."""
    gathered: dict[str, list[Product]] = {}
    for product in products:
        gathered.setdefault(product.piece, []).append(product)
    return gathered
