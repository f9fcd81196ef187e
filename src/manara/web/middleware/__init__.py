"""What happens around every page: a number for the request, safe headers, language, encoding, the session's end, refusals."""

from manara.web.middleware.encoding import encoding
from manara.web.middleware.headers import security_headers
from manara.web.middleware.identity import request_identity
from manara.web.middleware.language import LanguageMiddleware
from manara.web.middleware.refusing import refusals
from manara.web.middleware.session import session_lifetime

__all__ = ["LanguageMiddleware", "encoding", "refusals", "request_identity", "security_headers", "session_lifetime"]
