# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium that is told by a pipe what to do, and looks at packages with verify.html.

Protocol: Chrome DevTools Protocol over `--remote-debugging-pipe`: JSON messages ended by NUL, to the browser on its
file descriptor 3, from it on 4.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.seal.recipient.assembling import verify_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WHY_NOT = "no Chromium is installed here (looked for chromium, chromium-browser, google-chrome)"

_LAUNCH = """import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_CLOCK = """
{
  const Real = Date;
  const noon = new Real(%d, %d, %d, 12).getTime();
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length) super(...given);
      else super(noon);
    }
  };
}
try { localStorage.clear(); } catch {}
"""
_VERDICT = """new Promise((done) => {
  const look = () => {
    const complaint = document.getElementById("complaint").textContent;
    if (document.body.dataset.verdict) done(document.body.dataset.verdict);
    else if (complaint) done(JSON.stringify({complaint}));
    else setTimeout(look, 10);
  };
  look();
})"""


class BrowserError(AssertionError):
    """The browser refused what it was told."""


class Browser:
    """One headless Chromium with one page; `with Browser(folder) as browser: …`.

    `folder` holds its profile and, as `page`, our verify.html.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        assert CHROMIUM, WHY_NOT
        self.page = folder / "verify.html"
        self.page.write_bytes(verify_page())
        to_read, self._out = os.pipe()
        self._in, to_write = os.pipe()
        # Above 9, so that 3 and 4 are free in the child.
        given = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_read, to_write)]
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                _LAUNCH,
                *map(str, given),
                CHROMIUM,
                "--headless=new",
                "--no-sandbox",
                "--remote-debugging-pipe",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
                f"--user-data-dir={folder}",
                *options,
                "about:blank",
            ],
            pass_fds=given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
        for end in (to_read, to_write, *given):
            os.close(end)
        self._number = 0
        self._pending = b""
        self.events: list[dict[str, Any]] = []
        """What the browser told unasked: {"method": …, "params": …}."""
        self._session: str | None = None
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self._session = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "DOM", "Runtime", "Network", "Log"):
            self(f"{domain}.enable")
        self("Page.setLifecycleEventsEnabled", enabled=True)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the browser."""
        session, self._session = self._session, None
        try:
            if session:
                self("Browser.close")
        except (BrowserError, OSError):
            pass
        for end in (self._in, self._out):
            os.close(end)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)

    def __call__(self, method: str, /, **params: Any) -> dict[str, Any]:
        """Send one command to the page (before there is one: to the browser) and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                if "error" in told:
                    raise BrowserError(f"{method}: {told['error']}")
                result: dict[str, Any] = told["result"]
                return result
            if "method" in told:
                self.events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._pending:
            some = os.read(self._in, 1 << 20)
            if not some:
                raise BrowserError("The browser ended.")
            self._pending += some
        message, self._pending = self._pending.split(b"\0", 1)
        told: dict[str, Any] = json.loads(message)
        return told

    def run(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page; promises are waited for."""
        told = self("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise BrowserError(json.dumps(told["exceptionDetails"])[:2000])
        return told["result"].get("value")

    def open(self, page: Path) -> None:
        """Open a file as a double click would: by its file: address; the page before is gone when this returns."""
        self.events.clear()
        # The answer comes before the old page goes, so what is awaited is that this very page has been loaded.
        loader = self("Page.navigate", url=page.absolute().as_uri())["loaderId"]
        while not any(_is_loaded(told, loader) for told in self.events):
            self.events.append(self._next())

    def choose(self, selector: str, *files: Path) -> None:
        """Choose files, or one folder, with the input that `selector` finds; the verdict of before is taken away."""
        self.run("delete document.body.dataset.verdict")
        root = self("DOM.getDocument")["root"]["nodeId"]
        node = self("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self("DOM.setFileInputFiles", nodeId=node, files=[str(file.absolute()) for file in files])

    def type(self, name: str, text: str) -> None:
        """Have `text` stand in the field with the id `name`."""
        told = json.dumps([name, text])
        self.run(
            f"{{ const [id, text] = {told}; const field = document.getElementById(id);"
            " field.value = text; field.dispatchEvent(new Event('input')); }"
        )


def _is_loaded(told: Mapping[str, Any], loader: str) -> bool:
    """Return whether an event says that the page of this loader has been loaded."""
    params = told.get("params", {})
    return told.get("method") == "Page.lifecycleEvent" and (params["name"], params["loaderId"]) == ("load", loader)


def open_page(browser: Browser, today: date) -> None:
    """Open verify.html on a certain day, with nothing remembered."""
    clock = _CLOCK % (today.year, today.month - 1, today.day)
    script = browser("Page.addScriptToEvaluateOnNewDocument", source=clock)["identifier"]
    browser.open(browser.page)
    browser("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def verdict_shown(browser: Browser) -> dict[str, Any]:
    """Wait for the verdict, and return it: what `<body data-verdict>` holds (see js/wording.js)."""
    told: dict[str, Any] = json.loads(browser.run(_VERDICT))
    return told


def looked_at_in_browser(
    browser: Browser,
    package: Path,
    today: date,
    trusted: str | None = None,
    seen: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what our verify.html says of `package`, a folder or a file.

    {"lights": {"whole", "genuine", "signed_off", "current": colour}, "reasons": [{"light", "colour", "code", "file"}],
    "code", "file" (of the main reason, or ""), "exit": 0 | 6 | 7, "sentence"}.  `trusted` are eight groups of digits,
    `seen` is {"root": N, "status": N, "releases": {ID: N}, "recalled": [[ID, FIRST, LAST]…]}.
    """
    open_page(browser, today)
    browser.type("trusted", trusted or "")
    first = _file_in(package, "trust/1.root.json")
    if seen and first is not None:
        told = {"root": 0, "status": 0, "releases": {}, "recalled": [], **{key: seen[key] for key in seen if seen[key]}}
        kept = {fingerprint_of(first): told}
        browser.run(f"localStorage.setItem('safeconduct.seen.1', {json.dumps(json.dumps(kept))})")
    browser.choose("#folder" if package.is_dir() else "#zip", package)
    return verdict_shown(browser)


def _file_in(package: Path, name: str) -> bytes | None:
    """Return a file of a package, where it can be read."""
    try:
        if package.is_dir():
            return (package / name).read_bytes()
        with zipfile.ZipFile(package) as zipped:
            return zipped.read(name)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
