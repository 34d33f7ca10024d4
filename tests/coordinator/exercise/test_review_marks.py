"""The score of what was watched, on searches in the small city."""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from coordinator.exercise.orders import orders_of
from coordinator.exercise.review_marks import marked, review_score, watched_by
from coordinator.settings import Settings
from domain.camera_zones.claim import ClaimCameraZone
from domain.camera_zones.clearance import ClearCameraZone
from domain.knowledge.sighting import ReportSighting
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.team import DeployStreetTeam
from domain.window import Window
from tests.coordinator.installation import Process, minute, process, spot

TRAINEE = "trainee"


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


def watch(here: Process, search_id: UUID, camera_id: str, window: Window, actor: str) -> None:
    """Claim a window and clear it two minutes later."""
    by = here.issued(actor=actor)
    here.commanding.obey(search_id, ClaimCameraZone(camera_id, window), by)
    here.clock.seconds += 120
    cleared = ClearCameraZone(camera_id, window, "good")
    here.commanding.obey(search_id, cleared, here.issued(actor=actor))


def score(here: Process, search_id: UUID) -> float | None:
    watched = watched_by(here.events(search_id), {TRAINEE})
    return review_score([marked(here.advising, search_id, each) for each in watched])


def test_who_follows_the_advice_to_the_letter_scores_one(here: Process) -> None:
    search_id = here.open()
    for _ in range(3):
        reviews = here.advising.reviews(here.advising.standing(search_id))
        best = max(reviews, key=lambda review: review.bits_per_minute)
        watch(here, search_id, best.camera_id, best.window, TRAINEE)
    assert score(here, search_id) == pytest.approx(1.0, abs=1e-6)


def test_who_watches_useless_windows_scores_nearly_nothing(here: Process) -> None:
    search_id = here.open()
    reviews = here.advising.reviews(here.advising.standing(search_id))
    best = max(reviews, key=lambda review: review.bits_per_minute)
    watch(here, search_id, best.camera_id, best.window, "colleague")
    for _ in range(2):
        watch(here, search_id, best.camera_id, best.window, TRAINEE)
    given = score(here, search_id)
    assert given is not None
    assert given < 0.05


def test_only_what_trainees_watched_counts_and_nothing_is_no_score(here: Process) -> None:
    search_id = here.open()
    best = here.advising.reviews(here.advising.standing(search_id))[0]
    watch(here, search_id, best.camera_id, best.window, "colleague")
    assert score(here, search_id) is None


def test_a_window_on_which_he_was_seen_counts_as_watched(here: Process) -> None:
    search_id = here.open()
    best = here.advising.reviews(here.advising.standing(search_id))[0]
    by = here.issued(actor=TRAINEE)
    here.commanding.obey(search_id, ClaimCameraZone(best.camera_id, best.window), by)
    middle = best.window.since + (best.window.until - best.window.since) / 2
    seen = ReportSighting(spot(1, 1), middle, source="camera", camera_id=best.camera_id)
    here.commanding.obey(search_id, seen, here.issued(actor=TRAINEE))
    (watched,) = watched_by(here.events(search_id), {TRAINEE})
    assert watched.sighting
    assert (watched.camera_id, watched.window) == (best.camera_id, best.window)
    assert score(here, search_id) == pytest.approx(1.0, abs=1e-6)


def test_orders_to_other_teams_do_not_count(here: Process) -> None:
    search_id = here.open()
    mine, other = (
        here.give(search_id, DeployStreetTeam(str(uuid4()), "foot", place=spot(2, 2))).id
        for _ in range(2)
    )
    orders = [
        here.give(search_id, RedirectStreetTeam(team, target=spot(3, 3), reason_ref=None)).id
        for team in (mine, other)
    ]
    here.clock.seconds += 30
    here.give(search_id, ReplyToRedirect(orders[0], "wilco"))
    with here.commanding.reading(search_id) as search:
        found = orders_of(search, {mine})
    assert (found.sent, found.followed, found.share) == (1, 1, 1.0)
    assert found.answered_s == timedelta(seconds=30).total_seconds()
    assert minute(0) < here.clock.now()
