"""Explanations: what is said of a place and of a piece of evidence is what leaving it out shows."""

from dataclasses import replace

import numpy as np
import pytest

from domain.evidence import Evidence, SightingEvidence
from projections.belief import BeforeLastKnownPoint, BeliefEngine, Kind, Source
from projections.belief.explanation import left_out
from projections.belief.explanation_words import (
    explanation_sentences,
    moved_sentence,
    percent,
)
from tests.projections.belief import quarter as q
from tests.projections.belief import town

AREA = q.quarter()
ENGINE = BeliefEngine(AREA)
AT = q.minute(50)
FIXED = {
    **q.search().parameters, "population_most_batches": 2.0, "population_ess_branch": 1e5,
}  # fmt: skip
"""With the number of batches fixed, leaving a piece out by hand uses the same trajectories."""


def known(**changes: object) -> Evidence:
    return q.search(parameters=FIXED, **changes)


def report(credibility: float, name: str = "s") -> SightingEvidence:
    return SightingEvidence(name, town.place(240, 300), q.minute(20), 40, 2, credibility)


FULL = known(
    clearances=frozenset(
        {q.clearance(3, 0, 40), q.clearance(3, 10, 50, 0.9), q.clearance(5, 0, 50)}
    ),
    sweeps=frozenset({q.sweep([20, 21, 22], 10, 30)}),
    outside_checks=frozenset({q.outside(0, 50)}),
    sightings=frozenset({report(0.6)}),
)


def test_an_effect_is_the_difference_that_leaving_the_source_out_makes() -> None:
    belief = ENGINE.believe(FULL, AT)
    segment = int(np.argmax(belief.poa))
    explanation = ENGINE.explain(FULL, AT, segment)
    assert explanation.probability == pytest.approx(belief.poa[segment], rel=1e-12)
    plain = ENGINE.believe(known(), AT)
    assert explanation.prior == pytest.approx(plain.poa[segment], rel=1e-9)
    kinds = {effect.source.kind for effect in explanation.effects}
    assert {Kind.CAMERA, Kind.SWEEP, Kind.SIGHTING} <= kinds
    for effect in explanation.effects:
        without = ENGINE.believe(left_out(FULL, effect.source), AT)
        assert effect.difference == pytest.approx(
            belief.poa[segment] - without.poa[segment], abs=1e-9
        )
    sizes = [abs(effect.difference) for effect in explanation.effects]
    assert sizes == sorted(sizes, reverse=True)


def test_what_a_piece_moved_is_the_distance_between_the_beliefs_with_and_without_it() -> None:
    belief = ENGINE.believe(FULL, AT)
    found = ENGINE.moved(FULL, AT)
    assert len(found) == 6
    for moved in found:
        without = ENGINE.believe(left_out(FULL, moved.source), AT)
        away = np.abs(belief.poa - without.poa).sum()
        away += abs(belief.rest_of_world - without.rest_of_world)
        assert moved.probability == pytest.approx(away / 2, abs=1e-9)
    assert found[0].probability > 0.01


def test_a_pod_of_zero_moved_nothing_and_is_not_mentioned() -> None:
    nothing = known(
        clearances=frozenset({q.clearance(3, 0, 40, 0.0)}),
        sweeps=frozenset({q.sweep([1, 2], 0, 40, 0.0)}),
        outside_checks=frozenset({q.outside(0, 40, 0.0)}),
        sightings=frozenset({report(0.0)}),
    )
    assert [moved.probability for moved in ENGINE.moved(nothing, AT)] == [0.0] * 4
    assert ENGINE.explain(nothing, AT, 3).effects == ()


def test_independent_sources_multiply() -> None:
    """Sweeps at one moment on different streets meet different trajectories: each takes its share
    of the streets it was on, whether or not the other is there, up to the normalisation."""
    seen = {**FIXED, "indoors_gap": 0.0}
    moment, at = (20 - 1 / 600, 20 + 1 / 600), q.minute(20)
    one, other = q.sweep([20], *moment, 0.75), q.sweep([21], *moment, 0.5)
    both = q.search(parameters=seen, sweeps=frozenset({one, other}))
    plain = ENGINE.believe(q.search(parameters=seen), at).poa
    left = 1 - 0.75 * plain[20] - 0.5 * plain[21]

    def effects_on(segment: int) -> dict[str, float]:
        found = ENGINE.explain(both, at, segment).effects
        return {effect.source.id: effect.difference for effect in found}

    here = effects_on(20)
    with_both = 0.25 * plain[20] / left
    assert here[one.id] == pytest.approx(with_both - plain[20] / (1 - 0.5 * plain[21]), rel=0.01)
    without_other = 0.25 * plain[20] / (1 - 0.75 * plain[20])
    assert here[other.id] == pytest.approx(with_both - without_other, rel=0.01)
    third = int(np.argmax(np.where(np.isin(np.arange(len(plain)), [20, 21]), 0, plain)))
    after = plain[third] / left
    taken = [1 / (after - effects_on(third)[each.id]) for each in (one, other)]
    # 1 / p is the mass that is left over the prior: what both take is the sum of what each takes.
    assert sum(taken) - 1 / plain[third] == pytest.approx(1 / after, rel=1e-3)


