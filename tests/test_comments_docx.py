"""Comments in Word and OpenDocument files: at the very words, one a remark, and gone when they are written anew."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from formats import build
from formats.programs import convert
from lxml import etree

from italint.comments import FORMATS, Remark, docx_file, odt_file, odt_marks
from italint.readers.decoding import UnreadableError
from italint.readers.docx import read
from italint.spans import Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENTS = Path(__file__).resolve().parent / "documents" / "docx"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W[1:-1],
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
needs_writer = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs the Debian package libreoffice-writer-nogui"
)


def words_of(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells that are paragraphs."""
    width = len(rows[0])
    lines = "".join(f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>{lines}</w:tbl>"


def document(*blocks: str) -> bytes:
    """A Word file whose body is made of pieces of XML."""
    made = docx.Document()
    body = made.element.body
    for index, block in enumerate(blocks):
        body.insert(index, parse_xml(block.replace(">", f" {NAMESPACES}>", 1) if "/>" not in block[:6] else block))
    return saved(made)


def saved(made: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def remark(start: int, end: int, code: str = "ITA101") -> Remark:
    return Remark(Span(start, end), "error", code, f"{code} ผิด", ("ไม่มีผู้รับผิดชอบ", "แก้: ระบุ <กอง> & สำนัก", "ที่มา: เกณฑ์"))


def remark_on(data: bytes, words: str, code: str = "ITA101", nth: int = 0) -> Remark:
    text = read(data, "a.docx")[0].text
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    return remark(start, start + len(words), code)


def tree(data: bytes, name: str = "word/document.xml") -> "etree._Element":
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def signs(node: "etree._Element") -> Iterator[tuple[str, str]]:
    """Yield words and marks in the order of the file."""
    for one in node.iter():
        if one.tag == f"{W}t":
            yield "words", one.text or ""
        elif isinstance(one.tag, str) and one.tag.startswith(f"{W}comment"):
            yield one.tag.removeprefix(f"{W}comment"), one.get(f"{W}id")


def marked(data: bytes) -> dict[str, str]:
    """Return the words that each comment covers; check that Word can read its marks."""
    comments = [node.get(f"{W}id") for node in tree(data, "word/comments.xml")]
    assert len(set(comments)) == len(comments)
    root = tree(data)
    found: dict[str, list[str]] = {}
    open_ones: set[str] = set()
    course: dict[str, list[str]] = {}
    for kind, said in signs(root):
        if kind == "words":
            for number in open_ones:
                found[number].append(said)
            continue
        course.setdefault(said, []).append(kind)
        if kind == "RangeStart":
            open_ones.add(said)
            found[said] = []
        elif kind == "RangeEnd":
            open_ones.discard(said)
    assert course == {number: ["RangeStart", "RangeEnd", "Reference"] for number in comments}
    for node in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd"):
        assert node.getparent().tag in {f"{W}{name}" for name in ("p", "hyperlink", "ins", "sdtContent")}
        assert not any(around.tag.endswith("}txbxContent") for around in node.iterancestors())
    for node in root.iter(f"{W}commentReference"):
        assert [child.tag for child in node.getparent() if child.tag != f"{W}rPr"] == [node.tag]
    for node in root.iter(f"{W}p", f"{W}r"):
        assert not any(child.tag in (f"{W}pPr", f"{W}rPr") for child in node[1:])
    return {number: "".join(words) for number, words in found.items()}


def annotated(data: bytes, *remarks: Remark) -> bytes:
    """Annotate, and check what holds of every annotated file."""
    made = docx_file.write(data, "a.docx", sorted(remarks))
    bare = docx_file.strip(made)
    assert docx_file.write(bare, "a.docx", sorted(remarks)) == made
    assert read(made, "a.docx")[0].text == read(bare, "a.docx")[0].text == read(data, "a.docx")[0].text
    assert not any("omment" in name for name in zipfile.ZipFile(io.BytesIO(bare)).namelist())
    assert docx_file.strip(bare) == bare
    return made


BOLD = '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>๑ ตุลาคม ๒๕๖๖</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>ในกล่อง กองช่าง</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("content", "words", "covered"),
    [
        pytest.param(words_of("มาตรการที่ ๑ กองคลัง"), "กองคลัง", "กองคลัง", id="end"),
        pytest.param(words_of("กองคลัง รับผิดชอบ"), "กองคลัง", "กองคลัง", id="start"),
        pytest.param(words_of("ให้ กองคลัง ทำ"), "กองคลัง", "กองคลัง", id="middle"),
        pytest.param(words_of("ให้ กอง") + words_of("คลัง ทำ", BOLD), "กองคลัง", "กองคลัง", id="two runs"),
        pytest.param(
            "<w:r><w:t>ก ข</w:t><w:br/><w:t>ค ง</w:t><w:tab/><w:t>จ</w:t></w:r>", "ข", "ข", id="one run, many texts"
        ),
        pytest.param("<w:r><w:t>ก ข</w:t><w:br/><w:t>ค ง</w:t></w:r>", "ข\nค", "ขค", id="over a line break"),
        pytest.param("<w:r><w:t>  ก ข ค </w:t></w:r>", "ข", "ข", id="blanks that are not kept"),
        pytest.param(
            '<w:ins w:id="9" w:author="ก">' + words_of("ให้ กองคลัง ทำ") + "</w:ins>", "กองคลัง", "กองคลัง", id="inserted"
        ),
        pytest.param(
            '<w:hyperlink w:anchor="x">' + words_of("ดู กองคลัง") + "</w:hyperlink>", "กองคลัง", "กองคลัง", id="link"
        ),
        pytest.param(
            words_of("ให้ กอง")
            + '<w:del w:id="9" w:author="ก"><w:r><w:delText>ช่าง</w:delText></w:r></w:del>'
            + words_of("คลัง"),
            "กองคลัง",
            "กองคลัง",
            id="over deleted words",
        ),
        pytest.param(words_of("เมื่อ ") + FIELD, "ตุลาคม", "ตุลาคม", id="field"),
        pytest.param(
            '<w:fldSimple w:instr="DATE"><w:r><w:t>๑ ตุลาคม ๒๕๖๖</w:t></w:r></w:fldSimple>',
            "ตุลาคม",
            "๑ ตุลาคม ๒๕๖๖",
            id="simple field",
        ),
        pytest.param(control("<w:richText/>", words_of("ให้ กองคลัง")), "กองคลัง", "กองคลัง", id="control"),
        pytest.param(
            control("<w:dropDownList/>", words_of("ให้ กองคลัง")), "กองคลัง", "ให้ กองคลัง", id="control with a value"
        ),
        pytest.param(words_of("ก") + BOX + words_of("ข"), "กองช่าง", "ในกล่อง กองช่าง", id="text box"),
        pytest.param(
            words_of("ก ") + "<m:oMath><m:r><m:t>กองคลัง</m:t></m:r></m:oMath>" + words_of(" ข"),
            "กองคลัง",
            "",
            id="formula",
        ),
    ],
)
def test_a_comment_stands_at_the_words(content: str, words: str, covered: str) -> None:
    data = document(paragraph(words_of("รายงานผล")), paragraph(content))
    made = annotated(data, remark_on(data, words))
    assert marked(made) == {"0": covered}


def test_words_keep_their_formatting() -> None:
    data = document(paragraph(words_of("ให้ กองคลัง ทำ", BOLD)))
    made = annotated(data, remark_on(data, "กองคลัง"))
    runs = [run for run in tree(made).iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert [run.findtext(f"{W}t") for run in runs] == ["ให้ ", "กองคลัง", " ทำ"]
    assert all([child.tag for child in run.find(f"{W}rPr")] == [f"{W}b", f"{W}color"] for run in runs)


def test_comments_may_overlap_and_begin_and_end_together() -> None:
    data = document(paragraph(words_of("กอง") + words_of("คลัง") + words_of("และกองช่าง")))
    wanted = ["กองคลัง", "กอง", "คลังและกองช่าง", "คลัง", "กองคลังและกองช่าง", "กองคลัง"]
    remarks = [remark_on(data, words, f"ITA{number}") for number, words in enumerate(wanted, 101)]
    covered = marked(annotated(data, *remarks))
    assert sorted(covered.values()) == sorted(wanted)


def test_a_blank_cell_gets_the_comment_in_its_own_paragraph() -> None:
    data = document(
        table(
            (paragraph(words_of("มาตรการ")), paragraph(words_of("ผู้รับผิดชอบ"))),
            (paragraph(words_of("อบรม")), paragraph('<w:pPr><w:jc w:val="center"/></w:pPr>')),
            (paragraph(words_of("ประชุม")), paragraph(words_of(" "))),
        )
    )
    text = read(data, "a.docx")[0].text
    first, second = text.index("อบรม\t") + 5, text.index("ประชุม\t") + 7
    made = annotated(data, remark(first, first), remark(second, second + 1))
    assert marked(made) == {"0": "", "1": " "}
    cells = [cell for cell in tree(made).iter(f"{W}tc") if next(cell.iter(f"{W}commentReference"), None) is not None]
    assert [cell.getparent().index(cell) for cell in cells] == [1, 1]
    assert [child.tag.partition("}")[2] for child in cells[0].find(f"{W}p")] == [
        "pPr",
        "commentRangeStart",
        "commentRangeEnd",
        "r",
    ]


def test_what_goes_on_in_other_cells_is_marked_in_the_first() -> None:
    data = document(table(tuple(paragraph(words_of(words)) for words in ("ม.ค.", "ก.พ.", "มี.ค."))))
    text = read(data, "a.docx")[0].text
    assert marked(annotated(data, remark(0, len(text) - 1))) == {"0": "ม.ค."}


def test_what_goes_on_in_a_text_box_is_marked_before_it() -> None:
    data = document(paragraph(words_of("ก ") + BOX + words_of("ข")))
    text = read(data, "a.docx")[0].text
    assert marked(annotated(data, remark(text.index("ข"), len(text) - 1))) == {"0": "ข"}


def test_a_number_that_word_writes_itself_stands_for_its_paragraph() -> None:
    made = docx.Document()
    made.add_paragraph("รายงานผล")
    made.add_paragraph("ประชุม", style="List Number")
    data = saved(made)
    number = remark_on(data, "1.")
    assert marked(annotated(data, number)) == {"0": "ประชุม"}


def test_a_link_that_is_wrong_is_marked_at_its_words() -> None:
    made = docx.Document()
    line = made.add_paragraph("ดูที่ ")
    target = made.part.relate_to(
        "http://www.๑.go.th", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True
    )
    line._p.append(
        parse_xml(
            f'<w:hyperlink {NAMESPACES} r:id="{target}">{words_of("รายงาน ")}{words_of("ฉบับเต็ม", BOLD)}</w:hyperlink>'
        )
    )
    data = saved(made)
    assert marked(annotated(data, remark_on(data, "http://www.๑.go.th"))) == {"0": "รายงาน ฉบับเต็ม"}


def test_headers_and_notes_are_marked_in_the_text() -> None:
    """Word has no comments there: a header's stands at the first words, a note's where the note is referred to."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "กองคลัง"
    made.add_paragraph()
    made.add_paragraph("รายงานผล")
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    made.add_paragraph()._p.append(parse_xml(f"<w:ins {NAMESPACES}>{words_of('ก')}{note}{words_of('ข')}</w:ins>"))
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="7">{paragraph(words_of("กองช่าง"))}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = docx.opc.part.Part(docx.opc.packuri.PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    data = saved(made)
    result = annotated(data, remark_on(data, "กองคลัง"), remark_on(data, "กองช่าง"))
    assert marked(result) == {"0": "รายงานผล", "1": ""}
    assert [sign for sign in signs(tree(result)) if sign[0] != "RangeStart"] == [
        ("words", "รายงานผล"),
        ("RangeEnd", "0"),
        ("Reference", "0"),
        ("words", "ก"),
        ("RangeEnd", "1"),
        ("Reference", "1"),
        ("words", "ข"),
    ]


def test_a_body_without_words_has_the_comment_all_the_same() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "กองคลัง"
    data = saved(made)
    assert marked(annotated(data, remark_on(data, "กองคลัง"))) == {"0": ""}


def test_a_point_between_words() -> None:
    data = document(paragraph(words_of("ผู้รับผิดชอบ:")), paragraph(words_of("ระยะเวลา: ๑ ปี")))
    end = read(data, "a.docx")[0].text.index("\n")
    made = annotated(data, remark(end, end))
    assert marked(made) == {"0": ""}
    assert [*signs(tree(made))] == [
        ("words", "ผู้รับผิดชอบ:"),
        ("RangeStart", "0"),
        ("RangeEnd", "0"),
        ("Reference", "0"),
        ("words", "ระยะเวลา: ๑ ปี"),
    ]


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.glob("*.docx")))
def test_every_word_of_every_document_can_be_marked(name: str) -> None:
    data = (DOCUMENTS / name).read_bytes()
    bare = docx_file.strip(data)
    text = read(bare, name)[0].text
    remarks = [remark(*match.span()) for match in re.finditer(r"[^\s<>]+|\t", text)]
    made = docx_file.write(bare, name, remarks)
    own = {n.get(f"{W}id") for n in tree(made, "word/comments.xml") if n.get(f"{W}author") == "italint"}
    assert len(own) == len(remarks)
    root = tree(made)
    for what in ("RangeStart", "RangeEnd", "Reference"):
        assert {node.get(f"{W}id") for node in root.iter(f"{W}comment{what}")} >= own
    assert read(made, name)[0].text == text
    assert docx_file.write(docx_file.strip(made), name, remarks) == made


# Comments of people


def with_comments() -> bytes:
    made = docx.Document()
    line = made.add_paragraph("ให้ ")
    run = line.add_run("กองคลัง")
    line.add_run(" ทำ")
    made.add_comment([run], text="ถูกต้องแล้วหรือ", author="ปลัด", initials="ป")
    return saved(made)


def test_comments_of_people_stay() -> None:
    data = with_comments()
    made = docx_file.write(docx_file.strip(data), "a.docx", [remark_on(data, "กองคลัง"), remark_on(data, "ทำ")])
    assert marked(made) == {"0": "กองคลัง", "1": "กองคลัง", "2": "ทำ"}
    authors = [node.get(f"{W}author") for node in tree(made, "word/comments.xml")]
    assert authors == ["ปลัด", "italint", "italint"]
    assert docx_file.strip(data) == data
    bare = docx_file.strip(made)
    assert marked(bare) == {"0": "กองคลัง"}
    assert docx_file.write(bare, "a.docx", [remark_on(data, "กองคลัง"), remark_on(data, "ทำ")]) == made


def test_what_is_left_of_lost_comments_is_not_taken_for_ours() -> None:
    """A relation to comments that are missing, and marks without a comment."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_comments())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != "word/comments.xml":
                new.writestr(name, old.read(name))
    data = stream.getvalue()
    result = docx_file.write(data, "a.docx", [remark_on(data, "ทำ")])
    relations = [node.get("Target") for node in tree(result, "word/_rels/document.xml.rels")]
    assert relations.count("comments.xml") == 1
    kinds = [node.get("PartName") for node in tree(result, "[Content_Types].xml")]
    assert kinds.count("/word/comments.xml") == 1
    (comment,) = tree(result, "word/comments.xml")
    assert comment.get(f"{W}id") == "1"
    assert docx_file.write(docx_file.strip(result), "a.docx", [remark_on(data, "ทำ")]) == result


def test_answers_to_our_comments_stay_when_these_go() -> None:
    """As Word writes them: paragraphs have ids, and other parts tell which comment answers which."""
    data = document(paragraph(words_of("ให้ กองคลัง")))
    made = docx_file.write(data, "a.docx", [remark_on(data, "กองคลัง")])
    w14, w15, cid, cex = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/word/2016/wordml/cid",
        "http://schemas.microsoft.com/office/word/2018/wordml/cex",
    )
    beside = {
        "commentsExtended": (
            f'<a:commentsEx xmlns:a="{w15}"><a:commentEx a:paraId="0000000A" a:done="0"/>'
            '<a:commentEx a:paraId="0000000B" a:paraIdParent="0000000A" a:done="0"/></a:commentsEx>'
        ),
        "commentsIds": (
            f'<a:commentsIds xmlns:a="{cid}"><a:commentId a:paraId="0000000A" a:durableId="1A"/>'
            '<a:commentId a:paraId="0000000B" a:durableId="1B"/></a:commentsIds>'
        ),
        "commentsExtensible": (
            f'<a:commentsExtensible xmlns:a="{cex}"><a:commentExtensible a:durableId="1A"/>'
            '<a:commentExtensible a:durableId="1B"/></a:commentsExtensible>'
        ),
    }
    start, end, kind = (
        '<w:commentRangeStart w:id="0"/>',
        '<w:commentRangeEnd w:id="0"/>',
        "http://example.org/relationships",
    )
    answer = f'<w:comment w:id="1" w:author="ปลัด"><w:p b:paraId="0000000B">{words_of("แก้แล้ว")}</w:p></w:comment>'
    relations = "".join(f'<Relationship Id="c{name}" Type="{kind}/{name}" Target="{name}.xml"/>' for name in beside)
    changes = {
        "word/comments.xml": [
            ("<w:p>", '<w:p b:paraId="0000000A">'),
            ("<w:comments ", f'<w:comments xmlns:b="{w14}" '),
            ("</w:comments>", f"{answer}</w:comments>"),
        ],
        "word/_rels/document.xml.rels": [("</Relationships>", f"{relations}</Relationships>")],
        "word/document.xml": [
            (end, f'{end}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),
            (start, f'{start}<w:commentRangeStart w:id="1"/>'),
        ],
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes.get(name, ()):
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
        for name, words in beside.items():
            new.writestr(f"word/{name}.xml", words)
    bare = docx_file.strip(stream.getvalue())
    assert marked(bare) == {"1": "กองคลัง"}
    left = {kind: etree.tostring(tree(bare, f"word/{kind}.xml")).decode() for kind in beside}
    assert "0000000A" not in "".join(left.values()) and "1A" not in "".join(left.values())
    assert left["commentsExtended"].count("0000000B") == left["commentsIds"].count("0000000B") == 1
    assert left["commentsExtensible"].count("1B") == 1


# The file as a whole


def test_what_a_comment_says() -> None:
    data = document(paragraph(words_of("ให้ กองคลัง")))
    (comment,) = tree(annotated(data, remark_on(data, "กองคลัง")), "word/comments.xml")
    assert dict(comment.attrib) == {f"{W}id": "0", f"{W}author": "italint", f"{W}initials": "ita"}
    assert ["".join(line.itertext()) for line in comment] == [
        "ITA101 ผิด",
        "ไม่มีผู้รับผิดชอบ",
        "แก้: ระบุ <กอง> & สำนัก",
        "ที่มา: เกณฑ์",
    ]


def test_python_docx_reads_the_comments() -> None:
    data = document(paragraph(words_of("ให้ กองคลัง")))
    made = docx.Document(io.BytesIO(annotated(data, remark_on(data, "กองคลัง"))))
    assert [(comment.author, comment.initials) for comment in made.comments] == [("italint", "ita")]


def test_all_other_parts_stay_as_they_are() -> None:
    data = (DOCUMENTS / "libreoffice-merged.docx").read_bytes()
    made = docx_file.write(data, "a.docx", [remark(0, 3)])
    before, after = (zipfile.ZipFile(io.BytesIO(one)) for one in (data, made))
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "_rels/.rels"}
    assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
    for name in set(before.namelist()) - changed:
        assert after.read(name) == before.read(name), name


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100])
def test_damaged_files_are_refused(data: bytes) -> None:
    for module in (docx_file, odt_file):
        with pytest.raises(UnreadableError):
            module.strip(data)


