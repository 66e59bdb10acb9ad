"""Who may import whom, and who may print, exit, touch the disk or load what is slow: ARCHITECTURE.md as data."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Modules of italint/ by what they are about; `italint` is the package's own face, `readers.*` the modules of a folder.
GROUPS = {
    "ground": "spans message extras thai data files baseline patterns layout source waivers",
    "text": "text blocks vocabulary grammar profile",
    "annotators": "annotators annotators.*",
    "wording": "headings wording identity headless",
    "model": "model",
    "rule": "rule policy",
    "face": "italint",
    "readers": "readers readers.* archives",
    "structure": "tokens openers merging lexer parser reading document",
    "plans": "plans pairing",
    "verdict": "certainty diagnostic engine readiness",
    "registry": "registry",
    "config": "config config.*",
    "run": "run jobs cache pool",
    "online": "online",
    "reporters": "reporters reporters.*",
    "checklist": "checklist checklist.*",
    "comments": "comments comments.*",
    "testing": "testing",
    "build": "build",
    "fixes": "fixes",
    "lsp": "lsp lsp.*",
    "cli": "cli commands commands.* __main__",
}

# What each group may import: groups, or single modules. A group that names itself has imports inside; none is a cycle.
MAY_IMPORT = {
    "ground": "ground",
    "text": "ground text",
    "annotators": "ground text annotators wording model",
    "wording": "ground text annotators wording",
    "model": "ground text annotators wording",
    "rule": "ground model rule",
    "face": "ground model rule annotators.timeline",
    "readers": "ground text headings wording readers",
    "structure": "ground text annotators wording model structure",
    "plans": "ground text annotators wording model plans",
    "verdict": "ground source profile model rule verdict annotators.scores",
    "registry": "data rule",
    "config": "ground text vocabulary model rule config",
    "run": (
        "ground model profile policy vocabulary readers document registry config plans rule diagnostic engine "
        "reporters run"
    ),
    "online": "message extras model italint",
    "reporters": "diagnostic readiness message rule spans thai reporters italint",
    "checklist": (
        "ground vocabulary rule diagnostic readiness readers.decoding annotators.agencies annotators.unitnames "
        "reporters.officer reporters.words checklist"
    ),
    "comments": "ground text model rule diagnostic readers reporters checklist.office comments",
    "fixes": "ground rule diagnostic readers.decoding",
    "testing": "ground source profile model rule readers headings document registry verdict fixes reporters.words",
    "build": "data grammar patterns profile lexer annotators",
    "lsp": "italint ground config profile diagnostic rule run fixes reporters lsp",
    "cli": (
        "italint ground vocabulary profile model rule engine diagnostic readiness readers registry config plans "
        "run online reporters checklist comments testing fixes lsp cli"
    ),
}

# Reporters that are about something else than an outcome: what was understood of a document, and the pages of rules.
ALSO = {
    "reporters.html_faults": "source",
    "reporters.html_scores": "annotators.scores",
    "reporters.json_report": "model",
    "reporters.outline": "model profile source spans",
    "reporters.pages": "profile rule testing",
    "reporters.rdjson": "source",
    "reporters.sarif": "source",
}


@cache
def modules() -> Mapping[str, Path]:
    """The modules of italint/ by their names without the package's."""
    folder = ROOT / "italint"
    names = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        names[".".join(part for part in parts if part != "__init__") or "italint"] = path
    return names


