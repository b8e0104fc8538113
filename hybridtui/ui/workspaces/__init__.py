"""Why this file exists: the human works on several things, and goes from one to the other without leaving."""
