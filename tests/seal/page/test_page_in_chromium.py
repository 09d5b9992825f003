# SPDX-License-Identifier: Apache-2.0
"""verify.html in a real browser, opened from a file as by a double click."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from attrs import evolve
from chromium import CHROMIUM, WHY_NOT, Browser, looked_at_in_browser, open_page, verdict_shown
from page_in_node import NODE, page_verdict_in_node
from sealing_office import TODAY, Desk, a_root, a_status, sign_off, signed_root, signed_status

from safeconduct.model.canonical import digest_of
from safeconduct.model.sealed import Recall, Urgency
from safeconduct.seal.consignments.receipts import receipt_code
from safeconduct.seal.zipping import write_zip

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=WHY_NOT)]
GREEN = {"whole": "green", "genuine": "green", "signed_off": "green", "current": "green"}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _quiet(browser: Browser) -> Iterator[None]:
    """Whatever a test does: nothing is asked of a network, and no script fails."""
    browser.events.clear()
    yield
    for event in browser.events:
        assert event["method"] not in ("Runtime.exceptionThrown", "Log.entryAdded"), event
        if event["method"] == "Network.requestWillBeSent":
            assert event["params"]["request"]["url"].split(":")[0] in ("file", "blob"), event


def text(browser: Browser, selector: str) -> str:
    return str(browser.run(f"document.querySelector({json.dumps(selector)}).innerText"))


def click(browser: Browser, selector: str) -> None:
    browser.run(f"document.querySelector({json.dumps(selector)}).click()")


def shown_now(browser: Browser) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(browser.run("document.body.dataset.verdict"))
    return told


def drop(browser: Browser, selector: str, *files: Path) -> None:
    browser.run("delete document.body.dataset.verdict")
    place = f"document.querySelector({json.dumps(selector)})"
    browser.run(f"{place}.scrollIntoView()")
    x, y = browser.run(
        f"(() => {{ const r = {place}.getBoundingClientRect(); return [r.x + r.width / 2, r.y + 12]; }})()"
    )
    carried = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        browser("Input.dispatchDragEvent", type=kind, x=x, y=y, data=carried)


def zipped(package: Path) -> Path:
    target = package.with_suffix(".zip")
    write_zip(package, target)
    return target


@pytest.mark.parametrize("way", ["chosen folder", "chosen zip", "dropped folder", "dropped zip"])
def test_every_way_in_gives_four_green_lights(browser: Browser, desk: Desk, way: str) -> None:
    package = desk.package() if way.endswith("folder") else zipped(desk.package())
    if way.startswith("chosen"):
        verdict = looked_at_in_browser(browser, package, TODAY, desk.fingerprint)
    else:
        open_page(browser, TODAY)
        browser.type("trusted", desk.fingerprint)
        drop(browser, "#drop", package)
        verdict = verdict_shown(browser)
    assert (verdict["lights"], verdict["exit"]) == (GREEN, 0)
    assert text(browser, "#sentence") == "This package is whole, genuine, signed off and current."


def test_the_browser_and_node_say_the_same(browser: Browser, desk: Desk) -> None:
    if NODE is None:
        pytest.skip("node is not installed here")
    package = desk.package(word=a_status(recalled=(RECALL,)))
    (package / "data/report.json").write_bytes(b"[]")
    sign_off(package, "fact-check", "checker-2", conditions={"en": "Not by radio."}, review_by=date(2024, 11, 30))
    seen = {"root": 1, "status": 7, "releases": {"kursk-2024": 5}}
    for trusted in (desk.fingerprint, None, "00000 " * 7 + "00000"):
        for today in (TODAY, date(2020, 1, 1), date(2031, 1, 1)):
            in_node = page_verdict_in_node(package, today, trusted, seen)
            in_page = looked_at_in_browser(browser, package, today, trusted, seen)
            assert in_page == {key: in_node[key] for key in in_page}


RECALL = Recall(
    "kursk-2024",
    1,
    2,
    date(2024, 11, 24),
    Urgency.STOP,
    ("pocket#4",),
    {"en": "The bridge is gone.", "uk": "Моста немає.", "ko": "다리가 없습니다.", "ru": "Моста нет."},
    3,
)


def test_the_page_speaks_four_languages(browser: Browser, desk: Desk) -> None:
    looked_at_in_browser(browser, desk.package(word=a_status(recalled=(RECALL,))), TODAY, desk.fingerprint)
    for language, reason in RECALL.reason.items():
        click(browser, f"#languages button[lang={language}]")
        assert browser.run("document.documentElement.lang") == language
        assert reason in text(browser, "#sentence")
        assert reason in text(browser, "#recalls")
        assert "undefined" not in text(browser, "body")
        assert browser.run("document.querySelectorAll('#languages [aria-pressed=true]').length") == 1
    click(browser, "#languages button[lang=uk]")
    assert "Звернення" in text(browser, "#facts")


def test_words_of_a_package_are_words_and_never_markup(browser: Browser, desk: Desk) -> None:
    bad = '<img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script>'
    package = desk.package(change=lambda manifest: evolve(manifest, title={"en": bad}))
    sign_off(package, "fact-check", "checker-2", conditions={"en": bad})
    looked_at_in_browser(browser, package, TODAY, desk.fingerprint)
    assert bad in text(browser, "#facts")
    assert bad in text(browser, "#conditions")
    assert browser.run("document.querySelectorAll('img, main script').length") == 0
    assert browser.run("document.title") == "Check a sealed package"


def test_a_name_that_turns_the_line_round_is_spelled_out(browser: Browser, desk: Desk) -> None:
    package = desk.package()
    (package / "data/appeal\u202efdp.exe").write_bytes(b"")
    looked_at_in_browser(browser, package, TODAY, desk.fingerprint)
    assert "data/appeal\\u202efdp.exe" in text(browser, "#sentence")
    assert "\u202e" not in text(browser, "body")


def test_the_policy_of_the_page_stops_scripts_and_requests(browser: Browser) -> None:
    open_page(browser, TODAY)
    tried = browser.run(
        """(async () => {
          const blocked = [];
          document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "document.title = 'taken'";
          document.head.append(script);
          const style = document.createElement("style");
          style.textContent = "body { display: none }";
          document.head.append(style);
          document.body.append(Object.assign(document.createElement("img"), { src: "x.png" }));
          let answer = "";
          try { await fetch("https://example.org/"); answer = "fetched"; } catch { answer = "refused"; }
          await new Promise((done) => setTimeout(done, 200));
          return [answer, document.title, blocked.sort()];
        })()"""
    )
    assert tried[:2] == ["refused", "Check a sealed package"]
    assert {"connect-src", "img-src", "script-src-elem", "style-src-elem"} <= set(tried[2])
    browser.events.clear()


def test_what_was_seen_is_remembered_only_when_it_is_genuine(browser: Browser, desk: Desk) -> None:
    package = desk.package()
    looked_at_in_browser(browser, package, TODAY)
    assert browser.run("localStorage.length") == 0
    browser.type("trusted", desk.fingerprint)
    assert shown_now(browser)["lights"] == GREEN
    kept = json.loads(browser.run("localStorage.getItem('safeconduct.seen.1')"))
    assert kept == {desk.fingerprint: {"root": 1, "status": 3, "releases": {"kursk-2024": 2}, "recalled": []}}
    assert browser.run("localStorage.length") == 1

    older = Desk(desk.folder / "older")
    older.folder.mkdir()
    browser.choose("#folder", older.package(version=1, word=a_status(version=2)))
    assert verdict_shown(browser)["code"] == "rollback"

    click(browser, "#forget")
    assert browser.run("localStorage.length") == 0


def test_a_recall_is_remembered_and_cannot_be_taken_back(browser: Browser, desk: Desk) -> None:
    looked_at_in_browser(browser, desk.package(word=a_status(recalled=(RECALL,))), TODAY, desk.fingerprint)
    browser.choose("#folder", desk.package("later", word=a_status(version=4)))
    assert verdict_shown(browser)["code"] == "rollback"
    click(browser, "#forget")


def test_digits_are_remembered_only_on_a_click(browser: Browser, desk: Desk) -> None:
    looked_at_in_browser(browser, desk.package(), TODAY, desk.fingerprint)
    assert browser.run("localStorage.getItem('safeconduct.trusted.1')") is None
    click(browser, "#remember")
    browser.open(browser.page)
    assert browser.run("document.getElementById('trusted').value") == desk.fingerprint
    click(browser, "#forget")


def test_without_a_store_the_numbers_are_to_be_written_down(browser: Browser, desk: Desk) -> None:
    refusing = "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('no') } })"
    script = browser("Page.addScriptToEvaluateOnNewDocument", source=refusing)["identifier"]
    verdict = looked_at_in_browser(browser, desk.package(), TODAY, desk.fingerprint)
    browser("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
    assert verdict["lights"] == GREEN
    assert browser.run("document.getElementById('seen').open")
    assert "Write these numbers down" in text(browser, "#seen")
    assert text(browser, "#seen-now").split() == ["List", "of", "keys", "1", "Word", "3", "Version", "2"]
    browser.type("seen-status", "4")
    assert shown_now(browser)["code"] == "rollback"


def test_a_newer_word_takes_the_place_of_the_old(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    looked_at_in_browser(browser, desk.package(), TODAY, desk.fingerprint)
    files = []
    for name, content in signed_status(a_status(version=4, recalled=(RECALL,))).items():
        files.append(tmp_path / Path(name).name)
        files[-1].write_bytes(content)
    click(browser, "#newer summary")
    drop(browser, "#newer", *files)
    assert verdict_shown(browser)["code"] == "recalled"
    assert text(browser, "#newer-told") == "The word that you gave is used: number 4."
    click(browser, "#newer-back")
    # The newer word was good, so it is remembered, and the older one in the package is now too old.
    assert shown_now(browser)["code"] == "rollback"
    browser.choose("#newer-files", files[0])
    assert verdict_shown(browser)["code"] == "status"
    click(browser, "#forget")


def test_an_older_word_does_not_take_the_place_of_a_newer(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    looked_at_in_browser(browser, desk.package(word=a_status(recalled=(RECALL,))), TODAY, desk.fingerprint)
    files = []
    for name, content in signed_status(a_status(version=2)).items():
        files.append(tmp_path / Path(name).name)
        files[-1].write_bytes(content)
    browser.choose("#newer-files", *files)
    assert verdict_shown(browser)["code"] == "recalled"
    assert "older than that in the package" in browser.run("document.getElementById('newer-told').textContent")
    click(browser, "#forget")


def test_the_receipt_code_is_shown_for_eight_digits(browser: Browser, desk: Desk) -> None:
    package = desk.package()
    looked_at_in_browser(browser, package, TODAY, desk.fingerprint)
    digest = digest_of((package / "seal/release.json").read_bytes())
    browser.type("challenge", "1234 5678")
    assert browser.run("document.getElementById('receipt-code').textContent") == receipt_code("12345678", digest)
    browser.type("trusted", "1" * 40)
    assert not re.search("[0-9]{5}", browser.run("document.getElementById('receipt-code').textContent"))


def test_the_lights_are_told_by_word_and_shape(browser: Browser, desk: Desk) -> None:
    verdict = looked_at_in_browser(browser, desk.package(), date(2025, 3, 1), "1" * 40)
    assert set(verdict["lights"].values()) == {"green", "red", "grey"}
    told = browser.run(
        """[...document.querySelectorAll('#lights li')].map((li) => [
          li.innerText.split('\\n')[1], li.querySelector('path').getAttribute('d'), li.querySelector('svg').ariaHidden,
        ])"""
    )
    assert [word for word, _, _ in told] == ["yes", "no", "cannot be said", "cannot be said"]
    assert len({shape for _, shape, _ in told}) == 3
    names = browser("Accessibility.getFullAXTree")["nodes"]
    roles = {node.get("role", {}).get("value") for node in names}
    assert {"heading", "button", "status", "list", "main"} <= roles


@pytest.mark.parametrize("width", [320, 360, 1200])
@pytest.mark.parametrize("language", ["en", "uk", "ko", "ru"])
def test_nothing_runs_over_the_edge(browser: Browser, desk: Desk, width: int, language: str) -> None:
    package = desk.package(contents={"a" * 96 + ".txt": b"x"}, word=a_status(recalled=(RECALL,)))
    (package / f"data/{'a' * 96}.txt").write_bytes(b"y")
    browser("Emulation.setDeviceMetricsOverride", width=width, height=700, deviceScaleFactor=1, mobile=False)
    looked_at_in_browser(browser, package, TODAY, desk.fingerprint)
    click(browser, f"#languages button[lang={language}]")
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.run("document.documentElement.scrollWidth") <= width
    browser("Emulation.clearDeviceMetricsOverride")


def test_ten_thousand_files(browser: Browser, tmp_path: Path) -> None:
    kit = {f"leaf-{n % 100}/{n}.txt": b"%d" % n for n in range(10_000)}
    desk = Desk(tmp_path)
    package = desk.package(contents=kit)
    for form in (package, zipped(package)):
        start = perf_counter()
        verdict = looked_at_in_browser(browser, form, TODAY, desk.fingerprint)
        took = perf_counter() - start
        assert (verdict["lights"], verdict["exit"]) == (GREEN, 0)
        assert took < 120, took
        print(f"10,000 files, {form.suffix or 'folder'}: {took:.1f} s")
    for n in range(5000):
        (package / f"data/leaf-{n % 100}/{n}.txt").write_bytes(b"?")
    verdict = looked_at_in_browser(browser, package, TODAY, desk.fingerprint)
    assert len(verdict["reasons"]) == 5000
    assert browser.run("document.querySelectorAll('*').length") < 1500
    assert "and 4959 more" in text(browser, "#also")


def test_a_rotated_root_in_the_page(browser: Browser, desk: Desk) -> None:
    second = a_root(2)
    rotated = evolve(desk, root=second, trust={**desk.trust, **signed_root(second, ("root-2", "root-3"))})
    assert looked_at_in_browser(browser, rotated.package(), TODAY, desk.fingerprint)["exit"] == 0
    assert (
        looked_at_in_browser(browser, rotated.package("second"), TODAY, desk.fingerprint, {"root": 3})["code"]
        == "root-withheld"
    )
