# SPDX-License-Identifier: Apache-2.0
"""verify.py as it ships: what it says of every case, of any bytes, and what kind of program it is."""

import ast
import builtins
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from alone import ALONE, SOURCE, fingerprint_of, told
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from sealing_office import Desk, a_status, sign_off
from verdict_cases import CASES, REASON, SPOT, with_files

from safeconduct.model.sealed import Recall, Urgency
from safeconduct.seal.recipient.stand_alone import stand_alone_verifier
from safeconduct.seal.zipping import write_zip

TODAY = "2024-12-01"
MODULES = {
    *("argparse", "base64", "calendar", "datetime", "hashlib", "json", "os", "re", "stat", "struct", "sys"),
}
LIGHTS = ["whole", "genuine", "signed_off", "current"]


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_told_by_its_codes_in_folder_and_zip(
    name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name](desk)

    def opening(file: str, *how: Any, **more: Any) -> Any:
        if Path(file).is_relative_to(case.package) and str(Path(file).relative_to(case.package)) in closed:
            raise PermissionError(13, "Permission denied")
        return real(file, *how, **more)

    closed, real = case.more.get("closed", ()), builtins.open
    monkeypatch.setitem(ALONE.__dict__, "open", opening)
    trusted = {"": fingerprint_of(case.package), None: ""}.get(case.trusted, case.trusted)
    seen = case.seen and {
        "root": case.seen.root,
        "status": case.seen.status,
        "releases": dict(case.seen.releases),
        "recalled": [list(span) for span in case.seen.recalled],
    }
    memory = {fingerprint_of(case.package): seen} if seen else {}
    packages = [case.package]
    if case.as_zip:
        packages.append(desk.folder / "package.zip")
        write_zip(case.package, packages[1])
    for package in packages:
        lights, said, *_ = ALONE.verify(str(package), str(case.today), trusted, memory)
        assert set(said) == case.said
        for light in LIGHTS:
            colours = {ALONE.FAULTS[code][1] for code, _ in said if ALONE.FAULTS[code][0] == light}
            worst = "red" if "red" in colours else "yellow" if colours else "green"
            assert lights[light] == worst or (lights[light] == "grey" and not colours)


# ---- What kind of program it is.


def test_it_is_short_enough_to_be_read_in_one_go_and_is_the_same_each_time() -> None:
    assert stand_alone_verifier() == SOURCE.encode() == stand_alone_verifier()
    assert SOURCE.endswith("\n")
    assert SOURCE.count("\n") <= 411
    code = [line for line in SOURCE.splitlines() if not re.match(r'(WORDS = \{| +)"(en|uk|ko|ru)": \{', line)]
    assert len(code) == SOURCE.count("\n") - 4
    assert max(map(len, code)) <= 120


def test_python_3_8_reads_it_and_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 8))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert plain | froms == MODULES
    assert set(sys.stdlib_module_names) >= MODULES
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"eval", "exec", "compile", "__import__", "input", "globals"}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & {"system", "popen", "spawn", "fork", "remove", "unlink", "rmdir", "rename", "chmod", "environ"}


def test_it_says_every_code_in_every_language_in_the_words_of_the_other_verifiers() -> None:
    assert list(ALONE.WORDS) == ["en", "uk", "ko", "ru"]
    for words in ALONE.WORDS.values():
        assert words.keys() >= ALONE.FAULTS.keys() | {"whole_kit", "fingerprint", "receipt", "green", "grey"}
        for sentence in words.values():
            assert sentence.format(file="data/x", what="y").isprintable()


def test_the_source_runs_by_itself_and_says_the_codes(desk: Desk) -> None:
    source = files("safeconduct.seal.recipient").joinpath("verify.py")
    ran = subprocess.run([sys.executable, "-I", str(source), desk.package(), "--today", TODAY], capture_output=True)
    assert ran.returncode == 7
    assert ran.stdout.decode().splitlines()[-1].startswith("not-compared trust/1.root.json ")


# ---- How it is used.


def run(*arguments: object, cwd: Path | None = None, **environment: str) -> tuple[int, str, str]:
    ran = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, cwd=cwd, env={**os.environ, **environment}
    )
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


