# SPDX-License-Identifier: Apache-2.0
"""What names are made of, what follows them, and foreign names that begin like Korean ones."""

import re
from typing import Final

_TITLES: Final = """
동무 동지 선생 선생님 씨 군 양 여사 사장 과장 부장 대위 소령 중령 대령 소위 중위 소좌 중좌
대좌 상좌 상위 병장 상병 일병 이병 하사 중사 상사 원사 장군 대장 중장 소장 준장 장관 총리
대통령 주석 위원장 비서 의원 교수 박사 기자 의사 간호사 변호사 목사 신부 감독 선수 대표 국장
실장 차장 반장 분대장 소대장 중대장 대대장 연대장 사단장 여단장 사령관 참모장 정치위원 지배인
관리위원장 작업반장 초급당비서 할아버지 할머니 영감 노인 모 씨네 처녀 총각 아무개 회장 이사 검사
판사 경위 순경 형사 하전사 전사
"""
_SYLLABLES: Final = """
가강건검겸경계고곤공관광교구국군권귀규균근금기길꺽나낙남내녀년녕노다단달담대덕도동두득라락란람래량려력련렬령례로
록룡류륜률륭리린림립만말명모목몽무문미민박방배백범병보복봉부분비빈사산삼상새서석선설섭성세소솔송수숙순슬승시식신
실심아안애양억언여연열염엽영예옥온완왕외요용우욱운웅원월위유육윤율은을음응의이익인일임자장재전점정제조종주준중지
진집찬창채천철청초춘충치칠쾌탁태택판팔평표필하학한해행향허헌혁현형혜호홍화환황회효후훈휘흠흥희
"""
_FOREIGN: Final = """
나가사키 나고야 나디아 나미비아 나이로비 나이지리아 나일 나자르 나치 나치스 나타샤 나탈리아 나토
나폴레옹 나폴리 노라 노르망디 노르웨이 노바 노벨 노보시비르스크 노브고로드 노아 니콜라이 니키타 레닌
양곤 양자강 여호와 연해주 용병 유고 유고슬라비아 유네스코 유니세프 유다 유대인 유라시아 유럽 유로
유리 유리이 유엔 유진 유프라테스 이고르 이라크 이란 이르쿠츠크 이르티시 이리나 이바노프 이반
이베리아 이사야 이솝 이스라엘 이스탄불 이슬람 이오니아 이월 이집트 이탈리아 임팔
"""

TITLE: Final = re.compile("|".join(sorted(_TITLES.split(), key=len, reverse=True)))
"""A title after a name."""

GIVEN: Final = frozenset("".join(_SYLLABLES.split()))
"""Syllables that Korean given names are made of; most foreign names have others."""

FOREIGN: Final = frozenset(_FOREIGN.split())
"""Names and words from abroad that begin like a Korean surname."""
