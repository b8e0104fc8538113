"""Why this file exists: the screen of the stop before a hand-off, and the parts it is made of."""
