"""Words that announce evidence, and words that look alike."""

import pytest

from italint.annotators.announced import find_announcements, opens_annex
from italint.text import Text


def announced(value: str) -> list[tuple[str, str]]:
    return [(value[slice(*found.words)], found.what) for found in find_announcements(Text.plain(value, 0))]


@pytest.mark.parametrize(
    ("value", "words", "what"),
    [
        ("อบรมแล้ว ดังภาพ", "ดังภาพ", "pictures"),
        ("อบรมแล้ว ดังรูป.", "ดังรูป", "pictures"),
        ("อบรมแล้ว (ดังภาพ) ๕๒ คน", "ดังภาพ", "pictures"),
        ("อบรมแล้ว ดังภาพการอบรม", "ดังภาพการอบรม", "pictures"),
        ("ดัง ภาพ กิจกรรม", "ดัง ภาพ กิจกรรม", "pictures"),
        ("รายละเอียดภาพกิจกรรมดังนี้", "รายละเอียดภาพกิจกรรมดังนี้", "pictures"),
        ("๑. อบรม ภาพถ่ายกิจกรรม ดังต่อไปนี้ ๒. ประชุม", "ภาพถ่ายกิจกรรม ดังต่อไปนี้", "pictures"),
        ("รายละเอียดตามภาพด้านล่าง", "รายละเอียดตามภาพด้านล่าง", "pictures"),
        ("ปรากฏตามภาพถ่ายที่แนบมาพร้อมนี้", "ปรากฏตามภาพถ่ายที่แนบมาพร้อมนี้", "pictures"),
        ("ดูได้ตามลิงก์ด้านล่าง", "ตามลิงก์ด้านล่าง", "links"),
        ("ดูได้ที่ลิงค์ต่อไปนี้ ๑. แผน", "ลิงค์ต่อไปนี้", "links"),
        ("ดัง Link ต่อไปนี้", "ดัง Link ต่อไปนี้", "links"),
        ("จัดทำ Google Form ดังนี้", "Google Form ดังนี้", "links"),
        ("เผยแพร่บนเว็บไซต์ดังนี้", "เว็บไซต์ดังนี้", "links"),
        ("รายละเอียดเอกสารแนบ วาระการประชุม", "รายละเอียดเอกสารแนบ", "attachments"),
        ("รายละเอียดตามเอกสารแนบท้าย", "รายละเอียดตามเอกสารแนบท้าย", "attachments"),
        ("ดังแนบ", "ดังแนบ", "attachments"),
        ("ตามที่แนบมาพร้อมนี้ ขอรายงาน", "ตามที่แนบมาพร้อมนี้", "attachments"),
        ("อบรมแล้ว (เอกสารแนบ)", "เอกสารแนบ", "attachments"),
        ("ตามสิ่งที่ส่งมาด้วย", "ตามสิ่งที่ส่งมาด้วย", "attachments"),
    ],
)
def test_an_announcement(value: str, words: str, what: str) -> None:
    assert announced(value) == [(words, what)]


@pytest.mark.parametrize(
    "value",
    [
        "มีผลการดำเนินงานดังนี้",
        "ดังรูปแบบที่กำหนด",
        "ตามรูปแบบ",
        "ภาพรวมดังนี้",
        "คุณภาพกิจกรรมดังนี้",
        "ประสิทธิภาพดังนี้",
        "สภาพดังนี้",
        "ดังภาพที่ ๑",
        "ดังภาพ ภาพที่ ๑ การอบรม",
        "ดังภาพโดยมีผู้เข้าร่วม ๓๐ คน",
        "ภาพกิจกรรมดังนี้ ๑. ภาพเปิดงาน ๒. ภาพปิดงาน",
        "ดังภาพด้านล่าง [ภาพ]",
        "ดังภาพ ![](a.png)",
        "ตรวจพื้นที่ตามภาพถ่ายทางอากาศ",
        "แนบภาพถ่ายกิจกรรมประกอบรายงาน",
        "พร้อมแนบเอกสาร",
        "เอกสารแนบ",
        "กรอกแบบตามเอกสารแนบท้ายประกาศ",
        "รายละเอียดตามเอกสารแนบของโครงการ",
        "เอกสารแนบดังนี้ ๑. สำเนาคำสั่ง ๒. ภาพถ่าย",
        "ติดตามลิงก์ข่าว",
        "ตามลิงก์ bongti.go.th/plan",
        "เผยแพร่ผ่านเว็บไซต์ดังนี้ ๑. แผน ๒. งบประมาณ",
        "เผยแพร่ผ่านเว็บไซต์และไลน์กลุ่ม",
        "เผยแพร่ผ่านเว็บไซต์โดยมีรายละเอียดดังนี้",
        "ยื่นคำร้องพร้อมหลักฐานแนบ",
        "แนบเอกสารดังนี้",
        "ตามลิงก์ดังกล่าว",
    ],
)
def test_no_announcement(value: str) -> None:
    assert announced(value) == []


def test_an_annex() -> None:
    assert opens_annex(Text.plain("ภาคผนวก ก", 0)) and not opens_annex(Text.plain("ดูภาคผนวก", 0))


def test_two_announcements() -> None:
    value = "รายละเอียดภาพกิจกรรมดังนี้\n ๒. จัดทำ Google form ประชาสัมพันธ์ดังนี้"
    assert [what for _, what in announced(value)] == ["pictures", "links"]
