"""What is particular to English: its word classes and the rules that read them. Another language would be a sibling."""
