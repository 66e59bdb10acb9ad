"""The asking of addresses, against a server on this computer only."""

import asyncio
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("httpx")

from italint import online
from italint.extras import MissingExtraError
from italint.online import ask
from italint.testing import read_text

NOW = 1_700_000_000.0


def closed_port() -> int:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return int(closed.getsockname()[1])


class Site(ThreadingHTTPServer):
    """A site that counts what it is asked: `/404` answers 404, `/slow` late, `/to/x` leads to `/x`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.agents = set[str]()
        self.now = self.most = 0
        self.lock = threading.Lock()
        self.stopped = threading.Event()
        self.closed_port = closed_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error."""


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        site = self.server
        with site.lock:
            site.asked.append((self.command, self.path))
            site.agents.add(self.headers["User-Agent"])
            site.now += 1
            site.most = max(site.most, site.now)
        try:
            self.reply()
        finally:
            with site.lock:
                site.now -= 1

    do_GET = do_HEAD  # noqa: N815

    def reply(self) -> None:
        word = self.path.strip("/").partition("?")[0]
        head = self.command == "HEAD"
        if word.startswith("slow"):
            self.server.stopped.wait(3)
        if word.startswith("pause"):
            self.server.stopped.wait(0.05)
        if (word == "head-hangs-up" and head) or word == "hangs-up":
            self.close_connection = True
            return
        if word == "head-hangs" and head:
            self.server.stopped.wait(3)
            return
        status = int(word) if word.isdigit() else 200
        if (word == "head-405" and head) or (word == "head-404" and head):
            status = int(word[5:])
        self.send_response(301 if word.startswith(("to/", "loop")) else status)
        if word.startswith("to/"):
            self.send_header("Location", "/" + word[3:])
        elif word == "loop":
            self.send_header("Location", "/loop")
        elif word == "loop-to-app":
            self.send_header("Location", "line://ti/p/abc")
        elif word == "loop-away":
            self.send_header("Location", f"http://127.0.0.1:{self.server.closed_port}/x")
        self.end_headers()
        if not head:
            self.wfile.write(b"x" * 5_000_000 if word == "large" else b"x")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.stopped.set()
    server.shutdown()
    thread.join()
    server.server_close()


def asked(*urls: str, timeout: float = 2, private: bool = True, **options: object) -> dict[str, str | None]:
    return ask(urls, now=NOW, timeout=timeout, private=private, **options)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/", None),
        ("/plan?id=1#top", None),
        ("/404", "404"),
        ("/410", "410"),
        *((f"/{status}", None) for status in (201, 400, 401, 403, 405, 429, 500, 503)),
        ("/to/plan", None),
        ("/to/404", "404"),
        ("/to/to/to/to/to/plan", None),
        ("/loop", None),
        ("/loop-to-app", None),
        ("/head-405", None),
        ("/head-404", None),
        ("/head-hangs-up", None),
        ("/hangs-up", "no-answer"),
        ("/large", None),
        ("/แผนงาน", None),
    ],
)
def test_an_answer(site: Site, path: str, why: str | None) -> None:
    assert asked(site.url + path) == {site.url + path: why}


def test_who_asks_is_told(site: Site) -> None:
    asked(site.url)
    (agent,) = site.agents
    assert agent.startswith("italint/")


def test_the_head_suffices(site: Site) -> None:
    asked(site.url + "/plan")
    assert site.asked == [("HEAD", "/plan")]


def test_a_redirect_is_followed_so_far(site: Site) -> None:
    assert asked(site.url + "/loop") == {site.url + "/loop": None}
    assert len(site.asked) == 6


def test_an_address_twice_is_asked_once(site: Site) -> None:
    assert asked(site.url, site.url) == {site.url: None}
    assert len(site.asked) == 1


def test_a_head_that_hangs(site: Site) -> None:
    assert asked(site.url + "/head-hangs", timeout=0.2) == {site.url + "/head-hangs": None}


def test_a_site_that_does_not_answer_in_time_is_asked_no_more(site: Site) -> None:
    urls = [f"{site.url}/slow{number}" for number in range(30)]
    start = time.monotonic()
    assert asked(*urls, timeout=0.2) == dict.fromkeys(urls, "timeout")
    assert time.monotonic() - start < 2
    assert len({path for _, path in site.asked}) <= 2


def test_a_closed_port() -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    assert asked(url + "/a", url + "/b") == {url + "/a": "refused", url + "/b": "refused"}


def test_a_site_that_leads_to_a_dead_one_is_not_dead_itself(site: Site) -> None:
    urls = [site.url + "/loop-away", *(f"{site.url}/{number}" for number in range(600, 605))]
    assert asked(*urls, per_host=1) == {urls[0]: "refused"} | dict.fromkeys(urls[1:])


def test_one_port_may_be_closed_and_the_other_open(site: Site) -> None:
    # Nothing encrypted is spoken here: the site answers, in words that are not understood.
    secure = site.url.replace("http:", "https:")
    assert asked(secure + "/a", site.url + "/404", per_host=1) == {secure + "/a": None, site.url + "/404": "404"}


