"""The hidden truth of what is served here: only exercises and demos have one, and only when they
are over does anybody hear of it."""

from uuid import UUID

from starlette.requests import HTTPConnection

from coordinator.demo.play import Play
from coordinator.demo.stage import Stage
from coordinator.exercise.exercise import Exercise
from coordinator.what_if.played_on import Hidden


def hidden_truth(connection: HTTPConnection, search_id: UUID) -> Hidden | None:
    """Where he really was in a search that is over; None where that is not known, or not yet."""
    state = connection.app.state
    stage: Stage | None = getattr(state, "stage", None)
    exercise: Exercise | None = getattr(state, "exercise", None)
    play: Play | None = None
    if exercise is not None and exercise.score is not None:
        play = exercise.play
    elif stage is not None and stage.over:
        play = stage.play
    if play is None or play.search_id != str(search_id):
        return None
    return Hidden(play.truth.life, play.truth.begin)
