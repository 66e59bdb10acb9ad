"""`italint init`: write the files that a team begins with."""

import os
import re
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from ..config import FILE, find_config, shown
from ..message import Message
from . import options
from .console import CLEAN, INCOMPLETE, ProblemError, fail, first_language, put, say, warn
from .writing import unwritable, write_whole


class _Piece(NamedTuple):
    """A file to write: its template, and its place in the folder.

    What is `shared` holds things of others, too: it is never replaced, and what is there gets told what to add.
    """

    template: str
    place: str
    shared: bool = False


_SETTINGS = _Piece("italint.toml", FILE)
_PRE_COMMIT = _Piece("pre-commit-config.yaml", ".pre-commit-config.yaml", shared=True)
_GITHUB = _Piece("github-workflow.yml", ".github/workflows/italint.yml")
_GITLAB = (
    _Piece("gitlab-job.yml", "italint.gitlab-ci.yml"),
    _Piece("gitlab-ci.yml", ".gitlab-ci.yml", shared=True),
)


def init(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help=say("โฟลเดอร์ของเอกสาร", "the folder of the documents"))
    ] = ".",
    pre_commit: Annotated[
        bool,
        typer.Option(
            "--pre-commit",
            help=say("ให้ git ตรวจก่อน commit (ใช้ pre-commit)", "let git check before a commit (pre-commit)"),
        ),
    ] = False,
    github: Annotated[
        bool, typer.Option("--github", help=say("ตรวจใน GitHub Actions", "check in GitHub Actions"))
    ] = False,
    gitlab: Annotated[bool, typer.Option("--gitlab", help=say("ตรวจใน GitLab CI", "check in GitLab CI"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=say("เขียนทุกอย่างข้างต้น", "write all of these"))] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help=say("เขียนทับไฟล์ของ italint ที่มีอยู่", "replace italint's own files that are there")),
    ] = False,
    lang: options.Lang = None,
) -> None:
    """Write italint.toml and what is asked for beside it; nothing of others is overwritten."""
    options.language_of(lang)
    if not os.path.isdir(folder):
        raise ProblemError(_A_FILE if os.path.exists(folder) else _NO_FOLDER, path=folder)
    asked = [
        *([_PRE_COMMIT] if pre_commit or everything else []),
        *([_GITHUB] if github or everything else []),
        *(_GITLAB if gitlab or everything else []),
    ]
    written = [_write_settings(Path(folder), force)]
    root = _repository_above(folder)
    if asked and root:
        warn(_BELOW, folder=shown(folder), root=shown(root))
        written += [False]
    else:
        written += [_write(Path(folder), piece, _filled(piece), force) for piece in asked]
    put(f"\n{_next(folder, asked if not root else [])}")
    raise typer.Exit(CLEAN if all(written) else INCOMPLETE)


def _write_settings(folder: Path, force: bool) -> bool:
    """Write the settings; where a folder above has some, they build on these. Tell whether that was possible."""
    there = find_config(str(folder))
    text = _filled(_SETTINGS).replace('lang = "th"', f'lang = "{first_language()}"')
    if there and Path(there).parent != folder.resolve():
        above = Path(os.path.relpath(there, folder.resolve())).as_posix()
        text = text.replace('# extends = "../italint.toml"', f"extends = {_quoted(above)}")
        # Values that stand there go before those of the other file.
        text = text.replace("\nlang", "\n# lang").replace("\nfail-level", "\n# fail-level")
    elif there and Path(there).name != FILE:
        put(_say(_THERE, file=shown(there)))
        return True
    return _write(folder, _SETTINGS, text, force)


def _write(folder: Path, piece: _Piece, text: str, force: bool) -> bool:
    """Write a file where there is none, or where it may be replaced; tell whether what had to be done was possible."""
    file = folder / piece.place
    try:
        if os.path.lexists(file) and (piece.shared or not force):
            _tell_of(file, piece, text)
            return True
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(shown(file), text.encode())
    except (OSError, ProblemError) as error:
        fail(str(unwritable(shown(file), error) if isinstance(error, OSError) else error))
        return False
    put(_say(_WRITTEN, file=shown(file)))
    return True


def _tell_of(file: Path, piece: _Piece, text: str) -> None:
    """Say that a file is there, and what to add to it where it is not of italint alone."""
    if not piece.shared:
        put(_say(_REPLACEABLE, file=shown(file)))
    elif _uses_italint(file.read_text(encoding="utf-8", errors="replace")):
        put(_say(_THERE, file=shown(file)))
    else:
        first, *lines = [line for line in text.splitlines() if not line.startswith("#")]
        put(_say(_ADD, file=shown(file), key=first.rstrip(":")))
        put("".join(f"    {line}\n" for line in (first, *lines)))


def _uses_italint(text: str) -> bool:
    """Tell whether a file of YAML names italint outside of its comments."""
    return any("italint" in re.split(r"(?:^|\s)#", line, maxsplit=1)[0] for line in text.splitlines())


