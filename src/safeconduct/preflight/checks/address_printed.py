# SPDX-License-Identifier: Apache-2.0
"""No web address, e-mail address or telephone number is printed."""

import re
from collections.abc import Iterator

from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Phrase, Scene, said

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w-]+\.\w+"
    r"|(?<!\w)@\w{3,}"
    r"|\b[a-z0-9-]+\.(?:com|org|net|info|me|ua|ru|kr|kp|onion)\b"
    r"|(?<!\d)(?!\d{4}-\d\d-\d\d(?!\d))\+?\d[\d \-()]{7,}\d(?!\d)",
    re.IGNORECASE,
)


@check(
    id="address-printed",
    subject=(Copy, Phrase),
    severity=Severity.STOP,
    rationale=(
        "A web address, a telephone number or a code can be watched, go dead or be taken over, and looking it"
        " up marks the reader."
    ),
    remedy="Say it in words without the address; see the standard for what a recipient may ask for.",
    reference="docs/standard.md#addresses",
)
def address_printed(words: Copy | Phrase, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for at, text in said(words):
        for found in _ADDRESS.finditer(text):
            yield Fault(f"“{found[0]}” looks like a web address, e-mail address or telephone number.", at=at)
