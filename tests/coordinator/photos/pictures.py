"""Pictures as phones send them."""

from io import BytesIO
from typing import Any

from PIL import Image

EXIF_ORIENTATION, EXIF_MAKE, EXIF_PLACE = 0x0112, 0x010F, 0x8825
QUARTER_TURN = 6
PLACE = {1: "N", 2: (29.0, 30.0, 1.0), 3: "E", 4: (106.0, 30.0, 2.0)}


def jpeg(width: int = 64, height: int = 48, colour: str = "navy", **saved: Any) -> bytes:
    """A plain picture."""
    return encoded(Image.new("RGB", (width, height), colour), "JPEG", **saved)


def encoded(picture: Image.Image, kind: str, **saved: Any) -> bytes:
    """A picture in a format."""
    written = BytesIO()
    picture.save(written, kind, **saved)
    return written.getvalue()


def from_a_phone(width: int = 400, height: int = 300) -> bytes:
    """A picture lying on its side, red at its left, with where and by what it was taken."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = QUARTER_TURN
    exif[EXIF_MAKE] = "SECRET maker"
    exif[EXIF_PLACE] = PLACE
    return encoded(picture, "JPEG", exif=exif, comment=b"SECRET words")


def opened(sent: bytes) -> Image.Image:
    """The picture in these bytes."""
    picture = Image.open(BytesIO(sent))
    picture.load()
    return picture
