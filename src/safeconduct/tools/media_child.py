# SPDX-License-Identifier: Apache-2.0
"""The process that FFmpeg's codecs live in: `python -m safeconduct.tools.media_child MEMORY CPU`.

Their wheel carries GPL encoders, so the library is loaded here and nowhere else; and it reads sound in a jail (see
`jail_child`): everything it needs is opened first, then files, network and other processes are given up, then the
order is read.  An order is one line of JSON, then raw matter.  No container is read or written here: packets only.

Answer: the report of the lock, one line of JSON, then raw matter.

- `{"do": "encode", "codec": "opus"|"aac", "rate_hz", "kbps"}` and 32-bit floats of one channel →
  `{"count", "lead", "head"}`, the packets' sizes as 32-bit numbers (little-endian), and the packets.
- `{"do": "picture", "width", "height", "counts": [frames of each slide], "key": frames}` and the slides (planar
  4:2:0, 8 bit) → the same.
- `{"do": "decode", "rate_hz", "sizes": […]}` and packets of AAC → `{}` and 32-bit floats of one channel.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import IO, Any

from .jail_child import lock

_BIT_EXACT = 1 << 23  # AV_CODEC_FLAG_BITEXACT: no encoder's name inside the sound
_GLOBAL_HEADER = 1 << 22  # AV_CODEC_FLAG_GLOBAL_HEADER: what a decoder must know comes apart from the packets
_CHOICES = {
    # 20 ms frames for the voice; complexity 5 of 10 costs half the time of 10 and cannot be told apart at 24 kb/s
    "opus": ("libopus", "flt", {"application": "voip", "vbr": "on", "compression_level": "5", "frame_duration": "20"}),
    # on speech this coder is nearer to the sound than the usual one in every band, in a third of its time
    "aac": ("aac", "fltp", {"aac_coder": "fast"}),
}
_HELD = 1 << 18  # bytes that are read at once: a frame of sound is four thousand
_PICTURE = {
    "preset": "veryfast",
    "tune": "stillimage",
    "profile": "main",
    "level": "3.1",
    "crf": "23",
    "forced-idr": "1",
    "x264-params": "threads=1:lookahead-threads=1:sync-lookahead=0:rc-lookahead=0:bframes=0:scenecut=0",
}


def main() -> int:
    """Serve one order; return the exit code."""
    memory_bytes, cpu_s = map(int, sys.argv[-2:])
    import av

    _warm(av)
    out, come = sys.stdout.buffer, open(sys.stdin.fileno(), "rb", _HELD, closefd=False)  # noqa: SIM115
    out.write(json.dumps(lock(memory_bytes, cpu_s)).encode() + b"\n")
    out.flush()
    order = json.loads(come.readline(1 << 20))
    serve = {"encode": _encode, "picture": _picture, "decode": _decode}[order["do"]]
    for part in serve(av, order, come):
        out.write(part)
    out.flush()
    return 0


def _warm(av: Any) -> None:
    """Touch whatever loads code late: behind the lock nothing can be opened."""
    _opened_sound(av, "aac", 48_000, 64).encode(None)
    av.CodecContext.create("aac", "r")
    av.VideoFrame(16, 16, "yuv420p")
    av.Packet(b"")


def _opened_sound(av: Any, codec: str, rate_hz: int, kbps: int) -> Any:
    name, form, options = _CHOICES[codec]
    coder = av.CodecContext.create(name, "w")
    coder.sample_rate, coder.layout, coder.format = rate_hz, "mono", form
    coder.bit_rate, coder.thread_count, coder.time_base = 1000 * kbps, 1, Fraction(1, rate_hz)
    coder.options = options
    coder.flags |= _BIT_EXACT | _GLOBAL_HEADER
    coder.open()
    return coder


def _encode(av: Any, order: dict[str, Any], come: IO[bytes]) -> Iterator[bytes]:
    rate_hz, form = order["rate_hz"], _CHOICES[order["codec"]][1]
    coder = _opened_sound(av, order["codec"], rate_hz, order["kbps"])
    size: int = coder.frame_size

    def frames() -> Iterator[Any]:
        at = 0
        while samples := come.read(4 * size):
            frame = av.AudioFrame(form, "mono", size)
            frame.sample_rate, frame.pts, frame.time_base = rate_hz, at, Fraction(1, rate_hz)
            frame.planes[0].update(samples.ljust(4 * size, b"\0"))
            yield frame
            at += size

    # An Opus head says its own lead; AAC of this encoder begins one frame late.
    head = bytes(coder.extradata or b"")
    lead = int.from_bytes(head[10:12], "little") if order["codec"] == "opus" else size
    yield from _packed(coder, frames(), lead)


def _packed(coder: Any, frames: Iterable[Any], lead: int) -> Iterator[bytes]:
    packets: list[bytes] = []
    for frame in frames:
        packets += [bytes(packet) for packet in coder.encode(frame)]
    packets += [bytes(packet) for packet in coder.encode(None)]
    head = bytes(coder.extradata or b"").hex()
    yield json.dumps({"count": len(packets), "lead": lead, "head": head}).encode() + b"\n"
    sizes = array("I", map(len, packets))
    if sys.byteorder == "big":
        sizes.byteswap()
    yield sizes.tobytes()
    yield from packets


def _picture(av: Any, order: dict[str, Any], come: IO[bytes]) -> Iterator[bytes]:
    width, height = order["width"], order["height"]
    coder = av.CodecContext.create("libx264", "w")
    coder.width, coder.height, coder.pix_fmt = width, height, "yuv420p"
    coder.framerate, coder.time_base = Fraction(1), Fraction(1)
    coder.thread_count, coder.gop_size = 1, order["key"]
    coder.color_range, coder.colorspace, coder.color_primaries, coder.color_trc = 1, 1, 1, 1  # BT.709, narrow range
    coder.options = dict(_PICTURE)
    coder.flags |= _BIT_EXACT | _GLOBAL_HEADER
    coder.open()

    def frames() -> Iterator[Any]:
        at = 0
        for count in order["counts"]:
            frame = av.VideoFrame(width, height, "yuv420p")
            for plane, shrink in zip(frame.planes, (1, 2, 2), strict=True):
                wide, high, step = width // shrink, height // shrink, plane.line_size
                lines = come.read(wide * high)
                plane.update(b"".join(lines[n * wide :][:wide].ljust(step, b"\0") for n in range(high)))
            for number in range(count):
                frame.pts, frame.time_base = at, Fraction(1)
                frame.pict_type = 0 if number % order["key"] else 1
                yield frame
                at += 1

    yield from _packed(coder, frames(), 0)


def _decode(av: Any, order: dict[str, Any], come: IO[bytes]) -> Iterator[bytes]:
    packets = [come.read(size) for size in order["sizes"]]
    coder = av.CodecContext.create("aac", "r")
    coder.extradata = bytes.fromhex(order["head"])
    coder.sample_rate, coder.layout, coder.thread_count = order["rate_hz"], "mono", 1
    coder.open()
    yield b"{}\n"
    for packet in packets:
        yield from _samples(coder.decode(av.Packet(packet)))
    yield from _samples(coder.decode(None))


def _samples(frames: Iterable[Any]) -> Iterator[bytes]:
    for frame in frames:
        yield bytes(frame.planes[0])[: 4 * frame.samples]


if __name__ == "__main__":
    sys.exit(main())
