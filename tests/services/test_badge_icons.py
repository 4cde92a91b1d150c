"""Pictures of badges: what is taken, what is refused, and what of it is kept."""

import logging
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pytest_django import Settings

from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.programs.badge_icons import (
    delete_icon_after_commit,
    png_of,
    stored_icon,
)
from tests.services.picture_builders import picture, upload


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Callable[[], list[str]]:
    """The names of all stored files."""
    settings.MEDIA_ROOT = str(tmp_path)
    return lambda: sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    )


def stored(content: bytes) -> Any:
    """What is kept of an upload, opened."""
    image = Image.open(BytesIO(png_of(upload(content))))
    image.load()
    return image


def refused(content: bytes) -> str:
    with pytest.raises(LoyaltyProblem) as refusal:
        png_of(upload(content))
    assert (refusal.value.code, refusal.value.field) == ("INVALID", "icon")
    return refusal.value.message


@pytest.mark.parametrize(
    ("format", "mode", "color", "seen"),
    [
        ("PNG", "RGB", (255, 0, 0), (255, 0, 0, 255)),
        ("PNG", "RGBA", (0, 0, 255, 7), (0, 0, 255, 7)),
        ("PNG", "LA", (200, 50), (200, 200, 200, 50)),
        ("PNG", "L", 200, (200, 200, 200, 255)),
        ("PNG", "1", 1, (255, 255, 255, 255)),
        ("JPEG", "RGB", (255, 255, 255), (255, 255, 255, 255)),
        ("JPEG", "CMYK", (0, 0, 0, 255), (0, 0, 0, 255)),
        ("WEBP", "RGB", (0, 0, 0), (0, 0, 0, 255)),
        ("GIF", "P", 0, (0, 0, 0, 255)),
    ],
)
def test_what_is_taken_becomes_a_png(format: str, mode: str, color: Any, seen: Any) -> None:
    image = stored(picture(format, mode=mode, color=color))
    assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (60, 30))
    assert image.getpixel((5, 5)) == seen


@pytest.mark.parametrize(
    ("size", "kept"),
    [((2048, 1024), (512, 256)), ((100, 2000), (26, 512)), ((512, 512), (512, 512)), ((1, 1),) * 2],
)
def test_large_pictures_are_made_small_in_their_proportions(size: Any, kept: Any) -> None:
    assert stored(picture(size=size)).size == kept


def test_nothing_but_pixels_is_kept() -> None:
    texts, exif = PngInfo(), Image.Exif()
    texts.add_text("Comment", "a secret")
    exif[0x010E] = "a secret"  # description
    exif[0x0112] = 6  # lies on its side
    for content in (
        picture(pnginfo=texts, icc_profile=b"a secret"),
        picture("JPEG", exif=exif, comment=b"a secret"),
        picture() + b"<script>a secret</script>",
    ):
        assert b"a secret" in content
        kept = png_of(upload(content))
        assert b"a secret" not in kept
        assert stored(content).info == {}
    assert stored(picture("JPEG", exif=exif)).size == (30, 60)


def test_of_several_frames_the_first_is_kept() -> None:
    frames = [Image.new("RGB", (10, 10), color) for color in ("red", "blue")]
    content = BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    image = stored(content.getvalue())
    assert (getattr(image, "n_frames", 1), image.getpixel((5, 5))) == (1, (255, 0, 0, 255))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        picture("BMP"),
        picture("TIFF"),
        picture("ICO"),
        picture("PDF"),
        picture(size=(300, 300))[:-40],
    ],
    ids=["empty", "head", "text", "svg", "bmp", "tiff", "ico", "pdf", "cut off"],
)
def test_what_is_no_picture_or_of_another_kind_is_refused(content: bytes) -> None:
    assert refused(content) == "Send a picture: PNG, JPEG, WebP or GIF."


def test_a_kind_that_pillow_knows_is_not_taken_for_its_name() -> None:
    with pytest.raises(LoyaltyProblem):
        png_of(upload(picture("BMP"), "picture.png"))
    assert png_of(upload(picture(), "picture.svg"))


@pytest.mark.parametrize("size", [(2049, 1), (1, 2049), (9000, 9000), (20000, 20000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size: Any) -> None:
    # A few kB that would take up to 400 MB.
    bomb = picture(mode="1", size=size, color=0)
    assert len(bomb) < 100_000
    assert refused(bomb) == "Send a picture of at most 2048 × 2048 pixels."


def test_a_webp_of_many_pixels_is_refused() -> None:
    bomb = picture("WEBP", size=(6000, 6000), quality=0, method=0)
    assert refused(bomb) == "Send a picture of at most 2048 × 2048 pixels."


def test_a_frame_larger_than_its_file_says_is_refused() -> None:
    content = bytearray(picture("GIF", mode="P", color=0, size=(3000, 3000)))
    content[6:10] = (10).to_bytes(2, "little") * 2  # the size of the whole
    assert refused(bytes(content)) == "Send a picture of at most 2048 × 2048 pixels."


def test_too_many_bytes_are_refused_unread() -> None:
    content = picture() + bytes(1024 * 1024)
    file = upload(content)
    with pytest.raises(LoyaltyProblem) as refusal:
        png_of(file)
    assert refusal.value.message == "Send a picture of at most 1024 kB."
    assert file.tell() == 1024 * 1024 + 1
    assert png_of(upload((picture() + bytes(1024 * 1024))[: 1024 * 1024]))


def test_a_stored_picture_has_a_name_of_ours(media: Callable[[], list[str]]) -> None:
    with stored_icon(upload(picture(), "../../etc/passwd.php")) as name:
        pass
    folder, file = name.rsplit("/", 1)
    assert (folder, file[-4:], len(file)) == ("loyalty/badges", ".png", 36)
    assert media() == [name]
    with stored_icon(None) as nothing:
        assert nothing == ""


def test_nothing_is_left_of_what_fails(media: Callable[[], list[str]]) -> None:
    with pytest.raises(ZeroDivisionError), stored_icon(upload(picture())) as name:
        assert media() == [name]
        raise ZeroDivisionError
    with pytest.raises(LoyaltyProblem), stored_icon(upload(b"no picture")):
        raise AssertionError("not reached")
    assert media() == []


@pytest.mark.usefixtures("committing_db")
def test_a_picture_is_deleted_when_the_change_is_certain(media: Callable[[], list[str]]) -> None:
    with stored_icon(upload(picture())) as name:
        pass
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        delete_icon_after_commit(name, using="default")
        raise ZeroDivisionError
    assert media() == [name]
    with transaction.atomic():
        delete_icon_after_commit(name, using="default")
        assert media() == [name]
    assert media() == []


@pytest.mark.usefixtures("committing_db")
def test_a_storage_that_fails_keeps_nobody_from_deleting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_name: str) -> None:
        raise OSError("the bucket is gone")

    monkeypatch.setattr(default_storage, "delete", fail, raising=False)
    with caplog.at_level(logging.ERROR):
        delete_icon_after_commit("loyalty/badges/one.png", using="default")
    assert "loyalty/badges/one.png" in caplog.text
