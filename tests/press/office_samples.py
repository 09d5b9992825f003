# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a block of a copy is one line
"""Office sheets for the tests: an invented village and its flood shelter, in four languages, none reviewed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve
from press_samples import AT, copy_of

from safeconduct.language.labels import labels, mark
from safeconduct.manuscript.channels import channels
from safeconduct.model.edition import Attribution, Piece
from safeconduct.model.works import Commission, Made, Plan
from safeconduct.press.consigned import Delivery, Product
from safeconduct.press.planning import plan
from safeconduct.press.typeset import typeset

LANGUAGES = ("ko-KP", "uk", "ru", "en")
SPEAKER = {
    "en": "The village council of Brook",
    "uk": "Сільська рада Брука",
    "ru": "Сельский совет Брука",
    "ko-KP": "브루크마을위원회",
}
NOTICE = {"en": "This is a test.", "uk": "Це перевірка.", "ru": "Это проверка.", "ko-KP": "이것은 시험입니다."}
TO = {"en": "The town hall", "uk": "Міська рада", "ru": "Городской совет", "ko-KP": "시청"}
PURPOSE = {
    "en": "To be laid out in the waiting room.",
    "uk": "Щоб лежали в залі очікування.",
    "ru": "Чтобы лежали в зале ожидания.",
    "ko-KP": "대기실에 놓아두기 위하여.",
}
TITLES = {
    "en": "Where to go when the water rises",
    "uk": "Куди йти, коли прибуває вода",
    "ru": "Куда идти, когда прибывает вода",
    "ko-KP": "물이 불어날 때 갈 곳",
}
COPIES = {
    "en": """# What we ask of you {#title}
