# SPDX-License-Identifier: Apache-2.0
"""Native words that are spelt in the South like a Sino-Korean one: 위 (above, 우; stomach, 위), 무 (radish, 무우).

What stands beside them tells which is meant; as the hanja dictionary cannot, each is to be looked at (우리말샘 북한어).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import Edit, Grade

SOURCE: Final = "우리말샘 (NK-HanDic)"


@frozen
class Homograph:
    """`north` is the Northern form of the native word; with `before` or `after` beside it, the other word is meant."""

    north: str
    after: re.Pattern[str]
    before: re.Pattern[str]
    why: str
    near: re.Pattern[str] | None = None
    """In the sentence, where nothing that could be above is told right before it."""


_ENDING_IN_WI: Final = frozenset(
    {"시위", "방위", "단위", "지위", "수위", "부위", "행위", "호위", "순위", "학위", "고위"}
)
_NEVER: Final = re.compile(r"(?!)")

HOMOGRAPHS: Final[Mapping[str, Homograph]] = {
    "위": Homograph(
        "우",
        re.compile(
            r"(?:가|를|는|도|에)?\s*(?:아프|아파|쓰리|쓰려|상하|상했|나쁘|나빠|약하|튼튼|더부룩|절제|편하|편치|탈|부담|막히|비우)"
            r"|[와나] (?:장|간|폐|페|창자)"
        ),
        re.compile(r"(?:[0-9]|제[일이삼]|장과|장이나) ?$"),
        "우 is the place above; 위 (胃) is the stomach",
        re.compile(
            r"수술|염증|내시경|궤양|소화|위장|위암|위염|십이지장|창자|대장|식도|속이 쓰"
            r"|구토|출혈|절제|세척|경련|약을 먹|(?:먹는|에 좋은) 약"
        ),
    ),
    "조각": Homograph(
        "쪼각",
        re.compile(r"(?:하|되|칼|도\b)|\s?(?:공원|작품|예술|전시|미술)"),
        _NEVER,
        "쪼각 is a piece; 조각 (彫刻) is a sculpture",
    ),
    "자국": Homograph(
        "자욱",
        re.compile(r"의|내|산|\s?(?:민|군|영토|영해|이익|국민|정부|화폐|시장)|[을를] (?:방어|지키|위하|위해)"),
        _NEVER,
        "자욱 is a mark; 자국 (自國) is one's own country",
    ),
    "비계": Homograph(
        "비게",
        re.compile(r"(?:를|를 높이)?\s?(?:공사|세우|세워|설치|조립|철거|작업)"),
        _NEVER,
        "비게 is fat; 비계 (飛階) is a scaffold",
    ),
    "무": Homograph(
        "무우",
        re.compile(r"에서 유|로 돌아가|[와나] 유\b"),
        re.compile(r"유[와나] $|유에서 $"),
        "무우 is the vegetable; 무 (無) is nothing",
    ),
}


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit to look at for each of these words, or a mark on it where the other word seems to be meant."""
    for n, token in enumerate(draft.tokens):
        known = HOMOGRAPHS.get(token.form)
        if known is None or token.tag != "NNG" or draft.text[token.start : token.end] != token.form:
            continue
        counted = n > 0 and draft.tokens[n - 1].tag in ("SN", "XPN")
        if counted or _cut(draft.tokens, n) or (len(token.form) == 1 and _touched(draft.tokens, n)):
            continue
        edit = Edit(
            token.start,
            token.end,
            token.form,
            known.north,
            "native-homograph",
            Grade.CONVERT_AND_FLAG,
            SOURCE,
            (token.form,),
            known.why,
        )
        if (
            known.after.match(draft.text, token.end)
            or known.before.search(draft.text[: token.start])
            or (known.near and not _told_of(draft.tokens, n) and known.near.search(_sentence(draft.text, token)))
        ):
            yield evolve(edit, new=token.form, alternatives=(known.north,))
        else:
            yield edit


def _cut(tokens: Sequence[Token], n: int) -> bool:
    """True when the syllable was cut from a verb that the analyser does not know: 까|무|러뜨리다."""
    before = tokens[n - 1] if n else None
    if before is not None and before.end == tokens[n].start and before.form + tokens[n].form in _ENDING_IN_WI:
        return True  # 시|위에서: one word
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return after is not None and after.start == tokens[n].end and after.tag in ("EC", "ETM", "ETN", "EP", "XSV")


def _touched(tokens: Sequence[Token], n: int) -> bool:
    """True when a single syllable stands right before it: the analyser has cut a word that it does not know (련무)."""
    before = tokens[n - 1] if n else None
    return before is not None and before.end == tokens[n].start == before.start + 1 and before.tag[0] in "NX"


def _told_of(tokens: Sequence[Token], n: int) -> bool:
    """True when something is told right before it that it may be above: 책상 위, 그 위, 상처의 위."""
    before = tokens[n - 1].tag if n else ""
    return before[:2] in ("NN", "NP", "NR", "XS", "MM") or before in ("JKG", "ETM")


def _sentence(text: str, token: Token) -> str:
    first = max(text.rfind(sign, 0, token.start) for sign in ".!?\n") + 1
    last = min((at for sign in ".!?\n" if (at := text.find(sign, token.end)) >= 0), default=len(text))
    return text[first:last]
