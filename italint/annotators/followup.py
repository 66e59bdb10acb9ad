"""Follow-up in the wording of a text: who watches over a measure, and to whom its result is reported."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ..text import Text
from ..vocabulary import either, kept, load

Ranges = tuple[tuple[int, int], ...]

_ITEM = re.compile(r"(?<![\d./])\d{1,2}(?:\.\d{1,2}){0,2}[.)](?![\d)])|[•●▪◦;]")
_NEAR = 90
_MONITOR = "ติดตาม"
_REPORT = re.compile("รายงาน(?:สรุป)?(?P<result>ผล)?(?:การ)?")
_FORMS = ("แบบ", "ฟอร์ม")
_AUDIT = ("หน่วย", "งาน", "ผู้", "กลุ่ม")
_LEADS_TO_REPORT = ("และ", _MONITOR, "แล้ว", "ต้อง", "เพื่อ", "พร้อม", "พร้อมทั้ง")
_RESULT = re.compile("สรุป|รายงาน|ผลการ|ผลโครงการ|แจ้งผล")
_ASSIGNED = re.compile(r".*(?:มอบหมายให้|มอบหมาย|มอบ|โดยให้)(?P<who>[ก-๎.]{3,40}?)(?:เป็นหน่วย|เป็นผู้|เป็น|ทำหน้าที่|ดำเนินการ)?$")
# Where the name of a receiver ends, at the latest.
_NAME_ENDS = (
    "ทราบ|ได้|รับ|เพื่อ|และ(?!ประเมิน)|สมาชิก|หรือ|เป็น|ทุก|ประจำ|พิจารณา|(?<!ติด)ตาม"
    "|ใน|ผ่าน|รอบ|จัด|อย่าง|ต่อไป|โดย|เดือนละ|ปีละ|ให้|สั่ง|ราย"
)
_ROUND = re.compile(
    r"รอบ ?(?:ที่ ?)?\d{1,2} ?เดือน ?(?:แรก|หลัง)?|รอบ ?(?:เดือน ?[ก-๎]{6,10}|(?:ที่ ?)?\d{1,2})"
    r"|ทุก ?ๆ? ?(?:\d{1,2} ?)?(?:เดือน|ไตรมาส|ปี|สัปดาห์|วัน)|(?:เดือน|ปี|ไตรมาส|สัปดาห์) ?ละ ?\d{1,2} ?ครั้ง"
    r"|(?:ราย|ประจำ) ?(?:เดือน|ไตรมาส|สัปดาห์)|สิ้น ?(?:ปีงบประมาณ|ไตรมาส)"
)


class FollowUp(NamedTuple):
    """Where a text speaks of monitoring, reporting and supervision, as ranges of its characters, in order.

    `who` follows up or receives, `round` is when: as found, for information only.
    """

    monitoring: Ranges
    reporting: Ranges
    supervision: Ranges
    who: str | None
    round: str | None

    @property
    def strength(self) -> Literal["full", "partial", "weak"] | None:
        """Return `full` for monitoring and reporting, `partial` for one of them, `weak` for supervision alone."""
        if self.monitoring and self.reporting:
            return "full"
        if self.monitoring or self.reporting:
            return "partial"
        return "weak" if self.supervision else None


_NOTHING = FollowUp((), (), (), None, None)


def read_follow_up(text: Text, *, own_place: bool) -> FollowUp:
    """Read the follow-up that a text speaks of.

    `own_place` says that the text stands in a follow-up column or label, where checking and
    evaluating count as monitoring, and any report, proposal or summary of results as reporting.
    """
    return _read(text.value, own_place)


@kept(most=2048)
def _read(value: str, own_place: bool) -> FollowUp:
    text = Text.plain(value, 0)
    tight, indexes = text.tight
    words = _words()
    if not any(word in tight for word in words.screen):
        return _NOTHING
    monitoring = _apart(_monitoring(tight, own_place=own_place))
    reports = list(_reporting(tight))
    reporting = _apart([report[:2] for report in reports] + (list(_own_reporting(tight)) if own_place else []))
    supervision = _apart((at, at + len(act)) for act in words.supervision for at in _places(tight, act))
    found = sorted(monitoring + reporting)
    return FollowUp(
        _in_text(indexes, monitoring),
        _in_text(indexes, reporting),
        _in_text(indexes, supervision),
        _who(text, reports, monitoring),
        _round(text, indexes[found[0][0]], indexes[found[-1][1] - 1] + 1) if found else None,
    )


def _in_text(indexes: Sequence[int], ranges: list[tuple[int, int]]) -> Ranges:
    return tuple((indexes[start], indexes[end - 1] + 1) for start, end in ranges)


def _monitoring(tight: str, *, own_place: bool) -> Iterator[tuple[int, int]]:
    words = _words()
    for at in _places(tight, _MONITOR):
        end = at + len(_MONITOR)
        start = at
        for prefix in words.before:
            if tight.endswith(prefix, 0, at):
                start = at - len(prefix)
                break
        before = tight[max(0, start - _NEAR) : start]
        if words.name.search(before) or words.reader.search(before) or tight.startswith(words.readers, end):
            continue
        if tight.startswith("ข้อมูล", end) and words.public.search(before):
            continue
        behind = words.behind.match(tight, end)
        yield start, behind.end() if behind else end
    for word in words.checks if own_place else ():
        for at in _places(tight, word):
            end = at + len(word)
            before = tight[max(0, at - _NEAR) : at]
            audit = tight.startswith("ภายใน", end) and before.endswith(_AUDIT)
            # โปร่งใสตรวจสอบได้ is a quality, หน่วยตรวจสอบภายใน a unit.
            if not (
                words.name_of_checks.search(before)
                or words.name.search(before)
                or audit
                or (word == "ตรวจสอบ" and tight.startswith("ได้", end))
            ):
                yield at, end


def _reporting(tight: str) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of each report with its receiver ("" for none)."""
    words = _words()
    for at in _places(tight, "รายงาน"):
        head = _REPORT.match(tight, at)
        before = tight[max(0, at - 12) : at]
        if not head or before.endswith((*_FORMS, *words.denials)):
            continue
        end = head.end()
        stop = _stop(tight, end)
        handed = words.handed.search(tight, end, stop) or words.told.search(tight, end, stop)
        receiver = words.receiver.match(tight, handed.end() if handed else end)
        if receiver:
            yield at, receiver.end(), receiver[0]
        elif doing := (words.doing_with_result if head["result"] else words.doing).match(tight, end):
            yield at, doing.end(), ""
        elif _is_bare(tight, head, before):
            yield at, end, ""
    for at in _places(tight, "เสนอ"):
        handed = words.handed.match(tight, at)
        receiver = words.receiver.match(tight, handed.end()) if handed else None
        if receiver and _is_on_a_result(tight, at, receiver.end()):
            yield at, receiver.end(), receiver[0]
    for word in ("สรุปผล", "แจ้งผล"):
        for at in _places(tight, word):
            told = words.told.search(tight, at, _stop(tight, at))
            receiver = words.receiver.match(tight, told.end()) if told else None
            if receiver:
                yield at, receiver.end(), receiver[0]


