"""The table of parameters: complete, documented, and the one the documentation shows."""

from math import isfinite
from pathlib import Path

from domain.parameters import BY_NAME, PARAMETERS, default_parameters

PAGE = Path(__file__).resolve().parents[3] / "docs" / "belief.md"


def test_every_parameter_has_a_unit_a_meaning_and_a_source() -> None:
    for parameter in PARAMETERS:
        assert parameter.unit, parameter.name
        assert len(parameter.meaning) > 3, parameter.name
        assert parameter.source, parameter.name


def test_every_name_stands_once() -> None:
    assert len(default_parameters()) == len(PARAMETERS)


def test_the_page_shows_the_table_as_it_is() -> None:
    shown = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert shown == [
        f"| `{p.name}` | {p.value:g} | {p.allowed} | {p.unit} | {p.meaning} | {p.source} |"
        for p in PARAMETERS
    ]


def test_every_shipped_value_is_one_that_may_be_set() -> None:
    for parameter in PARAMETERS:
        least, most = parameter.within
        assert isfinite(most), parameter.name
        assert least <= parameter.value <= most, parameter.name


def test_no_force_may_lift_the_cap_of_a_pod() -> None:
    assert BY_NAME["pod_cap"].within[1] == 0.9


def test_a_pod_is_never_above_the_cap() -> None:
    values = default_parameters()
    for name, value in values.items():
        if name.startswith("pod_"):
            assert 0 < value <= values["pod_cap"]
