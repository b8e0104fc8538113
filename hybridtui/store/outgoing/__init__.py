"""What the human takes out of the program: to the clipboard, into a new file, into a folder of code."""
