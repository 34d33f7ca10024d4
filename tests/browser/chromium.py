"""Where a Chromium is, for browser tests; run as a module it tries to install one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str | None:
    """The path of a Chromium: COORDINATOR_CHROMIUM, one of the machine's, or Playwright's own."""
    named = os.environ.get("COORDINATOR_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if own and Path(own).exists() else None


def arguments() -> list[str]:
    """What it is started with; as root Chromium refuses its sandbox."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, *(["--no-sandbox"] if as_root else [])]


def install() -> bool:
    """Try Debian's package where that is allowed, else Playwright's download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        packages = ["chromium", "fonts-noto-cjk"]
        apt = ["apt-get", "-qq", "-y", "--no-install-recommends"]
        subprocess.run(["apt-get", "-qq", "update"], check=False)
        if subprocess.run([*apt, "install", *packages], check=False).returncode == 0:
            return True
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(own, check=False).returncode == 0


if __name__ == "__main__":
    if chromium() is None and not install():
        print("No Chromium could be found or installed: the browser tests will be skipped.")
