"""Archives as somebody would forge them who knows how they are made."""

import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from coordinator.archive.chain import EVENTS, Chain, line_of
from coordinator.archive.container import packing
from coordinator.canonical import canonical
from tests.domain.scenario import SEARCH_ID

Parts = dict[str, bytes]
Record = dict[str, Any]


def parts_of(file: Path) -> Parts:
    """The parts of an archive by name."""
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def forge(file: Path, target: Path, change: Callable[[Parts], None]) -> Path:
    """An archive with other parts, its manifest brought up to date and its file sealed anew."""
    parts = parts_of(file)
    change(parts)
    manifest = orjson.loads(parts.pop("manifest.json", b"{}"))
    if manifest and all(part["name"] in parts for part in manifest["parts"]):
        for part in manifest["parts"]:
            content = parts[part["name"]]
            part |= {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    with packing(target) as archive:
        for name, content in parts.items():
            with archive.part(name) as out:
                out.write(content)
        with archive.part("manifest.json") as out:
            out.write(canonical(manifest))
    return target


def lines_of(parts: Parts) -> list[bytes]:
    """The lines of the events."""
    return parts["events.jsonl"].splitlines(keepends=True)


def with_chain(parts: Parts, change: Callable[[list[Record]], None]) -> None:
    """Change the events and compute all hashes anew, also that of the manifest."""
    records = [orjson.loads(line) for line in lines_of(parts)]
    for record in records:
        del record["hash"]
    change(records)
    chain = Chain(EVENTS, UUID(str(SEARCH_ID)))
    parts["events.jsonl"] = b"".join(line_of(record, chain.add(record)) for record in records)
    manifest = orjson.loads(parts["manifest.json"])
    manifest["events"] = {"count": len(records), "head": chain.head}
    parts["manifest.json"] = canonical(manifest)
