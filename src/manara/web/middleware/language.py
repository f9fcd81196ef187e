"""Chooses the language of a page: the one chosen here, else the account's, else the browser's, else the node's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from manara.web.languages import is_offered

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activates it for the request, without asking the session or the database."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        translation.activate(chosen(request) or preferred(request) or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        translation.deactivate()
        return response


def chosen(request: HttpRequest) -> str:
    """The language that this browser's user has chosen, or nothing."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if is_offered(code) else ""


def preferred(request: HttpRequest) -> str:
    """The first language of the browser that the node speaks, or nothing."""
    for asked, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = asked.split("-")[0]
        if is_offered(code):
            return code
    return ""


def settle(request: HttpRequest, account_language: str) -> None:
    """Once it is known who is here: the account's language, where this browser has no choice of its own."""
    if account_language and is_offered(account_language) and not chosen(request):
        translation.activate(account_language)
        request.LANGUAGE_CODE = account_language
