"""What is signed, byte for byte, and its one way out."""
