"""Explanations as records, with sentences in both languages."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.evidence import Evidence
from domain.moment import moment_text
from projections.belief.explanation import Kind, Moved, PlaceExplanation, Source
from projections.belief.explanation_words import (
    Sentence,
    effect_sentence,
    explanation_sentences,
    feed_sentence,
    moved_sentence,
)

Record = dict[str, Any]
Names = Mapping[Source, Sentence]


def explanation_record(
    explanation: PlaceExplanation, evidence: Evidence, place: Sentence, names: Names
) -> Record:
    """How a place came to its probability: {at, segment, place, prior, probability, effects,
    scenarios, sentences}. Probabilities are unrounded."""
    # That no sighting was him goes without saying where there is none.
    split = any(feed.scenario.sightings for feed in explanation.feeds)
    when = {each.id: each.at for each in evidence.sightings}
    return {
        "at": moment_text(explanation.at),
        "segment": explanation.segment,
        "place": place,
        "prior": _number(explanation.prior),
        "probability": _number(explanation.probability),
        "effects": [
            {
                **source_record(effect.source, evidence),
                "difference": _number(effect.difference),
                "sentence": effect_sentence(effect, explanation.probability, names),
            }
            for effect in explanation.effects
        ],
        "scenarios": [
            {
                "sightings": [
                    {"sighting_id": each, "at": moment_text(when[each])}
                    for each in feed.scenario.sightings
                ],
                "share": _number(feed.share),
                "sentence": feed_sentence(feed, names),
            }
            for feed in (explanation.feeds if split else ())
        ],
        "sentences": explanation_sentences(explanation, place, names),
    }


def moved_records(
    moved: Iterable[Moved], evidence: Evidence, names: Names, members: Mapping[str, Sequence[str]]
) -> list[Record]:
    """How much probability every piece of evidence moved, in the given order; `members` has the
    ids of all clearances that are told of as one."""
    return [
        {
            **source_record(each.source, evidence),
            "ids": list(members.get(each.source.id, (each.source.id,))),
            "moved": _number(each.probability),
            "sentence": moved_sentence(each, names),
        }
        for each in moved
    ]


def source_record(source: Source, evidence: Evidence) -> Record:
    """What a source is: kind, id, the camera if it is one's, and the (true) times it speaks of."""
    camera_id: str | None = None
    spans: list[tuple[datetime, datetime]] = []
    if source.kind in (Kind.CAMERA, Kind.CLEARANCE):
        camera = source.kind is Kind.CAMERA
        windows = [
            each
            for each in evidence.clearances
            if source.id == (each.camera_id if camera else each.id)
        ]
        camera_id = windows[0].camera_id
        spans = [(each.since, each.until) for each in windows]
    elif source.kind is Kind.SWEEP:
        spans = [(each.since, each.until) for each in evidence.sweeps if each.id == source.id]
    elif source.kind is Kind.SIGHTING:
        spans = [(each.at, each.at) for each in evidence.sightings if each.id == source.id]
    else:
        spans = [
            (each.since, each.until)
            for each in evidence.outside_checks
            if source.id in ("", each.id)
        ]
    return {
        "kind": source.kind.value,
        "id": source.id,
        "camera_id": camera_id,
        "from": moment_text(min(since for since, _ in spans)),
        "until": moment_text(max(until for _, until in spans)),
    }


def _number(value: float) -> float | None:
    """JSON knows no NaN."""
    return value if math.isfinite(value) else None
