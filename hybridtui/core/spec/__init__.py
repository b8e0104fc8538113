"""Why this file exists: the spec is a Markdown document with items; around its reading stands what is done with it."""

from hybridtui.core.spec.document import Part, Section, Spec, SpecItem, named, parse, render, text_hash
from hybridtui.core.spec.identities import Known

__all__ = ["Known", "Part", "Section", "Spec", "SpecItem", "named", "parse", "render", "text_hash"]
