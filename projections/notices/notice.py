"""A notice, and what notices are read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.area import Area
from domain.evidence import Evidence
from domain.search import Search
from projections.belief.belief import Belief
from projections.belief.disagreement import Disagreement
from projections.belief.explanation import Source
from projections.belief.explanation_words import Sentence, source_words
from projections.notices.pieces_of_network import Pieces

UNNAMED: Sentence = {"zh": "无名道路", "en": "a street without a name"}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the map cannot honour: what it is, and what to do about it."""

    code: str
    """Stable, for programs."""
    about: tuple[str, ...]
    """The ids of what it speaks of, in order; empty where it speaks of the whole."""
    says: Sentence
    do: Sentence
    figures: Mapping[str, Any] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """As the HTTP interface tells it."""
        return {
            "code": self.code,
            "about": list(self.about),
            "figures": dict(self.figures),
            "says": self.says,
            "do": self.do,
        }


@dataclass(frozen=True, eq=False)
class Standing:
    """A search as it stands at a moment: all that notices are functions of."""

    search: Search
    area: Area
    evidence: Evidence
    at: datetime
    belief: Belief
    disagreement: Disagreement
    pieces: Pieces
    names: Mapping[Source, Sentence]
    """What people call the sources of evidence; may lack any of them."""

    def street(self, segment: int) -> Sentence:
        """The name of a street inside a sentence."""
        name = self.area.network.name_of(segment)
        return {"zh": name, "en": name} if name else UNNAMED

    def source(self, source: Source) -> Sentence:
        """What a source is called at the beginning of a sentence."""
        return source_words(source, self.names)

    def camera(self, camera_id: str) -> str:
        """A camera by its id and, where it has one of its own, its name."""
        camera = self.area.camera(camera_id)
        known = camera is not None and camera.name not in ("", camera_id)
        return f"{camera_id} {camera.name}" if camera is not None and known else camera_id


def listed(names: list[str], language: str, most: int = 4) -> str:
    """Names in a row, not more than a few of them."""
    comma = "、" if language == "zh" else ", "
    shown = comma.join(names[:most])
    if len(names) <= most:
        return shown
    rest = len(names) - most
    return f"{shown} 等 {len(names)} 个" if language == "zh" else f"{shown} and {rest} more"


def metres(length_m: float) -> Sentence:
    """A length as people say it."""
    if length_m < 1000:
        rounded = f"{max(1, round(length_m))}"
        return {"zh": f"{rounded} 米", "en": f"{rounded} m"}
    return {"zh": f"{length_m / 1000:.1f} 公里", "en": f"{length_m / 1000:.1f} km"}
