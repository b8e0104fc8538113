"""Why this file exists: the review before a hand-off, and what it is made of: the matter, checks, count, decisions."""
