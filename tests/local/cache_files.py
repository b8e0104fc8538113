"""Why this file exists: what the tests of the cache's file write, how they look at it, and who else works on it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.local.cache_file import CacheFile
from hybridtui.local.window_cache import key

AMPLE = 2**26
"""A limit in bytes that nothing here comes near."""
CHILD = """
import sys
from pathlib import Path
from hybridtui.core.errors import HybridError
from hybridtui.local import cache_file
from hybridtui.local.cache_file import CacheFile
from hybridtui.local.window_cache import key
cache_file._PATIENCE = 60
file, name = Path(sys.argv[1]), sys.argv[2]
cache = CacheFile(file, 2**26, lambda error: print("told", error))
"""
"""How the programs of the tests begin; they are patient, since the machine may be busy."""


def entry(number: int, size: int = 300) -> tuple[str, bytes]:
    """A key, and a value of at least `size` bytes that belongs to no other key."""
    word = f"{number} ".encode()
    return key(str(number)), word * (size // len(word) + 1)


def read(file: Path, *keys: str) -> dict[str, bytes]:
    """What is on the disk, in a file that must be sound."""
    told: list[HybridError] = []
    cache = CacheFile(file, AMPLE, told.append)
    found = cache.read(keys)
    cache.close()
    assert told == []
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return found


def journal(file: Path) -> Path:
    return file.with_name(f"{file.name}-journal")


def execute(file: Path, *statements: str) -> None:
    """Change the file behind the cache's back."""
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def start(program: str, file: Path, name: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD + program, str(file), name], stdin=PIPE, stdout=PIPE, text=True
    )


def on_a_small_disk(folder: Path, program: str) -> list[str]:
    """What `program` prints when `folder` is a disk of 300 kB."""
    mounted = 'mount -t tmpfs -o size=300k none "$0" 2>&1 && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mounted, str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], stdout=PIPE, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    command += [sys.executable, "-c", CHILD + program, str(folder / "windows"), ""]
    return subprocess.run(command, stdout=PIPE, text=True, check=True, timeout=120).stdout.splitlines()
