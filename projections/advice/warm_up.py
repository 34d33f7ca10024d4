"""Compiling every kernel of belief and advice ahead of the first search."""

from projections.advice.ahead import moving
from projections.advice.assignments import Assigner, TeamPlace
from projections.advice.cells import Cells
from projections.advice.review_queue import Moment, ReviewQueue, Watchable
from projections.belief import warm_up as warm_up_belief

POD = 0.5
TEAMS = 3
"""So many that teams are planned together as well as alone."""


def warm_up() -> None:
    """Compile and keep on disk what a search will need: half a minute the first time after an
    installation, a second or two afterwards."""
    warm = warm_up_belief()
    camera, network = warm.area.cameras[0], warm.area.network
    queue = ReviewQueue(warm.trajectories, Cells(network), Moment(warm.since, warm.until_s), POD)
    claimed = Watchable(camera, closed=((0.0, 600.0),), claimed=((0.0, 600.0),))
    queue.best([Watchable(camera), claimed], TEAMS)
    teams = [TeamPlace(str(number), camera.place, "foot") for number in range(TEAMS)]
    ahead, assigner = moving(warm.trajectories, warm.until_s), Assigner(network)
    assigner.plan(teams, ahead, POD)
    assigner.remaining(teams[0], (0, 1), ahead, POD)
