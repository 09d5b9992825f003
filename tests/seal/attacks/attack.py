# SPDX-License-Identifier: Apache-2.0
"""One attack: who harms a good package how, what they hope for, and what must be said to the reader."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen
from parcel import Parcel
from sealing_office import TODAY

BOTH, FOLDER, ZIP = ("folder", "zip"), ("folder",), ("zip",)
COLOURS = {"G": "green", "Y": "yellow", "R": "red", "-": "grey"}
LIGHTS = ("whole", "genuine", "signed_off", "current")
GREEN = "GGGG 0"
OWN, HONEST = "of the package itself", "of the press that was robbed"


@frozen
class Expected:
    """What must be said: the colours of the four lights, the main reason (light, code, file), and the exit."""

    lights: Mapping[str, str]
    main: tuple[str, str, str] | None
    exit: int

    @classmethod
    def written(cls, line: str) -> "Expected":
        """Read "LIGHTS LIGHT CODE FILE EXIT" ("-" is a package as a whole), or "LIGHTS EXIT" where all is green."""
        colours, *main, leave = line.split(" ")
        lights = dict(zip(LIGHTS, (COLOURS[one] for one in colours), strict=True))
        if not main:
            return cls(lights, None, int(leave))
        light, code, *file = main
        # A file name of an attack may hold spaces.
        name = " ".join(file)
        return cls(lights, (light, code, "" if name == "-" else name), int(leave))


@frozen
class Attack:
    """`make` harms a good package.  `expected` is said of it as a folder, `zipped` (if another) of its ZIP.

    `trusted`: whose digits the reader compared, None for nobody's.  `seen`: what they saw of the robbed press before.
    `page`: whether a page could see it, which gets names and bytes from the browser, and neither links nor pipes.
    `as_root`: whether somebody to whom nothing is forbidden would see it.
    """

    name: str
    hope: str
    make: Callable[[Parcel], None]
    expected: Expected
    zipped: Expected
    today: str = f"{TODAY}"
    trusted: str | None = HONEST
    seen: Mapping[str, Any] | None = None
    shapes: tuple[str, ...] = BOTH
    page: bool = True
    as_root: bool = True

    def told(self, shape: str) -> Expected:
        return self.zipped if shape == "zip" else self.expected


@frozen
class Attacks:
    """A collection of attacks of one kind."""

    kind: str
    all: list[Attack] = field(factory=list)

    def __call__(
        self, name: str, hope: str, expected: str, zipped: str | None = None, **how: Any
    ) -> Callable[[Callable[[Parcel], None]], Callable[[Parcel], None]]:
        """Enter the decorated function under `name`."""

        def entered(make: Callable[[Parcel], None]) -> Callable[[Parcel], None]:
            self.add(name, hope, make, expected, zipped, **how)
            return make

        return entered

    def add(
        self,
        name: str,
        hope: str,
        make: Callable[[Parcel], None],
        expected: str,
        zipped: str | None = None,
        **how: Any,
    ) -> None:
        assert name not in {one.name for one in self.all}, name
        told = Expected.written(expected), Expected.written(zipped or expected)
        self.all.append(Attack(name, hope, make, *told, **how))
