"""Reports to measure on, made from the five samples: the same on every machine, and no two alike.

Agency names, years, scores and the words of every long entry differ from file to file, so that nothing a tool
remembers of one file answers for another; headings, layout and therefore the number of measures stay.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"

_FIRST = (
    "หนอง",
    "คลอง",
    "ห้วย",
    "ท่า",
    "นา",
    "โนน",
    "ดอน",
    "บึง",
    "วัง",
    "ปาก",
    "โคก",
    "บาง",
    "ทุ่ง",
    "ดง",
    "สระ",
    "เกาะ",
    "ป่า",
    "ไร่",
    "หัว",
    "ลำ",
)
_SECOND = (
    "แก้ว",
    "ทอง",
    "แดง",
    "ขาว",
    "ไผ่",
    "ไทร",
    "ยาง",
    "หว้า",
    "ม่วง",
    "ตาล",
    "เสือ",
    "ช้าง",
    "งู",
    "ปลา",
    "กวาง",
    "หิน",
    "ทราย",
    "ดิน",
    "เกลือ",
    "เหล็ก",
)
_THIRD = (
    "ใหญ่",
    "น้อย",
    "งาม",
    "สูง",
    "กว้าง",
    "ยาว",
    "ใต้",
    "เหนือ",
    "ใน",
    "นอก",
    "เก่า",
    "ใหม่",
    "หลวง",
    "ร้าง",
    "สวย",
    "ดี",
    "เจริญ",
    "พัฒนา",
    "สามัคคี",
    "คำ",
    "ล้อม",
)
_NAMES = len(_FIRST) * len(_SECOND) * len(_THIRD)
#: The samples' own agencies, which give way to other names.
_AGENCIES = ("บ่อโพธิ์", "ทรงคนอง", "เขาโจด", "แม่เจดีย์", "บ้องตี้")
_HOSTS = re.compile(r"(?<=//)[\w.-]+(?=\.go\.th)")
_YEAR = re.compile(r"(?<!\d)(?:25|๒๕)(\d\d)(?!\d)")
_SCORE = re.compile(r"(?<![\d.])(\d\d)\.(\d\d)(?![\d.])")
_ENTRY = re.compile(r"[^\t\n<>]{100,}")
#: The fiscal years that there are reports of.
_YEARS = range(2562, 2570)
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def samples() -> list[Path]:
    return sorted(path for path in FIXTURES.glob("*.txt") if not path.name.endswith(".expected.txt"))


def name(index: int) -> str:
    """Return a place name, another one for every index below `_NAMES`."""
    # The factor shares no divisor with the number of names, so that neighbours differ in all parts.
    index = index * 3571 % _NAMES
    index, first = divmod(index, len(_FIRST))
    third, second = divmod(index, len(_SECOND))
    return _FIRST[first] + _SECOND[second] + _THIRD[third]


def report(index: int, texts: list[str]) -> str:
    """Return report number `index`, made of one of the samples in turn."""
    draw = Random(index)
    text = texts[index % len(texts)]
    for agency in _AGENCIES:
        text = text.replace(agency, name(index))
    text = _HOSTS.sub(f"www.agency{index}", text)
    text = _ENTRY.sub(lambda match: _more(match[0], draw), text)
    text = _SCORE.sub(lambda match: _like(match[0], f"{match[1].translate(_ARABIC)}.{draw.randrange(100):02}"), text)
    years = [int(match[1]) + 2500 for match in _YEAR.finditer(text)]
    middle = sorted(years)[len(years) // 2] if years else 2566
    later = draw.choice(_YEARS) - middle
    return _YEAR.sub(lambda match: _like(match[0], str(2500 + int(match[1]) + later)), text)


def _like(printed: str, number: str) -> str:
    return number if printed.isascii() else number.translate(_THAI)


def _more(entry: str, draw: Random) -> str:
    words = entry.rstrip()
    added = f" ณ บ้าน{name(draw.randrange(_NAMES))} จำนวน {draw.randrange(10, 1000)} ราย"
    return words + (added if draw.random() < 0.5 else added.translate(_THAI)) + entry[len(words) :]


def write_reports(folder: Path, count: int, suffix: str = ".txt") -> Path:
    """Write reports into a folder, one at a time: what the harness holds counts in what it measures."""
    texts = [path.read_text(encoding="utf-8") for path in samples()]
    folder.mkdir(parents=True)
    for index in range(count):
        (folder / f"report-{index:05}{suffix}").write_text(report(index, texts), encoding="utf-8")
    return folder


# Documents that grow in one direction

_HEAD = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส\nเทศบาลตำบลหนองแก้วใหญ่ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n\n"
_COLUMNS = "ที่\tมาตรการ\tขั้นตอน/วิธีการ\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\tสรุปผลการดำเนินการ\tผลลัพธ์/ความสำเร็จ\n"
_UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "ทุกส่วนราชการ", "-")
_TIMES = ("ต.ค. ๒๕๖๕ – มี.ค. ๒๕๖๖", "ไตรมาสที่ ๒", "๑ ตุลาคม ๒๕๖๕ ถึง ๓๐ กันยายน ๒๕๖๖", "ตลอดปี", "ม.ค. 2566 – มิ.ย. 2566")


def _cells(index: int) -> tuple[str, ...]:
    place = name(index)
    return (
        str(index + 1),
        f"มาตรการเผยแพร่ข้อมูลการจัดซื้อจัดจ้างของบ้าน{place}",
        f"๑. รวบรวมข้อมูลบ้าน{place} ๒. เสนอผู้บริหารอนุมัติ ๓. เผยแพร่บนเว็บไซต์ของหน่วยงาน",
        _UNITS[index % len(_UNITS)],
        _TIMES[index % len(_TIMES)],
        f"สำนักปลัดติดตามทุก {index % 11 + 1} เดือน และรายงานผลต่อผู้บริหาร",
        f"เผยแพร่แล้ว {index} รายการ https://www.example.go.th/news/{index}",
        f"ประชาชนบ้าน{place} เข้าถึงข้อมูลได้ร้อยละ {index % 100}",
    )


def _table(count: int) -> Iterator[str]:
    yield _COLUMNS
    for index in range(count):
        yield "\t".join(_cells(index)) + "\n"


def _tagged_table(count: int) -> Iterator[str]:
    yield _COLUMNS
    for index in range(count):
        yield "\t".join(f"<p>{cell}</p>" for cell in _cells(index)) + "\n"


def _empty_table(count: int) -> Iterator[str]:
    yield _COLUMNS
    for index in range(count):
        yield f"{index + 1}\tมาตรการเผยแพร่ข้อมูลบ้าน{name(index)}\t\t\t\t\t\t\n"


def _broken_table(count: int) -> Iterator[str]:
    """Headings and page numbers between the rows, as printing over pages leaves them."""
    for index in range(count):
        if index % 10 == 0:
            yield f"- {index // 10 + 1} -\n{_COLUMNS}"
        yield "\t".join(_cells(index)) + "\n"


def _labels(count: int) -> Iterator[str]:
    names = ("", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "การติดตามผล", "สรุปผล", "ผลลัพธ์")
    for index in range(count):
        cells = _cells(index)
        yield f"\nมาตรการที่ {index + 1} {cells[1]}\n"
        yield "".join(f"{label}: {cell}\n" for label, cell in zip(names[2:], cells[2:], strict=True))


def _list(count: int) -> Iterator[str]:
    yield "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ดังนี้\n"
    for index in range(count):
        cells = _cells(index)
        # Lists are numbered with two digits at most; long ones are several after another.
        yield f"{index % 90 + 1}. {cells[1]} ผู้รับผิดชอบ {cells[3]} {cells[4]} {cells[5]}\n"


def _prose(count: int) -> Iterator[str]:
    for index in range(count):
        yield f"บ้าน{name(index)} ได้ประชุมชี้แจงแนวทางการปฏิบัติงานแก่ประชาชน {index} ราย และรายงานผลต่อผู้บริหารแล้ว\n"


def _cell(count: int) -> Iterator[str]:
    cells = _cells(0)
    yield _COLUMNS + "\t".join(cells[:2]) + "\t"
    for index in range(count):
        yield f"{index + 1}. เผยแพร่ข้อมูลบ้าน{name(index)} ภายในเดือนมกราคม ๒๕๖๖ "
    yield "\t" + "\t".join(cells[3:]) + "\n"


#: What grows, and how it is written with so many of it.
SHAPES = {
    "table": _table,
    "table, every cell in tags": _tagged_table,
    "table, nothing filled in": _empty_table,
    "table over pages of 10 rows": _broken_table,
    "measures with labels": _labels,
    "numbered paragraphs": _list,
    "lines of prose": _prose,
    "steps in a single cell": _cell,
}


def write_grown(path: Path, shape: str, count: int) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(_HEAD)
        for part in SHAPES[shape](count):
            stream.write(part)
    return path
