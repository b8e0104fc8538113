"""Why this file exists: the checkpoint must name the credential and the host that the SDK itself would choose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.credential import find_source
from hybridtui.frontier.route import find_host, normal_host


@pytest.fixture
def profiles(isolated: Path) -> Path:
    """The folder in which the SDK looks for profiles."""
    folder = isolated / ".config" / "anthropic"
    (folder / "configs").mkdir(parents=True)
    return folder


def write_profile(folder: Path, name: str, **config: object) -> None:
    login = {"type": "user_oauth"}
    (folder / "configs" / f"{name}.json").write_text(json.dumps({"authentication": login, **config}))


FEDERATION = {
    "ANTHROPIC_FEDERATION_RULE_ID": "rule",
    "ANTHROPIC_ORGANIZATION_ID": "org",
    "ANTHROPIC_IDENTITY_TOKEN": "token",
}


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"ANTHROPIC_API_KEY": "key", "ANTHROPIC_AUTH_TOKEN": "token"}, "ANTHROPIC_API_KEY"),
        ({"ANTHROPIC_API_KEY": "", "ANTHROPIC_AUTH_TOKEN": "token"}, "ANTHROPIC_AUTH_TOKEN"),
        ({"ANTHROPIC_PROFILE": "work", "ANTHROPIC_AUTH_TOKEN": "token"}, "ANTHROPIC_AUTH_TOKEN"),
        ({"ANTHROPIC_PROFILE": "work", **FEDERATION}, 'profile "work"'),
        (FEDERATION, "workload identity (ANTHROPIC_FEDERATION_RULE_ID)"),
        ({}, 'profile "default"'),
        ({"ANTHROPIC_API_KEY": "key", "ANTHROPIC_CUSTOM_HEADERS": "X-Team: a\nX-Area: b"}, "x-area, x-team"),
    ],
)
def test_the_credential_is_the_one_the_sdk_uses(
    environment: dict[str, str], name: str, profiles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import anthropic

    write_profile(profiles, "work")
    write_profile(profiles, "default")
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    client = anthropic.AsyncAnthropic()
    sdk_uses = {
        "ANTHROPIC_API_KEY": client.api_key is not None,
        "ANTHROPIC_AUTH_TOKEN": client.auth_token is not None,
        "profile": type(client.credentials).__name__ == "CredentialsFile",
        "workload": type(client.credentials).__name__ == "WorkloadIdentityCredentials",
    }
    found = find_source()
    assert name in found.name
    assert sdk_uses[next(kind for kind in sdk_uses if found.name.startswith(kind))]


def test_the_active_profile_is_the_one_the_pointer_names(profiles: Path) -> None:
    write_profile(profiles, "work")
    (profiles / "active_config").write_text("work\n")
    assert find_source().name == 'profile "work"'


def test_without_any_credential_the_way_to_one_is_said(isolated: Path) -> None:
    credential = Claude().credential()
    assert credential.source == "none"
    assert "ANTHROPIC_API_KEY" in credential.missing


@pytest.mark.parametrize("name", ["gone", "../../etc/passwd", ".hidden"])
def test_a_chosen_profile_that_cannot_be_used_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_PROFILE", name)
    credential = Claude().credential()
    assert name in credential.source
    assert credential.missing


def test_a_broken_profile_that_nobody_chose_is_no_credential(profiles: Path) -> None:
    (profiles / "configs" / "default.json").write_text("{")
    assert find_source().name == "none"


@pytest.mark.parametrize("key", ["sk-with\nline-end", " sk-blank", "sk-ünïcode"])
def test_a_key_that_cannot_stand_in_a_header_is_refused_unquoted(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", key)
    credential = Claude().credential()
    assert credential.missing
    assert key not in repr(credential)


def test_an_authorization_among_the_custom_headers_is_a_credential(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "Authorization: Bearer secret")
    found = find_source()
    assert (found.name, found.missing) == ("ANTHROPIC_CUSTOM_HEADERS", "")


def test_the_environments_host_wins_over_the_profiles(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_profile(profiles, "default", base_url="https://profile.example/")
    assert find_host(find_source()) == "https://profile.example"
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://environment.example")
    assert find_host(find_source()) == "https://environment.example"


def test_without_either_the_host_is_the_sdks_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import anthropic

    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    assert find_host(find_source()) == str(anthropic.AsyncAnthropic().base_url).rstrip("/")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("HTTPS://Name.Example:443/", "https://name.example"),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
        ("http://[::1]:8787/proxy/", "http://[::1]:8787/proxy"),
        ("https://name.example/a/b", "https://name.example/a/b"),
    ],
)
def test_a_host_has_one_spelling(url: str, host: str) -> None:
    assert normal_host(url) == host
    assert normal_host(host) == host


@pytest.mark.parametrize(
    "url",
    [
        "name.example",
        "ftp://name.example",
        "https://user:secret@name.example",
        "https://",
        "http://a:b",
        "http://a?b=c",
    ],
)
def test_an_address_that_is_not_plain_http_is_refused_unquoted(url: str) -> None:
    with pytest.raises(HybridError) as caught:
        normal_host(url)
    assert "secret" not in str(caught.value)
