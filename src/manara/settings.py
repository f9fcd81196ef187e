"""What Django is told about this node: everything that differs between nodes comes from `foundation.node.config`."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from manara.foundation.node import config as node_config
from manara.foundation.node import postgres, profiles

NODE = node_config.load()
PACKAGE = Path(__file__).resolve().parent

SECRET_KEY = NODE.secret_key()
DEBUG = False
ALLOWED_HOSTS = list(NODE.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [NODE.public_origin]
ROOT_URLCONF = "manara.web.urls"
WSGI_APPLICATION = "manara.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    *profiles.rooms(NODE.profile),
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "manara.web.middleware.request_identity",
    "manara.web.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "manara.web.api.door.door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "manara.web.middleware.LanguageMiddleware",
    "manara.web.middleware.encoding",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "manara.web.middleware.session_lifetime",
    "manara.web.middleware.refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "manara.web.shell.shell",
            ],
            "builtins": ["manara.web.templatetags.manara"],
        },
    }
]

# "default" is the unprivileged role that every page and job runs as; "owner" runs migrations and nothing else.
DATABASES = {
    "default": postgres.database_settings(NODE, role="app"),
    "owner": postgres.database_settings(NODE, role="owner"),
}
DATABASE_ROUTERS: list[str] = []

AUTH_USER_MODEL = "foundation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("code", "email")},
    },
    {"NAME": "manara.web.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "manara.web.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "code"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = NODE.trusted_proxies
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": f"{NODE.failed_sign_ins}/5m/key,{NODE.failed_sign_ins * 5}/5m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "signup": False,
    "reset_password": False,
}
MFA_ADAPTER = "manara.web.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Manara"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = NODE.public_origin.startswith("http://")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"

# The throttle counts in the database, so that it holds across processes and restarts.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_throttle",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_COOKIE_NAME = "manara_session"
SESSION_COOKIE_AGE = NODE.session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "manara_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# A sentence may name what was done to which report: it stays on the node, in the session, and goes into no cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "manara.web.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = NODE.public_origin.startswith("https://")
# A year in which a browser that was here once asks for nothing over plain HTTP any more, as soon as the node is at https.
SECURE_HSTS_SECONDS = 31_536_000 if NODE.public_origin.startswith("https://") else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

USE_I18N = True
USE_TZ = True
TIME_ZONE = NODE.timezone
LANGUAGE_CODE = NODE.default_language
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("es", _("Spanish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "manara_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = NODE.data_dir / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "manara.web.static_files.HashedFiles"},
}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_HANDLERS = ["manara.foundation.node.receiving.Receiving"]
FILE_UPLOAD_TEMP_DIR = str(NODE.upload_dir())
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

LOGGING = NODE.logging()
SILENCED_SYSTEM_CHECKS: list[str] = []
