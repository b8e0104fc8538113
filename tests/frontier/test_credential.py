"""Why this file exists: the checkpoint must name the credential and the host that the SDK itself would choose."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from hybridtui.frontier.claude import Claude
from hybridtui.frontier.credential import find_source
from hybridtui.frontier.route import find_host


@pytest.fixture
def profiles(isolated: Path) -> Path:
    """The folder in which the SDK looks for profiles."""
    folder = isolated / ".config" / "anthropic"
    (folder / "configs").mkdir(parents=True)
    return folder


def write_profile(folder: Path, name: str, **config: object) -> None:
    """A login with a token that never runs out, and what `config` says besides or instead."""
    login = {"type": "user_oauth"}
    path = folder / "configs" / f"{name}.json"
    path.write_text(json.dumps({"authentication": login, **config}))
    path.chmod(0o644)
    token = folder / "credentials" / f"{name}.json"
    token.parent.mkdir(exist_ok=True)
    token.write_text(json.dumps({"type": "oauth_token", "access_token": "token"}))
    token.chmod(0o600)


HTTP_CLIENT = httpx2.AsyncClient(trust_env=False)
"""Never sends anything; making one for each client would take long."""

FEDERATION = {
    "ANTHROPIC_FEDERATION_RULE_ID": "rule",
    "ANTHROPIC_ORGANIZATION_ID": "org",
    "ANTHROPIC_IDENTITY_TOKEN": "token",
}


DISKS: dict[str, dict[str, object] | None] = {
    "nothing": None,
    "a profile": {},
    "a profile with a host": {"base_url": "https://profile.example"},
    "a profile without a login": {"authentication": None},
    "a profile with a host in the clear": {"base_url": "http://profile.example"},
}
ENVIRONMENTS = list(
    itertools.product(
        [{}, {"ANTHROPIC_API_KEY": ""}, {"ANTHROPIC_API_KEY": "key"}],
        [{}, {"ANTHROPIC_AUTH_TOKEN": "token"}],
        [{}, {"ANTHROPIC_PROFILE": "work"}, {"ANTHROPIC_PROFILE": "gone"}],
        [{}, FEDERATION],
        [{}]
        + [
            {"ANTHROPIC_BASE_URL": f"{host}/"} for host in ("https://a.example", "http://a.example", "http://localhost")
        ],
    )
)


@pytest.mark.parametrize("active", ["", "work"])
@pytest.mark.parametrize("disk", DISKS)
def test_credential_and_host_are_those_of_the_sdk(
    disk: str, active: str, profiles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_profile(profiles, "work", base_url="https://work.example")
    if (config := DISKS[disk]) is not None:
        write_profile(profiles, "default", **config)
    if active:
        (profiles / "active_config").write_text(f"{active}\n")
    for parts in ENVIRONMENTS:
        environment = {name: value for part in parts for name, value in part.items()}
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            source = find_source()
            ours = ("unusable", "") if source.missing else (kind(source.name), find_host(source))
            assert ours == as_the_sdk_says(), (disk, active, environment)


def kind(name: str) -> str:
    return next(
        known for known in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "profile", "workload") if known in name
    )


def as_the_sdk_says() -> tuple[str, str]:
    """What a client made here and now would pay with, and where it would go."""
    import anthropic

    try:
        client = anthropic.AsyncAnthropic(http_client=HTTP_CLIENT)
        if isinstance(client.credentials, anthropic.CredentialsFile):
            client.credentials()
    except anthropic.AnthropicError:
        return "unusable", ""
    found = {
        "ANTHROPIC_API_KEY": client.api_key is not None,
        "ANTHROPIC_AUTH_TOKEN": client.auth_token is not None,
        "profile": isinstance(client.credentials, anthropic.CredentialsFile),
        "workload": isinstance(client.credentials, anthropic.WorkloadIdentityCredentials),
    }
    using = [name for name, used in found.items() if used]
    return (using[0], str(client.base_url).rstrip("/")) if using else ("unusable", "")


def test_the_headers_of_the_environment_are_named_without_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "X-Team: a\nX-Area: b")
    assert find_source().name == "ANTHROPIC_API_KEY, with the headers x-area, x-team"


def test_a_token_that_comes_from_elsewhere_is_said(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_profile(profiles, "default", base_url="https://login.example/")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://gateway.example")
    assert find_source().name == 'profile "default", with a token from https://login.example'


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda folder: (folder / "credentials" / "default.json").unlink(), "sign in again"),
        (lambda folder: (folder / "credentials" / "default.json").chmod(0o644), "chmod 600"),
        (lambda folder: write_profile(folder, "default", authentication={"type": "magic"}), "not known"),
    ],
)
def test_a_token_that_the_sdk_would_refuse_is_told_at_the_checkpoint(
    spoil: Callable[[Path], None], why: str, profiles: Path
) -> None:
    write_profile(profiles, "default")
    assert find_source().missing == ""
    spoil(profiles)
    assert why in find_source().missing
    assert as_the_sdk_says() == ("unusable", "")


def test_a_profile_that_others_may_write_is_refused(profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_profile(profiles, "work")
    (profiles / "configs" / "work.json").chmod(0o666)
    monkeypatch.setenv("ANTHROPIC_PROFILE", "work")
    assert "chmod go-w" in find_source().missing
    assert as_the_sdk_says() == ("unusable", "")


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