We have written down where people find a dry place when the river rises. {#what}
- Please read it and tell us what is wrong. {#read}
- Please keep a copy for the people who ask. {#keep}
## Until then {#until}
Nothing is put up before you have answered. {#wait}""",
    "uk": """# Про що ми вас просимо {#title}
Ми записали, де люди знайдуть сухе місце, коли річка виходить із берегів. {#what}
- Прочитайте, будь ласка, і скажіть, що не так. {#read}
- Залиште, будь ласка, примірник для тих, хто питає. {#keep}
## До того часу {#until}
Доки ви не відповіли, нічого не вивішують. {#wait}""",
    "ru": """# О чём мы вас просим {#title}
Мы записали, где люди найдут сухое место, когда река выходит из берегов. {#what}
- Прочтите, пожалуйста, и скажите, что не так. {#read}
- Оставьте, пожалуйста, экземпляр для тех, кто спрашивает. {#keep}
## До тех пор {#until}
Пока вы не ответили, ничего не вывешивают. {#wait}""",
    "ko-KP": """# 부탁드리는것 {#title}
강물이 넘칠 때 사람들이 어디서 마른 자리를 찾을수 있는지 적었습니다. {#what}
- 읽어보시고 틀린것을 알려주십시오. {#read}
- 물어보는 사람들을 위하여 한부를 남겨두십시오. {#keep}
## 그때까지 {#until}
회답이 있을 때까지 아무것도 내붙이지 않습니다. {#wait}""",
}
GUIDE = {
    "en": "# Go up {#title}\n1. Take water along. {#water}\n2. Go up to the hall. {#up}\n3. Wait there. {#wait}",
    "uk": "# Йдіть угору {#title}\n1. Візьміть із собою воду. {#water}\n2. Йдіть угору до зали. {#up}\n3. Чекайте там. {#wait}",
    "ru": "# Идите наверх {#title}\n1. Возьмите с собой воду. {#water}\n2. Идите наверх в зал. {#up}\n3. Ждите там. {#wait}",
    "ko-KP": "# 올라가십시오 {#title}\n1. 물을 가지고 가십시오. {#water}\n2. 회관으로 올라가십시오. {#up}\n3. 거기서 기다리십시오. {#wait}",
}
BRIEF = {
    "en": "# For those who meet people at the hall {#title}\nThey were told the steps below. {#told}\n## Phrases {#phrases}\n| en | say | ru |\n| Come in. | vkha-dee-tye | Входите. |\n| Here is water. | vot va-da | Вот вода. |",
    "uk": "# Для тих, хто зустрічає людей у залі {#title}\nЇм сказано кроки, наведені нижче. {#told}\n## Фрази {#phrases}\n| uk | say | en |\n| Заходьте. | кам ін | Come in. |\n| Ось вода. | хіа із вота | Here is water. |",
    "ru": "# Для тех, кто встречает людей в зале {#title}\nИм сказаны шаги, приведённые ниже. {#told}\n## Фразы {#phrases}\n| ru | say | en |\n| Входите. | кам ин | Come in. |\n| Вот вода. | хиа из вота | Here is water. |",
    "ko-KP": "# 회관에서 맞이하는 사람들에게 {#title}\n그들은 아래의 단계를 들었습니다. {#told}\n## 짧은 말 {#phrases}\n| ko-KP | say | en |\n| 들어오십시오. | 캄 인 | Come in. |\n| 물이 여기 있습니다. | 히어 이즈 워터 | Here is water. |",
}
FORMATS = ("letter", "brief", "campaign-plan", "job-ticket")
FILES = {
    "note.en.pocket-a7.pdf": b"for screens",
    "note.en.pocket-a7.press.pdf": b"for the press",
    "note.en.pocket-a7.sheet-a4.pdf": b"four on a sheet",
    "steps.uk.fold-roll.press.pdf": b"a strip",
    "call.en.fm.wav": b"a voice",
}


def products(language: str, *, final: bool = False) -> tuple[Product, ...]:
    """Return a leaflet, a rolled strip and a recording, as another piece lists them."""
    told = (
        ("note", "en", "pocket-a7", "black"),
        ("steps", "uk", "fold-roll", "two-colour"),
        ("call", "en", "fm", ""),
    )
    return tuple(
        Product(
            piece=piece, title=TITLES[language], title_language=language, language=tag, channel=channels()[channel],
            theme=theme, final=final, files=tuple(file for file in FILES if file.startswith(piece)),
        )
        for piece, tag, channel, theme in told
    )  # fmt: skip


def deliveries(language: str) -> tuple[Delivery, ...]:
    """Return two handovers to one institution."""
    first = {("note", "en", "pocket-a7"): 12_500, ("steps", "uk", "fold-roll"): 900, ("call", "en", "fm"): 2}
    second = {("note", "en", "pocket-a7"): 500}
    return (
        Delivery("first", "1.11.2026", TO[language], PURPOSE[language], first),
        Delivery("second", "8.11.2026", TO[language], PURPOSE[language], second),
    )


def planned(form: str, language: str, *, theme: str = "black", specimen: bool = True, **changed: Any) -> Plan:
    """Plan an office sheet on A4; `changed` replaces what planning is told."""
    piece = Piece("office", form, ("letter-a4",), Attribution(SPEAKER), {}, (), {}, None, ("note",), AT, theme=theme)
    commission = Commission(
        edition="brook",
        as_of=date(2026, 11, 1),
        labels=labels(language, date(2026, 11, 1), None),
        notice=NOTICE[language],
        credits=(),
        valid_until=None,
        mark=mark(language) if specimen else None,
    )
    told: dict[str, Any] = {}
    if form == "brief":
        other = "en" if language == "ko-KP" else "ko-KP"
        told = {"about": copy_of(GUIDE[language], language), "about_readers": copy_of(GUIDE[other], other)}
    else:
        told = {
            "enclosed": {file: Made(f"{file}.stamp", "file") for file in FILES},
            "products": products(language, final=not specimen),
            "deliveries": deliveries(language),
            "addressee": TO[language],
        }
    texts = BRIEF if form == "brief" else COPIES
    return plan(piece, copy_of(texts[language], language), channels()["letter-a4"], commission, **{**told, **changed})  # type: ignore[arg-type]


def pages(made: Plan, folder: Path, files: Mapping[str, bytes] | None = None) -> bytes:
    """Typeset the screen file of a plan in this process and return it, before the mark is stamped."""
    step = next(step for step in made.steps if step.name.endswith(".screen.typeset"))
    inputs = {}
    for name in step.inputs:
        inputs[name] = folder / name.replace("/", "-")
        inputs[name].write_bytes((files or FILES)[name.removeprefix("enclosed/")])
    typeset(inputs, step.params, folder)
    return (folder / "pages.pdf").read_bytes()


def with_more_files(language: str, count: int) -> tuple[dict[str, bytes], tuple[Product, ...]]:
    """Return `count` files of one piece, and the product that they are of."""
    files = {f"note.en.pocket-a7.part-{number:03}.pdf": b"%d" % number for number in range(count)}
    return files, (evolve(products(language)[0], files=tuple(files)),)
