"""The code blocks of an answer: found, named, and turned into files."""
