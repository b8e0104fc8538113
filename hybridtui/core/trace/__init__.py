"""Why this file exists: every item of a spec can be followed back to the notes, and what cannot be is told apart.

What is told is here; finding it out (`trace.tracer`) brings rules that take a while to load.
"""

from hybridtui.core.trace.verdicts import ItemVerdict, SentenceVerdict, Trace, TracedItem, TracedSentence

__all__ = ["ItemVerdict", "SentenceVerdict", "Trace", "TracedItem", "TracedSentence"]
