# SPDX-License-Identifier: Apache-2.0
"""A verdict for a person: four lights by word, numbers, reasons, one sentence; and for a program: one object."""

import json
from typing import Any

import click

from safeconduct.model.status import Status
from safeconduct.seal.names import shown
from safeconduct.seal.reasons import Colour, Light, Reason
from safeconduct.seal.telling import in_language, sentence_of, word
from safeconduct.seal.verdict import Verdict

from .lines import say

SCHEMA = "safeconduct.verdict/1"


def tell_verdict(verdict: Verdict, language: str, challenge: str | None) -> None:
    """Print the verdict; what the package says of itself only while it may be believed."""
    release = verdict.release
    if release and release.status is Status.SPECIMEN:
        click.echo(word("specimen-mark", language))
    if release and _is_believed(verdict):
        say(f"{_one_line(in_language(release.titles, language))} ({release.id})")
    for light, colour in verdict.lights.items():
        click.echo(f"  {word('light-' + light.replace('_', '-'), language)}: {word(colour, language)}")
    if verdict.fingerprint:
        say(word("fingerprint", language, what=verdict.fingerprint))
    if numbers := _numbers(verdict):
        told = ", ".join(f"{word('seen-' + what, language)}: {number}" for what, number in numbers.items())
        say(told)
    if code := _code(verdict, challenge):
        say(word("receipt", language, what=code))
    elif challenge:
        say(word("receipt-none", language))
    for reason in verdict.reasons[1:]:
        say(_placed(reason, language), "  ")
    if verdict.main:
        say(_placed(verdict.main, language))
    else:
        say(verdict.sentence(language))


def verdict_json(verdict: Verdict, challenge: str | None) -> str:
    """Return the verdict as one JSON object; names of files as they are, the main reason first."""
    release = verdict.release
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "exit": verdict.exit_code,
        "lights": {str(light): str(colour) for light, colour in verdict.lights.items()},
        "reasons": [_plain(reason) for reason in verdict.reasons],
        "fingerprint": verdict.fingerprint,
        "release": release and {"id": release.id, "version": release.version, "titles": dict(release.titles)},
        "release_digest": verdict.release_digest,
        "status": release and str(release.status),
        "numbers": _numbers(verdict),
        "code": _code(verdict, challenge),
        "sentence": {language: verdict.sentence(language) for language in ("en", "uk", "ko", "ru")},
    }
    # A name that is no text (a stranger's file system holds any bytes) is spelled with halves of pairs: \udcff.
    return json.dumps(told, ensure_ascii=True, indent=1)


def _plain(reason: Reason) -> dict[str, str]:
    return {
        "light": str(reason.light),
        "colour": str(reason.colour),
        "code": str(reason.code),
        "file": reason.untrusted_file,
    }


def _is_believed(verdict: Verdict) -> bool:
    return verdict.lights[Light.GENUINE] not in (Colour.RED, Colour.GREY)


def _numbers(verdict: Verdict) -> dict[str, int]:
    """Return the numbers to write down, of what may be believed: whoever knows them cannot be handed older ones."""
    if not _is_believed(verdict) or not verdict.root or not verdict.release:
        return {}
    word = {"status": verdict.status.version} if verdict.status else {}
    return {"root": verdict.root.version, **word, "release": verdict.release.version}


def _code(verdict: Verdict, challenge: str | None) -> str | None:
    whole = verdict.lights[Light.WHOLE] is not Colour.RED
    if challenge is None or not whole or not _is_believed(verdict) or not verdict.release_digest:
        return None
    from safeconduct.seal.consignments.receipts import receipt_code

    return receipt_code(challenge, verdict.release_digest)


def _placed(reason: Reason, language: str) -> str:
    """Return the sentence of a reason, behind its file where the sentence does not name it."""
    sentence, file = sentence_of(reason, language), shown(reason.untrusted_file)
    return sentence if not file or file in sentence else f"{file}: {sentence}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