def test_an_address_without_a_scheme(site: Site) -> None:
    url = site.url.removeprefix("http://").replace("127.0.0.1", "localhost")
    assert asked(f"{url}/a", f"{url}/b") == {f"{url}/a": None, f"{url}/b": None}
    assert {method for method, _ in site.asked} == {"HEAD"}


def test_an_address_without_a_scheme_fails_where_neither_works(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {"http://a.th/x": (404, None), "https://a.th/x": (404, None), "http://b.th/x": (404, None)}

    async def answer(_: object, url: str, __: object) -> tuple[int, None]:
        return steps.get(url, (200, None))

    monkeypatch.setattr(online, "_answer", answer)
    assert asked("a.th/x", "b.th/x") == {"a.th/x": "404", "b.th/x": None}


def test_few_at_a_time(site: Site) -> None:
    urls = [f"{site.url}/pause{number}" for number in range(20)]
    assert set(asked(*urls, per_host=2).values()) == {None}
    assert site.most <= 2
    assert Counter(path for _, path in site.asked).most_common(1)[0][1] == 1


def test_a_request_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    async def drip(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(online, "_answer", drip)
    start = time.monotonic()
    assert asked("http://a.go.th/x", timeout=0.1) == {"http://a.go.th/x": "timeout"}
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("number", "answers"),
    [
        (socket.EAI_NONAME, {"http://a.go.th/x": "dns"}),
        (socket.EAI_AGAIN, {}),
    ],
)
def test_names(monkeypatch: pytest.MonkeyPatch, number: int, answers: dict[str, str]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert asked("http://a.go.th/x", private=False) == answers


@pytest.mark.parametrize("host", ["127.0.0.1", "192.168.1.5", "localhost", "[::1]", "169.254.169.254", "nas.local"])
def test_private_networks_are_left_alone(host: str) -> None:
    assert asked(f"http://{host}/x", private=False) == {f"http://{host}/x": "private"}


def test_a_name_that_leads_into_the_own_network_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert asked("http://intranet.go.th/x", private=False) == {}


def test_what_is_no_address_is_left_out(site: Site) -> None:
    assert asked("ftp://a.go.th/x", "http://a b.go.th:x/", "http://" + "ก" * 90 + ".go.th/") == {}


def test_progress(site: Site) -> None:
    told: list[tuple[int, int]] = []
    asked(site.url + "/a", site.url + "/404", on_progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


# The cache


def test_what_is_known_is_not_asked_again(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "cache.json"
    urls = [site.url + "/a", site.url + "/404"]

    def count(now: float) -> int:
        site.asked.clear()
        assert ask(urls, now=now, cache=file, private=True) == dict(zip(urls, (None, "404"), strict=True))
        return len({path for _, path in site.asked})

    assert [count(NOW), count(NOW + 60), count(NOW + 3601), count(NOW + 3602), count(NOW + 25 * 3600)] == [
        2,
        0,
        1,
        0,
        2,
    ]
    assert [path.name for path in file.parent.iterdir()] == ["cache.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"7",
        b'{"version": 2, "answers": {}}',
        b'{"version": 1, "answers": []}',
        b'{"version": 1, "answers": {"a": 1}}',
        b'{"version": 1, "answers": {"a": {"why": 5, "at": "x"}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_cache_knows_nothing(site: Site, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cache.json"
    file.write_bytes(content)
    assert ask([site.url], now=NOW, cache=file, private=True) == {site.url: None}
    assert json.loads(file.read_bytes())["answers"] == {site.url: {"why": None, "at": NOW}}


def test_a_cache_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert ask([site.url], now=NOW, cache=file / "cache.json", private=True) == {site.url: None}


def test_an_answer_of_the_future_is_not_believed(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "cache.json"
    file.write_text(json.dumps({"version": 1, "answers": {site.url: {"why": "404", "at": NOW + 99}}}))
    assert ask([site.url], now=NOW, cache=file, private=True) == {site.url: None}


def test_without_httpx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    with pytest.raises(MissingExtraError, match="pip install") as error:
        asked("http://a.go.th")
    assert "pip install 'italint[online]'" in error.value.message.th
    assert asked() == {}


# Which addresses are asked

DOCUMENT = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
องค์การบริหารส่วนตำบลบ้านโนนรัง www.bannonrang.go.th

มาตรการ/กิจกรรม	วิธีการปฏิบัติ	ผู้รับผิดชอบ	ระยะเวลาดำเนินการ	สรุปผลการดำเนินการตามมาตรการ/กิจกรรม
๑. อบรมคุณธรรม	จัดอบรมหนึ่งวัน	สำนักปลัด	ก.พ. ๒๕๖๖	อบรมแล้ว <a href="/files/1.pdf">ภาพ</a> https://bannonrang.go.th/๑๒ https://bannonrang.go.th/b
"""


def test_broken_addresses_are_not_asked() -> None:
    assert list(online.addresses(read_text(DOCUMENT))) == ["www.bannonrang.go.th", "https://bannonrang.go.th/b"]
