# SPDX-License-Identifier: Apache-2.0
"""Typefaces that a reader in the North knows as those of the South.

The law of 2023 on the language of Pyongyang names "괴뢰서체", Southern typefaces, beside Southern wording; what is
counted among them is not published.  The list has the faces that Southern systems, offices and foundries are known by.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from attrs import frozen


class Origin(StrEnum):
    """How a typeface is bound to the South."""

    SYSTEM = "comes with Southern computers and office programs"
    FOUNDRY = "was drawn by a Southern foundry, company or city"
    PAN = "was drawn for Southern readers by an international project"


@frozen
class SouthernTypeface:
    """A typeface as the caller named it, the family that was recognised, its origin, and why it matters."""

    name: str
    family: str
    origin: Origin
    why: str


_WHY: Final = (
    "A reader can be punished for print in a Southern typeface (the law of 2023); "
    "choose a face that the North prints with, or one that looks like it, and have it looked at by a reader."
)
_SYSTEM: Final = (
    *(
        "바탕 Batang",
        "바탕체 BatangChe",
        "돋움 Dotum",
        "돋움체 DotumChe",
        "굴림 Gulim",
        "굴림체 GulimChe",
        "궁서 Gungsuh",
    ),
    *("궁서체 GungsuhChe", "새굴림 NewGulim", "맑은고딕 MalgunGothic", "함초롬바탕 HCRBatang HahmletBatang"),
    *(
        "함초롬돋움 HCRDotum",
        "한컴바탕 HancomBatang",
        "한컴돋움 HancomDotum",
        "휴먼명조 HumanMyeongjo HYMyeongJo",
        "신명조 SinMyeongjo",
    ),
    *(
        "애플고딕 AppleGothic",
        "애플명조 AppleMyungjo",
        "애플산돌고딕네오 AppleSDGothicNeo",
        "은바탕 UnBatang",
        "은돋움 UnDotum",
    ),
    *(
        "백묵바탕 BaekmukBatang",
        "백묵돋움 BaekmukDotum",
        "휴먼굴림 HumanGulim",
        "양재 YjSymbol",
        "한양 HYGothic HYSinMyeongJo",
    ),
)
_FOUNDRY: Final = (
    *(
        "나눔 Nanum",
        "본고딕 산돌 Sandoll",
        "윤고딕 YoonGothic",
        "윤명조 YoonMyungjo",
        "배달의민족 BMJUA BMHANNA BMDOHYEON BMYEONSUNG",
    ),
    *(
        "서울남산 SeoulNamsan",
        "서울한강 SeoulHangang",
        "제주 JejuGothic JejuMyeongjo JejuHallasan",
        "고운 GowunBatang GowunDodum",
    ),
    *(
        "검은고딕 BlackHanSans",
        "도현 DoHyeon",
        "주아 Jua",
        "한나 Hanna",
        "코퍼브 KoPub KoPubBatang KoPubDotum",
        "프리텐다드 Pretendard",
    ),
    *(
        "스포카 SpoqaHanSans",
        "이롭게 Iropke IropkeBatang",
        "마루부리 MaruBuri",
        "에스코어드림 SCoreDream",
        "카페24 Cafe24",
    ),
    *(
        "여기어때 YeogiOttae Jalnan",
        "가비아 GabiaSolmee",
        "지마켓 GmarketSans",
        "넥슨 NEXONLv1Gothic",
        "원신한 OneShinhan",
    ),
    *(
        "감자꽃 GamjaFlower",
        "송명 SongMyung",
        "스타일리시 Stylish",
        "포어스토리 PoorStory",
        "함렛 Hahmlet",
        "디투코딩 D2Coding",
    ),
    *(
        "이사만루 ESAMANRU",
        "태나다 Tenada",
        "학교안심 Hakgyoansim",
        "경기천년 GyeonggiBatang GyeonggiTitle",
        "순바탕 SunBatang",
    ),
    *(
        "동해 EastSeaDokdo Dokdo",
        "하이멜로디 HiMelody",
        "구기 Gugi Gaegu Yeon Sung YeonSung CuteFont Sunflower SingleDay",
        "아이비엠 IBMPlexSansKR",
    ),
)
_PAN: Final = (
    "노토산스 NotoSansKR NotoSansCJKkr NotoSansCJK NotoSansMonoCJKkr",
    "노토세리프 NotoSerifKR NotoSerifCJKkr NotoSerifCJK",
    "본고딕 SourceHanSansK SourceHanSansKR SourceHanSans",
    "본명조 SourceHanSerifK SourceHanSerifKR SourceHanSerif",
)
_WEIGHT: Final = re.compile(
    r"[\s_\-.,·()\[\]]+|(?:thin|extralight|ultralight|light|regular|medium|demilight|semibold|bold|extrabold|heavy|"
    r"black|italic|otf|ttf|ttc|woff2?)(?=$|[\s_\-.])",
    re.IGNORECASE,
)


def southern_typefaces(names: Iterable[str]) -> Iterator[SouthernTypeface]:
    """Yield each typeface of the South among `names` (of families, of faces as files carry them, or of font files)."""
    for name in names:
        said = _folded(name)
        for family, key, origin in _LISTED:
            if said == key or (said.startswith(key) and (len(key) >= 5 or not said.isascii())):
                yield SouthernTypeface(name, family, origin, _WHY)
                break


def _folded(name: str) -> str:
    """A name without weight, ending, signs and case; a subset's tag (ABCDEF+) goes too."""
    return _WEIGHT.sub("", re.sub(r"^[A-Z]{6}\+", "", name.rsplit("/", 1)[-1])).casefold()


def _listed() -> Iterator[tuple[str, str, Origin]]:
    for families, origin in ((_SYSTEM, Origin.SYSTEM), (_FOUNDRY, Origin.FOUNDRY), (_PAN, Origin.PAN)):
        for family in families:
            for key in family.split():
                yield family.split()[0], _folded(key), origin


_LISTED: Final = tuple(sorted(_listed(), key=lambda row: -len(row[1])))
"""Family, folded name and origin, the longest name first."""
