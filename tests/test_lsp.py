"""The editor server, spoken to by a real client over standard input and output."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="needs the extra lsp: pip install 'italint[lsp]'")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from italint.diagnostic import Outcome
from italint.files import Target
from italint.lsp.documents import Document, Governed
from italint.lsp.texts import Text, edits_between
from italint.profile import ProfileError
from italint.rule import Edit
from italint.run import Checker, Task
from italint.spans import Span

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "fixtures" / "000_73d005bd22fea902.txt"
COMMAND = [sys.executable, "-m", "italint", "lsp"]

#: A report in which one word is misspelt (safe to mend), a number is twice in a list, and a unit is blank.
REPORT = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
องค์การบริหารส่วนตำบลบ้านโนนรัง อำเภอโนนรังใต้ จังหวัดขอนแก่น

มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามและรายงานผล\tสรุปผล\tผลลัพธ์\tหลักฐาน
๑. อบรมคุณธรรม\t๑. จัดกาประชุม ๒. อบรม\tสำนักปลัด\t{period}\tติดตามและรายงานผลต่อผู้บริหาร\tประชุมและอบรมแล้ว ๕๒ คน\
\tผ่านการทดสอบ ๕๐ คน\tเอกสารแนบ ๑
"""
CLEAN = REPORT.replace("กาประชุม", "การประชุม").format(period="ม.ค. ๒๕๖๖")
FAULTY = REPORT.format(period="ม.ค. ๒๕๖๖")


class Editor:
    """A text editor: a client with one folder, whose messages are kept until somebody asks for them."""

    def __init__(self, client: LanguageClient, server: asyncio.subprocess.Process) -> None:
        self.client, self.server = client, server
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.shown: asyncio.Queue[str] = asyncio.Queue()
        self.registered: list[types.Registration] = []

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = types.TextDocumentItem(uri, "plaintext", version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    def wrote(self, file: Path) -> None:
        changes = [types.FileEvent(file.as_uri(), types.FileChangeType.Changed)]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def found(self) -> types.PublishDiagnosticsParams:
        return await asyncio.wait_for(self.published.get(), 60)

    async def said(self) -> str:
        return await asyncio.wait_for(self.shown.get(), 60)

    async def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        place = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        return await self.client.text_document_hover_async(place)

    async def actions(self, uri: str, place: types.Range, only: list[str] | None = None) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = await self.client.text_document_code_action_async(params)
        return [action for action in found or () if isinstance(action, types.CodeAction)]


@asynccontextmanager
async def editing(
    *arguments: str, capabilities: Mapping[str, Any], variable: str | None = None
) -> AsyncIterator[Editor]:
    """Start the server and an editor, and let them part as they should: the server says nothing beside the protocol."""
    client = LanguageClient("test", "1")
    environment = {key: value for key, value in os.environ.items() if key != "ITALINT_LANG"}
    environment |= {"ITALINT_LANG": variable} if variable else {}
    await client.start_io(*COMMAND, *arguments, env=environment, limit=2**24)
    server = client._server
    assert server is not None and server.stderr is not None
    editor = Editor(client, server)
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: editor.published.put_nowait(params))
    client.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: editor.shown.put_nowait(params.message))
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: editor.registered.extend(params.registrations))
    able = client.protocol._converter.structure(capabilities, types.ClientCapabilities)
    await client.initialize_async(types.InitializeParams(able))
    client.initialized(types.InitializedParams())
    yield editor
    await client.shutdown_async(None)
    client.exit(None)
    told = await server.stderr.read()
    assert (await server.wait(), told.decode()) == (0, "")
    await client.stop()  # type: ignore[no-untyped-call]


def in_editor(
    work: Callable[[Editor], Awaitable[None]], *arguments: str, variable: str | None = None, **capabilities: Any
) -> None:
    async def run() -> None:
        async with editing(*arguments, capabilities=capabilities, variable=variable) as editor:
            await work(editor)

    asyncio.run(run())


def codes(params: types.PublishDiagnosticsParams) -> list[str]:
    return [str(one.code) for one in params.diagnostics]


