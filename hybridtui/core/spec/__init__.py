"""Why this file exists: the spec is a Markdown document with items; around its reading stands what is done with it."""

from hybridtui.core.spec.document import Known, Part, Section, Spec, SpecItem, parse, render, text_hash

__all__ = ["Known", "Part", "Section", "Spec", "SpecItem", "parse", "render", "text_hash"]
