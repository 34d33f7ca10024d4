"""An exercise from its preparation to its score."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from pathlib import Path
from typing import Any

import orjson

from coordinator.accounts.role import Role
from coordinator.demo.direction import Direction
from coordinator.demo.play import Play
from coordinator.demo.scenery import Scenery
from coordinator.demo.stage import Stage
from coordinator.demo.truth import HiddenTruth
from coordinator.exercise.judge import Judge, Progress
from coordinator.exercise.recording import Recordings
from coordinator.exercise.score import Score
from coordinator.exercise.subject import subject_of
from coordinator.exercise.terms import Terms
from domain.moment import moment_text
from domain.place import Place

LOOKED_EVERY_S = 0.25


def direction_of(scenery: Scenery, terms: Terms) -> Direction:
    """How the stage plays an exercise: the subject is the simulation's, and nobody finds him for
    a trainee."""

    def truth_of(begin: datetime, _seed: int) -> HiddenTruth:
        life, _ = subject_of(scenery, terms)
        return HiddenTruth(scenery.area, scenery.lines, life, begin)

    return Direction(
        truth_of,
        reported_after=terms.reported_after,
        first_speed=terms.speed,
        officers=terms.officers,
        may_take_s=inf,
        lasts=terms.lasts,
        checks_finds=True,
    )


@dataclass
class Exercise:
    """One exercise on a stage. The truth lies in the folder, never in the stream of the search."""

    stage: Stage
    scenery: Scenery
    terms: Terms
    judge: Judge
    folder: Path
    score: Score | None = None
    """None until the exercise is over and has been judged."""
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def play(self) -> Play | None:
        """The search, None until it is open."""
        return self.stage.play

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.play is not None and self.stage.over

    def recordings(self, play: Play) -> Recordings:
        """What the cameras recorded."""
        return Recordings(self.scenery.area, self.scenery.lines, play.truth, self.terms.seed)

    def trainees(self, play: Play) -> dict[str, str | None]:
        """The accounts that trainees entered with, and the team that each goes with."""
        return {
            self.stage.visitor(part): None if part.team is None else play.team_ids[part.team]
            for part in self.stage.parts
            if part.key in self.stage.entered and part.role is not Role.REVIEWER
        }

    def walks(self, team_id: str, place: Place | None) -> None:
        """From now on a trainee walks himself and is here; None: the machine walks for him."""
        play = self.play
        if play is not None and team_id in play.players:
            play.players[team_id].walked = place

    def judged(self, tell: Progress) -> Score | None:
        """Wait for the end and judge; None when the service stops before. The truth is stored
        when the search is opened, the score when it is known."""
        play = self._waited(lambda: self.play)
        if play is None:
            return None
        self._store("truth", self._truth(play))
        if self._waited(lambda: self.over or None) is None:
            return None
        score = self.judge.score(play, self.trainees(play), self.stage.clock.now(), tell)
        self._store("score", score.record())
        self.score = score
        return score

    def _waited(self, what: Callable[[], Any]) -> Any:
        while not self.stopped.wait(LOOKED_EVERY_S):
            found = what()
            if found is not None:
                return found
        return None

    def _truth(self, play: Play) -> dict[str, Any]:
        """His life: stays in seconds after the last known point, -1 outside the area."""
        return {
            "search_id": play.search_id,
            "last_known_at": moment_text(play.truth.begin),
            "area": self.scenery.area.name,
            "seed": self.terms.seed,
            "stays": [
                [stay.since, stay.until, stay.segment, stay.from_m, stay.to_m, stay.indoors]
                for stay in play.truth.life.stays
            ],
        }

    def _store(self, name: str, record: dict[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.json").write_bytes(
            orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY)
        )
