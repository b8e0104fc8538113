"""The disk: documents, workspaces, the history, the ledger, replies, settings, and what goes out."""
