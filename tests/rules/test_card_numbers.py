"""Numbers of cards and their check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.card_numbers import check_digit, is_card_number, plain_number

PAYLOADS = st.text(alphabet="0123456789", min_size=7, max_size=18)


@pytest.mark.parametrize(
    ("payload", "digit"),
    [
        ("7992739871", "3"),  # the example of ISO/IEC 7812
        ("400000000000000", "2"),
        ("555555555555444", "4"),
        ("37828224631000", "5"),
        ("0000000", "0"),
    ],
)
def test_known_check_digits(payload: str, digit: str) -> None:
    assert check_digit(payload) == digit
    assert is_card_number(payload + digit)


@given(payload=PAYLOADS, data=st.data())
def test_one_wrong_digit_is_noticed(payload: str, data: st.DataObject) -> None:
    number = payload + check_digit(payload)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([sign for sign in "0123456789" if sign != number[place]]))
    assert not is_card_number(number[:place] + wrong + number[place + 1 :])


@given(payload=PAYLOADS, data=st.data())
def test_two_neighbours_changed_about_are_noticed(payload: str, data: st.DataObject) -> None:
    """But for 0 and 9, which no check digit of this kind tells apart."""
    number = payload + check_digit(payload)
    place = data.draw(st.integers(0, len(number) - 2))
    first, second = number[place], number[place + 1]
    swapped = number[:place] + second + first + number[place + 2 :]
    is_same = first == second or {first, second} == {"0", "9"}
    assert is_card_number(swapped) == is_same


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "1230",
        "4000000000000003",
        "4" * 20,
        "400000000000000x",
        "٤٠٠٠٠٠٠٠٠٠٠٠٠٠٠٢",
        "-0000000",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert not is_card_number(text)


def test_spaces_and_dashes_of_all_kinds_go() -> None:
    typed = "\t4000-0000\u00a00000\u20110000 \u20130002\r\n"
    assert plain_number(typed) == "40000000000000000002"
