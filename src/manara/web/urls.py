"""Every address of this node: the shell's own, then those of each installed room."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from manara.foundation.access import OPEN, allow
from manara.foundation.node.health import health
from manara.web import accounts, api_page, help_page, home, language_page, profile, purpose, styleguide, welcome
from manara.web.api import assembly
from manara.web.rooms import installed

handler400 = "manara.web.errors.bad_request"
handler403 = "manara.web.errors.forbidden"
handler404 = "manara.web.errors.not_found"
handler429 = "manara.web.errors.too_many"
handler500 = "manara.web.errors.server_error"

_shell: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("language/", language_page.switch, name="language"),
    path("purpose/", purpose.purpose, name="purpose"),
    path("account/", profile.profile, name="account"),
    path("account/tokens/reference/", api_page.reference, name="api-reference"),
    path("welcome/<str:token>/", welcome.welcome, name="welcome"),
    path("help/", help_page.all_of_it, name="help"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_shell, "web"))),
    path("accounts/", include(accounts.urlpatterns)),
    path("api/v1/", include((assembly.urlpatterns, "api"))),
    path("health/", allow(policy=OPEN)(health), name="health"),
    # Each room says its own addresses in full ("reports/"): a page keeps its address whatever room it moves to.
    *(path("", include(f"{room}.urls")) for room in installed() if find_spec(f"{room}.urls")),
]
