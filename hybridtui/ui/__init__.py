"""The screen: thin panes that show the session's state and send messages up."""