def edits_of(action: types.CodeAction) -> tuple[int | None, list[types.TextEdit]]:
    """Return the version that an action's edits are for, and the edits."""
    assert action.edit and action.edit.document_changes
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert all(isinstance(edit, types.TextEdit) for edit in change.edits)
    return change.text_document.version, [edit for edit in change.edits if isinstance(edit, types.TextEdit)]


def applied(text: str, edits: list[types.TextEdit], encoding: str = "utf-16") -> str:
    """Make edits as an editor does: all at once, from the last to the first."""
    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        change = types.TextDocumentContentChangePartial(edit.range, edit.new_text)
        text = Text(text, encoding).changed([change]).text
    return text


VERSIONED: dict[str, Any] = {"workspace": {"workspaceEdit": {"documentChanges": True}}}


# What was found, and where


SEVERITY = {"error": 1, "warning": 2, "info": 3}


def test_an_open_report_has_what_check_finds_at_the_same_places(italint: Run) -> None:
    checked = json.loads(italint("check", SAMPLE, "--output-format", "json").out)["files"][0]["violations"]

    async def work(editor: Editor) -> None:
        editor.open(SAMPLE.as_uri(), SAMPLE.read_text(encoding="utf-8"), version=7)
        params = await editor.found()
        assert (params.uri, params.version) == (SAMPLE.as_uri(), 7)
        got = [
            (one.code, one.severity, one.source, one.data, *place(one.range))
            for one in params.diagnostics
            if isinstance(one.severity, types.DiagnosticSeverity)
        ]
        assert got == [
            (
                *(one["rule"], SEVERITY[one["severity"]], "italint", {"fingerprint": one["fingerprint"]}),
                *(one["line"] - 1, one["column"] - 1, one["end_line"] - 1, one["end_column"] - 1),
            )
            for one in checked
        ]
        assert params.diagnostics[-3].message == (
            "มาตรการที่ ๕ “มีการประเมินความพึงพอใจต่อคุณภาพการให้บริการ”: "
            "ระยะเวลาเลยปีงบประมาณ 2566: สิ้นสุด 31 ต.ค. 2566\n"
            "แก้: ให้อยู่ระหว่าง 1 ต.ค. 2565 ถึง 30 ก.ย. 2566"
        )

    in_editor(work)


def place(found: types.Range) -> tuple[int, int, int, int]:
    return found.start.line, found.start.character, found.end.line, found.end.character


@pytest.mark.parametrize(
    ("offered", "agreed", "start", "end"),
    [
        (None, "utf-16", 23, 31),
        (["utf-16"], "utf-16", 23, 31),
        (["utf-32", "utf-16"], "utf-32", 22, 30),
        (["utf-8"], "utf-8", 57, 81),
    ],
)
def test_places_are_counted_as_the_editor_counts(offered: list[str] | None, agreed: str, start: int, end: int) -> None:
    text = FAULTY.replace("๑. จัดกาประชุม", "๑. 😀จัดกาประชุม")

    async def work(editor: Editor) -> None:
        editor.open("file:///tmp/report.txt", text)
        (found,) = (await editor.found()).diagnostics
        assert place(found.range) == (4, start, 4, end)
        (action,) = await editor.actions("file:///tmp/report.txt", found.range, ["quickfix"])
        assert applied(text, edits_of(action)[1], agreed) == text.replace("กาประชุม", "การประชุม")

    in_editor(work, **VERSIONED, general={"positionEncodings": offered} if offered else {})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_that_changes_is_checked_as_it_is_then(end: str) -> None:
    # Form feeds, as pdftotext writes them, end no line.
    before = CLEAN.replace("\n", end).replace("องค์การ", "\f\u2028องค์การ", 1)

    async def work(editor: Editor) -> None:
        editor.open("file:///tmp/report.txt", before)
        assert codes(await editor.found()) == []
        partial = types.TextDocumentContentChangePartial
        # “การประชุม” loses a letter, and before it comes an emoji: of the second change the first one moves the place.
        editor.change(
            "file:///tmp/report.txt",
            2,
            partial(types.Range(types.Position(4, 23), types.Position(4, 24)), ""),
            partial(types.Range(types.Position(4, 18), types.Position(4, 18)), "😀"),
        )
        editor.change(
            "file:///tmp/report.txt", 3, partial(types.Range(types.Position(4, 0), types.Position(4, 0)), " ")
        )
        params = await editor.found()
        assert [params.version, *codes(params)] == [3, "ITA903"]
        assert place(params.diagnostics[0].range) == (4, 24, 4, 32)
        editor.change("file:///tmp/report.txt", 4, types.TextDocumentContentChangeWholeDocument(CLEAN))
        params = await editor.found()
        assert [params.version, *codes(params)] == [4]

    in_editor(work)


