"""Profiles say what the contract says, say where it is from, and are refused when misspelt; the schemas hold."""

import copy
import json
import pickle
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from italint import patterns
from italint import profile as profiles
from italint.build import GRAMMARS, compiled_by, samples
from italint.data import PACKAGE, compiled_toml
from italint.grammar import is_fresh
from italint.profile import FACTS, FOLDER, YEARS, Kind, Profile, ProfileError, load_profile

SCHEMAS = FOLDER.with_name("schemas")
KINDS: tuple[Kind, ...] = ("plan", "report")
ALL = [(year, kind) for year in YEARS for kind in KINDS]

# The rules of the first part: severity in a plan, in a report.
TABLE = """
ITA001 error error      ITA104 warning ·        ITA401 error warning
ITA011 error error      ITA201 error error      ITA402 warning warning
ITA012 error error      ITA301 error error      ITA403 warning ·
ITA013 error error      ITA302 info info        ITA501 info warning
ITA014 error ·          ITA303 error error      ITA502 info warning
ITA101 error error      ITA304 error error      ITA503 warning warning
ITA102 info info        ITA305 error error      ITA504 error error
ITA103 warning warning  ITA601 · error          ITA602 · error
"""
SEVERITIES = {code: {"plan": plan, "report": report} for code, plan, report in re.findall(r"(\S+) (\S+) (\S+)", TABLE)}


def test_every_year_has_a_profile() -> None:
    assert tuple(range(2562, 2570)) == YEARS


@pytest.mark.parametrize(("year", "kind"), ALL)
def test_severities_are_those_of_the_contract(year: int, kind: Kind) -> None:
    found = load_profile(year, kind).severities
    expected = {code: by_kind[kind] for code, by_kind in SEVERITIES.items() if by_kind[kind] != "·"}
    assert {code: found[code] for code in found if code in SEVERITIES} == expected


@pytest.mark.parametrize(("year", "kind"), ALL)
def test_every_profile_is_whole(year: int, kind: Kind) -> None:
    profile = load_profile(year, kind)
    assert (profile.name, profile.year, profile.kind, profile.assumed) == (f"{year}-{kind}", year, kind, False)
    assert [indicator.number for indicator in profile.indicators] == list(range(1, 11))
    assert "".join(indicator.instrument[0] for indicator in profile.indicators) == "IIIIIEEEOO"
    assert profile.weights == {"IIT": Decimal("0.3"), "EIT": Decimal("0.3"), "OIT": Decimal("0.4")}
    assert [band.total for band in profile.bands] == sorted((band.total for band in profile.bands), reverse=True)
    assert profile.bands[-1].total == 0
    assert set(profile.sources) == set(profile.years) == set(FACTS)
    assert all(source.strip() for source in profile.sources.values())


def fitting(profile: Profile, total: float, *instruments: float) -> str:
    return next(
        band.name
        for band in profile.bands
        if total >= band.total and (band.each is None or all(score >= band.each for score in instruments))
    )


def test_letters_up_to_2565_words_from_2566() -> None:
    letters, words = load_profile(2565, "plan"), load_profile(2566, "plan")
    assert " ".join(fitting(letters, score) for score in (95, 94.99, 88.37, 68.48, 50, 49.99)) == "AA A A C E F"
    assert fitting(words, 96, 95, 95, 95) == "ผ่านดีเยี่ยม"
    assert fitting(words, 95.81, 94, 97, 96) == "ผ่านดี"
    assert fitting(words, 95.81, 84.99, 99, 99) == "ผ่าน"
    assert fitting(words, 84.99, 100, 100, 70) == "ต้องปรับปรุง"
    assert fitting(words, 69.99, 70, 70, 69) == "ต้องปรับปรุงโดยด่วน"
    for year in YEARS:
        assert load_profile(year, "report").bands == (letters if year <= 2565 else words).bands


def test_demanded_elements_and_items() -> None:
    assert load_profile(2566, "plan").demanded == ("responsible", "steps", "follow_up")
    assert load_profile(2568, "plan").demanded == ("responsible", "steps", "follow_up", "timeline")
    assert {load_profile(year, "report").demanded for year in YEARS} == {("summary", "result")}
    assert [load_profile(year, "plan").item for year in YEARS] == [None, *["O42"] * 4, "o34", "O25", "O25"]
    assert [load_profile(year, "report").item for year in YEARS] == [None, *["O43"] * 4, "o35", "O26", "O26"]