def test_every_format_has_its_module() -> None:
    from importlib import import_module

    for form in FORMATS.values():
        module = import_module(f"italint.comments.{form.module}")
        assert callable(module.strip) and callable(module.write)


# As LibreOffice reads them

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def annotations(path: Path) -> list[tuple[str, str]]:
    """Return the first lines of italint's annotations in an OpenDocument file, and the words that each covers."""
    found: list[tuple[str, list[str]]] = []
    open_ones: dict[str | None, list[str]] = {}

    def walk(node: "etree._Element") -> None:
        if node.tag == f"{OFFICE}annotation":
            assert node.findtext("{http://purl.org/dc/elements/1.1/}creator") == "italint"
            covered: list[str] = []
            found.append(("".join(node.find(f"{TEXT}p").itertext()), covered))
            open_ones[node.get(f"{OFFICE}name")] = covered
        elif node.tag == f"{OFFICE}annotation-end":
            del open_ones[node.get(f"{OFFICE}name")]
        else:
            for words in open_ones.values():
                words.append(node.text or "")
            for child in node:
                walk(child)
                for words in open_ones.values():
                    words.append(child.tail or "")

    content = zipfile.ZipFile(path).read("content.xml")
    parser = etree.XMLParser(huge_tree=True)
    root = etree.fromstring(content, parser)
    ended = {node.get(f"{OFFICE}name") for node in root.iter(f"{OFFICE}annotation-end")}
    walk(root.find(f"{OFFICE}body"))
    assert open_ones.keys() - ended == open_ones.keys()
    return [(heading, re.sub(r"\s", "", "".join(words))) for heading, words in found]


DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
ODF = f'xmlns:text="{TEXT[1:-1]}" xmlns:office="{OFFICE[1:-1]}" xmlns:draw="{DRAW}"'


@pytest.mark.parametrize(
    ("content", "place", "shown"),
    [
        ("กขคง", (1, 3), "ก[ขค]ง"),
        ("กขคง", (0, 4), "[กขคง]"),
        ("ก ข<text:s/>ค ง", (1, 3), "ก [ข<text:s/>ค] ง"),
        ("ก<text:span>ขค</text:span>ง", (0, 2), "[ก<text:span>ข]ค</text:span>ง"),
        ("ก<text:a>ข</text:a>ค", (1, 2), "ก<text:a>[ข]</text:a>ค"),
        ("ก<text:date>ขค</text:date>ง", (1, 2), "ก[<text:date>ขค</text:date>]ง"),
        ("<text:date>ขค</text:date>", (1, 2), "[<text:date>ขค</text:date>]"),
        ("ก<text:note><text:p>จ</text:p></text:note>ข", (1, 2), "ก<text:note><text:p>จ</text:p></text:note>[ข]"),
        ("ก<draw:frame><text:p>จ</text:p></draw:frame>ข", (0, 2), "[ก<draw:frame><text:p>จ</text:p></draw:frame>ข]"),
        ("", (0, 0), "["),
        ("กข", (2, 2), "กข["),
    ],
)
def test_an_annotation_stands_at_the_letters(content: str, place: tuple[int, int], shown: str) -> None:
    root = etree.fromstring(f"<office:text {ODF}><text:p>{content}</text:p></office:text>")
    (first, last), own = place, next(odt_marks.paragraphs(root))
    before = etree.tostring(root)
    marks = [odt_marks.Mark(first, False, 1, odt_marks.annotation(root, "italint-1", remark(0, 1)))]
    if last > first:
        marks.append(odt_marks.Mark(last - 1, True, 1, odt_marks.annotation_end(root, "italint-1")))
    odt_marks.put(own, marks)
    made = etree.tostring(own, encoding="unicode", with_tail=False)
    made = re.sub("<office:annotation .*?</office:annotation>", "[", made)
    made = re.sub(r"<office:annotation-end [^>]*>", "]", made)
    assert re.sub(r"^<text:p [^>]*?(/?)>|</text:p>$", "", made) == shown
    assert odt_marks.clear(root)
    assert etree.tostring(root) == before.replace(b"<text:p></text:p>", b"<text:p/>")


