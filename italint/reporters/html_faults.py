"""The violations of one document as an HTML page tells them, each with a number that the matrix refers to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..diagnostic import Accepted, Diagnostic, Entry, Outcome, clip
from ..message import Message, spell_date
from ..rule import Rule
from ..source import Location
from ..thai import without_blanks
from . import RANK
from .groups import grouped
from .html_parts import Html, Speaker, element, folded, joined
from .officer import BLANK, excerpt, measure_name, place
from .words import SEVERITY

_CONTEXT, _LONGEST = 60, 240
_LONGEST_EDIT = 80


class Fault(NamedTuple):
    """One violation, or the same one of several measures, with its number in the document."""

    number: int
    found: Sequence[Diagnostic]


class Faults:
    """Numbers the violations of a document in the order they are told: those that count, then those of the baseline."""

    def __init__(self, outcome: Outcome, document: str, rules: Mapping[str, Rule], say: Speaker) -> None:
        self.outcome, self.document, self.rules, self.say = outcome, document, rules, say
        self.groups: list[tuple[str, list[Fault]]] = []
        self.last = 0
        self.numbers: dict[str, int] = {}
        #: The cells of the matrix that somebody waived something of, by measure and element.
        self.waived = {(found.violation.measure, found.violation.element) for found in outcome.waived}
        self.entries: dict[tuple[bool, int], Entry] = {(e.recommended, e.index): e for e in outcome.entries}
        for title, items in grouped(outcome, say.language):
            worst_first = sorted(items, key=lambda found: RANK[found[0].severity])
            self.groups.append((title, [self._numbered(found) for found in worst_first]))
        self.known = [self._numbered([violation]) for violation in outcome.known]

    def _numbered(self, found: Sequence[Diagnostic]) -> Fault:
        self.last += 1
        self.numbers |= dict.fromkeys((violation.fingerprint for violation in found), self.last)
        return Fault(self.last, found)

    def references(self, violations: Sequence[Diagnostic]) -> list[tuple[int, str]]:
        """Return the numbers of violations and where they stand in the page, worst first."""
        worst_first = sorted(violations, key=lambda violation: RANK[violation.severity])
        numbers = dict.fromkeys(self.numbers[violation.fingerprint] for violation in worst_first)
        return [(number, f"#{self.document}-{number}") for number in numbers]

    def counted(self) -> Html:
        """Write the violations that count, group by group."""
        return joined(
            *(
                element(
                    "div",
                    element("h4", title),
                    element("ul", *(self._fault(fault) for fault in faults), class_="faults", role="list"),
                    class_="group",
                )
                for title, faults in self.groups
            )
        )

    def accepted(self) -> Html:
        """Write what does not count: what the baseline knows, and what somebody waived."""
        say, parts = self.say, []
        if self.known:
            faults = [self._fault(fault, named=True) for fault in self.known]
            content = joined(
                element("p", say(_KNOWN_MEANS), class_="soft"), element("ul", *faults, class_="faults", role="list")
            )
            parts.append(folded(say(_KNOWN, count=len(self.known)), content))
        if self.outcome.waived:
            faults = [self._waived(accepted) for accepted in self.outcome.waived]
            content = joined(
                element("p", say(_WAIVED_MEANS), class_="soft"), element("ul", *faults, class_="faults", role="list")
            )
            parts.append(folded(say(_WAIVED, count=len(self.outcome.waived)), content))
        return joined(element("h3", say(_ACCEPTED)), *parts) if parts else Html()

    def _fault(self, fault: Fault, named: bool = False) -> Html:
        first, say = fault.found[0], self.say
        texts = {violation.text(say.language) for violation in fault.found}
        advice = {violation.advice(say.language) for violation in fault.found}
        said = first.text(say.language) if len(texts) == 1 else self._demand(first)
        whose = measure_name(first, say.language) + ": " if named else ""
        if len(fault.found) == 1:
            body = joined(self._place(first), self._quote(first), self._advice(first), self._fix(first))
        else:
            items = (
                element(
                    "li",
                    element("b", self._number(violation)),
                    f": {violation.text(say.language)}" if len(texts) > 1 else None,
                    " ",
                    self._place(violation),
                    " ",
                    self._quote(violation),
                    self._advice(violation) if len(advice) > 1 else None,
                    self._fix(violation),
                )
                for violation in fault.found
            )
            body = joined(
                element("p", say(_PLACES, count=len(fault.found)), class_="small"),
                element("ul", *items, class_="alike"),
                self._advice(first) if len(advice) == 1 else None,
            )
        return element(
            "li",
            element(
                "p",
                element("span", f"{fault.number}.", class_="no"),
                " ",
                self._tag(first),
                f" {whose}{said}",
                class_="said",
            ),
            body,
            self._rule(first),
            id=f"{self.document}-{fault.number}",
            class_=f"fault {first.severity}",
        )

    def _waived(self, accepted: Accepted) -> Html:
        found, say = accepted.violation, self.say
        reason = say(_REASON, reason=accepted.reason)
        until = say(_UNTIL, day=spell_date(accepted.expires)) if accepted.expires else say(_FOR_GOOD)
        whence = say(_SOURCE, source=accepted.source) if accepted.source else say(_IN_TEXT)
        said = f"{measure_name(found, say.language)}: {found.text(say.language)}"
        return element(
            "li",
            element("p", self._tag(found), f" {said}", class_="said"),
            self._place(found),
            element("p", reason),
            element("p", f"{until} · {whence}", class_="small"),
            self._rule(found),
            class_=f"fault {found.severity}",
        )

    def _tag(self, found: Diagnostic) -> Html:
        return element("span", self.say(SEVERITY[found.severity]), class_=f"tag {found.severity}")

    def _number(self, found: Diagnostic) -> str:
        """Name its measure without the title, which stands in quotes."""
        return measure_name(found, self.say.language).partition(" “")[0]

    def _entry(self, found: Diagnostic) -> Entry | None:
        return self.entries.get((found.measure is None, found.measure or found.recommendation or 0))

    def _place(self, found: Diagnostic) -> Html:
        if self._lacks(found):
            # Its heading is that of the title, where nothing of it stands.
            found = found._replace(where=found.where._replace(heading=None))
        return element("p", place(found, self.say.language, transcript=self.outcome.transcript), class_="small soft")

    def _lacks(self, found: Diagnostic) -> bool:
        """Tell whether what is asked for has no place of its own, so that the measure's title stands for it."""
        entry = self._entry(found)
        if entry is None or found.element is None or entry.state(found.element) != "absent":
            return False
        words = without_blanks(excerpt(found, self.outcome, 0, len(found.quote) + 1).words)
        title = without_blanks(entry.title)
        return title in words or (found.location.line < found.location.end_line and words in title)

    def _quote(self, found: Diagnostic) -> Html | None:
        if self._lacks(found):
            return None
        before, words, after = excerpt(found, self.outcome, _CONTEXT, _LONGEST)
        return element("blockquote", before, element("mark", words or self.say(BLANK)), after, lang=self.say.thai)

    def _advice(self, found: Diagnostic) -> Html:
        return element("p", element("b", self.say(_MEND)), found.advice(self.say.language), class_="do")

    def _fix(self, found: Diagnostic) -> Html | None:
        if found.fix is None:
            return None
        edits = (
            self._edit(self._words(at), edit.text)
            for edit, at in zip(found.fix.edits, found.fix_locations, strict=True)
        )
        sure = self.say(_SAFE if found.fix.safe else _UNSAFE)
        return element("p", *edits, element("span", sure, class_="soft"), class_="small")

    def _words(self, at: Location) -> str:
        lines = self.outcome.lines
        if at.line == at.end_line:
            return lines[at.line][at.column - 1 : at.end_column - 1]
        return f"{lines[at.line][at.column - 1 :]} {lines[at.end_line][: at.end_column - 1]}"

    def _edit(self, old: str, new: str) -> Html:
        gap = self.say(_GAP)
        old, new = (clip(" ".join(text.split()), _LONGEST_EDIT) or (gap if text else "") for text in (old, new))
        if not old or not new:
            word = self.say(_ADD if new else _CUT)
            return joined(word, self._word("ins", new) if new else self._word("del", old), " · ")
        return joined(self.say(_CHANGE), self._word("del", old), self.say(_INTO), self._word("ins", new), " · ")

    def _word(self, name: str, word: str) -> Html:
        return element(name, word, lang=self.say.thai)

    def _demand(self, found: Diagnostic) -> str:
        rule = self.rules.get(found.code)
        return rule.title(self.say.language) if rule else found.text(self.say.language)

    def _rule(self, found: Diagnostic) -> Html:
        demand = self._demand(found) if found.code in self.rules else found.name
        link = element("a", found.code, href=f"#{found.code}")
        return element("p", link, f" {demand}", class_="small soft")


