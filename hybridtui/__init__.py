"""A terminal workbench for the hybrid workflow: refine notes locally, sign off by hand, let Claude execute once."""

__version__ = "0.1.0"
