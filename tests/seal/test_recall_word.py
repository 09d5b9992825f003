# SPDX-License-Identifier: Apache-2.0
"""Whose word a recall stands in, and what speaks against it: nothing unproven makes a final notice."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from sealing_office import TODAY, Desk, a_root, a_status, id_of, made_key, signed_root, signed_status

from safeconduct.api.recall_word import RecallWord, recall_word
from safeconduct.model.refusal import FolderRefusal, TrustRefusal
from safeconduct.model.sealed import Key, Recall, Urgency
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import STATUS, STATUS_PURPOSE, signature_file
from safeconduct.seal.seen import Seen
from safeconduct.seal.sshsig import sign
from safeconduct.seal.zipping import write_zip

# SPECIMEN text in Korean, Ukrainian and Russian: not reviewed by a native reader.
REASON = {"en": "The bridge is closed.", "uk": "Міст зачинено.", "ko": "다리를 건널수 없다.", "ru": "Мост закрыт."}
CALLED = Recall("kursk-2024", 1, 2, date(2024, 11, 24), Urgency.STOP, (), REASON, None)
WORD = a_status(recalled=(CALLED,))


@pytest.fixture
def package(desk: Desk) -> Path:
    """A package whose press has recalled it."""
    return desk.package(word=WORD)


def word_of(package: Path, desk: Desk, *, compared: bool = True, status: Path | None = None) -> RecallWord:
    return recall_word(package, TODAY, [desk.fingerprint] if compared else [], status)


def put(package: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_bytes(content)


def test_a_signed_word_of_a_press_that_was_compared_has_nothing_against_it(desk: Desk, package: Path) -> None:
    word = word_of(package, desk)
    assert word.doubts == ()
    assert word.status == WORD
    assert word.fingerprint == desk.fingerprint
    assert word.press["uk"] == "Друкарня для перевірок"
    assert word.titles["kursk-2024"]["en"] == "An appeal"


def test_a_zip_says_what_the_folder_says(desk: Desk, package: Path, tmp_path: Path) -> None:
    write_zip(package, tmp_path / "package.zip")
    assert word_of(tmp_path / "package.zip", desk) == word_of(package, desk)


def test_a_newer_word_beside_the_package_counts(desk: Desk, tmp_path: Path) -> None:
    package = desk.package()
    put(tmp_path / "beside", {name.removeprefix("seal/"): content for name, content in signed_status(WORD).items()})
    word = word_of(package, desk, status=tmp_path / "beside" / "status.json")
    assert (word.doubts, word.status) == ((), WORD)
    assert word_of(package, desk).status.recalled == ()


def test_an_altered_leaflet_does_not_hold_up_a_recall(desk: Desk, package: Path) -> None:
    for path in sorted((package / "data").rglob("*.pdf")):
        path.write_bytes(b"altered")
    assert word_of(package, desk).doubts == ()


def test_a_fingerprint_that_nobody_compared_is_a_doubt(desk: Desk, package: Path) -> None:
    (doubt,) = word_of(package, desk, compared=False).doubts
    assert desk.fingerprint in doubt
    (other,) = recall_word(package, TODAY, [" ".join(["00000"] * 8)]).doubts[:1]
    assert "not from the press that you trust" in other


def test_a_word_older_than_one_seen_before_is_a_doubt(desk: Desk, package: Path) -> None:
    def seen(version: int) -> RecallWord:
        return recall_word(package, TODAY, [desk.fingerprint], None, lambda _: Seen(1, version, {}))

    assert seen(WORD.version).doubts == ()
    (doubt,) = seen(WORD.version + 1).doubts
    assert "number 4" in doubt


def _unsigned(package: Path) -> None:
    for path in (package / f"{STATUS}.sigs").iterdir():
        path.unlink()


def _reworded(package: Path) -> None:
    content = (package / STATUS).read_bytes()
    (package / STATUS).write_bytes(content.replace(b"The bridge is closed.", b"The bridge is burned."))


def _of_another_role(package: Path) -> None:
    _unsigned(package)
    content = (package / STATUS).read_bytes()
    put(package, {signature_file(STATUS, id_of("press")): sign(made_key("press"), STATUS_PURPOSE, content).encode()})


def _for_another_purpose(package: Path) -> None:
    content = (package / STATUS).read_bytes()
    put(package, {signature_file(STATUS, id_of("clerk")): sign(made_key("clerk"), "safeconduct.log", content).encode()})


def _by_nobody_listed(package: Path) -> None:
    _unsigned(package)
    content = (package / STATUS).read_bytes()
    put(package, {signature_file(STATUS, id_of("thief")): sign(made_key("thief"), STATUS_PURPOSE, content).encode()})


def _naming_a_root_that_is_withheld(package: Path) -> None:
    put(package, signed_status(evolve(WORD, root_version=2)))


def _with_a_first_root_that_too_few_signed(package: Path) -> None:
    for path in sorted((package / "trust" / "1.root.json.sigs").iterdir())[:1]:
        path.unlink()


def _by_a_key_that_was_revoked(package: Path) -> None:
    root = a_root(2)
    roles = {**root.roles, "status": evolve(root.roles["status"], keys=(id_of("clerk-2"),))}
    keys = {known_as: key for known_as, key in root.keys.items() if known_as != id_of("clerk")}
    keys[id_of("clerk-2")] = Key(public_of(made_key("clerk-2")), None)
    del roles["log"]
    revoked = {id_of("clerk"): date(2024, 11, 1)}
    put(package, signed_root(evolve(root, roles=roles, keys=keys, revoked=revoked)))


@pytest.mark.parametrize(
    "attack",
    [
        _unsigned,
        _reworded,
        _of_another_role,
        _for_another_purpose,
        _by_nobody_listed,
        _naming_a_root_that_is_withheld,
        _with_a_first_root_that_too_few_signed,
        _by_a_key_that_was_revoked,
    ],
)
def test_a_word_that_is_not_proven_has_something_against_it(attack: object, desk: Desk, package: Path) -> None:
    assert callable(attack)
    attack(package)
    word = word_of(package, desk)
    assert word.doubts
    assert word.status.recalled[0].id == "kursk-2024"
    assert all(doubt.endswith(".") for doubt in word.doubts)


def test_what_cannot_be_read_is_refused_with_a_way_out(desk: Desk, package: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal, match="no sealed package"):
        recall_word(tmp_path / "nowhere", TODAY, [])
    (package / STATUS).write_bytes(b'{"schema":"safeconduct.status/1"}')
    with pytest.raises(TrustRefusal, match="not written as it must be"):
        word_of(package, desk)
    (package / STATUS).unlink()
    with pytest.raises(FolderRefusal, match=r"There is no seal/status\.json"):
        word_of(package, desk)
    put(package, signed_status(WORD))
    (package / "trust" / "1.root.json").unlink()
    with pytest.raises(TrustRefusal, match="whose word this is"):
        word_of(package, desk)


@pytest.mark.parametrize("sign_of", ["\x1b[31m", "\u202e", "\u200e", "\ufeff", "\x00"])
def test_a_reason_that_steers_a_terminal_or_turns_the_text_round_is_never_read(
    sign_of: str, desk: Desk, package: Path
) -> None:
    turned = evolve(CALLED, reason={**REASON, "en": f"The bridge {sign_of} is closed."})
    put(package, signed_status(evolve(WORD, recalled=(turned,))))
    with pytest.raises(TrustRefusal, match="control or direction signs"):
        word_of(package, desk)
