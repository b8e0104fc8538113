"""Why this file exists: what identifies a person is found by its check digits and shape, and examples are let be."""

from __future__ import annotations

from random import Random

import pytest

from hybridtui.core.secrets.scanner import scan


def card(random: Random, prefix: str = "4", size: int = 16) -> str:
    """A number whose last digit makes Luhn's sum right."""
    body = prefix + "".join(random.choices("0123456789", k=size - len(prefix) - 1))
    total = 0
    for at, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def iban(random: Random) -> str:
    """A German account number whose check digits are right."""
    account = "".join(random.choices("0123456789", k=18))
    return f"DE{98 - int(account + '131400') % 97:02}{account}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ask ines.k+csv@kestrel-tools.de first", "ines.k+csv@kestrel-tools.de"),
        ("<tomasz@mail.kestrel.io>", "tomasz@mail.kestrel.io"),
        ("call +49 171 9823 4417 today", "+49 171 9823 4417"),
        ("+4917198234417", "+4917198234417"),
        ("0049 171 98234417", "0049 171 98234417"),
        ("(415) 823-9914", "(415) 823-9914"),
        ("415-823-9914", "415-823-9914"),
        ("(020) 7274 1176", "(020) 7274 1176"),
        ("0171/9823441", "0171/9823441"),
        ("phone: 017198234417", "017198234417"),
    ],
)
def test_addresses_and_numbers_of_people_are_found(text: str, value: str) -> None:
    (found,) = scan(text)
    assert (text[slice(*found.span)], found.personal) == (value, True)


@pytest.mark.parametrize("seed", range(10))
def test_a_card_is_found_by_its_sum_and_a_wrong_sum_is_none(seed: int) -> None:
    number = card(Random(seed))
    grouped = " ".join(number[at : at + 4] for at in range(0, 16, 4))
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert [found.sort for found in scan(f"card {number} and {grouped}")] == ["card number"] * 2
    assert scan(f"order {wrong}") == ()


@pytest.mark.parametrize("seed", range(10))
def test_a_bank_account_is_found_by_its_check_digits(seed: int) -> None:
    number = iban(Random(seed))
    grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    text = f"pay to {grouped} BIC"
    (found,) = scan(text)
    assert (text[slice(*found.span)], found.sort) == (grouped, "bank account")
    assert scan(f"pay to DE{(int(number[2:4]) + 1) % 100:02}{number[4:]}") == ()


@pytest.mark.parametrize(
    "text",
    [
        "user@example.com and you@example.org",
        "git@github.com:team/app.git",
        "noreply@kestrel.io",
        "icon@2x.png",
        "getty@tty1.service",
        "@pytest.fixture and foo@bar",
        "4242 4242 4242 4242 and 4111111111111111",
        "order 12345678901234567",
        "1700000000000 ms",
        "555-0134 or 212-555-0134",
        "+1 212 555 0134",
        "2026-11-23 05:42:10",
        "version 10.15.7, 12 of 34 567 890 rows",
        "call 911 or press 0",
        "+5 to +15 %",
        "ISBN 978-3-16-148410-0",
    ],
)
def test_examples_and_other_numbers_are_no_personal_data(text: str) -> None:
    assert scan(text) == ()
