"""Commands without a screen, for scripts and pipes: results on standard output, everything else on standard error."""
