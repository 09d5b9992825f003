# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - a block of a copy is one line
"""Copies for the tests of the press, written as records, and a bench to run a plan's steps on, without a store."""

import re
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path

from safeconduct.language.labels import labels, languages
from safeconduct.language.labels import mark as mark_in
from safeconduct.manuscript.channels import channels
from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Attribution, Block, BlockKind, Copy, Piece, Run
from safeconduct.model.places import Span
from safeconduct.model.works import Commission, Made, Plan

ROOT = Path(__file__).resolve().parents[2]
ART = ROOT / "examples" / "kursk-2024" / "art"
AT = Span("copy.md")

AS_OF, VALID_UNTIL = date(2024, 11, 14), date(2025, 1, 31)
LABELS: Mapping[str, Mapping[str, str]] = {tag: labels(tag, AS_OF, VALID_UNTIL) for tag in languages()}
NOTICE = {
    "en": "This paper is information. It is not a pass. You need not keep it.",
    "uk": "Цей аркуш – лише інформація. Це не перепустка. Зберігати його не треба.",
    "ko-KP": "이 종이는 알리는 글이다. 통행증이 아니다. 가지고있지 않아도 된다.",
}
SPEAKER = {
    "en": "Defectors’ Appeal, a group of former soldiers, Seoul",
    "uk": "«Звернення втікачів», група колишніх військових, Сеул",
    "ko-KP": "《탈북민의 호소》, 전직 군인들의 모임, 서울",
}
CREDITS = {
    "en": ("Third Geneva Convention, articles 13 and 17", "US State Department, 4 November 2024"),
    "uk": ("Третя Женевська конвенція, статті 13 і 17", "Держдепартамент США, 4 листопада 2024 р."),
    "ko-KP": ("제네바 제3협약 13조, 17조", "미국 국무성, 2024년 11월 4일"),
}
MARKS = {tag: mark_in(tag) for tag in languages()}

