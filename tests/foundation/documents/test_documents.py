"""A document is tagged, marked on every page, in its language's direction, and runs nothing of what people wrote."""

from __future__ import annotations

import io
import json
import lzma
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from manara.foundation.documents import (
    Document,
    Facts,
    Joined,
    Note,
    Paragraph,
    Picture,
    PictureProblem,
    Section,
    Table,
    render,
)
from manara.foundation.documents.coverage import covered
from manara.foundation.documents.legible import LONGEST, legible, lines
from manara.foundation.documents.picture import plain_picture
from manara.foundation.documents.rendering import ROOM, share_of_line
from manara.foundation.documents.words import WORDS
from manara.foundation.engine.scripts import isolate

STRINGS = Path(__file__).parents[2] / "data" / "security" / "strings.jsonl.xz"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


def document(*blocks, language="en", **changed) -> Document:  # type: ignore[no-untyped-def]
    made = Document(
        title="Mohamed Ould Ahmed",
        kind="Brief",
        language=language,
        handling="H2 · TLP:AMBER",
        conditions="Ask before you share",
        taken_by="ANA-01",
        taken_at=datetime(2026, 3, 4, 5, 6, tzinfo=UTC),
        purpose="case 12",
        sections=[Section("What is known", list(blocks))],
    )
    return replace(made, **changed)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in read(pdf).pages)
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2068\u2069\u200b")))


