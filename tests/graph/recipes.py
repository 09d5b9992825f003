# SPDX-License-Identifier: Apache-2.0
"""Recipes for the tests: small, and some of them wicked."""

import errno
import json
import locale
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

SEEN = ("LC_", "LANG", "TZ", "SOURCE", "XDG", "USER")
Inputs = Mapping[str, Path]
Params = Mapping[str, Json]


def join(inputs: Inputs, params: Params, out: Path) -> None:
    """Write every input, by name, and then params["text"] to each of params["files"] (default: "text")."""
    before = "".join(f"{name}={inputs[name].read_text('utf-8')};" for name in sorted(inputs))
    files = params.get("files", ["text"])
    assert isinstance(files, list | tuple)
    for file in files:
        (out / str(file)).write_text(before + str(params["text"]), "utf-8")


def slowly(inputs: Inputs, params: Params, out: Path) -> None:
    """Write a few hundred kilobytes in slices, and take `seconds` for it."""
    with (out / "text").open("wb") as stream:
        for slice_ in range(10):
            stream.write(f"{params['text']} {slice_} ".encode() * 4000)
            stream.flush()
            time.sleep(float(str(params["seconds"])) / 10)


def refuse(inputs: Inputs, params: Params, out: Path) -> None:
    raise StepRefusal("The text overflows by 3 mm.", "shorten it.")


def stumble(inputs: Inputs, params: Params, out: Path) -> None:
    raise ZeroDivisionError("a bug of ours")


def leave(inputs: Inputs, params: Params, out: Path) -> None:
    sys.exit(0)


def fill_the_disk(inputs: Inputs, params: Params, out: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def fill_the_disk_in_c(inputs: Inputs, params: Params, out: Path) -> None:
    raise RuntimeError("System error.")  # what libsndfile says of it


def link_out(inputs: Inputs, params: Params, out: Path) -> None:
    (out / "text").symlink_to(inputs["a"])


def die(inputs: Inputs, params: Params, out: Path) -> None:
    time.sleep(0.2)  # so that others are in the air
    os.kill(os.getpid(), signal.SIGKILL)


def who(inputs: Inputs, params: Params, out: Path) -> None:
    (out / "text").write_text(str(os.getpid()), "utf-8")


def vandalise(inputs: Inputs, params: Params, out: Path) -> None:
    """Do to the input what its owner can do to a read-only file."""
    for path in inputs.values():
        path.chmod(0o666)
        path.write_bytes(b"vandalised")
    (out / "text").write_text("done", "utf-8")


def call_out(inputs: Inputs, params: Params, out: Path) -> None:
    """Try the network in several ways, and write which of them were refused."""
    refused = []
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        attempts: dict[str, Callable[[], object]] = {
            "connect": lambda: tcp.connect(("127.0.0.1", int(str(params["port"])))),
            "bind": lambda: tcp.bind(("127.0.0.1", 0)),
            "sendto": lambda: udp.sendto(b"x", ("127.0.0.1", int(str(params["port"])))),
            "getaddrinfo": lambda: socket.getaddrinfo("localhost", 80),
            "gethostbyname": lambda: socket.gethostbyname("localhost"),
            "gethostbyaddr": lambda: socket.gethostbyaddr("127.0.0.1"),
        }
        for name, attempt in attempts.items():
            try:
                attempt()
            except PermissionError:
                refused.append(name)
    (out / "text").write_text(" ".join(refused), "utf-8")


def look_around(inputs: Inputs, params: Params, out: Path) -> None:
    """Write down everything about the surroundings that may get into a product by accident."""
    with tempfile.NamedTemporaryFile() as scrap:
        at_home = Path(scrap.name).parent == Path.home()
    (out / "by-default").write_text("안전", encoding=None)
    seen = {
        "zone": time.strftime("%Z %H:%M", time.localtime(0)),
        "locale": locale.setlocale(locale.LC_ALL),
        "variables": {name: os.environ[name] for name in os.environ if name.startswith(SEEN)},
        "home": [path.name for path in Path.home().iterdir()],
        "here": [path.name for path in Path().iterdir()],
        "temporary files at home": at_home,
        "text": (out / "by-default").read_bytes().hex(),
    }
    (out / "by-default").unlink()
    (out / "text").write_text(json.dumps(seen, sort_keys=True), "utf-8")
