"""ITA901: letters must be able to follow each other."""

import re
from collections.abc import Iterator

from italint import Edit, Finding, Fix, Message, Report, rule
from italint.annotators.letters import Clash, find_clashes
from italint.thai import cluster_start

from ._basis import WORDING
from ._places import owned

#: A fault that stands in more places comes from the program that wrote the file, and is told once.
MOST = 5
BLANK = re.compile(r"[\s|<>]")
WHY = {
    "ae": Message(th="สระเอสองตัวแทนสระแอ", en="two SARA E for one SARA AE"),
    "leading": Message(th="หลังสระหน้าต้องเป็นพยัญชนะ", en="a consonant must follow this vowel"),
    "doubled": Message(th="สระหรือวรรณยุกต์ซ้อนกัน", en="vowels or tone marks upon each other"),
    "order": Message(th="วรรณยุกต์อยู่ผิดลำดับ", en="the tone mark stands in the wrong order"),
    "baseless": Message(th="ไม่มีพยัญชนะรองรับ", en="no consonant carries the mark"),
    "floating": Message(th="ลอยอยู่โดยไม่มีพยัญชนะนำหน้า", en="it floats, no consonant stands before it"),
    "long": Message(th="ใช้ ๅ ได้หลัง ฤ และ ฦ เท่านั้น", en="LAKKHANGYAO stands only behind ฤ and ฦ"),
}
ONE = Message(th="อักขระเรียงกันไม่ได้ ({why}): “{words}”", en="Letters that cannot follow each other ({why}): “{words}”")
MANY = Message(
    th="อักขระเรียงกันไม่ได้ ({why}): “{words}” และที่อื่น รวม {count} แห่ง",
    en="Letters that cannot follow each other ({why}): “{words}” and others, {count} places in all",
)
MEND = Message(th="พิมพ์คำนี้ใหม่", en="Type the word again")
MEND_ALL = Message(
    th="พิมพ์ใหม่ หรือแปลงไฟล์จากต้นฉบับอีกครั้ง เพราะผิดแบบเดียวกันทั้งเอกสาร",
    en="Type them again, or make the file from its original again: the same fault runs through the document",
)


@rule(
    "ITA901",
    "impossible-thai",
    basis=WORDING,
    exact=True,
    fixable=True,
    thai="""
    อักขระต้องเรียงกันได้ตามอักขรวิธี

    สระหน้าที่ไม่มีพยัญชนะตาม (ใ่) วรรณยุกต์ซ้อนกัน เเ (สระเอสองตัว) แทน แ หรือสระอำที่ลอยอยู่โดยไม่มีพยัญชนะ
    ความผิดแบบเดียวกันที่มีเกิน ๕ แห่งแจ้งครั้งเดียวพร้อมจำนวน

    เพราะ: คำที่พิมพ์เช่นนี้อ่านไม่ออก หรือดูเหมือนถูกแต่ค้นหาไม่พบ
    แก้: พิมพ์คำนั้นใหม่
    """,
)
def impossible_thai(report: Report) -> Iterator[Finding]:
    """Letters must be able to follow each other.

    A vowel that stands before its consonant has none (ใ่), tone marks stand upon each other, เเ (two SARA E) stands for
    แ, or a SARA AM floats behind a blank. A fault of one kind in more than five places is told once, with their number.

    Why: such a word cannot be read, or it looks right and no search finds it.
    Mend: type the word again.
    """

    kinds: dict[tuple[str, bool], list[Clash]] = {}
    for clash in find_clashes(report.source.printed):
        # What was meant is known of all that are told together, or of none.
        kinds.setdefault((clash.kind, clash.mend is None), []).append(clash)
    for (kind, _), clashes in kinds.items():
        groups = [clashes] if len(clashes) > MOST else [[clash] for clash in clashes]
        for group in groups:
            edits = tuple(Edit(clash.edit, clash.mend) for clash in group if clash.mend is not None)
            span, many = group[0].span, len(group) > 1
            values = {"why": WHY[kind], "words": _word(report, group[0]), "count": len(group)}
            fix = Fix(edits, safe=kind != "long") if len(edits) == len(group) else None
            yield owned(report, Finding(span, MANY if many else ONE, MEND_ALL if many else MEND, values, fix=fix))


def _word(report: Report, clash: Clash) -> str:
    """Return the letters with some of those around them, up to the blanks: alone they are hardly seen."""
    text, line = report.source.printed, report.source.line_span(report.source.line_of(clash.edit.start))
    start, end = clash.edit.start, clash.span.end
    before = text[cluster_start(text, max(line.start, start - 8)) : start]
    behind = text[end : min(line.end, end + 8)]
    word = BLANK.split(before)[-1] + text[start:end] + BLANK.split(behind)[0]
    # Where tags stand between the letters.
    return word.replace("\u2060", "")