def test_it_is_tagged_and_says_title_and_language() -> None:
    pdf = read(render(document(Paragraph("hello"), language="ar")))
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in pdf.root_object
    assert pdf.root_object["/Lang"] == "ar"
    assert pdf.metadata is not None and pdf.metadata.title == "Mohamed Ould Ahmed"
    assert b"pdfuaid" in pdf.root_object["/Metadata"].get_data()
    assert pdf.root_object["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_every_page_says_how_to_handle_it_and_who_took_it_when_and_why() -> None:
    pages = read(render(document(Table(["n"], [[str(n)] for n in range(150)])))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        marks = ("H2 · TLP:AMBER", "Ask before you share", "ANA-01", "2026-03-04 05:06 UTC", "case 12", "Manara")
        for mark in (*marks, f"Page {number} of {len(pages)}"):
            assert mark in text, f"page {number} lacks {mark}"
    assert "suspicion" in pages[0].extract_text()
    assert "End of the document" in pages[-1].extract_text()
    assert all("End of the document" not in page.extract_text() for page in pages[:-1])


@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_words_of_each_language_are_complete_and_can_be_drawn(language) -> None:  # type: ignore[no-untyped-def]
    assert WORDS[language].keys() == WORDS["en"].keys()
    assert all(legible(word) == word or len(word) > 60 or "{" in word for word in WORDS[language].values())
    assert "[U+" not in words(render(document(Table(["a"], []), language=language)))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(document(Paragraph("x"))) == render(document(Paragraph("x")))


def test_another_language_or_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="'de'"):
        render(document(language="de"))
    with pytest.raises(ValueError, match="time zone"):
        render(document(taken_at=datetime(2026, 1, 1)))


@pytest.mark.parametrize(
    "text",
    ['#import "@preview/x:1.0.0": *', "$x^2$", "`raw`", '#eval("1+1")', "#read(\"sheet.typ\")", "*b* _c_ <l> @e // /* ~ --",
     '"}]}', "\\u{41}", "#sys.inputs", "{{ x }}"],
)  # fmt: skip
def test_what_people_wrote_is_shown_and_never_run(text) -> None:  # type: ignore[no-untyped-def]
    pdf = render(
        document(
            Facts([(text, text)]), Table([text], [[[text, Joined((text, text))]]], caption=text), Note(text, "ask"),
            Paragraph(text), Picture(SVG.format(""), text, caption=text),
            title=text, kind=text, subtitle=text, conditions=text, purpose=text, agency=text, reference=text,
        )
    )  # fmt: skip
    shown = words(pdf).replace("\n", " ")
    assert shown.count(text) >= 10, shown


def test_what_cannot_be_seen_stands_there_by_its_number() -> None:
    shown = words(render(document(Paragraph("a\u202eb\x00c\U0001f600d\ud800e\u200bf"))))
    assert "a[U+202E]b[U+0000]c[U+1F600]d[U+D800]e[U+200B]f" in shown


def test_letters_of_the_region_are_drawn_as_they_are() -> None:
    for name in ("محمد ولد أحمد", "آل-الشيخ", "ڭزول", "Ñuñez Œuvre ÇŞĞ", "Привет", "ሰላም", "ⵜⵉⴼⵉⵏⴰⵖ", "Nguyễn"):
        assert legible(name) == name
    assert legible("نمی\u200cخواهم") == "نمی\u200cخواهم"
    assert legible("a\u200cb") == "a[U+200C]b"


def test_values_are_isolated_each_by_itself() -> None:
    assert lines("محمد") == ["\u2068محمد\u2069"]
    isolated = "Born \u20661984\u2069 (\u2066مالي\u2069)"
    assert legible(isolated) == isolated, "what the pages isolate is isolated on paper too, and is not printed as a number"
    assert legible("\u2066a") == "[U+2066]a" and legible("a\u2069b") == "a[U+2069]b", "what does not end is seen"
    assert legible("\u2067a\u2069") == "[U+2067]a[U+2069]" and legible("\u2066a\u202eb\u2069") == "\u2066a[U+202E]b\u2069"
    assert lines("+222 36", ltr=True) == ["\u2066+222 36\u2069"]
    assert lines("a\r\nb\u2028\nc") == ["\u2068a\u2069", "\u2068b\u2069", "", "\u2068c\u2069"]


def test_a_long_word_may_break_and_a_tower_of_marks_is_counted() -> None:
    assert legible("x" * 18) == "x" * 18
    assert legible("x" * 40).replace("\u200b", "") == "x" * 40
    assert max(map(len, legible("x" * 400).split("\u200b"))) <= 14
    assert legible("e" + "\u0301" * 60) == "e" + "\u0301" * 4 + "[+56]"


def test_what_is_too_long_is_counted_and_not_silently_dropped() -> None:
    ten_thousand = "long word " * 1000
    assert words(render(document(Paragraph(ten_thousand)))).count("long word") == 1000
    assert "…(7morecharacters)" in "".join(words(render(document(Paragraph("y " * (LONGEST // 2) + "1234567")))).split())


def test_a_table_of_unequal_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        render(document(Table(["a", "b"], [["1"]])))
    with pytest.raises(ValueError, match="widths"):
        render(document(Table(["a", "b"], [["1", "2"]], widths=(1,))))


@pytest.mark.parametrize(
    "inside",
    ["<script>x</script>", "<style>@import url(x)</style>", "<image href='http://x/y.png'/>", "<foreignObject/>",
     "<g onload='x()'/>", "<rect style='fill:url(http://x)'/>", "<rect fill='url(http://x)'/>", "<use href='/x.svg#a'/>",
     "<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='file:///etc/passwd'/>", "<animate/>", "<g><set/></g>",
     "<text xmlns='http://www.w3.org/1999/xhtml'>x</text>", "<rect"],
)  # fmt: skip
def test_a_drawing_that_acts_or_fetches_is_refused(inside) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PictureProblem):
        plain_picture(SVG.format(inside))


def test_a_drawing_with_entities_is_refused() -> None:
    with pytest.raises(PictureProblem):
        plain_picture('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>"))


def test_a_page_drawing_loses_what_only_a_page_needs() -> None:
    drawn = plain_picture(
        SVG.format('<title>x</title><a href="/e/" class="k"><circle data-x="1" fill="url(#g)"/><text>A😀</text></a>')
    )
    assert "href" not in drawn and "class" not in drawn and "title" not in drawn and "data-x" not in drawn
    assert "circle" in drawn and "url(#g)" in drawn and "A[U+1F600]" in drawn


def test_a_drawing_is_drawn_with_its_words_in_place_of_sight() -> None:
    pdf = render(document(Picture(SVG.format('<text x="1" y="5" font-size="3">سفينة +1</text>'), "a boat", "The boat")))
    assert "The boat" in words(pdf)
    assert any("a boat" in str(each.get_object().get("/Alt", "")) for each in _objects(read(pdf)))


def _objects(pdf: PdfReader):  # type: ignore[no-untyped-def]
    found = (pdf.get_object(IndirectObject(number, 0, pdf)) for number in range(1, pdf.trailer["/Size"]))
    return [each for each in found if isinstance(each, dict)]


def test_what_is_covered_is_what_the_fonts_hold() -> None:
    assert {ord(letter) for letter in "aZé0٣مڤپگⵣአЖΩ€–’“«"} <= covered()
    assert not {0x4E2D, 0x1F600, 0x10FFFF} & covered()


def test_every_hostile_string_we_know_becomes_a_document() -> None:
    with lzma.open(STRINGS, "rt", encoding="utf-8") as file:
        told = [json.loads(line) for line in file]
    strings = [each["s"] if "s" in each else b64decode(each["b64"]).decode("utf-8", "surrogatepass") for each in told]
    assert len(strings) > 5_000
    pdf = render(document(Table(["string"], [[each[:300]] for each in strings[::7]])))
    assert pdf.rstrip().endswith(b"%%EOF")
    assert len(pdf) > 100_000


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("height", [0.01, 0.7, 1.0, 40.0])
def test_a_picture_never_runs_over_its_page(landscape, height) -> None:  # type: ignore[no-untyped-def]
    wide, high = ROOM[landscape]
    share = share_of_line(1.0, height, landscape=landscape)
    assert 0 < share <= 1 and share * wide * height <= high + 0.001
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 {10 * height}"><circle r="1"/></svg>'
    pages = read(render(document(Picture(svg, "tall", "The caption"), landscape=landscape))).pages
    assert len(pages) <= 2 and any("The caption" in page.extract_text() for page in pages)
    assert all((page.mediabox.width > page.mediabox.height) == landscape for page in pages)


@pytest.mark.parametrize(
    "size",
    ["", 'viewBox="0 0 0 0"', 'viewBox="a b c d"', 'width="5"', 'width="-1" height="3"', 'viewBox="0 0 1 nan"'],
)
def test_a_drawing_without_a_size_is_refused(size) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PictureProblem, match="size"):
        render(document(Picture(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>', "x")))


def test_a_line_of_isolated_names_alone_runs_as_the_document_does() -> None:
    names = f"{isolate('ادريسا آسان انيانغ')} ({isolate('كايار')} · {isolate('السنغال')})"
    assert [line[0] for rtl in (True, False) for line in lines(names, rtl=rtl)] == ["\u2067", "\u2068"]
    figures = (isolate("+222 36 30 10"), "2026-02-18", "Ahmed", f"مولود سنة {isolate('1970')}")
    assert {lines(each, rtl=True)[0][0] for each in figures} == {"\u2068"}, "these say themselves how they run"
