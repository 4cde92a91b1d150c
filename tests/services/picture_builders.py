"""Pictures as staff upload them, good and bad."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

RED = (255, 0, 0)


def picture(
    format: str = "PNG",
    *,
    size: tuple[int, int] = (60, 30),
    mode: str = "RGB",
    color: Any = RED,
    **options: Any,
) -> bytes:
    """The bytes of a picture of one colour."""
    stored = BytesIO()
    Image.new(mode, size, color).save(stored, format, **options)
    return stored.getvalue()


def upload(content: bytes, name: str = "picture.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