_ACCEPTED = Message("รายการค้างแก้และที่ยกเว้นไว้", "Known and waived")
_KNOWN = Message("รายการค้างแก้ที่บันทึกไว้แล้ว (baseline) {count} รายการ", "Known from the baseline: {count}")
_KNOWN_MEANS = Message(
    "พบมาก่อนและบันทึกไว้แล้ว จึงไม่นับเป็นสิ่งใหม่ แต่ยังต้องแก้ และยังมีผลต่อความพร้อมของเอกสาร",
    "Found before and written down, so they are not new; they are still to be mended and bear on the verdict.",
)
_WAIVED = Message("รายการที่ยกเว้นไว้ {count} รายการ", "Waived: {count}")
_WAIVED_MEANS = Message(
    "ผู้รับผิดชอบเอกสารตัดสินใจคงไว้ตามเหตุผลที่ระบุ จึงไม่มีผลต่อความพร้อมของเอกสาร",
    "Those who answer for the document decided that they stay, for the reason given; they do not bear on the verdict.",
)
_REASON = Message("เหตุผล: {reason}", "Reason: {reason}")
_UNTIL = Message("ยกเว้นถึง {day}", "until {day}")
_FOR_GOOD = Message("ไม่กำหนดวันสิ้นสุด", "without an end")
_SOURCE = Message("กำหนดไว้ที่ {source}", "from {source}")
_IN_TEXT = Message("เขียนไว้ในเอกสาร", "written in the document")
_PLACES = Message("พบใน {count} แห่ง:", "Found in {count} places:")
_MEND = Message("แก้: ", "What to do: ")
_CHANGE = Message("แก้คำ: ", "Change: ")
_INTO = Message(" เป็น ", " to ")
_ADD = Message("เติม: ", "Add: ")
_CUT = Message("ตัดออก: ", "Cut: ")
_GAP = Message("(ช่องว่าง)", "(blank space)")
_SAFE = Message("แก้ตามนี้ได้", "certain")
_UNSAFE = Message("ตรวจกับต้นฉบับก่อนแก้", "compare with the original first")
