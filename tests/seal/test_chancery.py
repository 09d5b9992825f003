# SPDX-License-Identifier: Apache-2.0
"""The chancery: from a plan that people edit to roots that they sign, and the word that follows the last."""

from datetime import date
from pathlib import Path

import pytest
from sealing_office import PEOPLE, POLICY, id_of, made_key

from safeconduct.model.refusal import FolderRefusal, TrustRefusal, UsageRefusal
from safeconduct.model.sealed import Recall, Urgency
from safeconduct.seal.chancery.acting import begin, give_word, sign_root, sign_word, write_root
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.chancery.plan import lonely
from safeconduct.seal.chancery.word import following
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import ROOT_PURPOSE
from safeconduct.seal.records import record_bytes
from safeconduct.seal.sshsig import sign

TODAY, LATER = date(2026, 11, 22), date(2026, 12, 22)


def a_plan(people: dict[str, tuple[str, ...]] | None = None, more: str = "", expires: str = "2031-01-01") -> str:
    people = dict(PEOPLE) if people is None else people
    roles = sorted({role for held in people.values() for role in held})
    lines = [f"expires = {expires}", '[name]\nen = "A press"', "[keys]"]
    lines += [f'{name} = "{public_of(made_key(name))} {name}@host"' for name in people]
    lines += ["[roles]"]
    for role in roles:
        keys = ", ".join(f'"{name}"' for name in people if role in people[name])
        lines.append(f"{role} = {{ keys = [{keys}], threshold = {2 if role == 'root' else 1} }}")
    lines += ["[policy]", *(f"{kind} = {list(asked)}" for kind, asked in POLICY.items()), more]
    return "\n".join(lines)


@pytest.fixture
def chancery(tmp_path: Path) -> Chancery:
    kept = Chancery(tmp_path)
    kept.put("trust.toml", a_plan().encode())
    write_root(kept, TODAY)
    sign_root(kept, made_key("root-1"))
    sign_root(kept, made_key("root-2"))
    return kept


def test_a_root_holds_when_as_many_signed_as_must(tmp_path: Path) -> None:
    kept = Chancery(tmp_path)
    with pytest.raises(TrustRefusal, match="no list of keys"):
        kept.root()
    kept.put("trust.toml", a_plan().encode())
    written = write_root(kept, TODAY)
    sign_root(kept, made_key("root-1"))
    with pytest.raises(TrustRefusal, match="signed by 1 of 2"):
        kept.root()
    sign_root(kept, made_key("root-1"))
    with pytest.raises(TrustRefusal, match="signed by 1 of 2"):
        kept.root()
    with pytest.raises(UsageRefusal, match="is no root key"):
        sign_root(kept, made_key("press"))
    sign_root(kept, made_key("root-3"))
    assert kept.root() == written
    assert len(kept.fingerprint.split()) == 8
    assert {name.split("/")[0] for name in kept.signed_files()} == {"trust"}


def test_a_stolen_key_is_revoked_by_the_next_root_and_never_comes_back(chancery: Chancery) -> None:
    others = {name: roles for name, roles in PEOPLE.items() if name != "press"} | {"press-2": ("publisher",)}
    chancery.put("trust.toml", a_plan(others, f"[revoked]\n{id_of('press')} = 2026-11-20").encode(), anew=True)
    second = write_root(chancery, TODAY)
    assert chancery.root().version == 1
    assert set(chancery.signed_files()) & {"trust/2.root.json"} == set()
    for name in ("root-1", "root-2"):
        sign_root(chancery, made_key(name))
    assert chancery.root() == second
    assert second.revoked == {id_of("press"): date(2026, 11, 20)}
    assert id_of("press") not in second.keys
    chancery.put("trust.toml", a_plan(dict(PEOPLE)).encode(), anew=True)
    with pytest.raises(UsageRefusal, match="no key that was revoked"):
        write_root(chancery, TODAY)


