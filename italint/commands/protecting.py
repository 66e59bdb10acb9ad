"""What a run writes is none of the documents it checks, nor what it goes by."""

import os
from collections.abc import Sequence

from ..baseline import FILE as BASELINE
from ..config import FILE, PROJECT, shown
from ..files import Target
from ..message import Message
from ..readers import UnreadableError
from ..run import Checker, Task
from .console import ProblemError
from .project import Project, settings_of


def without_outputs(project: Project, files: Sequence[str]) -> Project:
    """Leave out the files that the run writes: what an earlier run wrote is no document to check.

    A document of the run is never overwritten, nor is what it goes by: plans, configurations and baselines.
    """
    written = {os.path.realpath(file): file for file in files}
    for place, file in written.items():
        if place in _governing(project) or os.path.basename(place) in (FILE, PROJECT, BASELINE):
            raise ProblemError(_GOVERNS, path=_with_place(file))
    left = []
    for target in project.targets:
        output = written.get(os.path.realpath(target.file))
        if output is None:
            left.append(target)
        elif target.named or _is_document(target, project):
            raise ProblemError(_OVERWRITE, path=_with_place(output))
    return project._replace(targets=left)


def _governing(project: Project) -> set[str]:
    """Return the places of what a run goes by."""
    task = project.task
    files = settings_of(task.configs, project.targets) | set(task.plans.files() if task.plans else ())
    # A baseline is one also where it is not asked for (--no-baseline).
    files |= {file for config in task.configs if (file := config.located("baseline"))}
    return set(map(os.path.realpath, files))


def _is_document(target: Target, project: Project) -> bool:
    """Tell whether a file is a plan or a report, whatever the run takes its files for; what cannot be read may be."""
    if not os.path.exists(target.file):
        return False
    config = project.task.configs[target.config]
    values = {key: value for key, value in config.values.items() if key != "kind"}
    checker = Checker(Task((config._replace(values=values),)))
    try:
        return checker.read(target._replace(config=0)).kind != "unknown"
    except UnreadableError:
        return True


def _with_place(file: str) -> str:
    """Return a file as it was asked for, with the one it stands for where it is a link."""
    place = os.path.realpath(file)
    return f"{file} → {shown(place)}" if os.path.islink(file) else file


_OVERWRITE = Message(
    "“{path}” เป็นไฟล์ที่ให้ตรวจ จึงใช้เป็นไฟล์ผลลัพธ์ไม่ได้", "“{path}” is a file to check and cannot be the output"
)
_GOVERNS = Message(
    "“{path}” เป็นแผนที่ใช้เทียบ ไฟล์ตั้งค่า หรือไฟล์รายการค้างแก้ (baseline) จึงใช้เป็นไฟล์ผลลัพธ์ไม่ได้",
    "“{path}” is a plan to compare with, a configuration or a baseline, and cannot be the output",
)
