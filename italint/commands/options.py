"""Options that several commands take, and what their values mean."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from ..message import Language, Message
from .console import ProblemError, say

if TYPE_CHECKING:
    from ..rule import Rule

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help=say("ไฟล์ โฟลเดอร์ รูปแบบชื่อ (glob) หรือ - (อ่านจาก stdin)", "files, folders, globs, or - for standard input"),
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="th|en",
        help=say("ภาษาของผลลัพธ์ (หรือ ITALINT_LANG)", "language of the output (or ITALINT_LANG)"),
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="plan|report", help=say("ถือว่าเป็นแผนหรือรายงาน", "take documents for plans or reports")
    ),
]
Year = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="2566",
        help=say("ถือว่าเป็นของปีงบประมาณนี้ (พ.ศ.)", "take this fiscal year (BE) for the documents'"),
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help=say("ตรวจเฉพาะข้อเหล่านี้ (รหัส ต้นรหัส หรือชื่อ)", "run only these (codes, prefixes, names)"),
    ),
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULES", help=say("ไม่ตรวจข้อเหล่านี้", "leave these out"))
]
ConfigFile = Annotated[
    str | None,
    typer.Option(
        "--config", metavar="FILE", help=say("ใช้ไฟล์ตั้งค่านี้กับทุกเอกสาร", "use this configuration for all documents")
    ),
]
Isolated = Annotated[
    bool, typer.Option("--isolated", help=say("ไม่ใช้ไฟล์ตั้งค่าและ baseline ใด", "use no configuration and no baseline"))
]
Jobs = Annotated[str | None, typer.Option("--jobs", metavar="N", help=say("จำนวนโพรเซส", "number of processes"))]
BaselineFile = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help=say("ไฟล์รายการค้างแก้ (baseline)", "the file of known violations")),
]
NoBaseline = Annotated[
    bool, typer.Option("--no-baseline", help=say("แสดงรายการค้างแก้ด้วย", "show what the baseline knows, too"))
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        "--against",
        metavar="PLAN",
        help=say("เทียบรายงานกับแผน (ไฟล์หรือโฟลเดอร์)", "compare reports with their plans (files or folders)"),
    ),
]
OutputFormat = Annotated[str, typer.Option("--output-format", metavar="full|json")]
StdinFilename = Annotated[
    str | None,
    typer.Option("--stdin-filename", metavar="NAME", help=say("ชื่อไฟล์ของ stdin", "name for standard input")),
]


def language_of(lang: str | None, configured: str | None = None) -> Language:
    """Return the language of the output: that of the option, the environment, the configuration, or Thai."""
    value = lang or os.environ.get("ITALINT_LANG") or configured or "th"
    return cast(Language, choice("--lang" if lang else "ITALINT_LANG", value, ("th", "en")))


def choice(option: str, value: str | None, allowed: Sequence[str]) -> str | None:
    """Return a value that is allowed; another is a usage error."""
    if value is not None and value not in allowed:
        raise ProblemError(BAD_VALUE, option=option, value=value, allowed=", ".join(allowed))
    return value


def kind_of(value: str | None) -> Literal["plan", "report"] | None:
    """Return the kind of document that is asked for."""
    return cast('Literal["plan", "report"] | None', choice("--kind", value, ("plan", "report")))


def number(option: str, value: str | None, default: int) -> int:
    """Return a count from 1 to 512."""
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:6]) <= 512:
        raise ProblemError(BAD_VALUE, option=option, value=value, allowed="1–512")
    return int(value)


def fiscal_year(value: str | None) -> int | None:
    """Return a fiscal year (BE)."""
    from ..thai import arabic

    if value is None:
        return None
    digits = arabic(value)
    if not digits.isascii() or not digits.isdigit() or not 2500 <= int(digits[:6]) <= 2699:
        raise ProblemError(BAD_VALUE, option="--year", value=value, allowed="2562, 2563, …")
    return int(digits)


def words_of(entries: Sequence[str] | None) -> tuple[str, ...]:
    """Return the words of a repeatable option whose values may be parted by commas."""
    return tuple(word.strip() for entry in entries or () for word in entry.split(",") if word.strip())


def require_rules(words: Sequence[str], rules: "Sequence[Rule]") -> None:
    """Raise a usage error for a word that means no rule."""
    from ..rule import choose

    for word in words:
        if not choose(rules, word):
            raise unknown_rule(word, rules)


def unknown_rule(word: str, rules: "Sequence[Rule]") -> ProblemError:
    """Return the usage error of a word that means no rule."""
    from ..config.faults import like_rule

    return ProblemError(_UNKNOWN_RULE, rule=word, like=like_rule(word, rules))


def colored(color: str) -> bool:
    """Tell whether to write in colours."""
    choice("--color", color, ("auto", "always", "never"))
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def width() -> int:
    """Return how many columns there are to write in."""
    import shutil

    return min(120, shutil.get_terminal_size((100, 24)).columns)


BAD_VALUE = Message(
    "ค่า “{value}” ของ {option} ใช้ไม่ได้ (ใช้ได้: {allowed})", "{option} does not take “{value}” (it takes: {allowed})"
)
_UNKNOWN_RULE = Message("ไม่รู้จักข้อตรวจ “{rule}” {like}", "There is no rule “{rule}”; {like}")
