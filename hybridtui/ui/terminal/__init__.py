"""Why this package exists: a terminal goes away, stands still, is stopped and pasted into; the program outlives that."""
