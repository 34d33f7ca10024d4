"""Runs all measurements, one after the other, each in a process of its own."""

import pkgutil
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run what stands in this folder; the exit code is that of the worst."""
    worst = 0
    for module in sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)])):
        if module.startswith("_"):
            continue
        print(f"\n== {module} (python -m tests.benchmarks.{module})", flush=True)
        done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}"], check=False)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
