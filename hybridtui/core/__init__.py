"""The pure part: values and functions without clock, disk, thread or network."""
