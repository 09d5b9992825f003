# SPDX-License-Identifier: Apache-2.0
"""The commands of the office: keys, the list of keys, sealing, signing off, the press's word and recalls."""

import json
import shlex
import shutil
import subprocess

import pytest

from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.keys import is_locked

from .press_room import ROOT, Ran, Room

SOON, LATER = "2999-01-01", "2999-02-01"
REASONS = [word for tag in ("en", "uk", "ko", "ru") for word in ("--reason", f"{tag}=The number in step 2 is wrong.")]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A room whose person has a key, a list of keys with themselves in every role, and a sealed specimen."""
    room = Room(tmp_path_factory.mktemp("office"))
    shutil.copytree(ROOT / "tests/checks/_base", room.folder / "manuscript")
    done(room.run("keys", "new", "me", "--no-passphrase"))
    done(room.run("trust", "begin", "--alone", "me.pub", "--name", "The office"))
    done(room.run("trust", "write"))
    done(room.run("trust", "sign", "--key", "me"))
    done(room.run("seal", "manuscript", "-o", "package", "--key", "me"))
    return room


def done(ran: Ran) -> str:
    assert ran.code == 0, ran.out + ran.err
    return ran.out


def chancery(room: Room) -> Chancery:
    return Chancery(room.folder / "home/.local/share/safeconduct/chancery")


def lights(ran: Ran) -> dict[str, str]:
    found: dict[str, str] = ran.report["lights"]
    return found


def test_a_key_is_locked_with_a_passphrase_unless_one_says_otherwise(room: Room) -> None:
    refused = room.run("keys", "new", "key", said="\n\n")
    assert (refused.code, (room.folder / "key").exists()) == (2, False)
    told = done(room.run("keys", "new", "key", said="four words of mine\n"))
    assert "give away only key.pub" in told
    assert done(room.run("keys", "show", "key")).splitlines() == told.splitlines()[:3]
    assert room.run("keys", "new", "key", said="x\n").code == 2
    done(room.run("trust", "begin", "--alone", "key.pub"))
    done(room.run("trust", "write"))
    wrong = room.run("trust", "sign", "--key", "key", said="four words\n")
    assert (wrong.code, "does not open" in wrong.err) == (2, True)
    assert "It holds" in done(room.run("trust", "sign", "--key", "key", said="four words of mine\n"))
    done(room.run("keys", "passphrase", "key", said="four words of mine\nothers\n"))
    assert "It holds" in done(room.run("trust", "sign", "--key", "key", said="others\n"))


def test_what_one_key_alone_can_do_is_told(office: Room) -> None:
    ran = office.run("trust", "show")
    assert "One key alone can change the list of keys" in ran.err
    assert chancery(office).fingerprint in done(ran)


def test_a_sealed_specimen_is_red_and_its_files_say_so(office: Room) -> None:
    ran = office.run("verify", "package", "--trust", chancery(office).fingerprint, "--json")
    assert ran.code == 7
    assert lights(ran) == {"whole": "green", "genuine": "green", "signed_off": "red", "current": "yellow"}
    assert {"specimen", "no-status"} <= {reason["code"] for reason in ran.report["reasons"]}
    assert all("SPECIMEN" in path.name for path in (office.folder / "package/data").rglob("*") if path.is_file())


def test_a_sign_off_that_would_not_count_is_refused(office: Room) -> None:
    done(office.run("keys", "new", "stranger", "--no-passphrase"))
    refused = office.run("attest", "package", "--role", "author", "--key", "stranger")
    assert (refused.code, "is not listed for the role “author”" in refused.err) == (2, True)
    assert not (office.folder / "package/seal/attestations").exists()
    odd = office.run("attest", "package", "--role", "author", "--key", "me", "--condition", "Only inside")
    assert (odd.code, "is not a language and a text" in odd.err) == (2, True)


def test_conditions_are_signed_with_the_sign_off(office: Room) -> None:
    shutil.copytree(office.folder / "package", office.folder / "attested")
    words = ("--role", "legal", "--key", "me", "--condition", "en=Only for the embassy.", "--review-by", SOON)
    done(office.run("attest", "attested", *words))
    (record,) = (office.folder / "attested/seal/attestations").glob("legal.*.json")
    assert json.loads(record.read_bytes())["conditions"] == {"en": "Only for the embassy."}
    ran = office.run("verify", "attested", "--trust", chancery(office).fingerprint, "--json")
    assert lights(ran)["whole"] == "green"
    assert "role" not in {reason["code"] for reason in ran.report["reasons"] if reason["file"] == "legal"}


def test_a_recall_turns_the_light_red_wherever_the_word_is_put(office: Room) -> None:
    shutil.copytree(office.folder / "package", office.folder / "held")
    before = (office.folder / "held/seal/release.json").read_bytes()
    (release,) = [json.loads(before)]
    line, version = release["id"], str(release["version"])
    early = office.run("recall", line, "--first", version, "--key", "me", "--next", SOON, "--reason", "en=Wrong.")
    assert (early.code, "missing in one of: en, uk, ko, ru" in early.err) == (2, True)
    assert office.run("status", "put", "held").code == 2
    done(office.run("status", "give", "--key", "me", "--next", SOON, "--latest", f"{line}={version}"))
    done(office.run("status", "put", "held"))
    trust = ("--trust", chancery(office).fingerprint, "--json")
    assert lights(office.run("verify", "held", *trust))["current"] == "green"
    words = ("--first", version, "--step", "steps#walk", "--key", "me", "--next", LATER, "--replaced-by", "2")
    assert "Recalled in word 2" in done(office.run("recall", line, *words, *REASONS))
    assert "steps#walk" in done(office.run("status", "show"))
    done(office.run("status", "put", "held"))
    ran = office.run("verify", "held", *trust)
    assert lights(ran)["current"] == "red"
    assert {"recalled", "superseded"} <= {reason["code"] for reason in ran.report["reasons"]}
    assert (office.folder / "held/seal/release.json").read_bytes() == before


def test_the_number_of_the_next_release_follows_the_word(office: Room) -> None:
    told = done(office.run("seal", "manuscript", "-o", "second", "--key", "me"))
    number = chancery(office).status()
    assert number is not None
    assert f"version {max(number.latest.values()) + 1}" in told


def test_two_releases_never_bear_one_number_though_no_word_was_given(office: Room) -> None:
    shutil.copytree(office.folder / "manuscript", office.folder / "numbered")
    shutil.copytree(chancery(office).folder, office.folder / "numbering")

    def seal(out: str, *more: str) -> Ran:
        return office.run("seal", "numbered", "-o", out, "--key", "me", "--chancery", "numbering", *more)

    def sealed(out: str, *more: str) -> int:
        return int(done(seal(out, *more)).split(" version ")[1].split()[0])

    first = sealed("third")
    assert sealed("fourth") == first + 1
    assert sealed("third-again", "--version", str(first)) == first  # the very same release may
    release = "seal/release.json"
    assert (office.folder / "third" / release).read_bytes() == (office.folder / "third-again" / release).read_bytes()
    copy = office.folder / "numbered/pieces/note/copy.en.md"
    copy.write_text(copy.read_text("utf-8").replace("beds", "warm beds"), "utf-8")
    ran = seal("fifth", "--version", str(first))
    assert (ran.code, "was sealed before, with other content" in ran.err) == (2, True)
    assert not (office.folder / "fifth").exists()
    kept = office.folder / "numbering/numbers.json"
    kept.write_bytes(kept.read_bytes().replace(b'"version":', b'"version": '))
    ran = seal("fifth")
    assert (ran.code, "numbers.json in the chancery cannot be read" in ran.err) == (4, True)


def test_a_release_that_was_not_sealed_has_no_number(office: Room) -> None:
    """A full disk, say: the number is free again, and one that the word names is not."""
    where = ("--key", "me", "--chancery", "numbering")
    shutil.rmtree(office.folder / "numbering", ignore_errors=True)
    shutil.copytree(chancery(office).folder, office.folder / "numbering")
    kept = office.folder / "numbering/numbers.json"
    before = kept.read_bytes()
    (office.folder / "no-folder").write_text("")
    assert office.run("seal", "manuscript", "-o", "no-folder/package", *where).code != 0
    assert kept.read_bytes() == before
    kept.unlink()
    told = office.run("seal", "manuscript", "-o", "again", "--version", "1", *where)
    word = chancery(office).status()
    assert word is not None
    assert (told.code, "was sealed before" in told.err) == (2, True)
    assert max(word.latest.values()) >= 1


def test_a_package_of_another_press_takes_no_word_of_ours(office: Room, room: Room) -> None:
    shutil.copytree(office.folder / "package", room.folder / "theirs")
    done(room.run("keys", "new", "me", "--no-passphrase"))
    done(room.run("trust", "begin", "--alone", "me.pub"))
    done(room.run("trust", "write"))
    done(room.run("trust", "sign", "--key", "me"))
    done(room.run("status", "give", "--key", "me", "--next", SOON))
    refused = room.run("status", "put", "theirs")
    assert (refused.code, "not a package of this press" in refused.err) == (2, True)


def test_an_edition_that_prints_another_press_is_not_sealed(office: Room) -> None:
    shutil.copytree(office.folder / "manuscript", office.folder / "printed")
    edition = office.folder / "printed/edition.toml"
    edition.write_text(f'press = "{" ".join(["12345"] * 8)}"\n' + edition.read_text("utf-8"), "utf-8")
    refused = office.run("seal", "printed", "-o", "other", "--key", "me")
    assert (refused.code, "name the right chancery" in refused.err) == (2, True)
    edition.write_text(edition.read_text("utf-8").replace("12345 12345", "12345", 1), "utf-8")
    assert "eight groups of five digits" in office.run("check", "printed").out


def test_one_zip_is_the_package(office: Room) -> None:
    done(office.run("zip", "package", "-o", "one.zip"))
    done(office.run("zip", "package", "-o", "two.zip"))
    assert (office.folder / "one.zip").read_bytes() == (office.folder / "two.zip").read_bytes()
    assert office.run("zip", "package", "-o", "one.zip").code == 2
    assert office.run("zip", "manuscript", "-o", "three.zip").code == 4
    trust = ("--trust", chancery(office).fingerprint, "--json")
    assert lights(office.run("verify", "one.zip", *trust)) == lights(office.run("verify", "package", *trust))


def test_no_key_is_opened_by_saying_nothing(room: Room) -> None:
    done(room.run("keys", "new", "key", said="some words\n"))
    locked = (room.folder / "key").read_bytes()
    refused = room.run("keys", "passphrase", "key", said="some words\n")
    assert (refused.code, "whoever finds the file" in refused.err) == (2, True)
    assert (room.folder / "key").read_bytes() == locked
    done(room.run("keys", "passphrase", "key", "--no-passphrase", said="some words\n"))
    assert not is_locked(room.folder / "key")


def test_whatever_the_office_is_called_its_plan_can_be_written(room: Room) -> None:
    done(room.run("keys", "new", "me", "--no-passphrase"))
    done(room.run("trust", "begin", "--alone", "me.pub", "--name", 'The "Free" \\ Press'))
    assert 'The "Free" \\ Press' in done(room.run("trust", "write"))
    refused = room.run("trust", "begin", "--chancery", "other", "--alone", "me")
    assert (refused.code, (room.folder / "other").exists()) == (7, False)
    assert room.run("keys", "show", ".").code == 2


def test_no_condition_of_two_falls_away(office: Room) -> None:
    words = ("--role", "legal", "--key", "me", "--condition", "en=Not on air.", "--condition", "en=Not in print.")
    refused = office.run("attest", "package", *words)
    assert (refused.code, "Two texts are given in the language “en”" in refused.err) == (2, True)


def test_an_old_copy_of_the_chancery_gives_no_word(room: Room) -> None:
    done(room.run("keys", "new", "me", "--no-passphrase"))
    done(room.run("trust", "begin", "--alone", "me.pub"))
    done(room.run("trust", "write"))
    done(room.run("trust", "sign", "--key", "me"))
    give = ("status", "give", "--key", "me", "--next", SOON, "--latest")
    done(room.run(*give, "river=1"))
    kept = chancery(room).folder
    shutil.copytree(kept, room.folder / "copy")
    done(room.run(*give, "river=2"))
    shutil.rmtree(kept)
    shutil.copytree(room.folder / "copy", kept)
    refused = room.run(*give, "river=3")
    assert (refused.code, "old copy: word 2" in refused.err) == (2, True)
    assert "Word 1 of" in done(room.run("status", "sign", "--key", "me"))
    odd = room.run(*give, f"river={'9' * 5000}")
    assert (odd.code, "is not an id and a number" in odd.err) == (2, True)


def test_a_package_that_is_not_whole_is_not_zipped(office: Room) -> None:
    shutil.copytree(office.folder / "package", office.folder / "touched")
    (office.folder / "touched/data/메모.txt").write_text("")
    refused = office.run("zip", "touched", "-o", "touched.zip")
    assert (refused.code, (office.folder / "touched.zip").exists()) == (6, False)


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen (openssh-client) is missing")
def test_whoever_keeps_a_key_on_a_token_signs_lists_words_and_recalls_by_hand(room: Room) -> None:
    """A token signs through ssh-keygen, as the same program does here with a key in a file that we never open."""
    private = room.folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "token", "-f", private], check=True)
    done(room.run("trust", "begin", "--alone", "key.pub"))
    done(room.run("trust", "write"))

    def by_hand(*words: str) -> str:
        line = (*words, "--key", "key.pub", "--by-hand", "to-sign")
        first = room.run(*line)
        assert first.code == 9, first.err
        command = shlex.split(first.err.split("again: ")[1])
        assert command[:3] == ["ssh-keygen", "-Y", "sign"]
        assert room.run(*line).err.endswith(first.err.split("What is")[1])  # not signed yet: nothing has happened
        subprocess.run([*command[:4], "key", *command[5:]], cwd=room.folder, check=True, capture_output=True)
        told = done(room.run(*line))
        (room.folder / "to-sign").unlink()
        (room.folder / "to-sign.sig").unlink()
        return told

    assert "It holds" in by_hand("trust", "sign")
    assert "Word 1 given" in by_hand("status", "give", "--next", SOON, "--latest", "brook=1")
    assert "Signed." in by_hand("status", "sign")
    shutil.copytree(ROOT / "tests/checks/_base", room.folder / "manuscript")
    assert "version 1" in by_hand("seal", "manuscript", "-o", "package")
    assert lights(room.run("verify", "package", "--json", "--trust", chancery(room).fingerprint))["genuine"] == "green"
    assert "Recalled in word 2" in by_hand("recall", "brook", "--first", "1", "--next", LATER, *REASONS)
    word = chancery(room).status()
    assert word is not None
    assert (word.version, [one.id for one in word.recalled]) == (2, ["brook"])
    copy = room.folder / "manuscript/pieces/call/copy.en.md"
    copy.write_text(copy.read_text("utf-8") + "\nCall by day.\n", "utf-8")
    ran = room.run("seal", "manuscript", "-o", "p2", "--version", "1", "--key", "key.pub", "--by-hand", "in-vain")
    assert (ran.code, "was sealed before, with other content" in ran.err) == (2, True)
    assert not (room.folder / "in-vain").exists()  # nobody is sent to their token for what is then refused
    for place in ("manuscript", "home/.local/share/safeconduct/chancery"):
        ran = room.run("seal", "manuscript", "-o", "p2", "--key", "key.pub", "--by-hand", f"{place}/to-sign")
        assert (ran.code, "would lie in" in ran.err) == (2, True)
    (room.folder / "to-sign.sig").write_text("of something older")
    ran = room.run("status", "give", "--next", LATER, "--key", "key.pub", "--by-hand", "to-sign")
    assert (ran.code, "to-sign.sig is a signature of something else" in ran.err) == (2, True)
    (room.folder / "to-sign").write_text("something else")
    ran = room.run("status", "give", "--next", LATER, "--key", "key.pub", "--by-hand", "to-sign")
    assert (ran.code, "to-sign holds something else" in ran.err) == (2, True)
