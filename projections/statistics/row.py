"""One search as a row of the statistics."""

from collections.abc import Iterable
from datetime import datetime

from domain.area import Area
from domain.event import SearchEvent
from domain.knowledge.find import SubjectFound
from domain.moment import moment_of
from domain.opening import SearchOpened
from domain.place import Place
from projections.statistics.columns import LATE_MIN
from projections.statistics.course import Course
from projections.statistics.ways import along_streets_m, beside_streets

Value = str | int | float | None
Row = dict[str, Value]


def row_of(events: Iterable[SearchEvent], area: Area | None) -> Row:
    """The values of all columns, None for cells that stay empty; ValueError without an opening.

    `area` is the one that the search was opened in, None where it is not known any more.
    """
    course = Course()
    for event in events:
        course.see(event)
    opened = course.opened
    if opened is None:
        raise ValueError("a search begins with its opening")
    return {
        "search_id": str(opened.originator_id),
        "opened_month": f"{opened.timestamp:%Y-%m}",
        "area": opened.area,
        "model_version": opened.model_version,
        "mobility": course.mobility(),
        **_beginning(course, opened),
        **_sightings(course),
        **_orders(course),
        **_cameras(course, area),
        **_teams(course, area),
        **_end(course, opened, area),
        "late_facts": course.late_facts,
    }


def _minutes(since: datetime | None, until: datetime | None) -> float | None:
    if since is None or until is None:
        return None
    return round((until - since).total_seconds() / 60.0, 1)


def _yes(held: bool) -> str:
    return "yes" if held else "no"


def _last_seen(course: Course) -> datetime | None:
    known = course.last_known_point
    return None if known is None else moment_of(known.at)


def _beginning(course: Course, opened: SearchOpened) -> Row:
    reported = moment_of(opened.reported_at)
    after = _minutes(_last_seen(course), reported)
    orders = course.orders.values()
    first_order = min((order.sent_at for order in orders), default=None)
    replies = [at for order in orders for at in order.replies.values()]
    return {
        "report_after_min": after,
        "late": None if after is None else _yes(after >= LATE_MIN),
        "opening_after_min": _minutes(reported, opened.timestamp),
        "first_clearance_min": _minutes(opened.timestamp, course.first_clearance),
        "first_redirect_min": _minutes(opened.timestamp, first_order),
        "first_reply_min": _minutes(opened.timestamp, min(replies, default=None)),
    }


def _sightings(course: Course) -> Row:
    verdicts = list(course.verdicts.values())
    return {
        "sightings": len(verdicts),
        "sightings_confirmed": verdicts.count("confirmed"),
        "sightings_ruled_out": verdicts.count("ruled_out"),
    }


def _orders(course: Course) -> Row:
    orders = list(course.orders.values())
    return {
        "orders": len(orders),
        "orders_by_policy": sum(order.by_policy for order in orders),
        "orders_answered": sum(bool(order.replies) for order in orders),
        "orders_declined": sum("declined" in order.replies for order in orders),
        "orders_completed": sum("completed" in order.replies for order in orders),
        "orders_expired": sum(order.expired for order in orders),
        "orders_escalated": sum(order.escalated for order in orders),
        "reply_median_s": course.reply_median_s(),
    }


def _cameras(course: Course, area: Area | None) -> Row:
    in_force = list(course.clearances.values())
    spans_s = [(moment_of(c.until) - moment_of(c.since)).total_seconds() for c in in_force]
    watched_s = [
        span_s / clearance.playback_speed
        for span_s, clearance in zip(spans_s, in_force, strict=True)
        if clearance.reviewer_kind == "officer"
    ]
    return {
        "cameras": None if area is None else len(area.cameras),
        "cameras_reviewed": len({clearance.camera_id for clearance in in_force}),
        "windows_cleared": len(in_force),
        "recorded_h": round(sum(spans_s) / 3600.0, 3),
        "officer_h": round(sum(watched_s) / 3600.0, 3),
    }


def _teams(course: Course, area: Area | None) -> Row:
    end = course.newest if course.closed is None else course.closed.happened_at
    deployed_s = [
        max(0.0, ((gone or end or since) - since).total_seconds())
        for since, gone in course.deployed.values()
    ]
    covered = {segment for segments in course.sweeps.values() for segment in segments}
    streets_m = None if area is None else area.network.length_m
    return {
        "teams": len(course.deployed),
        "team_h": round(sum(deployed_s) / 3600.0, 3),
        "streets_km": None if streets_m is None else round(float(streets_m.sum()) / 1000.0, 3),
        "streets_covered_km": None
        if streets_m is None
        else round(float(streets_m[sorted(covered)].sum()) / 1000.0, 3),
    }


def _end(course: Course, opened: SearchOpened, area: Area | None) -> Row:
    find = course.find
    at = None if find is None else moment_of(find.at)
    return {
        "found": _yes(find is not None),
        "outcome": None if course.closed is None else course.closed.outcome,
        "condition": None if find is None else find.condition,
        "found_by_team": None if find is None else _yes(find.team_id is not None),
        "found_in_area": None
        if find is None or area is None
        else _yes(beside_streets(area, Place(find.lon, find.lat))),
        "found_after_min": _minutes(_last_seen(course), at),
        "search_min": _minutes(opened.timestamp, at),
        **_distances(course, find, area),
    }


def _distances(course: Course, find: SubjectFound | None, area: Area | None) -> Row:
    known = course.last_known_point
    if find is None or known is None:
        return {"find_straight_m": None, "find_along_streets_m": None}
    origin, target = Place(known.lon, known.lat), Place(find.lon, find.lat)
    along_m = None if area is None else along_streets_m(area, origin, target)
    return {
        "find_straight_m": round(origin.distance_m(target)),
        "find_along_streets_m": None if along_m is None else round(along_m),
    }
