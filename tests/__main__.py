"""Why this file exists: one command runs every check, the same here and in CI: `python -m tests`.

What follows on the command line goes to pytest, which runs last, so that its closing line is the last one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

CHECKS: tuple[tuple[str, ...], ...] = (
    ("-m", "ruff", "check", "--quiet"),
    ("-m", "ruff", "format", "--check", "--quiet"),
    ("-m", "mypy"),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    ("-m", "pytest", *sys.argv[1:]),
)


def main() -> int:
    """Run the checks in order; the first that fails ends the run with its exit code."""
    for check in CHECKS:
        sys.stdout.flush()
        if code := subprocess.run([sys.executable, *check], cwd=ROOT, check=False).returncode:
            print(f"failed: python {' '.join(check)}", file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
