"""The area and the story of a demo, imported once and kept for the next time."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coordinator.areas.codec import decode_area, encode_area
from coordinator.areas.import_area import import_area
from coordinator.demo import district
from coordinator.demo.any_city import located, story_of
from coordinator.demo.district import DISTRICT_NAME, write_district
from coordinator.demo.district.story import district_story
from coordinator.demo.placed_cameras import ENOUGH, write_cameras
from coordinator.demo.story import Story
from domain.area import Area
from projections.streets.street_lines import StreetLines

FORMAT = "1"
"""To be raised when an import of the same file gives another area."""
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Scenery:
    """Where a demo plays."""

    area: Area
    lines: StreetLines
    story: Story
    placed_cameras: int
    """How many of the cameras are simulated."""


def fictional_district(folder: Path, progress: Progress) -> Scenery:
    """The fictional hilly district, written as an OSM file and imported like any city."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"district-{_drawing()}.osm"
    if not file.exists():
        progress("drawing", 0.0)
        draft = file.with_name(f"draft-{file.name}")
        write_district(draft)
        draft.replace(file)
    area = _imported(file, DISTRICT_NAME, folder, None, progress)
    return Scenery(area, StreetLines(area.network), district_story(), 0)


def _drawing() -> str:
    """Tells one drawing of the district from another: a digest of the program that draws it."""
    digest = hashlib.sha256()
    for source in sorted(Path(district.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def city(file: Path, folder: Path, seed: int, progress: Progress) -> Scenery:
    """Any city, with simulated cameras where it has too few; AreaError for a wrong file."""
    folder.mkdir(parents=True, exist_ok=True)
    name = file.name.split(".")[0]
    area = _imported(file, name, folder, None, progress)
    placed = 0
    if located(area) < ENOUGH:
        cameras = folder / "cameras.csv"
        placed = write_cameras(area, cameras, seed)
        area = _imported(file, name, folder, cameras, progress)
    lines = StreetLines(area.network)
    return Scenery(area, lines, story_of(area, lines, seed), placed)


def _imported(
    file: Path, name: str, folder: Path, cameras: Path | None, progress: Progress
) -> Area:
    digest = hashlib.sha256(FORMAT.encode())
    for part in (file, cameras):
        if part is not None and part.is_file():
            digest.update(part.read_bytes())
    kept = folder / f"area-{digest.hexdigest()[:24]}.bin"
    if kept.exists():
        return decode_area(name, kept.read_bytes())
    area, _ = import_area(file, name, cameras, progress)
    draft = kept.with_suffix(".part")
    draft.write_bytes(encode_area(area))
    draft.replace(kept)
    return area
