"""ITA505: each measure should have proof of its own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from italint import Finding, Measure, Message, Report, rule

from ._basis import PUBLIC

if TYPE_CHECKING:
    from italint.annotators.links import Link

REPEATED = Message(th="ที่อยู่ {url} เป็นหลักฐานของ{other} อยู่แล้ว", en="The address {url} already stands as proof of {other}")
MEND = Message(
    th="ใช้ลิงก์ของเอกสารหรือภาพกิจกรรมของมาตรการนี้โดยเฉพาะ หากเอกสารเดียวกันครอบคลุมทั้งสองมาตรการ ให้ระบุหน้าหรือหัวข้อ",
    en="Link the document or pictures of this measure; if one document covers both, name the page or section",
)


@rule(
    "ITA505",
    "evidence-repeated",
    basis=PUBLIC,
    thai="""
    แต่ละมาตรการควรมีหลักฐานของตนเอง

    ที่อยู่เดียวกัน (ไม่ใช่หน้าแรกของเว็บไซต์) ใช้เป็นหลักฐานของมาตรการก่อนหน้าแล้ว ที่อยู่ซ้ำภายในมาตรการเดียวกันไม่นับ
    ชี้ที่ครั้งแรกในมาตรการที่มาทีหลัง

    เพราะ: หน้าเดียวกันมักยืนยันได้เพียงเรื่องเดียว ผู้ตรวจอาจเห็นว่ามาตรการหลังไม่มีหลักฐาน
    แก้: ใช้ลิงก์ของมาตรการนี้โดยเฉพาะ หรือระบุหน้าหรือหัวข้อในเอกสารนั้น
    """,
)
def evidence_repeated(report: Report) -> Iterator[Finding]:
    """Each measure should have proof of its own.

    The same address (no front page) already stands as proof of a measure before. An address that is repeated within
    one measure does not count. The first place in each later measure is shown.

    Why: one page mostly proves one thing; the assessor may take the later measure for unproven.
    Mend: link what belongs to this measure, or name the page or section of the document.
    """

    proofs = [(measure, deep) for measure in report.measures if (deep := _deep(measure))]
    if len(proofs) < 2:
        return
    from italint.annotators.links import address

    first: dict[tuple[str, str], Measure] = {}
    for measure, deep in proofs:
        for key, link in {address(link.url): link for link in reversed(deep)}.items():
            other = first.setdefault(key, measure)
            if other is not measure:
                values = {"url": link.url, "other": _name(other, measure)}
                yield Finding(link.span, REPEATED, MEND, values, measure)


def _deep(measure: Measure) -> "list[Link]":
    # The topic quotes the assessment, as the issue column does.
    quoted = measure.topic.span if measure.topic else None
    return [
        link
        for link in measure.proof_links
        if link.kind == "deep" and not (quoted and quoted.start <= link.span.start < quoted.end)
    ]


def _name(measure: Measure, later: Measure) -> Message:
    if measure.label and measure.label != later.label:
        return Message(f"หัวข้อ {measure.label}", f"topic {measure.label}")
    # Numbers may start again in the next section.
    if measure.number and measure.number != later.number:
        return Message(f"มาตรการที่ {measure.number}", f"measure {measure.number}")
    return Message(f"มาตรการลำดับที่ {measure.index} ของเอกสาร", f"the document's measure {measure.index}")