def test_a_question_about_a_text_that_has_just_changed_is_answered_of_the_new_one() -> None:
    async def work(editor: Editor) -> None:
        editor.open("file:///tmp/report.txt", CLEAN)
        assert codes(await editor.found()) == []
        editor.change("file:///tmp/report.txt", 2, types.TextDocumentContentChangeWholeDocument(FAULTY))
        hover = await editor.hover("file:///tmp/report.txt", 4, 25)
        assert hover and place(hover.range or types.Range(*2 * [types.Position(0, 0)])) == (4, 21, 4, 29)

    in_editor(work)


@pytest.mark.parametrize(
    ("uri", "text", "expected"),
    [
        ("file:///tmp/README.md", "# A program\n", [[]]),
        ("file:///tmp/empty.txt", "", [[]]),
        ("untitled:Untitled-1", FAULTY, [["ITA903"]]),
        ("file:///tmp/%E0%B8%A3%E0%B8%B2%E0%B8%A2%20%E0%B8%87%E0%B8%B2%E0%B8%99.txt", FAULTY, [["ITA903"]]),
        ("file:///tmp/marked.txt", "\ufeff" + FAULTY, [["ITA903"]]),
        ("file:///tmp/half.txt", FAULTY + "\ud83d", [["ITA903"]]),
        ("git:/tmp/report.txt?ref", FAULTY, []),
    ],
)
def test_what_is_open_is_checked_where_it_is_a_report(uri: str, text: str, expected: list[list[str]]) -> None:
    async def work(editor: Editor) -> None:
        editor.open(uri, text)
        editor.open("file:///tmp/last.txt", CLEAN)
        told = [await editor.found() for _ in range(len(expected) + 1)]
        assert [codes(params) for params in told] == [*expected, []]
        assert told[-1].uri == "file:///tmp/last.txt"
        for one in (one for params in told for one in params.diagnostics):
            assert place(one.range) == (4, 21, 4, 29)

    in_editor(work)


def test_a_text_that_is_closed_has_no_violations_left() -> None:
    async def work(editor: Editor) -> None:
        editor.open("file:///tmp/report.txt", FAULTY)
        assert codes(await editor.found()) == ["ITA903"]
        closed = types.TextDocumentIdentifier("file:///tmp/report.txt")
        editor.change("file:///tmp/report.txt", 2, types.TextDocumentContentChangeWholeDocument(FAULTY))
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(closed))
        assert codes(await editor.found()) == []
        assert await editor.hover("file:///tmp/report.txt", 4, 25) is None
        assert await editor.actions("file:///tmp/report.txt", types.Range(*2 * [types.Position(4, 25)])) == []
        assert editor.published.empty()

    in_editor(work)


# Pages and fixes


