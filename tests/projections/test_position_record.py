"""Given fixes, then the last one is shown, with a direction where there was one."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.teams.track import Fix
from projections.position_record import position_record

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("east", "north", "heading"),
    [(0, 0.001, 0), (0.001, 0, 90), (0, -0.001, 180), (-0.001, 0, 270), (0.00001, 0, None)],
)
def test_the_heading_is_where_the_last_two_fixes_lead(
    east: float, north: float, heading: float | None
) -> None:
    fixes = [Fix(11.5, 48.1, NINE), Fix(11.5 + east, 48.1 + north, NINE + timedelta(seconds=9))]
    record = position_record("t", fixes)
    assert record["heading"] == (None if heading is None else pytest.approx(heading, abs=0.1))
    assert (record["lon"], record["at"]) == (11.5 + east, "2026-03-01T09:00:09Z")


def test_one_fix_alone_leads_nowhere() -> None:
    assert position_record("t", [Fix(11.5, 48.1, NINE, 8.0)]) == {
        "team_id": "t", "lon": 11.5, "lat": 48.1, "at": "2026-03-01T09:00:00Z",
        "accuracy_m": 8.0, "heading": None,
    }  # fmt: skip
