"""SARIF: valid by its schema, read by a real consumer, and the same facts as the JSON output."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import Result, Run
from jsonschema import Draft202012Validator

from italint import Basis, Finding, Message, Report, registry, rule
from italint.files import Target
from italint.rule import Rule
from italint.run import Checker, Task

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted(path for path in ROOT.glob("fixtures/00?_*.txt") if ".expected" not in path.name)
SCHEMA = json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
THAI = "อบต. บ่อโพธิ์/รายงาน ผล #๑.txt"
SMALL = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
เทศบาลตำบลหนองคูณชัย อำเภอหนองคูณชัย จังหวัดศรีสะเกษ

มาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\tสรุปผล\tผลลัพธ์\tหลักฐาน
๑. ซ่อมป้าย\tซ่อมป้าย ๑๔ จุด\t\tส.ค.๖๖-ต.ค.๖๖\tติดตามและรายงานผลต่อนายกเทศมนตรี\tซ่อมครบ ๑๔ จุด\tชาวบ้านอ่านข่าวได้\tเอกสารแนบ ๑
"""
#: The blank unit and the period that ends after the fiscal year.
UNIT, PERIOD = "ITA101", "ITA303"
LEVEL = {"error": "error", "warning": "warning", "info": "note"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository to work in."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    return tmp_path


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def run_of(text: str) -> dict[str, Any]:
    """Return the one run of a log, which must be valid."""
    log = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in validator().iter_errors(log)] == []
    assert (log["$schema"].rpartition("/")[2], log["version"]) == ("sarif-schema-2.1.0.json", "2.1.0")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
    checked: dict[str, Any] = run
    return checked


def sarif(run: Run, *arguments: object, code: int = 1) -> dict[str, Any]:
    result = run("check", *arguments, "--output-format", "sarif")
    assert result.code == code, result.err
    return run_of(result.out)


def violations(result: Result) -> list[dict[str, Any]]:
    return [
        violation | {"path": file["path"]}
        for file in json.loads(result.out)["files"]
        for violation in file["violations"]
    ]


def prints(run: dict[str, Any]) -> list[str]:
    found = [result["partialFingerprints"] for result in run["results"]]
    assert all(set(one) == {"primaryLocationLineHash", "italint/v1"} and len(set(one.values())) == 1 for one in found)
    return [one["italint/v1"] for one in found]


def between(text: str, region: dict[str, int]) -> str:
    """Cut out what stands at a region, counted in code points."""
    lines = re.split("(?<=\n)", text.replace("\r\n", "\n").replace("\r", "\n"))
    start = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
    end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
    return "".join(lines)[start:end]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_five_reports(folder: Path, italint: Run, language: str) -> None:
    (folder / THAI).parent.mkdir()
    names = [THAI, *(path.name for path in REPORTS[1:])]
    for name, original in zip(names, REPORTS, strict=True):
        (folder / name).write_bytes(original.read_bytes())
    run = sarif(italint, ".", "--lang", language)
    told = violations(italint("check", ".", "--lang", language, "--output-format", "json"))
    assert len(run["results"]) == len(told) > 90
    for result, violation in zip(run["results"], told, strict=True):
        place = result["locations"][0]["physicalLocation"]
        path = unquote(place["artifactLocation"]["uri"])
        text = (folder / path).read_text(encoding="utf-8")
        region, context = place["region"], place.get("contextRegion")
        assert (path, result["ruleId"], result["level"]) == (
            violation["path"],
            violation["rule"],
            LEVEL[violation["severity"]],
        )
        assert between(text, region) == region.get("snippet", {"text": ""})["text"] == violation["where"]["quote"]
        assert context is None or between(text, context) == context["snippet"]["text"] != violation["where"]["quote"]
        mend = "แก้" if language == "th" else "fix"
        sentence = f"{violation['message']}\n{mend}: {violation['suggestion']}"
        assert result["message"]["text"].replace("\\](", "](") == sentence
    assert prints(run) == [violation["fingerprint"] for violation in told]
    assert (run["columnKind"], run["language"]) == ("unicodeCodePoints", {"th": "th-TH", "en": "en"}[language])
    assert run["automationDetails"] == {"id": "italint/"}
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert [unquote(file["location"]["uri"]) for file in run["artifacts"]] == sorted(names)


