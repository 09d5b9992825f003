# SPDX-License-Identifier: Apache-2.0
"""What a thief of one key can do: no light turns green that was not."""

from datetime import date

from attack import Attacks
from parcel import RELEASE, SECOND, Parcel
from sealing_office import PEOPLE, a_root, id_of

attack = Attacks("thieves")


NO_AUTHOR = "GGRG signed_off role author 7"


@attack("a stolen publisher's key: another kit", "whoever publishes decides", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.files["data/report.json"] = b"[]"
    parcel.list_again()
    parcel.publish()


@attack("a stolen publisher's key: a kind that asks for less", "a letter needs no translator", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.publish(kinds=["letter"])


@attack("a stolen publisher's key: a kind that nobody knows", "an unknown kind needs nobody", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.publish(kinds=["lullaby"])


@attack("a stolen publisher's key: no sign-offs at all", "nothing that lies there is bad", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    for name in [one for one in parcel.files if one.startswith("seal/attestations/")]:
        parcel.drop(name)
    parcel.publish(kinds=["any"])


@attack("a stolen publisher's key: a later expiry", "an old guide lives on", NO_AUTHOR, today="2025-03-01", seen=None)
def _(parcel: Parcel) -> None:
    parcel.publish(expires="2099-01-01")
    parcel.word(issued=date(2025, 3, 1), next=date(2025, 4, 1))


@attack("a stolen publisher's key: signed off by itself", "who publishes reviews as well", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.publish(version=3)
    for role in ("author", "fact-check", "legal", "translator"):
        parcel.sign_off(role, "press")


@attack(
    "a stolen publisher's key, revoked: dated back",
    "before the theft the key was good",
    f"GR-- genuine publisher {RELEASE} 7",
)
def _(parcel: Parcel) -> None:
    people = {**{name: roles for name, roles in PEOPLE.items() if name != "press"}, "press-2": ("publisher",)}
    parcel.root(a_root(2, people, revoked={id_of("press"): date(2024, 12, 1)}))
    parcel.publish(issued="2024-01-02")


@attack(
    "a stolen publisher's key, revoked: the second root left out",
    "the revocation is not there",
    f"GR-- genuine root-withheld {SECOND} 7",
)
def _(parcel: Parcel) -> None:
    parcel.publish(root_version=1)
    parcel.word(root_version=2)


@attack("a stolen lawyer's key", "one reviewer is as good as four", "GGRG signed_off role author 7")
def _(parcel: Parcel) -> None:
    parcel.files["data/report.json"] = b"[]"
    parcel.list_again()
    parcel.publish()
    parcel.sign_off("legal", "lawyer-1")


@attack(
    "a stolen status key: all is well for ever", "the clerk approves what nobody signed", "GGRG signed_off role legal 7"
)
def _(parcel: Parcel) -> None:
    parcel.drop_sign_off("legal", "lawyer-1")
    parcel.word(version=2**53 - 1, next=date(9999, 12, 31))


@attack("a stolen status key: a day far away", "readers throw a good package away", f"GGGR current expired {RELEASE} 7")
def _(parcel: Parcel) -> None:
    parcel.word(version=4, issued=date(2099, 1, 1), next=date(2099, 2, 1))


@attack(
    "a stolen status key: a root that does not exist",
    "readers trust no root any more",
    "GR-- genuine root-withheld trust/9007199254740991.root.json 7",
)
def _(parcel: Parcel) -> None:
    parcel.word(root_version=2**53 - 1)


@attack("one stolen root key", "one root key makes a root", f"GR-- genuine root {SECOND} 7")
def _(parcel: Parcel) -> None:
    people = {**PEOPLE, "thief": ("root", "publisher", "status", "author", "fact-check", "legal", "translator")}
    parcel.root(a_root(2, people), "root-1")
