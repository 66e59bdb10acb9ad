"""The command line: with `__main__` the only module that reads arguments, prints and exits."""

import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import __version__
from .message import Language, Message

if TYPE_CHECKING:
    from .files import Target
    from .registry import Registry
    from .reporters import Reporter
    from .rule import Rule

CLEAN, VIOLATIONS, INCOMPLETE = 0, 1, 2
#: So many files make a process live long enough for its memory to matter.
_MANY = 50
_FAIL_LEVELS = {"error": 1, "warning": 2, "info": 3, "none": 0}


def _first_language() -> Language:
    """Return the language of help and of errors before options are read."""
    arguments = sys.argv[1:]
    for index, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in ("th", "en"):
            return value  # type: ignore[return-value]
    return "en" if os.environ.get("ITALINT_LANG") == "en" else "th"


class ProblemError(Exception):
    """Something that keeps a command from doing its work; the message is for the user."""

    def __init__(self, message: Message, **values: object) -> None:
        super().__init__(message.render(_first_language(), values))


def _say(thai: str, english: str) -> str:
    return thai if _first_language() == "th" else english


app = typer.Typer(
    name="italint",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_say(
        "ตรวจแผน (o42) และรายงาน (o43, o35) ตามการประเมิน ITA ก่อนเผยแพร่",
        "Lint Thai ITA plans (o42) and reports (o43, o35) before they are published.",
    ),
)

_Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help=_say("ไฟล์ โฟลเดอร์ รูปแบบชื่อ (glob) หรือ - (อ่านจาก stdin)", "files, folders, globs, or - for standard input"),
    ),
]
_Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="th|en",
        help=_say("ภาษาของผลลัพธ์ (หรือ ITALINT_LANG)", "language of the output (or ITALINT_LANG)"),
    ),
]
_Kind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="plan|report", help=_say("ถือว่าเป็นแผนหรือรายงาน", "take documents for plans or reports")
    ),
]
_Year = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="2566",
        help=_say("ถือว่าเป็นของปีงบประมาณนี้ (พ.ศ.)", "take this fiscal year (BE) for the documents'"),
    ),
]


