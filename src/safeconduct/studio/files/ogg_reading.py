# SPDX-License-Identifier: Apache-2.0
"""Reading an Ogg file of ours again: one stream of Opus, page by page (RFC 3533, RFC 7845)."""

from pathlib import Path
from typing import Final

from safeconduct.studio.tags import Tags

from . import ogg, opus, vorbis_comments
from .foreign import Strip, must

_NAME: Final = "the Ogg file"
_MOST_LEAD: Final = 4_800


def check(path: Path, tags: Tags) -> None:
    """Raise `ForeignMatterError` unless the file is Opus in Ogg as `opus.write` writes it."""
    strip = Strip(path.read_bytes(), _NAME)
    lead = _lead(ogg.read_page(strip, 0))
    comments = ogg.read_page(strip, 1)
    must(
        (comments.flags, comments.granule, len(comments.packets)) == (0, 0, 1),
        "the comments of the Ogg file are not alone",
    )
    words = Strip(comments.packets[0], "the comments of the Ogg file")
    words.expect(opus.TAGS_MAGIC, "the head")
    vorbis_comments.check(words, tags)
    number, done, ended = 2, 0, False
    while not ended:
        page = ogg.read_page(strip, number)
        for packet in page.packets:
            opus.check_packet(packet)
        done += len(page.packets)
        ended = page.flags == ogg.ENDS
        must(page.flags in (0, ogg.ENDS), f"page {number} of {_NAME} begins a stream")
        must(ended or page.granule == done * opus.FRAME, f"page {number} of {_NAME} tells a wrong time")
        must(ended or len(page.packets) <= opus.PACKETS_A_PAGE, f"page {number} of {_NAME} is too long")
        number += 1
    count = page.granule - lead
    must(count >= 0 and done == opus.packets_for(count, lead), f"{_NAME} tells a wrong length")
    strip.end()


def length_of(path: Path) -> int:
    """Return the samples at 48 kHz that the last page says there are."""
    strip, number = Strip(path.read_bytes(), _NAME), 1
    page = ogg.read_page(strip, 0)
    lead = _lead(page)
    while strip.left:
        page = ogg.read_page(strip, number)
        number += 1
    must(page.flags == ogg.ENDS and page.granule >= lead, f"{_NAME} tells a wrong length")
    return page.granule - lead


def _lead(page: ogg.Page) -> int:
    must((page.flags, page.granule, len(page.packets)) == (ogg.BEGINS, 0, 1), f"{_NAME} does not begin with its head")
    head = page.packets[0]
    lead = int.from_bytes(head[10:12], "little")
    must(head == opus.head(lead) and lead <= _MOST_LEAD, f"the head of {_NAME} is not what the studio writes")
    return lead
