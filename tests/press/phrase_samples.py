# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a block of a copy is one line
"""Copies of posters and phrase cards for the tests.  Korean, Ukrainian and Russian: SPECIMEN text, not reviewed."""

from pathlib import Path
from tempfile import mkdtemp

from press_samples import files

from safeconduct.model.canonical import digest_of
from safeconduct.model.works import Plan
from safeconduct.press.typeset import typeset

POSTER = {
    "en": ("Steps to stay alive", "Do one thing at a time, slowly.", "Your rights", "You need only say your name, rank, date of birth and number.", "What is not known", "We do not know when the war ends."),
    "uk": ("Кроки, щоб вижити", "Роби щось одне, повільно.", "Твої права", "Назвати треба лише ім’я, звання, дату народження і номер.", "Чого ми не знаємо", "Ми не знаємо, коли скінчиться війна."),
    "ru": ("Шаги, чтобы выжить", "Делай что-то одно, медленно.", "Твои права", "Назвать нужно только имя, звание, дату рождения и номер.", "Чего мы не знаем", "Мы не знаем, когда кончится война."),
    "ko-KP": ("살아남는 걸음", "한번에 한가지씩 천천히 하라.", "당신의 권리", "이름과 군사칭호, 난날과 군번만 말하면 된다.", "우리가 모르는것", "전쟁이 언제 끝날지 우리는 모른다."),
}  # fmt: skip
STEPS = {
    "en": ("Lay your weapon on the ground.", "Raise both hands, open and empty.", "Hold up something white.", "Stand still and wait for a call.", "Do what you are told, slowly.", "Say your name and rank.", "Ask for water.", "Rest when you may.", "Keep your shoes on."),
    "uk": ("Поклади зброю на землю.", "Підніми обидві руки, відкриті й порожні.", "Тримай угорі щось біле.", "Стій і чекай, доки покличуть.", "Роби, що кажуть, повільно.", "Назви ім’я та звання.", "Попроси води.", "Відпочинь, коли дозволять.", "Не знімай взуття."),
    "ru": ("Положи оружие на землю.", "Подними обе руки, открытые и пустые.", "Держи вверху что-то белое.", "Стой и жди, пока позовут.", "Делай, что говорят, медленно.", "Назови имя и звание.", "Попроси воды.", "Отдохни, когда позволят.", "Не снимай обувь."),
    "ko-KP": ("무기를 땅에 내려놓으라.", "빈손을 펴서 두손을 다 들라.", "흰것을 높이 들라.", "그 자리에 서서 기다리라.", "하라는대로 천천히 하라.", "이름과 군사칭호를 말하라.", "물을 달라고 하라.", "쉬라고 하면 쉬라.", "신발을 벗지 말라."),
}  # fmt: skip
DRAWN = ("lay-down", "hands-open", "white-cloth", "stop-wait", "listen", "name-only", "lay-down", "listen", "stop-wait")

PHRASES = {
    "en": ("en", "say", "ko-KP", (("Wait.", "kee-da-ree-ship-shee-o", "기다리십시오."), ("Sit down.", "an-joo-ship-shee-o", "앉으십시오."), ("Here is water.", "yuh-gee moo-ree ee-soom-nee-da", "여기 물이 있습니다."), ("Where does it hurt?", "uh-dee-ga a-poom-nee-kka", "어디가 아픕니까?"))),
    "uk": ("uk", "say", "ko-KP", (("Зачекайте.", "кі-да-рі-сіп-сі-о", "기다리십시오."), ("Сідайте.", "ан-джи-сіп-сі-о", "앉으십시오."), ("Ось вода.", "йо-гі му-рі і-ссим-ні-да", "여기 물이 있습니다."), ("Де болить?", "о-ді-га а-пхим-ні-кка", "어디가 아픕니까?"))),
    "ru": ("ru", "say", "ko-KP", (("Подождите.", "ки-да-ри-сип-си-о", "기다리십시오."), ("Садитесь.", "ан-джы-сип-си-о", "앉으십시오."), ("Вот вода.", "ё-ги му-ри и-ссым-ни-да", "여기 물이 있습니다."), ("Где болит?", "о-ди-га а-пхым-ни-кка", "어디가 아픕니까?"))),
    "ko-KP": ("ko-KP", "say", "uk", (("기다리십시오.", "자체까이떼", "Зачекайте."), ("앉으십시오.", "씨다이떼", "Сідайте."), ("물이 있습니까?", "예 보다", "Є вода?"), ("여기가 아픕니다.", "뚜뜨 볼리찌", "Тут болить."))),
}  # fmt: skip
TITLES = {"en": ("Say it or point at it", "At the door", "Inside"), "uk": ("Скажіть або покажіть", "Біля дверей", "Усередині"), "ru": ("Скажите или покажите", "У двери", "Внутри"), "ko-KP": ("말하거나 가리키시오", "문앞에서", "안에서")}  # fmt: skip


def poster(language: str, steps: int, rest: bool = True) -> str:
    """Return the copy of a poster with so many steps."""
    title, story, rights, named, unknown, end = POSTER[language]
    lines = [f"# {title} {{#title}}", f"{story} {{#story}}"]
    lines += [
        f"{i + 1}. ![{DRAWN[i]}](art/{DRAWN[i]}.svg) {words} {{#step-{i}}}"
        for i, words in enumerate(STEPS[language][:steps])
    ]
    if rest:
        lines += [f"## {rights} {{#rights}}", f"{named} {{#named}}", f"## {unknown} {{#unknown}}", f"{end} {{#end}}"]
    return "\n".join(lines)


def card(language: str, times: int = 1, groups: int = 2) -> str:
    """Return the copy of a phrase card: its phrases so many times over, in two groups or in one without a heading."""
    *columns, phrases = PHRASES[language]
    title, *headings = TITLES[language]
    rows = [f"| {' | '.join(cells)} |" for cells in phrases * times]
    head = f"| {' | '.join(columns)} |"
    half = len(rows) // 2
    if groups == 1:
        return "\n".join([f"# {title} {{#title}}", head, *rows])
    parts = [f"## {headings[0]} {{#one}}", head, *rows[:half], f"## {headings[1]} {{#two}}", *rows[half:]]
    return "\n".join([f"# {title} {{#title}}", *parts])


def pages(plan: Plan, build: str) -> bytes:
    """Run only the step that sets the pages of a build, and return them."""
    step = next(step for step in plan.steps if step.name.endswith(f".{build}.typeset"))
    folder = Path(mkdtemp())
    by_digest = {str(digest_of(content)): content for content in files().values()}
    inputs = {}
    for name, digest in step.inputs.items():
        inputs[name] = folder / name
        inputs[name].write_bytes(by_digest[str(digest)])
    typeset(inputs, step.params, folder)
    return (folder / "pages.pdf").read_bytes()
