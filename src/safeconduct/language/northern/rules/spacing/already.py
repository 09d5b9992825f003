# SPDX-License-Identifier: Apache-2.0
"""Sentences that are written in the North's way already: their spacing is left alone.

Texts of the North are not spaced evenly, and the analyser of the South misreads their words.  A sentence counts as the
North's by spellings that the South never has, as long as it has none that the North never has.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_SENTENCE: Final = re.compile(r"[^.?!\n]+(?:[.?!]+(?=\s|[》〉\"'”’)]|$)[》〉\"'”’)]*|[.?!]|\n|$)+")
_NORTHERN: Final = re.compile(
    r"(?<![가-힣\d])(?:[력렬렵료륙륭략랭륜릉랍렴롱뢰]|려[행관권객단운인비객과]|"
    r"련[합대락계결습속일관방련재]|령[도토역공감하장수]|례[를의외절식술년컨]|룡[성천강악]|률동|"
    r"로[동력인련선병고쇠임년골]"
    r"|리[익해유상념론성별용득탈혼치륙기산력행사면]|량[심식측해반곡쪽군민강]|"
    r"녀[성자인학맹종왕]|뇨소|류[학행실의형입출통역]|락[원관후엽제착하심]|란[폭관리동]|"
    r"래[일년달주왕력빈]|루[설락적각진명]|림[시산업진야]|립[장체증법]|념[원려두]|"
    r"년[간말초금령세대도]|닉명)"
    r"|되여(?![가-힣]*여객)|되였|[이아]니였|[가-힣]이였|시였|[가-힣]하시였|띄여|태여나|뛰여|"
    r"쥐여|비여있|내여|세여|피여|미여|[라나]까와|고마와|가까와|반가와|아름다와|새로와|괴로와|"
    r"안타까와|[할갈올일볼을]가\?"
    r"|(?<![가-힣])(?:일군|령마루|원쑤|로씨야|력사|려명|년대기|수자(?=[를가는의]))|련대[성]"
)
_WORDING: Final = re.compile(
    r"강성대국|선군|총진군|인민경제|인민생활|인민소비|인민봉사|당조직|당일군|반공화국|반통일|"
    r"민족대단합|조국통일|제국주의|제일주의|주체[\d１]"
    r"|위훈|숙망|대고조|경제강국|군사강국|일심단결|자력갱생|애국애족|군인정신|기념비적|괴뢰|"
    r"현지지도|조선반도|현시기|산림복구|인덕정치"
    r"|책동|짓부[시셔]|틀어쥐|떠메고|일떠[서세]|나래치|벌려[ 나]|다그[쳐치]|억[세센]|드[센세]|"
    r"자랑찬|긍지높|민족사적|사회주의(?=[ 의])|혁명적|혁명대오|국방력|전성기|알곡|품들여|"
    r"추켜세우|정규화|북돋|불패의|강권|자주위업|자주권|실천투쟁|약동|서광|당원들과|군민일치|"
    r"관병일치|최우선적|국가방위|군사력의|신심 드높이|남조선|백방으로|통이 크게|총동원"
    r"|[가-힣]에로(?:의|부터)?(?![가-힣])|[가-힣]으로 되[는여고였]|[가-힣]로 되여|힘있게|을 ?데 대[하한]"
)
_JOINED: Final = re.compile(
    r"[는던은을](?:것|수)(?:은|이|을|를|도|만|으로|에|이다|입니다|밖에)?(?![가-힣])|"
    r"[할될갈볼낼릴칠일킬길날살을](?:수|데)(?= (?:있|없|대))|[가-힣]적(?!으로|"
    r"이[고며면다지])[가-힣]{2,}(?:[을를과와의에](?![가-힣])|에서)"
    r"|[가-힣]고(?:있|싶)|[아어여해워와려켜쳐져혀]나가"
)
_SOUTHERN: Final = re.compile(
    r"되어|되었|[가-힣]이었|시었|아니었|띄어|피었|비었|[가-힣]워서|[을할갈올볼일]까\?|"
    r"(?<![가-힣])(?:노동|역사(?!적역)|여성|여자|이익|이해[하를가]|연합|연대[를의로]|영도|내일|"
    r"이유|이용|예를|여행|노력한|논문|논의|낙원|유학|양심|열차|육지)"
    r"|[“”‘’『』]|(?:것|수|줄|뿐|데)(?:은|이|을|를|도|만)? 같"
)
_PARTED: Final = re.compile(r"[는던은을할될갈볼낼릴칠일] (?:것|수|줄|뿐|데)(?![가-힣]{2})|[가-힣]고 (?:있|싶)")


@lru_cache(maxsize=8)
def northern_stretches(text: str) -> Sequence[tuple[int, int]]:
    """Return the sentences of a text that are the North's already."""
    return tuple(found.span() for found in _SENTENCE.finditer(text) if _northern(found[0]))


def _northern(sentence: str) -> bool:
    if _SOUTHERN.search(sentence):
        return False
    spelt, worded, joined, parted = (
        len(pattern.findall(sentence)) for pattern in (_NORTHERN, _WORDING, _JOINED, _PARTED)
    )
    return 3 * spelt + 2 * worded + joined > parted
