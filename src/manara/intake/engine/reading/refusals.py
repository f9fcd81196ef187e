"""Why a file, or a record of it, can't be read: the codes and their sentences."""

from __future__ import annotations

from manara.foundation.engine.problems import register

register("file-missing", "There is no file %(name)s.")
register("file-unreadable", "The file %(name)s can't be opened: %(detail)s.")
register("file-empty", "The file is empty: it has no row to import.")
register("file-too-big", "The file is %(size)s MB; at most %(limit)s MB can be imported. Split it into parts.")
register("file-password", "The file is protected by a password. Save a copy without password and import that.")
register("file-truncated", "The file is cut off or damaged: %(detail)s. Export or copy it again.")
register("file-unknown", "This is not a file that can be imported: it looks like %(kind)s.")
register("file-format", "The file can't be read as %(format)s: it is %(found)s by its content.")
register("file-bomb", "The file is refused: unpacked it would be far larger than it pretends (%(detail)s).")
register("file-archive", "The file is an archive of files. Unpack it and import the files one by one.")
register("file-nested", "The file is refused: it has another archive inside (%(name)s).")
register("file-unsafe-name", "The file is refused: it has an entry that points outside of it (%(name)s).")
register("file-duplicate-entry", "The file is refused: it has two parts with the same name (%(name)s).")
register("file-dtd", "The file is refused: it has a document type or entities, which no list needs.")
register("file-xml", "The file is not well-formed XML: %(detail)s.")
register("file-xml-unknown", "The XML file is of no known kind: its first element is %(element)s.")
register("file-binary", "The file is not text: it has bytes that no text encoding explains.")
register("file-json", "The file is not FollowTheMoney JSON lines: %(detail)s.")
register("file-sparse", "The sheet %(sheet)s spans %(rows)s rows and %(columns)s columns, which is too large to read.")
register("encoding-unknown", "There is no text encoding called %(encoding)s.")
register("sheet-missing", "There is no sheet called %(sheet)s; there is %(sheets)s.")
register("separator-wrong", "The separator must be one character, not %(separator)s.")
register("header-row", "The header can't be in row %(row)s: the file has fewer rows.")
register("too-many-columns", "The file has %(columns)s columns; at most %(limit)s can be imported.")

register("row-undecodable", "This line is not in the encoding %(encoding)s.")
register("line-too-long", "This line is longer than %(limit)s bytes.")
register("quote-unclosed", "A quotation mark opens here and is never closed.")
register("too-many-cells", "This row has %(cells)s cells where the header has %(columns)s.")
register("cell-error", "The cell %(column)s holds the error %(value)s instead of a value.")
register("record-unreadable", "This record can't be read: %(detail)s.")
register("json-invalid", "This line is not a JSON object: %(detail)s.")
