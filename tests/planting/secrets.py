"""Why this file exists: secrets to be found are made of random characters at run time, so none stands in this project.

They stand in the sentences in which people leave them behind.
"""

from __future__ import annotations

import base64
import json
import string
from collections.abc import Callable
from random import Random

from hybridtui.core.kinds import Kind
from tests.planting.bed import Bed, Defect, Family

_WORDS = ("kestrel", "marble", "juniper", "copper", "lantern", "walnut", "pepper", "granite", "thistle", "velvet")
_NAMES = ("ines", "tomasz", "yusuf", "greta", "malik", "sofie")
_MIXED = string.ascii_letters + string.digits


def plant(bed: Bed, random: Random, count: int) -> None:
    """Add `count` secrets, of as many sorts as there are (see `SORTS`), each in an entry of its own."""
    sorts = list(SORTS)
    random.shuffle(sorts)
    for at in range(count):
        sort = sorts[at % len(sorts)]
        value = SORTS[sort](random)
        text = random.choice(_SENTENCES[sort]).format(value)
        kind = random.choice((Kind.REQUIREMENT, Kind.CONSTRAINT, Kind.QUESTION))
        bed.add(text, kind, Defect(Family.SECRET, sort, value), random)


def _some(random: Random, alphabet: str, size: int) -> str:
    return "".join(random.choices(alphabet, k=size))


def _cloud(random: Random) -> str:
    upper = string.ascii_uppercase + "234567"
    return random.choice(["AKIA" + _some(random, upper, 16), "AIza" + _some(random, _MIXED + "-_", 35)])


def _git(random: Random) -> str:
    return random.choice(["ghp_" + _some(random, _MIXED, 36), "glpat-" + _some(random, _MIXED + "-_", 20)])


def _chat(random: Random) -> str:
    digits = string.digits
    bot = f"xoxb-{_some(random, digits, 12)}-{_some(random, digits, 12)}-{_some(random, _MIXED, 24)}"
    return random.choice([bot, f"{_some(random, digits, 10)}:AA{_some(random, _MIXED + '-_', 33)}"])


def _service(random: Random) -> str:
    live, model = "sk_live_" + _some(random, _MIXED, 24), "sk-ant-api03-" + _some(random, _MIXED + "-_", 93) + "AA"
    mail = f"SG.{_some(random, _MIXED, 22)}.{_some(random, _MIXED, 43)}"
    return random.choice([live, model, mail, "hf_" + _some(random, string.ascii_letters, 34)])


def _password(random: Random) -> str:
    word, digits = random.choice(_WORDS), _some(random, string.digits, 2)
    mixed = _some(random, _MIXED, 9) + random.choice("!#$%")
    return random.choice([f"{word.title()}-{digits}!", f"{word}{digits}{random.choice(_WORDS)}", mixed])


def _token(random: Random) -> str:
    return _some(random, _MIXED, random.randrange(32, 45))


def _hex(random: Random) -> str:
    return _some(random, "0123456789abcdef", random.choice([32, 40, 64]))


def _jwt(random: Random) -> str:
    def part(data: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(data, separators=(",", ":")).encode()).decode().rstrip("=")

    body = {"sub": _some(random, string.digits, 10), "iat": random.randrange(10**9, 2 * 10**9)}
    return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(body)}.{_some(random, _MIXED + '-_', 43)}"


def _private_key(random: Random) -> str:
    sort = random.choice(["RSA ", "EC ", "OPENSSH ", ""])
    lines = [_some(random, _MIXED + "+/", 64) for _ in range(5)]
    return "\n  ".join([f"-----BEGIN {sort}PRIVATE KEY-----", *lines, f"-----END {sort}PRIVATE KEY-----"])


def _phone(random: Random) -> str:
    one, two, three = (_some(random, string.digits, size) for size in (2, 3, 4))
    return random.choice([f"+44 7{one}1 {two} {three[:3]}", f"+49 4{one} {two}{three}", f"(020) 7{two} {three}"])


def _iban(random: Random) -> str:
    digits = _some(random, string.digits, 18)
    check = 98 - int(digits + "131400") % 97  # D is 13, E is 14
    whole = f"DE{check:02}{digits}"
    return random.choice([whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))])


def _card(random: Random) -> str:
    digits = "4" + _some(random, string.digits, 14)
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(digits)]
    whole = digits + str(-sum(each // 10 + each % 10 for each in doubled) % 10)
    return " ".join(whole[at : at + 4] for at in range(0, 16, 4))


def _host(random: Random) -> str:
    number = random.randrange(2, 250)
    return random.choice([f"10.4.{number}.17", f"192.168.{number}.3", f"{random.choice(_WORDS)}{number}.corp.internal"])


def _home(random: Random) -> str:
    name = random.choice(_NAMES)
    return random.choice([f"/home/{name}/exports", f"C:\\Users\\{name}\\Desktop", f"/Users/{name}/Documents"])


def _mail(random: Random) -> str:
    return f"{random.choice(_NAMES)}.{random.choice(_WORDS)}@{random.choice(_WORDS)}-{random.choice(_WORDS)}.org"


SORTS: dict[str, Callable[[Random], str]] = {
    "cloud key": _cloud,
    "git token": _git,
    "chat token": _chat,
    "service key": _service,
    "URL credential": _password,
    "key=value": _token,
    "password in prose": _password,
    "JWT": _jwt,
    "private key": _private_key,
    "hexadecimal key": _hex,
    "random string": _token,
    "e-mail": _mail,
    "phone": _phone,
    "IBAN": _iban,
    "card": _card,
    "private host": _host,
    "home folder": _home,
}
"""How the value of each sort of secret is made."""

_SENTENCES: dict[str, tuple[str, ...]] = {
    "cloud key": ("The photos are kept in the bucket that {} opens.", "Uploads use the key `{}`."),
    "git token": ("The deployment pulls with {} until we have a robot account.", "Leo's token is {}, ask before use."),
    "chat token": ("The bot posts with {} in the channel of the team.", "Messages go out through the bot ({})."),
    "service key": ("Payments in the test shop use {}.", "For the trial take `{}`, it has 20 € left."),
    "URL credential": (
        "The database is postgres://app:{}@db.fernhill.net:5432/main.",
        "Reports are fetched from https://report:{}@files.nursery-husum.net/daily.",
    ),
    "key=value": ("The server starts with API_KEY={}.", 'The settings have "client_secret": "{}".', "`auth_token: {}`"),
    "password in prose": (
        "The staging password is {}.",
        "You get into the router as admin, password {}, for now.",
        "Log in as demo / {} to see it.",
        "The PIN pad takes {} as the master password.",
    ),
    "JWT": ("The tablet sends {} with each request.", "A session looks like `{}`."),
    "private key": ("The deploy key is:\n\n  {}", "The server has this key:\n\n  ```\n  {}\n  ```"),
    "hexadecimal key": ("Webhooks are signed with the secret {}.", "The encryption key is {}."),
    "random string": ("For the old server use {} instead.", "The shared access code of the office is {}."),
    "e-mail": ("Questions go to {}.", "The report is sent to {} each month."),
    "phone": ("The person on duty is called on {}.", "In an emergency call {}."),
    "IBAN": ("Refunds are paid from {}.", "The deposit goes to {}."),
    "card": ("Tests pay with the card {}.", "The subscription runs on {}."),
    "private host": ("The printer is at {}.", "The old system listens on {} until June."),
    "home folder": ("The import reads from {} for now.", "Backups are written to `{}`."),
}
