# SPDX-License-Identifier: Apache-2.0
"""Write a finished file: the same content gives the same bytes, and every reader finds where each stream ends."""

import io
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode, Stream, StreamDecodeLevel

from .pdfx import VERSION, is_x4

# A stream whose last byte is a carriage return, with the line feed that follows, looks one byte short to some readers.
_RETURN = b"\r"
_DOUBTFUL = b"\r\nendstream"


def save(pdf: pikepdf.Pdf, path: Path | BinaryIO) -> None:
    """Write the file, to a path or a stream, so that the same content gives the same bytes."""
    for each in pdf.objects:
        if isinstance(each, Stream):
            _pack(each)
    written = _written(pdf, ObjectStreamMode.generate)
    if _DOUBTFUL in written:
        # One of the containers that the writer makes by itself: do without them.
        written = _written(pdf, ObjectStreamMode.disable)
    if isinstance(path, Path):
        path.write_bytes(written)
    else:
        path.write(written)


def _pack(stream: Any) -> None:
    """Give a stream its final bytes, none of which ends in a carriage return."""
    if stream.get("/Type") == "/Metadata":
        return  # to be read without unpacking
    if "/Filter" in stream and stream.read_raw_bytes()[-1:] != _RETURN:
        return
    content = stream.read_bytes()
    packed = zlib.compress(content, 9)
    if packed[-1:] != _RETURN:
        stream.write(packed, filter=Name.FlateDecode)
        return
    # Told as one row above which there is none, the content stays as it is, and the sum at the end is another one.
    row = Dictionary(Predictor=12, Columns=len(content))
    stream.write(zlib.compress(b"\2" + content, 9), filter=Name.FlateDecode, decode_parms=row)


def _written(pdf: pikepdf.Pdf, objects: ObjectStreamMode) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=objects,
        stream_decode_level=StreamDecodeLevel.none,
        compress_streams=True,
        force_version=VERSION if is_x4(pdf) else "",
    )
    return out.getvalue()
