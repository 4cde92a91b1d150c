"""Django settings of the benchmarks: the plugin beside django-hordak and the sandbox's tables, in
three databases.

`writing` is written to, `small` and `large` are read. DATABASE_URL names the server.
"""

import os

from sandbox.settings import database_from_url

SERVER_URL = os.environ["DATABASE_URL"]
DATABASE_NAMES = {"default": "bench_writing", "small": "bench_small", "large": "bench_large"}
DATABASES = {
    alias: database_from_url(SERVER_URL) | {"NAME": name} for alias, name in DATABASE_NAMES.items()
}

SECRET_KEY = "benchmarks-keep-no-secrets"  # noqa: S105
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "mptt",
    "hordak",
    "sandbox.shop",
    "saleor_loyalty_plugin",
]
AUTH_USER_MODEL = "shop.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LOYALTY_HOST = "benchmarks.no_shop.NoShop"
