"""What can be wrong with a configuration, and how it is said: where, under which key, and what to write instead."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..message import Message
from ..rule import Rule
from .places import Key


class Problem(NamedTuple):
    """One thing wrong with a configuration."""

    path: str
    line: int
    message: Message
    values: Mapping[str, object]


class ConfigError(Exception):
    """A configuration that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(problems)} problems")


#: A key, what is wrong with it, and the values of the message (beside the key).
Fault = tuple[Key, Message, dict[str, object]]


def like(word: str, known: Sequence[str]) -> Message:
    """Return a sentence that names what was probably meant, or else what there is."""
    near = _near(word, known)
    if near:
        return Message(f"หมายถึง {near} หรือไม่", f"did you mean {near}?")
    allowed = ", ".join(known[:12]) + ("…" if len(known) > 12 else "")
    return Message(f"ใช้ได้: {allowed}", f"there are: {allowed}")


def like_rule(word: str, rules: Sequence[Rule]) -> Message:
    """Return a sentence that names the rule that was probably meant, or where to see all."""
    near = _near(word, [name for rule in rules for name in (rule.code, rule.name)])
    return Message(f"หมายถึง {near} หรือไม่", f"did you mean {near}?") if near else _SEE_RULES


def _near(word: str, known: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    # All codes share their first letters, so what is meant must be much alike; slips are rare in the beginning.
    near = get_close_matches(word, known, 20, 0.75) or get_close_matches(word.upper(), known, 20, 0.75)
    begins = word[:5].lower()
    return next((name for name in near if name.lower().startswith(begins)), near[0] if near else None)


def explain_syntax(error: Exception, text: str) -> tuple[int, dict[str, object]]:
    """Return the line and the reason of what a TOML parser could not read, with a hint; for NO_TOML."""
    lines = text.split("\n")
    place = re.search(r" \(at line (\d+)", str(error))
    number = int(place[1]) if place else max(1, len(lines) - (not lines[-1]))
    if re.match(r"<{7}|={7}|>{7}", lines[number - 1]):
        return number, {"reason": "<<<<<<<", "hint": MERGE}
    reason = re.sub(r" \(at .*", "", str(error))
    return number, {"reason": reason, "hint": next(hint for words, hint in _HINTS if re.search(words, reason))}


def explain(error: Any) -> Iterator[Fault]:
    """Yield what a validation error of jsonschema means; errors of one entry may mean the same."""
    key: Key = tuple(error.absolute_path)
    value, told, schema = error.instance, {"value": _short(error.instance)}, error.schema
    if error.validator == "additionalProperties":
        allowed = list(schema.get("properties", ()))
        for name in sorted(set(value) - set(allowed)):
            yield (*key, name), _UNKNOWN_KEY, {"like": like(name, allowed)}
    elif error.validator == "anyOf":
        # Where one kind fits and something within is wrong, that is what has to be mended.
        inner = [e for e in error.context if e.validator != "type" or len(e.absolute_path) > len(key)]
        for e in inner:
            yield from explain(e)
        if not inner:
            names = [_wanted(kind, key, value) for kind in schema["anyOf"]]
            wanted = Message(" หรือ".join(name.th for name in names), " or ".join(name.en for name in names))
            yield key, _TYPE, told | {"wanted": wanted}
    elif error.validator == "type":
        yield key, _TYPE, told | {"wanted": _wanted(schema, key, value)}
    elif error.validator == "enum":
        yield key, _VALUE, told | {"like": like(str(value), [str(entry) for entry in error.validator_value])}
    elif error.validator == "required":
        yield key, _LACKS, {"lacking": "”, “".join(name for name in error.validator_value if name not in value)}
    elif error.validator == "oneOf":
        if isinstance(value, dict):
            yield key, _ONE_OF, {}
    elif "examples" in schema:
        yield key, _VALUE, told | {"like": _write(schema["examples"])}
    elif "minimum" in schema:
        yield key, _VALUE, told | {"like": _within(value, schema["minimum"], schema.get("maximum"))}
    else:
        yield key, _EMPTY, {}


def _wanted(schema: Mapping[str, Any], key: Key, value: object) -> Message:
    """Say what should stand there."""
    if schema["type"] == "array" and schema["items"].get("type") == "object":
        return Message(f"รายการที่แต่ละข้อขึ้นต้นด้วย [[{key[-1]}]]", f"entries that begin with [[{key[-1]}]]")
    if schema["type"] == "array" and isinstance(value, str):
        example = _short(value).replace("{", "{{").replace("}", "}}")
        return Message(f"รายการ เช่น [{example}]", f"a list, such as [{example}]")
    return _NAMES[schema["type"]]


def _write(examples: Sequence[str]) -> Message:
    shown = ", ".join(examples)
    return Message(f"เขียนอย่าง {shown}", f"write it like {shown}")


def _within(value: float, least: int, most: int | None) -> Message:
    if most is None:
        return Message(f"ต้องไม่น้อยกว่า {least}", f"it begins with {least}")
    if least <= value + 543 <= most:
        return Message(
            f"ต้องเป็น พ.ศ. หมายถึง {value + 543} หรือไม่", f"years are of the Buddhist era; did you mean {value + 543}?"
        )
    return Message(f"ใช้ได้: {least} ถึง {most}", f"it takes {least} to {most}")


def _short(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) < 60 else shown[:57] + "…"


_NAMES = {
    "string": Message("ข้อความ", "text"),
    "integer": Message("จำนวนเต็ม", "a whole number"),
    "number": Message("ตัวเลข", "a number"),
    "boolean": Message(" true หรือ false", "true or false"),
    "array": Message("รายการ […]", "a list […]"),
    "object": Message("ตาราง", "a table"),
}
_SEE_RULES = Message("ดูทั้งหมดด้วย italint rules", "see all with italint rules")
#: What is left behind where two people changed the same lines.
MERGE = Message("รวมการแก้ไขของ git ที่ชนกันยังไม่เสร็จ", "a merge conflict of git is not yet resolved")
#: What the messages of tomllib hint at; the last fits all.
_HINTS = (
    (
        r"overwrite|twice|declare|mutate|Duplicate",
        Message("คีย์หรือตารางนี้มีอยู่แล้ว ให้รวมไว้ที่เดียว", "this key or table is there already; put both into one"),
    ),
    (
        r"Unescaped|escape",
        Message(r"ข้อความที่มี \ เช่น \d ให้อยู่ในเครื่องหมาย '…'", r"put words with a \, such as \d, into single quotes: '…'"),
    ),
    (
        r"Illegal character|Unterminated|Expected \"'",
        Message("ปิดเครื่องหมายคำพูดในบรรทัดเดียวกัน", "close the quotes on the same line"),
    ),
    (
        r"Invalid value|Invalid date|number",
        Message(
            'ข้อความต้องอยู่ในเครื่องหมาย "…" ตัวเลขใช้เลขอารบิก',
            'words stand in quotes, "…"; numbers have Arabic digits',
        ),
    ),
    (
        r"Unclosed|bracket|\]|\}|array",
        Message("ตรวจวงเล็บและจุลภาค ในบรรทัดก่อนหน้าด้วย", "look at brackets and commas, on the lines above too"),
    ),
    (
        "",
        Message(
            'แต่ละบรรทัดเขียนอย่าง key = "ค่า" คีย์ภาษาไทยต้องอยู่ในเครื่องหมาย "…"',
            'a line reads key = "value"; keys in Thai stand in quotes',
        ),
    ),
)

UNREADABLE = Message("อ่านไฟล์ตั้งค่าไม่ได้: {reason}", "the configuration cannot be read: {reason}")
NO_UTF_8 = Message("ไฟล์ตั้งค่าไม่ใช่ UTF-8 ให้บันทึกใหม่เป็น UTF-8", "the configuration is not in UTF-8; save it as UTF-8")
NO_TOML = Message("ไม่ใช่ TOML ที่ถูกต้อง ({reason}) {hint}", "this is no valid TOML ({reason}); {hint}")
TOO_DEEP = Message("วงเล็บซ้อนกันลึกเกินไป", "brackets are nested too deeply")
UNKNOWN_RULE = Message("“{key}”: ไม่รู้จักข้อตรวจ “{rule}” {like}", "“{key}”: there is no rule “{rule}”; {like}")
TAKEN = Message("“{key}”: “{value}” เป็นของข้อตรวจอื่นแล้ว ให้ใช้ชื่ออื่น", "“{key}”: “{value}” is a rule already; choose another")
PATTERN = Message("“{key}”: รูปแบบ {value} ใช้ไม่ได้: {reason}", "“{key}”: the pattern {value} cannot be used: {reason}")
FILES = Message(
    "“{key}”: รูปแบบชื่อไฟล์ {value} ใช้ไม่ได้ เขียนแบบ .gitignore เช่น reports/*.txt",
    "“{key}”: {value} names no files; write it as in .gitignore, such as reports/*.txt",
)
DAY = Message("“{key}”: ไม่มีวันที่ {value} (เขียนอย่าง 2026-12-31)", "“{key}”: {value} is no day (write 2026-12-31)")
NO_FILE = Message("“{key}”: ไม่พบไฟล์ {file}", "“{key}”: {file} does not exist")
CIRCLE = Message("“{key}”: {file} อ้างกลับมาที่ไฟล์นี้", "“{key}”: {file} leads back to this file")
MANDATORY = Message(
    "“{key}”: ข้อตรวจ {rule} เป็นข้อบังคับ (mandatory) จึงปิด ยกเว้น หรือเปลี่ยนระดับไม่ได้",
    "“{key}”: rule {rule} is mandatory; it cannot be switched off, waived or changed",
)
NO_TABLE = Message("[{key}] ต้องเป็นตาราง", "[{key}] must be a table")
_UNKNOWN_KEY = Message("ไม่รู้จักคีย์ “{key}” {like}", "there is no key “{key}”; {like}")
_TYPE = Message("“{key}” ต้องเป็น{wanted} แต่เป็น {value}", "“{key}” must be {wanted}, not {value}")
_VALUE = Message("“{key}” ไม่รับค่า {value} {like}", "“{key}” does not take {value}; {like}")
_EMPTY = Message("“{key}” ต้องไม่ว่าง", "“{key}” must not be empty")
_LACKS = Message("“{key}” ขาด “{lacking}”", "“{key}” lacks “{lacking}”")
_ONE_OF = Message("“{key}” ต้องมี require หรือ forbid อย่างใดอย่างหนึ่ง", "“{key}” needs either require or forbid, not both")
