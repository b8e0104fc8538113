"""The replies to a spec, each in a folder of its own beside it, written as they arrive."""
