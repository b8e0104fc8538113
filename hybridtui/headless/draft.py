"""Why this file exists: what a refinement gave is one value, and one table for programs to read."""

from __future__ import annotations

from dataclasses import dataclass

from hybridtui.core.draft.item import Item, Span, Stats


@dataclass(frozen=True, slots=True)
class Draft:
    """What a refinement gave: items in the order of their sentences."""

    spans: tuple[Span, ...]
    items: tuple[Item, ...]
    model: str
    stats: Stats

    def as_json(self) -> dict[str, object]:
        """Plain values: offsets count the characters of the file as it is, `id`s of sentences are those shown."""
        ids = {span.key: f"n{number}" for number, span in enumerate(self.spans, 1)}
        return {
            "sentences": [{"id": ids[span.key], "start": span.start, "end": span.end} for span in self.spans],
            "items": [
                {
                    "id": item.id,
                    "kind": item.kind.value,
                    "text": item.text,
                    "sources": [ids[key] for key in item.sources],
                    "mode": item.mode.value if item.mode else None,
                    "remark": item.remark,
                }
                for item in self.items
            ],
            "model": self.model,
            "stats": {
                "sentences": self.stats.total,
                "tokens": self.stats.tokens,
                "chosen": self.stats.chosen,
                "recalled": self.stats.recalled,
                "seconds": round(self.stats.seconds, 3),
                "first_token_seconds": self.stats.first_token,
                "tokens_per_second": round(self.stats.tokens_per_second, 1),
            },
        }
