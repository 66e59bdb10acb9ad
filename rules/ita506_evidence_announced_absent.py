"""ITA506: what is announced as evidence must follow."""

from collections.abc import Iterator

from italint import Finding, Measure, Message, Report, rule
from italint.annotators.announced import Announcement, find_announcements, opens_annex
from italint.annotators.evidence import has_evidence
from italint.model import Element
from italint.text import Text

from ._basis import PUBLIC

ABSENT = {
    "pictures": Message(th="“{words}” แต่ไม่มีภาพตามมา", en="“{words}” announces pictures, and none follows"),
    "links": Message(th="“{words}” แต่ไม่มีลิงก์ตามมา", en="“{words}” announces a link, and none follows"),
    "attachments": Message(
        th="“{words}” แต่ไม่มีเอกสารแนบตามมา (ไม่มีลิงก์ ไม่มีเลขเอกสารแนบ)",
        en="“{words}” announces an attachment, and none follows (no link, no number of an attachment)",
    ),
}
MEND = {
    "pictures": Message(
        th="ใส่ภาพหรือลิงก์ไปยังภาพกิจกรรมต่อท้ายข้อความนี้ หรือตัดข้อความออก",
        en="Put the pictures or the link to them behind these words, or leave the words out",
    ),
    "links": Message(
        th="วางลิงก์ต่อท้ายข้อความนี้ หรือตัดข้อความออก", en="Put the link behind these words, or leave the words out"
    ),
    "attachments": Message(
        th="ใส่ลิงก์ของเอกสาร หรือบอกเลขเอกสารแนบ เช่น “เอกสารแนบ ๑”",
        en="Give the document's link, or the attachment's number, such as “เอกสารแนบ ๑”",
    ),
}
#: Where a measure tells what was done and shows it; what is said in another element's words is no place of its own.
PLACES = ("steps", "follow_up", "summary", "result", "evidence")
IMAGES = ("<img", "![")


@rule(
    "ITA506",
    "evidence-announced-absent",
    basis=PUBLIC,
    thai="""
    หลักฐานที่บอกว่าจะแสดงต้องตามมาจริง

    ข้อความชี้ไปยังภาพ ลิงก์ หรือเอกสารแนบ (“ดังภาพ” “ภาพกิจกรรมดังนี้” “รายละเอียดเอกสารแนบ”) แต่ในช่องนั้นไม่มีสิ่งใดตามมา
    ลิงก์ที่ตามมาในช่องเดียวกัน เลขเอกสารแนบ ภาพ คำบรรยายภาพ ช่องหลักฐานที่มีข้อความ และภาคผนวกท้ายเอกสารถือว่าครบแล้ว

    เพราะ: ภาพและเอกสารมักหายไปเมื่อคัดลอกหรือแปลงไฟล์ ผู้ตรวจจึงเห็นเพียงคำบอกกล่าว
    แก้: ใส่ภาพ ลิงก์ หรือเลขเอกสารแนบต่อท้ายข้อความ หรือตัดข้อความออก
    """,
)
def evidence_announced_absent(report: Report) -> Iterator[Finding]:
    """What is announced as evidence must follow.

    The words point to pictures, links or attachments (“ดังภาพ”, “ภาพกิจกรรมดังนี้”, “รายละเอียดเอกสารแนบ”), and nothing
    follows in that cell. A link that follows in the same cell satisfies them, and so do the number of an attachment, an
    image, its caption, a filled place for evidence, and an annex at the document's end.

    Why: pictures and documents get lost when a file is copied or converted; the assessor then sees mere words.
    Mend: put the pictures, the link or the attachment's number behind the words, or leave the words out.
    """

    annex: int | None = None
    for measure in report.measures:
        for text, place, element in _texts(measure):
            for announcement in find_announcements(text):
                if annex is None:
                    annex = _last_annex(report)
                behind = annex > text.span.start
                if not behind and not _is_satisfied(report, measure, text, place, announcement):
                    start, end = announcement.words
                    words = " ".join(text.value[start:end].split())
                    what = announcement.what
                    yield Finding(text.at(start, end), ABSENT[what], MEND[what], {"words": words}, measure, element)


def _texts(measure: Measure) -> Iterator[tuple[Text, Element | None, str | None]]:
    """Yield each text of a measure once, with its place and the name of its element."""
    for text in (measure.title, measure.body):
        if text is not None:
            yield text, None, None
    for kind in PLACES:
        element = measure.elements.get(kind)
        if element is not None and element.origin != "text" and not element.blank:
            yield element.text, element, kind


def _is_satisfied(
    report: Report, measure: Measure, text: Text, place: Element | None, announcement: Announcement
) -> bool:
    start, end = announcement.words
    shown = measure.elements.get("evidence")
    if shown is not None and shown is not place and not shown.blank:
        return True
    following = text.cut(end, len(text.value))
    if has_evidence(text.cut(start, len(text.value))) or _has_link(following):
        return True
    begin = text.at(start, end).end
    last = max([begin, *following.ends])
    if place is not None:
        last = max(last, place.span.end)
    printed = report.source.text[begin:last].lower()
    return any(image in printed for image in IMAGES)


def _has_link(text: Text) -> bool:
    from italint.annotators.links import find_links

    return bool(find_links(text))


def _last_annex(report: Report) -> int:
    """Return where the last part of the document begins that brings attachments or pictures; -1 where there is none."""
    annexes = (
        passage.text.span.start for passage in report.passages if passage.measure is None and opens_annex(passage.text)
    )
    return max(annexes, default=-1)
