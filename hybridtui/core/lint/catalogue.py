"""Why this file exists: manuals and machines learn from one table what lint looks for, and why."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from hybridtui.core.checkpoint.findings import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, its name, what it looks for, why that matters, and how much a finding weighs.

    Under the profile "openspec" S2 and S3 are errors.
    """

    id: str
    title: str
    looks_for: str
    why: str
    severity: Severity


RULES: tuple[Rule, ...] = (
    Rule(
        "L1",
        "words of taste",
        "Words such as easy, robust or intuitive in an item that gives no figure.",
        "Two readers will disagree whether it is met, so nobody can check it.",
        Severity.WARN,
    ),
    Rule(
        "L2",
        "vague amounts",
        "Amounts, speeds and times such as several, fast or often in an item that gives no figure.",
        "Any result meets it, or none does.",
        Severity.WARN,
    ),
    Rule(
        "L3",
        "ways out",
        "Words such as if possible, as needed or appropriate.",
        "Leaving the work undone would meet it too.",
        Severity.WARN,
    ),
    Rule(
        "L4",
        "open ends",
        "Words such as etc., and so on or and/or, and lists that end in three dots.",
        "What else belongs to it is left to a guess.",
        Severity.WARN,
    ),
    Rule(
        "L5",
        "weak verbs",
        "Should, could, might or may, outside the requirements, in a statement that has no must, shall or will.",
        "Whether it has to be done is left open.",
        Severity.WARN,
    ),
    Rule(
        "S1",
        "gaps",
        "Marks such as TBD, TODO, ??? or to be decided, outside the questions.",
        "What is missing will be invented.",
        Severity.ERROR,
    ),
    Rule(
        "S2",
        "criteria",
        "Requirements that nothing says how to check; scenarios without WHEN or THEN.",
        "Without a criterion, done is a matter of opinion.",
        Severity.INFO,
    ),
    Rule(
        "S3",
        "sections",
        "Sections that are missing or empty.",
        "A heading with nothing under it reads like something that was forgotten.",
        Severity.INFO,
    ),
    Rule(
        "S4",
        "ids",
        "Ids that are given twice, and references to ids that no item has.",
        "A reference that leads to two places or to none says nothing.",
        Severity.ERROR,
    ),
    Rule(
        "S6",
        "pronouns without a noun",
        "Items that begin with it, this or they, and words such as the above or the latter.",
        "Items are moved, and read one by one: what the word stands for is lost or mistaken.",
        Severity.WARN,
    ),
    Rule(
        "S7",
        "conflicts",
        "Two statements about the same thing with different figures, or of which one says not.",
        "One of them cannot be met.",
        Severity.ERROR,
    ),
    Rule(
        "S8",
        "repetitions",
        "Two items that say nearly the same.",
        "When one is changed the other becomes a conflict.",
        Severity.WARN,
    ),
)

BY_ID = {rule.id: rule for rule in RULES}


def manual(width: int) -> str:
    """Every rule for a person: its id and name, and below, in lines of at most `width` cells, what it is about."""
    indent = " " * 6
    return "\n".join(
        f"  {rule.id}  {rule.title}\n"
        + textwrap.fill(f"{rule.looks_for} {rule.why}", width, initial_indent=indent, subsequent_indent=indent)
        for rule in RULES
    )
