"""The translations' tool: it finds every string of templates and code, and a gap or a wrong placeholder never passes."""

from __future__ import annotations

import gettext
from pathlib import Path

import polib
import pytest

import message_files
import message_sources
import messages as messages_tool
from message_sources import Message, SourceProblem, of_python, of_template


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ('{% translate "Save" %}', Message("Save")),
        ('{% translate "May" context "month" as x %}', Message("May", "", "month")),
        ("{% translate 'It\\'s 5%' %}", Message("It's 5%%")),
        ('{% include "a.html" with title=_("People") %}', Message("People")),
        ('{{ name|unknown_filter|default:_("nobody") }}', Message("nobody")),
        ("{% blocktranslate trimmed %}\n  Read by\n  {{ who }}\n{% endblocktranslate %}", Message("Read by %(who)s")),
        (
            "{% blocktranslate count n=x|length %}One{% plural %}{{ n }} of 100%{% endblocktranslate %}",
            Message("One", "%(n)s of 100%%"),
        ),
    ],
)
def test_strings_of_templates_are_found_as_django_looks_them_up(template: str, message: Message) -> None:
    assert list(of_template(template)) == [message]


def test_a_variable_is_no_string() -> None:
    assert list(of_template("{% translate title %}{{ title }}{% comment %}{% translate title %}{% endcomment %}")) == []


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('_("a" "b")', Message("ab")),
        ('ngettext("%(n)s report", "%(n)s reports", n)', Message("%(n)s report", "%(n)s reports")),
        ('pgettext_lazy("month", "May")', Message("May", "", "month")),
        ("from django.utils.translation import gettext_lazy as later\nlater('x')", Message("x")),
        ('translation.gettext("y")', Message("y")),
    ],
)
def test_strings_of_code_are_found(code: str, message: Message) -> None:
    assert list(of_python(code)) == [message]


def test_the_sentences_of_an_engines_problems_are_found() -> None:
    code = 'SENTENCES: dict[str, str] = {"date-empty": "No date."}\nregister("phone-empty", "No %(what)s.")\n'
    assert {each.text for each in of_python(code, problems=True)} == {"No date.", "No %(what)s."}
    assert list(of_python(code)) == []


@pytest.mark.parametrize("code", ['_(f"{n} reports")', 'ngettext("one", f"{n}", n)', "def"])
def test_what_cannot_be_translated_is_refused(code: str) -> None:
    with pytest.raises(SourceProblem):
        list(of_python(code))


def test_a_broken_template_is_refused_with_its_line() -> None:
    with pytest.raises(SourceProblem, match="a page, line 2"):
        list(of_template("\n{% blocktranslate %}{% if x %}{% endblocktranslate %}", "a page"))


@pytest.fixture
def room(tmp_path: Path) -> Path:
    room = tmp_path / "harbour"
    (room / "templates").mkdir(parents=True)
    (room / "templates" / "boat.html").write_text(
        '{% translate "Boat" %}{% blocktranslate count n=x %}{{ n }} of {{ all }}{% plural %}{{ n }} of {{ all }} boats'
        "{% endblocktranslate %}",
        "utf-8",
    )
    message_files.update(room, message_sources.messages(room))
    return room


def problems(room: Path) -> list[str]:
    return list(message_files.problems(room, message_sources.messages(room)))


def fill(room: Path, language: str, plural: str = "%(n)s / %(all)s", boat: str = "مركب") -> None:
    file = message_files.file_of(room, language)
    book = polib.pofile(str(file))
    for entry in book:
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, plural)
        else:
            entry.msgstr = boat
    book.save(str(file))


