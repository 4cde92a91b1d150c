"""Access to the writer database, declared the way Saleor wants it.

Saleor logs (or, in its tests, forbids) each query to the writer outside `allow_writer()`. Whatever
reads or writes there in this package is decorated, so that callers need not know.
"""

from django.conf import settings
from saleor.core.db.connection import allow_writer

WRITER: str = settings.DATABASE_CONNECTION_DEFAULT_NAME

__all__ = ["WRITER", "allow_writer"]
