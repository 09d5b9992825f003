# SPDX-License-Identifier: Apache-2.0
"""Made on another processor: `python -m studio.elsewhere FOLDER [CPU]` makes a kit and tells its digests as JSON.

With CPU this process is meant to run in `qemu-x86_64 -cpu CPU` already; the processes that it starts then do so too.
Everything is made in this process, one step after another, so that nothing falls back to the processor outside.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path


def main(folder: Path, processor: str) -> dict[str, object]:
    """Make sound in every container, a film's pictures and the invented notice; return {file: digest} of each."""
    folder.mkdir(parents=True)
    if processor:
        _stay_inside(folder, processor)
    sealed, sound = _sound(folder / "sound")
    return {"sealed": sealed, "sound": sound, "film": _film(), "press": _press(folder / "store")}


def _stay_inside(folder: Path, processor: str) -> None:
    # Whatever is started by the path of our interpreter would run outside of the emulator.
    inside = folder / "python"
    inside.write_text(f'#!/bin/sh\nexec qemu-x86_64 -cpu {processor} {sys.executable} "$@"\n')
    inside.chmod(0o755)
    sys.executable = str(inside)


def _sound(folder: Path) -> tuple[list[str], dict[str, str]]:
    from safeconduct.api.exactness import sealed_outputs
    from safeconduct.model.canonical import digest_of
    from safeconduct.model.channel import SoundFile
    from studio.conftest import channel, job, planned, run, spoken_piece

    files = (
        SoundFile("wav", 48_000, 16),
        SoundFile("flac", 48_000, 24),
        SoundFile("mp3", 44_100, 0, 64),
        SoundFile("mp3", 48_000, 0, 128),
        SoundFile("ogg", 48_000, 0, 24),
        SoundFile("m4a", 48_000, 0, 64),
    )
    sealed, made = set[str](), dict[str, str]()
    for number, file in enumerate(files):
        plan = planned(job(spoken_piece("You can leave on foot."), channel=channel(bool(number % 2), (file,))))
        run(plan, folder / str(number))
        hangs = sealed_outputs(plan.steps)
        for one in plan.artifacts:
            content = (folder / str(number) / one.made.step / one.made.output).read_bytes()
            made[f"{number} {one.file}"] = digest_of(content)
            if one.made in hangs:
                sealed.add(f"{number} {one.file}")
    return sorted(sealed), made


def _film() -> str:
    from safeconduct.model.canonical import digest_of
    from safeconduct.tools.media import pictures

    width, height = 320, 180
    slide = bytes(n * n % 219 + 16 for n in range(width * height * 3 // 2))
    with pictures(width, height, (3, 2), 2, [slide, slide[::-1]]) as film:
        return digest_of(b"".join(film.packets))


def _press(folder: Path) -> dict[str, str]:
    from safeconduct.api.judging import judge
    from safeconduct.api.making import make
    from safeconduct.graph.store import Store

    example, day = Path(__file__).resolve().parents[2] / "examples/river-town", date(2026, 11, 20)
    with Store(folder).locked() as store:
        made = make(judge(example, [], day, day), store, lambda: ThreadPoolExecutor(1), lambda *_: None, uniform=True)
    return {one.file: one.sha256 for one in made.artifacts}


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), "".join(sys.argv[2:]))
    sys.stdout.write(json.dumps({**told, "arithmetic": os.environ.get("OPENBLAS_CORETYPE", "")}))
