"""A sheet as an Excel workbook."""

from __future__ import annotations

from datetime import date, datetime, time
from xml.sax.saxutils import escape

from demo.region.writing.archive import archive
from demo.region.writing.sheet import Cell, Sheet

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DAYS, _MOMENT, _BOLD = 1, 2, 3  # styles of styles.xml


def workbook(sheet: Sheet) -> bytes:
    """Return the bytes of a workbook with this one sheet; dates are real dates, text is shared."""
    strings: dict[str, int] = {}
    rows = []
    for number, line in enumerate(sheet.lines, 1):
        style = _BOLD if line.role in ("title", "header", "repeated header") else 0
        cells = [
            _cell(f"{letter(at)}{number}", value, strings, style)
            for at, value in enumerate(line.cells)
            if value not in (None, "")
        ]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{letter(b - 1)}{a}:{letter(d - 1)}{c}"/>' for a, b, c, d in sheet.merged)
    merged = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else ""
    view = (
        '<sheetViews><sheetView workbookViewId="0"'
        + (' rightToLeft="1"' if sheet.right_to_left else "")
        + "/></sheetViews>"
    )
    shared = "".join(f"<si><t{_kept(text)}>{escape(text)}</t></si>" for text in strings)
    return archive(
        [
            ("[Content_Types].xml", _HEAD + _TYPES),
            ("_rels/.rels", _HEAD + _relations([("officeDocument", "xl/workbook.xml")])),
            (
                "xl/workbook.xml",
                _HEAD + f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets><sheet name="'
                f'{escape(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
            ),
            (
                "xl/_rels/workbook.xml.rels",
                _HEAD
                + _relations(
                    [
                        ("worksheet", "worksheets/sheet1.xml"),
                        ("styles", "styles.xml"),
                        ("sharedStrings", "sharedStrings.xml"),
                    ]
                ),
            ),
            ("xl/styles.xml", _HEAD + _STYLES),
            ("xl/sharedStrings.xml", _HEAD + f'<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{shared}</sst>'),
            (
                "xl/worksheets/sheet1.xml",
                _HEAD + f'<worksheet xmlns="{_MAIN}">{view}<sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>',
            ),
        ]
    )


def _kept(text: str) -> str:
    """Say that spaces count where they do."""
    return ' xml:space="preserve"' if text != text.strip() or "  " in text else ""


def letter(at: int) -> str:
    """Return the letters of the column at index `at`."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _cell(where: str, value: Cell, strings: dict[str, int], style: int) -> str:
    if isinstance(value, datetime):
        days = (value.date() - date(1899, 12, 30)).days
        part = (value - datetime.combine(value.date(), time())).seconds / 86400
        return f'<c r="{where}" s="{_MOMENT}"><v>{days + part:.6f}</v></c>'
    if isinstance(value, date):
        return f'<c r="{where}" s="{_DAYS}"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{where}"><v>{value}</v></c>'
    index = strings.setdefault(str(value), len(strings))
    return f'<c r="{where}"' + (f' s="{style}"' if style else "") + f' t="s"><v>{index}</v></c>'


def _relations(targets: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{_REL}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETML}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETML}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEETML}.sharedStrings+xml"/></Types>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font>'
    '<font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="22" fontId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
