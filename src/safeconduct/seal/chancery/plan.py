# SPDX-License-Identifier: Apache-2.0
"""trust.toml, the plan that people edit, turned into the next root that people sign."""

from collections.abc import Iterator, Mapping
from datetime import date

from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.toml import Table, read_table
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.sealed import ANY, LOG, PUBLISHER, ROOT, STATUS, Key, KeyId, Role, Root
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import KeyRefusal, public_key, without_comment
from safeconduct.seal.records import KEY_ID, ROOT_SCHEMA, record_bytes, root_from

from .keeping import PLAN

_NOT_REVIEWERS = {ROOT, PUBLISHER, STATUS}


def root_planned(plan: bytes, before: Root | None, today: date) -> Root:
    """Return the root that `plan`, the text of trust.toml, asks for after `before`.

    Raises `UsageRefusal` with every fault and its line.
    """
    faults = Faults()
    table = read_table(plan, PLAN, faults)
    planned = _planned(table, before, today, faults) if table else None
    if faults.found or planned is None:
        told = "\n  ".join(f"{one.place}: {one.message} Do: {one.remedy}" for one in faults.found)
        raise UsageRefusal(f"The plan does not hold.\n  {told}", f"mend {PLAN}, then write again.")
    try:
        return root_from(record_bytes(planned))
    except MetadataError as fault:
        raise UsageRefusal(f"The plan cannot be written. {fault}", f"mend {PLAN}, then write again.") from None


def lonely(root: Root) -> Iterator[str]:
    """Yield a sentence for everything that one stolen key, or one person, could do alone under this root."""
    if root.roles[ROOT].threshold < 2:
        yield "One key alone can change the list of keys: give the role root two of three."
    elif root.roles[ROOT].threshold == len(root.roles[ROOT].keys):
        yield "None of the root keys can be revoked, since all must sign: list one key more than must."
    for kind in sorted(root.policy):
        roles = root.asked_for((kind,))
        if not roles:
            yield f"A release of the kind “{kind}” needs nobody but the publisher."
        for known_as in root.roles[PUBLISHER].keys:
            alone = root.roles[PUBLISHER].threshold == 1 and all(_alone(root, role, known_as) for role in roles)
            if roles and alone:
                yield f"The key {known_as} can publish and sign off a release of the kind “{kind}” alone."


def _alone(root: Root, role: str, known_as: KeyId) -> bool:
    return root.roles[role].threshold == 1 and known_as in root.roles[role].keys


def _planned(table: Table, before: Root | None, today: date, faults: Faults) -> Root | None:
    name = table.words("name")
    expires = table.date("expires")
    lines = table.words("keys")
    ids = _ids(table, lines)
    roles = _roles(table, ids)
    policy = _policy(table, roles)
    until = _days(table, "until", ids)
    revoked = _revoked(table, ids, roles)
    table.done()
    if expires is not None and expires <= today:
        table.wrong("expires", "a day to come: after it every package of yours shows yellow")
    if before:
        # A root that forgets a theft would take the thief's key for an unknown one, or worse, take it back.
        revoked = {**before.revoked, **revoked}
        for known_as in sorted(set(ids.values()) & before.revoked.keys()):
            table.wrong("keys", f"no key that was revoked ({known_as})")
    if faults.found or expires is None:
        return None
    return Root(
        schema=ROOT_SCHEMA,
        version=before.version + 1 if before else 1,
        issued=max(today, before.issued) if before else today,
        expires=expires,
        name=name,
        keys={
            ids[nick]: Key(without_comment(line), until.get(nick))
            for nick, line in lines.items()
            if ids[nick] not in revoked
        },
        roles=roles,
        policy=policy,
        revoked=revoked,
    )


def _ids(table: Table, lines: Mapping[str, str]) -> dict[str, KeyId]:
    keys = Table(lines, table.file, table.lines, table.faults, ("keys",))
    ids: dict[str, KeyId] = {}
    for nick, line in lines.items():
        try:
            known_as = public_key(without_comment(line)).id
        except KeyRefusal as refusal:
            keys.wrong(nick, f"the line of a .pub file. {refusal.what}")
            continue
        if known_as in ids.values():
            keys.wrong(nick, "each key once")
        ids[nick] = known_as
    return ids


def _roles(table: Table, ids: Mapping[str, KeyId]) -> dict[str, Role]:
    inside = table.table("roles")
    roles: dict[str, Role] = {}
    if inside is None:
        return roles
    for role in inside.values:
        one = inside.table(role)
        if one is None:
            continue
        nicks = one.texts("keys")
        for nick in nicks:
            if nick not in ids:
                one.wrong("keys", f"names listed in [keys] ({', '.join(ids)}), not “{nick}”")
        threshold = one.whole("threshold", needed=False) or 1
        one.done()
        if not 1 <= threshold <= len(set(nicks)):
            one.wrong("threshold", f"a number from 1 to {len(set(nicks))}, the keys of the role")
        elif role == LOG and threshold != 1:
            one.wrong("threshold", "1: each line of the log is signed by one key, and one that counts is enough")
        roles[role] = Role(tuple(sorted({ids[nick] for nick in nicks if nick in ids})), threshold)
    for role in (ROOT, PUBLISHER, STATUS):
        if role not in roles:
            inside.missing(role, '{ keys = ["…"] }')
    return roles


def _policy(table: Table, roles: Mapping[str, Role]) -> dict[str, tuple[str, ...]]:
    inside = table.table("policy")
    if inside is None:
        return {}
    if ANY not in inside.values:
        inside.missing(ANY, '["…"], the roles that every release needs')
    policy = {}
    for kind, asked in inside.values.items():
        inside.asked.add(kind)
        known = sorted(set(roles) - _NOT_REVIEWERS)
        if not isinstance(asked, list) or not all(isinstance(role, str) and role in known for role in asked):
            inside.wrong(kind, f"a list of roles that reviewers have: {', '.join(known)}")
            continue
        policy[kind] = tuple(sorted(set(asked)))
    return policy


def _days(table: Table, key: str, ids: Mapping[str, KeyId]) -> dict[str, date]:
    inside = table.table(key, needed=False)
    if inside is None:
        return {}
    days = {}
    for nick in inside.values:
        day = inside.date(nick)
        if nick not in ids:
            inside.wrong(nick, f"a name listed in [keys] ({', '.join(ids)})")
        elif day is not None:
            days[nick] = day
    return days


def _revoked(table: Table, ids: Mapping[str, KeyId], roles: Mapping[str, Role]) -> dict[KeyId, date]:
    """A revoked key is named by its id, or by its name in [keys], where its line may stay for the record."""
    inside = table.table("revoked", needed=False)
    if inside is None:
        return {}
    revoked = {}
    for nick in inside.values:
        known_as, day = ids.get(nick, nick), inside.date(nick)
        held = sorted(role for role, one in roles.items() if known_as in one.keys)
        if not KEY_ID.fullmatch(known_as):
            inside.wrong(nick, "an id of 16 hexadecimal digits (safeconduct trust show), or a name listed in [keys]")
        elif held:
            inside.wrong(nick, f"no key that still has a role: take “{nick}” out of {', '.join(held)} in [roles]")
        elif day is not None:
            revoked[known_as] = day
    return revoked
