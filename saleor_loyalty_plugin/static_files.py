"""Files that were built for browsers and compressed once, served from the plugin itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from django.http import HttpResponse
from whitenoise import WhiteNoise


def files_in(folder: Path, *, prefix: str, **options: Any) -> WhiteNoise:
    """The files of a build by path, none where there is no build; `options` are WhiteNoise's."""
    return WhiteNoise(None, root=folder if folder.is_dir() else None, prefix=prefix, **options)


def answer_with(
    files: WhiteNoise, path: str, *, method: str, headers: Mapping[str, Any]
) -> HttpResponse | None:
    """One of them, as small as the browser takes it, or 304; None where there is no such file."""
    found = files.files.get(path)
    if found is None:
        return None
    answer = found.get_response(method, headers)
    response = HttpResponse(_contents(answer.file), status=answer.status)
    for name, value in answer.headers:
        response[name] = value
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _contents(file: IO[bytes] | None) -> bytes:
    """All of a file of the build, which is small; nothing where the browser has it."""
    if file is None:
        return b""
    with file:
        return file.read()
