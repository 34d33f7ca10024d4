"""Photos as they come from a phone, made small, and nothing left in them but the picture."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.refusal import Refusal, invalid

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST = 1600
"""Pixels of the longer side: enough for a face and a coat on a desk's screen."""
LONGEST_SMALL = 480
"""Enough for a phone's page; some 30 kB, which an old phone loads at once."""
MOST_PIXELS_JPEG = 50_000_000
"""What phones take; a JPEG is read at a fraction of its size, so memory stays small."""
MOST_PIXELS = 25_000_000
"""Of the other kinds, which are unpacked whole: 100 MB at most."""
QUALITY, QUALITY_SMALL = 82, 74


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as JPEG, and the same as a thumbnail."""

    full: bytes
    small: bytes


def made_small(sent: bytes) -> Photo:
    """Decode, turn upright, shrink and encode anew; a Refusal of the field `photo` if that fails.

    Place, time, device and the camera's own thumbnail are gone. Equal bytes give equal photos.
    """
    try:
        with warnings.catch_warnings():
            # Its warning about many pixels comes from a limit of its own; ours is checked below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(sent), formats=FORMATS) as opened:
                picture = _upright(opened)
    except Refusal:
        raise
    except Image.DecompressionBombError as problem:
        raise _too_many_pixels(MOST_PIXELS) from problem
    except UnidentifiedImageError as problem:
        raise invalid("photo", "expected a picture: JPEG, PNG or WebP", "not_a_photo") from problem
    # The decoders raise whatever a broken file leads them to; none of it is a fault of ours.
    except Exception as problem:
        raise invalid("photo", "this picture is broken or cut off", "broken_photo") from problem
    return Photo(_jpeg(picture, LONGEST, QUALITY), _jpeg(picture, LONGEST_SMALL, QUALITY_SMALL))


def _upright(opened: Image.Image) -> Image.Image:
    most = MOST_PIXELS_JPEG if opened.format in ("JPEG", "MPO") else MOST_PIXELS
    if opened.width * opened.height > most:
        raise _too_many_pixels(most)
    opened.draft("RGB", (LONGEST, LONGEST))
    opened.load()
    shrunk = opened.copy()
    # A palette has no colours in between, and transparency no colour at all.
    if shrunk.mode not in ("RGB", "L"):
        with_alpha = shrunk.convert("RGBA")
        shrunk = Image.new("RGB", with_alpha.size, "white")
        shrunk.paste(with_alpha, mask=with_alpha.getchannel("A"))
    shrunk.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    shrunk.info = {key: opened.info[key] for key in ("exif",) if key in opened.info}
    return ImageOps.exif_transpose(shrunk).convert("RGB")


def _jpeg(picture: Image.Image, longest: int, quality: int) -> bytes:
    sized = picture.copy()
    sized.info = {}
    sized.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    written = BytesIO()
    # Progressive: over a slow net it is recognisable long before it is complete.
    sized.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()


def _too_many_pixels(most: int) -> Refusal:
    return invalid(
        "photo",
        f"expected a picture of at most {most // 1_000_000} million pixels",
        "photo_too_large",
        at_most=most,
    )
