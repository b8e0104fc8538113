"""Why this file exists: a claim is between processes, so it is tried with one that can be killed or suspended.

python -m tests.store.workspaces.claim_child FOLDER NOTES    # prints "held" or "refused", then holds until it is ended
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from hybridtui.store.workspaces.claim import ClaimFile

if __name__ == "__main__":
    claim = ClaimFile(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.write("held\n" if claim.take() else "refused\n")
    sys.stdout.flush()
    signal.pause()
