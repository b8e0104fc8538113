"""Why this file exists: what the human writes is on the disk, in step with the panes and with other programs."""
