"""Why this file exists: keys in settings, addresses and command lines are found by the name that they stand beside."""

from __future__ import annotations

from random import Random

import pytest

from hybridtui.core.secrets.scanner import scan
from tests.core.secrets.made import HEX, MIXED, drawn, password

FORMS = (
    "DB_PASSWORD={}",
    "export ADMIN_PW='{}'",
    "password: {}",
    '  "password": "{}",',
    "spring.datasource.password = {}",
    "- **Password:** `{}`",
    "| password | {} |",
    "<password>{}</password>",
    "mysql --password={} -h db1",
    "mysql --password {} -h db1",
    "Server=db1;User Id=app;Password={};Encrypt=true",
    "postgres://app:{}@db1/prod",
    "redis://:{}@cache:6379/0",
    "curl -u deploy:{} https://build.test/run",
)
TOKEN_FORMS = (
    "API_KEY={}",
    '{{"clientSecret": "{}"}}',
    "x-api-key: {}",
    "Authorization: Bearer {}",
    "access_token = '{}'",
    "https://{}@git.test/team/app.git",
    "GET https://api.test/v1/items?api_key={}",
    "signing-key: {}",
)


@pytest.mark.parametrize("form", FORMS)
def test_a_password_is_found_in_every_form_of_setting(form: str) -> None:
    for seed in range(10):
        value = password(Random(seed)).replace("#", "!").replace("%", "!")
        text = form.format(value)
        assert [text[slice(*found.span)] for found in scan(text)] == [value]


@pytest.mark.parametrize("form", TOKEN_FORMS)
@pytest.mark.parametrize("alphabet", [HEX, MIXED])
def test_a_token_is_found_in_every_form_of_setting(form: str, alphabet: str) -> None:
    for seed in range(10):
        value = drawn(Random(seed), alphabet, 32)
        text = form.format(value)
        assert [text[slice(*found.span)] for found in scan(text)] == [value]


@pytest.mark.parametrize(
    "text", ["DB_PASSWORD=letmein", 'password: "sunshine"', "password = 'swordfish'", "password: 4711"]
)
def test_a_password_in_a_setting_may_be_a_plain_word_or_a_number(text: str) -> None:
    assert len(scan(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "password: <password>",
        "password = os.environ['DB_PASSWORD']",
        "PASSWORD=${DB_PASSWORD}",
        "password: string",
        "password: required, at least 12 characters",
        "password=password",
        'password: "********"',
        "api_key: your-api-key",
        "API_KEY=xxxxxxxxxxxxxxxx",
        "token = get_token(user)",
        "token: JWT (RS256)",
        "max_tokens=4096",
        "next_token: a1b2c3d4e5f6a7b8",
        "public_key: age1",
        "primary key: user_id",
        "password_hash: argon2id",
        "passwordMinLength: 12",
        "| token | string | required |",
        "postgres://user:password@localhost/db",
        "postgres://user:${PW}@db1/prod",
        "https://example.com:8443/login",
        "Authorization: Bearer <token>",
        "Bearer authentication is used",
        "secretary: Miller2",
        "keyboard: qwerty123",
        "secret_path: /run/secrets/db2",
        "https://user:p4ss@www.example.com/",
    ],
)
def test_a_setting_without_a_value_of_its_own_is_no_secret(text: str) -> None:
    assert scan(text) == ()
