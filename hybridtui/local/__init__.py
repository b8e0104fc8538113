"""The local tier: a model in a process of its own, and the client that talks to it."""
