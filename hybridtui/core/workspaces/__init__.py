"""What is known of workspaces: their list, what one opens with, and who may write it."""
