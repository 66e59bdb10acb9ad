"""Writes a document as a web page, as a site's editor would."""

from html import escape
from pathlib import Path

from .document import Cell, Document, Line, Table
from .widths import shares

_STYLE = """@page { size: A4 landscape; margin: 1.5cm }
body { font-family: Laksaman, sans-serif; font-size: 15pt }
h1, h2, p { margin: 0.3em 0; font-size: 1em } h1 { text-align: center }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 14pt }
th, td { border: 1px solid #000; padding: 2pt 4pt; vertical-align: top; overflow-wrap: anywhere }
"""
_TAGS = {"title": "h1", "heading": "h2", "body": "p"}


def write(document: Document, path: Path) -> None:
    title = next((part.text for part in document.parts if not isinstance(part, Table)), document.name)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="th">',
        f'<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>',
        "<body>",
    ]
    for part in document.parts:
        if isinstance(part, Table):
            lines += _table(part)
        else:
            lines += ["<p>&nbsp;</p>"] if part.gap else []
            tag = _TAGS[part.kind]
            lines.append(f"<{tag}>{escape(part.number, quote=False)}{_line(part.line)}</{tag}>")
    lines += ["</body>", "</html>", ""]
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _table(table: Table) -> list[str]:
    columns = "".join(f'<col style="width: {share:.1%}">' for share in shares(table))
    lines = ["<table>", f"<colgroup>{columns}</colgroup>", "<thead>"]
    for index, cells in enumerate(table.rows):
        if index == table.heading:
            lines += ["</thead>", "<tbody>"]
        tag = "th" if index < table.heading else "td"
        lines.append("<tr>")
        lines += [_cell(cell, tag, paragraphs=(index + at) % 2 == 0) for at, cell in enumerate(cells) if cell]
        lines.append("</tr>")
    return [*lines, "</thead>" if len(table.rows) <= table.heading else "</tbody>", "</table>"]


def _cell(cell: Cell, tag: str, *, paragraphs: bool) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    lines = [_line(line) for line in cell.lines]
    words = "".join(f"<p>{line}</p>" for line in lines) if paragraphs and len(lines) > 1 else "<br>\n".join(lines)
    return f"<{tag}{spans}>{words}</{tag}>"


def _line(line: Line) -> str:
    return "".join(
        f'<a href="{escape(run.url)}">{escape(run.text, quote=False)}</a>' if run.url else escape(run.text, quote=False)
        for run in line
    )
