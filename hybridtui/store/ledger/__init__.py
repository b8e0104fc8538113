"""The books: what every hand-off was meant to cost and what became of it, in one file that is only added to."""
