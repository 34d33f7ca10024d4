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
    found += [
        effect_sentence(effect, explanation.probability, known) for effect in explanation.effects
    ]
    if any(feed.scenario.sightings for feed in explanation.feeds):
        found += [feed_sentence(feed, known) for feed in explanation.feeds]
    return found


def moved_sentence(moved: Moved, names: Mapping[Source, Sentence] | None = None) -> Sentence:
    """How much a piece of evidence moved, in one sentence."""
    name = source_words(moved.source, names or {})
    if moved.probability < SMALL:
        return {
            "zh": f"{name['zh']}：几乎没有改变可能性。",
            "en": f"{name['en']}: moved hardly any probability.",
        }
    part = percent(moved.probability)
    return {
        "zh": f"{name['zh']}：{part} 的可能性转到了别处。",
        "en": f"{name['en']}: moved {part} of the probability.",
    }


def source_words(source: Source, names: Mapping[Source, Sentence]) -> Sentence:
    """What a source is called at the beginning of a sentence."""
    named = names.get(source)
    zh = named["zh"] if named else source.id
    en = named["en"] if named else source.id
    if source.kind in (Kind.CAMERA, Kind.CLEARANCE):
        return {"zh": f"摄像头 {zh} 无踪迹", "en": f"No trace on camera {en}"}
    if source.kind is Kind.SWEEP:
        return {"zh": f"排查（{zh}）", "en": f"Sweep by {en}"}
    if source.kind is Kind.SIGHTING:
        return {"zh": f"疑似发现（{zh}）", "en": f"Sighting at {en}"}
    if not named and not source.id:
        return {"zh": "在区域外的询问", "en": "Asking outside the area"}
    return {"zh": f"询问{zh}，不在那里", "en": f"Asked {en}, not there"}


def percent(share: float) -> str:
    """A share as a percentage with as many digits as it deserves."""
    size = abs(share)
    if 0.0 < size < SMALL:
        return "<0.1 %" if share > 0 else "<-0.1 %"
    digits = 0 if size >= 0.095 or share == 0.0 else 1
    return f"{share * 100:.{digits}f} %"


def _value(explanation: PlaceExplanation, place: Sentence) -> Sentence:
    now, prior = percent(explanation.probability), percent(explanation.prior)
    if not explanation.effects:
        return {
            "zh": f"{place['zh']}：可能性 {now}，没有依据改变它。",
            "en": f"{place['en']}: {now}. No evidence has changed it.",
        }
    return {
        "zh": f"{place['zh']}：可能性 {now}；没有任何依据时是 {prior}。",
        "en": f"{place['en']}: {now}. Without any evidence {prior}.",
    }


def effect_sentence(
    effect: Effect, probability: float, names: Mapping[Source, Sentence] | None = None
) -> Sentence:
    """What a source did to a place whose probability is given, and what it would be without."""
    name, size = source_words(effect.source, names or {}), percent(abs(effect.difference))
    more, without = effect.difference > 0, percent(max(0.0, probability - effect.difference))
    return {
        "zh": f"{name['zh']}：{'增加' if more else '减少'} {size}（没有它是 {without}）。",
        "en": f"{name['en']}: {size} {'more' if more else 'less'} (without it {without}).",
    }


def feed_sentence(feed: Feed, names: Mapping[Source, Sentence] | None = None) -> Sentence:
    """Which scenario a place's probability comes from, and how much of it."""
    share, known = percent(feed.share), names or {}
    sightings = [Source(Kind.SIGHTING, each) for each in feed.scenario.sightings]
    if not sightings:
        return {
            "zh": f"其中 {share}：所有疑似发现都不是他。",
            "en": f"{share} of it: no sighting was him.",
        }
    told = [source_words(each, known) for each in sightings]
    zh = "、".join(each["zh"] for each in told)
    en = " and ".join(_inside(each["en"]) for each in told)
    return {"zh": f"其中 {share}：{zh}是他。", "en": f"{share} of it: the {en} was him."}


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]