def test_paragraphs_are_found_again_where_documents_differ() -> None:
    theirs = ["หัว", "ก", "", "", "ข", "ใหม่", "ค", ""]
    ours = ["หัว", "ก", "", "", "ข", "เก่า", "ค", "", "ท้าย"]
    assert odt_file.align(theirs, ours) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert odt_file.align(ours, theirs) == [0, 1, 2, 3, 4, 5, 6, 7, 7]
    assert odt_file.align(["ก", "ข"], ["ก", "", "", "ข"]) == [0, 3]
    assert odt_file.align(["", "ก"], ["ก"]) == [0, 0]


def wanted(path: Path) -> list[tuple[str, str]]:
    """Return codes and words of what is found in a file."""
    from italint.config import Config
    from italint.files import Target
    from italint.run import Checker, Task

    outcome = Checker(Task((Config(),))).check(Target(str(path), True))
    assert outcome.error is None
    return [(found.code, re.sub(r"\s", "", found.quote)) for found in outcome.diagnostics]


@build.needs("odt")
def test_libreoffice_reads_every_comment_at_its_words(italint, tmp_path: Path) -> None:
    """The five reports as Word files, one as an OpenDocument: a comment a finding, at the words it is about."""
    sources = [build.path(name, "docx") for name in build.samples()]
    sources.append(build.path("004", "odt"))
    made = []
    for index, source in enumerate(sources):
        suffix = source.suffix if source.suffix == ".odt" else ".docx"
        made.append(tmp_path / f"{index}{suffix}")
        assert italint("annotate", source, "-o", made[-1], "--isolated").code == 0
    folder = tmp_path / "read"
    folder.mkdir()
    for source, path in zip(sources, convert(made, "odt", folder), strict=True):
        found = wanted(source)
        read_back = [(heading.split()[0], words) for heading, words in annotations(path)]
        assert sorted(code for code, _ in read_back) == sorted(code for code, _ in found)
        # A list number is written by Word itself and cannot be marked; the target of a link stands behind its words.
        numbers = re.compile(r"^[๐-๙0-9]{1,2}[).]")
        same = [(code, numbers.sub("", words)) for code, words in found]
        missed = [pair for pair in read_back if (pair[0], numbers.sub("", pair[1])) not in same]
        assert missed == [], source


@build.needs("rtf")
def test_older_files_are_written_as_word_files(italint, tmp_path: Path) -> None:
    title = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    written = "".join(f"\\u{ord(sign)}?" for sign in title)
    (tmp_path / "a.rtf").write_text(f"{{\\rtf1\\ansi {written}\\par}}", encoding="ascii")
    refused = italint("annotate", tmp_path / "a.rtf", "-o", tmp_path / "b.rtf")
    assert refused.code == 2 and "ต้องมีนามสกุล .docx" in refused.err
    assert italint("annotate", tmp_path / "a.rtf", "-o", tmp_path / "b.docx").code == 0
    made = (tmp_path / "b.docx").read_bytes()
    assert set(marked(made).values()) == {title}
    assert {member.date_time for member in zipfile.ZipFile(io.BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