def test_overlapping_windows_of_a_camera_share_what_they_took() -> None:
    twice = known(
        clearances=frozenset({q.clearance(3, 0, 50), q.clearance(3, 0, 50, 0.75, "again")})
    )
    assert [moved.probability for moved in ENGINE.moved(twice, AT)] == [0.0, 0.0]
    source = Source(Kind.CAMERA, "C3")
    belief = ENGINE.believe(twice, AT)
    lost = int(np.argmin(belief.poa - ENGINE.believe(known(), AT).poa))
    assert source in {effect.source for effect in ENGINE.explain(twice, AT, lost).effects}


def test_scenarios_feed_a_place_with_shares_that_add_up_to_one() -> None:
    explanation = ENGINE.explain(FULL, AT, 30)
    assert {feed.scenario.sightings for feed in explanation.feeds} == {(), ("s",)}
    assert sum(feed.share for feed in explanation.feeds) == pytest.approx(1)


def test_a_sighting_held_for_certain_is_left_out_by_asking_again() -> None:
    certain = known(sightings=frozenset({report(1.0)}))
    moved = ENGINE.moved(certain, q.minute(21))
    away = np.abs(
        ENGINE.believe(certain, q.minute(21)).poa - ENGINE.believe(known(), q.minute(21)).poa
    ).sum()
    assert moved[0].probability == pytest.approx(away / 2, abs=0.01)


def test_the_rest_of_the_world_is_a_place_like_others() -> None:
    explanation = ENGINE.explain(FULL, AT, -1)
    belief = ENGINE.believe(FULL, AT)
    assert explanation.probability == pytest.approx(belief.rest_of_world, rel=1e-12)
    assert Source(Kind.OUTSIDE, "") in {effect.source for effect in explanation.effects}


def test_the_belief_is_the_same_after_an_explanation() -> None:
    before = ENGINE.believe(FULL, AT)
    ENGINE.explain(FULL, AT, 12)
    ENGINE.moved(FULL, AT)
    assert ENGINE.believe(FULL, AT).poa.tobytes() == before.poa.tobytes()


def test_what_cannot_be_explained_is_refused() -> None:
    with pytest.raises(BeforeLastKnownPoint):
        ENGINE.explain(FULL, q.minute(-1), 0)
    with pytest.raises(ValueError, match="segment 9999: expected -1 to"):
        ENGINE.explain(FULL, AT, 9999)


def test_sentences_say_the_numbers_in_both_languages() -> None:
    explanation = ENGINE.explain(FULL, AT, 30)
    names = {Source(Kind.CAMERA, "C3"): {"zh": "北门", "en": "North gate"}}
    sentences = explanation_sentences(explanation, {"zh": "青松路", "en": "Pine Road"}, names)
    assert len(sentences) == 1 + len(explanation.effects) + len(explanation.feeds)
    for language in ("zh", "en"):
        assert percent(explanation.probability) in sentences[0][language]
        assert percent(explanation.prior) in sentences[0][language]
    texts = " ".join(sentence["en"] for sentence in sentences)
    if Source(Kind.CAMERA, "C3") in {effect.source for effect in explanation.effects}:
        assert "No trace on camera North gate" in texts
    assert "of it: the sighting at s was him." in texts


def test_a_piece_that_moved_nothing_says_so() -> None:
    twice = known(clearances=frozenset({replace(q.clearance(3, 0, 50, 0.0), id="K1")}))
    sentence = moved_sentence(ENGINE.moved(twice, AT)[0])
    assert sentence["en"] == "No trace on camera K1: moved hardly any probability."
    assert sentence["zh"] == "摄像头 K1 无踪迹：几乎没有改变可能性。"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.5, "50 %"), (0.094, "9.4 %"), (0.0012, "0.1 %"), (0.0001, "<0.1 %"), (0.0, "0 %")],
)
def test_shares_are_rounded_as_they_deserve(share: float, text: str) -> None:
    assert percent(share) == text
