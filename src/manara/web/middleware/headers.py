"""What the browser is told never to do with a page: run foreign code, frame it, keep it, tell others of it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


# What a style sheet, a font, a picture or a script needs: the page's own policy rules where they are used, so only what stands
# without a page (a worker, a picture opened alone) needs one. Thirty of them come with a first visit over 64 kbit/s.
STATIC_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def security_headers(get_response: Answer) -> Answer:
    """Sets them on every answer; a page may set a stricter one itself. Only static files may be kept."""

    def secured(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        kept = request.path.startswith(settings.STATIC_URL) and response.status_code in (200, 304)
        for name, value in (STATIC_HEADERS if kept else HEADERS).items():
            response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS:
            # Also where a proxy ends TLS and speaks plainly with the node; over plain HTTP a browser takes no notice of it.
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        if kept:
            return response
        response["Cache-Control"] = "no-store"
        return response

    return secured
