from domain.knowledge.photo import AddSightingPhoto, AddSubjectPhoto, WithdrawSubjectPhoto
from domain.knowledge.sighting import ReportSighting
from domain.lifecycle import CloseSearch
from tests.domain.scenario import Scenario, at, event
from tests.domain.town import IN_TOWN

SIGHTING = "5f0c7a52-9a4c-5a53-8f7e-2b1d2c3e4f50"


def test_the_newest_photo_of_the_subject_is_shown(search: Scenario) -> None:
    search.given(AddSubjectPhoto("photo-1"))
    search.when(AddSubjectPhoto("photo-2"))
    search.then(event("subject.photo_added", photo_id="photo-2"))
    assert search.search.photos[-1] == "photo-2"


def test_a_photo_that_is_taken_away_leaves_the_one_before_it(search: Scenario) -> None:
    search.given(AddSubjectPhoto("photo-1"))
    search.given(AddSubjectPhoto("photo-2"))
    search.when(WithdrawSubjectPhoto())
    search.then(event("subject.photo_withdrawn", photo_id="photo-2", instead="photo-1"))
    search.when(WithdrawSubjectPhoto())
    search.then(event("subject.photo_withdrawn", photo_id="photo-1", instead=None))
    search.when(WithdrawSubjectPhoto())
    search.then_refused("no_photo")


def test_a_photo_of_a_sighting_belongs_to_it(search: Scenario) -> None:
    seen = search.given(ReportSighting(IN_TOWN, at(-5), "officer"))
    search.when(AddSightingPhoto(seen, "photo-1"))
    search.then(event("sighting.photo_added", sighting_id=seen, photo_id="photo-1"))
    search.when(AddSightingPhoto("nothing", "photo-1"))
    search.then_refused("unknown_sighting", "sighting_id")


def test_a_sighting_may_come_with_its_photo(search: Scenario) -> None:
    search.when(ReportSighting(IN_TOWN, at(-5), "watcher", photo_id="photo-1"))
    search.then(event("sighting.reported"), event("sighting.photo_added", photo_id="photo-1"))
    assert search.answer is not None
    assert search.search.sightings[search.answer.id].photo_id == "photo-1"


def test_a_photo_that_comes_after_closure_is_taken_as_late(search: Scenario) -> None:
    seen = search.given(ReportSighting(IN_TOWN, at(-5), "officer"))
    search.given(CloseSearch("returned"))
    search.when(AddSightingPhoto(seen, "photo-1"))
    search.then(event("sighting.photo_added", late=True))


def test_the_same_report_becomes_one_sighting_whoever_takes_it_up(search: Scenario) -> None:
    report = ReportSighting(IN_TOWN, at(-5), "watcher", sighting_id=SIGHTING)
    search.when(report, actor="lin")
    search.then(event("sighting.reported", sighting_id=SIGHTING))
    search.when(report, actor="chen")
    search.then_refused("already_taken_up")
