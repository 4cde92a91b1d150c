"""Drawn numbers and QR codes."""

from xml.etree import ElementTree

from saleor_loyalty_plugin.rules.card_numbers import is_card_number
from saleor_loyalty_plugin.services.members.cards import new_number
from saleor_loyalty_plugin.services.members.qr_codes import qr_code_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_drawn_numbers_hold_and_differ() -> None:
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    assert all(is_card_number(number) and len(number) == 16 for number in numbers)
    # Payment cards begin with another digit.
    assert {number[0] for number in numbers} == {"9"}


def test_qr_code_fits_any_size_and_does_nothing() -> None:
    """An element with a view box, white ground and black squares: no size, script, style, link."""
    text = qr_code_svg("9000123456789016")
    picture = ElementTree.fromstring(text)  # noqa: S314 (our own text)

    assert text.startswith("<svg ")
    assert (picture.tag, picture.attrib) == (f"{SVG}svg", {"viewBox": "0 0 29 29"})
    ground, squares = picture
    assert (ground.tag, sorted(ground.attrib)) == (f"{SVG}path", ["d", "fill"])
    assert (squares.tag, sorted(squares.attrib)) == (f"{SVG}path", ["d", "stroke"])
    assert ground.attrib["fill"] == "#fff"
    assert squares.attrib["stroke"] == "#000"
    assert qr_code_svg("9000123456789024") != text
