"""Asks the addresses of documents whether they work: the only module that uses the network, and only with --online.

It is careful with other people's sites: a few requests at a time, no site that did not answer is asked again, no page
is loaded in full. httpx does the asking; it is an extra (`pip install 'italint[online]'`).
"""

import asyncio
import errno
import ipaddress
import json
import os
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .extras import MissingExtraError
from .message import Message

if TYPE_CHECKING:
    import httpx

    from .model import Report

#: So many addresses at a time, of all sites together.
_AT_A_TIME = 8
_REDIRECTS = 5
_GONE = {404, 410}
#: Each step of a redirect has so many times the limit of one request: HEAD, and GET where that fails.
_PATIENCE = 2
#: Seconds for which an answer in the cache holds: that it works, that it does not.
_GOOD_FOR, _BAD_FOR = 24 * 3600, 3600
_CACHE_VERSION = 1
#: Faults of this computer's network, which say nothing of the address.
_OUR_FAULTS = {errno.ENETUNREACH, errno.ENETDOWN, errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EPERM}
_NO_NAME_SERVER = {getattr(socket, name, None) for name in ("EAI_AGAIN", "EAI_FAIL", "EAI_MEMORY", "EAI_SYSTEM")}

_MISSING = Message(
    th="--online ต้องใช้ httpx ซึ่งยังไม่ได้ติดตั้ง ติดตั้งด้วย pip install 'italint[online]'",
    en="--online needs httpx, which is not installed; install it with pip install 'italint[online]'",
)


class _UnknownError(Exception):
    """The address could not be asked, and the fault is not its own."""


class _Dead(Exception):  # noqa: N818
    """The site does not answer; the code says why."""


class _Limits(NamedTuple):
    timeout: float
    private: bool


class _Kept(NamedTuple):
    """An answer of the cache: why an address does not work (None: it does), and when that was."""

    why: str | None
    at: float


def addresses(report: "Report") -> Iterator[str]:
    """Yield the addresses of a document that can be asked, as `Report.answers` names them."""
    measures = (*report.measures, *report.recommendations)
    links = (*report.other_links, *(link for measure in measures for link in measure.links))
    for link in sorted(links, key=lambda link: link.span):
        if link.kind != "broken" and link.url.lower().startswith(("http://", "https://", "www")):
            yield link.url


def ask(
    urls: Iterable[str],
    *,
    now: float,
    cache: Path | None = None,
    timeout: float = 10,
    per_host: int = 2,
    private: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, str | None]:
    """Ask every address once; return None for those that work, else `404`, `410`, `dns`, `refused`, `timeout`, …

    An address that could not be asked through no fault of its own (this computer is not connected) is left out.
    What the file `cache` still knows at `now` (seconds since 1970) is not asked again. `timeout` is the limit of one
    request in seconds, `per_host` how many requests a site gets at a time. Addresses in private networks are not asked
    (and answer `private`) unless `private` allows it. `on_progress` is told how many of how many are done.
    """
    wanted = list(dict.fromkeys(urls))
    known = _read_cache(cache, now) if cache else {}
    answers = {url: known[url].why for url in wanted if url in known}
    asked = [url for url in wanted if url not in answers]
    if not asked:
        return answers
    try:
        import httpx  # noqa: F401
    except ImportError:
        raise MissingExtraError(_MISSING) from None
    done = 0

    def tell(url: str, why: str | None, *, answered: bool) -> None:
        nonlocal done
        done += 1
        if answered:
            answers[url] = why
        if on_progress:
            on_progress(done, len(asked))

    try:
        asyncio.run(_ask_all(asked, _Limits(timeout, private), max(1, per_host), tell))
    finally:
        if cache:
            _write_cache(cache, {url: answers[url] for url in asked if url in answers}, now)
    return {url: answers[url] for url in wanted if url in answers}


async def _ask_all(urls: Iterable[str], limits: _Limits, per_host: int, tell: Callable[..., None]) -> None:
    import httpx

    from . import __version__

    sites: dict[str, list[str]] = {}
    for url in urls:
        sites.setdefault(_site(url), []).append(url)
    gate = asyncio.Semaphore(_AT_A_TIME)
    # A citizen's browser warns of a bad certificate and opens the page: such an address answers.
    client = httpx.AsyncClient(
        timeout=limits.timeout, verify=False, headers={"User-Agent": f"italint/{__version__} (link check)"}
    )

    async def walk(site_urls: list[str], dead: dict[str, str]) -> None:
        for url in site_urls:
            answered, why = True, None
            scheme = url.lower().rpartition("://")[0]
            async with gate:
                try:
                    why = dead.get(scheme) or await _ask_one(client, url, limits)
                except _Dead as error:
                    why = dead[scheme] = str(error)
                except _UnknownError:
                    answered = False
            tell(url, why, answered=answered)

    async with client:
        walks: list[Awaitable[None]] = []
        for site_urls in sites.values():
            dead: dict[str, str] = {}
            walks += (walk(site_urls[start::per_host], dead) for start in range(min(per_host, len(site_urls))))
        await asyncio.gather(*walks)


