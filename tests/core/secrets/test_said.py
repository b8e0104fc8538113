"""Why this file exists: a password is found in the sentence that tells it, and sentences about passwords are let be."""

from __future__ import annotations

from random import Random

import pytest

from hybridtui.core.secrets.scanner import scan
from tests.core.secrets.made import HEX, MIXED, drawn, password

SENTENCES = (
    "The staging password is {}.",
    "so um the password for the old box is like {} I think",
    "pw: {}",
    "the root password was set to {} last week",
    "Log in with admin / {} for now.",
    "creds: svc_import / {}",
    "use the account deploy with password {} to get in",
    "{} is the staging password, don't tell",
    "The import takes {} as the master password.",
    "**Password:** `{}`",
    "the wifi password is “{}” since May",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_password_is_found_in_the_sentence_that_tells_it(sentence: str) -> None:
    for seed in range(10):
        value = password(Random(seed))
        text = sentence.format(value)
        assert [text[slice(*found.span)] for found in scan(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the password is swordfish", "swordfish"),
        ("The wifi password is swordfish, ask Ines", "swordfish"),
        ("password: swordfish", "swordfish"),
        ("the password is correct-horse-battery-staple", "correct-horse-battery-staple"),
        ('the passphrase is "correct horse battery staple"', "correct horse battery staple"),
        ("the db password is Blue-Fish-77.", "Blue-Fish-77"),
        ("the PIN is 4821", "4821"),
        ("PIN code for the door: 482913", "482913"),
        ("passcode 77349", "77349"),
        ("the vpn password? it's hunter2", "hunter2"),
        ("the password's hunter2 btw", "hunter2"),
        ('the password is "Sommer 2024!"', "Sommer 2024!"),
        ("the door code is 482913#", "482913#"),
        ("the shared key is 3f9a-77b2-kk21", "3f9a-77b2-kk21"),
        ("it takes hunter2 as the admin password", "hunter2"),
    ],
)
def test_plain_words_and_numbers_are_found_where_the_sentence_leaves_no_doubt(text: str, value: str) -> None:
    assert [text[slice(*found.span)] for found in scan(text)] == [value]


@pytest.mark.parametrize("alphabet", [HEX, MIXED])
def test_a_token_is_found_in_the_sentence_that_tells_it(alphabet: str) -> None:
    value = drawn(Random(4), alphabet, 32)
    for sentence in ("the API key for the sandbox is {}", "our access token: {}", "secret {} is in the vault"):
        text = sentence.format(value)
        assert [text[slice(*found.span)] for found in scan(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The password is stored hashed.",
        "The password is hashed with argon2id.",
        "The password is SHA-256 hashed.",
        "A password must be at least 12 characters long.",
        "password: at least 8 characters, one digit",
        "The password is 12 characters or more.",
        "The PIN is 4 digits.",
        "The password is reset after 90 days.",
        "The password is wrong three times.",
        "The password is case-sensitive.",
        "Passwords are strings.",
        "The password's length is checked.",
        'It says "the password is too short" and waits.',
        "The password is 'at least 8 characters'.",
        "Password: required",
        "The token is OAuth2.",
        "the token is opaque and lasts 3600 seconds",
        "API key: sent in the X-Api-Key header",
        "Users log in with e-mail / password.",
        "Log in with Google / GitHub.",
        "login with SSO or SAML2",
        "The secret is kept in Vault.",
        "the password is <password>",
        "the password is changeme",
        "the password is ${DB_PASSWORD}",
        "the key is that nobody has to ask",
        "Show the password in plaintext, never.",
        "the password (see RFC 8018) is derived",
        "Pass 2 reads the file again.",
        "We pass the token to the worker.",
        "password reset link expires in 1h",
        "this is the token",
    ],
)
def test_a_sentence_about_passwords_is_let_be(text: str) -> None:
    assert scan(text) == ()