def test_in_a_package_it_looks_at_the_folder_it_lies_in_and_loads_nothing_that_lies_beside_it(desk: Desk) -> None:
    package = desk.package()
    leave, out, _ = run("verify.py", "--trust", desk.fingerprint, "--today", TODAY, cwd=package)
    assert (leave, out.splitlines()[-1]) == (0, "This package is whole, genuine, signed off and current.")
    trap = desk.folder / "loaded"
    (package / "json.py").write_text(f"open({str(trap)!r}, 'w')\n")
    leave, out, _ = run("verify.py", "--trust", desk.fingerprint, "--today", TODAY, cwd=package)
    assert (leave, out.splitlines()[-1]) == (
        6,
        "The file “json.py” does not belong to this package; somebody put it there.",
    )
    assert not trap.exists()


@pytest.mark.parametrize("language", ["en", "uk", "ko", "ru"])
def test_a_terminal_that_cannot_spell_a_language_is_no_reason_to_stop(desk: Desk, language: str) -> None:
    package = desk.package()
    (package / SPOT).write_bytes(b"another")
    leave, out, _ = run(package / "verify.py", "--lang", language, "--today", TODAY, PYTHONIOENCODING="ascii")
    assert leave == 6
    assert f"{SPOT}" in out.splitlines()[-1]
    assert "\\u" in out


