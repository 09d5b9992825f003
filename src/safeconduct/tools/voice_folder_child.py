# SPDX-License-Identifier: Apache-2.0
"""The process in which a stranger's voice model runs: `python -m safeconduct.tools.voice_folder_child MEMORY CPU_S`.

The library is loaded first, then the process locks itself in (`jail_child.serve`); only then is the model read.  The
question is one line of JSON (`ids`: the numbers of each sentence, `slower`: the length scale, `speaker` or null,
`pause`: samples between sentences) and behind it the model; the answer, 16-bit samples.
"""

import json
import sys
from typing import Any, Final

from .jail_child import serve

EXIT_LIBRARY: Final = 11
EXIT_MODEL: Final = 12
EXIT_SHAPE: Final = 13
EXIT_SOUND: Final = 14

_INPUTS: Final = {
    "input": "tensor(int64)", "input_lengths": "tensor(int64)", "scales": "tensor(float)", "sid": "tensor(int64)"
}  # fmt: skip
_MUST: Final = frozenset({"input", "input_lengths", "scales"})
_LOUDEST: Final = 0.98


def main() -> int:
    """Load, lock, speak; return the exit code."""
    try:
        import numpy as np
        import onnxruntime
    except (ImportError, OSError):
        return EXIT_LIBRARY
    serve(lambda question: _spoken(question, np, onnxruntime))
    return 0


def _spoken(question: bytes, np: Any, onnxruntime: Any) -> bytes:
    line, _, model = question.partition(b"\n")
    asked = json.loads(line)
    del question
    onnxruntime.set_seed(1)  # a voice that rolls dice rolls the same ones every time
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        found = {one.name: one.type for one in session.get_inputs()}
    except Exception:  # the library has no common kind of its own
        sys.exit(EXIT_MODEL)
    if _MUST - found.keys() or any(_INPUTS.get(name) != kind for name, kind in found.items()):
        sys.exit(EXIT_SHAPE)
    scales = np.array([0.0, asked["slower"], 0.0], np.float32)  # both noises off: the same words, the same bytes
    parts = []
    for ids in asked["ids"]:
        given = {"input": np.array([ids], np.int64), "input_lengths": np.array([len(ids)], np.int64), "scales": scales}
        if "sid" in found:
            given["sid"] = np.array([asked["speaker"] or 0], np.int64)
        try:
            [sound, *_] = session.run(None, given)
        except Exception:
            sys.exit(EXIT_SHAPE)
        parts += [_checked(sound, np), np.zeros(asked["pause"], np.float32)]
    whole = np.concatenate(parts[:-1])
    loudest = float(np.max(np.abs(whole)))
    if loudest <= 0.0:
        sys.exit(EXIT_SOUND)
    return bytes(np.round(whole * (32767 * min(1.0, _LOUDEST / loudest))).astype("<i2").tobytes())


def _checked(sound: Any, np: Any) -> Any:
    """Return one sentence as a row of floats; ends the process when it is anything else."""
    if not isinstance(sound, np.ndarray) or sound.dtype != np.float32 or sound.size != max(sound.shape, default=0):
        sys.exit(EXIT_SHAPE)
    if not sound.size or not np.all(np.isfinite(sound)):
        sys.exit(EXIT_SOUND)
    return sound.reshape(-1)


if __name__ == "__main__":
    sys.exit(main())