POCKET = {
    "en": """# Your life is yours {#title}
You were sent far from home to a war that is not yours. Nobody may force you to die in it.
You **may lay down your weapon**. Whoever does so is protected by the law of war. {#may}
## What the law says {#law}
- You need only say your name, rank, date of birth and service number. {#name}
- The wounded and the sick must be cared for, whoever they are. {#care}
## What we do not know {#unknown}
We cannot promise where you will live afterwards, nor when the war ends. {#no-promise}""",
    "uk": """# Твоє життя належить тобі {#title}
Тебе послали далеко від дому на війну, яка не твоя. Ніхто не може змусити тебе в ній загинути.
Ти **можеш скласти зброю**. Того, хто так зробить, захищає право війни. {#may}
## Що каже право {#law}
- Назвати треба лише ім’я, звання, дату народження і службовий номер. {#name}
- Поранених і хворих мають лікувати, хоч би хто вони були. {#care}
## Чого ми не знаємо {#unknown}
Ми не можемо обіцяти, де ти житимеш потім і коли скінчиться війна. {#no-promise}""",
    "ko-KP": """# 당신의 목숨은 당신의것이다 {#title}
당신은 고향을 멀리 떠나 남의 전쟁에 끌려왔다. 거기서 죽으라고 강요할 사람은 아무도 없다.
당신은 **무기를 내려놓을수 있다**. 그런 사람은 전쟁법이 보호한다. {#may}
## 법은 이렇게 말한다 {#law}
- 이름과 군사칭호, 난날과 군번만 말하면 된다. {#name}
- 부상자와 앓는 사람은 누구이든 치료를 받아야 한다. {#care}
## 우리가 모르는것 {#unknown}
앞으로 어디서 살게 될지, 전쟁이 언제 끝날지 우리는 약속할수 없다. {#no-promise}""",
}
POSTCARD = {
    "en": """# Morning comes after every night {#title}
You were sent far from home to a war that is not yours. Your mother waits for a living son, not for a letter with a black border. {#mother}
Whoever lays down the weapon is no longer an enemy. So says the law that both sides have signed. {#law-says}
## Four things to know {#know}
- ![a hand lays a rifle down](art/lay-down.svg) You may lay down your weapon. Nobody may punish a prisoner for having fought. {#lay}
- ![a card with four lines](art/name-only.svg) Name, rank, date of birth and service number: you need not say more. {#name}
- ![cup and bread](art/care.svg) The law demands food, water and care for the wounded. {#care}
- ![ear and speech](art/listen.svg) Listen and do as you are told, slowly. Hide nothing. {#listen}
## What we do not know {#unknown}
We cannot promise where you will live afterwards, nor when the war ends. {#no-promise}""",
    "uk": """# Після кожної ночі настає ранок {#title}
Тебе послали далеко від дому на війну, яка не твоя. Мати чекає на живого сина, а не на лист у чорній рамці. {#mother}
Хто склав зброю, той більше не ворог. Так каже право, яке підписали обидві сторони. {#law-says}
## Чотири речі, які треба знати {#know}
- ![рука кладе зброю](art/lay-down.svg) Ти можеш скласти зброю. Нікого не можна карати за те, що він воював. {#lay}
- ![картка](art/name-only.svg) Ім’я, звання, дата народження і службовий номер: більше казати не мусиш. {#name}
- ![чашка і хліб](art/care.svg) Право вимагає їжі, води й допомоги пораненим. {#care}
- ![вухо](art/listen.svg) Слухай і роби, що кажуть, повільно. Нічого не ховай. {#listen}
## Чого ми не знаємо {#unknown}
Ми не можемо обіцяти, де ти житимеш потім і коли скінчиться війна. {#no-promise}""",
    "ko-KP": """# 어떤 밤에도 아침은 온다 {#title}
당신은 고향을 멀리 떠나 남의 전쟁에 끌려왔다. 어머니는 검은 테를 두른 편지가 아니라 살아있는 아들을 기다린다. {#mother}
무기를 내려놓은 사람은 더는 적이 아니다. 두 나라가 다같이 서명한 법이 그렇게 말한다. {#law-says}
## 알아둘것 네가지 {#know}
- ![땅에 총을 내려놓는 손](art/lay-down.svg) 무기를 내려놓을수 있다. 싸웠다는 리유로 포로를 벌할수 없다. {#lay}
- ![네줄이 적힌 종이](art/name-only.svg) 이름, 군사칭호, 난날, 군번. 그 이상 말할 의무는 없다. {#name}
- ![물고뿌와 빵](art/care.svg) 법은 먹을것과 물을 주고 부상자를 돌볼것을 요구한다. {#care}
- ![귀와 말](art/listen.svg) 하라는대로 천천히 하라. 아무것도 숨기지 말라. {#listen}
## 우리가 모르는것 {#unknown}
앞으로 어디서 살게 될지, 전쟁이 언제 끝날지 우리는 약속할수 없다. {#no-promise}""",
}
GUIDE = {
    "en": """# Five steps to stay alive {#title}
Read the pictures in order. Do one thing at a time, slowly. {#order}
Nobody has confirmed these steps yet. {#unconfirmed}
## The steps {#steps}
1. ![a hand lays a rifle down](art/lay-down.svg) Lay your weapon on the ground. {#lay-down}
2. ![open hands](art/hands-open.svg) Raise both hands, open and empty. {#hands}
3. ![white cloth](art/white-cloth.svg) Hold up something white. {#white}
4. ![palm](art/stop-wait.svg) Stand still and wait for a call. {#wait}
5. ![ear](art/listen.svg) Do what you are told, slowly. {#listen}
## Your rights {#rights}
You need only say name, rank, date of birth and service number. You may ask for water and for a doctor. {#rights-text}
## What we do not know {#unknown}
Not where you will live afterwards. Not when the war ends. {#unknown-text}""",
    "uk": """# П’ять кроків, щоб вижити {#title}
Дивись малюнки по порядку. Роби щось одне, повільно. {#order}
Ці кроки ще ніхто не підтвердив. {#unconfirmed}
## Кроки {#steps}
1. ![рука кладе зброю](art/lay-down.svg) Поклади зброю на землю. {#lay-down}
2. ![відкриті долоні](art/hands-open.svg) Підніми обидві руки, відкриті й порожні. {#hands}
3. ![біла тканина](art/white-cloth.svg) Тримай угорі щось біле. {#white}
4. ![долоня](art/stop-wait.svg) Стій і чекай, доки тебе покличуть. {#wait}
5. ![вухо](art/listen.svg) Роби, що кажуть, повільно. {#listen}
## Твої права {#rights}
Назвати треба лише ім’я, звання, дату народження і службовий номер. Можна просити води й лікаря. {#rights-text}
## Чого ми не знаємо {#unknown}
Де ти житимеш потім. Коли скінчиться війна. {#unknown-text}""",
    "ko-KP": """# 살아남는 다섯걸음 {#title}
그림을 차례로 보라. 한번에 한가지씩 천천히 하라. {#order}
이 걸음들은 아직 누구도 확인하지 않았다. {#unconfirmed}
## 걸음 {#steps}
1. ![땅에 총을 내려놓는 손](art/lay-down.svg) 무기를 땅에 내려놓으라. {#lay-down}
2. ![펼친 두손](art/hands-open.svg) 빈손을 펴서 두손을 다 들라. {#hands}
3. ![흰 천](art/white-cloth.svg) 흰것을 높이 들라. {#white}
4. ![손바닥](art/stop-wait.svg) 그 자리에 서서 부를 때까지 기다리라. {#wait}
5. ![귀](art/listen.svg) 하라는대로 천천히 하라. {#listen}
## 당신의 권리 {#rights}
이름과 군사칭호, 난날과 군번만 말하면 된다. 물과 의사를 요구할수 있다. {#rights-text}
## 우리가 모르는것 {#unknown}
앞으로 어디서 살게 될지, 전쟁이 언제 끝날지 모른다. {#unknown-text}""",
}
LETTER = {
    "en": """# Materials for prisoners of war, for your examination {#title}
Dear Sir or Madam, {#dear}
We are former soldiers of the Korean People’s Army and families of those who still serve. According to the US State Department, [as many as 10,000](claim:us) North Korean soldiers had been sent to the Kursk region by the beginning of November 2024. {#who}
We enclose a leaflet, a folded guide and a recording. Nothing in them is a promise in the name of Ukraine. Every statement names its source; every step stands as a question to you. {#what}
We ask you three things: {#ask}
- Please confirm or reject each step, for the soldiers who will receive these people must know the same steps. {#ask-steps}
- Please tell us which authority may speak about medical care and about names. {#ask-authority}
- Please tell us until which day the answer is valid. {#ask-valid}
Until we have your answer, everything is marked as a specimen and is not to be used. {#specimen}
Yours faithfully, {#close}""",
    "uk": """# Матеріали для військовополонених – на ваш розгляд {#title}
Шановні панове! {#dear}
Ми колишні військові Корейської народної армії та родини тих, хто ще служить. За даними Держдепартаменту США, на початок листопада 2024 року до Курської області було перекинуто [до 10 000](claim:us) північнокорейських військових. {#who}
Додаємо листівку, складаний порадник і запис. Жодне слово в них не є обіцянкою від імені України. Кожне твердження має джерело; кожен крок – це запитання до вас. {#what}
Просимо про три речі: {#ask}
- Підтвердьте або відхиліть кожен крок: військові, які прийматимуть цих людей, мають знати ті самі кроки. {#ask-steps}
- Повідомте, який орган може говорити про медичну допомогу та про імена. {#ask-authority}
- Повідомте, до якого дня чинна ваша відповідь. {#ask-valid}
Доки немає вашої відповіді, усе позначено як зразок і не підлягає використанню. {#specimen}
З повагою {#close}""",
    "ko-KP": """# 포로들을 위한 자료를 검토하여주시기를 바라며 {#title}
귀하에게 {#dear}
우리는 조선인민군에서 복무한 사람들과 지금도 복무하고있는 사람들의 가족이다. 미국 국무성에 의하면 2024년 11월초까지 [1만명에 이르는](claim:us) 군인들이 꾸르스크지역에 파견되였다. {#who}
삐라와 접는 안내서, 록음을 보낸다. 거기에는 우크라이나의 이름으로 된 약속이 하나도 없다. 모든 말에는 출처가 있다. {#what}
세가지를 부탁한다. {#ask}
- 걸음마다 확인하거나 부인하여주기 바란다. 맞이하는 군인들도 같은 걸음을 알아야 한다. {#ask-steps}
- 치료와 이름에 대하여 누가 말할 권한이 있는지 알려주기 바란다. {#ask-authority}
- 회답이 언제까지 유효한지 알려주기 바란다. {#ask-valid}
회답이 있을 때까지 모든것은 견본이며 쓰지 않는다. {#specimen}
삼가 올림 {#close}""",
}
BRIEF = {
    "uk": """# Що прочитали ті, хто до вас виходить {#title}
Ці люди читали або чули кроки, наведені нижче. Вони чекатимуть від вас саме цього. Хто порушить порядок, зруйнує довіру до всіх наступних. {#why}
## Чого не робити {#do-not}
Не фотографуйте і не знімайте. Не розпитуйте про рідних. Імен не оприлюднюйте. {#no-photos}
## Фрази {#phrases}
| uk | say | ko-KP |
| Стій! | Чон-джі! | 정지! |
| Поклади зброю. | Му-гі-рил нерьо-но-ира. | 무기를 내려놓으라. |
| Руки вгору, повільно. | Сон-ил дил-го, чхон-чхон-хі. | 손을 들고 천천히. |
| Тебе ніхто не скривдить. | Хечхі-джі ан-нин-да. | 해치지 않는다. |
| Ти поранений? | Пусан-ил ібот-ссо? | 부상을 입었는가? |
| Ось вода. | Мул ёгі итта. | 물 여기 있다. |""",
    "en": """# What the people coming towards you have read {#title}
These people have read or heard the steps below and will expect exactly this of you. Whoever breaks the order destroys the trust of all who come later. {#why}
## What not to do {#do-not}
Take no photographs and no film. Ask nothing about families. Make no name public. {#no-photos}
## Phrases {#phrases}
| en | say | ko-KP |
| Halt! | jong-ji! | 정지! |
| Lay down your weapon. | mu-gi-rul nae-ryo-no-u-ra. | 무기를 내려놓으라. |
| Hands up, slowly. | son-ul dul-go chon-chon-hi. | 손을 들고 천천히. |
| Nobody will harm you. | hae-chi-ji an-nun-da. | 해치지 않는다. |
| Are you wounded? | pu-sang-ul i-bon-nun-ga? | 부상을 입었는가? |
| Here is water. | mul yo-gi it-da. | 물 여기 있다. |""",
    "ko-KP": """# 당신앞에 오는 사람들이 읽은것 {#title}
이 사람들은 아래의 걸음을 읽었거나 들었다. 당신에게서 바로 그것을 기다린다. {#why}
## 하지 말아야 할것 {#do-not}
사진을 찍지 말라. 가족에 대하여 묻지 말라. 이름을 공개하지 말라. {#no-photos}
## 말마디 {#phrases}
| ko-KP | say | uk |
| 정지! | 쓰띠! | Стій! |
| 무기를 내려놓으라. | 뽀끌라디 즈브로유. | Поклади зброю. |""",
}