@app.command(help=_say("ตรวจไฟล์ โฟลเดอร์ หรือ - (stdin)", "Lint files, folders, globs, or - for standard input."))
def check(
    paths: _Paths = None,
    output_format: Annotated[
        list[str] | None,
        typer.Option(
            "--output-format",
            metavar="FORMAT[:FILE]",
            help=_say("รูปแบบผล: full, concise, json (ใช้ซ้ำได้)", "full, concise, json (repeatable)"),
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULES",
            help=_say("ตรวจเฉพาะข้อเหล่านี้ (รหัส ต้นรหัส หรือชื่อ)", "run only these (codes, prefixes, names)"),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULES", help=_say("ไม่ตรวจข้อเหล่านี้", "leave these out"))
    ] = None,
    kind: _Kind = None,
    year: _Year = None,
    fail_level: Annotated[
        str,
        typer.Option(
            "--fail-level",
            metavar="error|warning|info|none",
            help=_say("ระดับที่ทำให้รหัสจบเป็น 1", "severity from which the exit code is 1"),
        ),
    ] = "warning",
    lang: _Lang = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help=_say("นับจำนวนต่อข้อ", "count violations per rule"))
    ] = False,
    jobs: Annotated[
        str | None, typer.Option("--jobs", metavar="N", help=_say("จำนวนโพรเซส", "number of processes"))
    ] = None,
    stdin_filename: Annotated[
        str | None,
        typer.Option("--stdin-filename", metavar="NAME", help=_say("ชื่อไฟล์ของ stdin", "name for standard input")),
    ] = None,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help=_say("ใช้สี", "use colours"))
    ] = "auto",
    isolated: Annotated[
        bool,
        typer.Option(
            "--isolated",
            help=_say(
                "ไม่ใช้ไฟล์ตั้งค่าใด (รุ่นนี้ไม่อ่านไฟล์ตั้งค่าอยู่แล้ว)",
                "use no configuration file (this version reads none in any case)",
            ),
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_say("แสดงเฉพาะสิ่งที่พบ", "print violations only"))] = False,
) -> None:
    """Lint files; see the help text above."""
    from .files import STANDARD_INPUT, find_files
    from .readers import SUFFIXES
    from .registry import load_rules
    from .reporters import Style, Summary
    from .run import Task, check_targets

    language = _language(lang)
    registry = load_rules()
    _report_failures(registry)
    task = Task(_selection(registry, select, ignore), _choice("--kind", kind, ("plan", "report")), _fiscal_year(year))  # type: ignore[arg-type]
    _choice("--fail-level", fail_level, tuple(_FAIL_LEVELS))
    processes = _number("--jobs", jobs, os.cpu_count() or 1)
    style = Style(language, _colored(color), _width(), quiet, statistics)
    targets, missing = find_files(paths or ["."], SUFFIXES)
    formats = [entry.partition(":") for entry in output_format or ["full"]]
    written = {os.path.abspath(file) for _, _, file in formats if file}
    for target in targets:
        if target.named and os.path.abspath(target.path) in written:
            raise ProblemError(_OVERWRITE, path=target.path)
    targets = [target for target in targets if os.path.abspath(target.path) not in written]
    targets = [
        _standard_input(target, stdin_filename) if target.path == STANDARD_INPUT else target for target in targets
    ]
    for path in missing:
        _warn(_MISSING, path=path)
    outputs = _outputs([(name, file) for name, _, file in formats], style)
    summary = Summary()
    named = {target.path for target in targets if target.named}
    crashed: dict[str, str] = {}
    known = 0
    if len(targets) > _MANY:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()
    progress = _Progress(len(targets), quiet)
    outputs.write(lambda reporter: reporter.begin())
    for outcome in check_targets(targets, task, processes):
        progress.step()
        summary.add(outcome)
        known += outcome.status == "checked" or outcome.path in named
        crashed.update(outcome.crashes)
        if outcome.error:
            progress.clear()
            _warn(_UNREADABLE, path=outcome.path, reason=outcome.error)
        outputs.write(lambda reporter, outcome=outcome: reporter.file(outcome))  # type: ignore[misc]
    progress.clear()
    outputs.write(lambda reporter: reporter.end(summary))
    outputs.close()
    for code, error in sorted(crashed.items()):
        _warn(_CRASHED, code=code, error=error)
    if not known and not summary.unreadable and not missing:
        _warn(_NOTHING)
    if missing or summary.unreadable or crashed or registry.failures or not known:
        raise typer.Exit(INCOMPLETE)
    counted = ("error", "warning", "info")[: _FAIL_LEVELS[fail_level]]
    raise typer.Exit(VIOLATIONS if any(summary.severities[severity] for severity in counted) else CLEAN)


@app.command(
    help=_say(
        "แสดงสิ่งที่อ่านเข้าใจ: หน่วยงาน ปี มาตรการและองค์ประกอบ",
        "Show what was understood: agency, year, measures and their elements.",
    )
)
def parse(
    path: Annotated[str, typer.Argument(metavar="PATH")],
    output_format: Annotated[str, typer.Option("--output-format", metavar="full|json")] = "full",
    kind: _Kind = None,
    year: _Year = None,
    lang: _Lang = None,
    stdin_filename: Annotated[str | None, typer.Option("--stdin-filename", metavar="NAME")] = None,
) -> None:
    """Show what was understood of one document."""
    from .files import STANDARD_INPUT, Target
    from .profile import load_profile
    from .readers import UnreadableError
    from .reporters import outline
    from .run import Task, read_target

    language = _language(lang)
    _choice("--output-format", output_format, ("full", "json"))
    task = Task(frozenset(), _choice("--kind", kind, ("plan", "report")), _fiscal_year(year))  # type: ignore[arg-type]
    if os.path.isdir(path):
        raise ProblemError(_FOLDER, path=path)
    target = Target(path, True)
    if path == STANDARD_INPUT:
        target = _standard_input(target, stdin_filename)
    try:
        report = read_target(target, task)
    except UnreadableError as error:
        raise ProblemError(_UNREADABLE, path=path, reason=error.reason) from None
    profile = None if report.kind == "unknown" else load_profile(report.fiscal_year, report.kind)
    write = outline.as_json if output_format == "json" else outline.as_text
    _print(write(report, profile, language))


