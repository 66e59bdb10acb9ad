"""`italint config`: what is in force for a file, and where each value comes from."""

from typing import Annotated, Any

import typer

from . import options
from .console import put, say, speak
from .project import Asked, load_project


def config(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help=say("ไฟล์หรือโฟลเดอร์", "a file or folder"))] = ".",
    output_format: options.OutputFormat = "full",
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    lang: options.Lang = None,
) -> None:
    """Print what is in force and where it comes from."""
    import os

    from ..config import Config, find_config
    from .project import read_config

    options.language_of(lang)
    options.choice("--output-format", output_format, ("full", "json"))
    project = load_project(Asked([path], config, isolated, use_baseline=False))
    found = project.first
    if not project.targets and not isolated and not config:
        file = find_config(path if os.path.isdir(path) else os.path.dirname(path))
        found = read_config(file) if file else Config()
        speak(found.get("lang"))
    values = [*_in_force(found)]
    if output_format == "json":
        import json

        described = {key: {"value": value, "from": origin} for key, value, origin in values}
        put(
            json.dumps({"file": found.path or None, "values": described}, ensure_ascii=False, indent=1, default=str)
            + "\n"
        )
        return
    put(f"# {found.path or say('ไม่มีไฟล์ตั้งค่า', 'no configuration file')}\n")
    lines = [f"{key} = {_toml(value)}" for key, value, _ in values]
    room = min(60, max(map(len, lines)))
    usual = say("ค่าเริ่มต้น", "default")
    put("".join(f"{line:<{room}}  # {origin or usual}\n" for line, (_, _, origin) in zip(lines, values, strict=True)))


def _in_force(config: Any) -> "list[tuple[str, Any, str | None]]":
    """Return key, value and origin (None: the default) of all that is in force; tables key by key."""
    values: dict[str, Any] = {"fail-level": "warning", "lang": "th", "select": ["ITA"], "ignore": []} | dict(
        config.values
    )
    rows: list[tuple[str, Any, str | None]] = []
    for key, value in values.items():
        if key in ("waiver", "rule"):
            held = config.rules if key == "rule" else config.waivers
            for index, entry in enumerate(value):
                source = held[index][1] if key == "rule" else held[index][0].source
                rows.append((f"{key}[{index + 1}]", entry, source))
        elif isinstance(value, dict):
            rows += [(f"{key}.{name}", entry, config.origins.get(f"{key}.{name}")) for name, entry in value.items()]
        else:
            rows.append((key, value, config.origins.get(key)))
    return rows


def _toml(value: Any) -> str:
    import json

    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False, default=str)
