"""What belongs to a file of notes, who may write it, and the list of all of them."""
