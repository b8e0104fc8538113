"""Every version of what was written, drafted, signed and answered, in one file for all workspaces."""
