"""The server: keeps the documents that are open, checks them as they change, and answers the editor."""

import asyncio
import logging
import os
from collections.abc import Generator, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path, urlparse

from .. import __version__
from ..message import Language, Message
from . import answers
from .answers import FIX_ALL, Client
from .documents import Document, Find
from .texts import Text

#: So many seconds after the last key a text is checked.
_DELAY = 0.25
#: Documents of other kinds are views of something: an older version, an editor's own page.
_SCHEMES = ("file", "untitled")
_WATCHED = ("**/*.toml", "**/*baseline*.json")


class _Protocol(LanguageServerProtocol):
    """Leaves texts and their changes to the server, which counts lines otherwise than pygls."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None


class Server(LanguageServer):
    """The state of one session with one editor. `ended` tells that the editor ended it as it should."""

    def __init__(self, find: Find, language: Language, troubles: Sequence[str]) -> None:
        super().__init__("italint", __version__, protocol_cls=_Protocol)
        self.find, self.language, self.troubles = find, language, troubles
        self.documents: dict[str, Document] = {}
        self.ended = False
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    @property
    def client(self) -> Client:
        """What the editor can do."""
        encoding = self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16
        return answers.read_client(self.client_capabilities, types.PositionEncodingKind(encoding).value)

    def take_in(self, item: types.TextDocumentItem) -> None:
        """Take in a document and check it."""
        scheme = urlparse(item.uri)[0]
        if scheme in _SCHEMES:
            path = to_fs_path(item.uri) or str(PurePath(self.workspace.root_path or "", urlparse(item.uri)[2]))
            text = Text(item.text, self.client.encoding)
            document = self.documents[item.uri] = Document(item.uri, path, item.version, text)
            self.renew(document)

    def close(self, uri: str) -> None:
        """Forget a document."""
        self._stop_waiting(uri)
        if self.documents.pop(uri, None):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def renew(self, document: Document) -> None:
        """Find out anew what governs a document, and check it."""
        told = self._told(document)
        document.govern(self.find)
        self._check(document, told)

    def check_soon(self, document: Document) -> None:
        """Check a document when nobody has changed it for a moment."""
        self._stop_waiting(document.uri)
        loop = asyncio.get_running_loop()
        self._waiting[document.uri] = loop.call_later(_DELAY, self._check_late, document.uri)

    def _check_late(self, uri: str) -> None:
        try:
            self.checked(uri)
        except Exception as error:
            self.report_server_error(JsonRpcInternalError(f"{type(error).__name__}: {error}"), JsonRpcInternalError)

    def checked(self, uri: str) -> Document | None:
        """Return a document that is checked as it is now."""
        document = self.documents.get(uri)
        if document and uri in self._waiting:
            self._check(document, self._told(document))
        return document

    def _check(self, document: Document, told: set[str]) -> None:
        self._stop_waiting(document.uri)
        if document.governed:
            document.check()
        for sentence in document.told:
            if sentence not in told:
                self.tell(sentence)
        found = answers.diagnostics(document)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, found, document.version))

    def tell(self, sentence: str) -> None:
        """Show a sentence to the user."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, sentence))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the user what failed, where the editor waits for no answer that would say so."""
        if source is not FeatureRequestError:
            self.tell(_FAILED.render(self.language, {"what": error}))

    def _told(self, document: Document) -> set[str]:
        """Return what was told already: of this document, and of others that the same befell."""
        return {sentence for other in self.documents.values() for sentence in other.told} | set(document.told)

    def _stop_waiting(self, uri: str) -> None:
        if timer := self._waiting.pop(uri, None):
            timer.cancel()


_FAILED = Message(
    "ข้อผิดพลาดภายใน italint โปรดแจ้งผู้พัฒนา: {what}", "an internal error of italint, please report it: {what}"
)


def serve(find: Find, language: Language, troubles: Sequence[str], source: BinaryIO, sink: BinaryIO) -> bool:
    """Serve one editor until it goes; `troubles` are told to its user. Return whether it took leave as it should."""
    # What fails is told to the user; tracebacks help nobody.
    logging.getLogger().addHandler(logging.NullHandler())
    server = Server(find, language, troubles)
    for name, (handler, options) in _HANDLERS.items():
        server.feature(name, options)(handler)
    server.start_io(source, sink)
    return server.ended


def _initialized(ls: Server, _: types.InitializedParams) -> None:
    for sentence in ls.troubles:
        ls.tell(sentence)
    if ls.client.watches:
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        watched = types.Registration("italint-settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(types.RegistrationParams([watched]))


def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.take_in(params.text_document)


def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    if document := ls.documents.get(params.text_document.uri):
        document.text = document.text.changed(params.content_changes)
        document.version = params.text_document.version
        ls.check_soon(document)


def _saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    _renew(ls, [params.text_document.uri])


def _files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    _renew(ls, [event.uri for event in params.changes])


def _renew(ls: Server, uris: Sequence[str]) -> None:
    """Check the documents of which something was written: themselves, or a file that decides about them."""
    paths = {os.path.realpath(path) for uri in uris if (path := to_fs_path(uri))}
    for document in ls.documents.values():
        if document.depends(uris, paths):
            ls.renew(document)


def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    document = ls.checked(params.text_document.uri)
    return answers.hover(document, params.position, ls.client) if document else None


def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    document = ls.checked(params.text_document.uri)
    return list(answers.actions(document, params, ls.client)) if document else []


def _resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    data = action.data if isinstance(action.data, dict) else {}
    document = ls.checked(str(data.get("uri")))
    return answers.resolve(action, document, ls.client) if document else action


def _shut_down(ls: Server, _: None) -> None:
    ls.ended = True


_HANDLERS: dict[str, tuple[Any, Any]] = {
    types.INITIALIZED: (_initialized, None),
    types.SHUTDOWN: (_shut_down, None),
    types.TEXT_DOCUMENT_DID_OPEN: (_opened, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (_changed, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_saved, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (_closed, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_files_changed, None),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _actions,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    ),
    types.CODE_ACTION_RESOLVE: (_resolve, None),
}
