"""The one fixture of the domain."""

from collections.abc import Generator

import pytest

from tests.domain.scenario import Scenario


@pytest.fixture
def search() -> Generator[Scenario]:
    """A search opened at nine in a small town; every `when` needs its `then`."""
    scenario = Scenario()
    yield scenario
    assert scenario.judged, "the last command was never judged by a `then`"
