"""The score in words, for the command line."""

from collections.abc import Iterator

from coordinator.exercise.score import Score


def score_lines(score: Score) -> Iterator[str]:
    """A few lines for the trainer."""
    if score.found_min is None:
        yield f"Not found in {score.minutes:.0f} minutes."
    else:
        by = f" by {score.found_by}" if score.found_by else ""
        yield f"Found after {score.found_min:.0f} minutes{by}."
    for each in score.machines:
        took = "not found" if each.found_min is None else f"{each.found_min:.0f} minutes"
        yield f"  the machine on the same case, {each.policy}: {took}, {each.reviews} reviews"
    share = score.review_share
    if share is None:
        yield "No recording was watched by a trainee."
    else:
        yield (
            f"Recordings: {len(score.reviews)} watched, {share:.2f} of the information that the "
            "advice had for the same minutes (1 is best)."
        )
    orders = score.orders
    answered = "" if orders.answered_s is None else f", answered in {orders.answered_s:.0f} s"
    yield f"Redirects to trainees: {orders.followed} of {orders.sent} followed{answered}."
    share_m = score.streets_m / max(score.area_m, 1.0)
    yield f"Streets searched: {score.streets}, {score.streets_m:.0f} m, {share_m:.1%} of the area."
    if score.there:
        first, last = score.there[0], score.there[-1]
        yield (
            f"Probability around his true place: {first.probability:.1%} at the report, "
            f"{last.probability:.1%} at minute {last.minute:.0f} "
            f"(evenly spread it would be {last.even:.1%})."
        )
