"""Why this file exists: keys that services hand out say by their first characters what they are.

The prefixes are those that the vendors document so that scanners may know them. What follows must be drawn at random,
so "ghp_xxxx" in a manual is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import entropy, is_placeholder, is_sequence

_ROWS = (
    ("AWS access key", "AKIA ASIA ABIA ACCA", r"[A-Z2-7]{16}(?![A-Za-z0-9])"),
    ("Google API key", "AIza", r"[\w-]{35}"),
    ("Google client secret", "GOCSPX-", r"[\w-]{24,40}"),
    ("Google access token", "ya29.", r"[\w-]{20,400}"),
    ("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"[A-Za-z0-9]{30,250}"),
    ("GitHub token", "github_pat_", r"\w{22,250}"),
    ("GitLab token", "glpat- gldt- glrt- glptt- glcbt- glsoat- glagent-", r"[\w-]{20,100}"),
    ("Atlassian token", "ATATT3 ATCTT3 ATBB", r"[\w=-]{20,250}"),
    ("Slack token", "xoxb- xoxp- xoxa- xoxo- xoxr- xoxs- xoxe- xoxc- xoxd- xapp-", r"[\w-]{10,250}"),
    ("Stripe key", "sk_live_ sk_test_ rk_live_ rk_test_ sk_org_", r"[A-Za-z0-9_]{16,250}"),
    ("webhook signing secret", "whsec_", r"[A-Za-z0-9+/=]{24,100}"),
    ("Square token", "sq0atp- sq0csp- EAAAl EAAAE", r"[\w-]{22,100}"),
    ("Shopify token", "shpat_ shpss_ shpca_ shppa_", r"[0-9a-fA-F]{32}"),
    ("Twilio key", "SK", r"[0-9a-f]{32}(?![0-9a-f])"),
    ("SendGrid key", "SG.", r"[\w-]{16,32}\.[\w-]{16,64}"),
    ("Mailgun key", "key-", r"[0-9a-f]{32}(?![0-9a-f])"),
    ("npm token", "npm_", r"[A-Za-z0-9]{36}"),
    ("PyPI token", "pypi-AgE", r"[\w-]{40,250}"),
    ("RubyGems key", "rubygems_", r"[0-9a-f]{48}"),
    ("Docker token", "dckr_pat_ dckr_oat_", r"[\w-]{20,100}"),
    ("Anthropic key", "sk-ant-", r"[\w-]{20,250}"),
    ("OpenRouter key", "sk-or-", r"[\w-]{20,250}"),
    ("OpenAI key", "sk-proj- sk-svcacct- sk-admin- sk-", r"[\w-]{20,250}"),
    ("Hugging Face token", "hf_ api_org_", r"[A-Za-z0-9]{30,60}"),
    ("AI service key", "gsk_ r8_ xai- pplx- nvapi- fw_ csk-", r"[\w-]{24,250}"),
    ("DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"[0-9a-f]{64}"),
    ("Databricks token", "dapi", r"[0-9a-f]{32}(?:-\d)?"),
    ("Vault token", "hvs. hvb. hvr.", r"[\w-]{24,250}"),
    (
        "hosting token",
        "sbp_ sb_secret_ pscale_tkn_ pscale_pw_ nfp_ HRKU- tskey-auth- tskey-api- fo1_ ",
        r"[\w-]{20,250}",
    ),
    ("build token", "CCIPAT_ bkua_ dp.pt. dp.st. dp.ct. ", r"[\w.-]{20,250}"),
    ("office tool token", "lin_api_ ntn_ figd_ figu_ PMAK- secret_ pat-na1- pat-eu1-", r"[\w-]{24,250}"),
    ("monitoring key", "NRAK- NRII- NRJS- glsa_ glc_ sntrys_ sntryu_ phx_ ddp_", r"[\w+/=-]{20,400}"),
    ("age key", "AGE-SECRET-KEY-1", r"[A-Z0-9]{58}"),
)
_PREFIXES = tuple((prefix, sort, re.compile(tail)) for sort, prefixes, tail in _ROWS for prefix in prefixes.split())
_LETTERS_AND_DIGITS = re.compile(r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])")
_ENTROPY = 2.7

_SHAPES = (
    ("signed token (JWT)", "eyJ", re.compile(r"eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{8,2000}")),
    ("Telegram token", ":AA", re.compile(r"(?<!\w)\d{8,10}:AA[\w-]{32,35}(?![\w-])")),
    ("Mailchimp key", "-us", re.compile(r"(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)")),
    ("Discord token", ".", re.compile(r"[MNO](?<![\w.-][MNO])[\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w.-])")),
    (
        "webhook address",
        "https://",
        re.compile(
            r"https://(?:hooks\.slack\.com/(?:services|workflows|triggers)/[\w/-]{20,200}"
            r"|(?:\w{1,10}\.)?discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{15,21}/[\w-]{40,100}"
            r"|[\w-]{1,60}\.webhook\.office\.com/webhookb2/[\w@/-]{40,300}"
            r"|hooks\.zapier\.com/hooks/catch/\d{3,12}/\w{5,20}"
            r"|hooks\.airtable\.com/workflows/v1/genericWebhook/[\w/]{20,120})"
        ),
    ),
)
"""Sort, what the text must hold to be searched at all, and shape."""
_BEGIN = re.compile(r"-{5}BEGIN ((?:[A-Z0-9]{2,12} ){0,3})PRIVATE KEY(?: BLOCK)?-{5}")
_END = re.compile(r"-----END [A-Z0-9 ]{3,60}-----|(?=-----BEGIN)")
_BLANK = re.compile(r"\r?\n[ \t]*\r?\n")


def vendor_keys(text: str) -> Iterator[Secret]:
    """Keys with a prefix that tells their vendor."""
    for prefix, sort, tail in _PREFIXES:
        at = text.find(prefix)
        while at >= 0:
            after = at + len(prefix)
            found = tail.match(text, after) if _opens(text, at) else None
            if found and _drawn(found[0]):
                yield Secret(sort, (at, found.end()))
                after = found.end()
            at = text.find(prefix, after)


def vendor_shapes(text: str) -> Iterator[Secret]:
    """Keys that are known by their shape: signed tokens, bots' tokens, addresses that anyone may post to."""
    for sort, mark, pattern in _SHAPES:
        if mark in text:
            for found in pattern.finditer(text):
                if _drawn(found[0].rpartition("/")[2]):
                    yield Secret(sort, found.span())


def private_keys(text: str) -> Iterator[Secret]:
    """Blocks of a private key, up to their end, or to the next blank line where the end is missing."""
    for begin in _BEGIN.finditer(text):
        edge = _END.search(text, begin.end())
        stop = edge.end() if edge else len(text)
        if not (edge and edge[0]) and (blank := _BLANK.search(text, begin.end(), stop)):
            stop = blank.start()
        if any(_drawn(line) for line in text[begin.end() : stop].split() if len(line) > 30):
            yield Secret(f"{begin[1].strip() or 'PEM'} private key", (begin.start(), stop))


def _opens(text: str, at: int) -> bool:
    """Whether no word runs up to `at`."""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_-") or text[at - 1 : at + 1] == "__"


def _drawn(tail: str) -> bool:
    """Whether the rest of a key is one: letters and digits that no manual would write."""
    plain = tail.strip("-_=")
    if is_placeholder(plain) or is_sequence(plain) or entropy(plain) < _ENTROPY:
        return False
    return bool(_LETTERS_AND_DIGITS.match(plain)) or (len(plain) >= 30 and plain.isalpha() and not plain.islower())
