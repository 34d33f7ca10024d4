"""Sentences of advice, in both languages."""

Sentence = dict[str, str]
"""The same sentence as {"zh": ..., "en": ...}."""


def share_words(share: float) -> Sentence:
    """A probability in words: a percentage where it is large, else one in so many."""
    if share >= 0.095:
        return {"zh": f"{share:.0%}", "en": f"{share:.0%}"}
    if share >= 0.0005:
        ways = round(1 / share, -1) if share < 0.02 else round(1 / share)
        return {"zh": f"约 1/{ways:.0f}", "en": f"1 in {ways:.0f}"}
    return {"zh": "极小", "en": "hardly any"}
