"""The columns of the statistics: what each says, in which unit, and when it is empty."""

from collections.abc import Mapping
from types import MappingProxyType

LATE_MIN = 90.0
"""A report this long after he was last seen counts as late."""
BESIDE_STREETS_M = 250.0
"""A find farther from every street of the area lies outside it."""

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "search_id": "opaque id of the search",
        "opened_month": "year and month of the opening, UTC",
        "area": "name of the area",
        "model_version": "of the model that the search was opened with",
        "mobility": "how he moved at the end: manual, pushed or powered",
        "report_after_min": "minutes from when he was last seen to the report",
        "late": "yes if that is 90 minutes or more, else no",
        "opening_after_min": "minutes from the report to the opening of the search",
        "first_clearance_min": "minutes from the opening to the first camera window cleared",
        "first_redirect_min": "minutes from the opening to the first order to a team",
        "first_reply_min": "minutes from the opening to the first answer of a team",
        "sightings": "reported",
        "sightings_confirmed": "of them confirmed in the end",
        "sightings_ruled_out": "of them ruled out in the end",
        "orders": "sent to teams",
        "orders_by_policy": "of them sent by the policy, or proposed by it and released",
        "orders_answered": "of them answered at all",
        "orders_declined": "of them declined",
        "orders_completed": "of them reported as completed",
        "orders_expired": "of them run out",
        "orders_escalated": "of them that somebody had to call for",
        "reply_median_s": "median of the seconds from an order to its first answer",
        "cameras": "in the area",
        "cameras_reviewed": "with a window cleared, clearances taken back not counted",
        "windows_cleared": "clearances in force",
        "recorded_h": "hours of recording in them",
        "officer_h": "hours that officers needed to watch them at their playback speed",
        "teams": "deployed",
        "team_h": "hours that they were deployed, until stood down, the end or the last event",
        "streets_km": "length of all streets of the area",
        "streets_covered_km": "of them swept, each counted once, sweeps taken back not counted",
        "found": "yes or no",
        "outcome": "with which the search was closed",
        "condition": "well, injured, critical, dead or unknown",
        "found_by_team": "yes if the find names a street team, else no",
        "found_in_area": "yes if the find lies within 250 m of a street of the area, else no",
        "found_after_min": "minutes from when he was last seen to the find",
        "search_min": "minutes from the opening of the search to the find",
        "find_straight_m": "from the last known point to the find, as the crow flies",
        "find_along_streets_m": "the shortest way along the streets, stairs left out",
        "late_facts": "that arrived after the search was closed",
    }
)
"""All columns in their order. What did not happen, or cannot be known, leaves its cell empty."""
