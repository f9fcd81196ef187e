"""A sheet as an OpenDocument spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from xml.sax.saxutils import escape

from demo.region.writing.archive import archive
from demo.region.writing.sheet import Cell, Sheet

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def document(sheet: Sheet) -> bytes:
    """Return the bytes of a spreadsheet with this one sheet."""
    rows = "".join(
        "<table:table-row>" + "".join(_cell(value) for value in line.cells) + "</table:table-row>"
        for line in sheet.lines
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_NAMES} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{escape(sheet.name)}">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
        f'xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type='
        f'"{_MIME}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return archive([("mimetype", _MIME), ("content.xml", content), ("META-INF/manifest.xml", manifest)])


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, (date, datetime)):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"><text:p>'
            f"{value.isoformat()}</text:p></table:table-cell>"
        )
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
