# SPDX-License-Identifier: Apache-2.0
"""A small master with its texts, for the tests of whatever lies beside it.  SPECIMEN texts: not reviewed."""

import json
from pathlib import Path

from safeconduct.model.codec import plain
from safeconduct.model.product import Cut, Heard, Master, MasterFile, Paragraph, Taken, Treated
from safeconduct.studio.companions.orders import KINDS, CompanionOrder

TEXTS = {
    "slate-start": "Specimen. Not for use. This recording has not been confirmed.",
    "sender-start": "This message is from the Joint Appeal.",
    "lay-down": "Lay your weapon on the ground, about ten steps away. Raise both hands above your head.",
    "walk": "Walk slowly towards the soldiers, so that they can see you [both hands] --> stop & wait.",
    "sender-end": "This was a message from the Joint Appeal.",
    "slate-end": "End of specimen. Do not use this recording.",
}
KOREAN = {
    "sender-start": "이 말은 공동호소에서 보냅니다.",
    "lay-down": "무기를 땅에 내려놓으십시오. 《전쟁포로대우에 관한 제네바협약》은 녀성과 로동자도 보호합니다.",
    "sender-end": "지금까지 공동호소에서 보낸 말이였습니다.",
}


def master_of(texts: dict[str, str], each_s: float = 6.0, takes: tuple[str, ...] = ("lay-down",)) -> Master:
    """Return a master that says each of `texts` for `each_s` seconds, with a pause of 0.8 s after it."""
    parts = tuple(
        Paragraph(block, 0.3 + n * (each_s + 0.8), 0.3 + n * (each_s + 0.8) + each_s, _voice(block, takes), 20)
        for n, block in enumerate(texts)
    )
    length_s = parts[-1].end_s + 0.3 if parts else 0.3
    files = tuple(
        MasterFile(f"spot.en.fm.{kind}", length_s, -23.04, -1.32, -19.1, 4.2, tuple(texts)) for kind in ("wav", "mp3")
    )
    return Master(files, parts, "slate-start" in texts, "slate-end" in texts, True, True)


def told_master() -> Master:
    """Return a master to which much was done."""
    whole = master_of(TEXTS)
    taken = Taken(
        "takes/lay-down.m4a", "AAC", 44100, 2, 6.2, -27.3, -3.1, -51.2, 50.0, -48.2, -63.9,
        (Treated("hum", -48.2, -63.9, "dB"),),
    )  # fmt: skip
    return Master(
        whole.files, whole.paragraphs, True, True, True, True,
        treated=(
            Treated("level", -31.24, -23.06, "LUFS", "lay-down"),
            Treated("band", 20, 80, "Hz"),
            Treated("level", -20.0, -23.0, "LUFS", "walk"),
            Treated("limiter", 12.5, -1.0, "dBTP"),
        ),
        taken=(taken,),
        cuts=(Cut("lay-down", 1.0, 7.0, 0.42),),
        heard=(Heard("lay-down", (), "the recogniser repeated itself", "whisper"),),
    )  # fmt: skip


def order_of(
    texts: dict[str, str] = TEXTS, language: str = "en", kinds: tuple[str, ...] = KINDS, mark: str = "SPECIMEN. No."
) -> CompanionOrder:
    """Return an order for everything beside the master of `texts`."""
    return CompanionOrder(
        name="spot.en.fm",
        title="Leave on foot",
        sender="the Joint Appeal",
        language=language,
        mark=mark,
        kinds=kinds,
        texts=texts,
        files=("spot.en.fm.wav", "spot.en.fm.mp3"),
        imprint=("As of 5 November 2024.",),
        album="The edition",
        day="2024-11-05",
        channel="FM broadcast",
    )


def written(master: Master, folder: Path) -> Path:
    """Write master.json and return its path."""
    path = folder / "master.json"
    path.write_text(json.dumps(plain(master)))
    return path


def _voice(block: str, takes: tuple[str, ...]) -> str:
    return "take" if block in takes else "draft"
