# SPDX-License-Identifier: Apache-2.0
"""The names of the institutions: encrypted, apart from the log, and gone when they are to be gone."""

import base64
import hashlib
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from log_office import DAY, chained, laid_down, looked_at
from log_office import given as gave

from safeconduct.model.canonical import canonical
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, Refusal, TrustRefusal, UsageRefusal
from safeconduct.seal.consignments import sealed_names
from safeconduct.seal.consignments.pseudonyms import Names, gives_away
from safeconduct.seal.consignments.sealed_names import change_names, forget_names, names_file, read_names

PASSPHRASE = "correct horse battery staple"  # noqa: S105 - opens nothing
NAME = "Друкарня для перевірок"


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase is a key at once: scrypt is tried out where it is the point."""

    def derived(passphrase: str, salt: bytes) -> bytes:
        return hashlib.sha256(salt + passphrase.encode()).digest()

    monkeypatch.setattr(sealed_names, "_derived", derived)


def test_what_is_written_is_read_and_nothing_of_it_is_seen(tmp_path: Path) -> None:
    change_names(tmp_path, PASSPHRASE, lambda names: names.having("heron", NAME))
    content = names_file(tmp_path).read_bytes()
    assert names_file(tmp_path).stat().st_mode & 0o777 == 0o600
    for plain in (NAME.encode(), base64.b64encode(NAME.encode())[:-4], b"heron", PASSPHRASE.encode()):
        assert plain not in content
    assert read_names(tmp_path, PASSPHRASE).by_pseudonym == {"heron": NAME}
    with pytest.raises(TrustRefusal, match="passphrase is wrong, or names"):
        read_names(tmp_path, PASSPHRASE + " ")


def test_the_key_is_made_as_is_said(tmp_path: Path) -> None:
    change_names(tmp_path, "пароль із літер", lambda names: names)
    value = json.loads(names_file(tmp_path).read_bytes())
    assert (value["kdf"], value["n"], value["r"], value["p"], value["cipher"]) == ("scrypt", 2**17, 8, 1, "aes-256-gcm")
    salt = bytes.fromhex(value["salt"])
    typed = "пароль із літер".encode()
    key = hashlib.scrypt(typed, salt=salt, n=2**17, r=8, p=1, maxmem=1 << 28, dklen=32)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = canonical({**value, "sealed": ""})
    within = AESGCM(key).decrypt(bytes.fromhex(value["nonce"]), base64.b64decode(value["sealed"]), header)
    assert within.rstrip(b"\0") == b'{"names":{},"schema":"safeconduct.names/1"}'


def test_a_mac_and_a_phone_type_one_passphrase(tmp_path: Path) -> None:
    composed, apart = (unicodedata.normalize(form, "їжак і гайок") for form in ("NFC", "NFD"))
    assert composed != apart
    change_names(tmp_path, composed, lambda names: names.having("heron", NAME))
    assert read_names(tmp_path, apart).by_pseudonym == {"heron": NAME}


@pytest.mark.usefixtures("_quick")
def test_each_writing_is_another_and_as_large(tmp_path: Path) -> None:
    contents = []
    for count in range(4):
        change_names(tmp_path, PASSPHRASE, lambda names, n=count: names.having(f"o-{n}", NAME))  # type: ignore[misc]
        contents.append(json.loads(names_file(tmp_path).read_bytes()))
    assert len({content["salt"] for content in contents}) == len({content["nonce"] for content in contents}) == 4
    assert len({len(content["sealed"]) for content in contents}) == 1


@pytest.mark.usefixtures("_quick")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_other_byte_is_noticed(tmp_path: Path, drawing: st.DataObject) -> None:
    change_names(tmp_path, PASSPHRASE, lambda _: Names({"heron": NAME}))
    path = names_file(tmp_path)
    content = path.read_bytes()
    at = drawing.draw(st.integers(0, len(content) - 1))
    byte = drawing.draw(st.integers(0, 255).filter(lambda one: one != content[at]))
    path.write_bytes(content[:at] + bytes([byte]) + content[at + 1 :])
    with pytest.raises((TrustRefusal, AlteredRefusal)):
        read_names(tmp_path, PASSPHRASE)
    path.write_bytes(content[: drawing.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(AlteredRefusal):
        read_names(tmp_path, PASSPHRASE)
    path.unlink()


@pytest.mark.usefixtures("_quick")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.from_regex(r"[b-z]{1,3}", fullmatch=True),
        st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=90),
        max_size=60,
    )
)
def test_any_names_come_back(tmp_path: Path, names: dict[str, str]) -> None:
    change_names(tmp_path, PASSPHRASE, lambda _: Names(names))
    assert read_names(tmp_path, PASSPHRASE).by_pseudonym == names
    names_file(tmp_path).unlink()


@pytest.mark.usefixtures("_quick")
def test_a_cheaper_way_is_not_taken(tmp_path: Path) -> None:
    change_names(tmp_path, PASSPHRASE, lambda names: names)
    path = names_file(tmp_path)
    value = json.loads(path.read_bytes())
    for changed in ({"n": 2}, {"n": 2**30}, {"kdf": "none"}, {"cipher": "none"}, {"salt": "0"}, {"sealed": "!"}):
        path.write_bytes(canonical({**value, **changed}))
        with pytest.raises(AlteredRefusal):
            read_names(tmp_path, PASSPHRASE)


@pytest.mark.usefixtures("_quick")
def test_names_are_added_removed_and_forgotten_and_the_log_does_not_care(tmp_path: Path) -> None:
    lines = chained([gave(1)])
    laid_down(tmp_path, lines)
    assert read_names(tmp_path, PASSPHRASE) == Names()
    change_names(tmp_path, PASSPHRASE, lambda names: names.having("heron", NAME).having("reed", "Two"))
    assert read_names(tmp_path, PASSPHRASE).name("reed") == "Two"
    change_names(tmp_path, PASSPHRASE, lambda names: names.without("reed"))
    assert read_names(tmp_path, PASSPHRASE).by_pseudonym == {"heron": NAME}
    assert forget_names(tmp_path)
    assert not forget_names(tmp_path)
    assert sorted(path.name for path in names_file(tmp_path).parent.iterdir()) == ["consignments.jsonl", "lock"]
    assert looked_at(lines).faults == ()
    assert DAY.year == 2026


@pytest.mark.parametrize(
    ("pseudonym", "name", "sentence"),
    [
        ("Heron", NAME, "small letters"),
        ("o-12345", NAME, "four digits"),
        ("heron", "", "1 to 200 signs"),
        ("heron", "x" * 201, "1 to 200 signs"),
        ("heron", "two\nlines", "cannot be printed"),
        ("heron", "a\u202eb", "cannot be printed"),
        ("caritas-1", "Caritas of the town", "gives the name away"),
        ("known", NAME, "a name for “known” already"),
    ],
)
def test_names_that_cannot_be(pseudonym: str, name: str, sentence: str) -> None:
    with pytest.raises(UsageRefusal) as refused:
        Names({"known": "x"}).having(pseudonym, name)
    assert sentence in refused.value.what


def test_what_is_not_there_cannot_be_shown_or_removed() -> None:
    for ask in (Names().name, Names().without):
        with pytest.raises(UsageRefusal, match="no name for “heron”"):
            ask("heron")
    assert not gives_away("heron", "The Old Mill")


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageRefusal, match="fewer than 12 signs"):
        change_names(tmp_path, "short", lambda names: names)
    assert not names_file(tmp_path).exists()


@pytest.mark.usefixtures("_quick")
def test_a_full_disk_leaves_the_names_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change_names(tmp_path, PASSPHRASE, lambda names: names.having("heron", NAME))
    before = names_file(tmp_path).read_bytes()

    def full(path: Path, _content: bytes, _rights: int) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed_names, "write_new", full)
    with pytest.raises(FolderRefusal, match="as it was"):
        change_names(tmp_path, PASSPHRASE, lambda names: names.without("heron"))
    assert names_file(tmp_path).read_bytes() == before
    assert not list(names_file(tmp_path).parent.glob(".*"))


def test_every_refusal_says_what_to_do() -> None:
    with pytest.raises(Refusal) as refused:
        Names().name("heron")
    assert refused.value.do
