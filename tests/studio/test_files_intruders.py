# SPDX-License-Identifier: Apache-2.0
"""Matter that belongs to a format and not to us: put in as a program would, lengths and checksums right, and named."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from safeconduct.studio import files
from safeconduct.studio.files import mp3_info, ogg
from safeconduct.studio.files.foreign import ForeignMatterError, Strip
from safeconduct.studio.files.mp3_reading import after_tag
from safeconduct.studio.files.mp4_movie import box
from safeconduct.studio.samples import RATE_HZ

from .files_made import ONE_OF_EACH, TAGS, chirp, made

WAV, FLAC, MP3, OGG, M4A = ONE_OF_EACH
SECRET = b"Kim, 37.3861 N 36.1 E, 2024-11-05 04:12"

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    return {spec.container: made(folder, spec, chirp(RATE_HZ // 4), TAGS).read_bytes() for spec in ONE_OF_EACH}


def _riff(wav: bytes, *, at: int, chunk: bytes) -> bytes:
    body = wav[8:at] + chunk + wav[at:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunk(kind: bytes, content: bytes = SECRET) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _flac_block(kind: int) -> Change:
    block = bytes((kind,)) + len(SECRET).to_bytes(3, "big") + SECRET
    return lambda flac: flac[:42] + block + flac[42:]


def _more_comments(flac: bytes) -> bytes:
    size = int.from_bytes(flac[43:46], "big")
    comments = bytearray(flac[46 : 46 + size])
    count = int.from_bytes(comments[4:8], "little")
    comments[4:8] = (count + 1).to_bytes(4, "little")
    comments += struct.pack("<I", 9 + len(SECRET)) + b"LOCATION=" + SECRET
    return flac[:43] + len(comments).to_bytes(3, "big") + bytes(comments) + flac[46 + size :]


def _vendor(flac: bytes) -> bytes:
    size = int.from_bytes(flac[43:46], "big") + len(SECRET)
    return flac[:43] + size.to_bytes(3, "big") + struct.pack("<I", len(SECRET)) + SECRET + flac[50:]


def _id3_frame(kind: bytes) -> Change:
    frame = kind + struct.pack(">IH", len(SECRET), 0) + SECRET

    def change(mp3: bytes) -> bytes:
        end = after_tag(mp3)
        size = end - 10 + len(frame)
        return mp3[:6] + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + mp3[10:end] + frame + mp3[end:]

    return change


def _id3_padding(mp3: bytes) -> bytes:
    end = after_tag(mp3)
    size = end - 10 + 40
    return mp3[:6] + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + mp3[10:end] + bytes(40) + mp3[end:]


def _lame_version(mp3: bytes) -> bytes:
    return mp3.replace(b"LAME\0\0\0\0\0", b"LAME3.100")


def _pages(content: bytes) -> list[ogg.Page]:
    strip, pages = Strip(content, "x"), list[ogg.Page]()
    while strip.left:
        pages.append(ogg.read_page(strip, len(pages)))
    return pages


def _opus(change: Callable[[list[ogg.Page]], list[ogg.Page]]) -> Change:
    return lambda content: b"".join(
        ogg.page(number, page.flags, page.granule, page.packets) for number, page in enumerate(change(_pages(content)))
    )


def _comments(pages: list[ogg.Page], more: bytes) -> list[ogg.Page]:
    return [pages[0], ogg.Page(0, 0, (pages[1].packets[0] + more,)), *pages[2:]]


def _padded(pages: list[ogg.Page]) -> list[ogg.Page]:
    """Hide the secret in the padding of a packet, as RFC 6716 allows it (code 3)."""
    first, *rest = pages[2].packets
    hidden = bytes((first[0] | 3, 0x41, len(SECRET))) + first[1:] + SECRET
    return [*pages[:2], ogg.Page(pages[2].flags, pages[2].granule, (hidden, *rest)), *pages[3:]]


def _in_moov(*path: bytes, more: bytes) -> Change:
    """Put a box into a box and mend all lengths, and all places of samples."""

    def put(content: bytes, path: tuple[bytes, ...]) -> bytes:
        out, at = b"", 0
        while at < len(content):
            size, kind = struct.unpack_from(">I4s", content, at)
            inside = content[at + 8 : at + size]
            if kind == b"stco":
                places = struct.unpack(f">{len(inside) // 4 - 2}I", inside[8:])
                inside = inside[:8] + b"".join(struct.pack(">I", place + len(more)) for place in places)
            elif path and kind == path[0]:
                skip = 4 if kind == b"meta" else 0
                inside = inside[:skip] + (put(inside[skip:], path[1:]) if len(path) > 1 else mend(inside[skip:]) + more)
            elif kind in (b"trak", b"mdia", b"minf", b"stbl"):
                inside = put(inside, ())
            out += struct.pack(">I4s", len(inside) + 8, kind) + inside
            at += size
        return out

    def mend(content: bytes) -> bytes:
        return put(content, ()) if path[-1] == b"moov" else content

    def change(m4a: bytes) -> bytes:
        end = m4a.index(b"mdat") - 4
        return put(m4a[:end], path) + m4a[end:]

    return change


def _over(old: bytes, new: bytes) -> Change:
    def change(content: bytes) -> bytes:
        assert content.count(old) >= 1
        assert len(old) == len(new)
        return content.replace(old, new, 1)

    return change


def _at(place: Callable[[bytes], int], new: bytes) -> Change:
    return lambda content: content[: place(content)] + new + content[place(content) + len(new) :]


def _front(at: int) -> Callable[[bytes], int]:
    return lambda _content: at


def _bext(at: int) -> Callable[[bytes], int]:
    return _front(20 + at)


_INTRUDERS: list[tuple[str, str, str, Change]] = [
    (
        "wav",
        "a list of names",
        "LIST",
        lambda wav: _riff(wav, at=len(wav), chunk=_chunk(b"LIST", b"INFOIART" + SECRET)),
    ),
    ("wav", "iXML", "iXML", lambda wav: _riff(wav, at=12, chunk=_chunk(b"iXML"))),
    ("wav", "an ID3 tag", "id3 ", lambda wav: _riff(wav, at=622, chunk=_chunk(b"id3 "))),
    ("wav", "junk", "JUNK", lambda wav: _riff(wav, at=12, chunk=_chunk(b"JUNK", bytes(28)))),
    (
        "wav",
        "a coding history",
        "coding history",
        lambda wav: _riff(wav[:16] + struct.pack("<I", 602 + 40) + wav[20:], at=622, chunk=SECRET.ljust(40)),
    ),
    ("wav", "a time", "OriginationTime", _at(_bext(330), b"04:12:00")),
    ("wav", "a host", "OriginatorReference", _at(_bext(288), SECRET[:32])),
    ("wav", "a UMID", "UMID", _at(_bext(348), SECRET[:32])),
    ("wav", "a time reference", "TimeReference", _at(_bext(338), b"\x01")),
    ("wav", "something behind its description", "Description", _at(_bext(200), SECRET[:30])),
    ("wav", "something behind the end", "length", lambda wav: wav + SECRET),
    ("flac", "padding", "kind 1", _flac_block(1)),
    ("flac", "an application", "kind 2", _flac_block(2)),
    ("flac", "a seek table", "kind 3", _flac_block(3)),
    ("flac", "a cue sheet", "kind 5", _flac_block(5)),
    ("flac", "a picture", "kind 6", _flac_block(6)),
    ("flac", "a place", "LOCATION", _more_comments),
    ("flac", "a vendor", "who made it", _vendor),
    ("flac", "an ID3 tag in front", "no FLAC", lambda flac: b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + flac),
    ("flac", "something behind the end", "FLAC", lambda flac: flac + b"TAG" + SECRET.ljust(125)),
    *(
        ("mp3", kind, kind, _id3_frame(kind.encode()))
        for kind in ("TXXX", "APIC", "PRIV", "GEOB", "TENC", "TSSE", "UFID", "TDAT")
    ),
    ("mp3", "a second comment", "COMM", _id3_frame(b"COMM")),
    ("mp3", "padding in the tag", "the MP3", _id3_padding),
    ("mp3", "a tag at the end", "not sound", lambda mp3: mp3 + b"TAG" + SECRET.ljust(125)),
    ("mp3", "an APE tag", "not sound", lambda mp3: mp3 + b"APETAGEX" + SECRET),
    ("mp3", "a second tag", "the MP3", lambda mp3: mp3[: after_tag(mp3)] * 2 + mp3[after_tag(mp3) :]),
    ("mp3", "the version of an encoder", "first frame", _lame_version),
    ("ogg", "a place", "LOCATION", _opus(lambda pages: _more_opus_comments(pages))),
    ("ogg", "padding behind the comments", "bytes more", _opus(lambda pages: _comments(pages, bytes(40)))),
    ("ogg", "padding inside a packet", "one frame", _opus(_padded)),
    ("ogg", "a second stream", "bytes more", lambda content: content + content),
    (
        "ogg",
        "another serial number",
        "another stream",
        _over(b"OggS\0\x02" + bytes(8) + b"\x01\0\0\0", b"OggS\0\x02" + bytes(8) + b"Kim!"),
    ),
    ("m4a", "free space", "free", _in_moov(b"moov", more=box(b"free", SECRET))),
    ("m4a", "an own box", "uuid", _in_moov(b"moov", b"udta", more=box(b"uuid", SECRET))),
    ("m4a", "a place", "xyz", _in_moov(b"moov", b"udta", more=box(b"\xa9xyz", SECRET))),
    ("m4a", "3GPP's place", "loci", _in_moov(b"moov", b"udta", more=box(b"loci", SECRET))),
    (
        "m4a",
        "an encoder",
        "too",
        _in_moov(b"moov", b"udta", b"meta", b"ilst", more=box(b"\xa9too", box(b"data", SECRET))),
    ),
    (
        "m4a",
        "a second title",
        "studio would",
        _in_moov(b"moov", b"udta", b"meta", b"ilst", more=box(b"\xa9nam", box(b"data", SECRET))),
    ),
    ("m4a", "a time", "mvhd", _at(lambda m4a: m4a.index(b"mvhd") + 8, b"\xe3\x12\x34\x56")),
    ("m4a", "the time of a track", "tkhd", _at(lambda m4a: m4a.index(b"tkhd") + 8, b"\xe3\x12\x34\x56")),
    ("m4a", "the time of its sound", "mdhd", _at(lambda m4a: m4a.index(b"mdhd") + 12, b"\xe3\x12\x34\x56")),
    ("m4a", "something behind the end", "end where", lambda m4a: m4a + box(b"free", SECRET)),
    ("m4a", "free space in front", "free", lambda m4a: box(b"free", SECRET) + m4a),
    ("m4a", "a second piece of samples", "end where", lambda m4a: m4a + box(b"mdat", SECRET)),
    ("m4a", "another brand", "ftyp", _at(_front(8), b"Kim ")),
]


def _more_opus_comments(pages: list[ogg.Page]) -> list[ogg.Page]:
    comments = bytearray(pages[1].packets[0])
    comments[12:16] = (int.from_bytes(comments[12:16], "little") + 1).to_bytes(4, "little")
    comments += struct.pack("<I", 9 + len(SECRET)) + b"LOCATION=" + SECRET
    return [pages[0], ogg.Page(0, 0, (bytes(comments),)), *pages[2:]]


@pytest.mark.parametrize(
    ("kind", "named", "change"),
    [one[:1] + one[2:] for one in _INTRUDERS],
    ids=[f"{one[0]}: {one[1]}" for one in _INTRUDERS],
)
def test_an_intruder_is_named(tmp_path: Path, whole: dict[str, bytes], kind: str, named: str, change: Change) -> None:
    path = tmp_path / f"x.{kind}"
    spec = next(one for one in ONE_OF_EACH if one.container == kind)
    content = change(whole[kind])
    assert content != whole[kind]
    path.write_bytes(content)
    with pytest.raises(ForeignMatterError) as fault:
        files.reread(path, spec, TAGS)
    assert named in str(fault.value)


def test_something_hidden_between_two_frames_of_flac_is_found(tmp_path: Path) -> None:
    """A player skips what is between two frames; here only their own checksums tell."""
    path = made(tmp_path, FLAC, chirp(2 * 4_096 + 90), TAGS)
    content = path.read_bytes()
    path.write_bytes(content + SECRET)
    with pytest.raises(ForeignMatterError, match=r"is damaged, or more than a frame|wrong sizes"):
        files.reread(path, FLAC, TAGS)
    third = content.rindex(b"\xff\xf8")
    path.write_bytes(content[:third] + SECRET + content[third:])
    with pytest.raises(ForeignMatterError):
        files.reread(path, FLAC, TAGS)


def test_lame_leaves_nothing_of_its_name_between_the_sounds(whole: dict[str, bytes]) -> None:
    mp3 = whole["mp3"]
    assert mp3.count(b"LAME") == 1
    start = after_tag(mp3)
    assert mp3.index(b"LAME") < start + len(mp3_info.frame(MP3.rate_hz, MP3.kbps, 0, 0, 0))
    assert b"UUUU" not in mp3


def test_no_file_names_what_made_it(whole: dict[str, bytes]) -> None:
    for content in whole.values():
        for told in (b"Lav", b"libFLAC", b"libopus", b"safeconduct", b"PyAV", b"ffmpeg", b"3.100", b"x264"):
            assert told.lower() not in content.lower()