def test_a_string_without_translation_is_a_problem_in_each_language(room: Path) -> None:
    assert sorted(problem.split(":")[0] for problem in problems(room)) == sorted(
        ["harbour/ar"] * 2 + ["harbour/es"] * 2 + ["harbour/fr"] * 2
    )
    for language in message_files.PLURALS:
        fill(room, language)
    assert problems(room) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"plural": "%(all)s"}, ""),  # a form may leave out its number: "one of …"
        ({"plural": "من"}, "has the placeholders"),
        ({"plural": "%(n)s %(every)s"}, "has the placeholders"),
        ({"boat": "%(n)s"}, "has the placeholders"),
        ({"boat": ""}, "has no translation"),
    ],
)
def test_a_wrong_placeholder_is_a_problem(room: Path, wrong: dict[str, str], sentence: str) -> None:
    for language in message_files.PLURALS:
        fill(room, language)
    fill(room, "ar", **wrong)
    found = problems(room)
    assert bool(found) == bool(sentence)
    assert all(sentence in each and each.startswith("harbour/ar") for each in found)


@pytest.mark.parametrize("said", ["Bateau : le voici", "Où est le bateau ?", "« Bateau »"])
def test_french_has_a_space_before_its_colon_at_which_no_line_ends(room: Path, said: str) -> None:
    for language in message_files.PLURALS:
        fill(room, language)
    fill(room, "fr", boat=said)
    (found,) = problems(room)
    assert found.startswith("harbour/fr") and "no-break space" in found
    fill(room, "fr", boat=said.replace(" ", "\u00a0"))
    assert problems(room) == []


def test_arabic_needs_its_six_forms(room: Path) -> None:
    for language in message_files.PLURALS:
        fill(room, language)
    file = message_files.file_of(room, "ar")
    file.write_text(file.read_text("utf-8").replace('msgstr[5] "%(n)s / %(all)s"\n', ""), "utf-8")
    assert any("needs 6 plural forms" in each for each in problems(room))


def test_a_string_that_is_gone_is_a_problem_until_update_takes_it_out(room: Path) -> None:
    for language in message_files.PLURALS:
        fill(room, language)
    (room / "templates" / "boat.html").write_text('{% translate "Boat" %}', "utf-8")
    assert len(problems(room)) == 3
    message_files.update(room, message_sources.messages(room))
    assert problems(room) == []
    assert polib.pofile(str(message_files.file_of(room, "ar")))[0].msgstr == "مركب"


def test_update_twice_writes_the_same_bytes(room: Path) -> None:
    file = message_files.file_of(room, "fr")
    fill(room, "fr")
    message_files.update(room, message_sources.messages(room))
    before = file.read_bytes()
    message_files.update(room, message_sources.messages(room))
    assert file.read_bytes() == before
    assert b"#:" not in before


def test_compiled_files_hold_every_plural_form(room: Path) -> None:
    fill(room, "ar")
    compiled = {file.parents[1].name: file for file in message_files.compile_room(room)}
    with compiled["ar"].open("rb") as stream:
        book = gettext.GNUTranslations(stream)
    assert book.gettext("Boat") == "مركب"
    for number in (0, 1, 2, 3, 11, 100):
        assert book.ngettext("%(n)s of %(all)s", "%(n)s of %(all)s boats", number) == "%(n)s / %(all)s"


def test_two_rooms_that_translate_one_string_differently_are_told(room: Path, tmp_path: Path) -> None:
    other = tmp_path / "quay"
    (other / "templates").mkdir(parents=True)
    (other / "templates" / "boat.html").write_text('{% translate "Boat" %}{% translate "Boat" context "a toy" %}', "utf-8")
    message_files.update(other, message_sources.messages(other))
    fill(room, "ar", boat="قارب")
    fill(other, "ar", boat="مركب")
    # Under a context it is another string, and one without a translation is no second way.
    (told,) = message_files.differing([room, other])
    assert told.startswith("ar: “Boat” is translated in 2 ways") and "harbour: قارب" in told and "quay: مركب" in told
    fill(other, "ar", boat="قارب")
    assert list(message_files.differing([room, other])) == []


def test_the_rooms_of_this_programme_agree() -> None:
    assert list(message_files.differing(messages_tool.rooms([]))) == []
