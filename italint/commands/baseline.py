"""`italint baseline`: make, renew, prune and show the file of known violations."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..config import shown
from ..message import Message
from . import options
from .console import CLEAN, INCOMPLETE, VIOLATIONS, ProblemError, Progress, put, say, warn, warn_of_failures
from .project import Asked, Project, load_project, open_baseline

if TYPE_CHECKING:
    from ..baseline import Baseline, Entry

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help=say("จัดการรายการค้างแก้ (baseline)", "Make, renew, prune and show the file of known violations."),
)


@app.command(help=say("บันทึกสิ่งที่พบทั้งหมดลง baseline ใหม่", "Write all that is found now into a new baseline."))
def create(
    paths: options.Paths = None,
    baseline: options.BaselineFile = None,
    force: Annotated[
        bool, typer.Option("--force", help=say("เขียนทับไฟล์เดิม", "replace a baseline that is there"))
    ] = False,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    jobs: options.Jobs = None,
    lang: options.Lang = None,
) -> None:
    """Write all that is found now into a new baseline."""
    from ..baseline import Baseline

    options.language_of(lang)
    project = _project(paths, config, isolated)
    file = baseline or _usual_place(project)
    if os.path.exists(file) and not force:
        raise ProblemError(_THERE, file=shown(file))
    entries, complete = _found(project, Baseline(file), jobs)
    made = Baseline(file, frozenset(entry for found in entries.values() for entry in found))
    made.save()
    put(_say(_CREATED, file=shown(file), count=len(made.entries)))
    raise typer.Exit(CLEAN if complete else INCOMPLETE)


@app.command(help=say("ปรับ baseline ให้ตรงกับสิ่งที่พบ", "Make the baseline say what is found now."))
def update(
    paths: options.Paths = None,
    baseline: options.BaselineFile = None,
    allow_growth: Annotated[
        bool, typer.Option("--allow-growth", help=say("ยอมให้เพิ่มสิ่งใหม่", "let new violations in"))
    ] = False,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    jobs: options.Jobs = None,
    lang: options.Lang = None,
) -> None:
    """Make the baseline say what is found now in the files of the run, and only in these."""
    options.language_of(lang)
    old, new, gone, complete = _compared(paths, baseline, config, isolated, jobs)
    if new and not allow_growth:
        for entry in sorted(new):
            put(f"+ {entry.path} {entry.rule} {entry.fingerprint}\n")
        put(_say(_GROWS, count=len(new)))
        raise typer.Exit(VIOLATIONS)
    made = old._replace(entries=(old.entries | new) - gone)
    made.save()
    put(_say(_UPDATED, file=shown(old.file), new=len(new), gone=len(gone), count=len(made.entries)))
    raise typer.Exit(CLEAN if complete else INCOMPLETE)


@app.command(help=say("ลบสิ่งที่แก้แล้วออกจาก baseline", "Take out of the baseline what is found no more."))
def prune(
    paths: options.Paths = None,
    baseline: options.BaselineFile = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    jobs: options.Jobs = None,
    lang: options.Lang = None,
) -> None:
    """Take out of the baseline what is found no more in the files of the run."""
    options.language_of(lang)
    old, _, gone, complete = _compared(paths, baseline, config, isolated, jobs)
    made = old._replace(entries=old.entries - gone)
    if gone:
        made.save()
    put(_say(_PRUNED, file=shown(old.file), gone=len(gone), count=len(made.entries)))
    raise typer.Exit(CLEAN if complete else INCOMPLETE)


@app.command(help=say("แสดงสิ่งที่อยู่ใน baseline", "Show what the baseline holds."))
def show(
    paths: options.Paths = None,
    baseline: options.BaselineFile = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    lang: options.Lang = None,
) -> None:
    """Show what the baseline holds, of some files or of all."""
    from ..registry import load_rules

    options.language_of(lang)
    project = _project(paths, config, isolated)
    held = _old(project, baseline)
    wanted = [held.relative(path) for path in paths or ()]
    listed = [entry for entry in sorted(held.entries) if not wanted or any(_below(entry.path, path) for path in wanted)]
    names = {rule.code: rule.name for rule in load_rules().rules}
    put("".join(f"{e.path} {e.rule} {names.get(e.rule, '?')} {e.fingerprint}\n" for e in listed))
    put(_say(_HELD, file=shown(held.file), count=len(listed)))


def _compared(
    paths: list[str] | None, named: str | None, config: str | None, isolated: bool, jobs: str | None
) -> "tuple[Baseline, set[Entry], set[Entry], bool]":
    """Return the baseline, what is found that it lacks, what it holds that is gone, and whether all was checked."""
    project = _project(paths, config, isolated)
    old = _old(project, named)
    entries, complete = _found(project, old, jobs)
    new = {entry for found in entries.values() for entry in found} - old.entries
    return old, new, _gone(old, entries, project), complete


def _project(paths: list[str] | None, config: str | None, isolated: bool) -> Project:
    from ..registry import load_rules

    warn_of_failures(load_rules())
    project = load_project(Asked(paths or ["."], config, isolated, use_baseline=False))
    for path in project.missing:
        warn(_MISSING, path=path)
    return project


def _old(project: Project, named: str | None) -> "Baseline":
    """Open the baseline that is named, configured, or nearest to the paths."""
    from ..baseline import find_baseline

    file = named or project.first.located("baseline")
    folders = [path if os.path.isdir(path) else os.path.dirname(path) or "." for path in project.paths]
    file = file or next(filter(None, map(find_baseline, folders)), None)
    return open_baseline(file or _usual_place(project))


def _usual_place(project: Project) -> str:
    """Return where a baseline belongs: where the configuration says, beside it, or in the paths' common folder."""
    from ..baseline import FILE

    configured = project.first.located("baseline")
    if configured:
        return configured
    folders = [os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path) or ".") for path in project.paths]
    above = project.first.folder
    # A configuration from elsewhere (--config) says nothing of the place.
    if above and all(Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(above)) for folder in folders):
        return os.path.join(above, FILE)
    folder = os.path.commonpath([os.getcwd(), *folders])
    return os.path.join(os.getcwd() if folder == os.getcwd() else os.path.commonpath(folders), FILE)


