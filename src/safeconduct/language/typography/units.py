# SPDX-License-Identifier: Apache-2.0
"""Units and short words that stand with figures, by language; for use inside a regular expression."""

# Left out are letters that are also words: с (from), В (in), A (a).
_SI = "mm|cm|km|m|kg|g|ml|kW|Hz|kHz|MHz|GHz|dB|GB|MB|kB|°C|°F"
_CYRILLIC = "мм|см|км|м|кг|г|т|л|мл|га|кВт|Вт|Гц|кГц|МГц|ГГц|дБ|ГБ|МБ|млн|млрд|%|‰|°С|€|\\$"
UNITS = {
    "uk": f"{_CYRILLIC}|{_SI}|год|хв|сек|грн|коп|тис|₴",
    "ru": f"{_CYRILLIC}|{_SI}|ч|мин|сек|руб|коп|тыс|₽",
    "en": f"{_SI}|am|pm|a\\.m\\.|p\\.m\\.",
}
BEFORE_FIGURES = {
    "uk": "ст|арт|с|стор|п|пп|ч|гл|розд|рис|табл|буд|кв|корп|оф|каб",
    "ru": "ст|с|стр|п|пп|ч|гл|разд|рис|табл|д|кв|корп|оф|каб",
    "en": "No|Nos|art|arts|Art|Arts|p|pp|ch|fig|Fig|para|paras|vol|sec",
}
BEFORE_NAMES = {
    "uk": "вул|просп|бул|пл|пров|м|смт|с|р|оз|ім|гр|п|св|ген|полк|лейт|кап|серж",
    "ru": "ул|просп|бул|пл|пер|г|пос|с|р|оз|им|гр|св|ген|полк|лейт|кап|серж",
    "en": "Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Maj|Cpl|Pvt",
}
MONTHS = {
    "uk": "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "ru": "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
