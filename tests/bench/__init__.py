"""Why this package exists: `python -m tests.bench` weighs the workbench against the plainest thing that does as much.

What counts are the ratios: both sides are measured in one run, turn by turn where that can be, on whatever machine and
under whatever load. Nothing here passes or fails.
"""