@pytest.mark.parametrize(
    ("language", "formats", "kind", "first", "words"),
    [
        ("th", [], "markdown", "# ITA903 misspelling", "\n\nเพราะ: "),
        ("en", ["markdown", "plaintext"], "markdown", "# ITA903 misspelling", "\n\nWhy: "),
        ("th", ["plaintext"], "plaintext", "ITA903 misspelling", "เพราะ: "),
    ],
)
def test_hovering_over_a_fault_shows_the_page_of_its_rule(
    language: str, formats: list[str], kind: str, first: str, words: str
) -> None:
    async def work(editor: Editor) -> None:
        editor.open("file:///tmp/report.txt", FAULTY)
        (found,) = (await editor.found()).diagnostics
        start, end = found.range.start.character, found.range.end.character
        for character in (start, start + 1, end):
            hover = await editor.hover("file:///tmp/report.txt", 4, character)
            assert hover and hover.range == found.range and isinstance(hover.contents, types.MarkupContent)
            assert hover.contents.kind.value == kind and hover.contents.value.split("\n")[0] == first
            assert words in hover.contents.value
        for line, character in ((4, start - 1), (4, end + 1), (0, 0), (99, 0)):
            assert await editor.hover("file:///tmp/report.txt", line, character) is None

    in_editor(work, "--lang", language, textDocument={"hover": {"contentFormat": formats}} if formats else {})


def test_a_fix_is_offered_where_its_fault_is_and_says_what_it_does(italint: Run, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")

    async def work(editor: Editor) -> None:
        editor.open(SAMPLE.as_uri(), text, version=3)
        found = {str(one.code): one for one in (await editor.found()).diagnostics}
        safe, unsafe = found["ITA903"], found["ITA701"]
        (action,) = await editor.actions(SAMPLE.as_uri(), types.Range(*2 * [safe.range.start]), ["quickfix"])
        assert (action.title, action.kind, action.is_preferred) == (
            "แก้ “กาประชุม” เป็น “การประชุม” (ITA903)",
            types.CodeActionKind.QuickFix,
            True,
        )
        assert action.diagnostics == (safe,)
        version, edits = edits_of(action)
        assert (version, applied(text, edits)) == (3, text.replace("กาประชุม", "การประชุม"))
        (action,) = await editor.actions(SAMPLE.as_uri(), unsafe.range, ["quickfix"])
        assert (action.title, action.is_preferred) == ("แก้ “๒.๘๕” เป็น “๕.๘๕” (ITA701 ไม่แน่นอน ให้ตรวจก่อน)", None)
        editor.change(SAMPLE.as_uri(), 4, types.TextDocumentContentChangeWholeDocument(applied(text, edits)))
        assert len(codes(await editor.found())) == len(found_codes) - 1

    found_codes = [
        one["rule"]
        for one in json.loads(italint("check", SAMPLE, "--output-format", "json").out)["files"][0]["violations"]
    ]
    in_editor(work, **VERSIONED)


REPORTS = [path.name for path in sorted(SAMPLE.parent.glob("*.txt")) if path.suffixes == [".txt"]]


@pytest.mark.parametrize(("name", "resolves"), [*((name, False) for name in REPORTS), (SAMPLE.name, True)])
def test_mending_all_does_what_the_command_line_does(italint: Run, tmp_path: Path, name: str, resolves: bool) -> None:
    text = (SAMPLE.parent / name).read_text(encoding="utf-8")
    file = tmp_path / name
    file.write_text(text, encoding="utf-8", newline="")
    italint("check", file, "--fix")
    later = {"resolveSupport": {"properties": ["edit"]}} if resolves else {}

    async def work(editor: Editor) -> None:
        editor.open(file.as_uri(), text)
        await editor.found()
        anywhere = types.Range(*2 * [types.Position(0, 0)])
        for only in (None, ["source"], ["source.fixAll"], ["source.fixAll.italint"]):
            (action,) = await editor.actions(file.as_uri(), anywhere, only)
            assert (action.title, action.kind) == ("แก้ทุกจุดที่แก้ได้แน่นอน (italint)", "source.fixAll.italint")
            assert (action.edit is None) == resolves
        if resolves:
            action = await editor.client.code_action_resolve_async(action)
        assert applied(text, edits_of(action)[1]) == file.read_text(encoding="utf-8")
        for only in (["refactor"], ["source.organizeImports"], ["quickfix"]):
            assert await editor.actions(file.as_uri(), anywhere, only) == []

    in_editor(work, **VERSIONED, textDocument={"codeAction": later})


def test_an_editor_without_versions_gets_plain_edits() -> None:
    async def work(editor: Editor) -> None:
        editor.open("file:///tmp/report.txt", FAULTY)
        (found,) = (await editor.found()).diagnostics
        for action in await editor.actions("file:///tmp/report.txt", found.range):
            assert action.edit and action.edit.document_changes is None and action.edit.changes
            ((uri, edits),) = action.edit.changes.items()
            assert (uri, applied(FAULTY, list(edits))) == ("file:///tmp/report.txt", CLEAN)

    in_editor(work)


# What governs a text


BLANK = FAULTY.replace("สำนักปลัด", "-")
OWN_RULE = """
[[rule]]
code = "KK001"
name = "training-named"
element = "summary"
forbid = "ประชุมและอบรม"
message = "ให้บอกชื่อหลักสูตร"
"""


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('ignore = ["ITA903"]', ["ITA101"]),
        ('severity = { ITA101 = "info" }', ["ITA903", "ITA101"]),
        ('exclude = ["ราย*"]', []),
        ('[per-file-ignores]\n"*.txt" = ["ITA1"]', ["ITA903"]),
        ('[[waiver]]\nrule = "ITA101"\nreason = "คำสั่งที่ ๑/๒๕๖๖"', ["ITA903"]),
        (OWN_RULE, ["ITA903", "ITA101", "KK001"]),
    ],
)
def test_the_configuration_of_its_folder_governs_a_text(tmp_path: Path, settings: str, expected: list[str]) -> None:
    file = tmp_path / "รายงาน ๑.txt"
    (tmp_path / "italint.toml").write_text(settings, encoding="utf-8")

    async def work(editor: Editor) -> None:
        editor.open(file.as_uri(), BLANK)
        found = await editor.found()
        assert codes(found) == expected
        for one in found.diagnostics:
            hover = await editor.hover(file.as_uri(), one.range.start.line, one.range.start.character)
            assert hover and isinstance(hover.contents, types.MarkupContent) and str(one.code) in hover.contents.value

    in_editor(work)