def runs(text: str) -> tuple[Run, ...]:
    """Read `**strong**` and `[words](claim:id)` into runs."""
    found = []
    for part in re.split(r"(\*\*.+?\*\*|\[.+?\]\(.+?\))", text):
        if part.startswith("**"):
            found.append(Run(part[2:-2], strong=True))
        elif part.startswith("["):
            words, _, cites = part[1:-1].partition("](")
            found.append(Run(words, cites))
        elif part:
            found.append(Run(part))
    return tuple(found)


def copy_of(text: str, language: str) -> Copy:
    """Read a sample into a copy: just enough of the manuscript's language for these tests."""
    blocks: list[Block] = []
    columns: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines()):
        words, _, block_id = line.partition(" {#")
        block_id = block_id.rstrip("}") or f"line-{number}"
        picture, alt = None, ""
        if line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("| ").split("|"))
            if not columns:
                columns = cells
                continue
            cell_runs = tuple(runs(cell) for cell in cells)
            blocks.append(Block(block_id, BlockKind.ROW, (), AT, cells=cell_runs, columns=columns))
            continue
        for start, kind in (  # noqa: B007 - the last one is used below
            (r"## ", BlockKind.HEADING),
            (r"# ", BlockKind.TITLE),
            (r"- ", BlockKind.POINT),
            (r"\d\. ", BlockKind.STEP),
            ("", BlockKind.PARAGRAPH),
        ):
            head = re.match(start, words)
            if head:
                words = words[head.end() :]
                break
        image = re.match(r"!\[(.*?)\]\((.*?)\) ", words)
        if image:
            alt, picture = image.groups()
            words = words[image.end() :]
        blocks.append(Block(block_id, kind, runs(words), AT, picture, alt))
    return Copy(language, tuple(blocks), digest_of(text.encode()), AT)


