"""The raw text: its blocks, its turns, its sentences."""
