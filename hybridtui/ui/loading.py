"""Why this file exists: what a first paint can do without is imported in a thread, or the first key would wait for it.

Each of these is imported where it is used, too; here it is only made sure that this takes no time then.
"""

from __future__ import annotations


def load_work() -> None:
    """What the workbench sets to work as soon as it stands."""
    from hybridtui.core.draft import progress  # noqa: F401
    from hybridtui.core.notes.blocks import parser
    from hybridtui.core.spec import reading  # noqa: F401
    from hybridtui.ui import recorder, scales  # noqa: F401

    parser()


def load_dialogs() -> None:
    """What the first keys may open."""
    from hybridtui.ui.dialogs import help, leader  # noqa: A004, F401
    from hybridtui.ui.reply import layout  # noqa: F401
    from hybridtui.ui.review import review  # noqa: F401
