"""The configuration: where it is found, what it changes, and everything that can be wrong with it."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from jsonschema import Draft202012Validator

from italint.config.places import find_keys
from italint.config.schema import config_schema
from italint.registry import load_rules

REPORT = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
เทศบาลตำบลหนองคูณชัย อำเภอหนองคูณชัย จังหวัดศรีสะเกษ

มาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\tสรุปผล\tผลลัพธ์
๑. ซ่อมป้ายประกาศ\tซ่อมป้าย ๑๔ จุด\t\tม.ค. ๒๕๖๖\tติดตามและรายงานผลต่อนายกเทศมนตรี\tซ่อมครบ ๑๔ จุด\tชาวบ้านอ่านข่าวได้
๒. อบรมพนักงาน\tอบรมหนึ่งวัน\tกองการท่องเที่ยว\tปี ๒๕๖๖\tติดตามและรายงานผลต่อนายกเทศมนตรี\tอบรม ๔๐ คนทางไลน์\tพนักงานเข้าใจระเบียบ
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def configure(folder: Path, text: str, name: str = "italint.toml") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def found(run: Run, *arguments: object) -> list[tuple[str, str]]:
    """Return rule and severity of what a check finds."""
    result = run("check", "--output-format", "json", *arguments)
    assert not result.err, result.err
    files = json.loads(result.out)["files"]
    return [(v["rule"], v["severity"]) for file in files for v in file["violations"]]


# What it changes


def test_without_configuration(folder: Path, italint: Run) -> None:
    assert found(italint, "report.txt") == [
        ("ITA501", "warning"),
        ("ITA101", "error"),
        ("ITA501", "warning"),
        ("ITA302", "info"),
    ]


CHANGES = {
    'select = ["ITA1"]': [("ITA101", "error")],
    'select = ["responsible-missing", "ITA302"]': [("ITA101", "error"), ("ITA302", "info")],
    'ignore = ["ITA5", "timeline-vague"]': [("ITA101", "error")],
    'ignore = ["ITA5"]\n[severity]\nITA101 = "info"': [("ITA101", "info"), ("ITA302", "info")],
    'ignore = ["ITA5"]\n[severity]\nITA = "warning"\nITA3 = "error"': [("ITA101", "warning"), ("ITA302", "error")],
    '[per-file-ignores]\n"*.txt" = ["ITA5", "ITA3"]': [("ITA101", "error")],
    '[per-file-ignores]\n"other/*.txt" = ["ITA1"]\n"/report.txt" = ["ITA5", "ITA3"]': [("ITA101", "error")],
    'ignore = ["ITA5"]\n[severity]\nITA101 = "info"\nITA10 = "error"\nITA302 = "error"\nITA30 = "warning"': [
        ("ITA101", "info"),
        ("ITA302", "error"),
    ],
    'select = ["ITA303"]\nyear = 2567': [("ITA303", "error"), ("ITA303", "error")],
    'select = ["ITA6"]\nkind = "plan"': [],
    'select = ["ITA101"]\nmandatory = ["ITA302"]': [("ITA101", "error"), ("ITA302", "info")],
}


@pytest.mark.parametrize("text", CHANGES)
@pytest.mark.parametrize("name", ["italint.toml", "pyproject.toml"])
def test_a_setting_changes_what_is_found(folder: Path, italint: Run, text: str, name: str) -> None:
    if name == "pyproject.toml":
        text_in_project = "[project]\nname = 'x'\n[tool.italint]\n" + text.replace("\n[", "\n[tool.italint.")
        text_in_project = text_in_project.replace("[tool.italint]\n[", "[tool.italint]\n[tool.italint.")
        configure(folder, text_in_project, name)
    else:
        configure(folder, text)
    assert found(italint, "report.txt") == CHANGES[text]


def test_the_command_line_goes_first(folder: Path, italint: Run) -> None:
    configure(folder, 'select = ["ITA101"]\nfail-level = "none"\nlang = "en"')
    assert found(italint, "report.txt", "--select", "ITA302") == [("ITA302", "info")]
    assert found(italint, "report.txt", "--ignore", "ITA101") == []
    result = italint("check", "report.txt")
    assert result.code == 0 and "1 error" in result.out
    assert italint("check", "report.txt", "--fail-level", "error").code == 1
    assert "ผิด 1" in italint("check", "report.txt", "--lang", "th").out
    assert len(found(italint, "report.txt", "--isolated")) == 4


def test_what_is_mandatory_cannot_be_switched_off(folder: Path, italint: Run) -> None:
    configure(folder, 'mandatory = ["ITA101"]')
    assert found(italint, "report.txt", "--ignore", "ITA") == [("ITA101", "error")]
    assert found(italint, "report.txt", "--select", "ITA302") == [("ITA101", "error"), ("ITA302", "info")]


def test_the_nearest_file_governs_alone(folder: Path, italint: Run) -> None:
    configure(folder, 'select = ["ITA101"]')
    configure(folder, 'select = ["ITA302"]', "sub/italint.toml")
    (folder / "sub" / "deep").mkdir()
    (folder / "sub" / "deep" / "report.txt").write_text(REPORT, encoding="utf-8")
    assert found(italint, ".") == [("ITA101", "error"), ("ITA302", "info")]
    assert found(italint, ".", "--config", "italint.toml") == [("ITA101", "error")] * 2


def test_extends(folder: Path, italint: Run) -> None:
    configure(
        folder,
        'select = ["ITA1", "ITA3"]\nmandatory = ["ITA501"]\n[severity]\nITA101 = "info"\nITA302 = "error"',
        "base.toml",
    )
    configure(folder, 'extends = "base.toml"\nselect = ["ITA3"]\n[severity]\nITA302 = "warning"')
    assert found(italint, "report.txt") == [("ITA501", "warning"), ("ITA501", "warning"), ("ITA302", "warning")]


def test_rules_without_code_of_an_extended_file_can_be_named(folder: Path, italint: Run) -> None:
    configure(folder, OWN + "element = 'title'\nforbid = 'อบรม'", "base.toml")
    # Two ways lead to the same file; it counts once.
    configure(folder, 'extends = "base.toml"', "other.toml")
    configure(folder, 'extends = ["base.toml", "other.toml"]\nselect = ["KK1"]\n[severity]\nk = "info"')
    assert found(italint, "report.txt") == [("KK1", "info")]
    configure(folder, 'extends = "base.toml"\n' + OWN + "element = 'title'\nforbid = 'x'")
    assert "italint.toml:3: “rule[1].code”: “KK1” is a rule already" in italint("check", ".", "--lang", "en").err


def test_standard_input_is_governed_by_its_name(folder: Path, italint: Run) -> None:
    configure(folder, 'ignore = ["ITA5", "ITA3"]', "inner/italint.toml")
    data = REPORT.encode()
    result = italint("check", "-", "--stdin-filename", "inner/x.txt", "--output-format", "json", stdin=data)
    assert [v["rule"] for v in json.loads(result.out)["files"][0]["violations"]] == ["ITA101"]


def test_patterns_of_a_configuration_from_elsewhere(folder: Path, italint: Run, tmp_path_factory: Any) -> None:
    shared = tmp_path_factory.mktemp("shared") / "italint.toml"
    shared.write_text('[per-file-ignores]\n"/report.txt" = ["ITA5", "ITA3"]', encoding="utf-8")
    assert found(italint, "report.txt", "--config", shared) == [("ITA101", "error")]


def test_a_link_is_a_file_of_its_folder(folder: Path, italint: Run, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.txt"
    outside.write_text(REPORT, encoding="utf-8")
    (folder / "x.draft.txt").symlink_to(outside)
    configure(folder, 'exclude = ["*.draft.txt"]\nselect = ["ITA101"]')
    assert found(italint, ".") == [("ITA101", "error")]


def test_the_language_of_the_configuration(folder: Path, italint: Run) -> None:
    configure(folder, 'lang = "en"')
    assert "# default" in italint("config").out
    assert "violations written" in italint("baseline", "create").out
    assert "รายการ" in italint("baseline", "show", "--lang", "th").out


def test_excluded_files_are_passed_over_unless_they_are_named(folder: Path, italint: Run) -> None:
    configure(folder, 'select = ["ITA101"]\nexclude = ["old/", "*.draft.txt"]')
    for name in ("old/report.txt", "report.draft.txt", "new/report.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(REPORT, encoding="utf-8")
    files = json.loads(italint("check", ".", "--output-format", "json").out)["files"]
    assert [file["path"] for file in files] == ["report.txt", "new/report.txt"]
    assert found(italint, "old/report.txt") == [("ITA101", "error")]


def test_words_of_the_project(folder: Path, italint: Run) -> None:
    unit = "ทีมโครงการพิเศษ"
    (folder / "report.txt").write_text(
        REPORT.replace("ซ่อมป้าย ๑๔ จุด\t", f"ซ่อมป้าย ๑๔ จุด โดยมอบ{unit}ดำเนินการ\t").replace("ผู้รับผิดชอบ\t", "ผู้ดูแลงาน\t"),
        encoding="utf-8",
    )
    assert ("ITA101", "error") in found(italint, "report.txt")
    configure(folder, '[vocabulary.headings]\nresponsible = ["ผู้ดูแลงาน"]')
    printed = json.loads(italint("parse", "report.txt", "--output-format", "json").out)
    assert printed["measures"][1]["elements"]["responsible"]["units"] == ["กองการท่องเที่ยว"]
    # Another folder's words are not ours.
    assert (
        json.loads(italint("parse", "report.txt", "--output-format", "json", "--isolated").out)["measures"][1][
            "elements"
        ]["responsible"]
        != printed["measures"][1]["elements"]["responsible"]
    )


RULE = """
select = ["KK"]
[[rule]]
code = "KK001"
name = "online-named"
element = "summary"
{}
message = "อย่าอ้าง {{ไลน์}}"
message-en = "Do not lean on LINE"
severity = "error"
"""


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        ('forbid = "ไลน์"', [(6, "ไลน์")]),
        ('forbid = "๔[0-9]"', [(6, "๔๐")]),
        ('require = "ซ่อม|ทาสี"', [(6, "อบรม ๔๐ คนทางไลน์")]),
        ('require = "คน|จุด"', []),
        ('forbid = "ไลน์"\nkind = "plan"', []),
    ],
)
def test_a_rule_without_code(folder: Path, italint: Run, pattern: str, where: list[tuple[int, str]]) -> None:
    configure(folder, RULE.format(pattern))
    printed = json.loads(italint("check", "report.txt", "--output-format", "json").out)
    violations = printed["files"][0]["violations"]
    assert [(v["line"], v["where"]["quote"]) for v in violations] == where
    assert all(
        (v["rule"], v["name"], v["severity"], v["element"]) == ("KK001", "online-named", "error", "summary")
        for v in violations
    )
    assert all("อย่าอ้าง {ไลน์}" in v["message"] for v in violations)


def test_a_rule_without_code_about_what_is_missing(folder: Path, italint: Run) -> None:
    configure(folder, RULE.format('require = "งบ"').replace('"summary"', '"responsible"'))
    printed = json.loads(italint("check", "report.txt", "--output-format", "json", "--lang", "en").out)
    blank, filled = printed["files"][0]["violations"]
    assert (blank["line"], blank["where"]["quote"], filled["where"]["quote"]) == (5, "", "กองการท่องเที่ยว")
    assert "Do not lean on LINE" in blank["message"]


# What can be wrong with it

OWN = "[[rule]]\ncode = 'KK1'\nname = 'k'\nmessage = 'm'\n"
WRONG = {
    "fail-levl = 'none'": "“fail-levl”; did you mean fail-level?",
    "fail-level = 'eror'": '“fail-level” does not take "eror"; did you mean error?',
    "exclude = 'x'": '“exclude” must be a list, such as ["x"], not "x"',
    "year = 66": "“year” does not take 66; it takes 2500 to 2699",
    "year = true": "“year” must be a whole number, not true",
    "ignore = ['ITA102', 'responsible-mising']": "“ignore[2]”: there is no rule “responsible-mising”",
    "[severity]\nITA999 = 'error'": "“severity.ITA999”: there is no rule “ITA999”",
    "[severity]\nITA101 = 'fatal'": '“severity.ITA101” does not take "fatal"',
    "[per-file-ignores]\n'x' = ['ITA9999']": "“per-file-ignores.x[1]”: there is no rule “ITA9999”",
    "[options.ITA101]\nx = 1": "there is no key “options.ITA101”",
    "[vocabulary.unit]\nnames = ['x']": "there is no key “vocabulary.unit”; did you mean units?",
    "[vocabulary.units]\nnames = 'x'": '“vocabulary.units.names” must be a list, such as ["x"]',
    "[[waiver]]\nrule = 'ITA101'": "“waiver[1]” lacks “reason”",
    "[[waiver]]\nrule = 'ITA101'\nreason = ''": "“waiver[1].reason” must not be empty",
    "[[waiver]]\nrule = 'ITA000'\nreason = 'x'": "“waiver[1].rule”: there is no rule “ITA000”",
    "[[waiver]]\nrule = 'ITA101'\nreason = 'x'\nexpires = '2026-02-30'": "“waiver[1].expires”: 2026-02-30 is no day",
    OWN + "element = 'title'": "“rule[1]” needs either require or forbid",
    OWN + "element = 'titel'\nforbid = 'x'": "did you mean title?",
    OWN + "element = 'title'\nforbid = '(x'": "the pattern (x cannot be used",
    OWN.replace("KK1", "ITA101") + "element = 'title'\nforbid = 'x'": "“ITA101” is a rule already",
    "extends = 'none.toml'": "“extends”: none.toml does not exist",
    "extends = 'italint.toml'": "“extends”: italint.toml leads back to this file",
    "mandatory = ['ITA101']\nignore = ['ITA1']": "“ignore[1]”: rule ITA1 is mandatory",
    "mandatory = ['ITA101']\n[[waiver]]\nrule = 'ITA101'\nreason = 'x'": "“waiver[1].rule”: rule ITA101 is mandatory",
    OWN.replace("KK1", "kk1") + "element = 'title'\nforbid = 'x'": 'does not take "kk1"; write it like KK001',
    "year = 2024": "years are of the Buddhist era; did you mean 2567?",
    "extends = ['base.toml', 1]": "“extends[2]” must be text, not 1",
    "[[waiver]]\npath = 'x'": "“waiver[1]” lacks “rule”, “reason”",
    "[waiver]\nrule = 'ITA101'\nreason = 'x'": "“waiver” must be entries that begin with [[waiver]]",
    "[[waiver]]\nrule = 'ITA101'\nreason = 'x'\nmeasure = 0": "does not take 0; it begins with 1",
    "[[waiver]]\nrule = 'ITA101'\nreason = 'x'\nexpires = 07:30:00": "07:30:00 is no day",
    "exclude = ['x', '!']": "“exclude[2]”: ! names no files",
    "[per-file-ignores]\n'[z-a]' = ['ITA1']": "[z-a] names no files",
    "baseline = ''": "“baseline” must not be empty",
    "x = [": "this is no valid TOML",
    "lang = 'th'\nlang = 'en'": "is there already; put both into one",
    "lang = 'th": "close the quotes on the same line",
    'x = "\\d"': "put words with a \\, such as \\d, into single quotes",
    "ภาษา = 'th'": "keys in Thai stand in quotes",
    "year = ๒๕๖๗": "numbers have Arabic digits",
    "<<<<<<< HEAD": "a merge conflict of git is not yet resolved",
    "x = " + "[" * 5000: "brackets are nested too deeply",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_fault_is_told_with_its_key_and_place(folder: Path, italint: Run, text: str) -> None:
    configure(folder, "", "base.toml")
    configure(folder, "# a comment\n" + text)
    result = italint("check", "report.txt", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert line.startswith("italint: italint.toml:") and WRONG[text] in line, line
    thai = italint("check", "report.txt").err
    assert any("ก" <= char <= "๛" for char in thai)


def test_every_fault_at_once_with_its_line(folder: Path, italint: Run) -> None:
    configure(
        folder,
        "faillevel = 'none'\nexclude = 'x'\n\nselect = [\n  'ITA101',\n  'ITA999',\n]\n\n"
        "[severity]\nITA1O1 = 'error'\n",
    )
    lines = italint("check", "report.txt", "--lang", "en").err.splitlines()
    assert [line.split(":")[2] for line in lines] == ["1", "2", "4", "10"]


def test_one_fault_hides_no_other_beside_it(folder: Path, italint: Run) -> None:
    configure(
        folder,
        "select = [1, 'ITA999']\n[severity]\nITA5 = 'fatal'\nITA888 = 'info'\n"
        "[[waiver]]\nrule = 'ITA777'\n[[waiver]]\nrule = 'ITA101'\nreason = 'x'\nexpires = 'soon'\n",
    )
    lines = italint("check", "report.txt", "--lang", "en").err.splitlines()
    assert [line.split(":")[2] for line in lines] == ["1", "1", "3", "4", "5", "6", "10"]


def test_faults_of_waivers_are_told_where_they_stand(folder: Path, italint: Run) -> None:
    waivers = "[[waiver]]\nrule = 'ITA5'\n[[waiver]]\nrule = 'ITA101'\nreason = 'x'\n"
    configure(folder, "mandatory = ['ITA101']\n" + waivers)
    lines = italint("check", "report.txt", "--lang", "en").err.splitlines()
    assert [line.split(" ")[1:3] for line in lines] == [
        ["italint.toml:2:", "“waiver[1]”"],
        ["italint.toml:5:", "“waiver[2].rule”:"],
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "cp874"])
def test_a_configuration_in_another_encoding(folder: Path, italint: Run, encoding: str) -> None:
    (folder / "italint.toml").write_bytes("# ก\nlang = 'th'".encode(encoding))
    result = italint("check", "report.txt", "--lang", "en")
    assert (result.code, result.err) == (
        2,
        "italint: italint.toml:1: the configuration is not in UTF-8; save it as UTF-8\n",
    )


def test_line_ends_and_byte_order_marks_of_windows(folder: Path, italint: Run) -> None:
    (folder / "italint.toml").write_bytes("\ufeffignore = ['ITA5']\r\nyeer = 1\r\n".encode())
    assert "italint.toml:2: " in italint("check", "report.txt").err
    (folder / "italint.toml").write_bytes("\ufeffignore = ['ITA5', 'ITA3']\r\n".encode())
    assert found(italint, "report.txt") == [("ITA101", "error")]


@pytest.mark.parametrize("text", ["[tool]\nitalint = 3\n", "[[tool.italint]]\nx = 1\n"])
def test_a_project_file_whose_table_is_none(folder: Path, italint: Run, text: str) -> None:
    configure(folder, text, "pyproject.toml")
    result = italint("check", "report.txt", "--config", "pyproject.toml", "--lang", "en")
    assert result.code == 2 and "[tool.italint] must be a table" in result.err


def test_other_tables_of_a_project_file_configure_nothing(folder: Path, italint: Run) -> None:
    configure(folder, 'ignore = ["ITA5", "ITA3"]')
    configure(folder, "# [tool.italint]\n[tool.italint-x]\na = 1\n", "inner/pyproject.toml")
    (folder / "inner" / "report.txt").write_text(REPORT, encoding="utf-8")
    assert found(italint, "inner") == [("ITA101", "error")]


def test_a_child_cannot_switch_off_what_its_parent_demands(folder: Path, italint: Run) -> None:
    configure(folder, 'mandatory = ["ITA101"]', "base.toml")
    configure(
        folder,
        'extends = "base.toml"\nignore = ["ITA1"]\n[severity]\nITA101 = "info"\n[per-file-ignores]\n"*" = ["ITA101"]',
    )
    lines = italint("check", "report.txt", "--lang", "en").err.splitlines()
    assert [line.split("“")[1].split("”")[0] for line in lines] == [
        "ignore[1]",
        "severity.ITA101",
        "per-file-ignores.*[1]",
    ]


@pytest.mark.parametrize("arguments", [("--config", "none.toml"), ("--config", "italint.toml", "--isolated")])
def test_wrong_usage(folder: Path, italint: Run, arguments: tuple[str, ...]) -> None:
    configure(folder, "")
    result = italint("check", "report.txt", *arguments)
    assert result.code == 2 and len(result.err.splitlines()) == 1


# What is in force, and the schema


def test_config_tells_values_and_where_they_come_from(folder: Path, italint: Run) -> None:
    configure(folder, 'ignore = ["ITA102"]\n[severity]\nITA302 = "error"', "base.toml")
    configure(folder, 'extends = "base.toml"\nfail-level = "error"\n\n[severity]\nITA501 = "info"')
    printed = json.loads(italint("config", "report.txt", "--output-format", "json").out)
    assert {key: (entry["value"], entry["from"]) for key, entry in printed["values"].items()} == {
        "fail-level": ("error", "italint.toml:2"),
        "lang": ("th", None),
        "select": (["ITA"], None),
        "ignore": (["ITA102"], "base.toml:1"),
        "extends": ("base.toml", "italint.toml:1"),
        "severity.ITA302": ("error", "base.toml:3"),
        "severity.ITA501": ("info", "italint.toml:5"),
    }
    text = italint("config", "--lang", "en").out
    assert 'fail-level = "error"' in text and "# base.toml:3" in text and "# default" in text
    assert "no configuration file" in italint("config", "--isolated", "--lang", "en").out


def test_the_schema_is_one_and_knows_the_rules(italint: Run) -> None:
    schema = json.loads(italint("schema", "config").out)
    Draft202012Validator.check_schema(schema)
    assert schema == config_schema(load_rules().rules)
    validator = Draft202012Validator(schema)
    options = {rule.code for rule in load_rules().rules if rule.options}
    assert options <= set(schema["properties"]["options"]["properties"])
    assert validator.is_valid({"select": ["ITA1"], "vocabulary": {"units": {"names": ["กองการท่องเที่ยว"]}}})
    assert not validator.is_valid({"selct": []})


def test_keys_and_their_lines() -> None:
    text = 'a = 1\n"b c".d = 2\n\n[t]\nx = [\n  1,\n]\n[t.u]\ny = 1\n[[w]]\nr = 1\n[w.s]\nq = 1\n[[w]]\nr = 2\n'
    keys = find_keys(text)
    assert keys[("a",)] == 1 and keys[("b c", "d")] == 2 and keys[("t", "x")] == 5 and keys[("t", "u", "y")] == 9
    assert keys[("w", 0, "r")] == 11 and keys[("w", 0, "s", "q")] == 13 and keys[("w", 1, "r")] == 15
