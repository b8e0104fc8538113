"""Why this file exists: an error may quote a file, and what it quotes must not command the terminal."""

from __future__ import annotations

from hybridtui.core.errors import HybridError
from tests.ui.conftest import OpenBench


async def test_no_part_of_an_error_is_obeyed(bench: OpenBench) -> None:
    async with bench() as b:
        b.screen.tell(HybridError("\x1b[31mred", "[b]bold[/b]\x07", "\x9bJ"))
        await b.until(lambda: any("red" in each.title for each in b.app._notifications))
        (notice,) = (each for each in b.app._notifications if "red" in each.title)
        assert not {"\x1b", "\x07", "\x9b"}.intersection(notice.title + notice.message)
        assert "[b]bold[/b]" in notice.message
        assert not notice.markup