def test_a_consumer_reads_it(folder: Path, italint: Run) -> None:
    loader = pytest.importorskip("sarif.loader", reason="needs the package sarif-tools")
    (folder / "report.txt").write_bytes(REPORTS[3].read_bytes())
    told = violations(italint("check", ".", "--output-format", "json", "--output-format", "sarif:out.sarif"))
    read = loader.load_sarif_file(str(folder / "out.sarif"))
    assert read.get_distinct_tool_names() == ["italint"]
    wanted = [(LEVEL[v["severity"]], v["rule"], v["line"], "report.txt") for v in told]
    got = [(row["Severity"], row["Code"], row["Line"], row["Location"]) for row in read.get_records()]
    assert sorted(got) == sorted(wanted) and len(got) > 10


def test_several_outputs_of_one_run(folder: Path, italint: Run) -> None:
    (folder / "report.txt").write_bytes(REPORTS[0].read_bytes())
    files = {"sarif": "out.sarif", "junit": "out.xml", "html": "out.html"}
    formats = [word for name, file in files.items() for word in ("--output-format", f"{name}:{file}")]
    result = italint("check", "report.txt", *formats, "--output-format", "full")
    assert (result.code, result.out) == (1, italint("check", "report.txt").out)
    alone = italint("check", "report.txt", "--output-format", "sarif").out
    assert (folder / "out.sarif").read_text(encoding="utf-8") == alone
    assert all((folder / file).stat().st_size > 1000 for file in files.values())


def test_one_result_in_full(folder: Path, italint: Run) -> None:
    (folder / "report.txt").write_text(SMALL, encoding="utf-8")
    run = sarif(italint, "report.txt", "--select", f"{UNIT},{PERIOD}", "--lang", "en")
    blank, period = run["results"]
    assert blank["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 5,
        "startColumn": 29,
        "endLine": 5,
        "endColumn": 29,
    }
    measure = {"name": "Measure ๑ “ซ่อมป้าย”", "fullyQualifiedName": "measure[1]", "kind": "measure"}
    rules = [entry["id"] for entry in run["tool"]["driver"]["rules"]]
    name, fingerprint = {"uri": "report.txt", "index": 0}, period["partialFingerprints"]["italint/v1"]
    assert re.fullmatch("[0-9a-f]{32}", fingerprint)
    line = SMALL.splitlines()[4]
    assert period == {
        "ruleId": PERIOD,
        "ruleIndex": rules.index(PERIOD),
        "level": "error",
        "message": {
            "text": "Measure ๑ “ซ่อมป้าย”: The period ends after fiscal year 2566: on 31 Oct 2023\n"
            "fix: Keep it between 1 Oct 2022 and 30 Sep 2023"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": name,
                    "region": {
                        "startLine": 5,
                        "startColumn": 30,
                        "endLine": 5,
                        "endColumn": 43,
                        "snippet": {"text": "ส.ค.๖๖-ต.ค.๖๖"},
                    },
                    "contextRegion": {
                        "startLine": 5,
                        "startColumn": 1,
                        "endLine": 5,
                        "endColumn": 83,
                        "snippet": {"text": line[:82]},
                    },
                },
                "logicalLocations": [
                    measure,
                    {"name": "ระยะเวลา", "fullyQualifiedName": "table[1]/row[2]/ระยะเวลา", "kind": "cell"},
                ],
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint, "italint/v1": fingerprint},
        "suppressions": [],
        "properties": {"element": "timeline"},
    }


# Fingerprints


def test_fingerprints_stay(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in REPORTS:
        (folder / path.name).write_bytes(path.read_bytes())
    before = sarif(italint, ".")
    outputs = [word for name in ("json", "gitlab") for word in ("--output-format", f"{name}:{name}.json")]
    italint("check", ".", *outputs)
    assert prints(before) == [
        violation["fingerprint"]
        for file in json.loads(Path("json.json").read_text(encoding="utf-8"))["files"]
        for violation in file["violations"]
    ]
    told = [entry["fingerprint"] for entry in json.loads(Path("gitlab.json").read_text(encoding="utf-8"))]
    assert sorted(told) == sorted(prints(before))
    for path in REPORTS:
        (folder / path.name).write_bytes(b"\n\n\n" + path.read_bytes())
    for module in ("italint", "italint.reporters.sarif"):
        monkeypatch.setattr(f"{module}.__version__", "99.0.0")
    after = sarif(italint, ".", "--lang", "en")
    assert after["tool"]["driver"]["semanticVersion"] == "99.0.0"
    assert prints(after) == prints(before)
    lines = [run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] for run in (before, after)]
    assert lines[1] - lines[0] == 3 and before["results"][0]["message"] != after["results"][0]["message"]


