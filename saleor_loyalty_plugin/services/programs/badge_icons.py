"""Pictures of badges: what staff upload is decoded, made small and stored as a PNG of our own.

Only the pixels survive: no metadata, no second format hidden in the file, no name of the sender's.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_noop
from PIL import Image, ImageOps

from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

logger = logging.getLogger(__name__)

ICON_BYTES_MAX = 1024 * 1024
ICON_PIXELS_MAX = 2048
STORED_PIXELS_MAX = 512
# Formats as Pillow names them. SVG is none of them: a browser would run what is in it.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
FOLDER = "loyalty/badges"


@contextmanager
def stored_icon(upload: "UploadedFile[Any] | None") -> Iterator[str]:
    """The name under which a picture lies in the shop's storage, empty for None.

    Made before any row is locked, since storages can be slow; when what is inside fails, the file
    is gone again. Raises `LoyaltyProblem`: INVALID.
    """
    if upload is None:
        yield ""
        return
    picture = png_of(upload)
    name = default_storage.save(f"{FOLDER}/{uuid4().hex}.png", ContentFile(picture))
    try:
        yield name
    except BaseException:
        _delete(name)
        raise


def delete_icon_after_commit(name: str, *, using: str) -> None:
    """Delete a picture once the open transaction has committed; at once where none is open.

    Whoever read the row before may still show it for a moment. An empty name is no picture.
    """
    if name:
        transaction.on_commit(lambda: _delete(name), using=using)


def png_of(upload: "UploadedFile[Any]") -> bytes:
    """The first frame of a picture as a PNG of at most 512 × 512 pixels, upright.

    Raises `LoyaltyProblem`: INVALID, for what is too large or no picture.
    """
    content = upload.read(ICON_BYTES_MAX + 1)
    if len(content) > ICON_BYTES_MAX:
        raise _refused(
            gettext_noop("Send a picture of at most %(kilobytes)s kB."),
            kilobytes=ICON_BYTES_MAX // 1024,
        )
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            _check_size(image)
            image.load()
            # A frame can be larger than its file says.
            _check_size(image)
            picture = ImageOps.exif_transpose(image).convert("RGBA")
    except LoyaltyProblem:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:
        # Decoders raise whatever comes to them when a file is broken or a trap.
        raise _refused(gettext_noop("Send a picture: PNG, JPEG, WebP or GIF.")) from error
    picture.thumbnail((STORED_PIXELS_MAX, STORED_PIXELS_MAX))
    # What `save` would write of it: texts, profiles, places.
    picture.info = {}
    stored = BytesIO()
    picture.save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _check_size(image: Image.Image) -> None:
    if max(image.size) > ICON_PIXELS_MAX:
        raise _too_large()


def _too_large() -> LoyaltyProblem:
    return _refused(
        gettext_noop("Send a picture of at most %(pixels)s × %(pixels)s pixels."),
        pixels=ICON_PIXELS_MAX,
    )


def _refused(text: str, **values: object) -> LoyaltyProblem:
    return LoyaltyProblem(ProblemCode.INVALID, text, field="icon", values=values or None)


def _delete(name: str) -> None:
    """A file that stays costs a little room; nobody's request fails for it."""
    try:
        default_storage.delete(name)
    except Exception:
        logger.exception("The picture %s of a badge could not be deleted", name)
