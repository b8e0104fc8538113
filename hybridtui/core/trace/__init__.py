"""Why this file exists: every item of a spec can be followed back to the notes, and what cannot be is told apart."""

from hybridtui.core.trace.tracer import ItemVerdict, SentenceVerdict, Trace, TracedItem, TracedSentence, Tracer

__all__ = ["ItemVerdict", "SentenceVerdict", "Trace", "TracedItem", "TracedSentence", "Tracer"]