def test_a_fingerprint_changes_with_the_words_at_fault(folder: Path, italint: Run) -> None:
    (folder / "report.txt").write_text(SMALL, encoding="utf-8")
    select = ("report.txt", "--select", f"{UNIT},{PERIOD}")
    before = prints(sarif(italint, *select))
    (folder / "report.txt").write_text(SMALL.replace("ต.ค.๖๖", "ธ.ค.๖๖"), encoding="utf-8")
    after = prints(sarif(italint, *select))
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


# What does not count


def test_waivers_are_suppressions(folder: Path, italint: Run) -> None:
    waived = SMALL.replace("มาตรการ\tวิธี", f"<!-- italint-disable-file {UNIT} -- รอคำสั่ง -->\nมาตรการ\tวิธี")
    (folder / "report.txt").write_text(waived, encoding="utf-8")
    waiver = f'[[waiver]]\nrule = "{PERIOD}"\nreason = "สภาขยายเวลา"\nexpires = "2999-12-31"\n'
    (folder / "italint.toml").write_text(waiver, encoding="utf-8")
    run = sarif(italint, "report.txt", "--select", f"{UNIT},{PERIOD},ITA901", code=0)
    assert [(result["ruleId"], result["suppressions"]) for result in run["results"]] == [
        (UNIT, [{"kind": "inSource", "status": "accepted", "justification": "รอคำสั่ง"}]),
        (
            PERIOD,
            [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": "สภาขยายเวลา (ถึง 31 ธ.ค. 2999)",
                    "location": {
                        "physicalLocation": {
                            "artifactLocation": {"uri": "italint.toml"},
                            "region": {"startLine": 1},
                        }
                    },
                    "properties": {"expires": "2456-12-31"},
                }
            ],
        ),
    ]
    assert not any("baselineState" in result for result in run["results"])


def test_the_baseline(folder: Path, italint: Run) -> None:
    (folder / "report.txt").write_text(SMALL.replace("ต.ค.๖๖", "ก.ย.๖๖"), encoding="utf-8")
    assert italint("baseline", "create").code == 0
    (folder / "report.txt").write_text(SMALL, encoding="utf-8")
    run = sarif(italint, "report.txt", "--select", f"{UNIT},{PERIOD}", "--lang", "en")
    known = {"kind": "external", "status": "accepted", "justification": "It is in the baseline"}
    states = [(result["ruleId"], result["baselineState"], result["suppressions"]) for result in run["results"]]
    assert states == [(UNIT, "unchanged", [known]), (PERIOD, "new", [])]
    shown = sarif(italint, "report.txt", "--select", f"{UNIT},{PERIOD}", "--no-baseline")
    assert [(result.get("baselineState"), result["suppressions"]) for result in shown["results"]] == [(None, [])] * 2


# Fixes


def test_fixes_can_be_applied(folder: Path, italint: Run) -> None:
    (folder / "report.txt").write_bytes(REPORTS[3].read_bytes())
    told = [v for v in violations(italint("check", ".", "--output-format", "json")) if v["fix"]]
    fixed = [result for result in sarif(italint, ".")["results"] if "fixes" in result]
    text = (folder / "report.txt").read_text(encoding="utf-8")
    assert len(fixed) == len(told) > 0
    for result, violation in zip(fixed, told, strict=True):
        (fix,) = result["fixes"]
        (change,) = fix["artifactChanges"]
        assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert fix["description"]["text"] == violation["suggestion"]
        assert fix["properties"] == {"safe": violation["fix"]["safe"]}
        edits = violation["fix"]["edits"]
        for replacement, edit in zip(change["replacements"], edits, strict=True):
            assert replacement.get("insertedContent", {"text": ""})["text"] == edit["text"]
            own = {"startLine": "line", "startColumn": "column", "endLine": "end_line", "endColumn": "end_column"}
            assert replacement["deletedRegion"] == {name: edit[key] for name, key in own.items()}
            assert between(text, replacement["deletedRegion"]) != edit["text"]


# The run


