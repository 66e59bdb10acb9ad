"""The generated pages of docs/rules are those of the rules; `pytest --update` writes them anew."""

from pathlib import Path

import pytest

from italint.registry import load_rules
from italint.reporters import pages
from italint.rule import Rule

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
RULES = load_rules().rules
PAGES = {f"{rule.code}.md": rule for rule in RULES}


def compare(file: Path, text: str, update: bool) -> None:
    if update:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.exists(), f"{file.name} is missing; write it with pytest --update"
    assert file.read_bytes().decode("utf-8") == text, "the page is not the rule's; write it anew with pytest --update"


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, request: pytest.FixtureRequest) -> None:
    compare(FOLDER / name, pages.page_markdown(PAGES[name]), request.config.getoption("--update"))


def test_index(request: pytest.FixtureRequest) -> None:
    compare(FOLDER / "README.md", pages.index_markdown(RULES), request.config.getoption("--update"))


def test_no_page_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == {*PAGES, "README.md"}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.options], ids=lambda rule: rule.code)
def test_the_page_says_what_each_option_does(rule: Rule) -> None:
    for language in ("th", "en"):
        page = rule.page(language)  # type: ignore[arg-type]
        assert [name for name in rule.options()._fields if name.replace("_", "-") not in page] == []  # type: ignore[misc]