def _site(url: str) -> str:
    return url.lower().partition("://")[2].partition("/")[0].partition("?")[0] or url.lower().partition("/")[0]


async def _ask_one(client: "httpx.AsyncClient", url: str, limits: _Limits) -> str | None:
    """Return None where an address works, or its code; raise where its site does not answer at all."""
    if "://" in url:
        return await _follow(client, url, limits)
    try:
        why = await _follow(client, f"http://{url}", limits)
    except _Dead:
        return await _follow(client, f"https://{url}", limits)
    if why:
        with suppress(_Dead):
            why = await _follow(client, f"https://{url}", limits)
    return why


async def _follow(client: "httpx.AsyncClient", url: str, limits: _Limits) -> str | None:
    for step in range(_REDIRECTS + 1):
        try:
            async with asyncio.timeout(limits.timeout * _PATIENCE):
                status, onward = await _answer(client, url, limits)
        except (_Dead, TimeoutError) as error:
            why = str(error) if isinstance(error, _Dead) else "timeout"
            if step == 0:
                raise _Dead(why) from None
            return why  # The site itself did answer.
        if onward is None:
            return str(status) if status in _GONE else None
        url = onward
    return None  # It answers, though with nothing but redirects: often to whoever keeps no cookies.


async def _answer(client: "httpx.AsyncClient", url: str, limits: _Limits) -> tuple[int, str | None]:
    """Ask for the head of a page, and where that fails for the page; return the status and where it leads to."""
    import httpx

    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
        if parsed.scheme not in ("http", "https") or not parsed.host:
            raise _UnknownError
        if not limits.private:
            await _refuse_private(parsed.host, parsed.port)
        status, onward = 0, None
        for method in ("HEAD", "GET"):
            try:
                # The body is not read: leaving the context closes the connection.
                async with client.stream(method, parsed, follow_redirects=False) as response:
                    status, onward = response.status_code, response.next_request
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.ReadTimeout):
                if method == "GET":
                    raise
                continue
            if status < 400:
                break
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, ValueError):
        raise _UnknownError from None
    except httpx.TimeoutException:
        raise _Dead("timeout") from None
    except httpx.TransportError as error:
        if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
            return 0, None  # It answers, in an encryption that httpx refuses.
        raise _judged(error) from None
    # A page that leads to an app (line://, intent://) works.
    return status, str(onward.url) if onward and onward.url.scheme in ("http", "https") else None


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and what has caused it."""
    found: list[BaseException] = [error]
    for cause in found:
        inner = cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
        found += (each for each in (*inner, cause.__cause__, cause.__context__) if each and each not in found)
    return found


def _judged(error: BaseException) -> Exception:
    """Tell whose fault it is that there is no answer."""
    import httpx

    causes = _causes(error)
    for found in causes:
        if isinstance(found, socket.gaierror):
            return _UnknownError() if found.errno in _NO_NAME_SERVER else _Dead("dns")
    numbers = {found.errno for found in causes if isinstance(found, OSError)}
    if errno.ECONNREFUSED in numbers and not isinstance(error, httpx.ProxyError):
        return _Dead("refused")
    ours = bool(numbers & _OUR_FAULTS) or isinstance(error, httpx.ProxyError)
    return _UnknownError() if ours else _Dead("no-answer")


async def _refuse_private(host: str, port: int | None) -> None:
    """Keep a document from making this computer ask its own network."""
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
            raise _Dead("private") from None
    else:
        if not literal.is_global:
            raise _Dead("private")
        return
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port or 80, type=socket.SOCK_STREAM)
    except OSError:
        return  # httpx meets the same fault, unless it asks through a proxy.
    if any(not ipaddress.ip_address(str(address[4][0]).partition("%")[0]).is_global for address in found):
        # Within an agency's own network its public name may lead inside; others reach the site.
        raise _UnknownError


# The cache


def _read_cache(path: Path, now: float) -> dict[str, _Kept]:
    """Read the answers that still hold; a file that is damaged or of another version knows nothing."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _CACHE_VERSION:
            return {}
        entries = [(url, _Kept(entry["why"], float(entry["at"]))) for url, entry in content["answers"].items()]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {
        url: kept
        for url, kept in entries
        if (kept.why is None or isinstance(kept.why, str))
        and 0 <= now - kept.at < (_GOOD_FOR if kept.why is None else _BAD_FOR)
    }


def _write_cache(path: Path, answers: Mapping[str, str | None], now: float) -> None:
    """Add answers to the cache; one that cannot be written only costs time."""
    entries = _read_cache(path, now) | {url: _Kept(why, now) for url, why in answers.items()}
    content: dict[str, Any] = {
        "version": _CACHE_VERSION,
        "answers": {url: kept._asdict() for url, kept in sorted(entries.items())},
    }
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(path)
    except (OSError, UnicodeError):
        with suppress(OSError):
            draft.unlink(missing_ok=True)
