"""Why this file exists: anyone can read the books with sqlite3, and nobody can rewrite them by mistake.

`events` is what is kept: one "opening" for each hand-off, then its "states", each as JSON. `hand_offs` is what to ask:
one row for each hand-off, as its newest state has it, with the columns of `core.accounts.COLUMNS`. Money is text.
"""

from __future__ import annotations

from hybridtui.store.shared_file import Format

_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hand_off TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'state')),
    data TEXT NOT NULL CHECK (json_valid(data))
)""",
    "CREATE UNIQUE INDEX IF NOT EXISTS openings ON events (hand_off) WHERE kind = 'opening'",
    "CREATE INDEX IF NOT EXISTS opened ON events (at) WHERE kind = 'opening'",
    "CREATE INDEX IF NOT EXISTS states ON events (hand_off, id) WHERE kind = 'state'",
    """
CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'append only'); END""",
    """
CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'append only'); END""",
    # INSERT OR REPLACE deletes without a word to the trigger above.
    """
CREATE TRIGGER IF NOT EXISTS no_replace BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id
             OR (NEW.kind = 'opening' AND kind = 'opening' AND hand_off = NEW.hand_off))
BEGIN SELECT RAISE(ABORT, 'append only'); END""",
    """
CREATE TRIGGER IF NOT EXISTS no_stray BEFORE INSERT ON events
WHEN NEW.kind = 'state' AND NOT EXISTS (SELECT 1 FROM events WHERE kind = 'opening' AND hand_off = NEW.hand_off)
BEGIN SELECT RAISE(ABORT, 'no such hand-off'); END""",
    """
CREATE VIEW IF NOT EXISTS hand_offs AS
SELECT
    o.hand_off AS id,
    o.at AS at,
    json_extract(o.data, '$.project') AS project,
    json_extract(o.data, '$.target') AS target,
    json_extract(o.data, '$.host') AS host,
    json_extract(o.data, '$.credential') AS credential,
    json_extract(o.data, '$.model') AS model,
    coalesce(json_extract(s.data, '$.answered_by'), '') AS answered_by,
    json_extract(o.data, '$.effort') AS effort,
    json_extract(o.data, '$.max_tokens') AS max_tokens,
    json_extract(o.data, '$.sign_off') AS sign_off,
    json_extract(o.data, '$.over_budget') AS over_budget,
    coalesce(json_extract(s.data, '$.outcome'), 'open') AS outcome,
    coalesce(CASE json_extract(s.data, '$.outcome')
        WHEN 'failed' THEN 1
        WHEN 'delivered' THEN 1
        WHEN 'complete' THEN json_type(s.data, '$.usage') = 'object'
        WHEN 'cut' THEN json_type(s.data, '$.usage') = 'object'
    END, 0) AS confirmed,
    coalesce(json_extract(s.data, '$.stop_reason'), '') AS stop_reason,
    coalesce(json_extract(s.data, '$.request_id'), '') AS request_id,
    coalesce(json_extract(s.data, '$.error'), '') AS error,
    json_extract(s.data, '$.usage.input') AS input_tokens,
    json_extract(s.data, '$.usage.cache_read') AS cache_read_tokens,
    json_extract(s.data, '$.usage.cache_write_5m') AS cache_write_5m_tokens,
    json_extract(s.data, '$.usage.cache_write_1h') AS cache_write_1h_tokens,
    json_extract(s.data, '$.usage.output') AS output_tokens,
    json_extract(s.data, '$.usage.thinking') AS thinking_tokens,
    json_extract(s.data, '$.usage.web_searches') AS web_searches,
    json_extract(s.data, '$.usage.unpriced') AS unpriced,
    json_extract(s.data, '$.cost') AS cost_usd,
    json_extract(o.data, '$.meter.input_tokens') AS estimate_tokens,
    json_extract(o.data, '$.meter.low') AS estimate_low,
    json_extract(o.data, '$.meter.high') AS estimate_high,
    json_extract(o.data, '$.meter.exact') AS estimate_exact,
    json_extract(o.data, '$.meter.counter') AS counter,
    json_extract(o.data, '$.meter.kind') AS text_kind,
    json_extract(o.data, '$.meter.notes_tokens') AS notes_tokens,
    json_extract(o.data, '$.meter.spec_tokens') AS spec_tokens,
    json_extract(o.data, '$.meter.input_low') AS estimate_low_usd,
    json_extract(o.data, '$.meter.input_high') AS estimate_high_usd,
    json_extract(o.data, '$.meter.worst_case') AS estimate_most_usd,
    json_extract(o.data, '$.meter.notes_cost') AS notes_usd,
    o.id AS place,
    o.data AS opening,
    s.data AS state
FROM events AS o
LEFT JOIN events AS s ON s.id = (SELECT max(id) FROM events WHERE kind = 'state' AND hand_off = o.hand_off)
WHERE o.kind = 'opening'""",
)

FORMAT = Format(1, ("PRAGMA journal_mode = WAL",), _SCHEMA, synchronous="FULL")
"""Who reads the books waits for nobody who writes; what was entered stands, also after a power cut."""
