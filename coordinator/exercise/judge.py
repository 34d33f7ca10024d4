"""The judge: reads the events of a finished exercise, knows the truth, and gives the score."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coordinator.advising import Advising
from coordinator.beliefs import Beliefs
from coordinator.demo.play import Play
from coordinator.demo.scenery import Scenery
from coordinator.exercise.machine import Machine, machines
from coordinator.exercise.orders import orders_of
from coordinator.exercise.probability_there import probability_there
from coordinator.exercise.review_marks import marked, watched_by
from coordinator.exercise.score import Score
from coordinator.exercise.terms import Terms
from coordinator.searches.application import Searches
from coordinator.searches.commanding import Commanding

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Judge:
    """Judges one exercise."""

    commanding: Commanding
    searches: Searches
    beliefs: Beliefs
    advising: Advising
    scenery: Scenery
    terms: Terms

    def score(
        self, play: Play, trainees: Mapping[str, str | None], ended: datetime, tell: Progress
    ) -> Score:
        """The score of a play that ended; `trainees` are their accounts, with the
        team each went with. Takes a while."""
        search_id = UUID(play.search_id)
        events = [event for event in self.searches.events_of(search_id) if event.timestamp <= ended]
        with self.commanding.reading(search_id, events[-1].originator_version) as search:
            orders = orders_of(search, {team for team in trainees.values() if team is not None})
            find = search.find
            swept = {s for each in search.sweeps.values() if not each.withdrawn
                     for s in each.segments}  # fmt: skip
        watched = list(watched_by(events, trainees))
        marks = []
        for number, each in enumerate(watched):
            tell("reviews", number, len(watched))
            marks.append(marked(self.advising, search_id, each))
        tell("probability", 0, 1)
        there = probability_there(self.beliefs, search_id, events, play.truth, play.begun_at, ended)
        played = list(self._machines(tell))
        length_m = self.scenery.area.network.length_m
        names = dict(zip(play.team_ids, (t.name for t in self.scenery.story.teams), strict=True))
        found_at = None if find is None else find.at
        return Score(
            play.search_id,
            play.begun_at,
            _minutes(ended, play.begun_at),
            None if found_at is None else _minutes(found_at, play.begun_at),
            None if find is None else names.get(find.team_id or ""),
            play.truth.place_at(found_at or ended),
            tuple(marks),
            orders,
            len(swept),
            float(length_m[sorted(swept)].sum()),
            float(length_m.sum()),
            tuple(there),
            tuple(played),
        )

    def _machines(self, tell: Progress) -> Iterable[Machine]:
        tell("machine", 0, 1)
        return machines(self.scenery, self.terms)


def _minutes(until: datetime, since: datetime) -> float:
    return (until - since).total_seconds() / 60.0
