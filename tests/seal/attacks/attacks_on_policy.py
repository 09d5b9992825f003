# SPDX-License-Identifier: Apache-2.0
"""Attacks on who must have signed a release off."""

from datetime import date

from attack import GREEN, HONEST, Attacks
from attrs import evolve
from parcel import FIRST, RELEASE, Parcel, digest, sig, sign_off_of, signed_by, spelled
from sealing_office import PEOPLE, a_root

from safeconduct.model.sealed import Role

attack = Attacks("policy")
AUTHOR, LEGAL = sign_off_of("author", "author-1"), sign_off_of("legal", "lawyer-1")
CHECKER = sign_off_of("fact-check", "checker-1")
NO_LAWYER = "GGRG signed_off role legal 7"


def bad(name: str) -> str:
    return f"GGRG signed_off attestation {name} 7"


def signature(name: str) -> str:
    return f"{name[:-5]}.sig"


for role, person in (
    ("author", "author-1"),
    ("fact-check", "checker-1"),
    ("translator", "translator-1"),
    ("legal", "lawyer-1"),
):

    def leave_out(parcel: Parcel, role: str = role, person: str = person) -> None:
        parcel.drop_sign_off(role, person)

    attack.add(f"nobody signed as {role}", "three of four are enough", leave_out, f"GGRG signed_off role {role} 7")


@attack("nobody signed at all", "no sign-offs, no bad sign-off", "GGRG signed_off role author 7")
def _(parcel: Parcel) -> None:
    for name in [one for one in parcel.files if one.startswith("seal/attestations/")]:
        parcel.drop(name)