def test_new_root_keys_need_the_old_ones(chancery: Chancery) -> None:
    others = {name: roles for name, roles in PEOPLE.items() if roles != ("root",)}
    others |= {"new-1": ("root",), "new-2": ("root",)}
    chancery.put("trust.toml", a_plan(others).encode(), anew=True)
    write_root(chancery, TODAY)
    sign_root(chancery, made_key("new-1"))
    sign_root(chancery, made_key("new-2"))
    assert chancery.root().version == 1
    sign_root(chancery, made_key("root-1"))
    assert chancery.root().version == 1
    sign_root(chancery, made_key("root-2"))
    assert chancery.root().version == 2


def test_a_stolen_root_key_does_not_sign_its_own_revocation(chancery: Chancery) -> None:
    others = {name: roles for name, roles in PEOPLE.items() if name != "root-1"} | {"root-4": ("root",)}
    chancery.put("trust.toml", a_plan(others, f"[revoked]\n{id_of('root-1')} = 2026-11-20").encode(), anew=True)
    write_root(chancery, TODAY)
    sign_root(chancery, made_key("root-2"))
    with pytest.raises(UsageRefusal, match="is no root key"):
        sign_root(chancery, made_key("root-1"))
    path = f"trust/2.root.json.sigs/{id_of('root-1')}.sig"
    chancery.put(path, sign(made_key("root-1"), ROOT_PURPOSE, record_bytes(chancery.roots()[1])).encode())
    assert chancery.root().version == 1
    sign_root(chancery, made_key("root-3"))
    assert chancery.root().version == 2


def test_root_keys_that_must_all_sign_can_never_be_revoked_and_that_is_told(tmp_path: Path) -> None:
    kept = Chancery(tmp_path)
    people = {name: roles for name, roles in PEOPLE.items() if name != "root-3"}
    kept.put("trust.toml", a_plan(people).encode())
    assert [told for told in lonely(write_root(kept, TODAY)) if "None of the root keys can be revoked" in told]


def test_a_plan_that_says_nothing_new_or_is_half_signed_is_not_written_over(chancery: Chancery) -> None:
    with pytest.raises(UsageRefusal, match="says the same"):
        write_root(chancery, TODAY)
    chancery.put("trust.toml", a_plan(expires="2032-01-01").encode(), anew=True)
    write_root(chancery, TODAY)
    chancery.put("trust.toml", a_plan(expires="2033-01-01").encode(), anew=True)
    assert write_root(chancery, TODAY).version == 2
    sign_root(chancery, made_key("root-1"))
    with pytest.raises(UsageRefusal, match="still being signed"):
        write_root(chancery, TODAY)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("expires = 2031-01-01", "expires = 2026-11-22", r"trust\.toml:1: .*a day to come|trust\.toml:1: "),
        ("expires = 2031-01-01\n", "", "“expires” is missing"),
        ('press = "ssh-ed25519', 'press = "ssh-rsa', r"trust\.toml:\d+: “press”"),
        ("threshold = 2", "threshold = 4", "a number from 1 to 3"),
        ('["clerk"], threshold = 1', '["clerk", "press"], threshold = 2', "1: each line of the log"),
        ('keys = ["author-1"]', 'keys = ["nobody"]', "not “nobody”"),
        ("any = ['author', 'fact-check']\n", "", "“any” is missing"),
        ("any = ['author'", "any = ['publisher'", "roles that reviewers have"),
        ("[policy]", "[polisy]", "“polisy” is not a known key"),
        ("[policy]", "[policy", "not valid TOML"),
        ("publisher = ", "publishers = ", "“publisher” is missing"),
    ],
)
def test_a_plan_that_does_not_hold_is_told_line_by_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    plan = a_plan()
    assert old in plan
    kept = Chancery(tmp_path)
    kept.put("trust.toml", plan.replace(old, new, 1).encode())
    with pytest.raises(UsageRefusal, match=told):
        write_root(kept, TODAY)
    assert not (tmp_path / "trust").exists()


