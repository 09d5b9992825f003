# SPDX-License-Identifier: Apache-2.0
"""Recall notices: of one recall a page, a script and a recording in each language, straight from the word given.

They wait for no gate: the reason was signed with the word.  They are FINAL only when nothing speaks against the word;
what does is handed in as `doubts`, and told.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import evolve, frozen

from safeconduct.language.labels import labels as labels_of
from safeconduct.language.labels import mark as mark_of
from safeconduct.language.recalls.words import page_lists, page_words
from safeconduct.model.recall_notice import LONGEST_SPOKEN_S, RecallNotice
from safeconduct.model.refusal import FolderRefusal, ToolRefusal, UsageRefusal
from safeconduct.model.sealed import READERS, Recall, StatusWord, Texts
from safeconduct.model.spoken import Script
from safeconduct.model.traces import OwnWords
from safeconduct.model.works import Json, Mark, Step
from safeconduct.press.reading_script import reading_script as script_steps
from safeconduct.press.reading_script import set_script
from safeconduct.press.recall_notice import page_title, set_notice
from safeconduct.press.recall_notice import recall_notice as page_steps
from safeconduct.press.stamp import stamp
from safeconduct.studio.script import written

from .going_out import printed, refuse_traces, spelled
from .recall_naming import notice_of, stem_of, stems_of
from .recall_scripts import message_of, script_of, spoken
from .recall_sound import CHANNEL, RecallSound, fm, speak
from .recall_word import RecallWord
from .single_files import write_whole

PLACEHOLDER_VOICE: Final = ("ko-KP",)
"""The languages in which the draft voice is for timing alone: such a recording is never but a specimen."""

_Recipe = Callable[[Mapping[str, Path], Mapping[str, Json], Path], None]


@frozen
class Manner:
    """How notices are made: in which of `READERS`; with a recording; whether it may go out in a machine's voice."""

    languages: tuple[str, ...] = READERS
    sound: bool = True
    synthetic: bool = False


@frozen
class MadeNotice:
    """The notice of one recall in one language: its files, the parts that are not spoken in full, and the recording."""

    language: str
    final: bool
    files: tuple[Path, ...]
    left_out: tuple[str, ...]
    expected_s: float
    sound: RecallSound | None

    @property
    def too_long(self) -> bool:
        """Whether the message does not fit into a minute, although all that can be left out is left out."""
        return max(self.expected_s, self.sound.message_s if self.sound else 0.0) > LONGEST_SPOKEN_S


def recall_notices(
    word: RecallWord, out: Path, wanted: str | None = None, manner: Manner | None = None
) -> tuple[MadeNotice, ...]:
    """Write the notice of every recall in `word`, or of those of the id `wanted`, into the folder `out`.

    All of them, or nothing: raises `UsageRefusal` where nothing is recalled, else what `recall_notice` raises.
    """
    named = zip(stems_of(word.status.recalled), word.status.recalled, strict=True)
    recalls = [(stem, recall) for stem, recall in named if wanted in (None, recall.id)]
    if not recalls:
        of = f" of “{wanted}”" if wanted else ""
        raise UsageRefusal(f"Word number {word.status.version} recalls nothing{of}.", "there is nothing to be told.")
    with TemporaryDirectory(prefix="safeconduct-recall-") as folder:
        made: list[MadeNotice] = []
        for stem, recall in recalls:
            titles = word.titles.get(recall.id, {})
            told = _Told(word.status, recall, titles, word.press, word.fingerprint, not word.doubts)
            made += _made(told, stem, Path(folder), manner or Manner())
        return _published(made, out)


def recall_notice(
    status: StatusWord, recall: Recall, titles: Texts, press: Texts, fingerprint: str, out: Path, *,
    doubts: Collection[str], manner: Manner | None = None,
) -> tuple[MadeNotice, ...]:  # fmt: skip
    """Write the notice of one recall into the folder `out`, in each language; all of it, or nothing.

    `titles` and `press` name the appeal and the press by language; `fingerprint` is that of the press's first root.
    `doubts` are sentences that speak against the word: with one, everything is a SPECIMEN.  Raises `FolderRefusal`
    when a file is there already, `ToolRefusal` when there is no draft voice, `StepRefusal` for what cannot be set.
    """
    told = _Told(status, recall, titles, press, fingerprint, not doubts)
    with TemporaryDirectory(prefix="safeconduct-recall-") as folder:
        return _published(_made(told, stem_of(recall), Path(folder), manner or Manner()), out)


