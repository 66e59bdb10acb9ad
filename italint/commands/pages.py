"""`italint rules`, `explain` and `schema`: what italint knows, written out."""

from typing import Annotated

import typer

from . import options
from .console import INCOMPLETE, put, warn_of_failures


def rules(output_format: options.OutputFormat = "full", year: options.Year = None, lang: options.Lang = None) -> None:
    """List every rule."""
    from ..registry import load_rules
    from ..reporters import pages

    language = options.language_of(lang)
    options.choice("--output-format", output_format, ("full", "json"))
    registry = load_rules()
    write = pages.list_json if output_format == "json" else pages.list_text
    put(write(registry.rules, options.fiscal_year(year), language))
    warn_of_failures(registry)
    if registry.failures:
        raise typer.Exit(INCOMPLETE)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE")],
    output_format: options.OutputFormat = "full",
    year: options.Year = None,
    lang: options.Lang = None,
) -> None:
    """Print the page of a rule."""
    from ..registry import load_rules
    from ..reporters import pages
    from ..rule import find

    language = options.language_of(lang)
    options.choice("--output-format", output_format, ("full", "json"))
    known = load_rules().rules
    found = find(known, rule)
    if found is None:
        raise options.unknown_rule(rule, known)
    write = pages.page_json if output_format == "json" else pages.page_text
    put(write(found, options.fiscal_year(year), language))


def schema(name: Annotated[str, typer.Argument(metavar="check|parse|config")], lang: options.Lang = None) -> None:
    """Print a JSON Schema."""
    from importlib.resources import files

    options.language_of(lang)
    options.choice("NAME", name, ("check", "parse", "config"))
    if name != "config":
        put(files("italint.schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))
        return
    import json

    from ..config.schema import config_schema
    from ..registry import load_rules

    put(json.dumps(config_schema(load_rules().rules), ensure_ascii=False, indent=2) + "\n")
