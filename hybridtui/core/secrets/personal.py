"""Why this file exists: what identifies a person or an account stays on this machine unless its owner says otherwise.

Numbers are checked as their issuers check them: cards by Luhn's sum (ISO/IEC 7812-1), bank accounts modulo 97 (ISO
13616). Test numbers, examples (RFC 2606) and the numbers kept for fiction are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets import words
from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import is_sequence

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&*+_~-]{1,64}")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9-])")
_EXAMPLE_DOMAIN = re.compile(
    r"(?:^|\.)(?:example\.\w{2,4}|example|test|invalid|localhost|local|domain\.(?:com|tld)|yourdomain\.\w+|company\.com|foo\.\w+"
    r"|bar\.\w+|acme\.(?:com|org)|email\.com|mail\.com|host\.com|png|jpe?g|gif|svg|webp|service|socket|timer|py|js|json)$",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(r"(?<![\w+.])(?:\+\(?\d|00[1-9]\d{0,2}[ /-])[\d ()./\u00a0-]{6,24}\d(?![\w])")
_AMERICAN = re.compile(
    r"(?<![\w.+-])(?:\([2-9]\d{2}\)[ -]?[2-9]\d{2}[-. ]|[2-9]\d{2}([-. ])[2-9]\d{2}\1)\d{4}(?![\w-]|\.\d)"
)
_NATIONAL = re.compile(r"(?<![\w.+-])(\(0[1-9]\d{1,4}\)|0[1-9]\d{1,4})(?:[ /-]{1,3}\d{2,8}){1,4}(?![\w-]|[./]\d)")
_BARE = re.compile(r"(?<![\w.+-])\d{9,12}(?![\w.-]\w|\w)")
_CALLED = re.compile(
    r"(?:\b(?:tele?phone|tel|phone|call|mobile|cell|fax|handy|whatsapp|ring|text|sms|signal|hotline|number)\b"
    r"[^\n]{0,24}|☎[ :]{0,3})$",
    re.IGNORECASE,
)
_FICTION = re.compile(r"555\D{0,2}01\d\d$|(?:\+44|0)\D{0,3}(?:20\D?7946\D?0|1\d{2}\D?496\D?0|7700\D?900)")
_CARD = re.compile(r"(?<![\w.+-])[3-6]\d{3}([ -]?)\d{4,6}\1\d{4,5}(?:\1\d{1,4})?(?:\1\d{1,3})?(?![\w-]|\.\d)")
_ISSUERS = re.compile(r"4(?:\d{12}|\d{15}|\d{18})$|(?:5[1-5]|2[2-7]|35|6[245]|60)\d{14}$|3[47]\d{13}$|3[068]\d{12}$")
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![\w])")


def e_mails(text: str) -> Iterator[Secret]:
    """E-mail addresses of people."""
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.match(text[max(0, at - 64) : at][::-1])
        domain = _DOMAIN.match(text, at + 1)
        if local and domain:
            name = local[0][::-1].lstrip(".!#$%&*~-")
            bare = name.casefold().split("+")[0]
            if name and bare not in words.NOBODYS_ADDRESS and not _EXAMPLE_DOMAIN.search(domain[0]):
                yield Secret("e-mail address", (at - len(name), domain.end()), personal=True)
        at = text.find("@", at + 1)


def phones(text: str) -> Iterator[Secret]:
    """Telephone numbers: 9 to 15 digits behind "+" or "00", in national forms, or where the text says "call"."""
    for found in _INTERNATIONAL.finditer(text):
        number = re.sub(r"\D", "", found[0])
        real = len(set(number)) > 3 and not is_sequence(number) and not _FICTION.search(found[0])
        if 9 <= len(number) <= 15 and real:
            yield Secret("phone number", found.span(), personal=True)
    for found in _AMERICAN.finditer(text):
        if not _FICTION.search(found[0]):
            yield Secret("phone number", found.span(), personal=True)
    for found in _NATIONAL.finditer(text):
        if 10 <= sum(each.isdigit() for each in found[0]) <= 12 and not _FICTION.search(found[0]):
            yield Secret("phone number", found.span(), personal=True)
    for found in _BARE.finditer(text):
        if _CALLED.search(text[max(0, found.start() - 40) : found.start()]):
            yield Secret("phone number", found.span(), personal=True)


def cards(text: str) -> Iterator[Secret]:
    """Numbers of payment cards: an issuer's prefix and length, and Luhn's sum; test numbers repeat a few digits."""
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if _ISSUERS.match(digits) and _luhn(digits) and len(set(digits)) > 3:
            yield Secret("card number", found.span(), personal=True)


def accounts(text: str) -> Iterator[Secret]:
    """Numbers of bank accounts (IBAN)."""
    for found in _IBAN.finditer(text):
        number = found[0].replace(" ", "")
        while len(number) >= 15 and not _mod_97(number):
            number = number[:-1]  # a word in capitals may follow
        if len(number) >= 15:
            end = found.start()
            for _ in number:
                end += 1 + (text[end] == " ")
            yield Secret("bank account", (found.start(), end), personal=True)


def _luhn(digits: str) -> bool:
    """Luhn's sum: every second digit from the right counts double, with its digits added."""
    doubled = (int(each) * (1 + at % 2) for at, each in enumerate(reversed(digits)))
    return sum(each - 9 * (each > 9) for each in doubled) % 10 == 0


def _mod_97(number: str) -> bool:
    return int("".join(str(int(each, 36)) for each in number[4:] + number[:4])) % 97 == 1