def code(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """Yield the absolute names of all that a module of italint/ or rules/ imports, wherever the import stands."""
    top, *folders, _ = path.relative_to(ROOT).parts
    here = ["italint", *folders] if top == "italint" else ["italint", "rules"]
    for node in ast.walk(code(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            base = [*base, *([node.module] if node.module else [])]
            yield from (".".join([*base, alias.name]) for alias in node.names)


def own(name: str) -> str | None:
    """Return the module of italint/ that an absolute name means, if any."""
    if name != "italint" and not name.startswith("italint."):
        return None
    inner = name.removeprefix("italint").removeprefix(".")
    while inner and inner not in modules():
        inner = inner.rpartition(".")[0]
    return inner or "italint"


def used(module: str) -> set[str]:
    return {found for name in imports(modules()[module]) if (found := own(name)) and found != module}


def group_of(module: str) -> str:
    names = (module, f"{module.partition('.')[0]}.*" if "." in module else "")
    return next((group for group, words in GROUPS.items() if set(words.split()) & set(names)), "")


def members(word: str) -> set[str]:
    if word not in GROUPS:
        return {word}
    return {module for module in modules() if module not in DATA_ONLY and group_of(module) == word}


#: Packages that hold nothing but data files.
DATA_ONLY = {"profiles", "schemas", "templates"}
MODULES = [module for module in modules() if module not in DATA_ONLY]


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    assert group_of(module), f"say in GROUPS what {module} is about"
    words = MAY_IMPORT[group_of(module)].split() + ALSO.get(module, "").split()
    allowed = {name for word in words for name in members(word)}
    assert used(module) - allowed == set()


def test_the_tables_name_what_there_is() -> None:
    words = {word for table in (GROUPS, MAY_IMPORT, ALSO) for line in table.values() for word in line.split()}
    words -= {word for word in words if word.endswith(".*")}
    assert words - set(modules()) - set(GROUPS) == set()
    assert GROUPS.keys() == MAY_IMPORT.keys()
    assert [name for name in DATA_ONLY if set(imports(modules()[name])) or called(modules()[name])] == []


def test_no_import_is_part_of_a_circle() -> None:
    # A package's face imports its modules lazily (reporters by name), its modules what the face defines.
    TopologicalSorter({module: used(module) for module in MODULES}).prepare()


def test_the_package_does_not_know_its_rules() -> None:
    for module in MODULES:
        assert [name for name in imports(modules()[module]) if name.startswith("italint.rules")] == []


# Rules


RULES = sorted((ROOT / "rules").glob("*.py"))
STANDARD = {"collections", "collections.abc", "datetime", "decimal", "functools", "itertools", "re", "typing"}
#: What rules use beside the face of the package: readers of words, and the types that these take and give.
FOR_RULES = ("italint.annotators.", "italint.model", "italint.pairing", "italint.text", "italint.thai")


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_needs_no_other_rule_and_nothing_that_judges_or_prints(path: Path) -> None:
    face = ast.literal_eval(
        next(
            node.value
            for node in ast.walk(code(ROOT / "italint" / "__init__.py"))
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        )
    )
    for name in imports(path):
        module, _, item = name.rpartition(".")
        allowed = {name, module} & STANDARD or (module == "italint" and item in face)
        # What several rules share stands in modules whose names begin with an underscore.
        assert allowed or module.startswith(("italint.rules._", *FOR_RULES)), name


# Printing, exiting, the disk, the world outside


def called(path: Path) -> set[str]:
    """Return the names that are called: open, and path.read_text as .read_text."""
    found = set()
    for node in ast.walk(code(path)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")
            found.add(name[1] + name[2])
    return found


def mentioned(path: Path) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(code(path)) if isinstance(node, ast.Attribute | ast.Name)}


SPEAKS = {
    *("print", "input", "exit", "quit", "breakpoint", "SystemExit", "os._exit", "os.environ", "os.getenv"),
    *("sys.exit", "sys.argv", "sys.stdin", "sys.stdout", "sys.stderr"),
}
TOUCHES = {
    *("open", ".open", ".read_text", ".read_bytes", ".write_text", ".write_bytes", ".iterdir", ".glob", ".rglob"),
    *(".scandir", ".listdir", ".is_dir", ".is_file", ".isdir", ".isfile", ".exists", ".unlink", ".remove", ".mkdir"),
    *(".stat", ".rename", ".rmtree", ".touch"),
}
#: Modules that touch the disk, each for what is said here.
DISK = {
    "config": "looks for the configuration",
    "config.load": "reads it",
    "baseline": "reads and writes the baseline",
    "online": "the cache of answers",
    "files": "finds the files to check",
    "readers": "reads them",
    "readers.office": "a folder in which LibreOffice converts, and which goes away",
    "readers.scan": "opens pictures in memory",
    "readers.scan.words": "a folder with pictures for Tesseract, which goes away",
    "readers.scan.digits": "package data",
    "archives": "looks into archives",
    "run": "hands them to the readers",
    "cache": "what is remembered of files",
    "registry": "looks for entry points",
    "data": "package data",
    "vocabulary": "package data",
    "profile": "package data",
    "grammar": "package data",
    "patterns": "package data",
    "build": "package data",
    "testing": "case files",
    "reporters.pages": "case files",
}


def in_cli(module: str) -> bool:
    return group_of(module) == "cli"


#: What else looks at the environment, or ends its process.
LOOKS = {
    "annotators.similarity": "tells pythainlp to make no folder of its own",
    "pool": "ends a process whose parent has gone",
    "readers.office": "tells LibreOffice where programs are",
    "readers.scan.words": "tells Tesseract to use one processor",
}


@pytest.mark.parametrize("module", [module for module in MODULES if not in_cli(module) and module not in LOOKS])
def test_only_the_command_line_speaks(module: str) -> None:
    assert mentioned(modules()[module]) & SPEAKS == set()


@pytest.mark.parametrize("module", [module for module in MODULES if module not in DISK and not in_cli(module)])
def test_the_disk_is_touched_where_it_is_said(module: str) -> None:
    assert called(modules()[module]) & TOUCHES == set()


@pytest.mark.parametrize("module", DISK)
def test_no_module_is_said_to_touch_the_disk_that_does_not(module: str) -> None:
    # `run` only calls the readers' functions that are called like Path's methods.
    assert called(modules()[module]) & (TOUCHES | {"read_path", "read_bytes"})


OUTSIDE = {"socket", "ssl", "urllib.request", "http", "requests", "time", "random", "secrets", "locale"}
CLOCKS = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"}


#: Who asks the world outside, and what for.
ASKS = {
    "online": {"socket", "ssl"},  # the addresses of a document, with --online
    "commands.asking": {"time"},  # how old an answer is
    "commands.console": {"time"},  # how long a run still takes
    "commands.project": {"date.today"},  # which waivers have expired
}
CODE = {**modules(), **{f"rules.{path.stem}": path for path in RULES}}


@pytest.mark.parametrize("module", CODE)
def test_no_clock_no_network_no_chance(module: str) -> None:
    path, allowed = CODE[module], ASKS.get(module, set())
    found = {word for name in imports(path) for word in OUTSIDE if f"{name}.".startswith(f"{word}.")}
    assert (found | mentioned(path) & CLOCKS) - allowed == set()
    assert called(path) & {"eval", "exec"} == set()


# Start-up


SAMPLE = "fixtures/000_73d005bd22fea902.txt"
#: Too slow for a check of one text, or not needed by it.
SLOW = {
    *("lark", "jsonschema", "pythainlp", "importlib.metadata", "importlib.resources", "tomllib", "json", "email"),
    *("html", "asyncio", "multiprocessing", "concurrent.futures", "rich", "pydantic", "unittest", "zipfile", "ssl"),
    *("xml.etree.ElementTree", "italint.readers.docx", "italint.readers.office"),
    *("italint.readers.sheets", "italint.readers.delimited"),
    *("cv2", "numpy", "PIL", "italint.readers.scan"),
    *("italint.commands.completion", "italint.commands.init"),
    *("italint.testing", "italint.fixes", "italint.build", "italint.readers.columns", "italint.reporters.json_report"),
    *("italint.reporters.outline", "italint.reporters.pages", "italint.reporters.concise"),
    *("italint.reporters.github", "italint.reporters.markdown"),
    "italint.reporters.html_page",
    *("italint.reporters.sarif", "italint.reporters.told"),
}


WATCHED = """
import atexit, os, sys
before = set(sys.modules)
atexit.register(lambda: print(*set(sys.modules) - before, file=sys.stderr))
os._exit = sys.exit
from italint.__main__ import main
main()
"""


def loaded(*arguments: str) -> set[str]:
    """Return the names of the modules that a run of the command loads, beyond those of the bare interpreter."""
    command = [sys.executable, "-X", "utf8", "-c", WATCHED, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert done.returncode == 1, done.stderr[-2000:]
    names = set(done.stderr.split())
    assert {"italint.rules", "italint.engine"} <= names
    return names


def test_a_check_of_a_text_loads_nothing_slow() -> None:
    assert loaded("check", SAMPLE) & SLOW == set()


def test_json_output_needs_no_schema() -> None:
    needless = {"jsonschema", "pythainlp", "importlib.metadata"}
    assert loaded("check", SAMPLE, "--output-format", "json") & needless == set()