def test_indicator_names_with_their_variants() -> None:
    indicators = load_profile(2565, "plan").indicators
    assert indicators[3].name == "การใช้ทรัพย์สินของราชการ"
    assert indicators[3].variants == ("การใช้ทรัพย์สินของทางราชการ",)
    assert {indicators[7].name, *indicators[7].variants} == {"การปรับปรุงระบบการทำงาน", "การปรับปรุงการทำงาน"}


def test_each_fact_tells_the_year_it_was_stated_in() -> None:
    assert load_profile(2564, "plan").inherited == ()
    newest = load_profile(2569, "plan")
    assert newest.stated_in("item") == 2569
    assert newest.stated_in("weights") == 2568
    assert newest.inherited == ("severities", "demanded", "indicators", "weights", "bands")
    # Known to be the same is not the same as not known.
    assert load_profile(2567, "plan").stated_in("weights") == 2567
    assert load_profile(2568, "plan").stated_in("item") == 2569
    assert load_profile(2562, "plan").stated_in("bands") == 2564


@pytest.mark.parametrize(("year", "used"), [(None, 2569), (2555, 2562), (2580, 2569)])
def test_a_year_without_profile_takes_the_nearest_and_says_so(year: int | None, used: int) -> None:
    profile = load_profile(year, "report")
    assert (profile.name, profile.year, profile.assumed) == (f"{used}-report", used, True)


def test_compiled_files_are_fresh() -> None:
    names = [path for folder in ("profiles", "vocabulary") for path in (PACKAGE / folder).glob("*.toml")]
    stale = [path.name for path in names if compiled_toml(f"{path.parent.name}/{path.name}", path.read_bytes()) is None]
    assert not stale, "run: python -m italint.build"
    assert all(is_fresh(name) for name in GRAMMARS), "run: python -m italint.build"


def test_expressions_are_compiled_ahead() -> None:
    ahead = patterns.read()
    if ahead is None:
        pytest.skip("patterns.bin holds the code of another version of Python; this one compiles at each start")
    # Libraries have expressions of their own, which differ from version to version; those with Thai letters are ours.
    used = {key for sample in samples() for key in compiled_by(sample) if re.search("[ก-๛]", key[0])}
    assert used and used <= ahead, "run: python -m italint.build"


def test_other_code_of_expressions_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for content in (b"", b"damaged", zlib.compress(pickle.dumps(("2.7 0 0", {})))):
        (tmp_path / "patterns.bin").write_bytes(content)
        monkeypatch.setattr(patterns, "FILE", tmp_path / "patterns.bin")
        patterns.preload()