def test_what_could_not_be_done_is_told(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def boom(report: Report) -> Iterator[Finding]:
        raise ZeroDivisionError("{on} purpose")

    with_rule(monkeypatch, rule("ITA998", "broken-rule", basis=Basis("-"), thai="พัง")(boom))
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 99)
    (folder / "report.txt").write_text(SMALL.replace("ชาวบ้าน", "ชาว\ufffdบ้าน"), encoding="utf-8")
    run = sarif(italint, ".", "--lang", "en", code=2)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [
        (note["descriptor"]["id"], note["level"], note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for note in invocation["toolExecutionNotifications"]
    ]
    assert told == [("unreadable", "error", "bad.txt"), ("crash", "error", "report.txt")]
    unread, crash = invocation["toolExecutionNotifications"]
    assert unread["message"]["text"].startswith("The file cannot be read: This is no text file")
    assert crash["message"]["text"] == "Rule ITA998 crashed (ZeroDivisionError: {on} purpose); its result is incomplete"
    rules = [entry["id"] for entry in run["tool"]["driver"]["rules"]]
    assert crash["associatedRule"] == {"id": "ITA998", "index": rules.index("ITA998")}
    # A rule without a page in this language is called by its name.
    assert run["tool"]["driver"]["rules"][rules.index("ITA998")]["shortDescription"] == {"text": "broken-rule"}
    statuses = {file["location"]["uri"]: file["properties"]["status"] for file in run["artifacts"]}
    assert statuses == {"bad.txt": "unreadable", "report.txt": "checked"}


def test_notes_are_told(folder: Path, italint: Run) -> None:
    (folder / "report.txt").write_text(SMALL, encoding="utf-8")
    (folder / "plans").mkdir()
    run = sarif(italint, "report.txt", "--against", "plans", "--lang", "en")
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    text = "not compared with a plan: --against holds none of this agency and year"
    assert (note["descriptor"], note["level"], note["message"]) == ({"id": "note"}, "note", {"text": text})
    assert run["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize("path", [".", "nowhere.txt", "bad.txt"])
def test_a_run_without_a_report(folder: Path, italint: Run, path: str) -> None:
    if path == "bad.txt":
        (folder / path).write_bytes(b"\x00\x01" * 99)
    run = sarif(italint, path, code=2)
    assert run["results"] == [] and len(run["artifacts"]) == (path == "bad.txt")
    assert run["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SMALL.encode("utf-8"), "UTF-8"),
        (SMALL.encode("utf-16"), "UTF-16LE"),
        (f"\ufeff{SMALL}".encode("utf-16-be"), "UTF-16BE"),
        (SMALL.encode("cp874"), "windows-874"),
    ],
)
def test_encodings_by_their_registered_names(folder: Path, italint: Run, data: bytes, encoding: str) -> None:
    (folder / "report.txt").write_bytes(data)
    run = sarif(italint, "report.txt", "--select", UNIT)
    assert run["artifacts"] == [
        {
            "location": {"uri": "report.txt"},
            "roles": ["analysisTarget"],
            "encoding": encoding,
            "properties": {
                "status": "checked",
                "kind": "report",
                "fiscal_year": 2566,
                "agency": "เทศบาลตำบลหนองคูณชัย",
            },
        }
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("รายงาน ผล.txt", "%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99%20%E0%B8%9C%E0%B8%A5.txt"),
        ("a#b%20?.txt", "a%23b%2520%3F.txt"),
        ("ปี/../a:b.txt", "a%3Ab.txt"),
    ],
)
def test_addresses_of_files(folder: Path, italint: Run, path: str, uri: str) -> None:
    (folder / "ปี").mkdir()
    (folder / path).write_text(SMALL, encoding="utf-8")
    run = sarif(italint, path, "--select", UNIT)
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
def test_a_file_name_that_is_no_text(folder: Path, italint: Run) -> None:
    Path(b"a\xff.txt".decode("utf-8", "surrogateescape")).write_text(SMALL, encoding="utf-8")
    assert italint("check", ".", "--output-format", "sarif:out.sarif").code == 1
    run = run_of((folder / "out.sarif").read_text(encoding="utf-8"))
    assert run["artifacts"][0]["location"]["uri"] == "a%FF.txt"


def test_paths_start_at_the_repository(folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "ปี 66").mkdir()
    (folder / "ปี 66" / "report.txt").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(folder / "ปี 66")
    run = sarif(italint, "report.txt", "--select", UNIT)
    assert unquote(run["artifacts"][0]["location"]["uri"]) == "ปี 66/report.txt"


def test_a_document_cannot_put_links_into_messages(folder: Path, italint: Run) -> None:
    title = "ซ่อม [คลิก](http://example.com)"
    (folder / "report.txt").write_text(SMALL.replace("๑. ซ่อมป้าย", f"๑. {title}"), encoding="utf-8")
    run = sarif(italint, "report.txt", "--select", UNIT)
    assert "“ซ่อม [คลิก\\](http://example.com)”: " in run["results"][0]["message"]["text"]


# The rules


def with_rule(monkeypatch: pytest.MonkeyPatch, made: Rule) -> None:
    known = registry.load_rules()
    changed = registry.Registry((*known.rules, made), known.failures)
    for module in [module for name, module in sys.modules.items() if name.startswith("italint")]:
        if hasattr(module, "load_rules"):
            monkeypatch.setattr(module, "load_rules", lambda: changed)


