"""Why this file exists: what happens to a terminal is told to the application in words of its own."""

from __future__ import annotations

from textual.events import Event


class Lost(Event):
    """The terminal is gone: nothing more can be read or shown."""


class Behind(Event):
    """The terminal stood still and missed something: the picture has to be drawn anew."""


class StopAsked(Event):
    """Someone outside asked the program to stop, as Ctrl+Z asks programs in a shell."""


class Continued(Event):
    """The program was stopped without being asked, and goes on: what the screen shows is not known."""


class EndAsked(Event):
    """The program is to end, with the exit code `code`."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__()
