# SPDX-License-Identifier: Apache-2.0
"""Wordings: denials, alternatives, hedges, tenses and extremes; the same sentence counts the same in every language.

The Korean, Ukrainian and Russian here is SPECIMEN text, not reviewed by native readers.
"""

import pytest

from safeconduct.language.facts import reader
from safeconduct.model.ledger import Bound, Modality
from safeconduct.model.mention import MentionKind

READ = reader({})
# English, Ukrainian, Russian, Korean; how many denials; how many times "or".
PARALLEL = [
    ("Not all came.", "Не всі прийшли.", "Не все пришли.", "모두가 온것은 아닙니다.", 1, 0),
    (
        "Nobody saw anything.",
        "Ніхто нічого не бачив.",
        "Никто ничего не видел.",
        "아무도 아무것도 보지 못하였습니다.",
        1,
        0,
    ),
    (
        "There is neither water nor food.",
        "Немає ні води, ні їжі.",
        "Нет ни воды, ни еды.",
        "물도 식량도 없습니다.",
        1,
        1,
    ),
    ("We do not come.", "Ми не приходимо.", "Мы не приходим.", "우리는 안 갑니다.", 1, 0),
    ("You must go.", "Ви мусите йти.", "Вы должны идти.", "가지 않으면 안됩니다.", 0, 0),
    ("Three or four days", "Три чи чотири дні", "Три или четыре дня", "사흘이나 나흘", 0, 1),
    ("Today or tomorrow", "Сьогодні або завтра", "Сегодня или завтра", "오늘 혹은 래일", 0, 1),
    (
        "Do not pretend to surrender.",
        "Не вдавайте, що здаєтеся.",
        "Не притворяйтесь, что сдаётесь.",
        "투항하는체 하지 마십시오.",
        1,
        0,
    ),
    ("We do not know.", "Ми не знаємо.", "Мы не знаем.", "우리는 모릅니다.", 1, 0),
    ("Nobody knows that.", "Ніхто цього не знає.", "Никто этого не знает.", "그것은 아무도 모릅니다.", 1, 0),
    (
        "It is not known where he is.",
        "Невідомо, де він.",
        "Неизвестно, где он.",
        "그가 어디에 있는지 알려지지 않았습니다.",
        1,
        0,
    ),
    (
        "You need not keep this paper.",
        "Зберігати цей папір не обов’язково.",
        "Хранить эту бумагу не обязательно.",
        "이 종이를 건사하지 않아도 됩니다.",
        1,
        0,
    ),
    (
        "You do not have to answer.",
        "Ви не мусите відповідати.",
        "Вы не обязаны отвечать.",
        "대답하지 않아도 됩니다.",
        1,
        0,
    ),
    ("You must not run.", "Не можна бігти.", "Бежать нельзя.", "달려서는 안됩니다.", 1, 0),
    (
        "It is forbidden to shoot.",
        "Стріляти заборонено.",
        "Стрелять запрещено.",
        "총을 쏘는것은 금지되여있습니다.",
        0,
        0,
    ),
    ("Give only your name.", "Назвіть лише ім’я.", "Назовите только имя.", "이름만 말하십시오.", 0, 0),
    (
        "There is only one bridge left.",
        "Залишився тільки один міст.",
        "Остался только один мост.",
        "다리는 하나밖에 없습니다.",
        0,
        0,
    ),
    (
        "He speaks not only Korean.",
        "Він розмовляє не лише корейською.",
        "Он говорит не только по-корейски.",
        "그는 조선말뿐만 아니라 다른 말도 합니다.",
        1,
        0,
    ),
    (
        "We cannot but ask you.",
        "Ми не можемо не просити вас.",
        "Мы не можем не просить вас.",
        "우리는 당신에게 부탁하지 않을수 없습니다.",
        0,
        0,
    ),
    (
        "Whether to go or not is your decision.",
        "Іти чи ні, вирішуєте ви.",
        "Идти или нет, решаете вы.",
        "가겠는가 가지 않겠는가는 당신이 결정합니다.",
        0,
        0,
    ),
    (
        "Nobody has confirmed the steps.",
        "Ніхто не підтвердив цих кроків.",
        "Никто не подтвердил этих шагов.",
        "아무도 이 단계들을 확인하지 않았습니다.",
        1,
        0,
    ),
    (
        "No army has confirmed it.",
        "Жодна армія цього не підтвердила.",
        "Ни одна армия этого не подтвердила.",
        "어느 군대도 그것을 확인하지 않았습니다.",
        1,
        0,
    ),
    (
        "This message promises nothing.",
        "Це повідомлення нічого не обіцяє.",
        "Это сообщение ничего не обещает.",
        "이 말은 아무것도 약속하지 않습니다.",
        1,
        0,
    ),
    (
        "He never came back.",
        "Він ніколи не повернувся.",
        "Он никогда не вернулся.",
        "그는 한번도 돌아오지 않았습니다.",
        1,
        0,
    ),
    ("Come without a weapon.", "Приходьте без зброї.", "Приходите без оружия.", "무기없이 오십시오.", 1, 0),
    ("There is no water here.", "Тут немає води.", "Здесь нет воды.", "여기에는 물이 없습니다.", 1, 0),
    ("It is not a pass.", "Це не перепустка.", "Это не пропуск.", "이것은 통행증이 아닙니다.", 1, 0),
    (
        "We do not threaten, and we promise no reward.",
        "Ми не погрожуємо і не обіцяємо винагороди.",
        "Мы не угрожаем и не обещаем награды.",
        "우리는 위협하지 않으며 보상을 약속하지 않습니다.",
        2,
        0,
    ),
    (
        "Wait until you are called.",
        "Чекайте, доки вас не покличуть.",
        "Ждите, пока вас не позовут.",
        "부를 때까지 기다리십시오.",
        0,
        0,
    ),
    (
        "If you do not understand, ask.",
        "Якщо ви не розумієте, спитайте.",
        "Если вы не понимаете, спросите.",
        "알아듣지 못하면 물어보십시오.",
        1,
        0,
    ),
    ("I cannot walk.", "Я не можу йти.", "Я не могу идти.", "나는 걸을수 없습니다.", 1, 0),
    ("He could not sleep.", "Він не міг спати.", "Он не мог спать.", "그는 잠을 자지 못하였습니다.", 1, 0),
    (
        "The weapon is no longer needed.",
        "Зброя більше не потрібна.",
        "Оружие больше не нужно.",
        "무기는 더이상 필요하지 않습니다.",
        1,
        0,
    ),
    (
        "Stay in the house or go to the hall.",
        "Залишайтеся в домі або йдіть до зали.",
        "Оставайтесь в доме или идите в зал.",
        "집에 있거나 강당으로 가십시오.",
        0,
        1,
    ),
    (
        "Show a white cloth or a leaflet.",
        "Покажіть білу тканину чи листівку.",
        "Покажите белую ткань или листовку.",
        "흰 천이나 삐라를 들어보이십시오.",
        0,
        1,
    ),
    (
        "It is forbidden to kill or wound them.",
        "Заборонено вбивати чи ранити їх.",
        "Запрещено убивать или ранить их.",
        "그들을 죽이거나 상하게 하는것은 금지되여있습니다.",
        0,
        1,
    ),
    (
        "Go either to the school or to the church.",
        "Ідіть або до школи, або до церкви.",
        "Идите или в школу, или в церковь.",
        "학교 또는 교회로 가십시오.",
        0,
        1,
    ),
    (
        "Neither the school nor the church is open.",
        "Ні школа, ні церква не відчинені.",
        "Ни школа, ни церковь не открыты.",
        "학교도 교회도 열려있지 않습니다.",
        1,
        1,
    ),
    (
        "We speak not for any state or army.",
        "Ми говоримо не від імені якоїсь держави чи армії.",
        "Мы говорим не от имени какого-либо государства или армии.",
        "우리는 어느 나라나 군대를 대신하지 않습니다.",
        1,
        1,
    ),
    (
        "Do not publish the name or face of any prisoner.",
        "Не оприлюднюйте ні імені, ні обличчя жодного полоненого.",
        "Не публикуйте ни имени, ни лица ни одного пленного.",
        "어느 포로의 이름도 얼굴도 공개하지 말아주십시오.",
        1,
        1,
    ),
    (
        "We do not know how long it lasts, or whether you would be sent back.",
        "Ми не знаємо, скільки це триває і чи повернули б вас назад.",
        "Мы не знаем, сколько это длится и вернули бы вас назад.",
        "그것이 얼마나 계속되겠는지, 당신이 송환되겠는지 우리는 모릅니다.",
        1,
        0,
    ),
    ("Is it safe there?", "Чи безпечно там?", "Безопасно ли там?", "거기가 안전합니까?", 0, 0),
    (
        "Whoever comes will be heard.",
        "Хто прийде, того вислухають.",
        "Кто придёт, того выслушают.",
        "누구든지 오면 말을 들어줍니다.",
        0,
        0,
    ),
    ("He works day and night.", "Він завжди працює.", "Он всегда работает.", "그는 언제나 일합니다.", 0, 0),
    ("But the road is closed.", "Але дорогу перекрито.", "Но дорога перекрыта.", "그러나 길은 막혔습니다.", 0, 0),
    (
        "The road is closed; however, the bridge is open.",
        "Дорогу перекрито, проте міст відкрито.",
        "Дорога перекрыта, однако мост открыт.",
        "길은 막혔으나 다리는 열렸습니다.",
        0,
        0,
    ),
    (
        "If it rains, stay in.",
        "Якщо піде дощ, залишайтеся вдома.",
        "Если пойдёт дождь, оставайтесь дома.",
        "만일 비가 오면 집에 있으십시오.",
        0,
        0,
    ),
    ("Do not be afraid.", "Не бійтеся.", "Не бойтесь.", "두려워하지 마십시오.", 1, 0),
    (
        "Nobody may be punished without a trial.",
        "Нікого не можна покарати без суду.",
        "Никого нельзя наказать без суда.",
        "재판없이 그 누구도 처벌해서는 안됩니다.",
        2,
        0,
    ),
    (
        "The guide shows the safe road.",
        "Провідник показує безпечну дорогу.",
        "Проводник показывает безопасную дорогу.",
        "안내자가 안전한 길을 알려줍니다.",
        0,
        0,
    ),
    ("My wife is inside.", "Моя дружина всередині.", "Моя жена внутри.", "나의 안해는 집안에 있습니다.", 0, 0),
    ("He may not come.", "Він може не прийти.", "Он может не прийти.", "그가 오지 않을수 있습니다.", 1, 0),
    ("He might come.", "Він, може, прийде.", "Он, может быть, придёт.", "그가 올지도 모릅니다.", 0, 0),
    (
        "Five or six people came.",
        "Прийшло п’ять чи шість людей.",
        "Пришло пять или шесть человек.",
        "다섯 또는 여섯사람이 왔습니다.",
        0,
        1,
    ),
    (
        "Unless you answer, we cannot help.",
        "Якщо ви не відповісте, ми не зможемо допомогти.",
        "Если вы не ответите, мы не сможем помочь.",
        "대답하지 않으면 우리는 도와줄수 없습니다.",
        2,
        0,
    ),
    ("Nothing has changed.", "Нічого не змінилося.", "Ничего не изменилось.", "아무것도 달라지지 않았습니다.", 1, 0),
    (
        "It was no accident.",
        "Це не був нещасний випадок.",
        "Это не был несчастный случай.",
        "그것은 사고가 아니였습니다.",
        1,
        0,
    ),
    ("You are not alone.", "Ви не самі.", "Вы не одни.", "당신은 혼자가 아닙니다.", 1, 0),
]


