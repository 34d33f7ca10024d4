"""Where pictures of a test run go."""

import base64
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests" / "artefacts"
PICTURES = ROOT / "docs" / "pictures"


def picture(page: Page, name: str) -> Path:
    """The page as it looks once its map has come to rest; returns the file."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    before = b""
    for _ in range(10):
        now = page.screenshot(path=path)
        if now == before:
            break
        before = now
    return path


def snapshot(page: Page, name: str) -> None:
    """The page as it is this moment, for people to look through."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")


PIXELS = """async source => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let at = 0; at < data.length; at += 32768) {
        text += String.fromCharCode(...data.subarray(at, at + 32768));
    }
    return [image.width, image.height, btoa(text)];
}"""


def pixels(browser: Browser, path: Path) -> NDArray[np.uint8]:
    """The pixels of a picture, (height, width, 3), decoded by the browser."""
    blank = browser.new_page()
    source = "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()
    width, height, packed = blank.evaluate(PIXELS, source)
    blank.close()
    flat = np.frombuffer(base64.b64decode(packed), np.uint8)
    return flat.reshape(height, width, 4)[:, :, :3].copy()
