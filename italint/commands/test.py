"""`italint test`: run case files of anybody's rules."""

from pathlib import Path
from typing import Annotated

import typer

from ..message import Message
from . import options
from .console import CLEAN, INCOMPLETE, VIOLATIONS, first_language, put, say, warn, warn_of_failures


def test(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE.md...", help=say("ไฟล์กรณีตัวอย่าง หรือโฟลเดอร์", "case files, or folders of them")),
    ],
    lang: options.Lang = None,
) -> None:
    """Run case files; print every case that is not as its file says."""
    from ..registry import load_rules
    from ..rule import find
    from ..testing import read_cases, run_case

    options.language_of(lang)
    registry = load_rules()
    warn_of_failures(registry)
    broken = bool(registry.failures)
    passed = failed = 0
    for file in [found for name in files for found in _case_files(Path(name))]:
        try:
            cases = read_cases(file)
        except (OSError, ValueError) as error:
            warn(_UNREADABLE, path=file, reason=getattr(error, "strerror", None) or error)
            broken = True
            continue
        for case in cases:
            rule = find(registry.rules, case.code)
            if rule is None:
                warn(_NO_RULE, path=file, code=case.code)
                broken = True
                break
            fault = run_case(case, rule)
            passed, failed = passed + (fault is None), failed + (fault is not None)
            if fault:
                put(f"{file}: {fault}\n\n")
    put(_RESULT.render(first_language(), {"passed": passed, "failed": failed}) + "\n")
    if broken or not passed + failed:
        raise typer.Exit(INCOMPLETE)
    raise typer.Exit(VIOLATIONS if failed else CLEAN)


def _case_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.md")) if path.is_dir() else [path]


_UNREADABLE = Message("อ่านไฟล์กรณี “{path}” ไม่ได้: {reason}", "The case file “{path}” cannot be read: {reason}")
_NO_RULE = Message("{path}: ไม่มีข้อตรวจ {code} ติดตั้งอยู่", "{path}: there is no rule {code} installed")
_RESULT = Message("ผ่าน {passed} กรณี ไม่ผ่าน {failed} กรณี", "{passed} cases passed, {failed} failed")