def channel(name: str) -> PaperChannel:
    """Return a channel of the house."""
    found = channels()[name]
    assert isinstance(found, PaperChannel)
    return found


def piece(piece_id: str, form: str, art: Mapping[str, str] | None = None, theme: str | None = None) -> Piece:
    """Return a piece without copies: the press gets them one by one."""
    return Piece(piece_id, form, (), Attribution(SPEAKER), {}, (), art or {}, None, (), AT, theme=theme)


def files() -> dict[str, bytes]:
    """Return the pictures of the example by their path in the manuscript."""
    return {f"art/{path.name}": path.read_bytes() for path in ART.glob("*.svg")}


def commission(language: str, *, mark: bool = True, pictures: Mapping[str, bytes] | None = None) -> Commission:
    """Return a commission as the hall would give it."""
    digests = {path: digest_of(content) for path, content in (pictures or files()).items()}
    return Commission(
        edition="kursk-2024",
        as_of=AS_OF,
        labels=LABELS[language],
        notice=NOTICE[language],
        credits=CREDITS[language],
        valid_until=VALID_UNTIL,
        mark=MARKS[language] if mark else None,
        files=digests,
    )


def run(
    plan: Plan, folder: Path, *, pictures: Mapping[str, bytes] | None = None, made: Mapping[Made, Path] | None = None
) -> dict[str, Path]:
    """Run the steps of a plan in this process; return the kit's files, and the proofs by their use."""
    by_digest: dict[Digest, Path] = {}
    folder.mkdir(parents=True, exist_ok=True)
    for content in (pictures or files()).values():
        digest = digest_of(content)
        by_digest[digest] = folder / digest
        by_digest[digest].write_bytes(content)
    done: dict[Made, Path] = dict(made or {})
    for step in plan.steps:
        out = folder / step.name
        out.mkdir()
        module, _, function = step.recipe.partition(":")
        inputs = {name: done[ref] if isinstance(ref, Made) else by_digest[ref] for name, ref in step.inputs.items()}
        getattr(import_module(module), function)(inputs, step.params, out)
        assert sorted(path.name for path in out.iterdir()) == sorted(step.outputs)
        done |= {Made(step.name, output): out / output for output in step.outputs}
    kit = {planned.file: done[planned.made] for planned in plan.artifacts}
    for measured in plan.measured:
        kit[f"{measured.use}.proof.json"] = done[measured.made]
    return kit