def test_unchanged_profiles_are_loaded_without_jsonschema() -> None:
    code = (
        "import sys; from italint.profile import *; [load_profile(year, 'plan') for year in YEARS];"
        "sys.exit('jsonschema' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """Replace words in a copy of the profiles, which then is the one in use."""
    folder = tmp_path / "profiles"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(profiles, "FOLDER", folder)
    load_profile.cache_clear()

    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    yield replace
    load_profile.cache_clear()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("2564.toml", "[weights]", "[wieghts]", "'wieghts'"),
        ("2564.toml", "EIT = 30", "ETI = 30", "'ETI'"),
        ("2564.toml", "EIT = 30", "", "'EIT'"),
        ("2564.toml", 'ITA014 = { plan = "error" }', 'ITA014 = { plan = "eror" }', "'severities.ITA014.plan': 'eror'"),
        ("2564.toml", 'ITA014 = { plan = "error" }', 'ITA014 = { paln = "error" }', "'paln'"),
        ("2564.toml", "ITA014", "ITA14", "'ITA14'"),
        ("2564.toml", 'plan = ["responsible"', 'plan = ["responsable"', "'demanded.plan.0': 'responsable'"),
        ("2564.toml", "total = 75", "total = '75'", "'bands.levels.2.total'"),
        ("2564.toml", "source = ", "sauce = ", "'sauce'"),
        ("2566.toml", "same_as = 2564", "", "'indicators'"),
        ("2566.toml", 'plan = "O42"', 'plan = "42"', "'item.plan': '42'"),
        ("2568.toml", "inherits = 2569", 'inherits = 2569\nplan = "O25"', "'item'"),
        ("2566.toml", "inherits = 2565", "inherits = 2570", "2566.toml: 'severities' is that of 2570"),
        ("2566.toml", "inherits = 2565", "inherits = ", "2566.toml: Invalid value"),
        ("2566.toml", "inherits = 2565", "", "2566.toml: 'severities' is neither stated nor inherited"),
    ],
)
def test_an_edited_profile_is_refused_with_the_key(edit: Edit, name: str, old: str, new: str, told: str) -> None:
    edit(name, old, new)
    with pytest.raises(ProfileError) as refusal:
        for year in YEARS:
            load_profile(year, "plan")
    assert told in str(refusal.value)
    assert ".toml: " in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_edited_profile_in_order_is_used(edit: Edit) -> None:
    stricter = "[severities]\nsame_as = 2564\nsource = 'x'\nITA302 = { plan = 'error' }\n"
    edit("2566.toml", "[weights]\n", f"{stricter}[weights]\n")
    edit("2566.toml", "same_as = 2564\n\n[bands]", "same_as = 2564\nIIT = 29.5\n\n[bands]")
    profile = load_profile(2566, "plan")
    assert (profile.severities["ITA302"], profile.severities["ITA303"]) == ("error", "error")
    assert profile.stated_in("severities") == 2566
    assert profile.weights["IIT"] == Decimal("0.295")
    assert "ITA302" not in load_profile(2566, "report").severities


def test_years_that_inherit_from_each_other_are_refused(edit: Edit) -> None:
    edit("2563.toml", "inherits = 2564", "inherits = 2562")
    with pytest.raises(ProfileError, match=r"2563\.toml: 'severities' is inherited in a circle \(2562 → 2563 → 2562\)"):
        load_profile(2562, "plan")


RANGE = {"line": 9, "column": 1, "end_line": 9, "end_column": 74}


def place(**extras: object) -> dict[str, object]:
    return {"text": "ทุกกอง", "blank": False, "source": "column", **RANGE, **extras}


CHECK: dict[str, Any] = {
    "schema_version": 1,
    "tool": {"name": "italint", "version": "0.1.0"},
    "files": [
        {
            "path": "report.txt",
            "status": "checked",
            "kind": "report",
            "fiscal_year": 2566,
            "agency": "องค์การบริหารส่วนตำบลบ่อโพธิ์",
            "profile": "2566-report",
            "measures": 5,
            "recommendations": 0,
            "rules": {"responsible-missing": "fail", "link-broken": "pass"},
            "violations": [
                {
                    "rule": "ITA101",
                    "name": "responsible-missing",
                    "severity": "error",
                    "message": "ไม่มีผู้รับผิดชอบ",
                    **RANGE,
                    "measure": 4,
                    "recommendation": None,
                    "element": "responsible",
                    "where": {"table": 2, "row": 2, "column_heading": "ผู้รับผิดชอบ", "page": None, "quote": ""},
                    "basis": {"document": "OIT o42", "clause": "(1)"},
                    "suggestion": "ระบุหน่วยงาน",
                    "fix": {"safe": True, "edits": [{**RANGE, "text": ""}]},
                    "fingerprint": "0f3a",
                }
            ],
            "encoding": "utf-8",
            "notes": [],
        },
        {
            "path": "scan.txt",
            "status": "unreadable",
            "kind": "unknown",
            "fiscal_year": None,
            "agency": None,
            "profile": None,
            "measures": 0,
            "recommendations": 0,
            "rules": {},
            "violations": [],
            "error": "no text",
        },
    ],
    "summary": {"files": 2, "error": 1, "warning": 0, "info": 0, "fixable": 1},
}

MEASURE: dict[str, Any] = {
    "index": 1,
    "number": "๑",
    "label": None,
    "topic": None,
    "section": "IIT",
    "form": "table",
    "title": {"text": "มาตรการ", **RANGE},
    "elements": {
        "issue": None,
        "steps": place(items=[{"number": "๑", "text": "ประชุม", "level": 1}, {"number": None, "text": "รายงาน"}]),
        "responsible": place(units=["ทุกกอง"]),
        "timeline": place(start="2022-10-01", end=None),
        "follow_up": place(strength="full", who="นายก", round=None),
        "summary": place(),
        "result": place(blank=True, text=""),
        "evidence": None,
    },
    "links": [{"url": "https://www.bongti.go.th/Plantypeplan", "kind": "deep", **RANGE}],
}

PARSE: dict[str, Any] = {
    "schema_version": 1,
    "path": "report.txt",
    "kind": "report",
    "fiscal_year": 2566,
    "fiscal_year_source": "heading",
    "agency": {"name": "องค์การบริหารส่วนตำบลบ่อโพธิ์", "type": "อบต.", "source": "heading"},
    "profile": "2566-report",
    "sections": [{"title": "๑. มาตรการ", "instrument": "IIT"}],
    "scores": {
        "total": 68.48,
        "band": None,
        "indicators": [{"number": 1, "rank": "๑", "name": "การปฏิบัติหน้าที่", "score": 94.17}],
    },
    "measures": [MEASURE],
    "recommendations": [MEASURE | {"form": "list"}],
}

UNKNOWN = PARSE | {
    "kind": "unknown",
    "fiscal_year": None,
    "fiscal_year_source": None,
    "agency": {"name": None, "type": None, "source": None},
    "profile": None,
    "scores": None,
    "measures": [],
    "recommendations": [],
}


def errors(schema: str, document: object) -> list[str]:
    validator = Draft202012Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text("utf-8")))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@pytest.mark.parametrize("schema", ["profile", "check", "parse"])
def test_schemas_are_schemas(schema: str) -> None:
    Draft202012Validator.check_schema(json.loads((SCHEMAS / f"{schema}.schema.json").read_text("utf-8")))


@pytest.mark.parametrize(("schema", "document"), [("check", CHECK), ("parse", PARSE), ("parse", UNKNOWN)])
def test_what_the_contract_shows_is_valid(schema: str, document: dict[str, Any]) -> None:
    assert errors(schema, document) == []
    assert errors(schema, document | {"added_later": 1}) == []


GONE = object()
VIOLATION = ("files", 0, "violations", 0)
ELEMENTS = ("measures", 0, "elements")


@pytest.mark.parametrize(
    ("document", "path", "value"),
    [
        (CHECK, ("schema_version",), 2),
        (CHECK, ("summary", "fixable"), GONE),
        (CHECK, ("files", 0, "status"), "ok"),
        (CHECK, ("files", 0, "kind"), "memo"),
        (CHECK, ("files", 0, "profile"), "2566"),
        (CHECK, ("files", 0, "measures"), -1),
        (CHECK, ("files", 0, "rules", "link-broken"), "passed"),
        (CHECK, ("files", 0, "rules", "ITA504"), "pass"),
        (CHECK, ("files", 1, "kind"), "report"),
        (CHECK, ("files", 1, "fiscal_year"), 2566),
        (CHECK, ("files", 1, "measures"), 1),
        (CHECK, ("files", 1, "notes"), [{"key": "x"}]),
        (CHECK, (*VIOLATION, "severity"), "fatal"),
        (CHECK, (*VIOLATION, "line"), 0),
        (CHECK, (*VIOLATION, "end_column"), 1.5),
        (CHECK, (*VIOLATION, "measure"), GONE),
        (CHECK, (*VIOLATION, "measure"), 0),
        (CHECK, (*VIOLATION, "element"), "unit"),
        (CHECK, (*VIOLATION, "where", "quote"), None),
        (CHECK, (*VIOLATION, "basis", "document"), GONE),
        (CHECK, (*VIOLATION, "fix", "edits"), []),
        (CHECK, (*VIOLATION, "fix", "edits", 0, "text"), GONE),
        (CHECK, (*VIOLATION, "fingerprint"), ""),
        (PARSE, ("kind",), None),
        (PARSE, ("fiscal_year",), None),
        (PARSE, ("fiscal_year_source",), None),
        (PARSE, ("agency",), "อบต."),
        (PARSE, ("agency", "source"), "signature"),
        (PARSE, ("sections", 0, "instrument"), "ITA"),
        (PARSE, ("scores", "band"), GONE),
        (PARSE, ("scores", "indicators", 0, "number"), 11),
        (PARSE, ("scores", "indicators", 0, "score"), "๙๔"),
        (PARSE, ("measures", 0, "index"), 0),
        (PARSE, ("measures", 0, "number"), 1),
        (PARSE, ("measures", 0, "form"), "prose"),
        (PARSE, ("measures", 0, "title", "column"), GONE),
        (PARSE, ("measures", 0, "links", 0, "kind"), "dead"),
        (PARSE, (*ELEMENTS, "issue"), GONE),
        (PARSE, (*ELEMENTS, "issue"), "text"),
        (PARSE, (*ELEMENTS, "summary", "blank"), None),
        (PARSE, (*ELEMENTS, "result", "source"), "heading"),
        (PARSE, (*ELEMENTS, "steps", "items"), GONE),
        (PARSE, (*ELEMENTS, "steps", "items", 0, "level"), 0),
        (PARSE, (*ELEMENTS, "responsible", "units"), "ทุกกอง"),
        (PARSE, (*ELEMENTS, "timeline", "end"), "30/9/2566"),
        (PARSE, (*ELEMENTS, "follow_up", "strength"), "strong"),
        (PARSE, ("recommendations", 0, "form"), "table"),
    ],
)
def test_what_the_contract_excludes_is_invalid(
    document: dict[str, Any], path: tuple[str | int, ...], value: object
) -> None:
    broken = copy.deepcopy(document)
    target: Any = broken
    for key in path[:-1]:
        target = target[key]
    if value is GONE:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    assert errors("check" if document is CHECK else "parse", broken)
