import pytest

from coordinator.exercise.figure import Figure
from coordinator.exercise.passers_by import HIS_COAT, passers_by
from coordinator.exercise.recording import Recordings
from domain.window import Window
from tests.coordinator.exercise.scene import (
    ALONG_S,
    LINES,
    SEEN_FROM_S,
    TOWN,
    going_past_c0,
    window,
)

SEEDS = range(60)
PASSING = window(SEEN_FROM_S - 60, SEEN_FROM_S + ALONG_S + 60)


def recordings(seed: int) -> Recordings:
    return Recordings(TOWN, LINES, going_past_c0(), seed)


def strangers(camera_id: str, seed: int, when: Window) -> list[Figure]:
    index = TOWN.camera_index[camera_id]
    return list(passers_by(TOWN.cameras[index], TOWN.zones[index], LINES, seed, when))


def him(seed: int, when: Window, camera_id: str = "C0") -> list[Figure]:
    """What the picture shows beside the passers-by."""
    others = strangers(camera_id, seed, when)
    return [each for each in recordings(seed).figures(camera_id, when) if each not in others]


def test_given_he_truly_passed_then_most_pictures_show_a_wheelchair_where_he_was() -> None:
    truth, shown = going_past_c0(), 0
    for seed in SEEDS:
        for figure in him(seed, PASSING):
            shown += 1
            assert (figure.kind, figure.coat) == ("wheels", HIS_COAT)
            for part in figure.parts:
                for point in part:
                    assert truth.place_at(point.at) == point.place
    assert 0.75 * len(SEEDS) <= shown < len(SEEDS), "some passes no picture shows"


def test_given_he_did_not_pass_then_there_are_passers_by_alone() -> None:
    earlier, elsewhere = window(0, SEEN_FROM_S), "C7"
    for seed in SEEDS:
        assert him(seed, earlier) == []
        assert him(seed, PASSING, elsewhere) == []
        assert not recordings(seed).shows("C0", earlier)


def test_some_passes_are_hard_to_see_because_something_covers_him() -> None:
    covered = [each for seed in SEEDS for each in him(seed, PASSING) if len(each.parts) == 2]
    assert covered
    for figure in covered:
        gap = figure.parts[1][0].at - figure.parts[0][-1].at
        assert gap.total_seconds() > 10


def test_whoever_looks_again_sees_the_same() -> None:
    assert recordings(3).figures("C0", PASSING) == recordings(3).figures("C0", PASSING)
    assert recordings(3).figures("C0", PASSING) != recordings(4).figures("C0", PASSING)


def test_a_part_of_a_window_shows_who_is_in_the_whole_of_it_at_that_time() -> None:
    whole, part = window(0, 3600), window(1200, 1500)
    middle = part.since + (part.until - part.since) / 2

    def in_view(when: Window) -> set[tuple[str, str, int]]:
        return {
            (each.kind, each.coat, round(each.parts[0][0].at.timestamp()))
            for each in strangers("C0", 5, when)
            if any(one[0].at <= middle <= one[-1].at for one in each.parts)
            and each.parts[0][0].at > part.since
        }

    assert in_view(whole) == in_view(part)


def test_nothing_after_the_end_of_the_window_is_told() -> None:
    for seed in SEEDS:
        cut = window(SEEN_FROM_S - 60, SEEN_FROM_S + ALONG_S / 2)
        for figure in recordings(seed).figures("C0", cut):
            assert all(cut.since <= p.at <= cut.until for part in figure.parts for p in part)


def test_what_is_sent_has_no_word_that_tells_him_from_the_others() -> None:
    seed = next(seed for seed in SEEDS if recordings(seed).shows("C0", PASSING))
    records = [
        f.record(PASSING.until - PASSING.until) for f in recordings(seed).figures("C0", PASSING)
    ]
    assert {frozenset(record) for record in records} == {
        frozenset({"kind", "coat", "size", "parts"})
    }
    other_wheels = [
        f for s in SEEDS for f in strangers("C0", s, window(0, 7200)) if f.kind == "wheels"
    ]
    assert {HIS_COAT} < {figure.coat for figure in other_wheels}


@pytest.mark.parametrize("camera_id", ["C0", "C7"])
def test_figures_come_in_the_order_of_their_time(camera_id: str) -> None:
    begins = [f.parts[0][0].at for f in recordings(2).figures(camera_id, window(0, 3600))]
    assert begins == sorted(begins)
    assert begins