def _stop(tight: str, at: int) -> int:
    """Return how far the receiver of what is reported at `at` may stand: not beyond the item or the next report."""
    item = _ITEM.search(tight, at, at + _NEAR)
    stop = item.start() if item else min(len(tight), at + _NEAR)
    report = tight.find("รายงาน", at, stop)
    return stop if report < 0 else report


def _is_bare(tight: str, head: re.Match[str], before: str) -> bool:
    """Tell whether รายงานผล stands without object, or the verb รายงาน with nothing but its round."""
    words, end = _words(), head.end()
    if head[0].endswith("การ"):
        return False
    if tight.startswith(words.behind_report, end):
        return True
    closed = tight[end : end + 1] in ("", *".,;:()/-") or bool(_ITEM.match(tight, end))
    if head["result"]:
        return closed or tight.startswith(words.behind_result, end)
    return closed and before.endswith(_LEADS_TO_REPORT)


def _is_on_a_result(tight: str, at: int, end: int) -> bool:
    """Tell whether what is proposed upwards is a result; a plan handed up for approval is no report."""
    words = _words()
    before = tight[max(0, at - 60) : at]
    if before.endswith("ข้อ"):
        return False
    if _RESULT.search(before):
        return True
    return not (words.approval.search(tight, end, end + 60) or words.proposal.search(before))


def _own_reporting(tight: str) -> Iterator[tuple[int, int]]:
    words = _words()
    for word in words.own_reports:
        for at in _places(tight, word):
            end = at + len(word)
            before = tight[max(0, at - 12) : at]
            # Forms, minutes and advice report nothing.
            no_act = before.endswith((*_FORMS, "ข้อ", *words.denials))
            if not no_act and not tight.startswith(("การประชุม", "ประชุม", "แนะ"), end):
                yield at, end


def _who(text: Text, reports: list[tuple[int, int, str]], monitoring: list[tuple[int, int]]) -> str | None:
    tight, indexes = text.tight
    named = [(end - len(receiver), end) for _, end, receiver in reports if receiver]
    for start, _ in () if named else monitoring:
        first = max(0, start - 60)
        assigned = _ASSIGNED.search(tight[first:start])
        if assigned:
            named.append((first + assigned.start("who"), first + assigned.end("who")))
            break
    return "".join(text.value[index] for index in indexes[slice(*named[0])]) if named else None


def _round(text: Text, start: int, end: int) -> str | None:
    folded = text.folded
    found = _ROUND.search(folded, start, end + _NEAR) or _ROUND.search(folded, max(0, start - _NEAR), start)
    return " ".join(text.value[found.start() : found.end()].split()) if found else None


