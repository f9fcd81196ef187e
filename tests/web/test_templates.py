"""Templates, style sheets and scripts keep to what the content policy and both directions ask of them."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import manara

PACKAGE = Path(manara.__file__).parent
STATIC = PACKAGE / "web/static/web"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
# Vendored sheets are taken as they are.
SHEETS = sorted(path for path in PACKAGE.glob("*/static/**/*.css") if "vendor" not in path.parts)
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", (STATIC / "css/tokens.css").read_text()))

# A style or script between the tags of a page, or an address of another host: the browser would refuse each of them.
FORBIDDEN = re.compile(
    r'\sstyle\s*=|<style|\son[a-z]+\s*=\s*"|hx-on|javascript:|https?://|<script(?![^>]*\ssrc=)', re.I
)
ONE_DIRECTION = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float)\s*:\s*(?:left|right)"
)


def shown(path: Path) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_page_has_nothing_that_the_content_policy_blocks(path: Path) -> None:
    assert FORBIDDEN.findall(shown(path)) == []


def test_a_template_can_be_read_and_reviewed() -> None:
    """A line ends where nobody sees it. What must stand together stays so: of such lines there are few, and none is long."""
    lines = [line for path in TEMPLATES for line in path.read_text(encoding="utf-8").splitlines()]
    assert max(map(len, lines)) < 450 and sum(len(line) > 200 for line in lines) < len(lines) / 150


def test_there_are_templates_and_sheets_to_look_at() -> None:
    assert len(TEMPLATES) > 40
    assert len(SHEETS) >= 5


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_knows_start_and_end_but_not_left_and_right(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    # What is written for one direction says so: a rule for right-to-left pages, or a block of bytes that has no other.
    lines = [line for line in rules.splitlines() if '[dir="rtl"]' not in line and "direction: ltr" not in line]
    assert [line for line in lines if ONE_DIRECTION.search(line)] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colours_are_named_in_one_file(path: Path) -> None:
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", path.read_text()))
    known = set(re.findall(r"--([a-z0-9-]+):", (STATIC / "css/tokens.css").read_text()))
    assert used <= known


def test_every_icon_that_is_shown_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text()))
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert len(named) > 10
    assert named - drawn == set()


READABLE = [
    *product(("ink", "ink-soft", "sea"), ("sand", "paper")),
    *product(("on-night", "on-night-soft"), ("night", "night-soft")),
    ("lamp-ink", "lamp-soft"), ("night", "lamp"), ("alert", "alert-soft"), ("alert", "paper"), ("alert-deep", "alert-soft"),
    ("calm-ink", "calm-soft"), ("sea", "sea-soft"), ("ink-soft", "sand-deep"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    light, dark = sorted((luminance(TOKENS[text]), luminance(TOKENS[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_what_a_first_visit_loads_fits_a_slow_line() -> None:
    """The page itself is small; style, scripts and fonts of one page together leave room for it within 120 kB."""
    import gzip

    text = [
        *STATIC.glob("css/*.css"),
        *STATIC.glob("js/*.js"),
        STATIC / "vendor/htmx.min.js",
        STATIC / "icons.svg",
        STATIC / "mark.svg",
    ]
    fonts = [path for path in STATIC.glob("fonts/*.woff2") if "rest" not in path.name]
    loaded = sum(len(gzip.compress(path.read_bytes())) for path in text) + sum(path.stat().st_size for path in fonts)
    assert loaded < 105_000


def test_every_schema_has_a_drawing() -> None:
    from manara.foundation.vocabulary import schemas

    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text()))
    assert {schema.icon for schema in schemas().values()} <= drawn
