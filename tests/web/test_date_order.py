"""A date field says in which order the browser takes it, where the browser's language is another than the page's."""

from __future__ import annotations

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from manara.web.date_order import differs, first_language, order_of


@pytest.mark.parametrize(
    ("tag", "order"),
    [("en-us", "mdy"), ("en", "mdy"), ("en-gb", "dmy"), ("fr-fr", "dmy"), ("fr-ca", "ymd"), ("ar-mr", "dmy"), ("zh-cn", "ymd")],
)
def test_the_order_is_that_of_the_language(tag: str, order: str) -> None:
    assert order_of(tag) == order


def test_only_a_browser_of_another_language_is_spoken_of() -> None:
    assert differs("en-US,en;q=0.9", "ar") == "mdy" and differs("fr-FR,fr;q=0.8,en;q=0.5", "ar") == "dmy"
    assert differs("ar-MR,ar;q=0.9", "ar") is None and differs("", "ar") is None and differs("*", "fr") is None
    assert first_language("<script>") == "" and first_language("EN-us;q=1") == "en-us"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_it_stands_beside_the_field_in_the_pages_language(language: str) -> None:
    template = engines["django"].from_string("{% date_hint %}")
    with translation.override(language):
        said = template.render({}, RequestFactory().get("/", headers={"accept-language": "en-US"}))
        assert ">12/31/2026</bdi>" in said and {"ar": "شهر، يوم، سنة", "fr": "mois, jour, année"}[language] in said
        assert template.render({}, RequestFactory().get("/", headers={"accept-language": language})) == ""