def _places(tight: str, word: str) -> Iterator[int]:
    at = tight.find(word)
    while at >= 0:
        yield at
        at = tight.find(word, at + len(word))


def _apart(ranges: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort ranges and drop those that an earlier one covers or reaches into."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(ranges, key=lambda item: (item[0], -item[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


class _Words(NamedTuple):
    """The wording list as patterns and tuples."""

    screen: tuple[str, ...]
    before: tuple[str, ...]
    behind: re.Pattern[str]
    checks: tuple[str, ...]
    name_of_checks: re.Pattern[str]
    name: re.Pattern[str]
    denials: tuple[str, ...]
    readers: tuple[str, ...]
    reader: re.Pattern[str]
    public: re.Pattern[str]
    doing: re.Pattern[str]
    doing_with_result: re.Pattern[str]
    behind_result: tuple[str, ...]
    behind_report: tuple[str, ...]
    receiver: re.Pattern[str]
    handed: re.Pattern[str]
    told: re.Pattern[str]
    approval: re.Pattern[str]
    proposal: re.Pattern[str]
    own_reports: tuple[str, ...]
    supervision: tuple[str, ...]


@kept()
def _words() -> _Words:
    lists = load("followup")
    monitoring: dict[str, str] = lists["monitoring"]
    reporting: dict[str, str] = lists["reporting"]
    supervision = tuple(lists["supervision"]["acts"].split())
    public, receivers = either(monitoring["public"].split()), either(reporting["receivers"].split())
    acts = f"{either(monitoring['before'].split())}|และ|การ|ใน|ควบคุม|ดูแล|ดำเนินงาน"
    checks, own_reports = tuple(monitoring["own_place"].split()), tuple(reporting["own_place"].split())
    return _Words(
        screen=(_MONITOR, "รายงาน", "เสนอ", "แจ้งผล", "สรุปผล", *checks, *supervision),
        before=tuple(sorted(monitoring["before"].split(), key=len, reverse=True)),
        behind=re.compile(either(monitoring["behind"].split())),
        checks=checks,
        name=re.compile(
            rf"(?:(?:{either(monitoring['names'].split())})(?:{acts}|รายงานผล|รายงาน){{0,4}}|(?:{either(monitoring['denials'].split())})(?:การ)?|(?<!เป็น)ผู้)$"
        ),
        name_of_checks=re.compile(
            rf"(?:{either(monitoring['names'].split())})(?:{acts}|ติดตาม|ตรวจสอบ|ประเมิน|ผล){{0,6}}$"
        ),
        denials=tuple(monitoring["denials"].split()),
        readers=tuple(monitoring["readers"].split()),
        # ประชาชนสามารถติดตาม, ให้ประชาชนติดตาม; but not ให้บริการประชาชนและติดตามผล
        reader=re.compile(
            rf"(?:ให้(?:{public})(?:ทั่วไป)?(?:มี|ได้|เข้า|เข้ามา|ร่วม|ส่วนร่วม|สามารถ|ใน|การ){{0,6}}"
            rf"|(?:{public})(?:ทั่วไป)?(?:มี|ก็|จะ|เข้า|เข้ามา){{0,3}}(?:สามารถ|ได้|ส่วนร่วม|ร่วม)(?:เข้า|ใน|การ|มี){{0,4}})$"
        ),
        public=re.compile(public),
        doing=re.compile(either(reporting["doing"].split())),
        doing_with_result=re.compile(either(f"{reporting['doing']} {reporting['doing_with_result']}".split())),
        behind_result=tuple(reporting["behind_result"].split()),
        behind_report=tuple(reporting["behind_report"].split()),
        receiver=re.compile(rf"(?:{receivers})(?:[ก-๎.]{{0,40}}?(?={_NAME_ENDS}|[^ก-๎.]|$))?"),
        # ต่อ and เสนอ hand over by themselves, ให้ only with ทราบ: ให้หัวหน้าส่วนราชการนำไปปฏิบัติ is none.
        handed=re.compile(
            rf"(?:(?<!ใจ)(?<!มั่น)(?<!ติด)ต่อ|(?<!ข้อ)เสนอ(?:ต่อ|ให้|แก่)?|(?<!ร้อง)(?<!โรง)เรียน|ส่ง(?:ให้|ไปยัง|ต่อ)?|ไปยัง|ใน(?=ที่ประชุม))"
            rf"(?={receivers})"
        ),
        told=re.compile(rf"(?:ให้|แก่|แจ้ง)(?={receivers})(?=.{{0,60}}?(?:ทราบ|พิจารณา|สั่งการ))"),
        approval=re.compile(either(reporting["approvals"].split())),
        proposal=re.compile(either(reporting["proposals"].split())),
        own_reports=own_reports,
        supervision=supervision,
    )
