"""Why this file exists: the screen on which versions are walked, compared and put back."""
