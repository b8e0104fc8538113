"""Notes, spec and trace as files: what was read stays as it was, what was typed is never lost."""
