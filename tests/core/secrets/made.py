"""Why this file exists: secrets to be found are drawn at run time, so that no key stands in this project."""

from __future__ import annotations

import base64
import json
import string
from random import Random

UPPER = string.ascii_uppercase + "234567"
MIXED = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
URL = MIXED + "-_"


def drawn(random: Random, alphabet: str, size: int) -> str:
    """A string of `size` characters of `alphabet` in which letters and digits both stand."""
    while True:
        text = "".join(random.choices(alphabet, k=size))
        if any(each.isdigit() for each in text) and any(each.isalpha() for each in text) and text[-1].isalnum():
            return text


def vendor_keys(random: Random) -> dict[str, str]:
    """A key of each of these sorts."""
    digits = string.digits
    return {
        "AWS access key": "AKIA" + drawn(random, UPPER, 16),
        "Google API key": "AIza" + drawn(random, URL, 35),
        "GitHub token": "ghp_" + drawn(random, MIXED, 36),
        "GitLab token": "glpat-" + drawn(random, URL, 20),
        "Slack token": f"xoxb-{drawn(random, MIXED, 12)}-{drawn(random, MIXED, 24)}",
        "Stripe key": "sk_live_" + drawn(random, MIXED, 24),
        "SendGrid key": f"SG.{drawn(random, URL, 22)}.{drawn(random, URL, 43)}",
        "npm token": "npm_" + drawn(random, MIXED, 36),
        "Anthropic key": "sk-ant-" + drawn(random, URL, 60),
        "OpenAI key": "sk-proj-" + drawn(random, URL, 60),
        "Hugging Face token": "hf_" + drawn(random, MIXED, 34),
        "DigitalOcean token": "dop_v1_" + drawn(random, HEX, 64),
        "Telegram token": f"{random.randrange(10**9, 10**10)}:AA{drawn(random, URL, 33)}",
        "Discord token": f"M{drawn(random, MIXED, 25)}.{drawn(random, MIXED, 6)}.{drawn(random, MIXED, 38)}",
        "webhook address": "https://hooks.slack.com/services/"
        + "/".join(("T" + drawn(random, UPPER, 9), "B" + drawn(random, UPPER, 9), drawn(random, MIXED, 24))),
        "signed token (JWT)": jwt(random),
        "private key": private_key(random),
        "Mailchimp key": f"{drawn(random, HEX, 32)}-us{random.choice(digits[1:])}",
    }


def password(random: Random) -> str:
    """What a person would take: a word with digits in it and a mark."""
    return random.choice(["kestrel", "Juniper", "lantern"]) + drawn(random, MIXED, 4) + random.choice("!#$%")


def jwt(random: Random) -> str:
    """A signed token as RFC 7519 has it, with a signature that nobody made."""

    def part(data: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")

    return f"{part({'alg': 'HS256'})}.{part({'sub': drawn(random, MIXED, 10)})}.{drawn(random, URL, 43)}"


def private_key(random: Random) -> str:
    """A block that looks like a private key."""
    lines = [drawn(random, MIXED + "+/", 64) for _ in range(6)]
    return "\n".join(["-----BEGIN " + "RSA PRIVATE KEY-----", *lines, "-----END " + "RSA PRIVATE KEY-----"])
