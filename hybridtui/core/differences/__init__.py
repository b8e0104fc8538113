"""Where two texts differ: by words, by lines, at their ends, and in the place of an edit."""
