"""The score of an exercise: what the trainees did against the advice, made from the events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordinator.exercise.machine import Machine
from coordinator.exercise.orders import Orders
from coordinator.exercise.probability_there import There
from coordinator.exercise.review_marks import ReviewMark, review_score
from domain.moment import moment_text
from domain.place import Place


@dataclass(frozen=True)
class Score:
    """All of it. Minutes count from the report."""

    search_id: str
    begun_at: datetime
    minutes: float
    """How long it took."""
    found_min: float | None
    found_by: str | None
    """The team that found him."""
    place: Place | None
    """Where he was at the end, None if he had left the area."""
    reviews: tuple[ReviewMark, ...]
    orders: Orders
    streets: int
    streets_m: float
    area_m: float
    there: tuple[There, ...]
    machines: tuple[Machine, ...]

    @property
    def review_share(self) -> float | None:
        """Information of what the trainees watched, against the advice; see `review_score`."""
        return review_score(self.reviews)

    def record(self) -> dict[str, Any]:
        """As JSON and the page of the score have it."""
        place = self.place
        return {
            "search_id": self.search_id,
            "begun_at": moment_text(self.begun_at),
            "minutes": round(self.minutes, 1),
            "found_min": _rounded(self.found_min, 1),
            "found_by": self.found_by,
            "truth": None if place is None else {"lon": place.lon, "lat": place.lat},
            "review_score": _rounded(self.review_share, 3),
            "reviews": [mark.record() for mark in self.reviews],
            "redirects": {
                "sent": self.orders.sent,
                "followed": self.orders.followed,
                "share": _rounded(self.orders.share, 3),
                "answered_s": _rounded(self.orders.answered_s, 1),
            },
            "streets": {
                "count": self.streets,
                "metres": round(self.streets_m),
                "share": round(self.streets_m / max(self.area_m, 1.0), 4),
            },
            "probability": [
                {"minute": round(each.minute, 1), "there": each.probability, "even": each.even}
                for each in self.there
            ],
            "machine": [
                {
                    "policy": each.policy,
                    "found_min": _rounded(each.found_min, 1),
                    "reviews": each.reviews,
                }
                for each in self.machines
            ],
        }


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(float(number), digits)
