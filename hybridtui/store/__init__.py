"""The disk: documents, workspaces, replies, configuration and themes."""
