"""What is said of a document in the words of the protocol: its violations, the pages of their rules, and fixes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lsprotocol import types
from pygls.capabilities import get_capability

from ..diagnostic import Diagnostic, clip
from ..message import Language, Message
from ..reporters.officer import MEND
from ..rule import Edit, Fix, find
from ..spans import Span
from .documents import Document

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.italint"
_SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_LONGEST_WORDS = 40


class Client(NamedTuple):
    """What an editor can do: the units it counts in, edits of a version, actions whose edits come later, Markdown."""

    encoding: str
    versions: bool
    resolves: bool
    markdown: bool
    watches: bool


def read_client(capabilities: types.ClientCapabilities, encoding: str) -> Client:
    """Return what an editor says it can do."""
    resolved = get_capability(capabilities, "text_document.code_action.resolve_support.properties", [])
    formats = get_capability(capabilities, "text_document.hover.content_format", [])
    return Client(
        encoding,
        bool(get_capability(capabilities, "workspace.workspace_edit.document_changes")),
        "edit" in resolved,
        not formats or types.MarkupKind.Markdown in formats,
        bool(get_capability(capabilities, "workspace.did_change_watched_files.dynamic_registration")),
    )


def diagnostics(document: Document) -> list[types.Diagnostic]:
    """Return the violations of a document."""
    return [_diagnostic(violation, document) for violation in document.found]


def _diagnostic(violation: Diagnostic, document: Document) -> types.Diagnostic:
    language = document.language
    return types.Diagnostic(
        document.text.range(violation.span),
        f"{violation.sentence(language)}\n{MEND.render(language, {})}: {violation.advice(language)}",
        _SEVERITY[violation.severity],
        violation.code,
        source="italint",
        data={"fingerprint": violation.fingerprint},
    )


def hover(document: Document, position: types.Position, client: Client) -> types.Hover | None:
    """Return the pages of the rules whose violations lie at a position."""
    from ..reporters.pages import page_markdown, page_text

    touched = _at(document.found, document.text.offset(position))
    rules = document.governed.rules if document.governed else ()
    found = [rule for code in dict.fromkeys(violation.code for violation in touched) if (rule := find(rules, code))]
    if not found:
        return None
    language = document.language
    if client.markdown:
        kind, pages = types.MarkupKind.Markdown, [page_markdown(rule, (language,)) for rule in found]
    else:
        kind, pages = types.MarkupKind.PlainText, [page_text(rule, None, language) for rule in found]
    return types.Hover(types.MarkupContent(kind, "\n---\n\n".join(pages)), document.text.range(touched[0].span))


def _at(found: Sequence[Diagnostic], offset: int) -> list[Diagnostic]:
    """Return the violations at an offset, else those that end there: the pointer often stands behind the words."""
    inside = [one for one in found if one.span.start <= offset < max(one.span.end, one.span.start + 1)]
    return inside or [one for one in found if one.span.end == offset]


def actions(document: Document, asked: types.CodeActionParams, client: Client) -> Iterator[types.CodeAction]:
    """Yield what can be done about the violations at a range: their fixes, and all safe fixes of the document."""
    only = asked.context.only
    if _is_wanted(types.CodeActionKind.QuickFix.value, only):
        place = document.text.span(asked.range)
        for violation in document.found:
            if violation.fix and violation.fix.edits and _touches(violation, violation.fix, place):
                yield _quick_fix(violation, violation.fix, document, client)
    if _is_wanted(FIX_ALL, only) and any(found.fix and found.fix.safe for found in document.found):
        action = types.CodeAction(_ALL.render(document.language, {}), FIX_ALL, data={"uri": document.uri})
        if client.resolves or resolve(action, document, client).edit:
            yield action


def resolve(action: types.CodeAction, document: Document, client: Client) -> types.CodeAction:
    """Add to the action that mends all what it does to the document as it is now."""
    edits = document.safe_edits()
    action.edit = _workspace_edit(edits, document, client) if edits else None
    return action


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Tell whether an editor wants actions of a kind: it asks for that, for a wider one, or for any."""
    if not only:
        return True
    kinds = [one.value if isinstance(one, types.CodeActionKind) else one for one in only]
    return any(kind == one or kind.startswith(f"{one}.") or not one for one in kinds)


def _touches(violation: Diagnostic, fix: Fix, place: Span) -> bool:
    spans = (violation.span, *(edit.span for edit in fix.edits))
    return any(span.start <= place.end and place.start <= span.end for span in spans)


def _quick_fix(violation: Diagnostic, fix: Fix, document: Document, client: Client) -> types.CodeAction:
    return types.CodeAction(
        _title(violation, fix, document.text.text, document.language),
        types.CodeActionKind.QuickFix,
        [_diagnostic(violation, document)],
        fix.safe or None,
        edit=_workspace_edit(fix.edits, document, client),
    )


def _title(violation: Diagnostic, fix: Fix, text: str, language: Language) -> str:
    """Say what a fix does: the words from its first to its last edit, and what becomes of them."""
    edits = sorted(fix.edits)
    at = edits[0].span.start
    old, new = text[at : max(edit.span.end for edit in edits)], ""
    for edit in edits:
        new += text[at : edit.span.start] + edit.text
        at = edit.span.end
    words = {"old": clip(" ".join(old.split()), _LONGEST_WORDS), "new": clip(" ".join(new.split()), _LONGEST_WORDS)}
    if words["old"] == words["new"]:
        # Nothing but blanks, or nothing that could be seen of it.
        told = violation.advice(language)
    else:
        told = (_CHANGE if words["old"] and words["new"] else _ADD if words["new"] else _CUT).render(language, words)
    return (_SAFE if fix.safe else _UNSAFE).render(language, {"told": told, "code": violation.code})


def _workspace_edit(edits: Iterable[Edit], document: Document, client: Client) -> types.WorkspaceEdit:
    made = document.text.edits(edits)
    if not client.versions:
        return types.WorkspaceEdit({document.uri: made})
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, made)])


_CHANGE = Message("แก้ “{old}” เป็น “{new}”", "Change “{old}” to “{new}”")
_ADD = Message("เติม “{new}”", "Add “{new}”")
_CUT = Message("ตัด “{old}” ออก", "Take “{old}” out")
_SAFE = Message("{told} ({code})", "{told} ({code})")
_UNSAFE = Message("{told} ({code} ไม่แน่นอน ให้ตรวจก่อน)", "{told} ({code}; uncertain, check it first)")
_ALL = Message("แก้ทุกจุดที่แก้ได้แน่นอน (italint)", "Mend all that is certain (italint)")