def told(text: str, language: str, kind: MentionKind) -> list[str]:
    return [mention.value for mention in READ(text, language) if mention.kind is kind]


@pytest.mark.parametrize(("english", "ukrainian", "russian", "korean", "negations", "alternatives"), PARALLEL)
def test_parallel_sentences_deny_and_offer_equally(
    english: str, ukrainian: str, russian: str, korean: str, negations: int, alternatives: int
) -> None:
    texts = {"en": english, "uk": ukrainian, "ru": russian, "ko-KP": korean}
    assert {
        language: len(told(text, language, MentionKind.NEGATION)) for language, text in texts.items()
    } == dict.fromkeys(texts, negations)
    assert {
        language: len(told(text, language, MentionKind.ALTERNATIVE)) for language, text in texts.items()
    } == dict.fromkeys(texts, alternatives)


@pytest.mark.parametrize(
    ("language", "text", "bounds"),
    [
        ("en", "as many as 10,000; up to ten thousand; at most 3; no more than 5; fewer than 9", ["at-most"] * 5),
        ("en", "at least 3; more than 5; over 10,000; no fewer than 7", ["at-least"] * 4),
        ("en", "about 3; approximately 10,000; around 40; nearly 50; roughly 60", ["about"] * 5),
        ("en", "Tell us about the road. He ran around the house. The plane flew over it.", []),
        ("uk", "до 10 000; щонайбільше 5; не більше ніж 7", ["at-most"] * 3),
        ("uk", "понад 3; щонайменше 5; більше ніж 7; не менше 9", ["at-least"] * 4),
        ("uk", "близько 3; приблизно 4; майже 5", ["about"] * 3),
        ("uk", "до посольства; до 4 листопада; більше не чекайте", []),
        ("ru", "до 10 000; не более 5", ["at-most"] * 2),
        ("ru", "свыше 3; не менее 5; более 7", ["at-least"] * 3),
        ("ru", "около 3; примерно 4; почти 5", ["about"] * 3),
        ("ko-KP", "최대 1만명; 1만명까지; 3명이하", ["at-most"] * 3),
        ("ko-KP", "적어도 3명; 3명이상; 1만명을 넘는; 50여명", ["at-least"] * 4),
        ("ko-KP", "약 3명; 3명정도; 1만명가까이", ["about"] * 3),
        ("ko-KP", "3명부터 5명까지, 최대의 힘으로", []),
        ("ko-KP", "집까지 가십시오. 약을 먹으십시오. 근거가 있다.", []),
    ],
)
def test_hedges(language: str, text: str, bounds: list[str]) -> None:
    assert told(text, language, MentionKind.HEDGE) == bounds
    assert set(bounds) <= set(Bound) - {Bound.EXACT}


