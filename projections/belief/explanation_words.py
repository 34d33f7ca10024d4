"""Explanations as sentences, in both languages."""

from collections.abc import Mapping

from projections.belief.explanation import Effect, Feed, Kind, Moved, PlaceExplanation, Source

Sentence = dict[str, str]
"""The same sentence as {"zh": ..., "en": ...}."""

SMALL = 0.0005
"""Differences below this are called hardly any."""


def explanation_sentences(
    explanation: PlaceExplanation, place: Sentence, names: Mapping[Source, Sentence] | None = None
) -> list[Sentence]:
    """What an officer reads: the place's probability, what changed it, and what feeds it.

    `place` is the street's name (or the rest of the world's); `names` gives sources the names
    that people know them by, and may lack any of them.
    """
    known = names or {}
    found = [_value(explanation, place)]
    found += [_effect(effect, known) for effect in explanation.effects]
    if any(feed.scenario.sightings for feed in explanation.feeds):
        found += [_feed(feed, known) for feed in explanation.feeds]
    return found


def moved_sentence(moved: Moved, names: Mapping[Source, Sentence] | None = None) -> Sentence:
    """How much a piece of evidence moved, in one sentence."""
    name = source_words(moved.source, names or {})
    if moved.probability < SMALL:
        return {
            "zh": f"{name['zh']}几乎没有改变态势。",
            "en": f"{name['en']} moved hardly any probability.",
        }
    part = percent(moved.probability)
    return {
        "zh": f"{name['zh']}使 {part} 的概率转移到别处。",
        "en": f"{name['en']} moved {part} of the probability elsewhere.",
    }


def source_words(source: Source, names: Mapping[Source, Sentence]) -> Sentence:
    """What a source is called at the beginning of a sentence."""
    named = names.get(source)
    zh = named["zh"] if named else source.id
    en = named["en"] if named else source.id
    if source.kind is Kind.CAMERA:
        return {"zh": f"镜头 {zh} 的无踪迹", "en": f"No trace on camera {en}"}
    if source.kind is Kind.CLEARANCE:
        return {"zh": f"无踪迹 {zh}", "en": f"Clearance {en}"}
    if source.kind is Kind.SWEEP:
        return {"zh": f"排查 {zh}", "en": f"Sweep {en}"}
    if source.kind is Kind.SIGHTING:
        return {"zh": f"疑似发现 {zh}", "en": f"Sighting {en}"}
    if not source.id:
        return {"zh": "区域外的查询", "en": "Checks outside the area"}
    return {"zh": f"区域外查询 {zh}", "en": f"Check outside the area {en}"}


def percent(share: float) -> str:
    """A share as a percentage with as many digits as it deserves."""
    size = abs(share)
    if 0.0 < size < SMALL:
        return "<0.1%" if share > 0 else "<-0.1%"
    return f"{share:.0%}" if size >= 0.095 else f"{share:.1%}"


def _value(explanation: PlaceExplanation, place: Sentence) -> Sentence:
    now, prior = percent(explanation.probability), percent(explanation.prior)
    if not explanation.effects:
        return {
            "zh": f"{place['zh']}：概率 {now}，没有依据改变它。",
            "en": f"{place['en']}: {now}; no evidence has changed it.",
        }
    return {
        "zh": f"{place['zh']}：概率 {now}；没有任何依据时为 {prior}。",
        "en": f"{place['en']}: {now}; without any evidence {prior}.",
    }


def _effect(effect: Effect, names: Mapping[Source, Sentence]) -> Sentence:
    name, size = source_words(effect.source, names), percent(abs(effect.difference))
    more = effect.difference > 0
    return {
        "zh": f"{name['zh']}使其{'升高' if more else '降低'} {size}（绝对值）。",
        "en": f"{name['en']}: {size} {'more' if more else 'less'} of all probability here.",
    }


def _feed(feed: Feed, names: Mapping[Source, Sentence]) -> Sentence:
    share = percent(feed.share)
    sightings = [Source(Kind.SIGHTING, each) for each in feed.scenario.sightings]
    if not sightings:
        return {
            "zh": f"其中 {share} 来自“疑似发现均不属实”的情形。",
            "en": f"{share} of it comes from the case that no sighting was of him.",
        }
    zh = "、".join(names.get(each, {}).get("zh", each.id) for each in sightings)
    en = ", ".join(names.get(each, {}).get("en", each.id) for each in sightings)
    return {
        "zh": f"其中 {share} 来自疑似发现 {zh} 属实的情形。",
        "en": f"{share} of it comes from the case that {en} was of him.",
    }