@pytest.mark.parametrize(
    ("arguments", "variable", "settings", "expected"),
    [
        ((), None, "", "แก้: "),
        ((), None, 'lang = "en"', "fix: "),
        ((), "en", "", "fix: "),
        (("--lang", "th"), "en", 'lang = "en"', "แก้: "),
        (("--lang=en", "--isolated"), None, 'ignore = ["ITA9"]', "fix: "),
        (("--stdio",), "th", 'lang = "en"', "แก้: "),
    ],
)
def test_it_speaks_the_language_that_is_asked_for(
    tmp_path: Path,
    arguments: tuple[str, ...],
    variable: str | None,
    settings: str,
    expected: str,
) -> None:
    (tmp_path / "italint.toml").write_text(settings, encoding="utf-8")

    async def work(editor: Editor) -> None:
        editor.open((tmp_path / "r.txt").as_uri(), FAULTY)
        (found,) = (await editor.found()).diagnostics
        assert found.message.split("\n")[1].startswith(expected)

    in_editor(work, *arguments, variable=variable)


def test_what_the_baseline_knows_is_not_shown(italint: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.txt"
    file.write_text(FAULTY, encoding="utf-8")
    italint("baseline", "create", file)

    async def work(editor: Editor) -> None:
        editor.open(file.as_uri(), BLANK)
        assert codes(await editor.found()) == ["ITA101"]
        baseline = tmp_path / "italint-baseline.json"
        baseline.rename(tmp_path / "aside")
        editor.wrote(baseline)
        assert codes(await editor.found()) == ["ITA903", "ITA101"]
        (tmp_path / "aside").rename(baseline)
        editor.wrote(baseline)
        assert codes(await editor.found()) == ["ITA101"]

    in_editor(work, workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})