@app.command(help=_say("แสดงข้อตรวจทั้งหมด", "List every rule."))
def rules(
    output_format: Annotated[str, typer.Option("--output-format", metavar="full|json")] = "full",
    year: _Year = None,
    lang: _Lang = None,
) -> None:
    """List every rule."""
    from .registry import load_rules
    from .reporters import pages

    language = _language(lang)
    _choice("--output-format", output_format, ("full", "json"))
    registry = load_rules()
    write = pages.list_json if output_format == "json" else pages.list_text
    _print(write(registry.rules, _fiscal_year(year), language))
    _report_failures(registry)
    if registry.failures:
        raise typer.Exit(INCOMPLETE)


@app.command(help=_say("อธิบายข้อตรวจหนึ่งข้อ", "Print the page of a rule, by code or name."))
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE")],
    output_format: Annotated[str, typer.Option("--output-format", metavar="full|json")] = "full",
    year: _Year = None,
    lang: _Lang = None,
) -> None:
    """Print the page of a rule."""
    from .registry import load_rules
    from .reporters import pages

    language = _language(lang)
    _choice("--output-format", output_format, ("full", "json"))
    registry = load_rules()
    found = registry.find(rule)
    if found is None:
        raise ProblemError(_UNKNOWN_RULE, rule=rule, like=_like(rule, registry))
    write = pages.page_json if output_format == "json" else pages.page_text
    _print(write(found, _fiscal_year(year), language))


