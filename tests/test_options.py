"""`italint check --online` and `--against`, as their users meet them."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

HEAD = """{title} ประจำปีงบประมาณ พ.ศ. {year}
{agency}

"""
REPORT = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
PLAN = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
TABLE = "มาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tสรุปผล\tผลลัพธ์\n"
ROW = "๑. ซ่อมป้ายประกาศ\tซ่อมป้าย ๑๔ จุด\tกองช่าง\tม.ค. {year}\tซ่อมครบ ๑๔ จุด {url}\tชาวบ้านอ่านข่าวได้\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ITALINT_ONLINE_PRIVATE", "1")
    return tmp_path


def write(file: Path, title: str, agency: str, rows: str, year: str = "2566") -> None:
    file.parent.mkdir(exist_ok=True)
    table = TABLE if title == REPORT else TABLE.replace("\tสรุปผล\tผลลัพธ์", "\tการติดตาม")
    file.write_text(HEAD.format(title=title, agency=agency, year=year) + table + rows, encoding="utf-8")


def found(run: Run, *arguments: object) -> list[tuple[str, str, str]]:
    result = run("check", "--output-format", "json", *arguments)
    assert not result.err, result.err
    files = json.loads(result.out)["files"]
    return [(file["path"], v["rule"], v["where"]["quote"]) for file in files for v in file["violations"]]


# --online


ASKED: list[str] = []
HOST = "www.nonrang.go.th"


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        ASKED.append(self.path)
        self.send_response(404 if "gone" in self.path else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site of a town that really is this machine: an address that names this machine is a fault by itself."""
    ASKED.clear()
    resolve = socket.getaddrinfo

    def here(host: Any, *rest: Any, **options: Any) -> Any:
        return resolve("127.0.0.1" if host in (HOST, HOST.encode()) else host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_online(folder: Path, italint: Run, site: str) -> None:
    rows = ROW.format(year=2566, url=f"{site}/plan/1") + ROW.replace("๑.", "๒.").format(year=2566, url=f"{site}/gone/1")
    write(folder / "report.txt", REPORT, "เทศบาลตำบลหนองคูณชัย", rows)
    assert found(italint, "report.txt", "--select", "ITA508") == [] and ASKED == []
    wanted = [("report.txt", "ITA508", f"{site}/gone/1")]
    assert found(italint, "report.txt", "--select", "ITA508", "--online") == wanted
    count = len(ASKED)
    assert count and found(italint, "report.txt", "--select", "ITA508", "--online") == wanted
    assert len(ASKED) == count, "what was asked lately is remembered"


def test_without_online_the_rule_is_not_applied(folder: Path, italint: Run) -> None:
    write(folder / "report.txt", REPORT, "เทศบาลตำบลหนองคูณชัย", ROW.format(year=2566, url=""))
    rules = json.loads(italint("check", "report.txt", "--output-format", "json").out)["files"][0]["rules"]
    absent = ("link-unreachable", "measure-not-reported", "measure-not-planned", "responsible-changed")
    assert [rules[name] for name in absent] == ["not-applicable"] * 4


# --against

PLANNED = "๑. ซ่อมป้ายประกาศ\tซ่อมป้าย ๑๔ จุด\tกองช่าง\tม.ค. {year}\tติดตามและรายงานผลต่อนายกเทศมนตรี\n"
MORE = "๒. อบรมคุณธรรมพนักงาน\tอบรมหนึ่งวัน\tสำนักปลัด\tม.ค. {year}\tติดตามและรายงานผลต่อนายกเทศมนตรี\n"


def test_against_one_plan(folder: Path, italint: Run) -> None:
    write(folder / "report.txt", REPORT, "เทศบาลตำบลหนองคูณชัย", ROW.format(year=2566, url=""))
    write(folder / "plan.txt", PLAN, "เทศบาลตำบลหนองคูณชัย", (PLANNED + MORE).format(year=2566))
    assert [rule for _, rule, _ in found(italint, "report.txt", "--select", "ITA8", "--against", "plan.txt")] == [
        "ITA802"
    ]
    message = italint("check", "report.txt", "--select", "ITA8", "--against", "plan.txt", "--lang", "en").out
    assert "อบรมคุณธรรมพนักงาน" in message


def test_against_a_folder_finds_agency_and_year(folder: Path, italint: Run) -> None:
    for town in ("หนองคูณชัย", "บ้านโนนรัง"):
        for year in ("2566", "2567"):
            both = f"{town}-{year}.txt"
            write(folder / "reports" / both, REPORT, f"เทศบาลตำบล{town}", ROW.format(year=year, url=""), year)
            rows = PLANNED + (MORE if (town, year) == ("บ้านโนนรัง", "2567") else "")
            write(folder / "plans" / both, PLAN, f"ทต.{town}", rows.format(year=year), year)
    for arguments in (("reports", "--against", "plans"), (".", "--against", ".")):
        files = [(file, rule) for file, rule, _ in found(italint, *arguments, "--select", "ITA8")]
        assert files == [("reports/บ้านโนนรัง-2567.txt", "ITA802")]
    (folder / "italint.toml").write_text('against = "plans"\nselect = ["ITA8"]', encoding="utf-8")
    assert [rule for _, rule, _ in found(italint, "reports")] == ["ITA802"]


@pytest.mark.parametrize(("plan", "words"), [("none.txt", "does not exist"), ("report.txt", "is no plan")])
def test_against_what_is_no_plan(folder: Path, italint: Run, plan: str, words: str) -> None:
    write(folder / "report.txt", REPORT, "เทศบาลตำบลหนองคูณชัย", ROW.format(year=2566, url=""))
    result = italint("check", "report.txt", "--against", plan, "--lang", "en")
    assert (result.code, result.out) == (2, "") and words in result.err and result.err.count("\n") == 1