def test_settings_count_as_soon_as_they_are_written_and_faults_in_them_are_told_once(tmp_path: Path) -> None:
    settings, uris = tmp_path / "italint.toml", [(tmp_path / name).as_uri() for name in ("1.txt", "2.txt")]

    async def work(editor: Editor) -> None:
        async def results() -> list[list[str]]:
            return [codes(await editor.found()) for _ in uris]

        for uri in uris:
            editor.open(uri, BLANK)
        assert await results() == [["ITA903", "ITA101"]] * 2
        (watched,) = editor.registered
        assert watched.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        settings.write_text("ignore = ['ITA903']", encoding="utf-8")
        editor.wrote(settings)
        assert await results() == [["ITA101"]] * 2
        settings.write_text("ignor = ['ITA903']\nlang = 'xx'", encoding="utf-8")
        editor.wrote(settings)
        assert await results() == [[]] * 2
        # An editor that does not watch says at least what it saves.
        editor.save(uris[0])
        assert codes(await editor.found()) == []
        editor.change(uris[0], 2, types.TextDocumentContentChangeWholeDocument(FAULTY))
        assert codes(await editor.found()) == []
        settings.write_text("ignore = ['ITA101']", encoding="utf-8")
        editor.save(uris[0])
        assert await results() == [["ITA903"]] * 2
        assert await editor.said() == (
            f'{settings}:1: ไม่รู้จักคีย์ “ignor” หมายถึง ignore หรือไม่\n{settings}:2: “lang” ไม่รับค่า "xx" ใช้ได้: th, en'
        )
        assert editor.shown.empty()

    in_editor(work, workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})


def test_a_report_is_compared_with_the_plan_of_the_settings_as_it_was_last_saved(tmp_path: Path) -> None:
    (tmp_path / "italint.toml").write_text('against = "แผน.txt"\nselect = ["ITA80"]', encoding="utf-8")
    plan, report = tmp_path / "แผน.txt", tmp_path / "รายงาน.txt"
    head = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n"
    rows = [line.split("\t")[:5] for line in CLEAN.split("\n")[1:]]
    text = head + "\n".join(map("\t".join, rows))
    plan.write_text(text, encoding="utf-8")

    async def work(editor: Editor) -> None:
        editor.open(report.as_uri(), CLEAN)
        assert codes(await editor.found()) == []
        plan.write_text(text.replace("สำนักปลัด", "กองคลัง"), encoding="utf-8")
        editor.save(plan.as_uri())
        assert codes(await editor.found()) == ["ITA804"]

    in_editor(work)


def test_what_cannot_be_checked_does_not_look_as_if_nothing_were_wrong() -> None:
    async def work(editor: Editor) -> None:
        editor.open("file:///tmp/r.txt", "\x01" * 99)
        assert codes(await editor.found()) == []
        assert (await editor.said()).startswith("ตรวจ “/tmp/r.txt” ไม่ได้: ไฟล์นี้ไม่ใช่ข้อความ")
        editor.change("file:///tmp/r.txt", 2, types.TextDocumentContentChangeWholeDocument("\x01" * 98))
        assert codes(await editor.found()) == []
        assert editor.shown.empty()

    in_editor(work)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (
            Outcome("r.txt", "checked", crashes={"ITA102": "KeyError: 1", "ITA101": "ValueError"}),
            (
                "Rule ITA101 crashed (ValueError); its result is incomplete",
                "Rule ITA102 crashed (KeyError: 1); its result is incomplete",
            ),
        ),
        (ProfileError("2566.toml is damaged"), ("2566.toml is damaged",)),
    ],
)
def test_what_goes_wrong_in_a_check_is_told(
    monkeypatch: pytest.MonkeyPatch, outcome: Outcome | Exception, told: tuple[str, ...]
) -> None:
    def check(self: Checker, target: Target) -> Outcome:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(Checker, "check", check)
    document = Document("file:///r.txt", "r.txt", 1, Text(FAULTY, "utf-16"))
    document.govern(lambda path: Governed(Task(), Target(path, False), language="en"))
    document.check()
    assert (document.told, list(document.found), document.safe_edits()) == (told, [], [])


