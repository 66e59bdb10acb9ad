"""Installs italint from this checkout and its peers from the registries, each in a fresh place of its own."""

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from measure import Command, environment, read

ROOT = Path(__file__).resolve().parents[1]
PROSELINT = "proselint==0.16.0"
TEXTLINT = ("textlint@15.8.0", "textlint-rule-no-todo@2.0.1")
_NOT_COPIED = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "node_modules", "venv", "env")
#: Prints name and version of what is installed.
_VERSIONS = "from importlib.metadata import distributions as d; [print(x.name.lower(), x.version) for x in d()]"
_OWN = ("italint", "lark", "typer", "jsonschema", "pythainlp")


class Tools:
    """The installed tools; `textlint` may be missing, the others may not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = install(folder)
        self.peer = _environment(folder / "proselint", PROSELINT)
        self.node = _node_folder(folder / "textlint")

    def italint(self, *arguments: str, cache: Path | None = None) -> Command:
        """Return the command of a check; without a folder for a cache nothing is remembered."""
        options = () if cache else ("--no-cache",)
        return Command((str(self.own / "italint"), "check", *options, *arguments), self.folder, cache)

    def proselint(self, *arguments: str) -> Command:
        return Command((str(self.peer / "proselint"), "check", *arguments), self.folder)

    def python(self) -> Command:
        """Return a command that does nothing: what every Python program takes to start."""
        return Command((str(self.own / "python"), "-c", "pass"), self.folder)

    def textlint(self, *arguments: str) -> Command:
        if self.node is None:
            raise ValueError("textlint is not installed")
        program = self.node / "node_modules" / ".bin" / "textlint"
        return Command((str(program), "--no-textlintrc", "--rule", "no-todo", *arguments), self.node)

    def peers(self, path: str) -> dict[str, Command]:
        """Return the commands of all peers for a path."""
        return {"proselint": self.proselint(path)} | ({"textlint": self.textlint(path)} if self.node else {})

    def versions(self) -> dict[str, str]:
        found = {}
        for folder, names in ((self.own, _OWN), (self.peer, ("proselint",))):
            lines = read(Command((str(folder / "python"), "-c", _VERSIONS), self.folder)).splitlines()
            found |= {name: version for name, version in map(str.split, lines) if name in names}
        if self.node:
            found |= dict(package.rsplit("@", 1) for package in TEXTLINT)
            found["node"] = read(Command(("node", "--version"), self.node)).strip().lstrip("v")
        return found

    def count(self, path: str) -> dict[str, tuple[int | None, int]]:
        """Return how many files each tool read and how much it found; proselint does not tell how many it read."""
        own = json.loads(read(self.italint(path, "--output-format", "json")))
        counts: dict[str, tuple[int | None, int]] = {
            "italint": (len(own["files"]), sum(len(file["violations"]) for file in own["files"])),
            "proselint": (None, sum(line.startswith("/") for line in read(self.proselint(path)).splitlines())),
        }
        if self.node:
            files = json.loads(read(self.textlint("--format", "json", path)))
            counts["textlint"] = (len(files), sum(len(file["messages"]) for file in files))
        return counts


def install(folder: Path, extra: str = "", *packages: str) -> Path:
    """Install italint from this checkout, with an extra and other packages, and return the folder of its programs."""
    # Building leaves files beside the sources, so it is a copy that is built.
    copy = folder / "source"
    shutil.copytree(ROOT, copy, ignore=_NOT_COPIED)
    return _environment(folder / "italint", f"{copy}[{extra}]" if extra else str(copy), *packages)


def _environment(folder: Path, *packages: str) -> Path:
    """Make a virtual environment with packages and return the folder of its programs."""
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    _quietly(str(programs / "python"), "-m", "pip", "install", "--disable-pip-version-check", *packages, folder=folder)
    return programs


def _node_folder(folder: Path) -> Path | None:
    if not (shutil.which("node") and shutil.which("npm")):
        print("node or npm not found: textlint is left out", file=sys.stderr)
        return None
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    _quietly("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *TEXTLINT, folder=folder)
    return folder


def _quietly(*arguments: str, folder: Path) -> None:
    done = subprocess.run(arguments, cwd=folder, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[-4:])} failed:\n{done.stderr[-2000:]}")
