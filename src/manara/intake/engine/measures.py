"""Amounts and coordinates as people of the region write them, as plain decimal numbers."""

from __future__ import annotations

import re

from manara.foundation.engine.problems import Problem, register

register("number-unreadable", "“%(text)s” is not a number.")
register("coordinate-unreadable", "“%(text)s” is not a coordinate.")
register("coordinate-range", "“%(text)s” is not a possible coordinate: it must lie between −%(limit)s and %(limit)s.")

_AMOUNT = re.compile(r"([^\d\s+\-.,]{0,12})\s*([+-]?\d[\d.,' \u00a0\u202f\u066b\u066c]*?)\s*([^\d\s.,'][^\d]{0,19})?")
_DMS = re.compile(
    r"""([NSEWOنشجغق])?\s*([+-]?\d{1,3})\s*[°º:\s]\s*(\d{1,2})\s*['’′:\s]\s*(\d{1,2}(?:[.,]\d+)?)?\s*(?:["”″]|'')?\s*([NSEWO])?""",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"([NSEWO])?\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWO])?", re.IGNORECASE)


def amount_of(text: str) -> tuple[str, str]:
    """Return a number in plain figures and the words beside it, mostly a currency.

    "30 000 MRU" gives ("30000", "MRU"), "1.200,50 €" ("1200.50", "€"). Raises Problem "number-unreadable".
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise Problem("number-unreadable", text=text[:60])
    figures = re.sub(r"[' \u00a0\u202f\u066c]", "", found.group(2)).replace("\u066b", ".")
    figures = _decimal_point(figures)
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", figures):
        raise Problem("number-unreadable", text=text[:60])
    return figures, (found.group(3) or found.group(1) or "").strip()


def _decimal_point(figures: str) -> str:
    """Tell the decimal sign from the one that parts thousands: the last of two, or one that leaves other than three figures."""
    comma, point = figures.rfind(","), figures.rfind(".")
    if comma >= 0 and point >= 0:
        decimal, thousands = (",", ".") if comma > point else (".", ",")
        return figures.replace(thousands, "").replace(decimal, ".")
    sign = "," if comma >= 0 else "."
    parts = figures.split(sign)
    if len(parts) > 2 or (len(parts) == 2 and len(parts[1]) == 3 and parts[0].lstrip("+-") not in ("", "0")):
        return "".join(parts)
    return figures.replace(",", ".")


def coordinate_of(text: str, limit: int) -> str:
    """Return a latitude (`limit` 90) or longitude (180) in decimal degrees, from degrees or degrees, minutes, seconds.

    Raises Problem "coordinate-unreadable" or "coordinate-range".
    """
    found = _DECIMAL.fullmatch(text)
    if found is not None:
        value, side = found.group(2).replace(",", "."), (found.group(1) or found.group(3) or "").upper()
        if abs(float(value)) > limit:
            raise Problem("coordinate-range", text=text[:60], limit=limit)
        return f"-{value.lstrip('+-')}" if side in ("S", "W", "O") else value
    found = _DMS.fullmatch(text)
    if found is None:
        raise Problem("coordinate-unreadable", text=text[:60])
    degrees, minutes, seconds = (
        float(found.group(2)),
        float(found.group(3)),
        float((found.group(4) or "0").replace(",", ".")),
    )
    side = (found.group(1) or found.group(5) or "").upper()
    size = abs(degrees) + minutes / 60 + seconds / 3600
    if size > limit or minutes >= 60 or seconds >= 60:
        raise Problem("coordinate-range", text=text[:60], limit=limit)
    west = side in ("S", "W", "O") or found.group(2).startswith("-")
    return f"{'-' if west else ''}{size:.6f}".rstrip("0").rstrip(".")
