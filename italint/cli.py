"""The command line: finds the command, runs it, and turns every problem into one sentence and an exit code."""

import os
import re
import sys
from importlib import import_module
from typing import Any

import typer

from . import __version__
from .commands.console import CLEAN, INCOMPLETE, ProblemError, fail, first_language, put, say, speak
from .message import Message

#: What the argument parser makes of Ctrl-C.
_INTERRUPTED = 130

#: The commands: the module of `italint.commands`, the name there, and the help.
COMMANDS = {
    "check": (
        "check",
        "check",
        Message("ตรวจไฟล์ โฟลเดอร์ หรือ - (stdin)", "Lint files, folders, globs, or - for standard input."),
    ),
    "parse": (
        "parse",
        "parse",
        Message(
            "แสดงสิ่งที่อ่านเข้าใจ: หน่วยงาน ปี มาตรการและองค์ประกอบ",
            "Show what was understood: agency, year, measures and their elements.",
        ),
    ),
    "rules": ("pages", "rules", Message("แสดงข้อตรวจทั้งหมด", "List every rule.")),
    "explain": ("pages", "explain", Message("อธิบายข้อตรวจหนึ่งข้อ", "Print the page of a rule, by code or name.")),
    "config": (
        "config",
        "config",
        Message("แสดงการตั้งค่าที่ใช้อยู่และที่มา", "Show the settings in force and where they come from."),
    ),
    "checklist": (
        "checklist",
        "checklist",
        Message("รายการที่ต้องแก้ แยกตามหน่วยงานที่ต้องดำเนินการ", "List what is to be mended, by the unit that has to act."),
    ),
    "annotate": (
        "annotate",
        "annotate",
        Message(
            "เขียนสำเนาของเอกสาร พร้อมความเห็นตรงจุดที่ต้องแก้",
            "Write a copy of a document with each violation as a comment at its place.",
        ),
    ),
    "baseline": ("baseline", "app", Message("", "")),
    "init": (
        "init",
        "init",
        Message("เขียนไฟล์ตั้งค่า และไฟล์สำหรับ pre-commit กับ CI", "Write an italint.toml, and files for pre-commit and CI."),
    ),
    "completion": (
        "completion",
        "completion",
        Message("พิมพ์สคริปต์ให้เชลล์เติมคำสั่ง (bash zsh fish)", "Print a script for completion in bash, zsh or fish."),
    ),
    "lsp": (
        "lsp",
        "lsp",
        Message("เซิร์ฟเวอร์สำหรับโปรแกรมแก้ไขข้อความ (LSP)", "Serve an editor (Language Server Protocol)."),
    ),
    "schema": (
        "pages",
        "schema",
        Message("พิมพ์ JSON Schema ของผล check, parse หรือไฟล์ตั้งค่า", "Print a JSON Schema: check, parse or config."),
    ),
    "test": ("test", "test", Message("ทดสอบข้อตรวจด้วยไฟล์กรณีตัวอย่าง", "Run case files of rules.")),
}


def _make_app() -> typer.Typer:
    """Make the application; where the command line names a command, only that one is loaded."""
    app = typer.Typer(
        name="italint",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=say(
            "ตรวจแผน (o42) และรายงาน (o43, o35) ตามการประเมิน ITA ก่อนเผยแพร่",
            "Lint Thai ITA plans (o42) and reports (o43, o35) before they are published.",
        ),
    )
    app.callback(invoke_without_command=True)(_version)
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    for name in [asked] if asked in COMMANDS else COMMANDS:
        module, attribute, about = COMMANDS[name]
        command = getattr(import_module(f".commands.{module}", __package__), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, help=about.render(first_language(), {}))(command)
    return app


def _version(
    version: bool = typer.Option(False, "--version", help=say("แสดงรุ่น", "print the version")),
) -> None:
    if version:
        put(f"italint {__version__}\n")
        raise typer.Exit(CLEAN)


def run() -> int:
    """Run the command line and return the exit code; every problem is one sentence on standard error and code 2."""
    for name, mode in (("stdin", "w"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Whoever started italint has closed it: what is read from it or written to it fails, as an OSError.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "replace")
    speak(None)
    try:
        if "_ITALINT_COMPLETE" in os.environ:
            from .commands.completion import answer

            return answer(_make_app())
        code = _make_app()(standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
    except (ProblemError, UnicodeError) as problem:
        return fail(str(problem))
    except KeyboardInterrupt:
        return fail(_STOPPED.render(first_language(), {}))
    except BrokenPipeError:
        # Whoever read the output has gone; there is nothing more to say to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INCOMPLETE
    except OSError as error:
        from .commands.writing import why

        told = {"path": error.filename or "", "reason": why(error)}
        return fail((_WRITE if error.filename else _OUTPUT).render(first_language(), told))
    except Exception as error:
        if hasattr(error, "format_message"):
            return fail(_usage(error))
        if hasattr(error, "exit_code"):
            return int(error.exit_code)
        from .profile import ProfileError

        if isinstance(error, ProfileError):
            return fail(str(error))
        from .engine import internal

        return fail(internal(error).render(first_language(), {}))
    return code if isinstance(code, int) else CLEAN


def _usage(error: Any) -> str:
    """Say in the user's language what the argument parser found wrong."""
    kind = type(error).__name__
    param = getattr(error, "param", None)
    names = "/".join(getattr(param, "opts", ())) if getattr(param, "param_type_name", "") == "option" else ""
    option = getattr(error, "option_name", None) or names or getattr(param, "human_readable_name", "") or ""
    values = {"option": option, "english": error.format_message()}
    known = {
        "NoSuchOption": _NO_SUCH_OPTION,
        "BadOptionUsage": _OPTION_VALUE,
        "MissingParameter": _MISSING_PARAMETER,
        "NoArgsIsHelpError": Message("{english}", "{english}"),
    }
    english = str(values["english"])
    if unknown := re.match(r"No such command '([^']*)'", english):
        there = error.ctx.command.commands
        return _NO_SUCH_COMMAND.render(first_language(), {"command": unknown[1], "known": ", ".join(there)})
    if english.startswith("Got unexpected extra argument"):
        return _TOO_MUCH.render(first_language(), {})
    return known.get(kind, _USAGE).render(first_language(), values)


_STOPPED = Message("หยุดตามคำสั่ง", "Stopped")
_OUTPUT = Message("เขียนผลลัพธ์ไม่ได้: {reason}", "The output cannot be written: {reason}")
_WRITE = Message("เปิดหรือเขียน “{path}” ไม่ได้: {reason}", "“{path}” cannot be opened or written: {reason}")
_NO_SUCH_OPTION = Message("ไม่รู้จักตัวเลือก {option} ดูตัวเลือกทั้งหมดด้วย --help", "There is no option {option}; see --help")
_OPTION_VALUE = Message("ตัวเลือก {option} ต้องมีค่า ดู --help", "Option {option} needs a value; see --help")
_MISSING_PARAMETER = Message("ต้องระบุ {option} ดู --help", "{option} is needed; see --help")
_NO_SUCH_COMMAND = Message("ไม่มีคำสั่ง “{command}” คำสั่งที่มีคือ {known}", "There is no command “{command}”; there are {known}")
_TOO_MUCH = Message("ระบุสิ่งที่คำสั่งนี้ไม่รับเกินมา ดู --help", "More was given than this command takes; see --help")
_USAGE = Message("ใช้คำสั่งไม่ถูกต้อง: {english} ดู --help", "{english} See --help.")
