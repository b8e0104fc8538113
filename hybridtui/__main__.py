"""Why this file exists: `python -m hybridtui` works in any folder, also in one that holds a json.py.

Python puts the current folder first where modules are looked for. It is taken out again before anything is imported
from there, unless the package itself is run from that folder.
"""

import os
import sys

_home = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
_first = os.path.realpath(sys.path[0]) if sys.path else ""
if not sys.flags.safe_path and _first == os.path.realpath(os.getcwd()) != _home:
    del sys.path[0]

from hybridtui.cli import main  # noqa: E402

sys.exit(main())