@pytest.mark.parametrize("language", ["th", "en"])
def test_rules_as_code_scanning_asks(folder: Path, italint: Run, language: str) -> None:
    (folder / "report.txt").write_text(SMALL, encoding="utf-8")
    run = sarif(italint, "report.txt", "--lang", language)
    driver = run["tool"]["driver"]
    assert driver["language"] == run["language"]
    assert [entry["id"] for entry in driver["rules"]] == [known.code for known in registry.load_rules().rules]
    for entry, known in zip(driver["rules"], registry.load_rules().rules, strict=True):
        texts = [entry["shortDescription"]["text"], entry["fullDescription"]["text"], entry["help"]["text"]]
        assert all(text.strip() for text in texts) and all(len(text) <= 1024 for text in texts[:2])
        assert entry["help"]["markdown"].startswith(f"# {known.code} {known.name}\n\n## {texts[0]}\n")
        assert ("ตัวอย่าง" in entry["help"]["markdown"]) == (language == "th")
        assert entry["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert entry["properties"]["tags"][0] == known.code[:-2] and len(set(entry["properties"]["tags"])) <= 20
        (relation,) = entry["relationships"]
        target, component = relation["target"], relation["target"]["toolComponent"]
        taxonomy = run["taxonomies"][component["index"]]
        assert component["name"] == taxonomy["name"] == known.basis.document
        assert target["id"] == taxonomy["taxa"][target["index"]]["id"] == known.basis.clause
        assert {"name": taxonomy["name"], "index": component["index"]} in driver["supportedTaxonomies"]
    levels = {entry["id"]: entry["defaultConfiguration"]["level"] for entry in driver["rules"]}
    # The worse of plan and report, by the latest requirements.
    assert (levels["ITA401"], levels["ITA502"], levels["ITA102"]) == ("error", "warning", "note")
    facts = driver["rules"][[*levels].index("ITA401")]["properties"]
    assert facts == {
        "tags": ["ITA4", "plan", "report"],
        "problem.severity": "error",
        "severity": {"plan": "error", "report": "warning"},
    }


def test_rules_of_several_configurations(folder: Path, italint: Run) -> None:
    own = '[[rule]]\ncode = "LOC001"\nname = "{name}"\nelement = "title"\nforbid = "ซ่อม"\nmessage = "ห้าม{name}"\n'
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "report.txt").write_text(SMALL, encoding="utf-8")
        (folder / name / "italint.toml").write_text(own.format(name=name), encoding="utf-8")
    run = sarif(italint, ".", "--select", "LOC001")
    rules = run["tool"]["driver"]["rules"]
    found = [(result["ruleId"], rules[result["ruleIndex"]]["name"]) for result in run["results"]]
    assert found == [("LOC001", "one"), ("LOC001", "two")]
    counts = Counter(entry["id"] for entry in rules)
    assert counts.pop("LOC001") == 2 and set(counts.values()) == {1}


def test_a_very_long_rule_page_is_cut_in_its_description(
    folder: Path, italint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(report: Report) -> Iterator[Finding]:
        yield Finding(report.title, Message("พบ", "found"), Message("แก้", "mend"))

    page = "ก" * 2000 + "\n\n" + "ข้อความ " * 400
    with_rule(monkeypatch, rule("ZZZ101", "long-page", basis=Basis("เอกสาร"), thai=page)(look))
    (folder / "report.txt").write_text(SMALL, encoding="utf-8")
    run = sarif(italint, "report.txt", "--select", "ZZZ101")
    entry = run["tool"]["driver"]["rules"][-1]
    assert [len(entry[name]["text"]) <= 1024 for name in ("shortDescription", "fullDescription")] == [True, True]
    assert entry["shortDescription"]["text"].endswith("…") and entry["fullDescription"]["text"].endswith("…")
    assert entry["relationships"][0]["target"]["id"] == "เอกสาร"


def test_memory_holds_no_results() -> None:
    from italint.reporters import Style, Summary, make_reporter

    outcome = Checker(Task()).check(Target(str(REPORTS[0]), True))
    reporter = make_reporter("sarif", Style(rules=registry.load_rules().rules))
    files = [reporter.file(outcome._replace(path=f"{number}.txt")) for number in range(3)]
    parts = [reporter.begin(), *files, reporter.end(Summary())]
    run = run_of("".join(parts))
    assert len(run["results"]) == 3 * len(outcome.diagnostics) and parts[1].count("\n") == len(outcome.diagnostics)
    assert '"ruleId"' not in parts[-1]
