"""The stop before a hand-off: what is found, where it stands, and what is decided about it."""
