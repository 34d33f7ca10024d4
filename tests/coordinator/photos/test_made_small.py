"""Given what phones and others send, then it is a small upright picture and nothing else, or no."""

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from coordinator.photos.made_small import LONGEST, LONGEST_SMALL, made_small
from domain.refusal import Refusal
from tests.coordinator.photos.pictures import encoded, from_a_phone, jpeg, opened


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_large_photo_becomes_small_and_keeps_its_shape() -> None:
    photo = made_small(jpeg(4000, 3000))
    assert opened(photo.full).size == (LONGEST, LONGEST * 3 // 4)
    assert opened(photo.small).size == (LONGEST_SMALL, LONGEST_SMALL * 3 // 4)


def test_a_small_photo_is_not_blown_up() -> None:
    assert opened(made_small(jpeg(64, 48)).full).size == (64, 48)


def test_it_is_turned_upright_and_nothing_of_the_camera_is_left() -> None:
    photo = made_small(from_a_phone(400, 300))
    for sent in (photo.full, photo.small):
        picture = opened(sent)
        assert picture.height > picture.width
        red, white = picture.getpixel((150, 10)), picture.getpixel((150, picture.height - 10))
        assert isinstance(red, tuple)
        assert isinstance(white, tuple)
        assert red[0] > 200, red
        assert red[1] < 90, red
        assert min(white) > 200, white
        assert not picture.getexif()
        assert b"SECRET" not in sent
        assert {"exif", "comment", "icc_profile"}.isdisjoint(picture.info)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16"),
     ("WEBP", "RGBA"), ("JPEG", "L"), ("JPEG", "CMYK")],
)  # fmt: skip
def test_every_usual_kind_of_picture_is_taken(kind: str, mode: str) -> None:
    picture = opened(made_small(encoded(Image.new(mode, (90, 60)), kind)).full)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (90, 60))


def test_what_one_can_see_through_becomes_white() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert opened(made_small(encoded(clear, "PNG")).full).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "not_a_photo"),
        (b"<svg onload='alert(1)'/>", "not_a_photo"),
        (b"%PDF-1.7", "not_a_photo"),
        (encoded(Image.new("P", (9, 9)), "GIF"), "not_a_photo"),
        (encoded(Image.new("RGB", (9, 9)), "TIFF"), "not_a_photo"),
        (jpeg(400, 300)[:-200], "broken_photo"),
        (from_a_phone()[:400], "broken_photo"),
        (bomb(200, 200), "broken_photo"),
        (bomb(8_000, 8_000), "photo_too_large"),
        (bomb(60_000, 60_000), "photo_too_large"),
    ],
    ids=[
        "nothing",
        "svg",
        "pdf",
        "gif",
        "tiff",
        "cut off",
        "header only",
        "short",
        "64 M",
        "3600 M",
    ],
)
def test_what_is_no_photo_is_refused_and_says_why(sent: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        made_small(sent)
    assert (refused.value.field, refused.value.reason) == ("photo", reason)


WHOLE = from_a_phone()


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.integers(0, len(WHOLE)))
def test_whatever_is_broken_it_is_a_photo_or_a_refusal(at: int, byte: int, cut: int) -> None:
    sent = (WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :])[: max(cut, at)]
    with suppress(Refusal):
        assert max(opened(made_small(sent).full).size) <= LONGEST


def test_equal_bytes_give_equal_photos() -> None:
    assert made_small(from_a_phone()) == made_small(from_a_phone())
