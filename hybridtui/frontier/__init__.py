"""The cloud tier: the hand-off to Claude, and what tokens and money it takes."""
