"""Why this file exists: the words that show a model what to do are data, apart from the code that decodes.

A model below 1B parameters follows examples, not instructions; so the prompt is a list of worked pairs in which the
short line is the long one with words left out, which is also all that constrained decoding lets it do. The part before
the sentence never changes, and is evaluated once.
"""

from __future__ import annotations

_TASK = "Rewrite every note as a telegram: leave out each word that is not needed.\n\n"

_PAIRS = (
    (
        "So I want a login page for the drivers, one field, no password.",
        "login page for drivers, one field, no password.",
    ),
    (
        "It should also send the reminder two days before the due date.",
        "send reminder two days before due date.",
    ),
    ("It would be nice to have the export in the other format as well.", "export in other format."),
    ("And we need to check that the salaries are not in the report.", "check salaries are not in report."),
    ("Currently our old phones already lose the connection at 20 m.", "old phones lose connection at 20 m."),
    (
        "So the idea is that it has to keep the last ten orders, and the newest one comes first.",
        "keep last ten orders, newest one comes first.",
    ),
    ("Then also it needs to tell the owner when a payment fails.", "tell owner when payment fails."),
)

END = "\n"
"""What the model says where a line may end."""


def prefix() -> str:
    """The part of the prompt that is the same for every sentence."""
    return _TASK + "".join(f"{ask(note)} {telegram}{END}\n" for note, telegram in _PAIRS)


def ask(sentence: str) -> str:
    """The part that follows the prefix: the sentence, up to where its short line begins."""
    return f"Note: {' '.join(sentence.split())}\nTelegram:"
