# SPDX-License-Identifier: Apache-2.0
"""A voice made of arithmetic: one sine for each number, as an ONNX model of the kind of Piper's voices."""

import json

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

RATE_HZ = 16_000
EACH = 0.03 * RATE_HZ
"""Samples of one number at the natural pace."""

ONE = ("input", "input_lengths", "scales")


def toy_model(*, speaker: bool = False, noise: bool = False, loud: float = 0.5, names: tuple[str, ...] = ONE) -> bytes:
    """Return a model that hums each number at its own pitch, for `EACH` × the length scale samples.

    With `speaker` it takes "sid" as well, with `noise` it rolls dice whatever its scales say.
    """
    tokens, lengths, scales = names
    constants: dict[str, npt.NDArray[np.generic]] = {
        "one": np.array([1], np.int64), "each": np.array([EACH], np.float32), "zero": np.array([0], np.int64),
        "pitch": np.array([2 * np.pi * 12 / RATE_HZ], np.float32), "loud": np.array([loud], np.float32),
        "first": np.array(0, np.int64), "step": np.array(1, np.int64), "row": np.array([1, 1, 1, -1], np.int64),
        "base": np.array([20], np.float32), "scalar": np.zeros(0, np.int64),
    }  # fmt: skip
    nodes = [
        helper.make_node("Gather", [scales, "one"], ["slower"]),
        helper.make_node("Mul", ["slower", "each"], ["per_f"]),
        helper.make_node("Cast", ["per_f"], ["per"], to=TensorProto.INT64),
        helper.make_node("Mul", ["per", lengths], ["total"]),
        helper.make_node("Reshape", ["total", "scalar"], ["stop"]),
        helper.make_node("Range", ["first", "stop", "step"], ["time"]),
        helper.make_node("Div", ["time", "per"], ["place"]),
        helper.make_node("Gather", [tokens, "place"], ["number_2d"], axis=1),
        helper.make_node("Cast", ["number_2d"], ["number"], to=TensorProto.FLOAT),
        helper.make_node("Add", ["number", "base"], ["raised"]),
        helper.make_node("Cast", ["time"], ["time_f"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["raised", "time_f"], ["turns"]),
        helper.make_node("Mul", ["turns", "pitch"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["sine"]),
        helper.make_node("Mul", ["sine", "loud"], ["hum"]),
    ]
    last = "hum"
    if noise:
        nodes += [
            helper.make_node("RandomNormalLike", ["hum"], ["dice"]),
            helper.make_node("Add", ["hum", "dice"], ["h2"]),
        ]
        last = "h2"
    nodes.append(helper.make_node("Reshape", [last, "row"], ["output"]))
    inputs = [
        helper.make_tensor_value_info(tokens, TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info(lengths, TensorProto.INT64, [1]),
        helper.make_tensor_value_info(scales, TensorProto.FLOAT, [3]),
    ]
    if speaker:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "t"])
    graph = helper.make_graph(
        nodes, "toy", inputs, [output], [numpy_helper.from_array(value, name) for name, value in constants.items()]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def config_of(letters: str, **changed: object) -> bytes:
    """Return a configuration that knows `letters`, the space, pad, begin and end; `changed` overrides its fields."""
    symbols = ["_", "^", "$", " ", *dict.fromkeys(letters)]
    told = {
        "audio": {"sample_rate": RATE_HZ},
        "phoneme_type": "text",
        "inference": {"length_scale": 1.0, "noise_scale": 0.667, "noise_w": 0.8},
        "num_speakers": 1,
        "phoneme_id_map": {symbol: [number] for number, symbol in enumerate(symbols)},
    }
    return json.dumps(told | changed).encode()


def wanting_files(path: str) -> bytes:
    """Return a model one of whose numbers lies in another file."""
    model = onnx.load_model_from_string(toy_model())
    tensor = model.graph.initializer[1]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", path
    return bytes(model.SerializeToString())
