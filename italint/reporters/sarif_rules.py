"""The rules of a run as SARIF describes them, and the documents that they are based on as taxonomies."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..diagnostic import clip
from ..message import Language
from ..rule import Rule, Severity
from .pages import facts, page_markdown

LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
#: So many characters consumers take of a description.
_LONGEST = 1024


def describe_rules(rules: Sequence[Rule], language: Language) -> list[dict[str, Any]]:
    """Return a descriptor for each rule: what it asks and why, its page as help, how severe it is, its basis."""
    documents = {document: (index, clauses) for index, (document, clauses) in enumerate(_documents(rules).items())}
    return [_describe(rule, language, *documents[rule.basis.document]) for rule in rules]


def describe_bases(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Return each document that rules are based on as a taxonomy, its clauses as taxa."""
    return [
        {"name": document, "taxa": [{"id": clause} for clause in clauses]}
        for document, clauses in _documents(rules).items()
    ]


def _documents(rules: Sequence[Rule]) -> Mapping[str, list[str]]:
    """Return the clauses that rules name of each document; a rule that names none means the document itself."""
    documents: dict[str, list[str]] = {}
    for rule in rules:
        clauses = documents.setdefault(rule.basis.document, [])
        if (clause := rule.basis.clause or rule.basis.document) not in clauses:
            clauses.append(clause)
    return documents


def _describe(rule: Rule, language: Language, document: int, clauses: Sequence[str]) -> dict[str, Any]:
    known = facts(rule, None, language)
    severities: dict[str, Severity] = {kind: severity for kind, severity in known["severity"].items() if severity}
    default: Severity = min(severities.values(), key=list(LEVEL).index, default=rule.severity)
    title, text = rule.title(language), rule.page(language).partition("\n")[2]
    clause = rule.basis.clause or rule.basis.document
    basis = {"index": document, "name": rule.basis.document}
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": clip(title, _LONGEST)},
        "fullDescription": {"text": clip(text.strip() or title, _LONGEST)},
        "help": {"text": rule.page(language) or title, "markdown": page_markdown(rule, (language,))},
        "defaultConfiguration": {"level": LEVEL[default]},
        "relationships": [
            {"target": {"id": clause, "index": clauses.index(clause), "toolComponent": basis}, "kinds": ["relevant"]}
        ],
        "properties": {
            "tags": [rule.code[:-2], *severities, *(["fixable"] if rule.fixable else [])],
            "problem.severity": _PROBLEM[default],
            "severity": known["severity"],
        },
    }
