"""Why this file exists: over SSH every byte counts, so only what changed on the screen is written to the terminal."""
