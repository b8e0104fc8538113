"""What opens over the panes and is left again: questions, menus, help."""