def test_json_gives_lights_reasons_exit_and_the_sentence_of_the_main_reason(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    package = desk.package()
    assert told(capsys, package, "--trust", desk.fingerprint, "--today", TODAY) == (
        0,
        {
            "lights": dict.fromkeys(LIGHTS, "green"),
            "reasons": [],
            "code": None,
            "exit": 0,
            "sentence": "This package is whole, genuine, signed off and current.",
        },
    )
    with_files(package, {SPOT: b"another", "data/b": b"", "data/a": b""})
    leave, answer = told(capsys, package, "--today", "2026-01-01", "--challenge", "12345678")
    assert leave == answer["exit"] == 6
    assert answer["lights"] == {"whole": "red", "genuine": "yellow", "signed_off": "green", "current": "red"}
    assert [(reason["code"], reason["file"]) for reason in answer["reasons"]] == [
        ("altered", SPOT),
        ("unlisted", "data/a"),
        ("unlisted", "data/b"),
        ("not-compared", "trust/1.root.json"),
        ("expired", "seal/release.json"),
        ("silent", "seal/status.json"),
    ]
    assert answer["sentence"] == f"The file “{SPOT}” was altered after sealing."
    assert answer["code"] is None


def test_the_receipt_code_is_made_of_the_challenge_and_the_release(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    package = desk.package()
    digest = hashlib.sha256((package / "seal/release.json").read_bytes()).hexdigest()
    code = hashlib.sha256(f"safeconduct.receipt\n00000042\n{digest}".encode()).hexdigest()
    words = [f"{int(code[n : n + 8], 16) % 100000:05d}" for n in range(0, 32, 8)]
    leave, answer = told(capsys, package, "--today", TODAY, "--challenge", "00000042")
    assert (leave, answer["code"]) == (7, " ".join(words))
    leave, answer = told(capsys, package, "--today", TODAY, "--challenge", "00000042", "--trust", "1" * 40)
    assert (leave, answer["code"]) == (7, None)


def test_what_was_seen_is_remembered_when_genuine_and_an_older_package_is_noticed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = desk.package("newer", version=3, word=a_status(9))
    older = desk.package("older", version=2, word=a_status(8))
    seen = desk.folder / "seen.json"
    trusting = ("--trust", desk.fingerprint, "--today", TODAY, "--seen", seen)
    assert told(capsys, newer, "--today", TODAY, "--seen", seen)[0] == 7
    assert not seen.exists()
    assert told(capsys, newer, *trusting)[0] == 0
    remembered = {desk.fingerprint: {"root": 1, "status": 9, "releases": {"kursk-2024": 3}, "recalled": []}}
    assert json.loads(seen.read_text()) == remembered
    leave, answer = told(capsys, older, *trusting)
    assert leave == 7
    assert [reason["code"] for reason in answer["reasons"]] == ["rollback", "superseded"]
    assert json.loads(seen.read_text()) == remembered
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith("seen")] == ["seen.json"]


def test_what_was_called_back_once_stays_so_whatever_a_later_status_says(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    recalls = tuple(
        Recall("kursk-2024", first, 2, a_status().issued, urgency, (), REASON, None)
        for first, urgency in ((2, Urgency.STOP), (1, Urgency.CARE))
    )
    seen = desk.folder / "seen.json"
    trusting = ("--trust", desk.fingerprint, "--today", TODAY, "--seen", seen)
    before = {"root": 1, "status": None, "releases": {"kursk-2024": 1}}  # as it was written before recalls were kept
    seen.write_text(json.dumps({desk.fingerprint: before, "0" * 47: before}))
    first = desk.package("first", word=evolve(a_status(4), recalled=recalls))
    assert [reason["code"] for reason in told(capsys, first, *trusting)[1]["reasons"]] == ["recalled", "care"]
    kept = {"root": 1, "status": 4, "releases": {"kursk-2024": 2}, "recalled": [["kursk-2024", 2, 2]]}
    assert json.loads(seen.read_text()) == {desk.fingerprint: kept, "0" * 47: before}
    leave, answer = told(capsys, desk.package("second", word=a_status(5)), *trusting)
    assert (leave, [reason["code"] for reason in answer["reasons"]]) == (7, ["rollback"])
    assert "number 4" in answer["sentence"]
    assert json.loads(seen.read_text())[desk.fingerprint] == {**kept, "status": 5}


def test_a_gap_in_the_chain_is_said_and_the_fingerprint_is_still_shown(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    package = desk.package()
    with_files(package, {f"trust/3.root.json.sigs/{'0' * 16}.sig": b""})
    answer = told(capsys, package, "--today", TODAY)[1]
    assert [(reason["code"], reason["file"]) for reason in answer["reasons"]] == [
        ("root", "trust/2.root.json"),
        ("not-compared", "trust/1.root.json"),
    ]
    assert answer["lights"] == {"whole": "green", "genuine": "red", "signed_off": "grey", "current": "grey"}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b'{"x":1}', b"[" * 100_000, b'{"%s":{"root":0,"status":1,"releases":{}}}']
)
def test_a_memory_that_does_not_read_is_refused_and_left_as_it_is(desk: Desk, content: bytes) -> None:
    seen = desk.folder / "seen.json"
    seen.write_bytes(content)
    leave, _, told_on_stderr = run(desk.package() / "verify.py", "--seen", seen, "--trust", desk.fingerprint)
    assert leave == 2
    assert "--seen" in told_on_stderr.splitlines()[-1]
    assert "Traceback" not in told_on_stderr
    assert seen.read_bytes() == content


@pytest.mark.parametrize(
    "arguments",
    [
        ("--trust", "12345"),
        ("--trust", "x" * 40),
        ("--today", "2024-02-30"),
        ("--today", "today"),
        ("--challenge", "1"),
    ],
)
def test_a_slip_of_the_pen_is_said_and_is_no_verdict(desk: Desk, arguments: tuple[str, str]) -> None:
    leave, out, _ = run(desk.package() / "verify.py", *arguments)
    assert (leave, out) == (2, "")


def test_the_fingerprint_may_be_written_as_people_write_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    package = desk.package()
    for spelling in (desk.fingerprint.replace(" ", ""), desk.fingerprint.replace(" ", "-"), f" {desk.fingerprint}\n"):
        assert told(capsys, package, "--trust", spelling, "--today", TODAY)[0] == 0


def test_a_recall_a_condition_and_a_name_are_shown_with_their_unseen_signs(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = {**REASON, "ko": "읽지\u200b마십시오\nWHOLE: yes"}
    recall = Recall("kursk-2024", 1, 2, a_status().issued, Urgency.STOP, ("step-4", "step-5"), reason, None)
    package = desk.package(word=evolve(a_status(), recalled=(recall,)))
    sign_off(package, "fact-check", "checker-2", conditions={"en": "Not before\u2028dawn."})
    (package / "data" / "gate\x1b[2J\u202e.txt").write_bytes(b"")
    ALONE.main([str(package), "--today", TODAY, "--lang", "ko"])
    out = capsys.readouterr().out
    assert "step-4, step-5: 읽지\\u200b마십시오\\nWHOLE: yes" in out
    assert "Not before\\u2028dawn." in out
    assert "gate\\x1b[2J\\u202e.txt" in out
    assert all(line.isprintable() for line in out.splitlines())
    assert desk.fingerprint in out


# ---- Any bytes.


@pytest.fixture(scope="module")
def sealed() -> Iterator[tuple[Path, bytes, str]]:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        package = desk.package(contents={"a.txt": b"one", "b/c.txt": b"two"})
        write_zip(package, desk.folder / "package.zip")
        yield package, (desk.folder / "package.zip").read_bytes(), desk.fingerprint


def judged(content: bytes, fingerprint: str = "") -> dict[str, str]:
    with tempfile.TemporaryDirectory() as there:
        path = Path(there, "package.zip")
        path.write_bytes(content)
        lights, said, *_ = ALONE.verify(str(path), TODAY, fingerprint)
        assert set(lights) == set(LIGHTS)
        assert {"red", "yellow"} & set(lights.values()) if said else set(lights.values()) == {"green"}
        return dict(lights)


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\3\4", b"PK\5\6", b"PK\5\6" + bytes(18)]), st.booleans())
def test_any_bytes_are_no_package_and_no_exception(content: bytes, begin: bytes, at_the_end: bool) -> None:
    lights = judged(content + begin if at_the_end else begin + content)
    assert list(lights.values()) == ["red", "grey", "grey", "grey"]


@settings(max_examples=150)
@given(st.data())
def test_no_byte_of_a_zip_may_change(sealed: tuple[Path, bytes, str], drawn: Any) -> None:
    _, zipped, fingerprint = sealed
    changed = bytearray(zipped)
    for _ in range(drawn.draw(st.integers(1, 3))):
        changed[drawn.draw(st.integers(0, len(zipped) - 1))] = drawn.draw(st.integers(0, 255))
    assert (set(judged(bytes(changed), fingerprint).values()) == {"green"}) is (bytes(changed) == zipped)


@settings(max_examples=60)
@given(st.data())
def test_no_byte_of_a_zip_may_be_cut_or_added(sealed: tuple[Path, bytes, str], drawn: Any) -> None:
    _, zipped, fingerprint = sealed
    start, end = drawn.draw(st.integers(0, len(zipped))), drawn.draw(st.integers(0, len(zipped)))
    if start != end:
        spliced = zipped[:start] + drawn.draw(st.binary(max_size=40)) + zipped[end:]
        assert judged(spliced, fingerprint)["whole"] == "red" or spliced == zipped


JSON_FILES = ("seal/release.json", "seal/status.json", "trust/1.root.json", "seal/attestations")
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**60) | st.text(max_size=20) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(st.data())
def test_no_record_that_says_something_else_turns_a_light_green(sealed: tuple[Path, bytes, str], drawn: Any) -> None:
    package, _, fingerprint = sealed
    name = drawn.draw(st.sampled_from(JSON_FILES))
    path = package / name if name.endswith(".json") else sorted((package / name).glob("*.json"))[0]
    before = path.read_bytes()
    record = json.loads(before)
    spot, keys = record, list[str]()
    while isinstance(spot, dict) and spot and (not keys or drawn.draw(st.booleans())):
        keys.append(drawn.draw(st.sampled_from(sorted(spot))))
        spot = spot[keys[-1]]
    inner = record
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = drawn.draw(values)
    changed = json.dumps(record, ensure_ascii=drawn.draw(st.booleans()), sort_keys=True, separators=(",", ":"))
    content = drawn.draw(st.sampled_from([changed.encode("utf-8", "surrogatepass"), before[:-1], b"[" * 9999, b"\xff"]))
    try:
        path.write_bytes(content)
        lights, said, *_ = ALONE.verify(str(package), TODAY, fingerprint)
    finally:
        path.write_bytes(before)
    assert (set(lights.values()) == {"green"}) is (content == before)
    assert bool(said) is (content != before)


@given(st.binary(max_size=200) | values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_no_record(raw: bytes) -> None:
    assert all(ALONE.record(raw, kind) is None for kind in ALONE.SHAPES)
    assert ALONE.root_in(raw, 1) is None


@given(st.lists(st.text(alphabet="abAB/._ -\u212a1", max_size=12), max_size=8))
def test_names_are_judged_as_the_press_judges_them(names: list[str]) -> None:
    from safeconduct.seal.names import name_faults

    assert ALONE.misnamed(set(names)) == {name for name, _ in name_faults(set(names))}


@pytest.mark.slow
def test_a_large_package_is_read_in_little_memory(desk: Desk) -> None:
    """1 GiB of a hole in the disk, with 300 MB of address space for Python and all."""
    pytest.importorskip("resource")
    package = desk.package()
    with (package / SPOT).open("wb") as file:
        file.truncate(1 << 30)
    code = (
        f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, ({300 * 10**6},) * 2);"
        f"sys.argv = ['verify.py', {str(package)!r}];"
        f"runpy.run_path({str(package / 'verify.py')!r}, run_name='__main__')"
    )
    leave, out, err = run("-c", code)
    assert leave == 6, err
    assert out.splitlines()[-1] == f"The file “{SPOT}” was altered after sealing."
    shutil.rmtree(package)
