# SPDX-License-Identifier: Apache-2.0
"""The commands that add to a sealed package: a reviewer's sign-off of the finished work, and the one ZIP of it."""

from datetime import date
from pathlib import Path

import click

from .options import BY_HAND, DAY, KEY, cli, signer_of, utc_today
from .telling import refusals

_PACKAGE = click.argument("package", type=click.Path(path_type=Path))


class _Said(click.ParamType[tuple[str, str]]):
    name = "lang=text"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        language, parted, text = str(value).partition("=")
        if not parted or not text.strip():
            self.fail(f"“{value}” is not a language and a text, such as en=“Only for the embassy.”", param, ctx)
        return language.strip(), text.strip()


SAID = _Said()


def by_language(said: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return the texts by their languages; of two in one language, none may silently fall away."""
    from safeconduct.model.refusal import UsageRefusal

    texts = dict(said)
    if len(texts) < len(said):
        twice = next(one for one in texts if sum(language == one for language, _ in said) > 1)
        raise UsageRefusal(f"Two texts are given in the language “{twice}”.", "write both into one text.")
    return texts


@cli.command()
@_PACKAGE
@click.option("--role", required=True, help="The role in which you sign, as the list of keys names it.")
@KEY
@click.option("--condition", "conditions", multiple=True, type=SAID, help="A condition that everybody will be shown.")
@click.option("--covers", multiple=True, metavar="NAME", help="Only this piece, file or step; can be repeated.")
@click.option("--review-by", type=DAY, help="After this day it should be looked at anew.")
@BY_HAND
def attest(
    package: Path, role: str, key: Path, conditions: tuple[tuple[str, str], ...], covers: tuple[str, ...],
    review_by: date | None, by_hand: Path | None,
) -> None:  # fmt: skip
    """Sign off a sealed PACKAGE: the finished work as a whole.

    In the role “publisher” it is the release that is signed, where several publishers must sign. With a key on a token,
    --key names its .pub file: the first call writes what is to be signed to FILE, ssh-keygen signs it, and the second
    call takes FILE.sig in.
    """
    from safeconduct.api.attesting import Terms, sign_off_package
    from safeconduct.model.fingerprints import fingerprint_of
    from safeconduct.seal.adding import release_in
    from safeconduct.seal.files import read_at_most
    from safeconduct.seal.layout import FIRST_ROOT, MOST_SIGNED

    with refusals():
        release, _ = release_in(package)
        terms = Terms(role, utc_today(), covers, by_language(conditions), review_by)
        added = sign_off_package(package, terms, signer_of(key, by_hand, package))
        click.echo(f"Signed off as {role}: {release.id} version {release.version}, {added}")
        first = read_at_most(package / FIRST_ROOT, MOST_SIGNED)
        click.echo(f"The press's fingerprint, to be compared: {fingerprint_of(first)}")


@cli.command("zip")
@_PACKAGE
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The ZIP file; must be new.")
def zip_package(package: Path, out: Path) -> None:
    """Write a sealed PACKAGE as one ZIP file, the same each time."""
    from safeconduct.model.refusal import AlteredRefusal
    from safeconduct.seal.adding import release_in
    from safeconduct.seal.verify import verify
    from safeconduct.seal.zipping import write_zip

    with refusals():
        release_in(package)
        verdict = verify(package, utc_today())
        if verdict.exit_code == AlteredRefusal.code:
            raise AlteredRefusal(verdict.sentence("en"), "mend the package, or seal it anew; then zip it.")
        write_zip(package, out)
    click.echo(f"Written: {out}")
