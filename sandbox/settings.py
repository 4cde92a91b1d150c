"""Settings of the sandbox. Everything that differs between machines comes from the environment.

DATABASE_URL  postgres://user:password@host:port/name; a Unix socket's folder goes into ?host=
SECRET_KEY    signs tokens; a fixed one is fine, since nothing here is secret
DEBUG         1 shows stack traces in GraphQL errors, as Saleor does
PUBLIC_URL    where browsers reach the shop
MEDIA_ROOT    the folder of pictures that staff upload
EMAIL_URL     file:///folder writes e-mails into a folder, smtp://host:port hands them to a server;
              otherwise they go to the console
ALLOW_LOOPBACK     1 lets webhooks go to this machine
CELERY_BROKER_URL  where workers hear of tasks; without it tasks run in the caller
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent


def database_from_url(url: str) -> dict[str, object]:
    """Django's database settings for a postgres:// URL.

    Raises ValueError when the URL is not one of PostgreSQL.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgres://, not {parts.scheme!r}.")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


DEBUG = os.environ.get("DEBUG", "0") in {"1", "true", "True"}
SECRET_KEY = os.environ.get("SECRET_KEY", "the-sandbox-keeps-no-secrets-0123456789")
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "sandbox.shop",
    "saleor_loyalty_plugin",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "sandbox.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {},
    }
]
WSGI_APPLICATION = "sandbox.wsgi.application"
ASGI_APPLICATION = "sandbox.asgi.application"

DATABASES = {
    "default": database_from_url(
        os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/sandbox")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "shop.User"
# A shop of demo accounts: what counts is that tests which log in are quick.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://localhost:8000").rstrip("/")
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", str(BASE_DIR / ".local" / "media"))
MEDIA_URL = "/media/"

SHOP_NAME = "Fern & Kettle"
DEFAULT_FROM_EMAIL = "shop@example.com"
_email_url = os.environ.get("EMAIL_URL", "")
if _email_url.startswith("file://"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _email_url.removeprefix("file://")
elif _email_url.startswith("smtp://"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = urlsplit(_email_url).hostname or "localhost"
    EMAIL_PORT = urlsplit(_email_url).port or 25
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Saleor's own setting: its server may not be made to ask its own machine, unless somebody develops.
HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = os.environ.get("ALLOW_LOOPBACK") == "1"

# Without a broker tasks run in the caller, as in such a Saleor; without a name Celery warns.
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = not os.environ.get("CELERY_BROKER_URL")
CELERY_TASK_EAGER_PROPAGATES = False

LOYALTY_HOST = "sandbox.host.SandboxHost"

# Dotted paths of objects whose methods carry the names of hooks (see sandbox/shop/hooks.py).
SHOP_LISTENERS = ["sandbox.listeners.loyalty"]

# Saleor asks for a confirmed e-mail address by default, so does the sandbox.
ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # graphql-core logs each refusal with a stack trace; the view logs what was not expected.
    "loggers": {"graphql": {"level": "CRITICAL"}},
}