@pytest.mark.parametrize(
    ("language", "text", "modalities"),
    [
        ("en", "They may soon engage in combat.", ["possible"]),
        ("en", "The clashes had occurred.", ["occurred"]),
        ("en", "Jang intends to present a letter.", ["expected"]),
        ("en", "The group approached the president.", ["occurred"]),
        ("en", "There are further plans to deliver them.", ["expected"]),
        ("en", "They were delivered.", ["occurred"]),
        ("en", "They could fight.", ["possible"]),
        ("en", "They have already been deployed.", ["occurred"]),
        ("en", "The Kremlin denied it.", ["denied"]),
        ("en", "Talks are ongoing.", ["ongoing"]),
        ("en", "It was scheduled to be delivered; he expects five; she will go.", ["expected"] * 3),
        ("en", "You cannot go. He can't go. They have not come.", []),
        ("uk", "Вони можуть воювати.", ["possible"]),
        ("uk", "Він планує передати; має намір; очікує; буде", ["expected"] * 4),
        ("uk", "Кремль заперечив.", ["denied"]),
        ("uk", "Листівки було передано. Міністр заявив.", ["occurred"] * 2),
        ("ru", "Они могут воевать.", ["possible"]),
        ("ru", "Он планирует; намерен; ожидает; будет", ["expected"] * 4),
        ("ru", "Кремль опроверг это.", ["denied"]),
        ("ko-KP", "그들이 싸울수 있다. 곧 올지도 모른다.", ["possible"] * 2),
        ("ko-KP", "보낼 계획이다. 갈것이다. 도착을 예견한다.", ["expected"] * 3),
        ("ko-KP", "로씨야는 부인한다.", ["denied"]),
        ("ko-KP", "삐라를 전달하였다.", ["occurred"]),
        ("ko-KP", "삐라를 전달하지 않았다.", []),
    ],
)
def test_modals(language: str, text: str, modalities: list[str]) -> None:
    assert told(text, language, MentionKind.MODAL) == modalities
    assert set(modalities) <= set(Modality)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The largest camp, the only road", ["the largest", "the only"]),
        ("en", "the best of all, worst of all, Europe's largest camp", ["the best of all", "worst of all", "largest"]),
        ("en", "all 40 beds, all of the 40 men, each of the 40", ["all", "all of the", "each of the"]),
        (
            "en",
            "It has never before been open. It is the largest ever before.",
            ["before", "the largest", "ever before"],
        ),
        # Advice counts nothing that could be looked up.
        ("en", "Everyone leaves, always. Close all windows completely. Go to the nearest clinic.", []),
        ("en", "first of all; most of all; at the earliest; at the most; never before 8 o'clock", []),
        ("en", "every 15 minutes; above all; only name and rank; a forest in the west", []),
        ("uk", "найбільший табір, єдина дорога, усі 40 людей", ["найбільший", "єдина", "усі"]),
        ("uk", "кожен із 40 людей, всіх цих сорока людей", ["кожен із", "всіх цих"]),
        ("uk", "Усі йдуть. Кожен має право. Завжди зачиняйте все. Найближча лікарня. Якнайшвидше!", []),
        ("uk", "передусім; усе одно; лише ім'я", []),
        ("ru", "самый большой лагерь, единственная дорога, все 40 людей", ["самый большой", "единственная", "все"]),
        ("ru", "Все уходят. Каждый имеет право. С самого утра. Наименование. Самая ближайшая больница", []),
        (
            "ko-KP",
            "가장 큰 다리, 유일한 길, 40명 모두, 40세대 전부, 모든 40명",
            [
                "가장",
                "유일",
                "명 모두",
                "세대 전부",
                "모든",
            ],
        ),
        ("ko-KP", "모든 사람은 나가야 합니다. 언제나 문을 완전히 닫으십시오. 가장 가까운 병원", []),
        ("ko-KP", "최대 1만명", []),
    ],
)
def test_superlatives(language: str, text: str, expected: list[str]) -> None:
    assert told(text, language, MentionKind.SUPERLATIVE) == expected


@pytest.mark.parametrize(
    ("language", "whole", "without"),
    [
        ("uk", "Жодна армія їх нам не підтвердила.", "Жодна армія їх нам підтвердила."),
        ("uk", "Воно нічого не обіцяє.", "Воно нічого обіцяє."),
        ("uk", "Не оприлюднюйте жодного імені.", "Оприлюднюйте жодного імені."),
        ("ru", "Никто этого не подтвердил.", "Никто этого подтвердил."),
        ("ru", "Оно ничего не обещает.", "Оно ничего обещает."),
        ("en", "We do not know.", "We do know."),
        ("ko-KP", "우리는 모릅니다.", "우리는 압니다."),
    ],
)
def test_a_lost_not_is_missed(language: str, whole: str, without: str) -> None:
    assert len(told(whole, language, MentionKind.NEGATION)) == 1
    assert told(without, language, MentionKind.NEGATION) == []


def test_nobody_without_a_verb_denies_by_itself() -> None:
    assert told("Жодної зброї за спиною. Ніхто.", "uk", MentionKind.NEGATION) == ["not", "not"]
