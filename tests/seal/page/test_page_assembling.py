# SPDX-License-Identifier: Apache-2.0
"""verify.html as a file: the same every time, closed to networks, and nothing in it that runs what a package says."""

import base64
import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from safeconduct.seal.recipient import assembling
from safeconduct.seal.recipient.assembling import CORE, PAGE, core_script, verify_page, words

TEXT = verify_page().decode()
PRINTED = """import hashlib
from safeconduct.seal.recipient.assembling import verify_page
print(hashlib.sha256(verify_page()).hexdigest())
"""


def inside(tag: str) -> str:
    found = re.findall(f"<{tag}>(.*?)</{tag}>", TEXT, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs] or [(tag, "", "")]


@pytest.fixture
def tags() -> list[tuple[str, str, str]]:
    parser = Tags()
    parser.feed(TEXT)
    return parser.attributes


def test_the_page_is_the_same_in_another_process() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PRINTED],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Seoul"},
    )
    assert said.stdout.strip() == hashlib.sha256(verify_page()).hexdigest()


def test_the_policy_allows_this_script_and_this_style_and_nothing_else(tags: list[tuple[str, str, str]]) -> None:
    def hashed(content: str) -> str:
        return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', TEXT)
    assert policy
    assert policy[1] == (
        f"default-src 'none'; script-src 'sha256-{hashed(inside('script'))}'; "
        f"style-src 'sha256-{hashed(inside('style'))}'; base-uri 'none'; form-action 'none'"
    )
    order = [tag for tag, _, _ in tags]
    assert order.index("meta") < order.index("style") < order.index("script")


def test_no_attribute_runs_loads_or_leads_anywhere(tags: list[tuple[str, str, str]]) -> None:
    for tag, name, _ in tags:
        assert tag not in {
            "a",
            "img",
            "link",
            "iframe",
            "object",
            "embed",
            "form",
            "base",
            "audio",
            "video",
            "area",
            "frame",
        }
        assert name not in {
            "style",
            "src",
            "srcset",
            "href",
            "action",
            "formaction",
            "data",
            "background",
            "ping",
            "xlink:href",
        }
        assert not name.startswith("on")


def test_the_sources_know_no_network_no_markup_from_text_and_no_code_from_text() -> None:
    script = re.sub("^const WORDS = .*$", "", inside("script"), flags=re.MULTILINE)
    barred = (
        "fetch",
        "XMLHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "RTCPeer",
        "importScripts",
        "import(",
        "Worker",
        "http:",
        "https:",
        "//www",
        "location",
        "window.open",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "setHTML",
        "createContextualFragment",
        "eval(",
        "Function(",
        "setInterval",
        "srcdoc",
        "cookie",
        "indexedDB",
        "caches",
        "postMessage",
        "clipboard",
    )
    assert [word for word in barred if word in script] == []
    assert not re.search(r"setTimeout\(\s*[\"'`]", script)
    assert "url(" not in inside("style")
    assert "@import" not in inside("style")
    assert "http" not in TEXT.replace("http-equiv", "")


def test_every_word_that_the_page_asks_for_is_there() -> None:
    script = inside("script")
    told = words()["en"]
    page = told["page"]
    assert isinstance(page, dict)
    asked = set(re.findall(r'data-word="([a-z-]+)"', TEXT))
    asked |= set(re.findall(r'(?:pageWord|said|complain)\("([a-z-]+)"', script))
    asked |= set(re.findall(r'line\("([a-z-]+)"', script))
    assert asked <= set(page)
    lights = {f"asks-{light}" for light in ("whole", "genuine", "signed-off", "current")}
    unused = [
        key
        for key in page
        if f'"{key}"' not in script.split("\n", 3)[3] and f'"{key}"' not in TEXT.split("<script>")[0]
    ]
    assert set(unused) <= lights


def test_every_code_of_the_specification_has_a_sentence() -> None:
    found = re.search(r"const CODES = \[(.*?)\];", core_script(), re.DOTALL)
    assert found
    codes = re.findall('"([a-z-]+)"', found[1])
    assert len(codes) == len(set(codes)) == 29
    for language in words().values():
        assert set(codes) <= set(language)


def test_every_source_is_used_once_and_the_core_knows_no_page() -> None:
    there = sorted(source.name for source in (assembling._HERE / "js").iterdir() if source.name.endswith(".js"))
    assert there == sorted((*CORE, *PAGE))
    core = core_script()
    assert "document." not in core
    assert "localStorage" not in core
    places = [TEXT.index((assembling._HERE / f"js/{name}").read_text(encoding="utf-8")) for name in (*CORE, *PAGE)]
    assert all(a < b for a, b in pairwise(places))


def test_a_source_that_ends_the_script_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    verify_page.cache_clear()
    whole = assembling._source
    monkeypatch.setattr(
        assembling, "_source", lambda name: whole(name) + ("//</script>" if name.endswith("start.js") else "")
    )
    with pytest.raises(AssertionError):
        verify_page()
