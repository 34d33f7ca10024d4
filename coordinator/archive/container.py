"""The file itself: a zip with a seal over every byte of it.

Any system can open a zip, its parts are found without reading the others, and a part that is
packed already is stored as it is. Its comment is the seal: SHA-256 of all that comes before.
"""

import hashlib
import io
import os
import secrets
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from coordinator.archive.manifest import Part
from coordinator.archive.refused import ArchiveRefused, altered

SEAL = b"sha-256 "
_HEX = 64
MOST_LINE = 8_000_000
"""Bytes of one record: no photo and no track is larger."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
    NotImplementedError, OverflowError, KeyError, IndexError,
)  # fmt: skip
"""What the zip library raises for files that are none, or none any more."""


class Counted:
    """Passes bytes on and knows how many there were and their hash."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._hash = hashlib.sha256()
        self._count = 0

    def write(self, data: bytes) -> None:
        """Pass on."""
        self._hash.update(data)
        self._count += len(data)
        self._target.write(data)

    def part(self, name: str) -> Part:
        """What was written, as the manifest says it."""
        return Part(name, self._count, self._hash.hexdigest())


class Packing:
    """An archive that is being written."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._zip = packed
        self.parts: list[Part] = []

    @contextmanager
    def part(self, name: str, *, pack: bool = True) -> Generator[Counted]:
        """Write the next part; one that is packed already is stored as it is."""
        entry = zipfile.ZipInfo(name, _ALWAYS)
        entry.compress_type = zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED
        with self._zip.open(entry, "w", force_zip64=True) as target:
            counted = Counted(target)
            yield counted
        self.parts.append(counted.part(name))


@contextmanager
def packing(file: Path) -> Generator[Packing]:
    """Write an archive, which appears under its name only when it is whole."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as out, zipfile.ZipFile(out, "w") as packed:
            packed.comment = SEAL + b"0" * _HEX
            yield Packing(packed)
        _seal(draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _seal(file: Path) -> None:
    with file.open("r+b") as whole:
        seal = seal_of(whole)
        whole.seek(-_HEX, os.SEEK_END)
        whole.write(seal)
        whole.flush()
        os.fsync(whole.fileno())


def seal_of(whole: BinaryIO) -> bytes:
    """SHA-256 in hex of a file but for the seal at its end."""
    left = whole.seek(0, os.SEEK_END) - _HEX
    whole.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (block := whole.read(min(left, 1 << 20))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest().encode()


class Unpacking:
    """An archive that is being read. Nothing in it is believed."""

    def __init__(self, packed: zipfile.ZipFile, *, sealed: bool) -> None:
        self._zip = packed
        self.sealed = sealed
        """Whether every byte of the file is as it was written."""
        self.names = packed.namelist()

    @contextmanager
    def part(self, name: str) -> Generator[BinaryIO]:
        """Read a part."""
        if name not in self.names:
            raise altered(f"its part {name} is missing")
        try:
            opened = self._zip.open(name)
        except UNREADABLE as problem:
            raise altered(f"its part {name} cannot be read ({_said(problem)})") from problem
        with opened, io.BufferedReader(cast(io.RawIOBase, opened), 1 << 16) as reader:
            yield reader

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part, each with its end; one that is too long is cut there."""
        with self.part(name) as reader:
            while line := _read(name, reader.readline, MOST_LINE):
                yield line

    def content(self, name: str, most: int) -> bytes:
        """A whole part of at most so many bytes."""
        with self.part(name) as reader:
            found = _read(name, reader.read, most + 1)
        if len(found) > most:
            raise altered(f"its part {name} is larger than {most:,} bytes")
        return found

    def check(self, part: Part) -> None:
        """Refuse a part that is not what the manifest says."""
        digest, count = hashlib.sha256(), 0
        with self.part(part.name) as reader:
            while block := _read(part.name, reader.read, 1 << 20):
                digest.update(block)
                count += len(block)
                if count > part.bytes:
                    break
        if (count, digest.hexdigest()) != (part.bytes, part.sha256):
            raise altered(f"its part {part.name} is not what the manifest says")


def _read(name: str, read: Callable[[int], bytes], most: int) -> bytes:
    try:
        return read(most)
    except UNREADABLE as problem:
        raise altered(f"its part {name} cannot be read ({_said(problem)})") from problem


def _said(problem: BaseException) -> str:
    return (str(problem).splitlines() or [""])[0] or type(problem).__name__


@contextmanager
def unpacking(file: Path) -> Generator[Unpacking]:
    """Read an archive; ArchiveRefused when the file is none or ends too early."""
    try:
        whole = file.open("rb")
    except OSError as problem:
        raise ArchiveRefused(
            "archive_unreadable", f"the archive cannot be read: {problem.strerror}"
        ) from None
    with whole:
        sealed = _is_sealed(whole)
        try:
            packed = zipfile.ZipFile(whole)
        except UNREADABLE as problem:
            raise ArchiveRefused(
                "archive_unreadable", "this is no archive of a search, or it ends too early"
            ) from problem
        with packed:
            yield Unpacking(packed, sealed=sealed)


def _is_sealed(whole: BinaryIO) -> bool:
    try:
        whole.seek(-_HEX - len(SEAL), os.SEEK_END)
        seal = whole.read()
        return seal == SEAL + seal_of(whole)
    except OSError:
        # Shorter than a seal.
        return False