def _found(project: Project, baseline: "Baseline", jobs: str | None) -> "tuple[dict[str, set[Entry]], bool]":
    """Return the entries of every file of the run by its path in the baseline, and whether all could be checked."""
    from ..baseline import Entry
    from ..jobs import check_targets
    from ..run import make_policy

    processes = options.number("--jobs", jobs, os.cpu_count() or 1)
    mandatory = [make_policy(config, project.task).mandatory for config in project.task.configs]
    entries: dict[str, set[Entry]] = {}
    complete = not project.missing
    progress = Progress(len(project.targets), quiet=False)
    outcomes = check_targets(project.targets, project.task, processes)
    for target, outcome in zip(project.targets, outcomes, strict=True):
        progress.step()
        if outcome.error or outcome.crashes:
            progress.clear()
            reason = outcome.error or ", ".join(f"{code}: {why}" for code, why in sorted(outcome.crashes.items()))
            warn(_UNREADABLE, path=outcome.path, reason=reason)
            complete = False
            continue
        here = baseline.relative(outcome.path)
        # What is mandatory is shown in any case.
        known = [found for found in outcome.diagnostics if found.code not in mandatory[target.config]]
        entries[here] = {Entry(here, found.code, found.fingerprint) for found in known}
    progress.clear()
    return entries, complete


def _gone(baseline: "Baseline", entries: "dict[str, set[Entry]]", project: Project) -> "set[Entry]":
    """Return the entries that are found no more: of checked files, and of files that are gone from checked folders."""
    folders = [baseline.relative(path) for path in project.paths if os.path.isdir(path)]
    base = os.path.dirname(os.path.abspath(baseline.file))
    return {
        entry
        for entry in baseline.entries
        if (entry.path in entries and entry not in entries[entry.path])
        or (
            entry.path not in entries
            and any(_below(entry.path, folder) for folder in folders)
            and not os.path.exists(os.path.join(base, entry.path))
        )
    }


def _below(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(folder.rstrip("/") + "/")


def _say(message: Message, **values: object) -> str:
    from .console import first_language

    return message.render(first_language(), values) + "\n"


_MISSING = Message("ไม่พบไฟล์หรือโฟลเดอร์ “{path}”", "“{path}” does not exist")
_UNREADABLE = Message("ตรวจ “{path}” ไม่ได้: {reason}", "“{path}” cannot be checked: {reason}")
_THERE = Message(
    "มี baseline “{file}” อยู่แล้ว ใช้ italint baseline update หรือ --force",
    "The baseline “{file}” is there already; use italint baseline update, or --force",
)
_CREATED = Message("บันทึก {count} รายการลง {file}", "{count} violations written to {file}")
_GROWS = Message(
    "baseline จะเพิ่มขึ้น {count} รายการ จึงไม่บันทึก แก้เอกสาร หรือใช้ --allow-growth",
    "The baseline would grow by {count}, so it was not written; mend them, or use --allow-growth",
)
_UPDATED = Message(
    "{file}: เพิ่ม {new} ลบ {gone} คงเหลือ {count} รายการ", "{file}: {new} added, {gone} taken out, {count} left"
)
_PRUNED = Message("{file}: ลบ {gone} คงเหลือ {count} รายการ", "{file}: {gone} taken out, {count} left")
_HELD = Message("{file}: {count} รายการ", "{file}: {count} violations")
