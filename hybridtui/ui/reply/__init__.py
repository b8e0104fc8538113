"""Why this file exists: the pane of the reply, and what can be done with what came back."""