def test_a_plan_for_one_alone_can_be_written_at_once_and_is_told_what_that_means(tmp_path: Path) -> None:
    (tmp_path / "me.pub").write_text(public_of(made_key("me")))
    kept = Chancery(tmp_path / "chancery")
    begin(kept, tmp_path / "me.pub", date(2031, 1, 1), "A press")
    root = write_root(kept, TODAY)
    sign_root(kept, made_key("me"))
    assert kept.root() == root
    told = list(lonely(root))
    assert len(told) == 2
    assert "alone" in told[1]
    with pytest.raises(UsageRefusal, match="already"):
        begin(kept, tmp_path / "me.pub", date(2031, 1, 1), "A press")


def test_a_plan_to_be_edited_is_refused_until_keys_stand_in_it(tmp_path: Path) -> None:
    kept = Chancery(tmp_path)
    begin(kept, None, date(2031, 1, 1), "A press")
    with pytest.raises(UsageRefusal, match="public Ed25519 key"):
        write_root(kept, TODAY)


def test_this_office_needs_several_people(chancery: Chancery) -> None:
    assert list(lonely(chancery.root())) == []


def test_each_word_follows_the_last_and_forgets_no_recall(chancery: Chancery) -> None:
    assert chancery.status() is None
    said = dict.fromkeys(("en", "uk", "ko", "ru"), "The number in step 4 is wrong.")
    called = Recall("kursk-2024", 1, 1, TODAY, Urgency.STOP, ("guide#step-4",), said, 2)
    first = following(None, TODAY, LATER, 1, None, {"kursk-2024": 1})
    give_word(chancery, first, made_key("clerk"))
    second = following(chancery.status(), TODAY, LATER, 1, None, {"kursk-2024": 2}, (called,))
    give_word(chancery, second, made_key("clerk"))
    third = following(chancery.status(), TODAY, LATER, 1, None, {"other": 1}, (called,))
    give_word(chancery, third, made_key("clerk"))
    kept = chancery.status()
    assert kept is not None
    assert (kept.version, kept.recalled, kept.latest) == (3, (called,), {"kursk-2024": 2, "other": 1})
    assert set(chancery.status_files()) == {"seal/status.json", f"seal/status.json.sigs/{id_of('clerk')}.sig"}
    with pytest.raises(UsageRefusal, match="said to have version 2 already"):
        following(kept, TODAY, LATER, 1, None, {"kursk-2024": 1})
    with pytest.raises(UsageRefusal, match="is over"):
        following(kept, TODAY, TODAY, 1, None, {})
    with pytest.raises(UsageRefusal, match="cannot be written"):
        following(kept, TODAY, LATER, 1, None, {"Kursk": 1})


def test_only_who_may_gives_the_word_and_an_edited_one_counts_for_nothing(chancery: Chancery) -> None:
    word = following(None, TODAY, LATER, 1, None, {})
    with pytest.raises(UsageRefusal, match="may not give"):
        give_word(chancery, word, made_key("press"))
    give_word(chancery, word, made_key("clerk"))
    path = chancery.folder / "status/status.json"
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":9'))
    with pytest.raises(TrustRefusal, match="signed by 0 of 1"):
        chancery.status()
    sign_word(chancery, made_key("clerk"))
    kept = chancery.status()
    assert kept is not None
    assert kept.version == 9
    path.write_bytes(b"{}")
    with pytest.raises(FolderRefusal, match="cannot be read"):
        chancery.status()


def test_an_altered_root_is_refused(chancery: Chancery) -> None:
    path = chancery.folder / "trust/1.root.json"
    path.write_bytes(record_bytes(chancery.root()).replace(b"A press", b"A pRess"))
    with pytest.raises(TrustRefusal, match="signed by 0 of 2"):
        chancery.root()