@frozen
class _Told:
    """What all languages of a notice share."""

    status: StatusWord
    recall: Recall
    titles: Texts
    press: Texts
    fingerprint: str
    final: bool

    def notice(self, reader: str) -> RecallNotice:
        return notice_of(self.status, self.recall, self.titles, self.press, self.fingerprint, reader)


def _made(told: _Told, stem: str, folder: Path, how: Manner) -> list[MadeNotice]:
    return [_in_language(told.notice(tag), f"{stem}.{tag}", folder, final=told.final, how=how) for tag in how.languages]


def _in_language(notice: RecallNotice, stem: str, folder: Path, *, final: bool, how: Manner) -> MadeNotice:
    mark = None if final else mark_of(notice.language)
    labels = labels_of(notice.language, notice.status_issued, None)
    message = message_of(notice, labels, fm())
    script = script_of(notice, message, fm(), mark)
    name = _named(stem, mark)
    files = {
        f"{name}.pdf": _page(notice, labels, mark),
        f"{name}.script.pdf": _set(script_steps(name, script, labels, _day(notice), mark), set_script),
        f"{name}.script.txt": written(script, labels["specimen_long"] if mark else "").encode(),
    }
    for file, content in files.items():
        write_whole(folder / file, content)
    paths = [folder / file for file in files]
    sound = None
    if how.sound:
        usable = final and how.synthetic and notice.language not in PLACEHOLDER_VOICE
        heard = None if usable else mark_of(notice.language)
        lines = spoken(message.paragraphs, heard, notice.language)
        sound = _spoken(notice, lines, script.title, labels, heard, _named(f"{stem}.{CHANNEL}", heard), folder)
        paths += [folder / file.file for file in sound.files]
    refuse_traces(
        {path.name: path for path in paths}, _own(notice, script.title, page_title(notice, page_words(notice), mark))
    )
    left_out = tuple(part for part in message.telling.left_out if part != "steps" or notice.steps)
    return MadeNotice(notice.language, final, tuple(paths), left_out, round(message.expected_s, 1), sound)


def _own(notice: RecallNotice, *titles: str) -> OwnWords:
    said = printed((notice.title, notice.sender, notice.reason, *notice.steps), _day(notice))
    return evolve(said, titles=spelled(*titles), senders=spelled(notice.sender), editions=spelled(notice.id))


def _page(notice: RecallNotice, labels: Mapping[str, str], mark: Mark | None) -> bytes:
    return _set(page_steps(notice, page_words(notice), *page_lists(notice), labels, mark), set_notice)


def _set(steps: tuple[Step, Step], typesetting: _Recipe) -> bytes:
    pages, stamped = steps
    with TemporaryDirectory(prefix="safeconduct-recall-") as folder:
        out = Path(folder)
        typesetting({}, pages.params, out)
        stamp({"pdf": out / pages.outputs[0]}, stamped.params, out)
        return (out / stamped.outputs[0]).read_bytes()


def _spoken(
    notice: RecallNotice,
    lines: Script,
    title: str,
    labels: Mapping[str, str],
    mark: Mark | None,
    name: str,
    folder: Path,
) -> RecallSound:
    try:
        return speak(notice, lines, title, labels, mark, name, folder)
    except ToolRefusal as missing:
        raise ToolRefusal(missing.what, f"{missing.do.rstrip('.')}. Or leave the recording out: --no-sound.") from None


def _named(stem: str, mark: Mark | None) -> str:
    return f"{stem}.SPECIMEN" if mark else stem


def _day(notice: RecallNotice) -> str:
    return notice.status_issued.isoformat()


def _published(made: Sequence[MadeNotice], out: Path) -> tuple[MadeNotice, ...]:
    """Put the files into their folder when all of them are whole; raises `FolderRefusal` before one is written over."""
    if out.exists() and not out.is_dir():
        raise FolderRefusal(f"{out} is no folder.", "name a folder with -o.")
    for path in (path for one in made for path in one.files):
        if (out / path.name).exists():
            taken = out / path.name
            raise FolderRefusal(f"{taken} is there already, and nothing is written over.", "name another folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise FolderRefusal(f"{out} cannot be written to ({fault.strerror}).", "name another folder with -o.") from None
    for path in (path for one in made for path in one.files):
        write_whole(out / path.name, path.read_bytes())
    return tuple(evolve(one, files=tuple(out / path.name for path in one.files)) for one in made)
