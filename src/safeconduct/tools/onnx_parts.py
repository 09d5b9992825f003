# SPDX-License-Identifier: Apache-2.0
"""What a stranger's ONNX model is made of, read without running it: is it one, and does it want other files?

A reader of Protocol Buffers' wire format that knows only the few fields of onnx.proto in which numbers can be kept
outside the model: a model is one file here, and a path in it, wherever it leads, is refused.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from safeconduct.model.refusal import ToolRefusal

_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_IR_VERSION: Final = 1
_EXTERNAL_DATA, _DATA_LOCATION = 13, 14

# Which fields of a message hold messages worth looking into: ModelProto, GraphProto, NodeProto, AttributeProto,
# SparseTensorProto, FunctionProto, TrainingInfoProto, TensorProto (onnx.proto, its fields by number).
_INSIDE: Final[Mapping[str, Mapping[int, str]]] = {
    "model": {7: "graph", 20: "training", 25: "function"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
    "function": {7: "node", 11: "attribute"},
    "training": {1: "graph", 2: "graph"},
    "tensor": {},
}
_DEEPEST: Final = 40


def look_over(model: bytes) -> None:
    """Raise `ToolRefusal` for bytes that are no ONNX model, or a model that keeps its numbers in other files."""
    try:
        numbers = {number for number, _ in _fields(memoryview(model))}
        if not {_IR_VERSION, 7} <= numbers:
            raise ValueError("no model")
        if any(_wants_files(memoryview(model), "model", 0)):
            raise ToolRefusal(
                "The model of the voice keeps its numbers in other files; only what is in the model itself is read.",
                "Ask its maker for a model in one file (without external data).",
            )
    except (ValueError, IndexError) as fault:
        raise ToolRefusal(
            "The model of the voice is not an ONNX model.", "Put the voice's own .onnx file into its folder."
        ) from fault


def _wants_files(message: memoryview, kind: str, depth: int) -> Iterator[bool]:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    for number, content in _fields(message):
        if kind == "tensor":
            yield number == _EXTERNAL_DATA or (number == _DATA_LOCATION and content != 0)
        elif number in _INSIDE[kind] and isinstance(content, memoryview):
            yield from _wants_files(content, _INSIDE[kind][number], depth + 1)


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield the fields of a message; raises `ValueError` or `IndexError` where it is none."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if wire == _BYTES:
            size, at = _varint(message, at)
        elif wire in (_EIGHT, _FOUR):
            size = 8 if wire == _EIGHT else 4
        else:
            raise ValueError("no such field")
        if not number or at + size > len(message):
            raise ValueError("cut short")
        yield number, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for place in range(10):
        byte = message[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("no number")