def test_a_server_that_fails_says_so_and_goes_on() -> None:
    broken = "import sys; from italint.lsp.documents import Document; from italint.__main__ import main; "
    broken += "sys.argv[1:] = ['lsp']; Document.check = lambda self: 1 / 0; main()"
    item = {"uri": "file:///r.txt", "languageId": "plaintext", "version": 1, "text": ""}
    said = BEGIN + message("textDocument/didOpen", params={"textDocument": item}) + message("shutdown", 2)
    done = subprocess.run([sys.executable, "-c", broken], input=said + message("exit"), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    bodies = re.findall(rb"\r\n\r\n(\{.*?\})(?=Content-Length: |$)", done.stdout)
    told = [json.loads(body) for body in bodies]
    assert [one["params"]["message"] for one in told if "method" in one] == [
        "ข้อผิดพลาดภายใน italint โปรดแจ้งผู้พัฒนา: ZeroDivisionError: division by zero"
    ]


# Beginning and end


def message(method: str, number: int | None = None, params: Any = None) -> bytes:
    body = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number is not None else {})
    data = json.dumps(body).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(data), data)


BEGIN = message("initialize", 1, {"processId": None, "rootUri": None, "capabilities": {}})


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (BEGIN + message("shutdown", 2) + message("exit"), 0),
        (BEGIN + message("exit"), 1),
        (BEGIN, 1),
        (b"", 1),
        (BEGIN + b"Content-Length: 9\r\n\r\nno json!!" + message("shutdown", 2) + message("exit"), 0),
        (BEGIN + message("italint/none", 2) + message("shutdown", 3) + message("exit"), 0),
    ],
)
def test_its_exit_code_says_whether_the_editor_took_leave(said: bytes, code: int) -> None:
    done = subprocess.run(COMMAND, input=said, capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (code, "")
    assert not said or done.stdout.startswith(b"Content-Length: ")


@pytest.mark.parametrize(
    ("arguments", "words"), [(("--lang", "xx"), "“xx”"), (("--port", "1"), "--port"), (("a.txt",), "--help")]
)
def test_wrong_usage_is_one_sentence(italint: Run, arguments: tuple[str, ...], words: str) -> None:
    done = italint("lsp", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1) and words in done.err


def test_without_its_extra_it_says_what_to_install(italint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("italint.lsp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    done = italint("lsp")
    assert (done.code, done.out) == (2, "")
    assert done.err == "italint: italint lsp ต้องใช้ pygls ซึ่งยังไม่ได้ติดตั้ง ติดตั้งด้วย pip install 'italint[lsp]'\n"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal as POSIX has it")
def test_in_a_terminal_it_says_who_starts_it() -> None:
    ours, theirs = os.openpty()
    done = subprocess.run([*COMMAND, "--lang", "en"], stdin=theirs, capture_output=True, encoding="utf-8")
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "italint: This is for editors (such as VS Code) to start; in a terminal use italint check\n"


# Texts


@given(st.text("aก😀é\n\r\f\u2028\ud83d", max_size=30), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_offset_is_the_place_that_it_becomes(text: str, encoding: str) -> None:
    read = Text(text, encoding)
    for offset in range(len(text) + 1):
        # Between CR and LF there is no place.
        there = offset - 1 if text[offset - 1 : offset + 1] == "\r\n" and offset else offset
        assert read.offset(read.position(offset)) == there
    assert read.offset(types.Position(99, 0)) == len(text)


@pytest.mark.parametrize(
    ("old", "new", "steps", "expected"),
    [
        ("abc", "axc", [Edit(Span(1, 2), "x")], [Edit(Span(1, 2), "x")]),
        ("abc", "xbx", [Edit(Span(2, 3), "x"), Edit(Span(0, 1), "x")], [Edit(Span(0, 1), "x"), Edit(Span(2, 3), "x")]),
        ("abc", "azc", [Edit(Span(1, 2), "x"), Edit(Span(1, 2), "z")], [Edit(Span(0, 3), "azc")]),
        ("abc", "abc", [], []),
    ],
)
def test_the_edits_of_all_fixes_can_be_made_at_once(
    old: str, new: str, steps: list[Edit], expected: list[Edit]
) -> None:
    assert edits_between(old, new, steps) == expected
