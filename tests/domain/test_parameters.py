import ast
from math import isfinite
from pathlib import Path

import domain
from domain.camera_zones.clearance import GRADES
from domain.knowledge.sighting import SOURCES
from domain.parameters import PARAMETERS, default_parameters

ASKED = {
    "pod_default", *(f"pod_{grade}" for grade in GRADES), "pod_sweep",
    "sighting_radius", "sighting_minutes_doubt",
    *(f"credibility_{source}" for source in SOURCES),
}  # fmt: skip
"""What commands take from the parameters of their search."""


def _keys_in_the_code() -> set[str]:
    """Every key by which the domain looks up a parameter, as written but for the quotes."""
    return {
        ast.unparse(node.slice).translate(str.maketrans("", "", "\"'\\"))
        for path in Path(domain.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value).split(".")[-1] == "parameters"
    }


def test_the_keys_that_the_domain_asks_for_are_the_ones_listed_here() -> None:
    assert _keys_in_the_code() == {
        "fpod_{self.grade or default}", "pod_sweep", "sighting_radius", "sighting_minutes_doubt",
        "fcredibility_{self.source}",
    }  # fmt: skip


def test_every_key_that_the_domain_asks_for_is_in_the_table() -> None:
    assert default_parameters().keys() >= ASKED


def test_every_name_stands_once_in_the_table_with_a_finite_value_and_a_source() -> None:
    assert len({parameter.name for parameter in PARAMETERS}) == len(PARAMETERS)
    for parameter in PARAMETERS:
        assert isfinite(parameter.value)
        assert parameter.unit
        assert parameter.meaning
        assert parameter.source


def test_shipped_probabilities_are_ones_that_a_command_would_accept() -> None:
    table = default_parameters()
    for name in ASKED:
        if name.startswith("pod_"):
            assert 0 <= table[name] < 1
        if name.startswith("credibility_"):
            assert 0 <= table[name] <= 1
    assert table["pod_good"] > table["pod_fair"] > table["pod_poor"]