@app.command(help=_say("พิมพ์ JSON Schema ของผล check หรือ parse", "Print the JSON Schema of an output: check or parse."))
def schema(name: Annotated[str, typer.Argument(metavar="check|parse")], lang: _Lang = None) -> None:
    """Print a JSON Schema."""
    from importlib.resources import files

    _language(lang)
    _choice("NAME", name, ("check", "parse"))
    _print(files("italint.schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help=_say("แสดงรุ่น", "print the version"))] = False,
) -> None:
    if version:
        _print(f"italint {__version__}\n")
        raise typer.Exit(CLEAN)


def run() -> int:
    """Run the command line and return the exit code; every problem is one sentence on standard error and code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "replace")
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except (ProblemError, UnicodeError) as problem:
        return _fail(str(problem))
    except KeyboardInterrupt:
        return _fail(_STOPPED.render(_first_language(), {}))
    except BrokenPipeError:
        # Whoever read the output has gone; there is nothing more to say to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INCOMPLETE
    except OSError as error:
        return _fail(
            _WRITE.render(
                _first_language(), {"path": error.filename or "", "reason": error.strerror or type(error).__name__}
            )
        )
    except Exception as error:
        if hasattr(error, "format_message"):
            return _fail(_usage(error))
        if hasattr(error, "exit_code"):
            return int(error.exit_code)
        from .profile import ProfileError

        if isinstance(error, ProfileError):
            return _fail(str(error))
        from .engine import internal

        return _fail(internal(error).render(_first_language(), {}))
    return code if isinstance(code, int) else CLEAN


# Options


def _language(lang: str | None) -> Language:
    value = lang or os.environ.get("ITALINT_LANG") or "th"
    _choice("--lang" if lang else "ITALINT_LANG", value, ("th", "en"))
    return value  # type: ignore[return-value]


def _choice(option: str, value: str | None, allowed: Sequence[str]) -> str | None:
    if value is not None and value not in allowed:
        raise ProblemError(_BAD_VALUE, option=option, value=value, allowed=", ".join(allowed))
    return value


def _number(option: str, value: str | None, default: int) -> int:
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:6]) <= 512:
        raise ProblemError(_BAD_VALUE, option=option, value=value, allowed="1–512")
    return int(value)


def _fiscal_year(value: str | None) -> int | None:
    from .thai import arabic

    if value is None:
        return None
    digits = arabic(value)
    if not digits.isascii() or not digits.isdigit() or not 2500 <= int(digits[:6]) <= 2699:
        raise ProblemError(_BAD_VALUE, option="--year", value=value, allowed="2562, 2563, …")
    return int(digits)


def _selection(registry: "Registry", select: list[str] | None, ignore: list[str] | None) -> frozenset[str]:
    """Return the codes of the rules that run; an unknown word is a usage error."""

    def chosen(words: list[str]) -> "set[Rule]":
        found: set[Rule] = set()
        for word in (part.strip() for entry in words for part in entry.split(",")):
            if not word:
                continue
            picked = registry.select(word)
            if not picked:
                raise ProblemError(_UNKNOWN_RULE, rule=word, like=_like(word, registry))
            found.update(picked)
        return found

    wanted = chosen(select) if select else set(registry.rules)
    return frozenset(rule.code for rule in wanted - chosen(ignore or []))


def _like(word: str, registry: "Registry") -> Message:
    from difflib import get_close_matches

    names = [name for rule in registry.rules for name in (rule.code, rule.name)]
    near = get_close_matches(word, names, 1, 0.6) or get_close_matches(word.upper(), names, 1, 0.6)
    return (
        Message(th=_DID_YOU_MEAN.th.format(name=near[0]), en=_DID_YOU_MEAN.en.format(name=near[0]))
        if near
        else _SEE_RULES
    )


def _colored(color: str) -> bool:
    _choice("--color", color, ("auto", "always", "never"))
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _width() -> int:
    import shutil

    return min(120, shutil.get_terminal_size((100, 24)).columns)


def _standard_input(target: "Target", name: str | None) -> "Target":
    return target._replace(path=name or "-", data=sys.stdin.buffer.read())


# Output


class _Outputs:
    """The reporters of a run, each with where it writes."""

    def __init__(self, made: "list[tuple[Reporter, Any]]") -> None:
        self.made = made

    def write(self, text: "Callable[[Reporter], str]") -> None:
        for reporter, stream in self.made:
            stream.write(text(reporter))

    def close(self) -> None:
        for _, stream in self.made:
            stream.flush()
            if stream is not sys.stdout:
                stream.close()


def _outputs(formats: list[tuple[str, str]], style: Any) -> _Outputs:
    from .reporters import FORMATS, make_reporter

    files: set[str] = set()
    for name, file in formats:
        if name not in FORMATS:
            raise ProblemError(_BAD_VALUE, option="--output-format", value=name, allowed=", ".join(FORMATS))
        place = os.path.abspath(file) if file else ""
        if place in files:
            raise ProblemError(_TWICE, file=file or "stdout")
        files.add(place)
    made: list[tuple[Reporter, Any]] = []
    for name, file in formats:
        stream: Any = sys.stdout
        if file:
            stream = Path(file).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by _Outputs
        made.append((make_reporter(name, style._replace(color=style.color and not file)), stream))
    return _Outputs(made)


class _Progress:
    """A line on standard error that counts files, where somebody can see it."""

    def __init__(self, total: int, quiet: bool) -> None:
        self.total, self.done = total, 0
        self.shown = not quiet and total > 20 and sys.stderr.isatty()

    def step(self) -> None:
        self.done += 1
        if self.shown and (self.done % 20 == 0 or self.done == self.total):
            sys.stderr.write(f"\r{self.done}/{self.total}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")


def _print(text: str) -> None:
    sys.stdout.write(text)


def _warn(message: Message, **values: object) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"italint: {message.render(_first_language(), values)}\n")


def _fail(sentence: str) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"italint: {sentence}\n")
    return INCOMPLETE


def _report_failures(registry: "Registry") -> None:
    for point, error in registry.failures:
        _warn(_PLUGIN, point=point, error=error)


def _usage(error: Any) -> str:
    """Say in the user's language what the argument parser found wrong."""
    kind = type(error).__name__
    option = (
        getattr(error, "option_name", None) or getattr(getattr(error, "param", None), "human_readable_name", "") or ""
    )
    values = {"option": option, "english": error.format_message()}
    known = {
        "NoSuchOption": _NO_SUCH_OPTION,
        "BadOptionUsage": _OPTION_VALUE,
        "MissingParameter": _MISSING_PARAMETER,
        "NoArgsIsHelpError": Message("{english}", "{english}"),
    }
    english = str(values["english"])
    if unknown := re.match(r"No such command '([^']*)'", english):
        return _NO_SUCH_COMMAND.render(_first_language(), {"command": unknown[1]})
    if english.startswith("Got unexpected extra argument"):
        return _TOO_MUCH.render(_first_language(), {})
    return known.get(kind, _USAGE).render(_first_language(), values)


_MISSING = Message(
    "ไม่พบไฟล์หรือโฟลเดอร์ “{path}” ตรวจชื่อและที่อยู่อีกครั้ง", "“{path}” does not exist; check the name and the folder"
)
_UNREADABLE = Message("อ่าน “{path}” ไม่ได้: {reason}", "“{path}” cannot be read: {reason}")
_FOLDER = Message("“{path}” เป็นโฟลเดอร์ คำสั่ง parse อ่านทีละไฟล์", "“{path}” is a folder; parse reads one file")
_CRASHED = Message(
    "ข้อตรวจ {code} ทำงานล้มเหลว ({error}) ผลของข้อนี้จึงไม่ครบ", "Rule {code} crashed ({error}); its result is incomplete"
)
_PLUGIN = Message("โหลดข้อตรวจจาก “{point}” ไม่ได้: {error}", "Rules of “{point}” cannot be loaded: {error}")
_NOTHING = Message(
    "ไม่พบแผนหรือรายงาน ITA ให้ตรวจ (มองหาไฟล์ .txt และ .md)",
    "No ITA plan or report was found (files looked for: .txt, .md)",
)
_STOPPED = Message("หยุดตามคำสั่ง", "Stopped")
_WRITE = Message("เปิดหรือเขียน “{path}” ไม่ได้: {reason}", "“{path}” cannot be opened or written: {reason}")
_BAD_VALUE = Message(
    "ค่า “{value}” ของ {option} ใช้ไม่ได้ (ใช้ได้: {allowed})", "{option} does not take “{value}” (it takes: {allowed})"
)
_OVERWRITE = Message(
    "“{path}” เป็นไฟล์ที่ให้ตรวจ จึงใช้เป็นไฟล์ผลลัพธ์ไม่ได้", "“{path}” is a file to check and cannot be the output"
)
_TWICE = Message("มีผลลัพธ์สองรายการที่เขียนลง {file} เดียวกัน", "Two outputs go to {file}")
_UNKNOWN_RULE = Message("ไม่รู้จักข้อตรวจ “{rule}” {like}", "There is no rule “{rule}”; {like}")
_DID_YOU_MEAN = Message("หมายถึง {name} หรือไม่", "did you mean {name}?")
_SEE_RULES = Message("ดูทั้งหมดด้วย italint rules", "see all with italint rules")
_NO_SUCH_OPTION = Message("ไม่รู้จักตัวเลือก {option} ดูตัวเลือกทั้งหมดด้วย --help", "There is no option {option}; see --help")
_OPTION_VALUE = Message("ตัวเลือก {option} ต้องมีค่า ดู --help", "Option {option} needs a value; see --help")
_MISSING_PARAMETER = Message("ต้องระบุ {option} ดู --help", "{option} is needed; see --help")
_NO_SUCH_COMMAND = Message(
    "ไม่มีคำสั่ง “{command}” คำสั่งที่มีคือ check, parse, rules, explain, schema",
    "There is no command “{command}”; there are check, parse, rules, explain, schema",
)
_TOO_MUCH = Message("ระบุสิ่งที่คำสั่งนี้ไม่รับเกินมา ดู --help", "More was given than this command takes; see --help")
_USAGE = Message("ใช้คำสั่งไม่ถูกต้อง: {english} ดู --help", "{english} See --help.")
