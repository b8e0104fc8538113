"""Why this file exists: the words of planted smells, as people write them; the linter's own lists were not looked at.

`COMMON` holds what guidelines for requirements warn of by name, `RARE` what comes to mind besides. Which of them the
linter lists is found out at run time, by asking it.
"""

from __future__ import annotations

COMMON: dict[str, tuple[str, ...]] = {
    "subjective": (
        "user-friendly",
        "intuitive",
        "easy to use",
        "simple",
        "clear",
        "robust",
        "flexible",
        "clean",
        "nice",
        "elegant",
        "modern",
        "convenient",
        "attractive",
        "straightforward",
    ),
    "amount": ("a few", "several", "many", "some", "various", "numerous", "a lot of", "a large number of"),
    "duration": ("a short time", "a while", "some time", "a reasonable time"),
    "frequency": ("regularly", "periodically", "often", "frequently", "occasionally", "from time to time"),
    "speed": ("quickly", "fast", "promptly", "instantly", "in real time"),
    "escape": (
        "where possible",
        "if possible",
        "as appropriate",
        "if necessary",
        "as needed",
        "where applicable",
        "when feasible",
        "as far as possible",
    ),
    "open": ("etc.", "and so on", "and so forth", "and more", "and others"),
    "modal": ("should", "could", "might", "may"),
    "blank": ("TBD", "TODO", "???", "[to be decided]"),
}
RARE: dict[str, tuple[str, ...]] = {
    "subjective": (
        "crisp",
        "handsome",
        "classy",
        "delightful",
        "tidy",
        "comfortable",
        "foolproof",
        "tasteful",
        "forgiving",
        "neat",
        "unobtrusive",
        "thoughtful",
        "uncluttered",
        "rock-solid",
        "first-rate",
        "self-explanatory",
        "soothing",
        "a joy to look at",
    ),
    "amount": ("a bunch of", "loads of", "a good number of", "heaps of", "plenty of", "a modest number of", "umpteen"),
    "duration": ("a bit", "a good while", "ages", "not too long", "a decent stretch"),
    "frequency": ("every so often", "once in a while", "every now and again", "at sensible intervals", "on and off"),
    "speed": ("in no time", "in a flash", "at a good pace", "without much delay", "swiftly", "in the blink of an eye"),
    "escape": (
        "if time permits",
        "unless there is a good reason not to",
        "circumstances permitting",
        "as the case may be",
        "where it makes sense",
        "within reason",
        "whenever it is convenient",
        "barring surprises",
        "budget allowing",
        "on a good day",
    ),
    "open": ("and such", "and things like that", "or whatever fits", "and what have you", "and other stuff"),
    "modal": ("ought to", "is supposed to", "is meant to", "would ideally"),
    "blank": ("TBC", "XX", "NN", "n.n.", "FIXME", "<number>", "[fill in]"),
}
