"""The central screen in steps, from its frame up: each is a class on top of the one before, and does one thing."""
