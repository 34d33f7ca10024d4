"""What an import found, kept and left out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Figures of one import, for the person who started it."""

    segments: int
    junctions: int
    length_m: float
    dropped_segments: int
    """Segments outside the largest connected part."""
    dropped_length_share: float
    """Their share of all metres of street, in [0, 1]."""
    easy_length_share: float
    """Share of the kept metres that hang together without passing anything of a wheelchair
    factor below `EASY_FACTOR` in its better direction."""
    cameras: int
    cameras_indoor: int
    cameras_skipped: int
    """Surveillance that is no camera for this purpose (guards, number plate readers), or rows of
    a camera file that lie outside the area."""
    zones_without_street: tuple[str, ...]
    """Ids of outdoor cameras that see no street."""
    beats: int
    buildings: int
    notes: tuple[str, ...] = ()
    """One sentence each about what was odd in the file."""


EASY_FACTOR = 0.2
