"""Why this file exists: the screen that tells what hand-offs cost, and what they were worth."""