def _filled(piece: _Piece) -> str:
    """Return what a template says, with where this italint came from."""
    from importlib.resources import files

    text = files("italint.templates").joinpath(piece.template).read_text(encoding="utf-8")
    return text.replace(_NO_SOURCE, f"ITALINT_SOURCE: {_quoted(_source())}")


def _source() -> str:
    """Return what pip has to install for this very italint; nothing where only this computer has it.

    Installers note where a package came from (direct_url.json), but for what came from an index by its name.
    """
    import json
    from importlib.metadata import distribution

    found = distribution("italint")
    note = found.read_text("direct_url.json")
    if note is None:
        return f"italint=={found.version}"
    told = json.loads(note)
    url = str(told["url"])
    if version := told.get("vcs_info"):
        return f"{version['vcs']}+{url}@{version['commit_id']}"
    return "" if url.startswith("file:") else url


def _quoted(word: str) -> str:
    """Return a word as a string of YAML or TOML."""
    import json

    return json.dumps(word, ensure_ascii=False)


def _repository_above(folder: str) -> str | None:
    """Return the repository's own folder where that lies above; CI and pre-commit look for their files only there."""
    here = Path(folder).resolve()
    if (here / ".git").exists():
        return None
    return next((str(place) for place in here.parents if (place / ".git").exists()), None)


def _next(folder: str, asked: list[_Piece]) -> str:
    """Return what to do next."""
    import shlex
    import shutil
    import sysconfig

    from ..thai import display_width

    path = "" if os.path.realpath(folder) == os.path.realpath(".") else f" {folder}"
    if set(path[1:]) & set(" !\"$&'()*;<>?[`|"):
        path = f" {shlex.quote(folder)}"
    steps = [(f"italint check{path}", _CHECK), (f"italint baseline create{path}", _BASELINE)]
    if _PRE_COMMIT in asked:
        steps += [(f"cd{path} && pre-commit install" if path else "pre-commit install", _INSTALL)]
    width = max(display_width(command) for command, _ in steps)
    lines = [f"  {command}{' ' * (width - display_width(command))}  {_say(about)}" for command, about in steps]
    if _PRE_COMMIT in asked and not shutil.which("italint"):
        lines += [f"  {_say(_PATH, folder=sysconfig.get_path('scripts'))}"]
    files = [Path(folder, piece.place) for piece in asked if not piece.shared]
    unsaid = [
        file for file in files if file.is_file() and _NO_SOURCE in file.read_text(encoding="utf-8", errors="replace")
    ]
    return _say(_NEXT) + "".join([*lines, *(f"  {_say(_FILL, file=shown(file))}" for file in unsaid)])


def _say(message: Message, **values: object) -> str:
    return message.render(first_language(), values) + "\n"


_NO_SOURCE = 'ITALINT_SOURCE: ""'

_A_FILE = Message("“{path}” เป็นไฟล์ ให้ระบุโฟลเดอร์ของเอกสาร", "“{path}” is a file; name the folder of the documents")
_NO_FOLDER = Message("ไม่พบโฟลเดอร์ “{path}”", "There is no folder “{path}”")
_BELOW = Message(
    "ไฟล์ของ CI และ pre-commit ต้องอยู่ในโฟลเดอร์หลักของคลัง ไม่ใช่ “{folder}” ให้สั่ง italint init กับ “{root}”",
    "Files of CI and pre-commit belong into the repository's own folder, not “{folder}”; run italint init for “{root}”",
)
_WRITTEN = Message("เขียนแล้ว: {file}", "Written: {file}")
_THERE = Message("มีอยู่แล้ว ไม่ได้แก้ไข: {file}", "Already there, left as it is: {file}")
_REPLACEABLE = Message(
    "มีอยู่แล้ว ไม่ได้แก้ไข: {file} (ถ้าต้องการเขียนทับ ใช้ --force)", "Already there, left as it is: {file} (--force replaces it)"
)
_ADD = Message(
    "มีอยู่แล้ว ไม่ได้แก้ไข: {file} ให้เพิ่มบรรทัดเหล่านี้เอง (ถ้ามี {key} อยู่แล้ว ให้ต่อท้ายรายการเดิม)",
    "Already there, left as it is: {file}. Add these lines (where it has {key} already, at the end of that list)",
)
_NEXT = Message("ต่อไป:", "Next:")
_CHECK = Message("ดูว่าพบอะไรบ้าง", "see what is found")
_BASELINE = Message(
    "ถ้ามีสิ่งที่ค้างแก้อยู่มาก: บันทึกไว้ เพื่อแสดงเฉพาะสิ่งใหม่", "where much is open: write it down, to see only what is new"
)
_INSTALL = Message("ให้ git ตรวจก่อน commit ทุกครั้ง", "let git check before every commit")
_PATH = Message(
    "เพิ่มโฟลเดอร์ {folder} ใน PATH เพราะ pre-commit เรียกใช้คำสั่ง italint",
    "put the folder {folder} on the PATH, because pre-commit calls italint",
)
_FILL = Message(
    "ใน {file} ระบุที่ ITALINT_SOURCE ว่า CI จะติดตั้ง italint จากที่ใด",
    "in {file}, say behind ITALINT_SOURCE where CI installs italint from",
)