@attack("a sign-off of another release", "the lawyer read version 1", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", release=digest(b"version 1"))


@attack(
    "a sign-off of another release beside enough",
    "what is not needed is not looked at",
    bad(sign_off_of("fact-check", "checker-2")),
)
def _(parcel: Parcel) -> None:
    parcel.sign_off("fact-check", "checker-2", release=digest(b"version 1"))


@attack("a sign-off of the kit's list", "the list is as good as the release", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", release=digest(parcel.files["manifest-sha256.txt"]))


@attack("another role in the record", "the name of the file is believed", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", role="author")


@attack("another role in the name", "the record is believed", bad(sign_off_of("fact-check", "lawyer-1")))
def _(parcel: Parcel) -> None:
    name = sign_off_of("fact-check", "lawyer-1")
    parcel.files[name] = parcel.files[LEGAL]
    parcel.files[signature(name)] = parcel.files[signature(LEGAL)]


@attack("a sign-off without its signature", "what is written is believed", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.drop(signature(LEGAL))


@attack("a signature without its sign-off", "somebody signed something", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.drop(LEGAL)


@attack("a signature without its sign-off beside enough", "what is not needed is not looked at",
        bad(signature(sign_off_of("fact-check", "checker-2"))))  # fmt: skip
def _(parcel: Parcel) -> None:
    parcel.drop(parcel.sign_off("fact-check", "checker-2"))


@attack(
    "a sign-off by a key of another role",
    "any key of the press can sign off",
    bad(signature(sign_off_of("legal", "author-1"))),
)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "author-1")


@attack("a sign-off by another key under the lawyer's name", "the name of the file is believed", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", key="author-1")


@attack(
    "a sign-off by the status key",
    "a key that lies on a machine can approve",
    bad(signature(sign_off_of("legal", "clerk"))),
)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "clerk")


@attack("a sign-off by the publisher", "who publishes can approve", bad(signature(sign_off_of("legal", "press"))))
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "press")


@attack(
    "a sign-off in a role that nobody has",
    "a role nobody asked for weighs more",
    bad(signature(sign_off_of("bishop", "lawyer-1"))),
)
def _(parcel: Parcel) -> None:
    parcel.sign_off("bishop", "lawyer-1")


@attack("a sign-off as publisher", "a role that is no reviewer's", bad(signature(sign_off_of("publisher", "lawyer-1"))))
def _(parcel: Parcel) -> None:
    parcel.sign_off("publisher", "lawyer-1")


@attack("a sign-off for the purpose of another role", "one signature for two roles", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.files[signature(LEGAL)] = signed_by("lawyer-1", "attestation.fact-check", parcel.files[LEGAL])


@attack("a sign-off for a purpose without a role", "one signature for all roles", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.files[signature(LEGAL)] = signed_by("lawyer-1", "attestation", parcel.files[LEGAL])


@attack("the signature of another sign-off", "two right signatures are exchanged", NO_LAWYER)
def _(parcel: Parcel) -> None:
    one, other = signature(LEGAL), signature(AUTHOR)
    parcel.drop(AUTHOR)
    parcel.rename(other, "spare")
    parcel.files[one] = parcel.files.pop("spare")
    parcel.sign_off("author", "author-1")


@attack("conditions taken out", "the lawyer said: not by post", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", conditions={"en": "Not by post."})
    honest = parcel.record(LEGAL)
    parcel.files[LEGAL] = spelled({**honest, "conditions": {}})


@attack("conditions that nobody reads", "all lights are green all the same", f"GGYG signed_off conditions {LEGAL} 7")
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", conditions={"en": "Not by post.", "uk": "Не поштою."})


@attack("a review that is past", "old advice is new advice", f"GGGY current review {LEGAL} 7")
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", review_by="2024-11-30")


@attack("a review on its day", "a control: the day itself is in time", GREEN)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", review_by="2024-12-01")


@attack("a second fact-checker", "a control: one more than needed", GREEN)
def _(parcel: Parcel) -> None:
    parcel.sign_off("fact-check", "checker-2")


@attack("a part signed off as if it were all", "one file for the whole", NO_LAWYER)
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", covers=["data/report.json", "pocket#4"])


@attack("a part signed off, and said", "the part is taken for the whole", f"GGYG signed_off conditions {LEGAL} 7")
def _(parcel: Parcel) -> None:
    parcel.sign_off("legal", "lawyer-1", covers=["data/report.json"], conditions={"en": "Only the report was read."})


def two_checkers(parcel: Parcel) -> None:
    """A second root that asks for two fact-checkers."""
    root = a_root(2)
    roles = {**root.roles, "fact-check": evolve(root.roles["fact-check"], threshold=2)}
    parcel.root(evolve(root, roles=roles))


@attack("one of two fact-checkers", "one is enough", "GGRG signed_off role fact-check 7")
def _(parcel: Parcel) -> None:
    two_checkers(parcel)


@attack("one fact-checker under two names", "one who signs twice counts twice", "GGRG signed_off role fact-check 7")
def _(parcel: Parcel) -> None:
    two_checkers(parcel)
    other = sign_off_of("fact-check", "checker-2")
    parcel.files[other] = parcel.files[CHECKER]
    parcel.files[signature(other)] = parcel.files[signature(CHECKER)]


@attack("two of two fact-checkers", "a control: both signed", GREEN)
def _(parcel: Parcel) -> None:
    two_checkers(parcel)
    parcel.sign_off("fact-check", "checker-2")


@attack(
    "one person in two roles",
    "a control: whom the root gives two roles must sign twice",
    "GGRG signed_off role legal 7",
)
def _(parcel: Parcel) -> None:
    people = {**{who: roles for who, roles in PEOPLE.items() if who != "lawyer-1"}, "author-1": ("author", "legal")}
    parcel.root(a_root(2, people))
    parcel.drop_sign_off("legal", "lawyer-1")


@attack(
    "a weaker kind, agreed by those whom it asks for", "a leaflet is called a letter, which no translator reads", GREEN
)
def _(parcel: Parcel) -> None:
    # What the kinds are is said by the release that all reviewers sign: nothing is hidden from them.
    parcel.drop_sign_off("translator", "translator-1")
    parcel.everybody_agrees(kinds=["letter"])


@attack("a kind that nobody knows", "what is asked of no kind is asked of nobody", "GGRG signed_off role legal 7")
def _(parcel: Parcel) -> None:
    parcel.drop_sign_off("legal", "lawyer-1")
    parcel.everybody_agrees(kinds=["lullaby"])


@attack("the kind named any", "what every kind needs is all that it needs", GREEN)
def _(parcel: Parcel) -> None:
    parcel.drop_sign_off("legal", "lawyer-1")
    parcel.drop_sign_off("translator", "translator-1")
    parcel.everybody_agrees(kinds=["any"])


@attack("a kind that JavaScript knows", "a field of every table is found for it", "GGRG signed_off role legal 7")
def _(parcel: Parcel) -> None:
    parcel.drop_sign_off("legal", "lawyer-1")
    parcel.everybody_agrees(kinds=["constructor"])


@attack("required roles named by the release", "the release says who must sign it", f"R--- whole form {RELEASE} 6")
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(requires=["publisher"])


@attack(
    "a specimen that all signed off",
    "a proof sheet is used as if it were final",
    f"GGRG signed_off specimen {RELEASE} 7",
)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(status="specimen")


@attack(
    "a specimen of strangers",
    "bad news need no proof",
    f"GRR- genuine other-root {FIRST} 7",
    trusted="12345 " * 7 + "12345",
)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(status="specimen")


@attack(
    "a specimen that calls itself final", "one word is changed", f"GR-- genuine publisher {sig(RELEASE, 'press')} 7"
)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(status="specimen")
    parcel.files[RELEASE] = spelled({**parcel.record(RELEASE), "status": "final"})


@attack(
    "digits of another press",
    "the reader does not compare",
    f"GR-- genuine other-root {FIRST} 7",
    trusted="00000 " * 7 + "00001",
)
def _(parcel: Parcel) -> None:
    assert parcel.files


@attack("no digits given", "the reader takes a stranger's word", f"GYGG genuine not-compared {FIRST} 7", trusted=None)
def _(parcel: Parcel) -> None:
    assert parcel.files


@attack("the right digits", "a control: nothing is wrong", GREEN, trusted=HONEST)
def _(parcel: Parcel) -> None:
    assert parcel.files


@attack("a policy that asks for two roles of one key", "a control: the root's own affair", GREEN)
def _(parcel: Parcel) -> None:
    root = a_root(2)
    lawyer = root.roles["legal"].keys
    parcel.root(evolve(root, issued=date(2024, 2, 1), roles={**root.roles, "ethics": Role(lawyer, 1)}))
