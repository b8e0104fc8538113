"""Why this file exists: what the first keys need is loaded before they come, in a thread, once the notes are shown."""

from __future__ import annotations


def load_work() -> None:
    """Import what the workbench sets to work as soon as it stands. It is imported where it is used, too."""
    from hybridtui.ui.papers import papers, sheet  # noqa: F401, I001 - asked for with the first letter
    from hybridtui.core.draft import progress  # noqa: F401
    from hybridtui.core.notes.blocks import parser
    from hybridtui.core.spec import reading  # noqa: F401
    from hybridtui.ui import recorder, scales, vigil  # noqa: F401
    from hybridtui.ui.panes import draft_rows, meter_pieces  # noqa: F401
    from hybridtui.ui.reply import pane  # noqa: F401

    parser()


def load_dialogs() -> None:
    """Import what the first keys may open. It is imported where it is used, too."""
    from hybridtui.ui.dialogs import help, leader  # noqa: A004, F401
    from hybridtui.ui.reply import layout  # noqa: F401
    from hybridtui.ui.review import review  # noqa: F401
